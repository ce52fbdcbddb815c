/* SPDX-License-Identifier: ISC */
/* What one content line says, by libical. Each line is parsed alone in a calendar of its own, so
 * that its number is known whatever happens to it. */
#include "ical/import_private.h"
#include "ical/recur.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

void
ics_let_go(struct ics *x)
{
	if (x->held != NULL)
		icalcomponent_free(x->held);
	x->held = NULL;
}

/* The line's properties, several if it has a list; valid until the next call. NULL if it cannot be
 * read. */
static icalcomponent *
parse(struct ics *x, const struct ics_line *l)
{
	/* What it does not know, it would not read. */
	bool is_known = icalproperty_string_to_kind(l->name) != ICAL_NO_PROPERTY;
	size_t n = strlen(l->s) + 64;
	char *text;

	ics_let_go(x);
	text = malloc(n);
	if (text == NULL)
		return NULL;
	snprintf(
	    text, n, "BEGIN:VCALENDAR\r\n%s%s\r\nEND:VCALENDAR\r\n", is_known ? "" : "X-", l->s);
	x->held = icalparser_parse_string(text);
	free(text);
	if (x->held == NULL ||
	    icalcomponent_get_first_property(x->held, ICAL_XLICERROR_PROPERTY) != NULL)
		return NULL;
	return x->held;
}

static icalproperty *
first(struct ics *x, const struct ics_line *l)
{
	icalcomponent *c = parse(x, l);

	return c == NULL ? NULL : icalcomponent_get_first_property(c, ICAL_ANY_PROPERTY);
}

void
ics_unreadable(struct ics *x, const struct ics_line *l)
{
	if (x->is_first_look)
		return;
	finding_add(x->in->f, RULE_IMPORT_DROPPED, l->at, "look what is meant there",
	    "%s cannot be read: '%s'", finding_quote(x->in->f, l->name),
	    finding_quote(x->in->f, l->value));
}

/* ---- texts ---- */

/* Resolves the backslashes of a TEXT (RFC 5545 section 3.3.11) where libical took it for something
 * else: an X- property. */
static const char *
value_text(struct ics *x, const icalproperty *p)
{
	const icalvalue *v = icalproperty_get_value(p);
	icalvalue *text = NULL;
	const char *s = NULL;
	char *raw;

	if (v == NULL)
		return "";
	if (icalvalue_isa(v) == ICAL_TEXT_VALUE)
		s = icalvalue_get_text(v);
	else if (icalvalue_isa(v) == ICAL_URI_VALUE)
		s = icalvalue_get_uri(v);
	if (s != NULL)
		return arena_strdup(x->a, s);
	raw = icalproperty_get_value_as_string_r(p);
	if (raw == NULL)
		return "";
	s = arena_strdup(x->a, raw);
	icalmemory_free_buffer(raw);
	if (icalvalue_isa(v) == ICAL_X_VALUE)
		text = icalvalue_new_from_string(ICAL_TEXT_VALUE, s);
	if (text != NULL) {
		s = arena_strdup(x->a, icalvalue_get_text(text));
		icalvalue_free(text);
	}
	return s;
}

const char *
ics_text(struct ics *x, const struct ics_line *l)
{
	icalproperty *p;

	if (l == NULL || l->value[strspn(l->value, " \t")] == '\0')
		return "";
	p = first(x, l);
	if (p == NULL) {
		ics_unreadable(x, l);
		return NULL;
	}
	return value_text(x, p);
}

const char **
ics_texts(struct ics *x, const struct ics_line *l, size_t *n)
{
	icalcomponent *c = parse(x, l);
	const char **all = NULL;

	*n = 0;
	if (c == NULL) {
		if (*l->value != '\0')
			ics_unreadable(x, l);
		return NULL;
	}
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_ANY_PROPERTY); p != NULL;
	     p = icalcomponent_get_next_property(c, ICAL_ANY_PROPERTY))
		*(const char **)arena_push(x->a, &all, n, sizeof *all) = value_text(x, p);
	return all;
}

