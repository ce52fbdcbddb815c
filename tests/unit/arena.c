/* SPDX-License-Identifier: ISC */
#include "core/arena.h"
#include "tests/lib/tap.h"

#include <stdint.h>

enum { MAX = 1024 * 1024 };

static void
test_memory(void)
{
	struct arena *a = arena_new(MAX);
	unsigned char *big = arena_alloc(a, 200 * 1024), *p;
	size_t dirty = 0, askew = 0;

	for (size_t i = 0; i < 200 * 1024; i++)
		dirty += big[i] != 0;
	for (size_t n = 0; n < 100; n++) {
		p = arena_alloc(a, n);
		askew += (uintptr_t)p % _Alignof(max_align_t) != 0;
		memset(p, 0xff, n);
	}
	is_int(dirty, 0, "memory is zeroed, also of a piece larger than others");
	is_int(askew, 0, "and aligned for any type");
	ok(arena_used(a) >= 200 * 1024 + 99 * 50, "what is handed out is counted");
	is_str(arena_strndup(a, "Opening", 4), "Open", "a part of a string");
	is_str(arena_strndup(a, NULL, 0), "", "no bytes make an empty string");
	is_str(arena_strdup(a, NULL), NULL, "no string stays none");
	is_str(arena_printf(a, "%s-%d", "room", 2), "room-2", "a formatted string");
	arena_free(a);
	arena_free(NULL);
}

static void
test_push(void)
{
	struct arena *a = arena_new(MAX);
	int *items = NULL;
	size_t n = 0, wrong = 0;

	for (int i = 0; i < 1000; i++) {
		int *item = arena_push(a, &items, &n, sizeof *item);

		wrong += *item != 0 || item != &items[n - 1];
		*item = i;
	}
	for (int i = 0; i < 1000; i++)
		wrong += items[i] != i;
	is_int(n, 1000, "an array grows");
	is_int(wrong, 0, "keeps its elements, and each new one is zeroed and the last");
	arena_free(a);
}

/* Asks for what cannot be had; whether that landed. */
static bool
lands(struct arena *a, size_t n, size_t size)
{
	if (setjmp(*arena_landing(a)) != 0)
		return true;
	arena_array(a, n, size);
	return false;
}

static void
test_ceiling(void)
{
	struct arena *a = arena_new(1000);

	ok(!lands(a, 1, 900), "below the ceiling");
	ok(lands(a, 1, 200), "over the ceiling with what there is");
	ok(!lands(a, 1, 50), "less is still to be had after that");
	ok(lands(a, 1, 1001), "over the ceiling alone");
	ok(lands(a, 1, SIZE_MAX), "all there could be");
	ok(lands(a, SIZE_MAX / 8, 16), "a product that is too large to say");
	arena_free(a);
}

static void
test_rewind(void)
{
	struct arena *a = arena_new(1 << 20);
	struct arena_mark empty = arena_mark(a), m;
	char *kept, *p;

	arena_rewind(a, empty);
	is_int(arena_used(a), 0, "an empty one goes back to where it is");
	kept = arena_strdup(a, "kept");
	m = arena_mark(a);
	for (int i = 0; i < 100; i++) {
		memset(arena_alloc(a, 10), 'x', 10);
		memset(arena_alloc(a, 200 * 1024), 'x', 200 * 1024);
		arena_rewind(a, m);
	}
	is_int(arena_used(a), m.used, "what was taken since is given back, again and again");
	is_str(kept, "kept", "what was there before stays");
	p = arena_alloc(a, 10);
	ok(p[0] == 0 && p[9] == 0, "and what comes next is zeroed");
	arena_rewind(a, empty);
	is_int(arena_used(a), 0, "back to the beginning");
	arena_free(a);
}

int
main(void)
{
	test_memory();
	test_push();
	test_ceiling();
	test_rewind();
	return tap_done();
}
