/* SPDX-License-Identifier: ISC */
/* TZif files made by hand, cut short and damaged: RFC 9636 section 3. */
#include "core/tz.h"
#include "tests/lib/tap.h"

#include <stdlib.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* ---- files made for a case ---- */

struct file {
	unsigned char bytes[1024];
	size_t n;
};

static void
put(struct file *f, const void *p, size_t n)
{
	memcpy(f->bytes + f->n, p, n);
	f->n += n;
}

static void
put32(struct file *f, uint32_t v)
{
	unsigned char b[] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16),
	    (unsigned char)(v >> 8), (unsigned char)v};

	put(f, b, sizeof b);
}

struct counts {
	uint32_t isut, isstd, leap, time, type, chars;
};

static void
put_header(struct file *f, char version, struct counts c)
{
	put(f, "TZif", 4);
	put(f, &version, 1);
	put(f, (char[15]){0}, 15);
	put32(f, c.isut);
	put32(f, c.isstd);
	put32(f, c.leap);
	put32(f, c.time);
	put32(f, c.type);
	put32(f, c.chars);
}

/* One type, at its place 24 bytes into the data of the second block. */
static void
put_type(struct file *f, int32_t offset, unsigned char is_dst, unsigned char abbrev)
{
	put32(f, (uint32_t)offset);
	put(f, &is_dst, 1);
	put(f, &abbrev, 1);
}

/* A whole file whose second block has no transition, one type (UTC), and this footer. */
static struct file
file_with_footer(char version, const char *footer, size_t n)
{
	struct file f = {.n = 0};

	put_header(&f, version, (struct counts){.type = 1, .chars = 4});
	put_type(&f, 0, 0, 0);
	put(&f, "UTC", 4);
	put_header(&f, version, (struct counts){.type = 1, .chars = 4});
	put_type(&f, 0, 0, 0);
	put(&f, "UTC", 4);
	put(&f, "\n", 1);
	put(&f, footer, n);
	put(&f, "\n", 1);
	return f;
}

/* Reads from a copy of exactly this size, so that a read behind its end is seen. */
static struct tz *
read_exact(const void *bytes, size_t n, struct err *e)
{
	void *copy = malloc(n + (n == 0));
	struct tz *tz = NULL;

	memcpy(copy, bytes, n);
	if (tz_read(&tz, "Test/Zone", copy, n, e) != 0)
		tz = NULL;
	free(copy);
	return tz;
}

/* ---- footers ---- */

