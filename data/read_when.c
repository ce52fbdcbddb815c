/* SPDX-License-Identifier: ISC */
/* Times of day, ends, deadlines: from what is written to instants in the event's zone. */
#include "data/reader.h"

#include "data/meant.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { OVERNIGHT_MAX = 12 * 3600 }; /* an `until` earlier than the start is the next day's */

/* A local time as written, with the offset it may have. */
struct written {
	int minute;
	bool has_offset;
	int32_t offset;
};

static bool
read_written(struct reader *r, const struct node *node, struct written *out)
{
	const char *s = node_text(r, node, "write a time like 09:30");

	return s != NULL &&
	       value_time_offset(r->f, node->at, s, &out->minute, &out->has_offset, &out->offset);
}

static bool
instant_of(struct reader *r, struct place at, const struct tz *tz, struct date day,
    const struct written *w, int64_t *out)
{
	return value_instant(
	    r->f, at, tz, (struct civil){day, w->minute}, w->has_offset ? &w->offset : NULL, out);
}

bool
read_at(struct reader *r, const struct node *node, struct date day, int64_t *out)
{
	struct written w;

	return read_written(r, node, &w) && instant_of(r, node->at, r->event->zone, day, &w, out);
}

bool
has_length(const struct fields *fs)
{
	return field(fs, "for") != NULL || field(fs, "until") != NULL;
}

bool
length_is_told(const struct fields *fs)
{
	return field_is_told(fs, "for") || field_is_told(fs, "until");
}

/* Whether the clocks show the time again on the day of the start, after the start. */
static bool
is_second_showing(const struct tz *tz, struct civil start, const struct written *w, int64_t after)
{
	int64_t utc[2];

	return w->has_offset &&
	       tz_from_civil(tz, (struct civil){start.date, w->minute}, utc) == TZ_TWICE &&
	       utc[1] > after;
}

static bool
read_until(struct reader *r, const struct node *node, int64_t start, int64_t *out)
{
	const struct tz *tz = r->event->zone;
	struct civil from = tz_to_civil(tz, start);
	struct date day = from.date;
	struct written w;
	char hhmm[6];
	bool overnight;

	if (!read_written(r, node, &w))
		return false;
	overnight = w.minute <= from.minute && !is_second_showing(tz, from, &w, start);
	if (overnight)
		day = date_add(day, 1);
	if (!instant_of(r, node->at, tz, day, &w, out))
		return false;
	if (*out > start && !(overnight && *out - start > OVERNIGHT_MAX))
		return true;
	time_format(from.minute, hhmm);
	finding_add(r->f, RULE_END_BEFORE_START, node->at,
	    "write a later time, or how long it is with 'for'", "this is not after the start, %s",
	    hhmm);
	return false;
}

static bool
read_for(struct reader *r, const struct node *length, int *minutes)
{
	const char *s = node_text(r, length, "write a length of time like 45m or 1h30m");

	return s != NULL && value_duration(r->f, length->at, s, minutes);
}

static void
check_one_length(struct reader *r, const struct fields *fs)
{
	const struct node *until = field(fs, "until");

	if (field(fs, "for") != NULL && until != NULL)
		finding_add(r->f, RULE_WRONG_SHAPE, until->at, "keep one of them",
		    "'for' and 'until' both say when this ends");
}

bool
read_end(struct reader *r, const struct fields *fs, int64_t start, int64_t *out)
{
	const struct node *length = field(fs, "for"), *until = field(fs, "until");
	int minutes;

	check_one_length(r, fs);
	if (length == NULL)
		return until != NULL && read_until(r, until, start, out);
	if (!read_for(r, length, &minutes))
		return false;
	*out = start + (int64_t)minutes * 60;
	return true;
}

void
check_length(struct reader *r, const struct fields *fs)
{
	const struct node *length = field(fs, "for"), *until = field(fs, "until");
	struct written w;
	int minutes;

	check_one_length(r, fs);
	if (length != NULL)
		read_for(r, length, &minutes);
	else if (until != NULL)
		read_written(r, until, &w);
}

