/* SPDX-License-Identifier: ISC */
/* Reading, writing and reading again: what is the same then, and what is not. */
#ifndef PLENARY_TESTS_REWRITE_H
#define PLENARY_TESTS_REWRITE_H

#include "data/read.h"
#include "data/write.h"

#include "tests/lib/dump.h"
#include "tests/lib/tap.h"

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
	if (s->look.logo != NULL)
		done = done &&
		       sources_add(out, s->look.logo, s->look.logo_bytes, s->look.logo_size) == 0;
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

static inline void
rewrite_show(const char *a, const char *b)
{
	size_t i = 0, line = 0;

	for (; a[i] != '\0' && a[i] == b[i]; i++)
		if (a[i] == '\n')
			line = i + 1;
	printf("# was: %.*s\n", (int)strcspn(a + line, "\n"), a + line);
	printf("#  is: %.*s\n", (int)strcspn(b + line, "\n"), b + line);
}

/* The sources, read, written, read and written: three test points. */
static inline void
rewrite_test(const char *name, const struct sources *src, struct tzdb *db)
{
	struct reading first, second;
	struct sources once = {0}, twice = {0};
	const struct finding *f;
	struct buf a, b;
	size_t i;

	buf_init(&a, 8 * 1024 * 1024);
	buf_init(&b, 8 * 1024 * 1024);
	ok(reading_open(&first, src, db) && rewrite(first.site, &once) &&
		reading_open(&second, &once, db) && rewrite(second.site, &twice),
	    "%s: read, written, read, written", name);
	dump_site(&a, first.site);
	dump_site(&b, second.site);
	if (!ok(strcmp(buf_str(&a), buf_str(&b)) == 0, "%s: is the same", name))
		rewrite_show(buf_str(&a), buf_str(&b));
	f = rewrite_news(&first.f, &second.f);
	if (!ok(f == NULL, "%s: nothing new to tell of", name))
		printf("# %s:%d:%d: %s [%s]\n", f->at.file, f->at.line, f->at.col, f->what,
		    rule_id(f->rule));
	ok(sources_eq(&once, &twice), "%s: written again byte for byte", name);
	for (i = 0; i < once.n && i < twice.n; i++)
		if (once.items[i].n != twice.items[i].n ||
		    memcmp(once.items[i].bytes, twice.items[i].bytes, once.items[i].n) != 0)
			printf("# %s\n# ONCE\n%.*s\n# TWICE\n%.*s", once.items[i].name,
			    (int)once.items[i].n, once.items[i].bytes, (int)twice.items[i].n,
			    twice.items[i].bytes);
	buf_free(&a);
	buf_free(&b);
	reading_close(&first);
	reading_close(&second);
	sources_free(&once);
	sources_free(&twice);
}

#endif