static void
test_footers(void)
{
	static const struct {
		const char *footer, *utc;
		int32_t offset;
		const char *abbrev; /* NULL: the footer is refused */
		char version;
	} cases[] = {
	    {"", "2023-06-14T00:00:00Z", 0, "UTC", '2'},
	    {"<+03>-3", "2023-06-14T00:00:00Z", 10800, "+03", '2'},
	    {"<-0330>3:30", "2023-06-14T00:00:00Z", -12600, "-0330", '2'},
	    {"LMT-0:53:28", "2023-06-14T00:00:00Z", 3208, "LMT", '2'},
	    {"ABC+5", "2023-06-14T00:00:00Z", -18000, "ABC", '2'},
	    {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -18000, "EST", '2'},
	    {"EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", -14400, "EDT", '2'},
	    {"EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00:00Z", -18000, "EST", '2'},
	    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2024-01-15T00:00:00Z", 46800, "NZDT", '2'},
	    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2024-04-06T14:00:00Z", 43200, "NZST", '2'},
	    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-15T00:00:00Z", 0, "GMT", '2'},
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600, "-01", '3'},
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200, "-02", '3'},
	    {"IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-28T23:59:59Z", 7200, "IST", '3'},
	    {"IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-29T00:00:00Z", 10800, "IDT", '3'},
	    {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-30T00:00:00Z", 10800, "EEST", '3'},
	    /* DST all year, RFC 9636 section 3.3.1 */
	    {"XXX3EDT4,0/0,J365/23", "2024-01-01T02:59:59Z", -14400, "EDT", '2'},
	    {"XXX3EDT4,0/0,J365/23", "2024-01-01T03:00:00Z", -14400, "EDT", '2'},
	    {"XXX3EDT4,0/0,J365/23", "2024-12-31T23:00:00Z", -14400, "EDT", '2'},
	    /* J60 is 1 March in every year, 59 is 29 February in a leap year */
	    {"AAA0BBB,J60/0,J61/0", "2024-02-29T12:00:00Z", 0, "AAA", '2'},
	    {"AAA0BBB,J60/0,J62/0", "2024-03-01T12:00:00Z", 3600, "BBB", '2'},
	    {"AAA0BBB,J60/0,J62/0", "2023-03-01T12:00:00Z", 3600, "BBB", '2'},
	    {"AAA0BBB,59/0,J62/0", "2024-02-29T12:00:00Z", 3600, "BBB", '2'},
	    {"AAA0BBB,59/0,J62/0", "2023-02-28T12:00:00Z", 0, "AAA", '2'},
	    {"AAA0BBB,59/0,J62/0", "2023-03-01T12:00:00Z", 3600, "BBB", '2'},
	    /* a week before the year and a week after it */
	    {"AAA0BBB,J1/-167,J60/0", "2023-12-25T00:59:59Z", 0, "AAA", '3'},
	    {"AAA0BBB,J1/-167,J60/0", "2023-12-25T01:00:00Z", 3600, "BBB", '3'},
	    {"AAA0BBB,J60/0,J365/167", "2024-01-06T21:59:59Z", 3600, "BBB", '3'},
	    {"AAA0BBB,J60/0,J365/167", "2024-01-06T22:00:00Z", 0, "AAA", '3'},
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", NULL, 0, NULL, '2'},
	    {"IST-2IDT,M3.4.4/26,M10.5.0", NULL, 0, NULL, '2'},
	    {"AAA0BBB,J1/168,J60", NULL, 0, NULL, '3'},
	    {"EST5EDT", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.2.0", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.2.0,M11.1.0x", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.2.0,M11.1.0,", NULL, 0, NULL, '3'},
	    {"EST5EDT,M13.2.0,M11.1.0", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.6.0,M11.1.0", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.2.7,M11.1.0", NULL, 0, NULL, '3'},
	    {"EST5EDT,M3.0.0,M11.1.0", NULL, 0, NULL, '3'},
	    {"EST5EDT,J0,J1", NULL, 0, NULL, '3'},
	    {"EST5EDT,J366,J1", NULL, 0, NULL, '3'},
	    {"EST5EDT,366,1", NULL, 0, NULL, '3'},
	    {"EST", NULL, 0, NULL, '3'},
	    {"ES5", NULL, 0, NULL, '3'},
	    {"<E>5", NULL, 0, NULL, '3'},
	    {"<ABC5", NULL, 0, NULL, '3'},
	    {"<A\x1b"
	     "C>5",
		NULL, 0, NULL, '3'},
	    {"<ABCDEFGHIJKLMNOP>5", NULL, 0, NULL, '3'},
	    {"EST25", NULL, 0, NULL, '3'},
	    {"EST5:60", NULL, 0, NULL, '3'},
	    {"EST5:", NULL, 0, NULL, '3'},
	    {"EST0005", NULL, 0, NULL, '3'},
	    {"EST--5", NULL, 0, NULL, '3'},
	    {":Europe/Berlin", NULL, 0, NULL, '3'},
	    {"EST5\nEST5", NULL, 0, NULL, '3'},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *footer = cases[i].footer;
		struct file f = file_with_footer(cases[i].version, footer, strlen(footer));
		struct tz *tz = read_exact(f.bytes, f.n, NULL);
		int64_t utc = 0;

		if (!ok((tz != NULL) == (cases[i].abbrev != NULL), "footer '%s' version %c", footer,
			cases[i].version) ||
		    tz == NULL)
			continue;
		tz_parse_rfc3339(cases[i].utc, &utc);
		is_int(tz_at(tz, utc).offset, cases[i].offset, "'%s' at %s", footer, cases[i].utc);
		is_str(tz_at(tz, utc).abbrev, cases[i].abbrev, "'%s' at %s", footer, cases[i].utc);
		tz_free(tz);
	}
}

