/* SPDX-License-Identifier: ISC */
#include "data/meant.h"

#include "core/date.h"
#include "core/model.h"

#include <stdio.h>
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

static bool
is_one_of(const char *s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasecmp(s, *words) == 0)
			return true;
	return false;
}

/* ---- anything ---- */

static const char *const later[] = {"tba", "tbc", "tbd", "t.b.a.", "t.b.c.", "t.b.d.", "?", "??",
    "???", "to be announced", "to be confirmed", "to be decided", "to be defined", "n/a", "unknown",
    "not yet known", NULL};

static const struct {
	const char *bytes, *todo;
} foreign[] = {
    {"\xe2\x80\x9c", "\xe2\x80\x9c and \xe2\x80\x9d are not quotes here: write \" and \""},
    {"\xe2\x80\x9d", "\xe2\x80\x9c and \xe2\x80\x9d are not quotes here: write \" and \""},
    {"\xe2\x80\x9e", "\xe2\x80\x9e and \xe2\x80\x9c are not quotes here: write \" and \""},
    {"\xc2\xab", "\xc2\xab and \xc2\xbb are not quotes here: write \" and \""},
    {"\xe2\x80\x98", "\xe2\x80\x98 and \xe2\x80\x99 are not quotes here: write ' and '"},
    {"\xc2\xa0", "there is a no-break space in it (U+00A0), which looks like a space: type an "
		 "ordinary space"},
    {"\xe2\x80\xaf", "there is a no-break space in it (U+202F), which looks like a space: type "
		     "an ordinary space"},
    {"\xe2\x80\x8b", "there is a character in it that is not seen (U+200B): delete it"},
    {"\xe2\x81\xa0", "there is a character in it that is not seen (U+2060): delete it"},
    {"\xc2\xad", "there is a soft hyphen in it (U+00AD), which is not seen: delete it"},
};

const char *
meant_any(const char *s)
{
	if (is_one_of(s, later))
		return "leave it out until it is known";
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (strstr(s, foreign[i].bytes) != NULL)
			return foreign[i].todo;
	if (strncmp(s, "\xe2\x80\x93", 3) == 0 || strncmp(s, "\xe2\x80\x94", 3) == 0 ||
	    strncmp(s, "\xe2\x80\xa2", 3) == 0)
		return "begin the line with a hyphen, '- ', not with a dash or bullet";
	return NULL;
}

/* ---- times ---- */

/* What a time in some other habit would be: 9:30, 9.30, 9h30, 0930, 9am, 2:30 pm, noon; -1 if
 * none. */
static int
guess_time(const char *s)
{
	int hour = 0, minute = 0, digits = 0;
	const char *rest;

	if (strcasecmp(s, "noon") == 0 || strcasecmp(s, "midday") == 0)
		return 12 * 60;
	while (digits < 2 && is_digit(*s)) {
		hour = hour * 10 + (*s++ - '0');
		digits++;
	}
	if (digits == 0)
		return -1;
	if (strchr(":.h", *s) != NULL && *s != '\0')
		s++;
	if (s[0] >= '0' && s[0] <= '5' && is_digit(s[1])) {
		minute = (s[0] - '0') * 10 + (s[1] - '0');
		s += 2;
	}
	rest = s + strspn(s, " ");
	if (strncmp(rest, ":00", 3) == 0)
		rest += 3;
	else if (strcasecmp(rest, "h") == 0 || strcasecmp(rest, "uhr") == 0)
		rest += strlen(rest);
	else if (strncasecmp(rest, "am", 2) == 0 || strncasecmp(rest, "pm", 2) == 0) {
		hour = hour % 12 + (*rest == 'p' || *rest == 'P' ? 12 : 0);
		rest += 2;
	}
	return *rest == '\0' && hour < 24 ? hour * 60 + minute : -1;
}

/* The time in `n` bytes, blanks around it left out. */
static int
guess_time_in(const char *s, size_t n)
{
	char part[16];

	while (n > 0 && *s == ' ') {
		s++;
		n--;
	}
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n >= sizeof part)
		return -1;
	memcpy(part, s, n);
	part[n] = '\0';
	return guess_time(part);
}

/* "14:00-15:30", by what stands between the two. */
static const char *
meant_times(struct findings *f, const char *s)
{
	static const char *const between[] = {
	    "\xe2\x80\x93", "\xe2\x80\x94", "-", " to ", " until ", " till ", " bis ", NULL};

	for (int i = 0; between[i] != NULL; i++) {
		const char *p = strstr(s, between[i]), *rest;
		char from[6], to[6];
		int first, last;

		if (p == NULL)
			continue;
		rest = p + strlen(between[i]);
		first = guess_time_in(s, (size_t)(p - s));
		last = guess_time_in(rest, strlen(rest));
		if (first < 0 || last < 0)
			continue;
		time_format(first, from);
		time_format(last, to);
		return finding_words(f, "write at: %s, until: %s", from, to);
	}
	return NULL;
}

const char *
meant_time(struct findings *f, const char *s)
{
	int guess = guess_time(s);
	char hhmm[6];

	if (strcmp(s, "24:00") == 0)
		return "write 00:00 of the next day";
	if (guess < 0)
		return meant_times(f, s);
	time_format(guess, hhmm);
	return finding_words(f, "write %s", hhmm);
}

