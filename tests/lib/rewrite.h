/* SPDX-License-Identifier: ISC */
/* Reading, writing and reading again: what is the same then, and what is not. */
#ifndef PLENARY_TESTS_REWRITE_H
#define PLENARY_TESTS_REWRITE_H

#include "core/check.h"
#include "data/read.h"
#include "data/write.h"

#include "tests/lib/dump.h"

/* One site as read, with what was found. */
struct reading {
	struct arena *arena;
	struct findings f;
	struct site *site;
};

static inline bool
reading_open(struct reading *rd, const struct sources *src, struct tzdb *db)
{
	struct err e = {""};

	*rd = (struct reading){.arena = arena_new(64 * 1024 * 1024)};
	findings_init(&rd->f, rd->arena);
	return site_read(&rd->site, src, db, &rd->f, &e) == 0;
}

static inline void
reading_close(struct reading *rd)
{
	site_free(rd->site);
	arena_free(rd->arena);
}

/* The site as files that are named as those it was read from. */
static inline bool
rewrite(const struct site *s, struct sources *out)
{
	bool done = true;
	struct buf b;
	size_t i;

	buf_init(&b, 4 * 1024 * 1024);
	done = site_file_write(&b, s, NULL) == 0 && sources_add(out, "site.yaml", b.p, b.n) == 0;
	for (i = 0; i < s->nevents; i++) {
		buf_clear(&b);
		done = done && event_write(&b, s, s->events[i], NULL) == 0 &&
		       sources_add(out, s->events[i]->file, b.p, b.n) == 0;
	}
	buf_free(&b);
	return done;
}

/* How often a rule was told of. */
static inline size_t
rewrite_count(const struct findings *f, enum rule rule)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->items[i].rule == rule;
	return n;
}

/* A finding of a rule that was told of less often before; NULL. */
static inline const struct finding *
rewrite_news(const struct findings *was, const struct findings *is)
{
	for (size_t i = 0; i < is->n; i++)
		if (rewrite_count(is, is->items[i].rule) > rewrite_count(was, is->items[i].rule))
			return &is->items[i];
	return NULL;
}

#endif
