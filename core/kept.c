/* SPDX-License-Identifier: ISC */
#include "core/kept.h"

#include <stdlib.h>
#include <string.h>

void
kept_free(struct kept_calendars *k)
{
	arena_free(k->arena);
	*k = (struct kept_calendars){0};
}

int
kept_entry_cmp(const struct kept_entry *a, const struct kept_entry *b)
{
	int by_lang = strcmp(a->lang, b->lang);

	return by_lang != 0 ? by_lang : strcmp(a->uid, b->uid);
}

int
kept_feed_cmp(const struct kept_feed *a, const struct kept_feed *b)
{
	return strcmp(a->path, b->path);
}

bool
kept_entry_eq(const struct kept_entry *a, const struct kept_entry *b)
{
	return kept_entry_cmp(a, b) == 0 && a->modified == b->modified && a->n == b->n &&
	       memcmp(a->text, b->text, a->n) == 0;
}

bool
kept_feed_eq(const struct kept_feed *a, const struct kept_feed *b)
{
	return kept_feed_cmp(a, b) == 0 && a->modified == b->modified && a->digest == b->digest;
}

/* ---- rows that are what they should be ---- */

static const int64_t year_10000 = 253402300800;

static bool
is_moment(int64_t seconds)
{
	return seconds >= 0 && seconds < year_10000;
}

/* Whether the text goes on with this; it is then past it. Lines may be folded (RFC 5545 section
 * 3.1). */
static bool
skip(const char **s, const char *end, const char *word)
{
	const char *at = *s;

	for (; *word != '\0'; word++, at++) {
		if (end - at > 3 && memcmp(at, "\r\n ", 3) == 0)
			at += 3;
		if (at == end || *at != *word)
			return false;
	}
	*s = at;
	return true;
}

/* Whether lines end in CR LF, and nothing else is in the place of either; and one line begins a
 * component and one ends it. */
static bool
is_one_component(const char *s, size_t n)
{
	int begins = 0, ends = 0;

	for (const char *end = s + n; s < end; s++) {
		const char *line = s;

		s = memchr(s, '\n', (size_t)(end - s));
		if (s == NULL || s == line || s[-1] != '\r' ||
		    memchr(line, '\r', (size_t)(s - line)) != s - 1)
			return false;
		begins += skip(&line, s, "BEGIN:");
		ends += skip(&line, s, "END:");
	}
	return begins == 1 && ends == 1;
}

bool
kept_entry_is_sound(const struct kept_entry *e)
{
	static const char last[] = "\r\nEND:VEVENT\r\n";
	const size_t nlast = sizeof last - 1;
	const char *s = e->text, *end = s + e->n;

	return is_moment(e->modified) && e->n > nlast && memchr(s, '\0', e->n) == NULL &&
	       skip(&s, end, "BEGIN:VEVENT\r\nUID:") && skip(&s, end, e->uid) &&
	       skip(&s, end, "\r\n") && memcmp(end - nlast, last, nlast) == 0 &&
	       is_one_component(e->text, e->n);
}

bool
kept_feed_is_sound(const struct kept_feed *f)
{
	static const char allowed[] =
	    "-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	const char *s = f->path;
	size_t n = strlen(s);

	if (!is_moment(f->modified) || n <= 4 || n > KEPT_PATH_MAX ||
	    strcmp(s + n - 4, ".ics") != 0 || s[strspn(s, allowed)] != '\0')
		return false;
	/* No part of it is empty, or begins with a dot. */
	return *s != '.' && *s != '/' && strstr(s, "/.") == NULL && strstr(s, "//") == NULL;
}

/* ---- look-ups ---- */

static int
cmp_entry(const void *a, const void *b)
{
	return kept_entry_cmp(a, b);
}

static int
cmp_feed(const void *a, const void *b)
{
	return kept_feed_cmp(a, b);
}

const struct kept_entry *
kept_find_entry(const struct kept_calendars *k, const char *lang, const char *uid)
{
	const struct kept_entry want = {.lang = lang, .uid = uid};

	if (k->nentries == 0)
		return NULL;
	return bsearch(&want, k->entries, k->nentries, sizeof want, cmp_entry);
}

const struct kept_feed *
kept_find_feed(const struct kept_calendars *k, const char *path)
{
	const struct kept_feed want = {.path = path};

	if (k->nfeeds == 0)
		return NULL;
	return bsearch(&want, k->feeds, k->nfeeds, sizeof want, cmp_feed);
}
