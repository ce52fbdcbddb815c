/* SPDX-License-Identifier: ISC */
/* Pseudo-random agendas with hostile texts, read, written and read again: a fixed list of seeds. */
#include "tests/lib/rewrite.h"

#include <stdint.h>

static const char site_yaml[] =
    "title: {en: Example, fr: Exemple}\nhost: example.org\nlanguages: [en, fr]\n"
    "timezone: Europe/Berlin\norganisations: {example: Example, no: {name: \"null\"}}\n"
    "series: {days: Days}\nrules: {end-unknown: off}\n"
    "people: {ana: {name: Ana, organisation: example}, ben: {name: Ben}, \"y\": {name: \"~\"}}\n";

/* As they are in double quotes. */
static const char *const texts[] = {"Arrival", "Opening: the hall", "yes", "~", "null",
    "Session #3", "#1", "- a dash", "-", "?", "a?b, c", "{brace}", "[list]", "2031-05-14", "12:30",
    "1e3", "0x1f", "5", ".5", "=", "<<", "! bang", "& and", "* star", "| bar", "> more",
    "% per cent", "@ at", "` tick", "'single'", "\\\"double\\\"", "back\\\\slash",
    "it's \\\"both\\\" \\\\ ways", "trailing  ", "  leading", "colon:", "a: b", "a :b", "a #b",
    "a# b", "\xf0\x9f\x8e\xa4 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
    "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "e\xcc\x81", "\xc2\xa0nbsp\xc2\xa0",
    "\xe2\x80\xae"
    "rtl",
    "tab\\tin", "new\\nline", "---", "...", "--- a", "a\\n---\\nb", "\\n\\nx", "  y\\n z\\n\\n\\n",
    "\\tx\\n\\ty", " \\n a", "# heading\\n\\ntext", "a\\n# b", "- one\\n- two\\n\\n    code\\n",
    "x:\\n  y", "{en: x}",
    "looooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo"
    "ng",
    "a text that is longer than what one would put on one line of a file, and goes on: and on # "
    "and on",
    "\xe4\xbe\x8b\xe4\xbe\x8b\xe4\xbe\x8b\xe4\xbe\x8b\xe4\xbe\x8b", "no", "Off", "+1", "100 %",
    "a\\\\nb", ",", ":", "::", "a:", ":a", "a,b"};

enum { TEXTS = sizeof texts / sizeof *texts };

static uint64_t state;

static unsigned
pick(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 11) % n);
}

static bool
one_in(unsigned n)
{
	return pick(n) == 0;
}

static void
put_text(struct buf *b)
{
	if (!one_in(4)) {
		buf_printf(b, "\"%s\"", texts[pick(TEXTS)]);
		return;
	}
	buf_printf(b, "{en: \"%s\"", texts[pick(TEXTS)]);
	if (one_in(2))
		buf_printf(b, ", fr: \"%s\"", texts[pick(TEXTS)]);
	buf_puts(b, one_in(3) ? ", \"no\": \"no\"}" : "}");
}

static void
put_links(struct buf *b)
{
	buf_printf(b, ", links: {slides: \"https://example.org/a?b=%u#c,d\"", pick(9));
	if (one_in(2))
		buf_printf(b, ", \"%s x\": {url: \"https://example.org/\", visibility: private}",
		    texts[pick(TEXTS)]);
	if (one_in(2)) {
		buf_puts(b, ", report: {url: \"mailto:a@example.org\", label: ");
		put_text(b);
		buf_puts(b, "}");
	}
	buf_puts(b, "}");
}

static void
put_people(struct buf *b)
{
	static const char *const people[] = {
	    "ana", "{moderator: ben}", "\"y\"", "cid", "{host: cid}", "dot", "{interpreter: dot}"};

	buf_printf(b, ", people: [%s", people[pick(7)]);
	if (one_in(2))
		buf_printf(b, ", %s", people[pick(7)]);
	buf_puts(b, "]");
}

/* All but its time. */
static void
put_session(struct buf *b)
{
	static const char *const types[] = {"break", "workshop", "talk", "social"};
	static const char *const rest[] = {"status: cancelled", "visibility: private",
	    "format: online", "capacity: 0", "languages: [en, \"no\"]", "interpretation: fr",
	    "organisations: [\"no\"]", "moved-from: 2031-10-25",
	    "moved-from: 2031-10-26 02:30 +01:00", "join: https://example.org/j",
	    "join: {url: https://example.org/j, visibility: unlisted}",
	    "allow: [room-clash, person-clash]", "tracks: [policy, people]",
	    "rooms: [attic, hall]"};

	buf_puts(b, "title: ");
	put_text(b);
	if (one_in(6))
		buf_printf(b, ", id: id-%u", pick(6));
	if (one_in(2))
		buf_printf(b, ", type: %s", types[pick(4)]);
	if (one_in(2))
		buf_puts(b, one_in(2) ? ", track: policy" : ", track: people");
	if (one_in(2))
		buf_puts(b, one_in(2) ? ", room: hall" : ", room: attic");
	if (one_in(3)) {
		buf_puts(b, ", abstract: ");
		put_text(b);
	}
	if (one_in(8)) {
		buf_puts(b, ", subtitle: ");
		put_text(b);
	}
	if (one_in(3))
		put_people(b);
	if (one_in(8))
		put_links(b);
	if (one_in(4))
		buf_printf(b, ", %s", rest[pick(14)]);
}