static void
test_footer_details(void)
{
	struct file f = file_with_footer('2', "EST5\0", 5);
	struct tz_change c;
	struct tz *tz;

	ok(read_exact(f.bytes, f.n, NULL) == NULL, "a NUL in the footer");
	f = file_with_footer('2', "XXX3EDT4,0/0,J365/23", 20);
	tz = read_exact(f.bytes, f.n, NULL);
	ok(tz != NULL && tz_at(tz, 0).is_dst, "DST all year");
	ok(tz != NULL && !tz_next_change(tz, 0, &c), "never changes");
	tz_free(tz);
	f = file_with_footer('2', "AAA0BBB,J1,J1", 13);
	tz = read_exact(f.bytes, f.n, NULL);
	ok(tz != NULL && tz_next_change(tz, INT64_MIN, &c),
	    "a rule asked from the beginning of time");
	tz_free(tz);
}

/* ---- blocks ---- */

enum { SECOND_HEADER = 44 + 10, SECOND_BLOCK = SECOND_HEADER + 44 };

/* One byte of a good file, changed. */
static void
test_one_byte(void)
{
	static const struct {
		size_t at;
		unsigned char value;
		const char *reason; /* words of it; NULL: still good */
	} cases[] = {
	    {0, 'X', "header"},
	    {4, '5', "version"},
	    {4, '1', "version"},
	    {4, '\0', NULL}, /* version 1 ends with its block, what follows is not read */
	    {SECOND_HEADER, 't', "header"},
	    {SECOND_HEADER + 4, '\0', "version"},
	    {SECOND_HEADER + 4, '4', NULL},
	    {SECOND_HEADER + 23, 1, "footer"}, /* isutcnt, its one byte is the footer's newline */
	    {SECOND_HEADER + 23, 2, "counts"},
	    {SECOND_HEADER + 27, 2, "counts"},
	    {SECOND_HEADER + 31, 1, "leap"},
	    {31, 1, "leap"},
	    {SECOND_HEADER + 35, 1, "cut short"},
	    {SECOND_HEADER + 32, 255, "cut short"},
	    {SECOND_HEADER + 36, 255, "cut short"},
	    {SECOND_HEADER + 40, 255, "cut short"},
	    {32, 255, "cut short"},
	    {40, 255, "cut short"},
	    {SECOND_HEADER + 39, 0, "counts"},
	    {SECOND_HEADER + 43, 0, "counts"},
	    {SECOND_HEADER + 43, 3, "does not end"},
	    {SECOND_BLOCK, 0x80, "out of range"},
	    {SECOND_BLOCK + 1, 2, "out of range"},
	    {SECOND_BLOCK + 2, 0x0e, NULL},
	    {SECOND_BLOCK + 4, 1, NULL},
	    {SECOND_BLOCK + 4, 2, "out of range"},
	    {SECOND_BLOCK + 5, 1, "not valid"},
	    {SECOND_BLOCK + 5, 4, "no abbreviation"},
	    {SECOND_BLOCK + 6, '\x1b', "not valid"},
	    {SECOND_BLOCK + 9, 'X', "does not end"},
	    {SECOND_BLOCK + 10, 'X', "footer"},
	    {SECOND_BLOCK + 15, 'X', "footer"},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct file f = file_with_footer('2', "UTC0", 4);
		struct err e = {""};
		struct tz *tz;

		f.bytes[cases[i].at] = cases[i].value;
		tz = read_exact(f.bytes, f.n, &e);
		if (cases[i].reason == NULL)
			ok(tz != NULL, "byte %zu as %d is good", cases[i].at, cases[i].value);
		else
			ok(tz == NULL && strstr(e.msg, cases[i].reason) != NULL,
			    "byte %zu as %d: %s", cases[i].at, cases[i].value, e.msg);
		tz_free(tz);
	}
}

/* Two types and transitions as given; version 1, so that times have four bytes. */
static struct tz *
read_transitions(const int32_t *when, const unsigned char *type, uint32_t n)
{
	struct file f = {.n = 0};

	put_header(&f, '\0', (struct counts){.time = n, .type = 2, .chars = 8});
	for (uint32_t i = 0; i < n; i++)
		put32(&f, (uint32_t)when[i]);
	put(&f, type, n);
	put_type(&f, 3600, 0, 0);
	put_type(&f, 7200, 1, 4);
	put(&f, "CET\0CST", 8);
	return read_exact(f.bytes, f.n, NULL);
}

