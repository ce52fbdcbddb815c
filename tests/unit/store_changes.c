/* SPDX-License-Identifier: ISC */
/* Changes as the store keeps them come back as they were, or not at all. */
#include "data/store_changes.h"

#include "tests/lib/tap.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 64 * 1024 };

static struct text_in two[] = {{"en", "Opening"}, {"pt-BR", "Abertura \xc3\xa0 1 12:\n"}},
		      one[] = {{"en", ""}};

static struct text hall[] = {{.in = two, .n = 2}, {.in = one, .n = 1}};

static struct change
session_change(const struct tz *zone)
{
	return (struct change){.entry = ENTRY_SESSION,
	    .what = CHANGE_TIME | CHANGE_RENAMED,
	    .event_id = "meeting",
	    .session_id = "opening",
	    .old_event_id = "before",
	    .old_session_id = "start",
	    .event_visibility = VISIBILITY_UNLISTED,
	    .visibility = VISIBILITY_PUBLIC,
	    .event_title = {.in = two, .n = 2},
	    .title = {.in = two + 1, .n = 1},
	    .old_title = {.in = one, .n = 1},
	    .zone = zone,
	    .slot = {{2031, 7, 14}, true, true, 1941950000, 1941953600},
	    .old_slot = {{2031, 7, 14}, true, false, 1941940000, 0},
	    .status = STATUS_TENTATIVE,
	    .rooms = hall,
	    .nrooms = 2};
}

static struct change
deadline_change(const struct tz *zone)
{
	return (struct change){.entry = ENTRY_DEADLINE,
	    .what = CHANGE_NEW,
	    .event_id = "meeting",
	    .zone = zone,
	    .dates = {PRECISION_MONTH, PART_LATE, true, {2031, 6, 21}, {2031, 6, 30}},
	    .deadline = DEADLINE_AOE,
	    .old_deadline = DEADLINE_DATE,
	    .old_status = STATUS_CANCELLED,
	    .old_rooms = hall,
	    .nold_rooms = 1};
}

static void
pack(struct buf *out, const struct changes *c)
{
	buf_init(out, BYTES_MAX);
	changes_pack(out, c);
}

/* Read again from a block of its own size, so that reading past its end shows. */
static bool
unpack(struct arena *a, struct tzdb *db, const char *bytes, size_t n, struct changes *out)
{
	char *copy = malloc(n == 0 ? 1 : n);
	bool good;

	memcpy(copy, bytes, n);
	good = changes_unpack(a, db, copy, n, out);
	free(copy);
	return good;
}

static void
test_same(struct arena *a, struct tzdb *db)
{
	const struct tz *zone = tzdb_find(db, "Europe/Berlin");
	struct change items[] = {session_change(zone), deadline_change(NULL)};
	struct changes c = {.items = items, .n = 2, .addresses = true}, back;
	struct buf once, again;

	pack(&once, &c);
	ok(unpack(a, db, buf_str(&once), once.n, &back), "changes are read back");
	is_int(back.n, 2, "all of them");
	ok(back.addresses, "other addresses");
	is_str(back.items[0].session_id, "opening", "an id");
	ok(back.items[1].session_id == NULL, "no id where there is none");
	ok(text_eq(&back.items[0].event_title, &items[0].event_title), "texts in each language");
	ok(text_eq(&back.items[0].rooms[0], &hall[0]) && back.items[0].nrooms == 2, "rooms");
	ok(slot_eq(&back.items[0].slot, &items[0].slot), "a slot");
	ok(back.items[0].zone == zone && back.items[1].zone == NULL, "the zone");
	pack(&again, &back);
	is_str(buf_str(&again), buf_str(&once), "and written again they are the same bytes");
	buf_free(&once);
	buf_free(&again);

	c.n = 0;
	pack(&once, &c);
	ok(unpack(a, db, buf_str(&once), once.n, &back) && back.n == 0, "no changes are some too");
	buf_free(&once);
}

/* Replaces the first `from`, by as many bytes. */
static void
replace(struct buf *b, const char *from, const char *to)
{
	char *at = strstr(b->p, from);

	ok(at != NULL && strlen(from) == strlen(to), "there is '%s'", from);
	memcpy(at, to, strlen(to));
}

static void
test_unusable(struct arena *a, struct tzdb *db)
{
	static const struct {
		const char *from, *to, *name;
	} cases[] = {
	    {" 7200 ", " 3600 ", "a time by other rules of its zone"},
	    {"Europe/Berlin", "Europe/Barlin", "a zone that is not there"},
	    {"2031 7 14 ", "2031 0 14 ", "a day without a month"},
	    {"7 meeting", "9 meeting", "a length that is not right"},
	    {"7 meeting", "-1meeting", "no blank"},
	    {"7 meeting", "\n meeting", "no number"},
	    {"13 Europe", "99 Europe", "a length past the end"},
	};
	struct change item = session_change(tzdb_find(db, "Europe/Berlin"));
	struct changes c = {.items = &item, .n = 1}, back;
	struct buf b;
	size_t read = 0;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		pack(&b, &c);
		replace(&b, cases[i].from, cases[i].to);
		ok(!unpack(a, db, b.p, b.n, &back), "not used: %s", cases[i].name);
		buf_free(&b);
	}
	pack(&b, &c);
	for (size_t n = 0; n < b.n; n++)
		read += unpack(a, db, b.p, n, &back) && back.n > 0;
	is_int(read, 0, "not used: cut short anywhere");
	for (size_t i = 0; i < b.n; i++) {
		char was = b.p[i];

		for (int k = 0; k < 3; k++) {
			b.p[i] = "9\0-"[k];
			unpack(a, db, b.p, b.n, &back);
		}
		b.p[i] = was;
	}
	ok(unpack(a, db, b.p, b.n, &back), "any byte may be another");
	buf_free(&b);
}

int
main(void)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct tzdb *db = NULL;
	struct err e = {""};

	ok(tzdb_open(&db, NULL, &e) == 0, "zones%s", e.msg);
	test_same(a, db);
	test_unusable(a, db);
	tzdb_close(db);
	arena_free(a);
	return tap_done();
}