/* The date at the start of `s`; what follows it and its blanks in `*rest`. */
static bool
leading_date(const char *s, struct date *out, const char **rest)
{
	char day[11];

	if (strlen(s) < 10 || (s[10] != '\0' && s[10] != ' '))
		return false;
	memcpy(day, s, 10);
	day[10] = '\0';
	*rest = s + 10 + strspn(s + 10, " ");
	return date_parse(day, out);
}

void
moment_read(struct reader *r, const struct node *node, struct slot *out)
{
	const char *s = node_text(r, node, "write a day and a time: 2023-06-14 10:00");
	struct slot slot = {.has_start = true};
	struct written w;
	const char *rest;

	if (s == NULL)
		return;
	if (!leading_date(s, &slot.day, &rest)) {
		const char *todo = meant_date(r->f, s, false);

		finding_add(r->f, RULE_BAD_DATE, node->at,
		    todo != NULL ? todo : "write a day, or a day and a time: 2023-06-14 10:00",
		    "'%s' is not a day", finding_quote(r->f, s));
		return;
	}
	if (*rest == '\0')
		slot.has_start = false;
	else if (!value_time_offset(r->f, node->at, rest, &w.minute, &w.has_offset, &w.offset) ||
		 !instant_of(r, node->at, r->event->zone, slot.day, &w, &slot.start))
		return;
	*out = slot;
}

static const char *
deadline_todo(struct reader *r, const char *s)
{
	const char *why;
	struct span span;
	char day[11];

	if ((why = meant_any(s)) != NULL || (why = meant_date(r->f, s, false)) != NULL)
		return why;
	snprintf(day, sizeof day, "%s", s);
	if (strlen(day) == 10 && strspn(day, "0123456789-") == 10 && !span_parse(day, &span, &why))
		return why;
	if (strlen(s) > 11 && s[10] == 'T')
		return "write a blank instead of the T";
	if (strlen(s) > 13 && strcasecmp(s + strlen(s) - 3, "aoe") == 0)
		return finding_words(r->f, "write %s AoE", day);
	return "write it like 2022-07-18, 2022-07-18 AoE, 2022-07-18 17:00 or "
	       "2022-07-18 17:00 Europe/Berlin";
}

static void
add_bad_deadline(struct reader *r, const struct node *node)
{
	finding_add(r->f, RULE_BAD_DEADLINE, node->at, deadline_todo(r, node->text),
	    "'%s' is not a deadline", finding_quote(r->f, node->text));
}

/* HH:MM, and a zone or an offset after it or nothing. */
static bool
deadline_time(struct reader *r, const struct node *node, const char *s, struct deadline *out)
{
	size_t n = strcspn(s, " ");
	const char *rest = s + n + strspn(s + n, " ");
	struct written w = {.has_offset = false};
	char hhmm[6];

	out->zone = r->event->zone;
	if (n != 5) {
		add_bad_deadline(r, node);
		return false;
	}
	memcpy(hhmm, s, 5);
	hhmm[5] = '\0';
	if (*rest == '+' || *rest == '-') {
		if (!value_time_offset(r->f, node->at, s, &w.minute, &w.has_offset, &w.offset))
			return false;
	} else if (!value_time(r->f, node->at, hhmm, &w.minute)) {
		return false;
	} else if (strcasecmp(rest, "aoe") == 0) {
		add_bad_deadline(r, node);
		return false;
	} else if (*rest != '\0') {
		out->zone = value_zone(r->f, node->at, rest, r->db);
	}
	return out->zone != NULL && instant_of(r, node->at, out->zone, out->day, &w, &out->when);
}

void
deadline_read(struct reader *r, const struct node *node, struct deadline *out)
{
	struct deadline d = {.kind = DEADLINE_DATE, .at = node->at};
	const char *s = node_text(r, node, "write a date: 2022-07-18"), *rest;

	if (s == NULL)
		return;
	if (!leading_date(s, &d.day, &rest)) {
		add_bad_deadline(r, node);
		return;
	}
	if (strcmp(rest, "AoE") == 0) {
		/* UTC-12: the day ends there when the next one is 12 hours old in UTC. */
		d.kind = DEADLINE_AOE;
		d.when = date_to_seconds(d.day) + DAY_SECONDS + 12 * 3600;
	} else if (*rest != '\0') {
		d.kind = DEADLINE_TIME;
		if (!deadline_time(r, node, rest, &d))
			return;
	}
	*out = d;
}
