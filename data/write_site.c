/* SPDX-License-Identifier: ISC */
/* site.yaml. */
#include "data/write.h"

#include "data/writer.h"

#include <string.h>

static struct piece *
organisations(struct writer *w)
{
	struct piece *all = piece_map(w->a, false), *map;
	size_t i;

	for (i = 0; i < w->site->norganisations; i++) {
		const struct organisation *o = w->site->organisations[i];

		map = piece_map(w->a, true);
		piece_put(w->a, map, "name", write_text(w, &o->name, PIECE_TEXT));
		piece_put(w->a, map, "url", write_string(w, o->url));
		piece_put(w->a, all, o->id, write_short(map, "name"));
	}
	return all->n == 0 ? NULL : all;
}

static struct piece *
series(struct writer *w)
{
	struct piece *all = piece_map(w->a, false), *map;
	size_t i;

	for (i = 0; i < w->site->nseries; i++) {
		const struct series *s = w->site->series[i];

		map = piece_map(w->a, true);
		piece_put(w->a, map, "title", write_text(w, &s->title, PIECE_TEXT));
		piece_put(w->a, map, "abstract", write_text(w, &s->abstract, PIECE_PROSE));
		piece_put(w->a, map, "url", write_string(w, s->url));
		piece_put(w->a, all, s->id, write_short(map, "title"));
	}
	return all->n == 0 ? NULL : all;
}

/* Whether some event is where a person is defined. */
static bool
is_of_an_event(const struct site *s, const struct person *p)
{
	size_t i, k;

	if (p->at.file != NULL)
		return strcmp(p->at.file, "site.yaml") != 0;
	for (i = 0; i < s->nevents; i++)
		for (k = 0; k < s->events[i]->npeople; k++)
			if (s->events[i]->people[k].person == p)
				return true;
	return false;
}

static struct piece *
people(struct writer *w)
{
	struct piece *all = piece_map(w->a, false);
	size_t i;

	for (i = 0; i < w->site->npeople; i++)
		if (!is_of_an_event(w->site, w->site->people[i]))
			piece_put(
			    w->a, all, w->site->people[i]->id, write_person(w, w->site->people[i]));
	return all->n == 0 ? NULL : all;
}

static struct piece *
locales(struct writer *w)
{
	struct piece *all = piece_map(w->a, false), *map = NULL;
	size_t i, k;

	for (i = 0; i < w->site->nwordings; i++) {
		const struct wording *word = &w->site->wordings[i];

		for (k = 0; k < all->n && strcmp(all->all[k]->key, word->lang) != 0; k++)
			;
		map = k < all->n ? all->all[k]
				 : piece_put(w->a, all, word->lang, piece_map(w->a, false));
		piece_put(w->a, map, word->key, write_string(w, word->s));
	}
	return all->n == 0 ? NULL : all;
}

static struct piece *
look(struct writer *w)
{
	const struct look *lo = &w->site->look;
	struct piece *map = piece_map(w->a, false);

	piece_put(w->a, map, "colour", write_string(w, lo->colour));
	piece_put(w->a, map, "logo", write_string(w, lo->logo));
	piece_put(w->a, map, "footer", write_text(w, &lo->footer, PIECE_PROSE));
	return map->n == 0 ? NULL : map;
}

static struct piece *
rules(struct writer *w)
{
	struct piece *map = piece_map(w->a, true);
	size_t i;

	for (i = 0; i < w->site->nsettings; i++) {
		const struct rule_setting *set = &w->site->settings[i];

		piece_put(
		    w->a, map, rule_id(set->rule), write_word(w, severity_name(set->severity)));
	}
	return map->n == 0 ? NULL : map;
}

static void
site_pieces(struct writer *w, const char *heading, struct buf *out)
{
	struct piece *root = piece_map(w->a, false);
	const struct site *s = w->site;
	struct arena *a = w->a;

	if (heading != NULL)
		piece_comment(a, root, heading);
	piece_put(a, root, "title", write_text(w, &s->title, PIECE_TEXT));
	piece_put(a, root, "abstract", write_text(w, &s->abstract, PIECE_PROSE));
	piece_put(a, root, "host", write_string(w, s->host));
	piece_put(a, root, "web", write_string(w, s->web));
	piece_put(a, root, "contact", write_string(w, s->contact));
	piece_put(a, root, "languages", write_strings(w, s->languages, s->nlanguages));
	if (s->zone != NULL)
		piece_put(a, root, "timezone", write_word(w, tz_name(s->zone)));
	piece_put(a, root, "organisations", piece_apart(organisations(w)));
	piece_put(a, root, "series", piece_apart(series(w)));
	piece_put(a, root, "people", piece_apart(people(w)));
	piece_put(a, root, "look", piece_apart(look(w)));
	piece_put(a, root, "locales", piece_apart(locales(w)));
	piece_put(a, root, "rules", piece_apart(rules(w)));
	piece_write(out, root);
}

int
site_file_write(struct buf *out, const struct site *s, const char *heading)
{
	struct writer w = {.site = s, .lang = write_language(s)};
	volatile int rc = -1;

	w.a = arena_new(SITE_BYTES_MAX);
	if (w.a == NULL)
		return -1;
	if (setjmp(*arena_landing(w.a)) == 0) {
		site_pieces(&w, heading, out);
		rc = out->failed ? -1 : 0;
	}
	arena_free(w.a);
	return rc;
}
