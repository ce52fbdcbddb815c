/* SPDX-License-Identifier: ISC */
/* Abstracts that nobody reads to the end. */
#include "core/check_private.h"

enum { ABSTRACT_CHARS_MAX = 4000 };

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void
see(void *arg, const struct text_of *of)
{
	struct batch *b = arg;
	const struct text *t = of->text;

	for (size_t i = 0; i < t->n && of->is_abstract; i++) {
		size_t n = characters(t->in[i].s);

		if (n <= ABSTRACT_CHARS_MAX)
			continue;
		if (b->n > 0 && !check_is_same_file(b->items[0].at.file, t->at.file))
			batch_tell(b);
		batch_add(b, t->at, "say it shorter, and link to the rest",
		    "this abstract has %zu characters, and few read more than %d", n,
		    ABSTRACT_CHARS_MAX);
	}
}

void
check_lengths(const struct site *s, struct findings *f)
{
	struct batch b = {.f = f, .rule = RULE_LONG_ABSTRACT};

	check_each_text(s, see, &b);
	batch_tell(&b);
}
