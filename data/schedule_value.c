/* SPDX-License-Identifier: ISC */
/* Times, lengths and words of schedule.xml. */
#include "data/schedule_private.h"

#include "core/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Up to `most` digits; how many there were. */
static size_t
number(const char *s, size_t most, int *out)
{
	size_t n = 0;

	*out = 0;
	while (n < most && isdigit((unsigned char)s[n]))
		*out = *out * 10 + (s[n++] - '0');
	return n;
}

bool
schedule_clock(const char *s, int *minute)
{
	int h, m, sec;
	size_t n = number(s, 2, &h);

	if (n == 0 || s[n] != ':' || number(s + n + 1, 2, &m) != 2 || h > 23 || m > 59)
		return false;
	s += n + 3;
	if (*s == ':' && number(s + 1, 2, &sec) == 2)
		s += 3;
	*minute = h * 60 + m;
	return *s == '\0';
}

/* "Z", "+02:00", "+0200", "+02"; false if it is something else. */
static bool
offset(const char *s, int32_t *out)
{
	int h, m = 0, sign = *s == '-' ? -1 : 1;
	size_t n;

	*out = 0;
	if (strcmp(s, "Z") == 0)
		return true;
	if (*s != '+' && *s != '-')
		return false;
	n = number(s + 1, 2, &h);
	s += 1 + n;
	s += *s == ':';
	if (n == 0 || (*s != '\0' && (number(s, 2, &m) != 2 || s[2] != '\0')) || h > 15 || m > 59)
		return false;
	*out = sign * (h * 3600 + m * 60);
	return true;
}

bool
schedule_moment(const char *s, struct intake_time *out)
{
	struct date d;
	int h, m, sec = 0;
	int32_t east;
	char day[11];

	*out = (struct intake_time){0};
	if (strlen(s) < 10)
		return false;
	memcpy(day, s, 10);
	day[10] = '\0';
	if (!date_parse(day, &d))
		return false;
	out->local.date = d;
	s += 10;
	if (*s == '\0') {
		out->kind = INTAKE_TIME_DAY;
		return true;
	}
	if ((*s != 'T' && *s != ' ') || number(s + 1, 2, &h) != 2 || s[3] != ':' ||
	    number(s + 4, 2, &m) != 2 || h > 23 || m > 59)
		return false;
	s += 6;
	if (*s == ':' && number(s + 1, 2, &sec) == 2)
		s += 3;
	if (*s == '.')
		for (s++; isdigit((unsigned char)*s); s++)
			;
	s += *s == ' ';
	out->local.minute = h * 60 + m;
	if (*s == '\0') {
		out->kind = INTAKE_TIME_LOCAL;
		return true;
	}
	if (!offset(s, &east))
		return false;
	out->kind = INTAKE_TIME_INSTANT;
	out->has_offset = true;
	out->offset = east;
	out->instant = date_to_seconds(d) + h * 3600 + m * 60 + sec - east;
	return true;
}

/* "PT1H30M", as far as hours and minutes go. */
static bool
iso_duration(const char *s, int *minutes)
{
	int k;
	size_t n;

	if (strncmp(s, "PT", 2) != 0)
		return false;
	*minutes = 0;
	for (s += 2; (n = number(s, 4, &k)) > 0; s += n + 1) {
		if (s[n] == 'H')
			*minutes += k * 60;
		else if (s[n] == 'M')
			*minutes += k;
		else if (s[n] != 'S')
			return false;
	}
	return *s == '\0';
}

bool
schedule_duration(const char *s, int *minutes)
{
	int a, b, c;
	size_t n = number(s, 4, &a);

	if (n == 0)
		return iso_duration(s, minutes);
	if (s[n] == '\0') {
		*minutes = a;
		return true;
	}
	if (s[n] != ':' || number(s + n + 1, 2, &b) != 2)
		return false;
	s += n + 3;
	if (*s == '\0') {
		*minutes = a * 60 + b;
		return b < 60;
	}
	if (*s != ':' || number(s + 1, 2, &c) != 2 || s[3] != '\0')
		return false;
	*minutes = n == 1 ? (a * 24 + b) * 60 + c : a * 60 + b;
	return c < 60 && (n == 1 || b < 60);
}

