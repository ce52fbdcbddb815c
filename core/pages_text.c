/* SPDX-License-Identifier: ISC */
/* Texts, facts and links that all pages use. */
#include "core/pages_build.h"
#include "core/reading.h"

#include <string.h>

enum { DESCRIPTION_MAX = 200 };

const char *
make_text(const struct maker *mk, const struct text *t, const char **lang)
{
	const char *got = NULL;
	const char *s = text_get(t, mk->view->lang, &got);

	if (lang != NULL)
		*lang = got == NULL || *s == '\0' || strcmp(got, mk->page->lang) == 0
			    ? NULL
			    : arena_strdup(mk->a, got);
	return s;
}

const char *
make_line(const struct maker *mk, const struct text *t)
{
	return text_line(mk->a, make_text(mk, t, NULL));
}

void
make_join(const struct maker *mk, const char **list, const char *s)
{
	if (s != NULL && *s != '\0')
		*list = words_list(&mk->w, *list, s);
}

const char *
make_word(const struct maker *mk, enum word k)
{
	return words_get(&mk->w, k);
}

const char *
make_of_event(const struct maker *mk, const char *s, const struct event *ev)
{
	return words_fill(&mk->w, WORD_OF_EVENT, s, make_line(mk, &ev->title), NULL);
}

const char *
make_person_line(const struct maker *mk, const struct person *pe, const struct event *ev)
{
	const char *s = make_line(mk, &pe->name);

	make_join(mk, &s, make_line(mk, person_role(pe, ev)));
	make_join(mk, &s, make_line(mk, person_organisation(pe, ev)));
	return s;
}

void
make_person_runs(struct maker *mk, struct block *b, const struct person *pe, const struct event *ev,
    const char *as)
{
	struct target to = target_page(path_of_person(mk->a, pe)), none = {.kind = TARGET_NONE};
	const char *name = make_line(mk, &pe->name), *s = "";

	make_join(mk, &s, make_line(mk, person_role(pe, ev)));
	make_join(mk, &s, make_line(mk, person_organisation(pe, ev)));
	page_run(mk->page, b, RUN_STRONG, name, to);
	if (*s != '\0')
		page_run(mk->page, b, RUN_PLAIN,
		    arena_printf(mk->a, "%s%s", words_comma(&mk->w), s), none);
	if (as != NULL)
		page_run(mk->page, b, RUN_PLAIN, words_fill(&mk->w, WORD_WHO, "", as, NULL), none);
}

void
make_person_link(struct maker *mk, const struct person *pe, const struct event *ev)
{
	struct block *b = page_block(mk->page, BLOCK_LINK);

	b->label = "person";
	make_person_runs(mk, b, pe, ev, NULL);
}

void
make_crumb(struct maker *mk, const char *label, const char *path)
{
	struct run *r =
	    arena_push(mk->a, &mk->page->crumbs, &mk->page->ncrumbs, sizeof *mk->page->crumbs);

	r->s = arena_strdup(mk->a, label);
	r->target = target_page(arena_strdup(mk->a, path));
}

void
make_event_crumbs(struct maker *mk, const struct event *ev)
{
	make_crumb(mk, make_word(mk, WORD_HOME), "");
	if (ev->series != NULL)
		make_crumb(
		    mk, make_line(mk, &ev->series->title), path_of_series(mk->a, ev->series));
	make_crumb(mk, make_line(mk, &ev->title), path_of_event(mk->a, ev));
}

void
make_title_in_event(struct maker *mk, const char *heading, const struct event *ev)
{
	mk->page->title = make_of_event(mk, heading, ev);
	mk->page->heading = heading;
	mk->page->kicker = make_line(mk, &ev->title);
	mk->page->kicker_target = target_page(path_of_event(mk->a, ev));
}

void
make_heading(struct maker *mk, int level, const char *text, const char *id)
{
	page_heading(mk->page, level, text)->id = arena_strdup(mk->a, id);
}

size_t
make_group(struct maker *mk, int level, enum word title, const char *id)
{
	make_heading(mk, level, make_word(mk, title), id);
	return mk->page->nblocks;
}

void
make_group_end(struct maker *mk, size_t begun)
{
	if (mk->page->nblocks == begun)
		page_cut(mk->page, begun - 1);
}

void
make_fact(struct maker *mk, enum word label, const char *value)
{
	if (value != NULL && *value != '\0')
		page_fact(mk->page, make_word(mk, label), value);
}

