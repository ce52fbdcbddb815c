/* SPDX-License-Identifier: ISC */
/* Memory that dies together: an agenda is read into one arena and freed with it. An arena has a
 * ceiling from birth. Reaching it, or running out of memory, does not return NULL to every
 * caller: it jumps to the arena's one landing place, so that the code that builds a tree needs
 * no check at each step. */
#ifndef PLENARY_ARENA_H
#define PLENARY_ARENA_H

#include <setjmp.h>
#include <stddef.h>

struct arena;

/* A new, empty arena that will hold at most `max` bytes; NULL when memory is out. */
struct arena *arena_new(size_t max);

/* Sets another ceiling. */
void arena_limit(struct arena *a, size_t max);

/* Frees the arena and all that was taken from it. NULL is allowed. */
void arena_free(struct arena *a);

/* Where to land when the arena is full. Set it with `if (setjmp(*arena_landing(a)) != 0) …` in
 * the function that owns the arena, before the first arena_alloc; without one the program
 * ends with a message. */
jmp_buf *arena_landing(struct arena *a);

/* Takes the landing place away, for an arena that outlives the function that set it. */
void arena_no_landing(struct arena *a);

/* `n` zeroed bytes, aligned for any type; never NULL (see arena_landing). */
void *arena_alloc(struct arena *a, size_t n);

/* An array of `n` zeroed elements of `size` bytes; the product is checked. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* A copy of the `n` bytes at `s` with a NUL after them. */
char *arena_strndup(struct arena *a, const char *s, size_t n);

/* A copy of the string `s`; NULL for NULL. */
char *arena_strdup(struct arena *a, const char *s);

/* A formatted string. */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A moment of an arena; arena_rewind gives back all that was taken since, which must not be used
 * any more, nor an array that was begun before and pushed to since. */
struct arena_mark {
	const void *chunk;
	size_t in_chunk, used;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/* Bytes handed out so far, rounding included. */
size_t arena_used(const struct arena *a);

/* Appends room for one element of `size` bytes to an array in the arena, doubling its room as
 * needed; `*items` and `*n` are updated, the new element is zeroed and returned. The array's
 * room is always the next power of two (at least 4) of its length, so nothing else is kept. */
void *arena_push(struct arena *a, void *items, size_t *n, size_t size);

#endif
