/* SPDX-License-Identifier: ISC */
#include "core/json.h"
#include "tests/lib/tap.h"

static void
test_strings(void)
{
	static const struct {
		const char *s, *want, *name;
	} cases[] = {
	    {"Hall", "\"Hall\"\n", "plain"},
	    {"", "\"\"\n", "the empty string"},
	    {NULL, "null\n", "no string"},
	    {"say \"no\"", "\"say \\\"no\\\"\"\n", "quotes"},
	    {"a\\b", "\"a\\\\b\"\n", "backslash"},
	    {"a\nb\tc\rd\be\ff", "\"a\\nb\\tc\\rd\\be\\ff\"\n", "short forms"},
	    {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"\n", "other controls"},
	    {"é 界 😀", "\"é 界 😀\"\n", "UTF-8 as it is"},
	    {"a\xe2\x80\xa8"
	     "b\xe2\x80\xae"
	     "c",
		"\"a\\u2028b\\u202ec\"\n", "what a terminal would turn"},
	    {"a\xd8\x9c", "\"a\\u061c\"\n", "the Arabic letter mark turns, too"},
	    {"a\xff"
	     "b",
		"\"a\xef\xbf\xbd"
		"b\"\n",
		"a byte that is no UTF-8"},
	    {"\xe2\x82", "\"\xef\xbf\xbd\xef\xbf\xbd\"\n", "a character cut short"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct buf b;
		struct json j;

		buf_init(&b, 1000);
		j = json_begin(&b);
		json_string(&j, cases[i].s);
		json_end(&j);
		is_str(buf_str(&b), cases[i].want, "%s", cases[i].name);
		buf_free(&b);
	}
}

static void
test_nesting(void)
{
	static const char want[] = "{\n"
				   "  \"name\": \"a\",\n"
				   "  \"n\": -9223372036854775808,\n"
				   "  \"yes\": true,\n"
				   "  \"none\": {},\n"
				   "  \"list\": [\n"
				   "    1,\n"
				   "    [],\n"
				   "    {\n"
				   "      \"no\": false\n"
				   "    }\n"
				   "  ],\n"
				   "  \"last\": null\n"
				   "}\n";
	struct buf b;
	struct json j;

	buf_init(&b, 1000);
	j = json_begin(&b);
	json_open_object(&j);
	json_put_string(&j, "name", "a");
	json_put_int(&j, "n", INT64_MIN);
	json_put_bool(&j, "yes", true);
	json_key(&j, "none");
	json_open_object(&j);
	json_close_object(&j);
	json_key(&j, "list");
	json_open_array(&j);
	json_int(&j, 1);
	json_open_array(&j);
	json_close_array(&j);
	json_open_object(&j);
	json_put_bool(&j, "no", false);
	json_close_object(&j);
	json_close_array(&j);
	json_put_string(&j, "last", NULL);
	json_close_object(&j);
	json_end(&j);
	is_str(buf_str(&b), want, "objects and arrays, empty ones too");
	buf_free(&b);
}

int
main(void)
{
	test_strings();
	test_nesting();
	return tap_done();
}
