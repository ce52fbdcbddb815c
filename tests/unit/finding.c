/* SPDX-License-Identifier: ISC */
#include "core/finding.h"

#include "tests/lib/tap.h"

static const struct {
	const char *name, *in, *want;
} quotes[] = {
    {"plain text stays", "Main hall", "Main hall"},
    {"nothing stays nothing", "", ""},
    {"letters of any script stay", "Málaga 会議", "Málaga 会議"},
    {"an escape sequence is shown", "\x1b[2J", "\\x1b[2J"},
    {"a line end is shown", "a\nb\r", "a\\x0ab\\x0d"},
    {"DEL is shown", "\x7f", "\\x7f"},
    {"C1 controls are shown", "\xc2\x9b", "\\u{009b}"},
    {"a bidi override is shown",
	"a\xe2\x80\xae"
	"b",
	"a\\u{202e}b"},
    {"a bidi isolate is shown", "\xe2\x81\xa6", "\\u{2066}"},
    {"a line separator is shown", "\xe2\x80\xa8", "\\u{2028}"},
    {"a byte that is not UTF-8 is shown", "a\xff", "a\\xff"},
    {"a character cut short is shown", "\xc3", "\\xc3"},
    {"cut at 60 characters", "0123456789012345678901234567890123456789012345678901234567890",
	"012345678901234567890123456789012345678901234567890123456789…"},
    {"60 characters are not cut", "äöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüä",
	"äöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüä"},
    {"characters are counted, not bytes",
	"äöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüäx",
	"äöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüääöüäöüäöüä…"},
};

static void
test_quote(struct findings *f)
{
	size_t i;

	for (i = 0; i < sizeof quotes / sizeof *quotes; i++)
		is_str(finding_quote(f, quotes[i].in), quotes[i].want, "quote: %s", quotes[i].name);
}

static const struct {
	const char *name;
	struct finding finding;
	const char *prefix, *want;
} lines[] = {
    {"place, words, what to do, rule",
	{RULE_UNKNOWN_ROOM, SEVERITY_ERROR, {"leading.yaml", 14, 11},
	    "there is no room 'hal' in this event", "did you mean 'hall'?"},
	"",
	"leading.yaml:14:11: error: there is no room 'hal' in this event: did you mean 'hall'? "
	"[unknown-room]\n"},
    {"nothing to do", {RULE_END_UNKNOWN, SEVERITY_WARNING, {"a.yaml", 1, 2}, "no end", NULL}, "",
	"a.yaml:1:2: warning: no end [end-unknown]\n"},
    {"the file as a whole", {RULE_FILE_TOO_LARGE, SEVERITY_ERROR, {"a.yaml", 0, 0}, "big", NULL},
	"data/agendas/", "data/agendas/a.yaml: error: big [file-too-large]\n"},
    {"no file at all", {RULE_NO_EVENTS, SEVERITY_WARNING, {NULL, 0, 0}, "none", NULL}, "x/",
	"warning: none [no-events]\n"},
    {"a file name that plays tricks",
	{RULE_FILE_UNREADABLE, SEVERITY_ERROR, {"a\x1b[1m\n.yaml", 0, 0}, "no", NULL}, "",
	"a\\x1b[1m\\x0a.yaml: error: no [file-unreadable]\n"},
};

static void
test_format(void)
{
	struct buf b;
	size_t i;

	buf_init(&b, 10000);
	for (i = 0; i < sizeof lines / sizeof *lines; i++) {
		buf_clear(&b);
		finding_format(&b, &lines[i].finding, lines[i].prefix);
		is_str(buf_str(&b), lines[i].want, "format: %s", lines[i].name);
	}
	buf_free(&b);
}

static void
test_rules(void)
{
	int i, j, same = 0, bad = 0;

	for (i = 0; i < RULE_COUNT; i++) {
		const char *id = rule_id((enum rule)i);

		if (id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0' ||
		    *rule_help((enum rule)i) == '\0')
			bad++;
		for (j = 0; j < i; j++)
			same += strcmp(id, rule_id((enum rule)j)) == 0;
	}
	is_int(same, 0, "rules: no id stands twice");
	is_int(bad, 0, "rules: ids are plain and each has its sentence");
	is_str(rule_id(RULE_TRACK_CLASH), "track-clash", "rules: the last row is where it belongs");
	is_int(rule_severity(RULE_END_UNKNOWN), SEVERITY_WARNING, "rules: severity of the table");
	is_int(rule_find("room-clash"), RULE_ROOM_CLASH, "rules: found by id");
	is_int(rule_find("room-clas"), -1, "rules: no other id is");
	ok(rule_is_settable(RULE_ROOM_CLASH) && !rule_is_settable(RULE_BAD_DATE),
	    "rules: a matter of judgement is settable, what is lost is not");
	is_str(severity_name(SEVERITY_NOTE), "note", "rules: names of severities");
}

