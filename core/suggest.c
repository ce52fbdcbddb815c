/* SPDX-License-Identifier: ISC */
/* The nearest known word, for "did you mean". */
#include "core/finding.h"

#include <string.h>

enum { WORD_MAX = 64 }; /* bytes; longer words are not compared */

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Three rows of the usual table are enough. */
size_t
edit_distance(const char *a, size_t na, const char *b, size_t nb)
{
	size_t rows[3][EDIT_MAX + 1];

	for (size_t j = 0; j <= nb; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			char x = fold(a[i - 1]), y = fold(b[j - 1]);

			now[j] = min(last[j - 1] + (x != y), min(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && x == fold(b[j - 2]) && fold(a[i - 2]) == y)
				now[j] = min(now[j], before[j - 2] + 1);
		}
	}
	return rows[na % 3][nb];
}

const char *
suggest(const char *word, const char *const *candidates, size_t n)
{
	size_t len = strlen(word), allowed = len < 6 ? 1 : len / 3;
	size_t best = allowed + 1;
	const char *nearest = NULL;

	if (len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t m = strlen(candidates[i]), d;

		if (m > WORD_MAX || m > len + allowed || m + allowed < len)
			continue;
		d = edit_distance(word, len, candidates[i], m);
		/* with every letter changed nothing of the word is left: "x" is not near "y" */
		if (d < best && d < (m > len ? m : len)) {
			best = d;
			nearest = candidates[i];
		}
	}
	return nearest;
}
