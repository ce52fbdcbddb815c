/* SPDX-License-Identifier: ISC */
#include "core/model.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
test_words(void)
{
	is_str(visibility_words[VISIBILITY_PRIVATE], "private", "word of a visibility");
	is_str(status_words[STATUS_CANCELLED], "cancelled", "word of a status");
	is_str(status_words[STATUS_CONFIRMED], "confirmed", "the default status is confirmed");
	is_str(format_words[FORMAT_UNSAID], "", "no word for an unsaid format");
	is_str(format_words[FORMAT_HYBRID], "hybrid", "word of a format");
	is_str(event_kind_words[KIND_SIDE_EVENT], "side-event", "word of a kind");
	is_str(event_kind_words[KIND_CALL], "call", "the last kind");
	is_str(session_type_words[TYPE_BREAK], "break", "word of a type");
	is_str(session_type_words[TYPE_OTHER], "other", "the last type");
	is_str(role_words[ROLE_ORGANISER], "organiser", "the last role");
	is_int(word_find(session_type_words, "social"), TYPE_SOCIAL, "a word found");
	is_int(word_find(session_type_words, "Social"), -1, "words have one spelling");
	is_int(word_find(session_type_words, "socia"), -1, "the start of a word is not it");
	is_int(word_find(role_words, ""), -1, "no role without a word");
}

static void
test_slugs(void)
{
	static const struct {
		const char *title, *want, *name;
	} cases[] = {
	    {"The future of human rights diplomacy", "the-future-of-human-rights-diplomacy",
		"plain words"},
	    {"  What?! -- a (new) session...  ", "what-a-new-session", "signs become one hyphen"},
	    {"COVID-19 & after", "covid-19-after", "digits and hyphens stay"},
	    {"Übergänge: Straße, Größe", "ubergange-strasse-grosse", "German"},
	    {"STRA\xe1\xba\x9e"
	     "E",
		"strasse", "capital sharp s"},
	    {"Société civile à l’œuvre", "societe-civile-a-l-oeuvre", "French"},
	    {"¿Qué hacer mañana?", "que-hacer-manana", "Spanish"},
	    {"Łódź, Ærø, Þingvellir, Đakovo", "lodz-aero-thingvellir-dakovo", "strokes"},
	    {"Ijmuiden ĳ Ĳ", "ijmuiden-ij-ij", "ligatures"},
	    {"Việt Nam: Đổi mới", "viet-nam-doi-moi", "Vietnamese"},
	    {"e\xcc\x81te\xcc\x81", "ete", "combining marks are left out"},
	    {"Ελληνικά ΑΘΗΝΑ ψυχή ός", "ellinika-athina-psychi-os", "Greek"},
	    {"Щука, Москва, объект, ЁЖ", "shchuka-moskva-obekt-yozh", "Cyrillic"},
	    {"研究 workshop 2", "workshop-2", "what has no plain form is a gap"},
	    {"ǅ Ǉ ǌ", "dz-lj-nj", "digraphs"},
	    {"soft\xc2\xadhyphen", "softhyphen", "soft hyphens are left out"},
	    {"المجتمع المدني", NULL, "Arabic: nothing is left"},
	    {"🎉🎉", NULL, "emoji: nothing is left"},
	    {"", NULL, "empty"},
	    {"---", NULL, "only hyphens"},
	    {"bad \xff\xc3 bytes", "bad-bytes", "bytes that are not UTF-8 are gaps"},
	    {"a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g23",
		"a23456789-b23456789-c23456789-d23456789-e23456789-f23456789-g23", "63 bytes stay"},
	    {"a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g234 h",
		"a23456789-b23456789-c23456789-d23456789-e23456789-f23456789-g234",
		"64 bytes stay, the next word goes"},
	    {"a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g2345",
		"a23456789-b23456789-c23456789-d23456789-e23456789-f23456789",
		"65 bytes are cut at a word's end"},
	    {"a234567890123456789012345678901234567890123456789012345678901234567890",
		"a234567890123456789012345678901234567890123456789012345678901234",
		"one long word is cut"},
	    {"a23456789 b23456789 c23456789 d23456789 e23456789 f23456789 g234щ",
		"a23456789-b23456789-c23456789-d23456789-e23456789-f23456789",
		"a letter of four letters at the end"},
	};
	struct arena *a = arena_new(1 << 20);

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = slug(a, cases[i].title);

		is_str(got, cases[i].want, "slug, %s", cases[i].name);
		ok(got == NULL || id_is_valid(got), "slug is an id, %s", cases[i].name);
	}
	arena_free(a);
}

