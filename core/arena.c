/* SPDX-License-Identifier: ISC */
#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first chunk is for a page of a few kilobytes, and so small that malloc need not ask the
 * system for it each time. */
enum { CHUNK_FIRST = 12 * 1024, CHUNK_MIN = 64 * 1024, ALIGN = alignof(max_align_t) };

struct chunk {
	struct chunk *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct chunk *chunks; /* the newest first */
	struct chunk *spare;  /* left by arena_rewind; or NULL */
	size_t max, used;
	jmp_buf landing;
	bool has_landing;
};

struct arena *
arena_new(size_t max)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a != NULL)
		a->max = max;
	return a;
}

void
arena_limit(struct arena *a, size_t max)
{
	a->max = max;
}

/* Frees the chunks that are newer than `last`, all but one. */
static void
free_until(struct arena *a, const struct chunk *last)
{
	while (a->chunks != last) {
		struct chunk *c = a->chunks;

		a->chunks = c->next;
		free(a->spare);
		a->spare = c;
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	free_until(a, NULL);
	free(a->spare);
	free(a);
}

jmp_buf *
arena_landing(struct arena *a)
{
	a->has_landing = true;
	return &a->landing;
}

void
arena_no_landing(struct arena *a)
{
	a->has_landing = false;
}

static _Noreturn void
full(struct arena *a)
{
	if (a->has_landing)
		longjmp(a->landing, 1);
	fputs("plenary: out of memory\n", stderr);
	abort();
}

static struct chunk *
chunk_new(struct arena *a, size_t n)
{
	size_t least = a->chunks == NULL ? CHUNK_FIRST : CHUNK_MIN, size = n > least ? n : least;
	struct chunk *c = a->spare;

	if (c != NULL && c->size >= size) {
		a->spare = NULL;
	} else {
		c = malloc(sizeof *c + size);
		if (c == NULL)
			full(a);
		c->size = size;
	}
	c->used = 0;
	c->next = a->chunks;
	a->chunks = c;
	return c;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct chunk *c = a->chunks;
	void *p;

	if (n > a->max)
		full(a);
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (a->used > a->max || n > a->max - a->used)
		full(a);
	if (c == NULL || n > c->size - c->used)
		c = chunk_new(a, n);
	p = c->bytes + c->used;
	c->used += n;
	a->used += n;
	return memset(p, 0, n);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / 2 / size)
		full(a);
	return arena_alloc(a, n * size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char brief[256];
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(brief, sizeof brief, fmt, ap);
	va_end(ap);
	if (n < 0)
		full(a);
	if ((size_t)n < sizeof brief)
		return arena_strndup(a, brief, (size_t)n);
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){.chunk = a->chunks,
	    .in_chunk = a->chunks != NULL ? a->chunks->used : 0,
	    .used = a->used};
}

void
arena_rewind(struct arena *a, struct arena_mark m)
{
	free_until(a, m.chunk);
	if (a->chunks != NULL)
		a->chunks->used = m.in_chunk;
	a->used = m.used;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

void *
arena_push(struct arena *a, void *items, size_t *n, size_t size)
{
	void **array = items;
	size_t had = *n;
	unsigned char *p = *array;

	if (had == 0 || (had >= 4 && (had & (had - 1)) == 0)) {
		p = arena_array(a, had == 0 ? 4 : had * 2, size);
		if (had > 0)
			memcpy(p, *array, had * size);
		*array = p;
	}
	*n = had + 1;
	return p + had * size;
}
