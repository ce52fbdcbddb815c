/* SPDX-License-Identifier: ISC */
/* What the web shows where nothing is. */
#include "core/pages_build.h"

#include <string.h>

/* In another language of the site, as one paragraph. */
static void
put_in(struct maker *mk, const char *lang)
{
	const struct words w = {mk->site, lang, mk->a};
	const char *s = arena_printf(
	    mk->a, "%s. %s", words_get(&w, WORD_NO_PAGE), words_get(&w, WORD_NO_PAGE_WHY));

	page_para(mk->page, s)->text.lang = arena_strdup(mk->a, lang);
}

void
make_missing(struct maker *mk)
{
	const struct site *s = mk->site;

	mk->page->title = make_word(mk, WORD_NO_PAGE);
	page_para(mk->page, make_word(mk, WORD_NO_PAGE_WHY));
	for (size_t i = 0; i < s->nlanguages; i++)
		if (strcmp(s->languages[i], mk->view->lang) != 0)
			put_in(mk, s->languages[i]);
	make_nav(mk, make_line(mk, &s->title), "");
	make_nav(mk, make_word(mk, WORD_PEOPLE), "people/");
	make_nav(mk, make_word(mk, WORD_CHANGES), "changes");
	make_nav(mk, make_word(mk, WORD_SUBSCRIBE), "subscribe");
}
