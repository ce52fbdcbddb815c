/* SPDX-License-Identifier: ISC */
/* What the checks have in common. */
#include "core/check_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
slot_takes_time(const struct slot *sl, enum status st)
{
	return sl->has_start && (!sl->has_end || sl->end > sl->start) && !status_is_off(st);
}

const char *
check_session_words(struct findings *f, const struct session *se, const char *lang)
{
	const char *title = text_get(&se->title, lang, NULL);

	return finding_quote(f, *title != '\0' ? title : se->id);
}

bool
check_is_same_file(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

const char *
check_place_words(struct findings *f, const struct place *here, const struct place *other)
{
	if (here->file != NULL && other->file != NULL && strcmp(here->file, other->file) != 0)
		return finding_words(f, "%s:%d", finding_quote(f, other->file), other->line);
	return finding_words(f, "line %d", other->line);
}

const char *
check_time_words(struct findings *f, const struct tz *zone, int64_t utc)
{
	char text[6];

	time_format(tz_to_civil(zone, utc).minute, text);
	return finding_words(f, "%s", text);
}

void
batch_add(struct batch *b, struct place at, const char *todo, const char *what, ...)
{
	char words[FINDING_TEXT_MAX];
	va_list ap;

	if (!finding_is_told(b->f, b->rule, at) || b->n++ >= BATCH_MAX)
		return;
	va_start(ap, what);
	vsnprintf(words, sizeof words, what, ap);
	va_end(ap);
	b->items[b->n - 1].at = at;
	b->items[b->n - 1].what = arena_strdup(b->f->arena, words);
	b->items[b->n - 1].todo = arena_strdup(b->f->arena, todo);
}

void
batch_tell(struct batch *b)
{
	size_t told = b->n < BATCH_MAX ? b->n : BATCH_MAX;

	for (size_t i = 0; i < told; i++) {
		if (i + 1 == BATCH_MAX && b->n > BATCH_MAX)
			finding_add(b->f, b->rule, b->items[i].at, b->items[i].todo,
			    "%s (and %zu more like this)", b->items[i].what, b->n - BATCH_MAX);
		else
			finding_add(b->f, b->rule, b->items[i].at, b->items[i].todo, "%s",
			    b->items[i].what);
	}
	b->n = 0;
}