/* Times on a coarse grid, so that much begins together or follows what ended. */
static void
put_time(struct buf *b, bool is_fold)
{
	static const char *const lengths[] = {"30m", "1h", "1h30m", "45m", "2h", "26h", "9h", "7m"};
	unsigned minute = 540 + 30 * pick(16);

	if (is_fold)
		minute = 60 + 30 * pick(8);
	if (one_in(12))
		return;
	buf_printf(b, ", at: \"%02u:%02u%s\"", minute / 60, minute % 60,
	    is_fold && minute / 60 == 2 ? one_in(2) ? " +02:00" : " +01:00" : "");
	if (!one_in(12))
		buf_printf(b, ", for: %s", lengths[one_in(4) ? pick(8) : pick(3)]);
}

static void
put_day(struct buf *b, const char *day, unsigned n)
{
	buf_printf(b, "  %s:\n", day);
	while (n-- > 0) {
		buf_puts(b, "    - {");
		put_session(b);
		if (strcmp(day, "unscheduled") != 0)
			put_time(b, strcmp(day, "2031-10-26") == 0);
		buf_puts(b, "}\n");
	}
}

static void
put_event(struct buf *b)
{
	static const char *const rest[] = {"dates: 2031-10-25 to 2031-10-27", "dates: late 2031-10",
	    "dates: before 2031-10-27", "dates: early 2031", "dates: 2031",
	    "deadline: 2031-03-30 AoE", "deadline: 2031-10-26 02:30 +01:00",
	    "deadline: 2031-10-26 17:00 Asia/Kathmandu", "deadline: 2031-01-01", "draft: yes",
	    "timezone: America/St_Johns", "series: days", "organisations: example", "capacity: 7",
	    "venue: {name: House, geo: [-12.345678, 0.1], visibility: private, access: \"a\\nb\"}",
	    "venues: {barn: {name: \"no\", walking: 1h5m}, mill: Mill}", "languages: [\"no\"]",
	    "join: {url: https://example.org/, visibility: public}", "status: postponed"};
	size_t i;

	buf_puts(b, "event: days-2031\nkind: conference\ntitle: ");
	put_text(b);
	buf_puts(b, "\nplace: ");
	put_text(b);
	buf_puts(b, "\nrooms:\n  hall: {title: ");
	put_text(b);
	buf_puts(b, ", open: 22:00 to 06:00}\n  attic: ");
	buf_printf(b,
	    "\"%s\"\ntracks: {policy: Policy, people: {title: \"%s\", colour: \"#336699\"}}\n",
	    texts[pick(TEXTS)], texts[pick(TEXTS)]);
	buf_puts(b, "people:\n  cid: {name: ");
	put_text(b);
	buf_puts(b, ", bio: ");
	put_text(b);
	buf_printf(b, ", organisation: \"%s\"}\n  dot: {name: Dot}\n", texts[pick(TEXTS)]);
	if (one_in(2))
		buf_puts(b, "  ana: {role: Chair, organisation: \"no\", visibility: private}\n");
	if (one_in(2))
		buf_puts(b, "  ben:\n");
	for (i = 0; i < sizeof rest / sizeof *rest; i++)
		if (one_in(4) && (i > 4 || !strstr(b->p, "dates:")) &&
		    (i < 5 || i > 8 || !strstr(b->p, "deadline:")))
			buf_printf(b, "%s\n", rest[i]);
	buf_puts(b, "agenda:\n");
	put_day(b, "2031-10-25", 1 + pick(12));
	put_day(b, "2031-10-26", 1 + pick(12));
	if (one_in(3))
		put_day(b, "2031-10-27", 1 + pick(30));
	if (one_in(3))
		put_day(b, "unscheduled", 1 + pick(4));
}

static void
test_seed(unsigned seed, struct tzdb *db)
{
	struct sources src = {0};
	char name[32];
	struct buf b;

	state = 88172645463325252ULL + 1000003ULL * seed;
	pick(2);
	buf_init(&b, 1 << 20);
	put_event(&b);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "days-2031.yaml", b.p, b.n);
	snprintf(name, sizeof name, "seed %u", seed);
	rewrite_test(name, &src, db);
	sources_free(&src);
	buf_free(&b);
}

int
main(int argc, char **argv)
{
	unsigned from = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
	unsigned to = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 200;
	struct tzdb *db = NULL;
	struct err e = {""};

	if (ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		for (; from <= to; from++)
			test_seed(from, db);
	tzdb_close(db);
	return tap_done();
}