static void
test_ids(void)
{
	static const char *const bad[] = {"", "A", "a b", "a_b", "ä", "a/b", "a.b",
	    "a2345678901234567890123456789012345678901234567890123456789012345"};

	ok(id_is_valid("a"), "one letter is an id");
	ok(id_is_valid("2023-06-14"), "a date is an id");
	ok(id_is_valid("a234567890123456789012345678901234567890123456789012345678901234"),
	    "64 bytes are an id");
	for (size_t i = 0; i < COUNT(bad); i++)
		ok(!id_is_valid(bad[i]), "no id: '%s'", bad[i]);
}

static void
test_texts(void)
{
	struct text_in in[] = {{"en", "hello"}, {"pt", "olá"}, {"zh-Hant", "你好"}};
	struct text t = {.in = in, .n = COUNT(in)}, none = {.n = 0}, other = t;
	struct text_in in2[] = {{"en", "hello"}, {"pt", "oi"}, {"zh-Hant", "你好"}};
	static const struct {
		const char *lang, *s, *got;
	} cases[] = {{"pt", "olá", "pt"}, {"pt-BR", "olá", "pt"}, {"PT-br", "olá", "pt"},
	    {"zh-Hant-TW", "你好", "zh-Hant"}, {"zh-Hant-x-a", "你好", "zh-Hant"},
	    {"zh", "hello", "en"}, {"p", "hello", "en"}, {"fr", "hello", "en"}, {"", "hello", "en"},
	    {"-", "hello", "en"}, {NULL, "hello", "en"}};
	const char *got;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *lang = cases[i].lang;

		is_str(text_get(&t, lang, &got), cases[i].s, "text in %s", lang ? lang : "NULL");
		is_str(got, cases[i].got, "its language for %s", lang ? lang : "NULL");
	}
	is_str(text_get(&none, "en", &got), "", "no text is empty");
	is_str(got, NULL, "no text has no language");
	is_str(text_get(&t, "pt", NULL), "olá", "the language need not be asked for");
	ok(text_is_set(&t) && !text_is_set(&none), "set and not set");
	ok(text_eq(&t, &other) && text_eq(&none, &none), "equal texts");
	other.n = 2;
	ok(!text_eq(&t, &other), "a language less is another text");
	other = (struct text){.in = in2, .n = COUNT(in2)};
	ok(!text_eq(&t, &other), "other words in one language are another text");
}

static void
test_lines(void)
{
	static const struct {
		const char *name, *in, *want;
	} cases[] = {{"one line", "1 Example Street", "1 Example Street"},
	    {"two lines", "1 Example Street\n10000 Berlin", "1 Example Street, 10000 Berlin"},
	    {"a comma at the end of a line", "Hall,\nBerlin", "Hall, Berlin"},
	    {"empty lines", "\n\nHall\n\nBerlin\n", "Hall, Berlin"}, {"nothing", "", ""}};
	struct arena *a = arena_new(1 << 16);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		is_str(text_line(a, cases[i].in), cases[i].want, "on one line: %s", cases[i].name);
	arena_free(a);
}

static const char *
numbered(struct site *s, size_t i)
{
	return arena_printf(s->arena, "id-%zu", i * 7919 % 5000);
}

static void
add_people(struct site *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct person **p = arena_push(s->arena, &s->people, &s->npeople, sizeof *p);

		*p = arena_alloc(s->arena, sizeof **p);
		(*p)->id = numbered(s, i);
	}
}

static int
count_found(const struct site *s)
{
	int n = 0;

	for (size_t i = 0; i < s->npeople; i++)
		n += site_find_person(s, s->people[i]->id) == s->people[i];
	return n;
}