/* Words that types are made of. The first that stands in what was written is it. */
static const struct {
	const char *word;
	enum session_type type;
} types[] = {
    {"lightning", TYPE_LIGHTNING},
    {"lightningtalk", TYPE_LIGHTNING},
    {"keynote", TYPE_KEYNOTE},
    {"panel", TYPE_PANEL},
    {"podium", TYPE_PANEL},
    {"podiumsdiskussion", TYPE_PANEL},
    {"workshop", TYPE_WORKSHOP},
    {"tutorial", TYPE_WORKSHOP},
    {"training", TYPE_WORKSHOP},
    {"lunch", TYPE_BREAK},
    {"breakfast", TYPE_BREAK},
    {"dinner", TYPE_BREAK},
    {"coffee", TYPE_BREAK},
    {"break", TYPE_BREAK},
    {"pause", TYPE_BREAK},
    {"plenary", TYPE_PLENARY},
    {"plenum", TYPE_PLENARY},
    {"opening", TYPE_PLENARY},
    {"closing", TYPE_PLENARY},
    {"bof", TYPE_DISCUSSION},
    {"bofs", TYPE_DISCUSSION},
    {"birds", TYPE_DISCUSSION},
    {"discussion", TYPE_DISCUSSION},
    {"diskussion", TYPE_DISCUSSION},
    {"meeting", TYPE_DISCUSSION},
    {"meetup", TYPE_DISCUSSION},
    {"social", TYPE_SOCIAL},
    {"party", TYPE_SOCIAL},
    {"concert", TYPE_SOCIAL},
    {"talk", TYPE_TALK},
    {"webinar", TYPE_TALK},
    {"lecture", TYPE_TALK},
    {"vortrag", TYPE_TALK},
    {"presentation", TYPE_TALK},
    {"speech", TYPE_TALK},
    {"conference", TYPE_TALK},
    {"charla", TYPE_TALK},
    {"other", TYPE_OTHER},
    {"sonstiges", TYPE_OTHER},
};

static bool
has_word(const char *s, const char *word)
{
	size_t n;

	for (; *s != '\0'; s += n) {
		s += strcspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
		n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if ((n == strlen(word) || (n == strlen(word) + 1 && (s[n - 1] | 0x20) == 's')) &&
		    strncasecmp(s, word, strlen(word)) == 0)
			return true;
	}
	return false;
}

bool
schedule_type(const char *s, enum session_type *out)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (has_word(s, types[i].word)) {
			*out = types[i].type;
			return true;
		}
	}
	return false;
}

/* What follows a word and a colon; NULL if something else does, or nothing. */
static const char *
after_word(const char *s, const char *word)
{
	if (strncasecmp(s, word, strlen(word)) != 0)
		return NULL;
	for (s += strlen(word); *s == ' ' || strncmp(s, "\xc2\xa0", 2) == 0;)
		s += *s == ' ' ? 1 : 2;
	if (*s++ != ':')
		return NULL;
	s += strspn(s, " ");
	return *s == '\0' ? NULL : s;
}

bool
schedule_status(struct arena *scratch, const char **title, enum status *out)
{
	static const struct site none = {0};
	const char *lang, *word, *rest;

	for (size_t i = 0; (lang = words_catalogue(i)) != NULL; i++) {
		for (enum status st = STATUS_TENTATIVE; st <= STATUS_CANCELLED; st++) {
			word = words_get(&(struct words){&none, lang, scratch},
			    (enum word)(WORD_STATUS_CONFIRMED + (int)st));
			rest = after_word(*title, word);
			if (rest == NULL)
				continue;
			*title = rest;
			*out = st;
			return true;
		}
	}
	return false;
}
