/* SPDX-License-Identifier: ISC */
/* The catalogues: what is built in is what data/locales has, read as YAML; each has every word that
 * its language needs, with the places for values that the English has. Run from the root of the
 * sources. */
#include "core/locales.h"
#include "core/words.h"
#include "data/yaml.h"
#include "tests/lib/tap.h"

enum {
	FILE_MAX = 1 << 20,
	ARENA_MAX = 16 << 20,
	MANY_ENOUGH = 1000 /* what is counted here is less */
};

/* The file as a tree, or NULL; what is wrong with it is told. */
static const struct node *
load(struct arena *a, const char *path)
{
	struct yaml *y = yaml_tree_new();
	struct findings f;
	char *s = arena_alloc(a, FILE_MAX);
	FILE *file = fopen(path, "r");
	struct node *root = NULL;
	size_t n;

	if (file == NULL || y == NULL)
		return NULL;
	n = fread(s, 1, FILE_MAX - 1, file);
	fclose(file);
	findings_init(&f, a);
	if (yaml_tree_read(y, a, path, s, n, &f, &root) != 0)
		root = NULL;
	for (size_t i = 0; i < f.n; i++)
		printf("# %s:%d:%d: %s\n", path, f.items[i].at.line, f.items[i].at.col,
		    f.items[i].what);
	yaml_tree_free(y);
	return f.n == 0 ? root : NULL;
}

static void
test_file(const struct locale *lo, const struct node *root)
{
	int has = 0;

	for (size_t i = 0; i < root->n; i++) {
		const struct node *key = root->entries[i].key;
		int k = words_find(key->text);

		if (k < 0 || strcmp(lo->words[k], root->entries[i].value->text) != 0)
			ok(false, "%s: %s is in the program as in the file", lo->lang, key->text);
	}
	for (int k = 0; k < WORD_COUNT; k++)
		has += lo->words[k] != NULL;
	is_int(has, root->n, "%s: the words of the file, and no others", lo->lang);
}

/* Whether a number that may well occur takes the form. */
static bool
is_needed(const char *lang, enum plural form)
{
	for (int n = 0; n < MANY_ENOUGH; n++)
		if (plural_of(lang, n) == form)
			return true;
	return false;
}

static void
test_word(const struct locale *lo, enum word k)
{
	const char *s = lo->words[k], *key = word_keys[k];
	enum plural form;

	words_of_form(k, &form);
	if (s == NULL) {
		if (is_needed(lo->lang, form))
			ok(false, "%s: has '%s'", lo->lang, key);
		return;
	}
	if (!words_fits(k, s))
		ok(false, "%s: '%s' has the places that the English has", lo->lang, key);
	if (!plural_has(lo->lang, form))
		ok(false, "%s: '%s' is a form that the language has", lo->lang, key);
}

static void
test_english(const struct locale *lo)
{
	for (enum word k = 0; k < WORD_COUNT; k++)
		if (words_english(k) != lo->words[k])
			is_str(lo->words[k], words_english(k), "en: '%s' is as in core/words.h",
			    word_keys[k]);
}

int
main(void)
{
	static const char *const wanted[] = {"ar", "de", "en", "es", "fr"};

	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		ok(words_has_catalogue(wanted[i]), "there is a catalogue in '%s'", wanted[i]);
	ok(!words_has_catalogue("f") && !words_has_catalogue("fr-CA") && !words_has_catalogue(""),
	    "there is none of what is no language, nor of a variant");
	for (const struct locale *lo = locales; lo->lang != NULL; lo++) {
		struct arena *a = arena_new(ARENA_MAX);
		const struct node *root =
		    load(a, arena_printf(a, "data/locales/%s.yaml", lo->lang));

		if (ok(root != NULL && root->kind == NODE_MAP, "%s is YAML", lo->lang))
			test_file(lo, root);
		for (enum word k = 0; k < WORD_COUNT; k++)
			test_word(lo, k);
		if (strcmp(lo->lang, "en") == 0)
			test_english(lo);
		arena_free(a);
	}
	return tap_done();
}
