/* SPDX-License-Identifier: ISC */
/* From a VEVENT (RFC 5545 section 3.6.1) to sessions. */
#include "ical/import_private.h"

#include "core/from_html.h"

#include <string.h>
#include <strings.h>

enum {
	STRANDS_MAX = 16,   /* more different categories are no tracks */
	LONG_LINE = 160,    /* bytes of a line that is a paragraph of its own */
	NAMES_TOLD_MAX = 60 /* properties that are told by name */
};

/* ---- what is not carried over ---- */

/* The name, or what a family of names begins with: "X-MICROSOFT-…". */
static const char *
family(struct ics *x, const char *name)
{
	const char *bar = strncmp(name, "X-", 2) == 0 ? strchr(name + 2, '-') : NULL;

	return bar == NULL ? name
			   : arena_printf(x->a, "%.*s-\xe2\x80\xa6", (int)(bar - name), name);
}

void
ics_not_carried(struct ics *x, const struct ics_line *l)
{
	static char told;
	const char *name = family(x, l->name);

	if (names_get(&x->told, name) == NULL) {
		if (x->ntold >= NAMES_TOLD_MAX)
			name = "further properties";
		else
			names_put(&x->told, name, &told);
		x->ntold++;
	}
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    finding_words(x->in->f, "not carried over: %s", finding_quote(x->in->f, name)), NULL);
}

/* What Plenary makes itself, or what says nothing to a participant. */
static bool
is_own(const char *name)
{
	static const char *const names[] = {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED",
	    "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
	    "TRANSP", NULL};

	return word_find(names, name) >= 0;
}

/* ---- texts ---- */

/* Whether a line of plain text begins an item of a list. */
static bool
is_item(const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (digits > 0)
		return digits <= 3 && strchr(".)", s[digits]) != NULL && s[digits] != '\0' &&
		       s[digits + 1] == ' ';
	return *s != '\0' && strchr("-*+", *s) != NULL && s[1] == ' ';
}

/* Whether a line is only a stroke: "-----". */
static bool
is_stroke(const char *s, size_t n)
{
	return n >= 2 && strchr("-=_*", *s) != NULL && strspn(s, (char[]){*s, '\0'}) >= n;
}

/* Plain text as CommonMark: its lines stay lines, long ones are paragraphs. */
static const char *
plain(struct ics *x, const char *s)
{
	char *out = arena_alloc(x->a, 4 * strlen(s) + 16), *to = out;
	bool is_para = false, in_list = false;
	size_t n, before = 0; /* bytes of this line and of the one before */

	for (; *s != '\0'; before = n) {

		s += strspn(s, " \t\r");
		n = strcspn(s, "\n");
		while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
			n--;
		if (n == 0 || is_stroke(s, n)) {
			memcpy(to, "\n\n***\n", 7);
			to += n == 0 ? 1 : 6;
			is_para = in_list = false;
		} else {
			if (is_para && (is_item(s) ? !in_list : before >= LONG_LINE))
				*to++ = '\n';
			else if (is_para && !is_item(s))
				*to++ = '\\';
			in_list = is_item(s) || (in_list && is_para);
			if (to > out)
				*to++ = '\n';
			memcpy(to, s, n);
			to += n;
			is_para = true;
		}
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	*to = '\0';
	return out;
}

static const char *
description(struct ics *x, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	return s == NULL || looks_like_html(s, strlen(s)) ? s : plain(x, s);
}

static bool
is_url(const char *s)
{
	return strncasecmp(s, "https://", 8) == 0 || strncasecmp(s, "http://", 7) == 0;
}

/* ---- one function a property ---- */

static void
take_summary(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	en->title = ics_text(x, l);
}

static void
take_description(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (en->abstract == NULL)
		en->abstract = description(x, l);
}

/* The same in HTML, of which more can be kept. */
static void
take_html(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s != NULL && looks_like_html(s, strlen(s)))
		en->abstract = s;
}

static void
take_location(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s == NULL || s[strspn(s, " \t\n")] == '\0')
		return;
	if (is_url(s) && strpbrk(s, " \n") == NULL)
		en->join = s;
	else
		intake_add_room(x->in, en, s);
}

static void
take_status(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (strcasecmp(l->value, "CANCELLED") == 0 || strcasecmp(l->value, "CANCELED") == 0)
		en->status = STATUS_CANCELLED;
	else if (strcasecmp(l->value, "TENTATIVE") == 0)
		en->status = STATUS_TENTATIVE;
	else if (strcasecmp(l->value, "CONFIRMED") != 0)
		ics_unreadable(x, l);
}

static void
take_class(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	if (strcasecmp(l->value, "PUBLIC") == 0 || *l->value == '\0')
		return;
	en->visibility = VISIBILITY_PRIVATE;
	intake_tally(x->in, RULE_IMPORT_DOUBTFUL, l->at,
	    "this is private or confidential: it gets 'visibility: private' and is not published",
	    NULL);
}

