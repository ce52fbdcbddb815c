/* SPDX-License-Identifier: ISC */
#include "cli/changes.h"

#include "cli/term.h"

enum { JSON_MAX = 64 * 1024 * 1024, SUMMARY_MAX = 2000 };

static void
put_revision(struct json *j, const char *key, int number)
{
	json_key(j, key);
	if (number > 0)
		json_int(j, number);
	else
		json_string(j, NULL);
}

static int
print_json(FILE *f, const struct comparison *c, int from, int to, const char *lang, struct err *e)
{
	struct buf b, summary;
	struct json j;
	int rc = 0;

	buf_init(&b, JSON_MAX);
	buf_init(&summary, SUMMARY_MAX);
	changes_summary(&summary, &c->changes);
	j = json_begin(&b);
	json_open_object(&j);
	put_revision(&j, "from", from);
	put_revision(&j, "to", to);
	json_put_string(&j, "summary", buf_str(&summary));
	json_key(&j, "changes");
	json_open_array(&j);
	for (size_t i = 0; i < c->changes.n; i++)
		change_json(&j, &c->changes.items[i], lang);
	json_close_array(&j);
	json_close_object(&j);
	json_end(&j);
	if (b.failed)
		rc = err_set(e, "there are more changes than can be told");
	else
		fputs(buf_str(&b), f);
	buf_free(&summary);
	buf_free(&b);
	return rc;
}

static void
print_text(FILE *f, const struct comparison *c, const char *lang)
{
	struct buf summary;

	if (c->changes.n == 0) {
		fputs("no difference that participants see\n", f);
		return;
	}
	buf_init(&summary, SUMMARY_MAX);
	changes_summary(&summary, &c->changes);
	term_look_puts(f, TERM_BOLD, buf_str(&summary));
	fputc('\n', f);
	buf_free(&summary);
	term_changes(f, &c->changes, lang);
}

int
changes_print(
    FILE *f, const struct comparison *c, int from, int to, enum output format, struct err *e)
{
	const char *lang = site_language(c->now);

	if (format == OUTPUT_JSON)
		return print_json(f, c, from, to, lang, e);
	print_text(f, c, lang);
	return 0;
}
