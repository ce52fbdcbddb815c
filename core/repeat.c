/* SPDX-License-Identifier: ISC */
#include "core/repeat.h"

#include <stdlib.h>
#include <string.h>

const char *
repeat_stem(struct arena *a, const char *id, size_t bytes)
{
	size_t n = strlen(id);

	if (n > bytes)
		n = bytes;
	while (n > 1 && id[n - 1] == '-')
		n--;
	return arena_strndup(a, id, n);
}

const char *
repeat_id(struct arena *a, const char *id, struct date day)
{
	char at[11];

	date_format(day, at);
	return arena_printf(a, "%s-%s", repeat_stem(a, id, REPEAT_STEM_MAX), at);
}

bool
repeat_eq(const struct repeat *a, const struct repeat *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a->id, b->id) == 0);
}

static int
cmp_day(const void *a, const void *b)
{
	const struct session *x = *(struct session *const *)a, *y = *(struct session *const *)b;

	return date_cmp(x->repeat_day, y->repeat_day);
}

struct session_list
repeat_sessions(struct arena *a, const struct event *ev, const struct repeat *r)
{
	struct session_list l = {0};

	for (size_t i = 0; i < ev->nsessions; i++)
		if (repeat_eq(ev->sessions[i]->repeat, r))
			session_list_add(a, &l, ev->sessions[i]);
	if (l.n > 1)
		qsort(l.items, l.n, sizeof(struct session *), cmp_day);
	return l;
}

/* ---- in words ---- */

static const struct {
	const char *freq;
	enum word every;
} often[] = {
    {"DAILY", WORD_REPEAT_DAYS},
    {"WEEKLY", WORD_REPEAT_WEEKS},
    {"MONTHLY", WORD_REPEAT_MONTHS},
    {"YEARLY", WORD_REPEAT_YEARS},
};

/* The value of a part of a rule, in `out`; "" if it has none, or one that is too long. */
static const char *
part(const char *rule, const char *name, char out[32])
{
	size_t n = strlen(name), len;

	memcpy(out, "", 1);
	for (const char *s = rule; *s != '\0'; s += strcspn(s, ";"), s += *s == ';') {
		if (strncmp(s, name, n) != 0 || s[n] != '=')
			continue;
		len = strcspn(s + n + 1, ";");
		if (len < 32) {
			memcpy(out, s + n + 1, len);
			out[len] = '\0';
		}
		break;
	}
	return out;
}

/* Whether it has the part, whose name is not the beginning of another's. */
static bool
has_part(const char *rule, const char *name_and_equals)
{
	return strstr(rule, name_and_equals) != NULL;
}

/* Whether it has the part with one value, not with a list. */
static bool
has_one(const char *rule, const char *name)
{
	char value[32];

	return *part(rule, name, value) != '\0' && strchr(value, ',') == NULL;
}

/* "Monday, Thursday" of "MO,TH"; "" of anything else. */
static const char *
weekdays(const struct words *w, const char *list)
{
	static const char *const days[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU", NULL};
	const char *s = "";

	while (*list != '\0') {
		char day[3] = {list[0], list[1], '\0'};
		int k = word_find(days, day);

		if (k < 0 || (list[2] != ',' && list[2] != '\0'))
			return "";
		s = words_list(w, s, words_get(w, (enum word)(WORD_WEEKDAY_1 + k)));
		list += list[2] == ',' ? 3 : 2;
	}
	return s;
}

/* Whether a rule by months or years gives one date in each, so that nothing needs to be said of
 * which: the page lists them. */
static bool
is_once(const char *rule, bool in_year)
{
	bool has_day = has_part(rule, "BYDAY="), has_date = has_part(rule, "BYMONTHDAY=");
	bool has_month = has_part(rule, "BYMONTH=");
	char day[32];

	if (has_part(rule, "BYWEEKNO=") || has_part(rule, "BYYEARDAY=") || (has_day && has_date))
		return false;
	if (in_year ? !has_month && (has_day || has_date) : has_month)
		return false;
	if ((has_month && !has_one(rule, "BYMONTH")) || (has_date && !has_one(rule, "BYMONTHDAY")))
		return false;
	if (has_part(rule, "BYSETPOS="))
		return has_one(rule, "BYSETPOS");
	return !has_day || (has_one(rule, "BYDAY") && strlen(part(rule, "BYDAY", day)) > 2);
}

static bool
has_few_parts(const char *rule, const char *freq)
{
	if (strcmp(freq, "DAILY") == 0)
		return !has_part(rule, ";BY");
	if (strcmp(freq, "WEEKLY") == 0)
		return !has_part(rule, "BYMONTH=") && !has_part(rule, "BYSETPOS=");
	return is_once(rule, strcmp(freq, "YEARLY") == 0);
}

/* The weekdays of a rule by weeks: those that it names, else that of its first day. */
static const char *
on_weekdays(const struct words *w, const struct repeat *r)
{
	char list[32];
	enum word first = (enum word)(WORD_WEEKDAY_1 + date_weekday(r->first) - 1);

	if (!has_part(r->rule, "BYDAY="))
		return words_get(w, first);
	return weekdays(w, part(r->rule, "BYDAY", list));
}

const char *
repeat_words(const struct words *w, const struct repeat *r)
{
	char freq[32], interval[32];
	const char *s = "", *on;

	part(r->rule, "FREQ", freq);
	part(r->rule, "INTERVAL", interval);
	if (!has_few_parts(r->rule, freq))
		return "";
	for (size_t i = 0; i < sizeof often / sizeof *often; i++)
		if (strcmp(often[i].freq, freq) == 0)
			s = words_count(
			    w, often[i].every, *interval == '\0' ? 1 : strtoll(interval, NULL, 10));
	if (strcmp(freq, "WEEKLY") != 0)
		return s;
	on = on_weekdays(w, r);
	return *on == '\0' ? "" : words_fill(w, WORD_REPEAT_ON, s, on, NULL);
}
