/* SPDX-License-Identifier: ISC */
/* Values of single keys: what is taken and as what. What is refused, and the words for it, is in
 * tests/golden/read/bad-*.case. */
#include "data/value.h"

#include "core/model.h"
#include "tests/lib/tap.h"

static struct arena *arena;
static struct findings f;
static const struct place at = {"f", 1, 2};

/* Text in, text out: NULL when refused. */
static const char *
language(const char *s)
{
	static char out[36];

	return value_language(&f, at, s, out) ? out : NULL;
}

static const char *
host(const char *s)
{
	static char out[254];

	return value_host(&f, at, s, out) ? out : NULL;
}

static const char *
colour(const char *s)
{
	static char out[32];

	return value_colour(&f, at, s, out) ? out : NULL;
}

static const char *
url(const char *s)
{
	return value_url(&f, at, s) ? s : NULL;
}

static const char *
web(const char *s)
{
	return value_web(&f, at, s) ? s : NULL;
}

static const char *
mail(const char *s)
{
	return value_mail(&f, at, s) ? s : NULL;
}

static const char *
id(const char *s)
{
	return value_id(&f, at, s) ? s : NULL;
}

static const char *
count(const char *s)
{
	static char out[16];
	int n;

	if (!value_count(&f, at, s, &n))
		return NULL;
	snprintf(out, sizeof out, "%d", n);
	return out;
}

static const char *
yes(const char *s)
{
	bool b;

	if (!value_yes(&f, at, s, &b))
		return NULL;
	return b ? "yes" : "no";
}

static const char *
degrees(const char *s)
{
	static char out[32];
	double d;

	if (!value_degrees(&f, at, s, 90, &d))
		return NULL;
	snprintf(out, sizeof out, "%.4f", d);
	return out;
}

static const char *
duration(const char *s)
{
	static char out[16];
	int n;

	if (!value_duration(&f, at, s, &n))
		return NULL;
	snprintf(out, sizeof out, "%d", n);
	return out;
}

static const char *
hours(const char *s)
{
	static char out[32];
	struct hours h = {0};

	if (!value_hours(&f, at, s, &h))
		return NULL;
	snprintf(out, sizeof out, "%d %d", h.from, h.to);
	return h.is_set ? out : "not set";
}

static const char *
time_offset(const char *s)
{
	static char out[32];
	int minute;
	bool has;
	int32_t offset = 0;

	if (!value_time_offset(&f, at, s, &minute, &has, &offset))
		return NULL;
	snprintf(out, sizeof out, has ? "%d %d" : "%d", minute, (int)offset);
	return out;
}

static const char long_label[] = "a123456789b123456789c123456789d123456789e123456789f123456789abc";
static const char longer_label[] =
    "a123456789b123456789c123456789d123456789e123456789f123456789abcd";