/* ---- lengths of time ---- */

/* Minutes in the unit that `s` begins with, and its length; 0 if it is none. */
static int
unit_of(const char *s, size_t *n)
{
	static const struct {
		const char *name;
		int minutes;
	} units[] = {{"h", 60}, {"hr", 60}, {"hrs", 60}, {"hour", 60}, {"hours", 60}, {"std", 60},
	    {"m", 1}, {"min", 1}, {"mins", 1}, {"minute", 1}, {"minutes", 1}, {"minuten", 1},
	    {"d", 24 * 60}, {"day", 24 * 60}, {"days", 24 * 60}};

	for (*n = 0; is_letter(s[*n]); ++*n)
		;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strlen(units[i].name) == *n && strncasecmp(s, units[i].name, *n) == 0)
			return units[i].minutes;
	return 0;
}

/* The minutes of "1h 30", "2 hours and 15 minutes", "1.5h"; 0 if it is no such thing. */
static int
guess_length(const char *s)
{
	int total = 0, before = 0;

	while (*s != '\0') {
		int whole = 0, tenths = 0, unit;
		size_t n;

		if (!is_digit(*s))
			return 0;
		while (is_digit(*s) && whole <= DURATION_MAX)
			whole = whole * 10 + (*s++ - '0');
		if ((*s == '.' || *s == ',') && is_digit(s[1]) && !is_digit(s[2])) {
			tenths = s[1] - '0';
			s += 2;
		}
		s += strspn(s, " ");
		unit = unit_of(s, &n);
		if (unit == 0 && before == 60 && n == 0)
			unit = 1;
		if (unit == 0 || whole > DURATION_MAX)
			return 0;
		if (before != 0 && unit >= before)
			return 0;
		total += whole * unit + tenths * unit / 10;
		if (total > DURATION_MAX)
			return 0;
		before = unit;
		s += n + strspn(s + n, " ,.");
		if (strncasecmp(s, "and ", 4) == 0)
			s += 4;
	}
	return total;
}

const char *
meant_duration(struct findings *f, const char *s)
{
	int n = guess_length(s);
	size_t digits = strspn(s, "0123456789");

	if (digits > 0 && digits < 4 && s[digits] == '\0')
		return finding_words(f, "write %sm for minutes, or %sh for hours", s, s);
	if (n == 0)
		return meant_times(f, s);
	if (n % 60 == 0 && strpbrk(s, "hHdD") != NULL)
		return finding_words(f, "write %dh", n / 60);
	if (n > 60 && strpbrk(s, "hHdD") != NULL)
		return finding_words(f, "write %dh%dm", n / 60, n % 60);
	return finding_words(f, "write %dm", n);
}

/* ---- choices ---- */

static const struct {
	const char *key, *written, *word;
} words_meant[] = {
    {"format", "onsite", "in-person"},
    {"format", "on-site", "in-person"},
    {"format", "on site", "in-person"},
    {"format", "in person", "in-person"},
    {"format", "inperson", "in-person"},
    {"format", "face-to-face", "in-person"},
    {"format", "face to face", "in-person"},
    {"format", "physical", "in-person"},
    {"format", "presence", "in-person"},
    {"format", "presencial", "in-person"},
    {"format", "pr\xc3\xa9sentiel", "in-person"},
    {"format", "offline", "in-person"},
    {"format", "virtual", "online"},
    {"format", "remote", "online"},
    {"format", "zoom", "online"},
    {"format", "teams", "online"},
    {"format", "webinar", "online"},
    {"format", "en ligne", "online"},
    {"format", "mixed", "hybrid"},
    {"format", "both", "hybrid"},
    {"type", "coffee", "break"},
    {"type", "lunch", "break"},
    {"type", "pause", "break"},
    {"type", "dinner", "social"},
    {"type", "reception", "social"},
    {"type", "presentation", "talk"},
    {"type", "lecture", "talk"},
    {"type", "session", "other"},
    {"kind", "workshop", "meeting"},
    {"kind", "congress", "conference"},
    {"kind", "symposium", "conference"},
    {"visibility", "hidden", "private"},
    {"visibility", "secret", "private"},
    {"visibility", "internal", "private"},
    {"visibility", "open", "public"},
    {"severity", "warn", "warning"},
    {"severity", "ignore", "off"},
    {"severity", "none", "off"},
    {"severity", "no", "off"},
    {"severity", "false", "off"},
    {"severity", "info", "note"},
    {"severity", "notice", "note"},
    {"severity", "hint", "note"},
    {"severity", "fatal", "error"},
    {"role", "chair", "moderator"},
    {"role", "facilitator", "moderator"},
    {"role", "panelist", "speaker"},
    {"role", "panellist", "speaker"},
    {"role", "presenter", "speaker"},
};

const char *
meant_word(const char *key, const char *s, const char *const *words)
{
	for (size_t i = 0; i < sizeof words_meant / sizeof *words_meant; i++)
		if (strcmp(words_meant[i].key, key) == 0 &&
		    strcasecmp(words_meant[i].written, s) == 0 &&
		    word_find(words, words_meant[i].word) >= 0)
			return words_meant[i].word;
	return NULL;
}
