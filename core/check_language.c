/* SPDX-License-Identifier: ISC */
/* The languages of texts: those that the site does not list, and those that are missing. Said once
 * for each file and language: what is to be done about it is done once. */
#include "core/check_private.h"
#include "core/reading.h"

#include <string.h>

/* ---- languages that the site does not list ---- */

enum { SEEN_MAX = 200 }; /* more are not told */

struct seen {
	const struct site *site;
	struct findings *f;
	struct {
		const char *file, *lang;
	} items[SEEN_MAX];
	size_t n;
};

static bool
is_new(struct seen *seen, const char *file, const char *lang)
{
	if (file == NULL || seen->n == SEEN_MAX)
		return false;
	for (size_t i = 0; i < seen->n; i++)
		if (strcmp(seen->items[i].lang, lang) == 0 &&
		    check_is_same_file(seen->items[i].file, file))
			return false;
	seen->items[seen->n].file = file;
	seen->items[seen->n++].lang = lang;
	return true;
}

static void
see(void *arg, const struct text_of *of)
{
	const struct text *t = of->text;
	struct seen *seen = arg;

	for (size_t i = 0; i < t->n; i++)
		if (!reading_has_texts(seen->site, t->in[i].lang) &&
		    is_new(seen, t->at.file, t->in[i].lang))
			finding_add(seen->f, RULE_LANGUAGE_NOT_SITE, t->at,
			    "add it to `languages` there, or leave it out",
			    "site.yaml does not list the language '%s' of this text",
			    finding_quote(seen->f, t->in[i].lang));
}

void
check_languages(const struct site *s, struct findings *f)
{
	struct seen seen = {.site = s, .f = f};

	if (s->nlanguages > 0)
		check_each_text(s, see, &seen);
}

/* ---- translations that are missing ---- */

enum { LANGUAGES_MAX = 16 }; /* of the site; more are not looked at */

/* The texts of a file that are in several languages. */
struct translated {
	const char *file;
	size_t n;
	struct {
		size_t missing;
		struct place first;
	} lang[LANGUAGES_MAX];
};

struct translations {
	const struct site *site;
	size_t nlanguages;
	struct findings *f;
	struct translated *files;
	size_t n, last; /* last: the one used last; texts come file by file but for few */
};

static struct translated *
translated_of(struct translations *tr, const char *file)
{
	struct translated *t;

	if (tr->last < tr->n && check_is_same_file(tr->files[tr->last].file, file))
		return &tr->files[tr->last];
	for (size_t i = 0; i < tr->n; i++)
		if (check_is_same_file(tr->files[i].file, file)) {
			tr->last = i;
			return &tr->files[i];
		}
	t = arena_push(tr->f->arena, &tr->files, &tr->n, sizeof *t);
	t->file = file;
	tr->last = tr->n - 1;
	return t;
}

static bool
is_in(const struct text *t, const char *lang)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->in[i].lang, lang) == 0)
			return true;
	return false;
}

static void
count(void *arg, const struct text_of *of)
{
	struct translations *tr = arg;
	const struct text *t = of->text;
	struct translated *in;

	if (t->n < 2 || of->is_name || t->at.file == NULL)
		return;
	in = translated_of(tr, t->at.file);
	in->n++;
	for (size_t i = 0; i < tr->nlanguages; i++) {
		if (is_in(t, tr->site->languages[i]))
			continue;
		if (in->lang[i].missing == 0 || place_cmp(&t->at, &in->lang[i].first) < 0)
			in->lang[i].first = t->at;
		in->lang[i].missing++;
	}
}

/* What most texts of a file are not in was left out on purpose. */
static bool
is_forgotten(const struct translated *t, size_t missing)
{
	return missing > 0 && missing * 2 <= t->n;
}

static void
tell(const struct translations *tr, const struct translated *t)
{
	struct findings *f = tr->f;

	for (size_t i = 0; i < tr->nlanguages; i++) {
		size_t missing = t->lang[i].missing;
		const char *lang = tr->site->languages[i];

		if (!is_forgotten(t, missing))
			continue;
		if (missing == 1)
			finding_add(f, RULE_MISSING_TRANSLATION, t->lang[i].first,
			    finding_words(f, "add it: %s: \xe2\x80\xa6", lang),
			    "this text is in several languages, and '%s' is missing", lang);
		else
			finding_add(f, RULE_MISSING_TRANSLATION, t->lang[i].first,
			    finding_words(f, "add them, here and below: %s: \xe2\x80\xa6", lang),
			    "'%s' is missing in %zu of the %zu texts here that are in several "
			    "languages; this is the first",
			    lang, missing, t->n);
	}
}

void
check_translations(const struct site *s, struct findings *f)
{
	struct translations tr = {.site = s, .f = f, .nlanguages = s->nlanguages};

	if (tr.nlanguages > LANGUAGES_MAX)
		tr.nlanguages = LANGUAGES_MAX;
	check_each_text(s, count, &tr);
	for (size_t i = 0; i < tr.n; i++)
		tell(&tr, &tr.files[i]);
}