static void
test_add(struct arena *a)
{
	static const struct place a3 = {"a", 3, 1}, a10 = {"a", 10, 1}, b0 = {"b", 0, 0},
				  a3b = {"a", 3, 2}, none = {NULL, 0, 0};
	char name[2] = "a";
	struct place gone = {name, 3, 1};
	struct findings f;

	findings_init(&f, a);
	finding_add(&f, RULE_NO_EVENTS, b0, NULL, "%s", "1");
	finding_add(&f, RULE_BAD_ID, a10, "do", "%s", "2");
	finding_add(&f, RULE_BAD_ID, a3b, NULL, "%s", "3");
	finding_add(&f, RULE_BAD_ID, gone, NULL, "%s", "4");
	finding_add(&f, RULE_BAD_ID, a3, NULL, "%s", "5");
	finding_add(&f, RULE_BAD_ID, none, NULL, "%s", "6");
	name[0] = 'z';
	findings_sort(&f);
	is_int(f.n, 6, "add: all are kept");
	is_int(f.errors, 5, "add: errors are counted");
	is_int(f.warnings, 1, "add: warnings are counted");
	is_str(f.items[0].what, "6", "sort: without a file first");
	is_str(f.items[1].what, "4", "sort: then by line, equal places as found");
	is_str(f.items[2].what, "5", "sort: the second of equal places");
	is_str(f.items[3].what, "3", "sort: then by column");
	is_str(f.items[4].what, "2", "sort: line 10 after line 3");
	is_str(f.items[4].todo, "do", "add: what to do is kept");
	is_str(f.items[5].what, "1", "sort: files by name");
	is_str(f.items[1].at.file, "a", "add: the file's name is a copy");
}

static void
test_ceiling(struct arena *a)
{
	static char longest[2000];
	struct findings f;
	size_t used;
	int i;

	findings_init(&f, a);
	for (i = 0; i < FINDINGS_PER_FILE - 1; i++)
		finding_add(&f, RULE_BAD_ID, (struct place){"a", i + 1, 1}, NULL, "x");
	ok(!findings_is_full(&f, "a"), "ceiling: one below it, the file has room");
	finding_add(&f, RULE_BAD_ID, (struct place){"a", 1, 1}, NULL, "%s", "x");
	ok(!findings_is_full(&f, "a"), "ceiling: the same at the same place is told once");
	finding_add(&f, RULE_BAD_ID, (struct place){"a", 1, 1}, NULL, "y");
	ok(findings_is_full(&f, "a"), "ceiling: at it, the file is full");
	ok(!findings_is_full(&f, "b"), "ceiling: another file is not");
	used = arena_used(a);
	for (i = 0; i < 1000; i++)
		finding_add(&f, RULE_BAD_ID, (struct place){"a", 1, 1}, NULL, "x");
	finding_add(&f, RULE_BAD_ID, (struct place){"b", 1, 1}, NULL, "y");
	is_int(f.n, FINDINGS_PER_FILE + 1, "ceiling: only so many of a file are kept");
	is_int(f.errors, FINDINGS_PER_FILE + 1001, "ceiling: all are counted");
	is_int(f.dropped, 1000, "ceiling: and so are those not kept");
	ok(arena_used(a) - used < 100000, "ceiling: those not kept take no memory");
	memset(longest, 'x', sizeof longest - 1);
	memcpy(longest + FINDING_TEXT_MAX - 4, "é", 2);
	finding_add(&f, RULE_BAD_ID, (struct place){"b", 1, 1}, longest, "%s", longest);
	is_int(strlen(f.items[f.n - 1].what), FINDING_TEXT_MAX - 1,
	    "ceiling: long words are cut between characters");
	is_str(f.items[f.n - 1].what + FINDING_TEXT_MAX - 4, "…", "ceiling: and end with …");
	is_int(strlen(f.items[f.n - 1].todo), FINDING_TEXT_MAX - 1, "ceiling: what to do as well");
	is_str(finding_words(&f, "%s", longest) + FINDING_TEXT_MAX - 4, "…",
	    "ceiling: words in the making as well");
}

static struct extent
lines_of(const char *file, int from, int to)
{
	return (struct extent){{file, from, 1}, to, 1};
}

static void
test_levels(struct arena *a)
{
	static const struct place at = {"a", 1, 1};
	struct findings f;

	findings_init(&f, a);
	finding_add(&f, RULE_ROOM_CLASH, at, NULL, "1");
	finding_add(&f, RULE_NO_DATES, at, NULL, "2");
	finding_add(&f, RULE_BAD_ID, at, NULL, "3");
	findings_set_rule(&f, RULE_ROOM_CLASH, SEVERITY_NOTE);
	findings_set_rule(&f, RULE_NO_DATES, SEVERITY_OFF);
	findings_set_rule(&f, RULE_BAD_ID, SEVERITY_OFF);
	finding_add(&f, RULE_ROOM_CLASH, at, NULL, "4");
	finding_add(&f, RULE_NO_DATES, at, NULL, "5");
	is_int(f.n, 3, "levels: what is off is not told, neither before nor after");
	is_int(f.notes, 2, "levels: notes are counted, those before it was one as well");
	is_int(f.warnings, 0, "levels: what is off is not counted");
	is_int(f.errors, 1, "levels: a fixed rule stays as it is");
	ok(f.items[0].severity == SEVERITY_NOTE && f.items[2].severity == SEVERITY_NOTE,
	    "levels: findings have the severity that was set");
}

