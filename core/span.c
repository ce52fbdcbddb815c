/* SPDX-License-Identifier: ISC */
/* What `dates:` takes, and what to tell an organiser who wrote something else. */
#include "core/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char why_any[] = "write it like 2023-06-14, 2023-06-14 to 2023-06-15, 2025-10, 2025, "
			      "late 2019-06 or before 2023-07-10";
static const char why_digits[] = "write month and day with two digits: 2023-06-04";
static const char why_year_first[] = "write the year first, with hyphens: 2023-06-14";
static const char why_month_name[] = "write the month as a number: 2019-06, or late 2019-06";
static const char why_no_day[] = "that day does not exist";
static const char why_no_month[] = "there is no such month: months are 01 to 12";
static const char why_year[] = "the year must be from 1970 to 2100";
static const char why_to[] = "write \"to\" between the first and the last day: "
			     "2023-06-14 to 2023-06-15";
static const char why_to_days[] = "\"to\" stands between two whole days: 2023-06-14 to 2023-06-15";
static const char why_part[] = "early, mid and late go before a month or a year, not before a day";
static const char why_before[] = "after \"before\" comes a whole day: before 2023-07-10";
static const char why_before_january[] = "nothing of a year is before its 1 January: "
					 "write the year before";
static const char why_order[] = "the last day is before the first";
static const char why_empty[] = "there is no date";

/* A date as far as it goes: a year, a month, or a day. */
struct partial {
	enum precision precision;
	struct date date; /* month and day are 1 where not known */
};

/* The shape of `s`: each digit as 'd', all else as it is; NULL when it is longer than any date. */
static const char *
shape(const char *s, char out[16])
{
	size_t n = strlen(s);

	if (n > 15)
		return NULL;
	for (size_t i = 0; i <= n; i++)
		out[i] = s[i] >= '0' && s[i] <= '9' ? 'd' : s[i];
	return out;
}

