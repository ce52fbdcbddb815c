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