static void
test_allow(struct arena *a)
{
	static const struct place in = {"a", 12, 3}, at_end = {"a", 14, 1}, on_end = {"a", 13, 9},
				  before = {"a", 9, 9}, other = {"b", 12, 3}, said = {"a", 10, 30};
	struct findings f;

	findings_init(&f, a);
	/* not in the order of places */
	findings_allow(&f, RULE_NO_DATES, lines_of("a", 11, 13), said);
	findings_allow(&f, RULE_ROOM_CLASH, lines_of("a", 10, 14), said);
	findings_allow(&f, RULE_END_UNKNOWN, lines_of("a", 10, 14), said);
	findings_allow(&f, RULE_BAD_ID, lines_of("a", 0, 1000), said);
	finding_add(&f, RULE_ROOM_CLASH, in, NULL, "in");
	finding_add(&f, RULE_ROOM_CLASH, on_end, NULL, "on its last line");
	finding_add(&f, RULE_END_UNKNOWN, in, NULL, "another rule of the same extent");
	finding_add(&f, RULE_NO_DATES, in, NULL, "an extent within");
	is_int(f.n + f.errors + f.warnings, 0, "allow: what is within is neither kept nor counted");
	finding_add(&f, RULE_ROOM_CLASH, at_end, NULL, "after it");
	finding_add(&f, RULE_ROOM_CLASH, before, NULL, "before it");
	finding_add(&f, RULE_ROOM_CLASH, other, NULL, "in another file");
	finding_add(&f, RULE_PERSON_CLASH, in, NULL, "of another rule");
	finding_add(&f, RULE_BAD_ID, in, NULL, "of a fixed rule");
	is_int(f.n, 5, "allow: all else is told");
	finding_about(&f, in);
	finding_add(&f, RULE_ROOM_CLASH, other, NULL, "about it");
	is_int(f.n, 5, "allow: nor is told what is about something within");
	finding_add(&f, RULE_ROOM_CLASH, other, NULL, "no more");
	is_int(f.n, 6, "allow: only the next finding is about it");
}

static void
test_allow_unused(struct arena *a)
{
	static const struct place in = {"a", 12, 3}, first = {"a", 10, 30}, second = {"a", 10, 40};
	struct findings f;

	findings_init(&f, a);
	findings_allow(&f, RULE_ROOM_CLASH, lines_of("a", 10, 14), first);
	findings_allow(&f, RULE_END_UNKNOWN, lines_of("a", 10, 14), second);
	finding_add(&f, RULE_ROOM_CLASH, in, NULL, "in");
	findings_settle(&f);
	is_int(f.n, 1, "unused: one of two");
	is_int(f.n > 0 ? f.items[0].at.col : 0, 40, "unused: told where it is said");
	is_int(f.notes, 1, "unused: is a note");
	findings_init(&f, a);
	findings_allow(&f, RULE_ROOM_CLASH, lines_of("a", 10, 14), first);
	finding_add(&f, RULE_BAD_ID, in, NULL, "error");
	findings_settle(&f);
	is_int(f.n, 1, "unused: not told while there are errors");
}

/* The ceiling of a file is for what is told. */
static void
test_allow_ceiling(struct arena *a)
{
	static const struct place in = {"a", 12, 3}, out = {"a", 20, 1};
	struct findings f;
	size_t used;

	findings_init(&f, a);
	findings_allow(&f, RULE_ROOM_CLASH, lines_of("a", 10, 14), in);
	used = arena_used(a);
	for (int i = 0; i < 100000; i++)
		finding_add(&f, RULE_ROOM_CLASH, in, NULL, "x");
	finding_add(&f, RULE_ROOM_CLASH, out, NULL, "y");
	is_int(f.n, 1, "allow: what is not told takes nothing from the ceiling");
	is_int(f.dropped, 0, "allow: nor is it counted as left out");
	ok(arena_used(a) - used < 10000, "allow: nor does it take memory");
}

int
main(void)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct findings f;

	findings_init(&f, a);
	test_quote(&f);
	test_format();
	test_rules();
	test_add(a);
	test_ceiling(a);
	test_levels(a);
	test_allow(a);
	test_allow_unused(a);
	test_allow_ceiling(a);
	arena_free(a);
	return tap_done();
}