const char *
ics_param(struct ics *x, const struct ics_line *l, const char *name)
{
	icalproperty *p = first(x, l);
	char *raw = p == NULL ? NULL : icalproperty_get_parameter_as_string_r(p, name);
	const char *s = NULL;
	size_t n;

	if (raw == NULL)
		return NULL;
	n = strlen(raw);
	if (n >= 2 && raw[0] == '"' && raw[n - 1] == '"')
		s = arena_strndup(x->a, raw + 1, n - 2);
	else
		s = arena_strdup(x->a, raw);
	icalmemory_free_buffer(raw);
	return s;
}

/* ---- times ---- */

static bool
is_time(struct icaltimetype t)
{
	/* VTIMEZONEs begin in 1601, as Windows' calendar does. */
	return t.year >= 1600 && t.year <= DATE_YEAR_MAX && t.month >= 1 && t.month <= 12 &&
	       t.day >= 1 && t.day <= date_month_days(t.year, t.month) &&
	       (t.is_date || (t.hour >= 0 && t.hour < 24 && t.minute >= 0 && t.minute < 60 &&
				 t.second >= 0 && t.second <= 60));
}

static struct ics_time
of_ical(struct icaltimetype t)
{
	return (struct ics_time){
	    .local = {{t.year, t.month, t.day}, t.is_date ? 0 : t.hour * 60 + t.minute},
	    .second = t.is_date ? 0 : t.second,
	    .is_date = t.is_date,
	    .is_utc = icaltime_is_utc(t)};
}

/* One of a list. */
static bool
time_of(const icalproperty *p, struct ics_time *out)
{
	const icalvalue *v = icalproperty_get_value(p);
	icalvalue_kind kind = v == NULL ? ICAL_NO_VALUE : icalvalue_isa(v);
	struct icaltimetype t = icaltime_null_time();

	if (kind == ICAL_DATE_VALUE)
		t = icalvalue_get_date(v);
	else if (kind == ICAL_DATETIME_VALUE)
		t = icalvalue_get_datetime(v);
	else if (kind == ICAL_DATETIMEPERIOD_VALUE || kind == ICAL_PERIOD_VALUE) {
		struct icaldatetimeperiodtype both = icalvalue_get_datetimeperiod(v);

		t = icaltime_is_null_time(both.time) ? both.period.start : both.time;
	}
	if (!is_time(t))
		return false;
	*out = of_ical(t);
	return true;
}

struct ics_time *
ics_times(struct ics *x, const struct ics_line *l, size_t *n)
{
	const char *tzid = ics_param(x, l, "TZID");
	icalcomponent *c = parse(x, l);
	struct ics_time *all = NULL, one;
	bool is_bad = c == NULL;

	*n = 0;
	for (icalproperty *p = c == NULL ? NULL
					 : icalcomponent_get_first_property(c, ICAL_ANY_PROPERTY);
	     p != NULL; p = icalcomponent_get_next_property(c, ICAL_ANY_PROPERTY)) {
		if (!time_of(p, &one)) {
			is_bad = true;
			continue;
		}
		one.tzid = one.is_utc || one.is_date || tzid == NULL || *tzid == '\0' ? NULL : tzid;
		*(struct ics_time *)arena_push(x->a, &all, n, sizeof *all) = one;
	}
	if (is_bad && *l->value != '\0')
		ics_unreadable(x, l);
	return all;
}

bool
ics_time(struct ics *x, const struct ics_line *l, struct ics_time *out)
{
	size_t n;
	struct ics_time *all = ics_times(x, l, &n);

	if (n == 0)
		return false;
	*out = all[0];
	return true;
}

