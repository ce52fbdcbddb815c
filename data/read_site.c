/* SPDX-License-Identifier: ISC */
/* site.yaml. */
#include "data/reader.h"

#include "core/words.h"
#include "data/logo.h"
#include "data/read.h"

#include <string.h>

static void
organisations_read(struct reader *r, const struct node *node)
{
	struct organisation *org;
	const char *id;
	size_t i;

	if (node == NULL || !node_is_map(r, node, "write organisations by id: {example: Example}"))
		return;
	for (i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];

		if ((id = id_read(r, e->key)) == NULL || e->value->kind == NODE_BAD)
			continue;
		org = arena_alloc(r->a, sizeof *org);
		org->id = id;
		org->at = e->key->at;
		fields_read(r, e->value, &organisation_keys, org, NULL);
		*(struct organisation **)arena_push(
		    r->a, &r->site->organisations, &r->site->norganisations, sizeof org) = org;
		id_put(&r->organisations, e->key, id, org);
	}
}

static void
series_read(struct reader *r, const struct node *node)
{
	struct series *series;
	const char *id;
	size_t i;

	if (node == NULL ||
	    !node_is_map(r, node, "write series by id: {example-days: Example Days}"))
		return;
	for (i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];

		if ((id = id_read(r, e->key)) == NULL || e->value->kind == NODE_BAD)
			continue;
		series = arena_alloc(r->a, sizeof *series);
		series->id = id;
		series->at = e->key->at;
		fields_read(r, e->value, &series_keys, series, NULL);
		*(struct series **)arena_push(
		    r->a, &r->site->series, &r->site->nseries, sizeof series) = series;
		id_put(&r->series, e->key, id, series);
	}
}

static void
add_unknown_word(struct reader *r, const struct node *key)
{
	const char *near = suggest(key->text, word_keys, WORD_COUNT);

	finding_add(r->f, RULE_UNKNOWN_KEY, key->at,
	    near != NULL ? finding_words(r->f, "did you mean '%s'?", near)
			 : "the words are listed in plenary-agenda(5)",
	    "the pages have no word '%s'", finding_quote(r->f, key->text));
}

static void
wording_read(struct reader *r, const char *lang, const struct entry *e)
{
	int k = words_find(e->key->text);
	enum plural form;
	const char *english, *s;
	struct wording *w;

	if (k < 0) {
		add_unknown_word(r, e->key);
		return;
	}
	english = words_english(words_of_form((enum word)k, &form));
	s = node_text(r, e->value, finding_words(r->f, "write the word for '%s'", english));
	if (s == NULL)
		return;
	if (!words_fits((enum word)k, s)) {
		finding_add(r->f, RULE_BAD_WORD, e->value->at,
		    "keep each %s, %1, %2 of the English wording, and no other %",
		    "this does not fit the English '%s'", english);
		return;
	}
	w = arena_push(r->a, &r->site->wordings, &r->site->nwordings, sizeof *w);
	*w = (struct wording){lang, word_keys[k], arena_strdup(r->a, s)};
}

static void
locales_read(struct reader *r, const struct node *node)
{
	static const char wanted[] = "write words by language: {pt: {now: Agora}}";
	char lang[36];
	size_t i, k;

	if (node == NULL || !node_is_map(r, node, wanted))
		return;
	for (i = 0; i < node->n; i++) {
		const struct entry *e = &node->entries[i];

		if (!value_language(r->f, e->key->at, e->key->text, lang) ||
		    !node_is_map(r, e->value, wanted))
			continue;
		for (k = 0; k < e->value->n; k++)
			wording_read(r, arena_strdup(r->a, lang), &e->value->entries[k]);
	}
}

