/* SPDX-License-Identifier: ISC */
#include "gemini/follow.h"

#include "core/news.h"
#include "core/utf8.h"

#include <string.h>

enum {
	NUMBER_END = 1000000000, /* more than any revision's */
	FEED_BYTES_MAX = 64 * 1024 * 1024
};

void
gem_answer_atom(
    const struct site *s, const char *lang, const struct event *of, struct gem_reply *re)
{
	struct arena *a = arena_new(FEED_BYTES_MAX);

	if (a == NULL || setjmp(*arena_landing(a)) != 0) {
		gem_reply_set(re, 40, "The feed could not be made; please try again");
	} else {
		news_atom(&re->body, &(struct words){s, lang, a}, of, false);
		gem_reply_set(re, 20, "application/atom+xml");
	}
	arena_free(a);
}

/* The value of a decimal digit; -1. */
static int
digit_of(uint32_t cp)
{
	static const uint32_t zeros[] = {'0', 0x660, 0x6f0}; /* ASCII, Arabic, Persian and Urdu */

	for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
		if (cp >= zeros[i] && cp < zeros[i] + 10)
			return (int)(cp - zeros[i]);
	return -1;
}

/* The first numbers in a text, at most `max`; returns how many. */
static size_t
find_numbers(const char *s, int *numbers, size_t max)
{
	size_t n = 0, left = strlen(s);
	bool in_number = false;

	while (left > 0) {
		uint32_t cp = 0;
		size_t len = utf8_decode(s, left, &cp);
		int digit = len == 0 ? -1 : digit_of(cp);

		len = len == 0 ? 1 : len;
		s += len;
		left -= len;
		if (digit >= 0 && !in_number) {
			if (n == max)
				return n;
			numbers[n++] = 0;
		}
		in_number = digit >= 0;
		if (in_number && numbers[n - 1] < NUMBER_END / 10)
			numbers[n - 1] = numbers[n - 1] * 10 + digit;
		else if (in_number)
			numbers[n - 1] = NUMBER_END;
	}
	return n;
}

bool
gem_read_revisions(const char *typed, int latest, int *from, int *to)
{
	int numbers[2];
	size_t n = find_numbers(typed, numbers, 2);

	if (n == 0)
		return false;
	*from = numbers[0];
	*to = n == 2 ? numbers[1] : latest;
	return *from != *to && *from >= 1 && *to >= 1 && *from <= latest && *to <= latest;
}