static void
take_categories(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	size_t n;
	const char **all;

	if (!x->has_strands) {
		intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
		    "categories that do not look like tracks are left out", NULL);
		return;
	}
	all = ics_texts(x, l, &n);
	for (size_t i = 0; i < n; i++)
		if (*all[i] != '\0')
			intake_add_track(x->in, en, (struct intake_track){.title = all[i]});
}

static void
take_url(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	en->url = ics_text(x, l);
}

static void
take_join(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *s = ics_text(x, l);

	if (s != NULL && is_url(s))
		en->join = s;
	else
		ics_not_carried(x, l);
}

static void
take_attach(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *label;

	if (!is_url(l->value)) {
		ics_not_carried(x, l);
		return;
	}
	label = ics_param(x, l, "FILENAME");
	if (label == NULL)
		label = ics_param(x, l, "X-FILENAME");
	intake_add_link(x->in, en, (struct intake_link){.url = l->value, .label = label});
}

static void
take_organizer(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	const char *name = ics_param(x, l, "CN");

	if (name != NULL && *name != '\0' && strchr(name, '@') == NULL)
		intake_add_person(
		    x->in, en, (struct intake_person){.name = name, .as = ROLE_ORGANISER});
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    "addresses of organisers are not carried over: they are private", NULL);
}

static void
take_attendee(struct ics *x, struct intake_entry *en, const struct ics_line *l)
{
	(void)en;
	intake_tally(x->in, RULE_IMPORT_DROPPED, l->at,
	    "attendees and contacts are not carried over: they are private",
	    "write those who speak into 'people'");
}

static const struct {
	const char *name;
	void (*take)(struct ics *x, struct intake_entry *en, const struct ics_line *l);
} fields[] = {{"SUMMARY", take_summary}, {"DESCRIPTION", take_description},
    {"X-ALT-DESC", take_html}, {"STYLED-DESCRIPTION", take_html}, {"LOCATION", take_location},
    {"STATUS", take_status}, {"CLASS", take_class}, {"CATEGORIES", take_categories},
    {"URL", take_url}, {"CONFERENCE", take_join}, {"X-GOOGLE-CONFERENCE", take_join},
    {"X-MICROSOFT-SKYPETEAMSMEETINGURL", take_join}, {"ATTACH", take_attach},
    {"ORGANIZER", take_organizer}, {"ATTENDEE", take_attendee}, {"CONTACT", take_attendee}};

/* Whether its calendar tells that all in it is cancelled (RFC 5546 section 3.2.5). */
static bool
is_called_off(const struct ics_component *c)
{
	const struct ics_line *method = c->parent == NULL ? NULL : ics_find(c->parent, "METHOD");

	return method != NULL && strcasecmp(method->value, "CANCEL") == 0;
}

void
ics_entry_read(struct ics *x, const struct ics_component *c, struct intake_entry *out)
{
	*out = (struct intake_entry){.at = c->at,
	    .minutes = -1,
	    .status = is_called_off(c) ? STATUS_CANCELLED : STATUS_CONFIRMED};
	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		size_t k = 0;

		while (k < sizeof fields / sizeof fields[0] && strcmp(fields[k].name, l->name) != 0)
			k++;
		if (k < sizeof fields / sizeof fields[0])
			fields[k].take(x, out, l);
		else if (!is_own(l->name))
			ics_not_carried(x, l);
	}
}

const char *
ics_uid(struct ics *x, const struct ics_component *c)
{
	const char *uid = ics_text(x, ics_find(c, "UID"));

	return uid == NULL ? "" : uid;
}

/* ---- when ---- */

/* A day, and how many of them. */
static void
tell_days(
    struct ics *x, const struct ics_component *c, const struct ics_time *start, struct date last)
{
	char day[11];

	if (date_cmp(last, start->local.date) <= 0)
		return;
	date_format(last, day);
	finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, c->at, "put it under its other days too",
	    "this lasts until %s: it stands under its first day", day);
}

static void
set_duration(struct ics *x, const struct ics_component *c, const struct ics_time *start,
    struct intake_entry *en)
{
	const struct ics_line *l = ics_find(c, "DURATION");
	int64_t seconds;

	if (l == NULL || !ics_duration(x, l, &seconds))
		return;
	if (start->is_date)
		tell_days(
		    x, c, start, date_add(start->local.date, (int)((seconds - 1) / DAY_SECONDS)));
	else if (seconds >= 0 && seconds / 60 < 32 * 24 * 60)
		en->minutes = (int)(seconds / 60);
}

/* How long it is, for every time that it repeats; and its end, if it does not. */
static void
set_end(struct ics *x, const struct ics_component *c, const struct ics_time *start,
    struct intake_entry *en)
{
	const struct ics_line *l = ics_find(c, "DTEND");
	struct ics_time end;
	int64_t from, to;