static bool
has_month_name(const char *s)
{
	static const char *const names[] = {
	    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

	for (; *s != '\0'; s++)
		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
			if (strncasecmp(s, names[i], 3) == 0)
				return true;
	return false;
}

/* Whether `s` joins two days by something else than "to". */
static bool
has_other_joint(const char *s)
{
	return strstr(s, " - ") != NULL || strstr(s, "..") != NULL ||
	       strstr(s, "\xe2\x80\x93") != NULL || strstr(s, "\xe2\x80\x94") != NULL ||
	       strstr(s, "until") != NULL || strstr(s, "till") != NULL || strchr(s, ',') != NULL ||
	       (strlen(s) == 21 && s[10] == '-');
}

/* Why `s`, which has none of the shapes of a date, is none. */
static const char *
why_not(const char *s)
{
	char buf[16];
	const char *sh = shape(s, buf);

	if (*s == '\0')
		return why_empty;
	if (has_month_name(s))
		return why_month_name;
	if (has_other_joint(s))
		return why_to;
	if (sh != NULL && (strcmp(sh, "dddd-d-d") == 0 || strcmp(sh, "dddd-dd-d") == 0 ||
			      strcmp(sh, "dddd-d-dd") == 0 || strcmp(sh, "dddd-d") == 0))
		return why_digits;
	if (strpbrk(s, "/.") != NULL || (sh != NULL && strncmp(sh, "dd-d", 4) == 0) ||
	    (sh != NULL && strncmp(sh, "d-d", 3) == 0))
		return why_year_first;
	return why_any;
}

/* Parses a year, a month or a day; NULL, or why not. */
static const char *
partial_parse(const char *s, struct partial *out)
{
	static const char *const shapes[] = {[PRECISION_YEAR] = "dddd",
	    [PRECISION_MONTH] = "dddd-dd",
	    [PRECISION_DAY] = "dddd-dd-dd"};
	struct partial p = {PRECISION_NONE, {0, 1, 1}};
	char buf[16];
	const char *sh = shape(s, buf);

	for (enum precision k = PRECISION_YEAR; k <= PRECISION_DAY; k++)
		if (sh != NULL && strcmp(sh, shapes[k]) == 0)
			p.precision = k;
	if (p.precision == PRECISION_NONE)
		return why_not(s);
	sscanf(s, "%4d-%2d-%2d", &p.date.year, &p.date.month, &p.date.day);
	if (p.date.year < DATE_YEAR_MIN || p.date.year > DATE_YEAR_MAX)
		return why_year;
	if (p.date.month < 1 || p.date.month > 12)
		return why_no_month;
	if (!date_is_valid(p.date))
		return why_no_day;
	*out = p;
	return NULL;
}

/* Sets first and last from what is known. A month's parts are days 1-10, 11-20 and the rest; a
 * year's are four months each. */
static void
set_bounds(struct span *sp, struct date d)
{
	int from = 1, to;

	sp->first = sp->last = d;
	if (sp->precision == PRECISION_YEAR) {
		to = 12;
		if (sp->part != PART_WHOLE) {
			from = 1 + 4 * (sp->part - PART_EARLY);
			to = from + 3;
		}
		sp->first.month = from;
		sp->last.month = to;
		sp->last.day = date_month_days(d.year, to);
	} else if (sp->precision == PRECISION_MONTH) {
		to = date_month_days(d.year, d.month);
		if (sp->part != PART_WHOLE)
			from = 1 + 10 * (sp->part - PART_EARLY);
		if (sp->part == PART_EARLY || sp->part == PART_MID)
			to = from + 9;
		sp->first.day = from;
		sp->last.day = to;
	}
}

static const char *
skip_spaces(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

/* What follows `word` and its spaces at the start of `s`; NULL if `s` starts otherwise. */
static const char *
after_word(const char *s, const char *word)
{
	size_t n = strlen(word);

	return strncmp(s, word, n) == 0 && s[n] == ' ' ? skip_spaces(s + n) : NULL;
}

static const char *
parse_range(const char *s, const char *to, struct span *sp)
{
	const char *rest = skip_spaces(to + strlen(" to "));
	struct partial a, b;
	char first[32];
	const char *why;
	int n = (int)(to - s);

	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n >= (int)sizeof first)
		return why_to_days;
	snprintf(first, sizeof first, "%.*s", n, s);
	if ((why = partial_parse(first, &a)) != NULL || (why = partial_parse(rest, &b)) != NULL)
		return why;
	if (a.precision != PRECISION_DAY || b.precision != PRECISION_DAY)
		return why_to_days;
	if (date_cmp(b.date, a.date) < 0)
		return why_order;
	*sp = (struct span){.precision = PRECISION_DAY, .first = a.date, .last = b.date};
	return NULL;
}

static const char *
parse_before(const char *s, struct span *sp)
{
	struct partial p;
	const char *why = partial_parse(s, &p);

	if (why != NULL)
		return why;
	if (p.precision != PRECISION_DAY)
		return why_before;
	if (p.date.month == 1 && p.date.day == 1)
		return why_before_january;
	*sp = (struct span){.precision = PRECISION_YEAR,
	    .before = true,
	    .first = {p.date.year, 1, 1},
	    .last = date_add(p.date, -1)};
	return NULL;
}

static const char *
parse_part(const char *s, enum part part, struct span *sp)
{
	struct partial p;
	const char *why = partial_parse(s, &p);

	if (why != NULL)
		return why;
	if (part != PART_WHOLE && p.precision == PRECISION_DAY)
		return why_part;
	*sp = (struct span){.precision = p.precision, .part = part};
	set_bounds(sp, p.date);
	return NULL;
}

static const char *
parse(const char *s, struct span *sp)
{
	static const char *const words[] = {
	    [PART_EARLY] = "early", [PART_MID] = "mid", [PART_LATE] = "late"};
	const char *rest, *to = strstr(s, " to ");

	if (to != NULL)
		return parse_range(s, to, sp);
	if ((rest = after_word(s, "before")) != NULL)
		return parse_before(rest, sp);
	for (enum part p = PART_EARLY; p <= PART_LATE; p++)
		if ((rest = after_word(s, words[p])) != NULL)
			return parse_part(rest, p, sp);
	return parse_part(s, PART_WHOLE, sp);
}

bool
span_parse(const char *s, struct span *out, const char **why)
{
	struct span sp;

	*why = parse(s, &sp);
	if (*why != NULL)
		return false;
	*out = sp;
	return true;
}
