/* SPDX-License-Identifier: ISC */
/* Dates in other habits: numbers, names of months, and what stands between them. */
#include "data/meant.h"

#include "core/date.h"

#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

enum { NUMBERS_MAX = 6 };

/* What a text that may be a date is made of. */
struct pieces {
	int number[NUMBERS_MAX];
	bool is_year[NUMBERS_MAX]; /* four digits */
	size_t n;
	int month;       /* by its name; 0: none */
	size_t month_at; /* how many numbers were before it */
	char sign;       /* what stands after the first number */
};

static int
month_of(const char *s, size_t n)
{
	static const char *const names[] = {"january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december"};

	for (int i = 0; i < 12; i++)
		if (n >= 3 && n <= strlen(names[i]) && strncasecmp(s, names[i], n) == 0)
			return i + 1;
	return n == 4 && strncasecmp(s, "sept", 4) == 0 ? 9 : 0;
}

/* Words that say nothing in a date: weekdays, "of", the th of 14th. */
static bool
is_filler(const char *s, size_t n)
{
	static const char *const words[] = {"st", "nd", "rd", "th", "of", "the", "to", "and",
	    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncasecmp(s, words[i], n) == 0 &&
		    (n == strlen(words[i]) || (i >= 8 && n >= 3)))
			return true;
	return false;
}

static bool
take_pieces(const char *s, struct pieces *p)
{
	size_t n;

	*p = (struct pieces){.n = 0};
	for (; *s != '\0'; s += n) {
		if (is_digit(*s)) {
			n = strspn(s, "0123456789");
			if ((n != 4 && n > 2) || p->n == NUMBERS_MAX)
				return false;
			for (size_t i = 0; i < n; i++)
				p->number[p->n] = p->number[p->n] * 10 + (s[i] - '0');
			if (p->n == 0)
				p->sign = s[n];
			p->is_year[p->n++] = n == 4;
		} else if (is_letter(*s)) {
			for (n = 1; is_letter(s[n]); n++)
				;
			if (month_of(s, n) != 0 && p->month == 0) {
				p->month = month_of(s, n);
				p->month_at = p->n;
			} else if (!is_filler(s, n)) {
				return false;
			}
		} else if (strchr(" .,/-()", *s) != NULL) {
			n = 1;
		} else if (strncmp(s, "\xe2\x80\x93", 3) == 0) {
			n = 3;
		} else {
			return false;
		}
	}
	return true;
}

static bool
day_words(int year, int month, int day, char out[11])
{
	struct date d = {year, month, day};

	if (!date_is_valid(d))
		return false;
	date_format(d, out);
	return true;
}

/* From and to, the years at the end: 14.05.2031 to 15.05.2031, 14.-15.05.2031. The day comes first
 * in it, unless that cannot be. */
static const char *
meant_span(struct findings *f, const struct pieces *p)
{
	const int *n = p->number, *last = n + p->n - 3;
	const int month = p->n == 4 ? last[1] : n[1], year = p->n == 6 ? n[2] : last[2];
	char from[11], to[11];

	if (!p->is_year[p->n - 1] || p->is_year[0] || p->is_year[1] ||
	    (p->n == 6) != p->is_year[2] || p->is_year[p->n - 2])
		return NULL;
	if (p->sign != '.' && p->n != 4 && n[0] <= 12 && last[0] <= 12)
		return NULL; /* the month may come first as well */
	if (!day_words(year, month, n[0], from) || !day_words(last[2], last[1], last[0], to) ||
	    strcmp(from, to) >= 0)
		return NULL;
	return finding_words(f, "write %s to %s", from, to);
}

/* Three numbers without the name of a month. */
static const char *
meant_numbers(struct findings *f, const struct pieces *p)
{
	const int *n = p->number;
	char day[11], other[11];
	bool first, second;

	if (p->is_year[0] && !p->is_year[1] && !p->is_year[2])
		return day_words(n[0], n[1], n[2], day) ? finding_words(f, "write %s", day) : NULL;
	if (!p->is_year[2] || p->is_year[0] || p->is_year[1])
		return NULL;
	first = day_words(n[2], n[1], n[0], day);
	second = p->sign != '.' && n[0] != n[1] && day_words(n[2], n[0], n[1], other);
	if (first && second)
		return finding_words(
		    f, "write %s, or %s if the month comes first in it", day, other);
	if (first || second)
		return finding_words(f, "write %s", first ? day : other);
	return NULL;
}

/* One or two days of a named month, or the month alone. */
static const char *
meant_named(struct findings *f, const struct pieces *p, bool span)
{
	char first[11], last[11];
	size_t year = p->n - 1;

	if (p->n == 0 || !p->is_year[year])
		return NULL;
	for (size_t i = 0; i < year; i++)
		if (p->is_year[i])
			return NULL;
	if (p->n == 2 && day_words(p->number[1], p->month, p->number[0], first))
		return finding_words(f, "write %s", first);
	if (!span)
		return NULL;
	if (p->n == 1)
		return finding_words(f, "write %04d-%02d", p->number[0], p->month);
	if (p->n == 3 && (p->month_at == 2 || p->month_at == 0) && p->number[0] < p->number[1] &&
	    day_words(p->number[2], p->month, p->number[0], first) &&
	    day_words(p->number[2], p->month, p->number[1], last))
		return finding_words(f, "write %s to %s", first, last);
	return NULL;
}

const char *
meant_date(struct findings *f, const char *s, bool span)
{
	char first[11], last[11];
	struct pieces p;

	if (!take_pieces(s, &p))
		return NULL;
	if (p.month != 0)
		return meant_named(f, &p, span);
	if (p.n == 3)
		return meant_numbers(f, &p);
	if (span && p.n == 6 && p.is_year[0] && p.is_year[3] &&
	    day_words(p.number[0], p.number[1], p.number[2], first) &&
	    day_words(p.number[3], p.number[4], p.number[5], last) && strcmp(first, last) < 0)
		return finding_words(f, "write %s to %s", first, last);
	return span && p.n >= 4 ? meant_span(f, &p) : NULL;
}