static const struct {
	const char *name;
	const char *(*parse)(const char *);
	const char *in, *want; /* NULL: refused */
} cases[] = {
    {"language", language, "en", "en"},
    {"language in capitals", language, "EN", "en"},
    {"language and region", language, "pt-br", "pt-BR"},
    {"language, script and region", language, "ZH-HANT-tw", "zh-Hant-TW"},
    {"UN M.49 region", language, "es-419", "es-419"},
    {"variant of four with a digit", language, "de-1996", "de-1996"},
    {"two variants", language, "SL-rozaj-BISKE", "sl-rozaj-biske"},
    {"language of three letters", language, "ast", "ast"},
    {"one letter", language, "e", NULL},
    {"private use", language, "x-klingon", NULL},
    {"Indonesian as it was before 1989, or India", language, "in", NULL},
    {"Hebrew as it was", language, "IW", NULL},
    {"extension", language, "en-u-ca-buddhist", NULL},
    {"empty subtag", language, "en--GB", NULL},
    {"script after region", language, "zh-TW-Hant", NULL},
    {"longer than any", language, "en-abcdefgh-abcdefgh-abcdefgh-abcdefgh", NULL},
    {"not ASCII", language, "\xc3\xa9n", NULL},

    {"host", host, "agenda.example.org", "agenda.example.org"},
    {"host in capitals", host, "Agenda.EXAMPLE.org", "agenda.example.org"},
    {"host without a dot", host, "localhost", "localhost"},
    {"host with digits first", host, "3com.example", "3com.example"},
    {"label of 63", host, long_label, long_label},
    {"label of 64", host, longer_label, NULL},
    {"IP address", host, "127.0.0.1", NULL},
    {"IPv6 address", host, "::1", NULL},
    {"dot at the end", host, "example.org.", NULL},
    {"dot at the start", host, ".example.org", NULL},
    {"hyphen at an end", host, "example-.org", NULL},
    {"a line end inside", host, "example.org\nx", NULL},
    {"a port", host, "example.org:1965", NULL},

    {"#rrggbb", colour, "#1A6f5C", "#1a6f5c"},
    {"CSS name", colour, "RebeccaPurple", "rebeccapurple"},
    {"first CSS name", colour, "aliceblue", "aliceblue"},
    {"last CSS name", colour, "yellowgreen", "yellowgreen"},
    {"#rgb", colour, "#1a6", NULL},
    {"an expression", colour, "red;}body{", NULL},
    {"a name longer than all", colour, "lightgoldenrodyellowlightgoldenrodyellow", NULL},

    {"https", url, "https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"},
    {"scheme in capitals", url, "HTTPS://example.org", "HTTPS://example.org"},
    {"gemini with a port", url, "gemini://example.org:1966/x", "gemini://example.org:1966/x"},
    {"IPv6", url, "https://[2001:db8::1]/", "https://[2001:db8::1]/"},
    {"mailto", url, "mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"},
    {"tel", url, "tel:+49-30-1234", "tel:+49-30-1234"},
    {"geo", url, "geo:52.5,13.4", "geo:52.5,13.4"},
    {"script", url, "javascript:alert(1)", NULL},
    {"script in capitals", url, "JavaScript:alert(1)", NULL},
    {"data", url, "data:text/html,x", NULL},
    {"file", url, "file:///etc/passwd", NULL},
    {"relative", url, "../x", NULL},
    {"scheme-relative", url, "//example.org/", NULL},
    {"no host", url, "https:///x", NULL},
    {"a name in front", url, "https://good.example@evil.example/", NULL},
    {"an empty name in front", url, "https://@example.org/", NULL},
    {"line ends", url, "https://example.org/\r\nX: y", NULL},
    {"angle brackets", url, "https://example.org/<script>", NULL},
    {"quote", url, "https://example.org/\"x", NULL},
    {"half an escape", url, "https://example.org/%4", NULL},
    {"letters outside ASCII", url, "https://example.org/\xc3\xa9", NULL},
    {"empty", url, "", NULL},

    {"web", web, "https://example.org/agenda/", "https://example.org/agenda/"},
    {"web without its slash", web, "https://example.org", NULL},
    {"web with a query", web, "https://example.org/?a=/", NULL},
    {"web whose paths would begin with another host", web, "https://example.org//example.net/",
	NULL},
    {"web with a doubled '/' at its end", web, "https://example.org//", NULL},
    {"web with a way up", web, "https://example.org/a/../b/", NULL},
    {"web with one in disguise", web, "https://example.org/.%2E/", NULL},
    {"web with a step on the spot", web, "https://example.org/%2e/", NULL},
    {"web in a folder with dots", web, "https://example.org/.../.a/",
	"https://example.org/.../.a/"},
    {"web over gemini", web, "gemini://example.org/", NULL},

    {"mail", mail, "first.last+tag@example.org", "first.last+tag@example.org"},
    {"mail with a name", mail, "A <a@example.org>", NULL},
    {"two mails", mail, "a@example.org,b@example.org", NULL},
    {"mail without a host", mail, "a@", NULL},
    {"mail without a name", mail, "@example.org", NULL},
    {"mail with a dot first", mail, ".a@example.org", NULL},
    {"mail with a line end", mail, "a@example.org\nBcc: b@example.org", NULL},

    {"id", id, "keynote-1", "keynote-1"},
    {"id in capitals", id, "Keynote", NULL},
    {"id with a slash", id, "../x", NULL},

    {"none", count, "0", "0"},
    {"a number", count, "0120", "120"},
    {"the most", count, "1000000", "1000000"},
    {"one more", count, "1000001", NULL},
    {"many digits", count, "99999999999999999999999", NULL},
    {"below zero", count, "-1", NULL},
    {"hexadecimal", count, "0x10", NULL},
    {"exponent", count, "1e3", NULL},
    {"thousands", count, "1,000", NULL},

    {"yes", yes, "yes", "yes"},
    {"true", yes, "true", "yes"},
    {"no", yes, "no", "no"},
    {"false", yes, "false", "no"},
    {"on", yes, "on", NULL},

    {"degrees", degrees, "52.5200", "52.5200"},
    {"below zero", degrees, "-33.9", "-33.9000"},
    {"with a plus", degrees, "+1", "1.0000"},
    {"the pole", degrees, "90", "90.0000"},
    {"beyond it", degrees, "90.0001", NULL},
    {"a comma", degrees, "52,52", NULL},
    {"exponent", degrees, "1e1", NULL},
    {"not a number", degrees, "nan", NULL},
    {"only a point", degrees, ".", NULL},
    {"many digits", degrees, "12.345678901234567890123456789", "12.3457"},

    {"minutes", duration, "45m", "45"},
    {"hours and minutes", duration, "1h30m", "90"},
    {"nothing", duration, "0m", NULL},

    {"hours", hours, "08:30 to 18:00", "510 1080"},
    {"past midnight", hours, "18:00 to 00:00", "1080 0"},
    {"all day", hours, "08:00 to 08:00", NULL},
    {"24:00", hours, "08:00 to 24:00", NULL},
    {"hours with more behind", hours, "08:00 to 18:00h", NULL},
    {"hours with blanks", hours, "08:00  to 18:00", NULL},
    {"short hours", hours, "8:00 to 18:000", NULL},
    {"a dash", hours, "08:30-18:00", NULL},

    {"time", time_offset, "09:30", "570"},
    {"time and offset", time_offset, "02:30 +02:00", "150 7200"},
    {"offset west", time_offset, "01:30 -03:30", "90 -12600"},
    {"offset without a blank", time_offset, "02:30+02:00", NULL},
    {"offset in words", time_offset, "02:30 CEST", NULL},
};

