/* SPDX-License-Identifier: ISC */
/* Reads tests/golden/read/NAME.case: files under lines `--- file name`, then `--- findings` and
 * what the reader must say about them, to the letter. Without a site.yaml, and without `--- no
 * site.yaml`, a plain one is put beside the files. */
#include "data/read.h"
#include "ical/repeat.h"

#include "tests/lib/golden.h"
#include "tests/lib/tap.h"

#include <dirent.h>
#include <stdlib.h>

static const char folder[] = "tests/golden/read";
static const char plain_site[] = "title: Example\nhost: agenda.example.org\nlanguages: [en, fr]\n"
				 "timezone: Europe/Berlin\n";

enum { CASE_MAX = 256 * 1024 };

/* The next line that begins with "--- ", at or after `s`; NULL if there is none. */
static char *
next_mark(char *s)
{
	while (s != NULL && strncmp(s, "--- ", 4) != 0) {
		s = strchr(s, '\n');
		if (s != NULL)
			s++;
	}
	return s;
}

/* Splits a case into sources and the findings that are wanted; false if it is not a case. */
static bool
split(char *text, struct sources *src, char **want)
{
	char *mark = next_mark(text), *name, *body, *next;
	bool has_site = false;

	*want = NULL;
	for (; mark != NULL; mark = next) {
		name = mark + 4;
		body = strchr(name, '\n');
		if (body == NULL)
			return false;
		*body++ = '\0';
		next = next_mark(body);
		has_site = has_site || strstr(name, "site.yaml") != NULL;
		if (strcmp(name, "findings") == 0)
			*want = body;
		else if (strcmp(name, "no site.yaml") != 0)
			sources_add(
			    src, name, body, next == NULL ? strlen(body) : (size_t)(next - body));
	}
	if (!has_site)
		sources_add(src, "site.yaml", plain_site, strlen(plain_site));
	return *want != NULL;
}

static void
read_findings(const struct sources *src, struct tzdb *db, struct buf *out)
{
	struct arena *a = arena_new(64 * 1024 * 1024);
	struct site *site = NULL;
	struct findings f;
	struct err e = {""};
	size_t i;

	findings_init(&f, a);
	if (site_read(&site, src, db, &f, &e) != 0)
		buf_printf(out, "site_read: %s\n", e.msg);
	findings_sort(&f);
	for (i = 0; i < f.n; i++)
		finding_format(out, &f.items[i], "");
	site_free(site);
	arena_free(a);
}

/* The case with other findings. */
static void
write_case(const char *path, size_t until_findings, const struct buf *got)
{
	struct buf b;

	buf_init(&b, CASE_MAX);
	golden_read(path, &b);
	b.n = until_findings;
	buf_put(&b, got->p, got->n);
	golden_write(path, buf_str(&b), b.n);
	buf_free(&b);
}

static void
test_case(const char *name, struct tzdb *db)
{
	char path[512];
	struct sources src = {0};
	struct buf text, got;
	char *want;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	buf_init(&text, CASE_MAX);
	buf_init(&got, CASE_MAX);
	golden_read(path, &text);
	buf_puts(&text, ""); /* a string, were there no file */
	if (!ok(split(text.p, &src, &want), "%s: is a case", name))
		want = text.p;
	sources_repeat_by(&src, ical_repeat_dates);
	read_findings(&src, db, &got);
	if (golden_is_written())
		write_case(path, (size_t)(want - text.p), &got);
	is_str(buf_str(&got), want, "%s", name);
	/* The case tells of the rule that it is named after. */
	snprintf(path, sizeof path, "[%.*s]", (int)strcspn(name, "."), name);
	ok(strchr(name, '.') == strrchr(name, '.') || strncmp(name, "ok", 2) == 0 ||
		strstr(want, path) != NULL,
	    "%s: is about its rule", name);
	buf_free(&got);
	sources_free(&src);
	buf_free(&text);
}

/* Rules of core/check.c, and those whose cases are bytes that no text file shows. */
static const char elsewhere[] =
    " file-unreadable file-not-read file-too-large not-utf8 too-many language-not-site "
    "outside-dates no-dates room-clash person-clash track-clash allow-unused "
    "import-repaired import-dropped import-doubtful past-unmarked no-break room-closed "
    "track-overlap walking-time three-in-a-row over-capacity missing-translation "
    "interpretation-without-language long-abstract faint-colour bad-logo large-logo dead-link "
    "time-utc ";

static void
test_rules(struct dirent **list, int n)
{
	char word[64], start[64];
	int r, i;

	for (r = 0; r < RULE_COUNT; r++) {
		const char *id = rule_id((enum rule)r);

		snprintf(word, sizeof word, " %s ", id);
		snprintf(start, sizeof start, "%s.", id);
		for (i = 0; i < n && strncmp(list[i]->d_name, start, strlen(start)) != 0; i++)
			;
		ok(i < n || strstr(elsewhere, word) != NULL, "%s has a case", id);
	}
}

/* Names are RULE.WHAT.case, or ok.WHAT.case, or NAME.case. */
static int
is_case(const struct dirent *ent)
{
	const char *dot = strrchr(ent->d_name, '.');

	return dot != NULL && strcmp(dot, ".case") == 0;
}

int
main(void)
{
	struct dirent **list = NULL;
	struct tzdb *db = NULL;
	struct err e = {""};
	int n = scandir(folder, &list, is_case, alphasort), i;

	if (!ok(n > 0, "there are cases in %s", folder) ||
	    !ok(tzdb_open(&db, NULL, &e) == 0, "zones: %s", e.msg))
		return tap_done();
	test_rules(list, n);
	for (i = 0; i < n; i++) {
		test_case(list[i]->d_name, db);
		free(list[i]);
	}
	free(list);
	tzdb_close(db);
	return tap_done();
}
