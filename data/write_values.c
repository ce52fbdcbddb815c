/* SPDX-License-Identifier: ISC */
/* Values of single keys, as YAML. */
#include "data/value.h"
#include "data/writer.h"

#include <string.h>

const char *
write_language(const struct site *s)
{
	const char *lang = site_language(s);

	return lang != NULL ? lang : "en";
}

struct piece *
write_word(struct writer *w, const char *s)
{
	return piece_scalar(w->a, PIECE_WORD, s);
}

struct piece *
write_string(struct writer *w, const char *s)
{
	return s == NULL ? NULL : piece_scalar(w->a, PIECE_TEXT, s);
}

struct piece *
write_text(struct writer *w, const struct text *t, enum piece_kind kind)
{
	struct piece *map = piece_map(w->a, true);
	size_t i;

	for (i = 0; i < t->n; i++) {
		const char *s = value_tidy(w->a, t->in[i].s, kind == PIECE_TEXT);

		if (*s != '\0')
			piece_put(w->a, map, t->in[i].lang, piece_scalar(w->a, kind, s));
	}
	if (map->n == 0)
		return NULL;
	return map->n == 1 && strcmp(map->all[0]->key, w->lang) == 0 ? map->all[0] : map;
}

struct piece *
write_choice(struct writer *w, const char *const *words, int value, int usual)
{
	return value == usual ? NULL : write_word(w, words[value]);
}

struct piece *
write_yes(struct writer *w, bool yes)
{
	return yes ? write_word(w, "yes") : NULL;
}

struct piece *
write_count(struct writer *w, int n)
{
	return n < 0 ? NULL : write_word(w, arena_printf(w->a, "%d", n));
}

struct piece *
write_strings(struct writer *w, const char *const *s, size_t n)
{
	struct piece *list = piece_list(w->a, true);
	size_t i;

	for (i = 0; i < n; i++)
		piece_add(w->a, list, write_string(w, s[i]));
	return n == 0 ? NULL : list;
}

struct piece *
write_short(struct piece *map, const char *key)
{
	struct piece *only = map->n == 1 ? map->all[0] : NULL;

	return only != NULL && strcmp(only->key, key) == 0 && only->kind != PIECE_MAP ? only : map;
}

struct piece *
write_links(struct writer *w, const struct link *links, size_t n)
{
	struct piece *all = piece_map(w->a, true), *one;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct link *l = &links[i];

		one = piece_map(w->a, true);
		piece_put(w->a, one, "url", write_string(w, l->url));
		piece_put(w->a, one, "label", write_text(w, &l->label, PIECE_TEXT));
		piece_put(w->a, one, "visibility",
		    write_choice(w, visibility_words, (int)l->visibility, (int)VISIBILITY_PUBLIC));
		piece_put(w->a, one, "allow", write_rules(w, l->allow, l->nallow));
		piece_put(w->a, all, l->name, write_short(one, "url"));
	}
	return n == 0 ? NULL : all;
}

struct piece *
write_join(struct writer *w, const char *url, enum visibility v)
{
	struct piece *map = piece_map(w->a, true);

	if (url == NULL)
		return NULL;
	piece_put(w->a, map, "url", write_string(w, url));
	piece_put(w->a, map, "visibility",
	    write_choice(w, visibility_words, (int)v, (int)VISIBILITY_PRIVATE));
	return write_short(map, "url");
}

struct piece *
write_organisations(struct writer *w, const struct organisation *const *orgs, size_t n)
{
	struct piece *list = piece_list(w->a, true);
	size_t i;

	for (i = 0; i < n; i++)
		piece_add(w->a, list, write_string(w, orgs[i]->id));
	return n == 0 ? NULL : list;
}

struct piece *
write_rules(struct writer *w, const enum rule *rules, size_t n)
{
	struct piece *list = piece_list(w->a, true);
	size_t i;

	for (i = 0; i < n; i++)
		piece_add(w->a, list, write_word(w, rule_id(rules[i])));
	return n == 0 ? NULL : list;
}

const char *
note_words(struct writer *w, const struct finding *f)
{
	return f->todo == NULL ? f->what : arena_printf(w->a, "%s: %s", f->what, f->todo);
}
