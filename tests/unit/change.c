/* SPDX-License-Identifier: ISC */
#include "core/change.h"
#include "core/public.h"
#include "core/words.h"
#include "tests/lib/edits.h"
#include "tests/lib/tap.h"

static const struct {
	const char *name;
	void (*old)(struct site *s), (*now)(struct site *s);
	const char *summary;
	const char *first; /* the first change, in words */
	size_t n;
} cases[] = {
    {"nothing", none, none, "", NULL, 0},
    {"a time", none, later, "1 session moved", "moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2",
	1},
    {"a room", none, other_room, "1 session moved", "moved: 'Opening' Hall → Room 2", 1},
    {"time, room and speaker", none, later_elsewhere_with_another, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2, Hall → Room 2 (also people)", 1},
    {"a day", none, next_day, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 → Wed 31 May 09:30 UTC+2", 1},
    {"an end", none, longer, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30–10:30 → 09:30–11:00 UTC+2", 1},
    {"over a change of the clocks", none, in_winter, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30 UTC+2 → Wed 13 December 10:00 UTC+1", 1},
    {"a time taken away", none, unscheduled, "1 session moved",
	"moved: 'Opening' Tue 30 May 09:30–10:30 UTC+2 → no time", 1},
    {"a time at last", unscheduled, none, "1 session scheduled",
	"scheduled: 'Opening' no time → Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a cancelled session", none, cancel_session, "1 session cancelled",
	"cancelled: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a restored session", cancel_session, none, "1 session restored",
	"restored: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a postponed session", none, postpone_session, "1 session postponed",
	"postponed: 'Opening' Tue 30 May 09:30–10:30 UTC+2 → no time", 1},
    {"a cancelled event and so its sessions", none, cancel_event,
	"3 sessions cancelled, 1 event cancelled",
	"cancelled: event 'The conference' 30–31 May 2023", 4},
    {"dates that its sessions say already", none, leave_out_dates, "", NULL, 0},
    {"a title", none, retitle, "1 session changed", "changed: 'Opening' → 'Welcome'", 1},
    {"a text", none, reword, "texts of 1 session", "changed: 'Opening' (text)", 1},
    {"a translation of the venue is no move", none, translate,
	"texts of 3 sessions, texts of 1 event", "changed: event 'The conference' (text)", 4},
    {"a room's title is no move", none, rename_room, "texts of 1 session, texts of 1 event",
	"changed: event 'The conference' (text)", 2},
    {"a venue", none, other_venue, "3 sessions moved, 1 event moved",
	"moved: event 'The conference' Old House → New House", 4},
    {"a room to another venue", none, hall_in_annex, "1 session moved, texts of 1 event",
	"changed: event 'The conference' (text)", 2},
    {"another venue than the main one", hall_in_annex, hall_in_annex_elsewhere,
	"1 session moved, texts of 1 event", "changed: event 'The conference' (text)", 2},
    {"the main venue, and a room that is not in it", hall_in_annex, hall_in_annex_and_other_venue,
	"2 sessions moved, 1 event moved", "moved: event 'The conference' Old House → New House",
	3},
    {"how far a venue is is no move", hall_in_annex, say_walking,
	"texts of 1 session, texts of 1 event", "changed: event 'The conference' (text)", 2},
    {"an address is no move", none, say_address, "texts of 3 sessions, texts of 1 event",
	"changed: event 'The conference' (text)", 4},
    {"an address that is in no feed any more", say_address, unlist_address,
	"texts of 3 sessions, texts of 1 event", "changed: event 'The conference' (text)", 4},
    {"an event's link to take part is that of its sessions", none, join_event,
	"texts of 3 sessions, texts of 1 event", "changed: event 'The conference' (links)", 4},
    {"such a link that is in no feed any more", join_event, join_event_unlisted,
	"texts of 3 sessions, texts of 1 event", "changed: event 'The conference' (links)", 4},
    {"a session's own link that is in no feed any more", join_session, join_session_unlisted,
	"texts of 1 session", "changed: 'Opening' (links)", 1},
    {"a room's link that is in no feed any more", link_room, link_room_unlisted,
	"texts of 1 session, texts of 1 event", "changed: event 'The conference' (links)", 2},
    {"online", none, go_online, "1 session moved", "moved: 'Opening' place changed", 1},
    {"a track", none, into_track, "1 session changed", "changed: 'Opening' (track)", 1},
    {"a removed session", none, remove_session, "1 session removed",
	"removed: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"a new session", none, add_session, "1 session new",
	"new: 'Closing' Wed 31 May 16:00–16:30 UTC+2, Old House", 1},
    {"a session made private", none, hide_session, "1 session withdrawn",
	"withdrawn: 'Opening' Tue 30 May 09:30–10:30 UTC+2", 1},
    {"an event made private", none, hide_event, "3 sessions withdrawn, 1 event withdrawn",
	"withdrawn: event 'The conference' 30–31 May 2023", 4},
    {"all of an event made private was", none, hide_event_and_remove_session,
	"3 sessions withdrawn, 1 event withdrawn",
	"withdrawn: event 'The conference' 30–31 May 2023", 4},
    {"a removed event", none, remove_event, "3 sessions removed, 1 event removed",
	"removed: event 'The conference' 30–31 May 2023", 4},
    {"an event's dates", none, redate_event, "1 event moved",
	"moved: event 'The conference' 30–31 May 2023 → 30 May – 1 June 2023", 1},
    {"a deadline", none, shift_deadline, "1 deadline moved",
	"moved: deadline of 'The call' Mon 18 July 2022 AoE → Wed 20 July 2022 AoE", 1},
    {"a removed deadline", none, drop_deadline, "1 deadline removed",
	"removed: deadline of 'The call' Mon 18 July 2022 AoE", 1},
    {"a new link", none, link_event, "texts of 1 event", "changed: event 'The conference' (links)",
	1},
    {"what was filled in is no change", none, fill_moved_from, "", NULL, 0},
    {"what was private and still is", hide_event, hide_event, "", NULL, 0},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct site *old = base(), *now = base(), *hidden = base();
		struct arena *a = arena_new(1024 * 1024);
		struct changes c;
		struct buf b;

		cases[i].old(old);
		cases[i].now(now);
		cases[i].now(hidden);
		public_view(old);
		public_view(now);
		c = changes_find(a, old, now, hidden, NULL);
		site_free(old);
		site_free(now);
		site_free(hidden);
		buf_init(&b, 4096);
		is_int(c.n, cases[i].n, "%s: number of changes", cases[i].name);
		changes_summary(&b, &c);
		is_str(buf_str(&b), cases[i].summary, "%s: summary", cases[i].name);
		buf_clear(&b);
		if (c.n > 0)
			change_describe(&b, &c.items[0], "en");
		is_str(c.n > 0 ? buf_str(&b) : NULL, cases[i].first, "%s: in words", cases[i].name);
		buf_free(&b);
		arena_free(a);
	}
}

static void
test_summary(void)
{
	struct arena *a = arena_new(1024 * 1024);
	struct site *old = base(), *now = base(), *empty = build_site();
	struct changes c;
	struct buf b;

	buf_init(&b, 4096);
	c = changes_find(a, NULL, now, NULL, NULL);
	changes_summary(&b, &c);
	is_str(
	    buf_str(&b), "first revision: 2 events, 3 sessions, 1 deadline", "the first revision");
	is_int(c.items[0].what, CHANGE_NEW, "all is new in it");
	buf_clear(&b);
	c = changes_find(a, empty, now, NULL, NULL);
	changes_summary(&b, &c);
	is_str(
	    buf_str(&b), "3 sessions new, 2 events new, 1 deadline new", "the second, after none");
	buf_clear(&b);
	event_find_session(site_find_event(now, "conf"), "talk")->status = STATUS_CANCELLED;
	later(now);
	add_session(now);
	c = changes_find(a, old, now, NULL, NULL);
	changes_summary(&b, &c);
	is_str(buf_str(&b), "1 session moved, 1 cancelled, 1 new", "several deeds, the noun once");
	buf_free(&b);
	buf_init(&b, 20);
	changes_summary(&b, &c);
	ok(b.failed, "a buffer that is too small says so");
	buf_free(&b);
	site_free(old);
	site_free(now);
	site_free(empty);
	arena_free(a);
}

/* What is on a page, in its language. */
static void
test_languages(void)
{
	static const struct {
		const char *lang;
		void (*now)(struct site *s);
		const char *want;
	} said[] = {
	    {"en", later_elsewhere_with_another,
		"moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2, Hall → Room 2 (also people)"},
	    {"fr", later_elsewhere_with_another,
		"déplacement : « Opening » mar. 30 mai 09:30 → 10:00 UTC+2, Hall → Room 2 (aussi : "
		"personnes)"},
	    {"fr-CA", shift_deadline,
		"déplacement : date limite de « The call » lun. 18 juillet 2022, partout sur Terre "
		"→ mer. 20 juillet 2022, partout sur Terre"},
	    {"es", retitle, "modificación: «Opening» → «Welcome»"},
	    {"es", redate_event,
		"otra hora o lugar: evento «The conference» 30–31 de mayo de 2023 → 30 de mayo – 1 "
		"de junio de 2023"},
	    {"de", cancel_session, "abgesagt: „Opening“ Di, 30. Mai 09:30–10:30 UTC+2"},
	    {"de", reword, "geändert: „Opening“ (Text)"},
	    {"de", go_online, "verlegt: „Opening“ anderer Ort"},
	    {"ar", other_room, "نقل: «\u2068Opening\u2069» Hall ← Room 2"},
	    {"ar", remove_session,
		"حذف: «\u2068Opening\u2069» الثلاثاء، 30 مايو 09:30–10:30 UTC+2"},
	    {"pt", cancel_session, "cancelled: 'Opening' Tue 30 May 09:30–10:30 UTC+2"},
	};

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		struct site *old = base(), *now = base();
		struct arena *a = arena_new(1024 * 1024);
		struct changes c;

		said[i].now(now);
		public_view(old);
		public_view(now);
		c = changes_find(a, old, now, NULL, NULL);
		is_str(change_say(&(struct words){now, said[i].lang, a}, &c.items[0], NULL),
		    said[i].want, "in '%s'", said[i].lang);
		arena_free(a);
		site_free(old);
		site_free(now);
	}
}

/* When something is, and was that is no more, is said in the reader's zone too. */
static void
test_own_zone(struct tzdb *zones)
{
	static const struct {
		const char *zone, *lang;
		void (*now)(struct site *s);
		const char *want, *name;
	} said[] = {
	    {"Africa/Nairobi", "en", later_elsewhere_with_another,
		"moved: 'Opening' Tue 30 May 09:30 → 10:00 UTC+2 (11:00 UTC+3), Hall → Room 2 "
		"(also "
		"people)",
		"a time that is other says what it is there"},
	    {"Asia/Kathmandu", "fr", cancel_session,
		"annulation\u00a0: «\u00a0Opening\u00a0» mar. 30 mai 09:30–10:30 UTC+2 (13:15 "
		"UTC+05:45)",
		"in the page's language"},
	    {"Pacific/Auckland", "en", remove_session,
		"removed: 'Opening' Tue 30 May 09:30–10:30 UTC+2 (19:30 UTC+12)",
		"when it was, of what is no more"},
	    {"Pacific/Honolulu", "en", remove_session,
		"removed: 'Opening' Tue 30 May 09:30–10:30 UTC+2 (Mon 29 May 21:30 UTC−10)",
		"with the day where it is another"},
	    {"Europe/Paris", "en", cancel_session,
		"cancelled: 'Opening' Tue 30 May 09:30–10:30 UTC+2",
		"nothing where the clocks are alike"},
	    {"Africa/Nairobi", "en", retitle, "changed: 'Opening' → 'Welcome'",
		"nothing where no time is said"},
	    {"Africa/Nairobi", "en", redate_event,
		"moved: event 'The conference' 30–31 May 2023 → 30 May – 1 June 2023",
		"days are days everywhere"},
	    {"Africa/Nairobi", "en", shift_deadline,
		"moved: deadline of 'The call' Mon 18 July 2022 AoE → Wed 20 July 2022 AoE (Thu 21 "
		"July 15:00 UTC+3)",
		"when a deadline is over that ends last on Earth"},
	    {"Africa/Nairobi", "en", drop_deadline,
		"removed: deadline of 'The call' Mon 18 July 2022 AoE (Tue 19 July 15:00 UTC+3)",
		"and when it was to be"},
	};

	for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
		struct site *old = base(), *now = base();
		struct arena *a = arena_new(1024 * 1024);
		struct words w = {now, said[i].lang, a};
		struct changes c;

		said[i].now(now);
		public_view(old);
		public_view(now);
		c = changes_find(a, old, now, NULL, NULL);
		is_str(change_say(&w, &c.items[0], tzdb_find(zones, said[i].zone)), said[i].want,
		    "in %s: %s", said[i].zone, said[i].name);
		arena_free(a);
		site_free(old);
		site_free(now);
	}
}

int
main(void)
{
	struct tzdb *zones = edits_begin();

	if (!ok(berlin != NULL, "there are time zones"))
		return tap_done();
	test_cases();
	test_summary();
	test_languages();
	test_own_zone(zones);
	tzdb_close(zones);
	return tap_done();
}
