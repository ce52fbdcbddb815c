/* SPDX-License-Identifier: ISC */
#include "core/csv.h"

#include "tests/lib/tap.h"

enum { CSV_MAX = 4096 };

/* RFC 4180 section 2, and what spreadsheets take for a formula. */
static const struct {
	const char *name, *text, *want;
} cases[] = {
    {"plain text is quoted", "Opening", "\"Opening\""},
    {"nothing", "", "\"\""},
    {"rfc4180-2.5 a comma is within quotes", "a,b", "\"a,b\""},
    {"rfc4180-2.6 a line end is", "a\nb", "\"a\nb\""},
    {"rfc4180-2.7 a quote is doubled", "say \"hi\"", "\"say \"\"hi\"\"\""},
    {"a formula", "=1+1", "\"'=1+1\""},
    {"one that begins with +", "+49 30", "\"'+49 30\""},
    {"one that begins with -", "-1", "\"'-1\""},
    {"one that begins with @", "@SUM(A1)", "\"'@SUM(A1)\""},
    {"one after blanks", "  =1", "\"'  =1\""},
    {"one after a line end", "\n=1", "\"'\n'=1\""},
    {"one after a tab", "\t=1", "\"' =1\""},
    {"one after what is not seen", "\xe2\x80\xae=1", "\"'=1\""},
    {"one in full-width forms",
	"\xef\xbc\x9d"
	"1",
	"\"'\xef\xbc\x9d"
	"1\""},
    {"= within a text is none", "1=1", "\"1=1\""},
    {"one where a spreadsheet divides by ';'", "a;=1;b;; +2", "\"a;'=1;b;; '+2\""},
    {"one on a line of its own", "a\n@b\n\t-c\n d", "\"a\n'@b\n '-c\n d\""},
    {"one after another line end",
	"a\xe2\x80\xa9"
	"=1",
	"\"a\n'=1\""},
    {"one after ';' and what is not seen",
	"a;\xe2\x80\xae"
	"=1",
	"\"a;'=1\""},
    {"what would turn the text around vanishes",
	"a\xe2\x80\xae"
	"b",
	"\"ab\""},
    {"a line separator is a line end",
	"a\xe2\x80\xa8"
	"b",
	"\"a\nb\""},
    {"bytes that are no UTF-8 vanish", "a\xff\xc3", "\"a\""},
    {"a carriage return and an escape vanish", "a\r\x1b[31m", "\"a[31m\""},
    {"other scripts stay", "\xd9\x85\xd8\xab\xd8\xa7\xd9\x84",
	"\"\xd9\x85\xd8\xab\xd8\xa7\xd9\x84\""},
};

static void
test_text(void)
{
	struct buf out;
	struct csv csv;

	buf_init(&out, CSV_MAX);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		buf_clear(&out);
		csv = (struct csv){.out = &out};
		csv_text(&csv, cases[i].text);
		is_str(buf_str(&out), cases[i].want, "%s", cases[i].name);
	}
	buf_free(&out);
}

static void
test_lists(void)
{
	struct buf out;
	struct csv csv = {.out = &out};

	buf_init(&out, CSV_MAX);
	csv_open_list(&csv);
	csv_add(&csv, "");
	csv_add(&csv, "-a");
	csv_add(&csv, "");
	csv_add(&csv, "=b");
	csv_close_list(&csv);
	csv_open_list(&csv);
	csv_close_list(&csv);
	is_str(buf_str(&out), "\"'-a; '=b\",\"\"", "several texts are one; none is empty");
	buf_free(&out);
}

static void
test_rows(void)
{
	struct buf out;
	struct csv csv;

	buf_init(&out, CSV_MAX);
	csv = csv_begin(&out);
	csv_text(&csv, "a");
	csv_int(&csv, -5);
	csv_end_row(&csv);
	csv_empty(&csv);
	csv_empty(&csv);
	csv_end_row(&csv);
	is_str(buf_str(&out), "\xef\xbb\xbf\"a\",-5\r\n,\r\n", "rows, after a byte order mark");
	buf_free(&out);
}

int
main(void)
{
	test_text();
	test_lists();
	test_rows();
	return tap_done();
}