	if (l == NULL || !ics_time(x, l, &end)) {
		set_duration(x, c, start, en);
		return;
	}
	if (start->is_date) {
		tell_days(x, c, start, end.is_date ? date_add(end.local.date, -1) : end.local.date);
		return;
	}
	if (end.is_date) {
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, l->at, "write how long it is: for: 45m",
		    "the end has no time: it is left open");
		return;
	}
	ics_instant(x, start, &from);
	ics_instant(x, &end, &to);
	if (to >= from && (to - from) / 60 < 32 * 24 * 60)
		en->minutes = (int)((to - from) / 60);
	if (to != from)
		en->end = ics_intake_time(x, l->at, &end);
}

/* What alone in the file names one session of those with the same UID. */
static const char *
key_of(struct ics *x, const char *uid, const struct ics_time *t)
{
	const struct date d = t->local.date;

	if (*uid == '\0')
		return NULL;
	return arena_printf(x->a, "%s/%04d%02d%02dT%02d%02d", uid, d.year, d.month, d.day,
	    t->local.minute / 60, t->local.minute % 60);
}

static void
meet(struct ics *x, const struct intake_entry *proto, const char *key, struct intake_time start)
{
	struct intake_entry *en = intake_meet(x->in, proto->at);

	if (en == NULL)
		return;
	*en = *proto;
	en->key = key;
	en->start = start;
}

static void
tell_range(struct ics *x, const struct ics_line *id)
{
	const char *range = ics_param(x, id, "RANGE");

	if (range != NULL && strcasecmp(range, "THISANDFUTURE") == 0)
		finding_add(x->in->f, RULE_IMPORT_DOUBTFUL, id->at, "change the later ones by hand",
		    "this changes all that follow, too: here it stands for itself alone");
}

void
ics_entry(struct ics *x, const struct ics_component *c)
{
	const struct ics_line *begin = ics_find(c, "DTSTART"), *id = ics_find(c, "RECURRENCE-ID");
	struct intake_entry proto;
	struct ics_time start, was, *times = NULL;
	const char *uid = ics_uid(x, c), *key = uid;
	size_t n = 0;

	ics_entry_read(x, c, &proto);
	if (begin == NULL || !ics_time(x, begin, &start)) {
		meet(x, &proto, uid, (struct intake_time){0});
		return;
	}
	set_end(x, c, &start, &proto);
	if (id != NULL)
		tell_range(x, id);
	else
		times = ics_occurrences(x, c, &start, &n);
	if (times == NULL) {
		if (id != NULL && ics_time(x, id, &was))
			key = key_of(x, uid, &was);
		meet(x, &proto, key, ics_intake_time(x, begin->at, &start));
		return;
	}
	proto.end = (struct intake_time){0};
	for (size_t i = 0; i < n; i++)
		meet(
		    x, &proto, key_of(x, uid, &times[i]), ics_intake_time(x, begin->at, &times[i]));
}

/* ---- all entries ---- */

static void
note_changed(struct ics *x, const struct ics_component *c)
{
	const struct ics_line *id = ics_find(c, "RECURRENCE-ID");
	const char *uid = ics_uid(x, c);
	struct ics_series *se;
	struct ics_time t;

	if (id == NULL || *uid == '\0' || !ics_time(x, id, &t))
		return;
	se = names_get(&x->by_uid, uid);
	if (se == NULL) {
		se = arena_alloc(x->a, sizeof *se);
		names_put(&x->by_uid, uid, se);
	}
	if (se->nchanged < ICS_CHANGED_MAX)
		*(struct ics_time *)arena_push(x->a, &se->changed, &se->nchanged, sizeof t) = t;
}

static void
count_categories(struct ics *x, const struct ics_component *c)
{
	static char seen;

	for (size_t i = 0; i < c->nlines; i++) {
		const struct ics_line *l = &c->lines[i];
		const char **all;
		size_t n = 0;

		if (strcmp(l->name, "CATEGORIES") != 0 || x->ncategories > STRANDS_MAX)
			continue;
		all = ics_texts(x, l, &n);
		for (size_t k = 0; k < n; k++) {
			x->ncategory_uses++;
			if (names_get(&x->categories, all[k]) != NULL)
				continue;
			names_put(&x->categories, all[k], &seen);
			x->ncategories++;
		}
	}
}

void
ics_entries_begin(struct ics *x)
{
	names_init(&x->by_uid, x->a);
	names_init(&x->categories, x->a);
	names_init(&x->told, x->a);
	x->is_first_look = true;
	for (size_t i = 0; i < x->nentries; i++) {
		note_changed(x, x->entries[i]);
		count_categories(x, x->entries[i]);
	}
	x->is_first_look = false;
	x->has_strands = x->ncategories >= 2 && x->ncategories <= STRANDS_MAX &&
			 x->ncategory_uses >= 2 * x->ncategories;
}