static void
test_cases(void)
{
	const char *got;
	size_t i, n;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		n = f.errors;
		got = cases[i].parse(cases[i].in);
		is_str(got, cases[i].want, "%s", cases[i].name);
		is_int(f.errors - n, got == NULL, "%s: %s", cases[i].name,
		    got == NULL ? "told of once" : "nothing to tell");
	}
}

static void
test_colours(void)
{
	/* CSS Color 4 has 148 names: these are from its list, one of each letter. */
	static const char *const some[] = {"azure", "burlywood", "coral", "dodgerblue", "firebrick",
	    "goldenrod", "honeydew", "indigo", "khaki", "lavenderblush", "mintcream", "navy",
	    "olivedrab", "papayawhip", "red", "slategrey", "thistle", "violet", "whitesmoke"};
	char out[32];
	size_t i;

	for (i = 0; i < sizeof some / sizeof *some; i++)
		ok(value_colour(&f, at, some[i], out), "colour: %s", some[i]);
}

static void
test_instants(struct tzdb *db)
{
	static const struct {
		const char *name, *zone;
		struct civil local;
		int offset;   /* seconds; 1: none said */
		int64_t want; /* -1: refused */
	} rows[] = {
	    /* Unix times by `date -d` of GNU coreutils. */
	    {"summer", "Europe/Berlin", {{2023, 6, 14}, 570}, 1, 1686727800},
	    {"winter, five and three quarters", "Asia/Kathmandu", {{2023, 1, 1}, 0}, 1, 1672510500},
	    {"skipped", "Europe/Berlin", {{2023, 3, 26}, 150}, 1, -1},
	    {"twice", "Europe/Berlin", {{2023, 10, 29}, 150}, 1, -1},
	    {"twice, the first", "Europe/Berlin", {{2023, 10, 29}, 150}, 7200, 1698539400},
	    {"twice, the second", "Europe/Berlin", {{2023, 10, 29}, 150}, 3600, 1698543000},
	    {"twice, neither", "Europe/Berlin", {{2023, 10, 29}, 150}, 0, -1},
	    {"once, with its offset", "Europe/Berlin", {{2023, 6, 14}, 570}, 7200, 1686727800},
	    {"once, with another", "Europe/Berlin", {{2023, 6, 14}, 570}, 3600, -1},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct tz *tz = tzdb_find(db, rows[i].zone);
		int32_t offset = rows[i].offset;
		int64_t got = -1;

		value_instant(&f, at, tz, rows[i].local, offset == 1 ? NULL : &offset, &got);
		is_int(got, rows[i].want, "instant: %s", rows[i].name);
	}
}

static void
test_zones(struct tzdb *db)
{
	ok(value_zone(&f, at, "Africa/Addis_Ababa", db) != NULL, "zone: a name of the list");
	ok(value_zone(&f, at, "UTC", db) != NULL, "zone: UTC");
	ok(value_zone(&f, at, "/etc/passwd", db) == NULL, "zone: not a path");
	ok(value_zone(&f, at, "Europe/Berlin\n", db) == NULL, "zone: to the letter");
}

int
main(void)
{
	struct tzdb *db = NULL;
	struct err e;

	arena = arena_new(16 * 1024 * 1024);
	findings_init(&f, arena);
	test_cases();
	test_colours();
	if (ok(tzdb_open(&db, NULL, &e) == 0, "zones are there")) {
		test_instants(db);
		test_zones(db);
	}
	tzdb_close(db);
	arena_free(arena);
	return tap_done();
}