bool
ics_duration(struct ics *x, const struct ics_line *l, int64_t *seconds)
{
	icalproperty *p = first(x, l);
	const icalvalue *v = p == NULL ? NULL : icalproperty_get_value(p);
	struct icaldurationtype d;

	if (v == NULL || icalvalue_isa(v) != ICAL_DURATION_VALUE ||
	    icaldurationtype_is_bad_duration(d = icalvalue_get_duration(v))) {
		ics_unreadable(x, l);
		return false;
	}
	*seconds = (((int64_t)d.weeks * 7 + d.days) * 24 + d.hours) * 3600 +
		   (int64_t)d.minutes * 60 + d.seconds;
	*seconds = d.is_neg ? -*seconds : *seconds;
	return true;
}

bool
ics_offset(struct ics *x, const struct ics_line *l, int32_t *seconds)
{
	icalproperty *p = first(x, l);
	const icalvalue *v = p == NULL ? NULL : icalproperty_get_value(p);

	if (v == NULL || icalvalue_isa(v) != ICAL_UTCOFFSET_VALUE) {
		ics_unreadable(x, l);
		return false;
	}
	*seconds = icalvalue_get_utcoffset(v);
	return *seconds > -DAY_SECONDS && *seconds < DAY_SECONDS;
}

/* ---- rules ---- */

static bool
recurrence(struct ics *x, const struct ics_line *l, struct icalrecurrencetype *out)
{
	icalproperty *p = first(x, l);
	const icalvalue *v = p == NULL ? NULL : icalproperty_get_value(p);

	if (v == NULL || icalvalue_isa(v) != ICAL_RECUR_VALUE)
		return false;
	*out = icalvalue_get_recur(v);
	/* Of the others the iterator may look at every second of five hundred years. */
	return out->freq == ICAL_DAILY_RECURRENCE || out->freq == ICAL_WEEKLY_RECURRENCE ||
	       out->freq == ICAL_MONTHLY_RECURRENCE || out->freq == ICAL_YEARLY_RECURRENCE;
}

struct ics_rule
ics_rule(struct ics *x, const struct ics_line *l)
{
	struct icalrecurrencetype r;
	struct ics_rule out = {0};

	if (!recurrence(x, l, &r))
		return out;
	out.is_known = true;
	out.is_yearly = r.freq == ICAL_YEARLY_RECURRENCE;
	out.has_count = r.count > 0;
	out.has_until = !icaltime_is_null_time(r.until);
	if (out.has_until)
		out.until = of_ical(r.until);
	return out;
}

void
ics_repeat(struct ics *x, const struct ics_line *l, struct ics_time start,
    const struct civil *until, struct ics_window *w, size_t max, struct ics_time **out, size_t *n)
{
	const struct recur_time from = {start.local, start.second, start.is_date};
	const struct recur_time to = {.local = until != NULL ? *until : start.local, .second = 59};
	struct icalrecurrencetype rule;
	struct recur_time t;
	struct ics_time *found;
	struct recur *r;
	size_t nfound = 0, steps = 0;

	if (!recurrence(x, l, &rule) || x->barren > ICS_BARREN_MAX)
		return;
	found = arena_array(x->a, max, sizeof *found); /* nothing may land while there is `r` */
	r = recur_begin(l->value, &from, until != NULL ? &to : NULL);
	while (r != NULL && recur_next(r, &t)) {
		steps++;
		if (date_cmp(t.local.date, w->first) < 0) {
			w->is_earlier = true;
			if (x->steps + steps < ICS_STEPS_MAX)
				continue;
		}
		w->is_later = nfound == max || date_cmp(t.local.date, w->last) > 0 ||
			      x->steps + steps >= ICS_STEPS_MAX;
		if (w->is_later)
			break;
		found[nfound++] = (struct ics_time){.local = t.local,
		    .second = t.second,
		    .is_date = t.is_date,
		    .is_utc = start.is_utc,
		    .tzid = start.tzid};
	}
	recur_end(r);
	x->barren += steps < 2;
	x->steps += steps;
	for (size_t i = 0; i < nfound; i++)
		*(struct ics_time *)arena_push(x->a, out, n, sizeof **out) = found[i];
}