/* Every calendar is there in each of them. */
static void
check_languages(struct reader *r, const struct node *node)
{
	if (r->site->nlanguages <= SITE_LANGUAGES_MAX)
		return;
	finding_add(r->f, RULE_TOO_MANY, node->at, "name those that most texts are in",
	    "the site has more than %d languages", SITE_LANGUAGES_MAX);
	r->site->nlanguages = SITE_LANGUAGES_MAX;
}

/* Of a language that some words are there in: those that are not, or if they are many, those that
 * are. */
static const char *
how_many(struct reader *r, size_t missing, size_t of)
{
	if (missing == of)
		return "";
	if (missing > of / 2)
		return finding_words(r->f, " (but for %zu)", of - missing);
	return finding_words(r->f, " (%zu words)", missing);
}

/* What neither a catalogue nor the site has is English on pages in that language. Said once,
 * however many languages there are. */
static void
check_words(struct reader *r, const struct node *node)
{
	enum { NAMED = 3 };
	const char *list = "";
	size_t more = 0, named = 0;

	for (size_t i = 0; node != NULL && i < r->site->nlanguages; i++) {
		const char *lang = r->site->languages[i];
		size_t of, n = words_missing(r->site, lang, &of);

		if (n > 0 && named++ < NAMED)
			list = finding_words(r->f, "%s%s'%s'%s", list, *list == '\0' ? "" : ", ",
			    lang, how_many(r, n, of));
	}
	if (named == 0)
		return;
	more = named > NAMED ? named - NAMED : 0;
	finding_add(r->f, RULE_MISSING_WORDS, node->at,
	    "write them under `locales`, or leave them English and set this rule to off",
	    "the pages' own words, such as 'Now' and 'Agenda', are English in %s%s", list,
	    more > 0 ? finding_words(r->f, " and %zu more", more) : "");
}

/* The picture itself, for as long as the site is there. */
static void
logo_read(struct reader *r, const struct node *node, struct look *look)
{
	const struct source *src = sources_find(r->src, look->logo);
	struct buf why;

	buf_init(&why, FINDING_TEXT_MAX);
	if (src == NULL) {
		finding_add(r->f, RULE_BAD_LOGO, node->at, "put it beside site.yaml",
		    "there is no file '%s'", finding_quote(r->f, look->logo));
		look->logo = NULL;
	} else if (logo_is_bad(&why, look->logo, src->bytes, src->n)) {
		finding_add(r->f, RULE_BAD_LOGO, node->at,
		    "save it as a plain picture, or as a PNG of at most 64 KiB", "the logo %s",
		    finding_quote(r->f, buf_str(&why)));
		look->logo = NULL;
	} else {
		if (src->n > LOGO_BYTES_MANY)
			finding_add(r->f, RULE_LARGE_LOGO, node->at,
			    "make it smaller: it is loaded with the first page",
			    "the logo has %zu KiB, more than %d", src->n / 1024,
			    LOGO_BYTES_MANY / 1024);
		look->logo_file = logo_file(look->logo);
		look->logo_bytes = arena_strndup(r->a, src->bytes, src->n);
		look->logo_size = src->n;
	}
	buf_free(&why);
}

static void
look_read(struct reader *r, const struct node *node)
{
	struct look *look = &r->site->look;
	struct fields fs;

	if (node == NULL || !fields_read(r, node, &look_keys, look, &fs))
		return;
	node = field(&fs, "colour");
	if (node != NULL)
		look->colour_at = node->at;
	if (look->logo != NULL)
		logo_read(r, field(&fs, "logo"), look);
}

void
site_file_read(struct reader *r, const struct node *root)
{
	struct fields fs;

	if (!fields_read(r, root, &site_keys, r->site, &fs))
		return;
	check_languages(r, field(&fs, "languages"));
	organisations_read(r, field(&fs, "organisations"));
	series_read(r, field(&fs, "series"));
	people_read_site(r, field(&fs, "people"));
	look_read(r, field(&fs, "look"));
	locales_read(r, field(&fs, "locales"));
	check_words(r, field(&fs, "languages"));
}
