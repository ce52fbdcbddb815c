/* SPDX-License-Identifier: ISC */
/* Any bytes as an event file beside a plain site.yaml: what could be read is written, and read
 * again as the same, without a word about the YAML; and written again byte for byte. */
#include "ical/repeat.h"
#include "tests/lib/rewrite.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char site_yaml[] =
    "title: {en: Example, fr: Exemple}\nhost: example.org\nlanguages: [en, fr]\n"
    "timezone: Europe/Berlin\norganisations: {example: Example}\nseries: {days: Days}\n"
    "people: {ana: {name: Ana, organisation: example}}\n";

/* What is missing or wrong is missing or wrong in what is written, too; but it is good YAML. */
static const enum rule never[] = {RULE_YAML_SYNTAX, RULE_YAML_FEATURE, RULE_NOT_UTF8,
    RULE_DUPLICATE_KEY, RULE_UNKNOWN_KEY, RULE_CONTROL_CHARACTER, RULE_WRONG_SHAPE, RULE_BAD_TIME,
    RULE_BAD_DATE, RULE_BAD_DURATION, RULE_TIME_GAP, RULE_TIME_TWICE, RULE_UNKNOWN_ROOM,
    RULE_UNKNOWN_TRACK, RULE_UNKNOWN_PERSON, RULE_COMMENT_IN_TEXT, RULE_BAD_WORD};

static void
require(int holds)
{
	if (!holds)
		abort();
}

static void
look(const struct reading *first, const struct reading *second)
{
	struct buf a, b;
	size_t i;

	for (i = 0; i < sizeof never / sizeof *never; i++)
		require(rewrite_count(&second->f, never[i]) == 0);
	if (first->f.errors > 0)
		return;
	require(rewrite_news(&first->f, &second->f) == NULL);
	buf_init(&a, 8 * 1024 * 1024);
	buf_init(&b, 8 * 1024 * 1024);
	dump_site(&a, first->site);
	dump_site(&b, second->site);
	require(strcmp(buf_str(&a), buf_str(&b)) == 0);
	buf_free(&a);
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tzdb *db;
	struct sources src = {0}, once = {0}, twice = {0};
	struct reading first, second;
	struct err e;

	if (size > 64 * 1024)
		return 0;
	if (db == NULL)
		require(tzdb_open(&db, NULL, &e) == 0);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	sources_add(&src, "event.yaml", data, size);
	sources_repeat_by(&src, ical_repeat_dates);
	require(reading_open(&first, &src, db));
	require(rewrite(first.site, &once));
	require(reading_open(&second, &once, db));
	look(&first, &second);
	require(rewrite(second.site, &twice));
	require(first.f.errors > 0 || sources_eq(&once, &twice));
	reading_close(&first);
	reading_close(&second);
	sources_free(&src);
	sources_free(&once);
	sources_free(&twice);
	return 0;
}