static void
test_transitions(void)
{
	static const int32_t when[] = {-1000000, 1000000, 2000000, 3000000};
	static const int32_t same[] = {0, 0}, back[] = {1, 0};
	static const unsigned char type[] = {1, 1, 0, 1}, bad[] = {0, 2};
	struct tz_change c = {.when = 0};
	struct tz *tz = read_transitions(when, type, 4);

	if (!ok(tz != NULL, "version 1 with four transitions"))
		return;
	is_int(tz_at(tz, -1000001).offset, 3600, "the first type before the first transition");
	is_int(tz_at(tz, -1000000).offset, 7200, "a transition counts from its second on");
	ok(tz_next_change(tz, 0, &c) && c.when == 2000000,
	    "one that changes nothing is passed over");
	is_int(tz_at(tz, INT64_MAX).offset, 7200, "without a footer the last type holds for ever");
	ok(tz_next_change(tz, 2000000, &c) && !tz_next_change(tz, c.when, &c), "the last change");
	tz_free(tz);
	ok(read_transitions(same, type, 2) == NULL, "two transitions at once");
	ok(read_transitions(back, type, 2) == NULL, "transitions backwards");
	ok(read_transitions(when, bad, 2) == NULL, "a transition to a type that is not there");
}

/* ---- damage to real files ---- */

static size_t
load(const char *name, unsigned char *bytes, size_t max)
{
	char path[256];
	FILE *f;
	size_t n = 0;

	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	f = fopen(path, "rb");
	if (f != NULL) {
		n = fread(bytes, 1, max, f);
		fclose(f);
	}
	return n;
}

/* Asks a zone all there is to ask; the answers may be anything. */
static void
ask(const struct tz *tz)
{
	static const int64_t instants[] = {INT64_MIN, -1, 1711846800, 4085334000, INT64_MAX};

	for (size_t i = 0; i < COUNT(instants); i++) {
		struct tz_change c;
		int64_t utc[2];

		tz_from_civil(tz, tz_to_civil(tz, instants[i]), utc);
		tz_next_change(tz, instants[i], &c);
	}
}

static void
test_damage(const char *name)
{
	static unsigned char bytes[8192];
	size_t n = load(name, bytes, sizeof bytes / 2), read = 0, refused = 0;
	struct tz *tz = read_exact(bytes, n, NULL);

	ok(tz != NULL, "%s, %zu bytes", name, n);
	tz_free(tz);
	for (size_t cut = 0; cut < n; cut++) {
		tz = read_exact(bytes, cut, NULL);
		refused += tz == NULL;
		tz_free(tz);
	}
	is_int(refused, n, "%s cut short anywhere", name);
	for (size_t i = 0; i < n; i++) {
		static const unsigned char flips[] = {0xff, 0x01, 0x80};

		for (size_t k = 0; k < COUNT(flips); k++) {
			bytes[i] ^= flips[k];
			tz = read_exact(bytes, n, NULL);
			if (tz != NULL) {
				read++;
				ask(tz);
			}
			tz_free(tz);
			bytes[i] ^= flips[k];
		}
	}
	ok(read > 0, "%s with any byte flipped: %zu read, the others refused", name, read);
	memcpy(bytes + n, bytes, n);
	ok(read_exact(bytes, 2 * n, NULL) == NULL, "%s twice in one file", name);
}

static void
test_huge(void)
{
	static unsigned char bytes[64 * 1024 + 1];
	struct file f = file_with_footer('2', "UTC0", 4);
	struct err e = {""};

	memcpy(bytes, f.bytes, f.n);
	ok(read_exact(bytes, sizeof bytes, &e) == NULL && strstr(e.msg, "over") != NULL, "%s",
	    e.msg);
	ok(read_exact(bytes, 0, &e) == NULL, "no bytes: %s", e.msg);
}

int
main(void)
{
	test_footers();
	test_footer_details();
	test_one_byte();
	test_transitions();
	test_damage("Europe/Berlin");
	test_damage("Asia/Gaza");
	test_damage("Etc/UTC");
	test_huge();
	return tap_done();
}