void
make_time_fact(struct maker *mk, enum word label, const char *value, const char *datetime)
{
	struct block *b;

	if (value == NULL || *value == '\0')
		return;
	b = page_fact(mk->page, make_word(mk, label), value);
	b->text.run[0].datetime = datetime;
}

const char *
make_datetime(const struct maker *mk, const struct tz *zone, int64_t utc)
{
	char text[26];

	tz_format_rfc3339(utc, zone_at(zone, utc).offset, text);
	return arena_strdup(mk->a, text);
}

const char *
make_datetime_slot(const struct maker *mk, const struct slot *sl, const struct tz *zone)
{
	const struct span day = {.precision = PRECISION_DAY, .first = sl->day, .last = sl->day};

	if (sl->has_start)
		return make_datetime(mk, zone, sl->start);
	return date_is_set(sl->day) ? make_datetime_span(mk, &day) : NULL;
}

const char *
make_datetime_span(const struct maker *mk, const struct span *sp)
{
	char day[11];

	if (sp->precision == PRECISION_NONE || sp->before)
		return NULL;
	date_format(sp->first, day);
	return arena_strndup(mk->a, day,
	    sp->precision == PRECISION_DAY     ? 10
	    : sp->precision == PRECISION_MONTH ? 7
					       : 4);
}

void
make_text_fact(struct maker *mk, enum word label, const struct text *t)
{
	const char *lang, *s = text_line(mk->a, make_text(mk, t, &lang));

	if (*s != '\0')
		page_fact(mk->page, make_word(mk, label), s)->text.lang = lang;
}

void
make_plain_fact(struct maker *mk, enum word label, const struct text *t)
{
	const char *lang, *s = make_text(mk, t, &lang);

	s = text_line(mk->a, markdown_plain(mk->a, s, 0));
	if (*s != '\0')
		page_fact(mk->page, make_word(mk, label), s)->text.lang = lang;
}

void
make_languages(struct maker *mk, enum word label, const char **tags, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++)
		make_join(mk, &s, words_language(tags[i]));
	make_fact(mk, label, s);
}

void
make_organisations(struct maker *mk, enum word label, const struct organisation **orgs, size_t n)
{
	struct target none = {.kind = TARGET_NONE};
	struct block *b;

	if (n == 0)
		return;
	b = page_fact(mk->page, make_word(mk, label), NULL);
	for (size_t i = 0; i < n; i++) {
		const char *url = orgs[i]->url;

		if (i > 0)
			page_run(mk->page, b, RUN_PLAIN, words_comma(&mk->w), none);
		page_run(mk->page, b, RUN_PLAIN, make_line(mk, &orgs[i]->name),
		    url != NULL && url_is_safe(url) ? target_url(url) : none);
	}
}

void
make_abstract(struct maker *mk, const struct text *t)
{
	make_abstract_at(mk, t, 2);
}

void
make_abstract_at(struct maker *mk, const struct text *t, int level)
{
	const char *lang, *s = make_text(mk, t, &lang);

	if (*s != '\0')
		page_markdown(mk->page, s, lang, level);
}

void
make_description(struct maker *mk, const struct text *abstract)
{
	const char *plain = markdown_plain(mk->a, make_text(mk, abstract, NULL), DESCRIPTION_MAX);
	char *line = arena_strdup(mk->a, plain), *to = line;

	for (const char *from = line; *from != '\0'; from++) {
		char c = *from == '\n' ? ' ' : *from;

		if (c != ' ' || (to > line && to[-1] != ' '))
			*to++ = c;
	}
	*to = '\0';
	mk->page->description = line;
}

void
make_links(struct maker *mk, const struct link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (url_is_safe(links[i].url))
			page_link(mk->page, text_line(mk->a, words_link(&mk->w, &links[i])),
			    target_url(links[i].url), "material");
}

const char *
make_calendar_path(const struct maker *mk, const struct place_in_site *at)
{
	struct place_in_site own = *at;

	if (own.lang == NULL && reading_has_texts(mk->site, mk->view->lang))
		own.lang = mk->view->lang;
	return path_of_place(mk->a, mk->site, &own);
}

const char *
make_named_calendar(struct maker *mk, enum word label, const struct place_in_site *at)
{
	const char *path = make_calendar_path(mk, at);

	page_link(mk->page, make_word(mk, label), target_file(path), "calendar");
	return path;
}

void
make_nav(struct maker *mk, const char *label, const char *path)
{
	page_link(mk->page, label, target_page(path), "nav");
}