static void
test_lookups(void)
{
	struct site *s = site_new();
	struct event *ev = arena_alloc(s->arena, sizeof *ev);
	struct session *se = arena_alloc(s->arena, sizeof *se), **sep;
	struct room rooms[] = {{.id = "hall"}, {.id = "attic"}};
	struct track tracks[] = {{.id = "hall"}};
	struct session other = {.id = "other"}, *others = &other;
	struct event copy;
	struct event **evp = arena_push(s->arena, &s->events, &s->nevents, sizeof *evp);

	*evp = ev;
	ev->id = "forum";
	ev->rooms = rooms;
	ev->nrooms = COUNT(rooms);
	ev->tracks = tracks;
	ev->ntracks = COUNT(tracks);
	ok(site_find_person(s, "x") == NULL, "nobody in an empty site");
	site_index(s);
	ok(site_find_person(s, "x") == NULL, "nobody in an empty index");
	sep = arena_push(s->arena, &ev->sessions, &ev->nsessions, sizeof *sep);
	*sep = se;
	se->id = "opening";
	ok(event_find_session(ev, "opening") == se, "a session after the index was made");
	site_index(s);
	ok(event_find_session(ev, "opening") == se, "a session in the index");
	ok(event_find_session(ev, "open") == NULL, "no session with half an id");
	copy = *ev;
	other.id = "opening";
	copy.sessions = &others;
	ok(event_find_session(&copy, "opening") == &other, "a copy of an event has no index");
	ok(site_find_event(s, "forum") == ev, "the event");
	ok(event_find_room(ev, "attic") == &rooms[1], "a room");
	ok(event_find_track(ev, "hall") == &tracks[0], "a track with a room's id");
	ok(event_find_track(ev, "attic") == NULL, "no track");
	ok(site_find_series(s, "a") == NULL, "none");

	add_people(s, 0, 3000);
	is_int(count_found(s), 3000, "everybody without an index");
	site_index(s);
	is_int(count_found(s), 3000, "everybody with an index");
	add_people(s, 3000, 5000);
	is_int(count_found(s), 5000, "everybody with an index of some");
	s->npeople = 10;
	ok(site_find_person(s, numbered(s, 20)) == NULL,
	    "an index of more than there is is not used");
	is_int(count_found(s), 10, "those who are left");
	site_index(s);
	is_int(count_found(s), 10, "everybody after a removal");
	ok(site_find_person(s, numbered(s, 20)) == NULL, "nobody who was removed");
	*(struct site **)arena_push(s->arena, &s->kept, &s->nkept, sizeof *s->kept) = site_new();
	site_free(s);
	site_free(NULL);
}

static void
test_facts(void)
{
	struct track a = {.id = "a"}, b = {.id = "b"}, *in_a[] = {&a};
	struct event ev = {.id = "e", .format = FORMAT_HYBRID};
	struct session se = {.id = "s", .event = &ev};

	is_int(session_status(&se), STATUS_CONFIRMED, "confirmed unless said otherwise");
	ev.status = STATUS_TENTATIVE;
	is_int(session_status(&se), STATUS_TENTATIVE, "no surer than its event");
	se.status = STATUS_POSTPONED;
	is_int(session_status(&se), STATUS_POSTPONED, "less sure than its event");
	ev.status = STATUS_CANCELLED;
	is_int(session_status(&se), STATUS_CANCELLED, "cancelled with its event");
	ev.status = STATUS_CONFIRMED;
	se.identity.gone = true;
	is_int(session_status(&se), STATUS_CANCELLED, "what is gone is cancelled");

	is_int(session_format(&se), FORMAT_HYBRID, "format of its event");
	se.format = FORMAT_ONLINE;
	is_int(session_format(&se), FORMAT_ONLINE, "format of its own");

	ok(session_is_joint(&se) && session_in_track(&se, &b), "a joint session is in every track");
	se.tracks = in_a;
	se.ntracks = 1;
	ok(!session_is_joint(&se) && session_in_track(&se, &a), "in the track that it names");
	ok(!session_in_track(&se, &b), "not in another");
}

static void
test_event_facts(void)
{
	struct text_in chair = {"en", "Chair"}, director = {"en", "Director"};
	struct person ada = {.id = "ada", .role = {.in = &director, .n = 1}}, bob = {.id = "bob"};
	struct attendee then = {.person = &ada, .role = {.in = &chair, .n = 1}};
	struct event ev = {.id = "e", .people = &then, .npeople = 1};
	struct room hall = {.id = "hall"}, attic = {.id = "attic"}, *in_hall[] = {&hall};
	struct session se = {.id = "s", .event = &ev, .rooms = in_hall, .nrooms = 1};
	const char *languages[] = {"fr", "en"};
	struct site s = {.languages = languages, .nlanguages = 2};

	ok(session_in_room(&se, &hall) && !session_in_room(&se, &attic), "in its room, no other");
	is_int(event_status(&ev), STATUS_CONFIRMED, "an event confirmed unless said otherwise");
	ev.status = STATUS_TENTATIVE;
	is_int(event_status(&ev), STATUS_TENTATIVE, "an event as it says");
	ev.identity.gone = true;
	is_int(event_status(&ev), STATUS_CANCELLED, "an event that is gone is cancelled");
	is_int(session_status(&se), STATUS_CANCELLED, "and so are its sessions");
	ok(status_is_off(STATUS_CANCELLED) && status_is_off(STATUS_POSTPONED), "off");
	ok(!status_is_off(STATUS_TENTATIVE) && !status_is_off(STATUS_CONFIRMED), "not off");

	ok(event_find_attendee(&ev, &ada) == &then, "who is named");
	ok(event_find_attendee(&ev, &bob) == NULL, "who is not");
	is_str(text_get(person_role(&ada, &ev), "en", NULL), "Chair", "the role they had then");
	is_str(text_get(person_role(&ada, NULL), "en", NULL), "Director", "the role they have");
	ok(person_organisation(&ada, &ev) == &ada.organisation, "theirs when none was said");

	is_str(site_language(&s), "fr", "a site's first language");
	s.nlanguages = 0;
	ok(site_language(&s) == NULL, "or none");
}

