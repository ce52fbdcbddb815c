/* SPDX-License-Identifier: ISC */
/* site.yaml. */
#include "data/reader.h"

#include "core/words.h"
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

static const struct {
	const char *key, *english;
} words[] = {
#define X(name, key, english) {key, english},
    WORDS(X)
#undef X
};

static const char *
english_of(const char *key)
{
	size_t i;

	for (i = 0; i < WORD_COUNT; i++)
		if (strcmp(words[i].key, key) == 0)
			return words[i].english;
	return NULL;
}

/* How often "%s" stands in a wording; -1 if there is another '%'. */
static int
count_places(const char *s)
{
	int n = 0;

	for (; (s = strchr(s, '%')) != NULL; s += 2, n++)
		if (s[1] != 's')
			return -1;
	return n;
}

static void
add_unknown_word(struct reader *r, const struct node *key)
{
	const char *keys[WORD_COUNT], *near;
	size_t i;

	for (i = 0; i < WORD_COUNT; i++)
		keys[i] = words[i].key;
	near = suggest(key->text, keys, WORD_COUNT);
	finding_add(r->f, RULE_UNKNOWN_KEY, key->at,
	    near != NULL ? finding_words(r->f, "did you mean '%s'?", near)
			 : "the words are listed in plenary-agenda(5)",
	    "the pages have no word '%s'", finding_quote(r->f, key->text));
}

static void
wording_read(struct reader *r, const char *lang, const struct entry *e)
{
	const char *english = english_of(e->key->text), *s;
	struct wording *w;

	if (english == NULL) {
		add_unknown_word(r, e->key);
		return;
	}
	s = node_text(r, e->value, finding_words(r->f, "write the word for '%s'", english));
	if (s == NULL)
		return;
	if (count_places(s) != count_places(english)) {
		finding_add(r->f, RULE_BAD_WORD, e->value->at,
		    "keep each %s of the English wording, and no other %",
		    "this does not fit the English '%s'", english);
		return;
	}
	w = arena_push(r->a, &r->site->wordings, &r->site->nwordings, sizeof *w);
	*w = (struct wording){lang, arena_strdup(r->a, e->key->text), arena_strdup(r->a, s)};
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
	locales_read(r, field(&fs, "locales"));
}