static int
cmp(const void *a, const void *b)
{
	return session_cmp(*(struct session *const *)a, *(struct session *const *)b);
}

static void
test_order(void)
{
	static const struct date d1 = {2031, 5, 5}, d2 = {2031, 5, 6};
	struct event e = {.id = "e"}, f = {.id = "f"};
	struct session s[] = {
	    {.id = "nowhen", .event = &e, .at = {"a.yaml", 1, 1}},
	    {.id = "day-2", .event = &e, .slot = {.day = d2}, .at = {"a.yaml", 2, 1}},
	    {.id = "day-1", .event = &e, .slot = {.day = d1}, .at = {"a.yaml", 3, 1}},
	    {.id = "second",
		.event = &e,
		.slot = {d1, true, false, 900, 0},
		.at = {"a.yaml", 11, 1}},
	    {.id = "other-file",
		.event = &f,
		.slot = {d1, true, false, 900, 0},
		.at = {"b.yaml", 4, 1}},
	    {.id = "first",
		.event = &e,
		.slot = {d1, true, true, 900, 950},
		.at = {"a.yaml", 9, 1}},
	    {.id = "early",
		.event = &e,
		.slot = {d1, true, true, 800, 950},
		.at = {"a.yaml", 99, 1}},
	    {.id = "nowhen-a", .event = &e, .at = {"a.yaml", 1, 1}},
	};
	static const char *const want[] = {
	    "early", "first", "second", "other-file", "day-1", "day-2", "nowhen", "nowhen-a"};
	struct session *list[COUNT(s)];

	for (size_t i = 0; i < COUNT(s); i++)
		list[i] = &s[i];
	qsort(list, COUNT(s), sizeof list[0], cmp);
	for (size_t i = 0; i < COUNT(s); i++)
		is_str(list[i]->id, want[i], "number %zu in order", i + 1);
}

static struct attendee *
attend(struct site *s, struct event *ev, const struct person *pe)
{
	struct attendee *at = arena_push(s->arena, &ev->people, &ev->npeople, sizeof *at);

	at->person = pe;
	return at;
}

/* How many of `n` people the event finds as they are in its array. */
static size_t
count_attendees(const struct event *ev, const struct person *people, size_t n)
{
	const struct attendee *at;
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		at = event_find_attendee(ev, &people[i]);
		if (at != NULL && at->person == &people[i] && at >= ev->people &&
		    at < ev->people + ev->npeople)
			found++;
	}
	return found;
}

static void
test_attendees(void)
{
	enum { ALL = 300, SOME = 150 };
	struct site *s = site_new();
	struct event *ev = arena_alloc(s->arena, sizeof *ev);
	struct person *people = arena_array(s->arena, ALL, sizeof *people);
	struct event copy;

	*(struct event **)arena_push(s->arena, &s->events, &s->nevents, sizeof ev) = ev;
	ev->id = "forum";
	site_index(s);
	is_int(count_attendees(ev, people, ALL), 0, "nobody is at an event without people");
	for (size_t i = 0; i < SOME; i++)
		attend(s, ev, &people[i * 7 % SOME]);
	site_index(s);
	is_int(count_attendees(ev, people, ALL), SOME, "who is at an event, with an index");
	for (size_t i = SOME; i < ALL; i++)
		attend(s, ev, &people[i]);
	is_int(count_attendees(ev, people, ALL), ALL, "who came after it was made");
	site_index(s);
	copy = *ev;
	copy.people = NULL;
	copy.npeople = 0;
	ok(event_find_attendee(&copy, &people[0]) == NULL, "nobody at a copy without people");
	ev->npeople = 10;
	is_int(count_attendees(ev, people, ALL), 10, "an index of more than there are is not used");
	site_free(s);
}

int
main(void)
{
	test_words();
	test_slugs();
	test_ids();
	test_texts();
	test_lines();
	test_lookups();
	test_attendees();
	test_facts();
	test_event_facts();
	test_order();
	return tap_done();
}
