/* SPDX-License-Identifier: ISC */
#include "core/pages.h"

#include "core/pages_build.h"

enum { PAGE_BYTES_MAX = 64 * 1024 * 1024 };

static void
make(struct maker *mk, const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_HOME: make_home(mk); break;
	case PATH_ABOUT: make_about(mk); break;
	case PATH_CHANGES:
	case PATH_EVENT_CHANGES:
		if (at->to == 0)
			make_changes(mk, at->event);
		else
			make_changes_between(mk, at->event, at->from, at->to);
		break;
	case PATH_FEED:
	case PATH_EVENT_FEED: make_feed(mk, at->event); break;
	case PATH_PEOPLE: make_people(mk); break;
	case PATH_SUBSCRIBE: make_subscribe(mk); break;
	case PATH_CALLS: make_calls(mk); break;
	case PATH_PROGRAMME: make_programme(mk, at->year); break;
	case PATH_SERIES: make_series(mk, at->series); break;
	case PATH_PERSON: make_person(mk, at->person); break;
	case PATH_EVENT: make_event(mk, at->event); break;
	case PATH_AGENDA: make_agenda(mk, at->event); break;
	case PATH_AGENDA_TEXT: make_agenda_text(mk, at->event); break;
	case PATH_NOW: make_now_page(mk); break;
	case PATH_MISSING: make_missing(mk); break;
	case PATH_DAY: make_day(mk, at->event, at->day); break;
	case PATH_SESSION: make_session(mk, at->session); break;
	case PATH_TRACK: make_track(mk, at->event, at->track); break;
	case PATH_ROOM: make_room(mk, at->event, at->room); break;
	case PATH_EVENT_LANGUAGE: make_event_language(mk, at->event, at->spoken); break;
	case PATH_EVENT_FORMAT: make_event_format(mk, at->event, at->format); break;
	case PATH_ZONES:
	case PATH_EVENT_ZONES: make_zones(mk, at); break;
	case PATH_LANGUAGES:
	case PATH_EVENT_LANGUAGES: make_readings(mk, at); break;
	case PATH_SEARCH: make_search(mk, NULL); break;
	case PATH_EVENT_SEARCH: make_search(mk, at->event); break;
	default: break;
	}
}

static void
put_nav(struct maker *mk, enum word word, const char *path)
{
	struct page *p = mk->page;

	*(struct run *)arena_push(mk->a, &p->nav, &p->nnav, sizeof *p->nav) = (struct run){
	    .s = arena_strdup(mk->a, make_word(mk, word)), .target = target_page(path)};
}

/* What the organisation says below every page; NULL if that is nothing. */
static struct page *
make_foot(struct maker *mk)
{
	struct page *foot = arena_alloc(mk->a, sizeof *foot);
	const char *lang, *s = make_text(mk, &mk->site->look.footer, &lang);

	if (*s == '\0')
		return NULL;
	foot->arena = mk->a;
	foot->path = mk->page->path;
	foot->lang = mk->page->lang;
	page_markdown(foot, s, lang, 2);
	return foot;
}

/* What every page has. */
static void
begin(struct maker *mk)
{
	struct page *p = mk->page;

	p->arena = mk->a;
	p->lang = arena_strdup(mk->a, mk->view->lang);
	p->site_title = make_line(mk, &mk->site->title);
	p->description = "";
	p->skip_word = make_word(mk, WORD_SKIP);
	p->crumbs_word = make_word(mk, WORD_YOU_ARE_HERE);
	p->time_word = make_word(mk, WORD_TIME);
	p->colon = words_colon(&mk->w);
	put_nav(mk, WORD_CALENDARS, "subscribe");
	put_nav(mk, WORD_PEOPLE, "people/");
	put_nav(mk, WORD_CHANGES, "changes");
	put_nav(mk, WORD_ABOUT, "about");
	p->foot = make_foot(mk);
	p->revision = mk->site->revision;
	p->footer = p->revision == 0
			? make_word(mk, WORD_UNPUBLISHED)
			: words_fill(&mk->w, WORD_PUBLISHED, arena_printf(mk->a, "%d", p->revision),
			      words_moment(&mk->w, mk->site->moment), NULL);
}

const struct identity *
make_later(const struct identity *a, const struct identity *b)
{
	if (a == NULL || b == NULL)
		return a == NULL ? b : a;
	return b->changed_revision > a->changed_revision ? b : a;
}

void
make_last_change(struct maker *mk, const struct identity *id)
{
	struct page *p = mk->page;

	if (id == NULL || id->changed_revision == 0 || p->revision == 0)
		return;
	p->revision = id->changed_revision;
	p->footer = words_fill(&mk->w, WORD_LAST_CHANGE, arena_printf(mk->a, "%d", p->revision),
	    words_moment(&mk->w, id->modified), NULL);
}

static const struct identity *
last_change_in(const struct event *ev)
{
	const struct identity *id = make_later(&ev->identity, &ev->deadline.identity);

	for (size_t i = 0; i < ev->nsessions; i++)
		id = make_later(id, &ev->sessions[i]->identity);
	return id;
}

/* Of what the page is about, if that is less than the site; a person's page knows its own. */
static const struct identity *
last_change(const struct place_in_site *at)
{
	switch (at->kind) {
	case PATH_SESSION: return &at->session->identity;
	case PATH_EVENT:
	case PATH_DAY:
	case PATH_AGENDA:
	case PATH_AGENDA_TEXT:
	case PATH_TRACK:
	case PATH_ROOM:
	case PATH_EVENT_LANGUAGE:
	case PATH_EVENT_FORMAT:
	case PATH_EVENT_CHANGES: return last_change_in(at->event);
	default: return NULL;
	}
}

/* Words are the site's; the page may outlive it. */
static void
own_words(struct page *p)
{
	p->title = arena_strdup(p->arena, p->title);
	p->heading = arena_strdup(p->arena, p->heading);
	p->kicker = arena_strdup(p->arena, p->kicker);
	p->skip_word = arena_strdup(p->arena, p->skip_word);
	p->crumbs_word = arena_strdup(p->arena, p->crumbs_word);
	p->time_word = arena_strdup(p->arena, p->time_word);
	p->footer = arena_strdup(p->arena, p->footer);
}

struct page *
page_build(const struct site *s, const struct view *v, const struct place_in_site *at)
{
	struct arena *a = arena_new(PAGE_BYTES_MAX);
	struct view still = *v; /* of what is saved: it is read at other times */
	struct maker mk;
	const char *path;
	size_t top;

	if (a == NULL)
		return NULL;
	if (setjmp(*arena_landing(a)) != 0) {
		arena_free(a);
		return NULL;
	}
	path = path_of_place(a, s, at);
	if (path == NULL || (place_is_file(at) && at->kind != PATH_AGENDA_TEXT)) {
		arena_free(a);
		return NULL;
	}
	still.live = v->live && !place_is_file(at);
	mk = (struct maker){.a = a, .site = s, .view = &still};
	mk.page = arena_alloc(a, sizeof *mk.page);
	mk.page->path = path;
	mk.w = (struct words){s, v->lang, a};
	begin(&mk);
	if (v->preview != NULL)
		preview_put(mk.page, v->preview);
	make_last_change(&mk, last_change(at));
	top = mk.page->nblocks;
	make(&mk, at);
	if (mk.page->title == NULL) { /* nobody makes it */
		arena_free(a);
		return NULL;
	}
	make_foot_links(&mk, at);
	make_choice_note(&mk, top);
	own_words(mk.page);
	return mk.page;
}

void
page_free(struct page *p)
{
	if (p != NULL)
		arena_free(p->arena);
}

/* ---- all of them ---- */

struct tour {
	struct arena *a;
	int (*each)(void *ctx, const char *path);
	void *ctx;
};

/* What of an event is in a language, or in a format, where not all of it is. */
static int
each_choice(const struct tour *t, const struct site *s, const struct event *ev)
{
	struct tag_list spoken = {0};
	int rc = 0;

	if (query_has_languages(ev))
		spoken = query_spoken(t->a, s, ev);
	for (size_t i = 0; rc == 0 && i < spoken.n; i++)
		if (query_has_language(ev, spoken.items[i]))
			rc = t->each(t->ctx, path_of_event_language(t->a, ev, spoken.items[i]));
	for (enum format f = FORMAT_IN_PERSON; rc == 0 && f <= FORMAT_HYBRID; f++)
		if (query_has_formats(ev) && query_has_format(ev, f))
			rc = t->each(t->ctx, path_of_event_format(t->a, ev, f));
	return rc;
}

static int
each_in_event(const struct tour *t, const struct site *s, const struct event *ev)
{
	struct date_list days = query_days(t->a, ev);
	int rc = t->each(t->ctx, path_of_event(t->a, ev));

	if (rc == 0)
		rc = t->each(t->ctx, path_of_event_changes(t->a, ev));
	for (size_t i = 0; rc == 0 && i < days.n; i++)
		rc = t->each(t->ctx, path_of_day(t->a, ev, days.items[i]));
	for (size_t i = 0; rc == 0 && i < ev->nsessions; i++)
		if (!ev->sessions[i]->identity.withdrawn)
			rc = t->each(t->ctx, path_of_session(t->a, ev->sessions[i]));
	for (size_t i = 0; rc == 0 && i < ev->ntracks; i++)
		rc = t->each(t->ctx, path_of_track(t->a, ev, &ev->tracks[i]));
	for (size_t i = 0; rc == 0 && i < ev->nrooms; i++)
		rc = t->each(t->ctx, path_of_room(t->a, ev, &ev->rooms[i]));
	return rc != 0 ? rc : each_choice(t, s, ev);
}

static int
each_of_site(const struct tour *t, const struct site *s)
{
	static const char *const fixed[] = {"", "about", "changes", "people/", "subscribe"};
	struct year_list years = query_years(t->a, s);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof fixed / sizeof fixed[0]; i++)
		rc = t->each(t->ctx, fixed[i]);
	if (rc == 0 && query_has_kind(s, KIND_CALL))
		rc = t->each(t->ctx, "calls");
	for (size_t i = 0; rc == 0 && i < years.n; i++)
		rc = t->each(t->ctx, path_of_programme(t->a, years.items[i]));
	for (size_t i = 0; rc == 0 && i < s->nseries; i++)
		rc = t->each(t->ctx, path_of_series(t->a, s->series[i]));
	for (size_t i = 0; rc == 0 && i < s->npeople; i++)
		rc = t->each(t->ctx, path_of_person(t->a, s->people[i]));
	for (size_t i = 0; rc == 0 && i < s->nevents; i++)
		if (!s->events[i]->identity.withdrawn)
			rc = each_in_event(t, s, s->events[i]);
	return rc;
}

int
pages_each(const struct site *s, int (*each)(void *ctx, const char *path), void *ctx)
{
	struct arena *volatile a = arena_new(PAGE_BYTES_MAX);
	struct tour t = {a, each, ctx};
	int rc;

	if (a == NULL)
		return -1;
	if (setjmp(*arena_landing(a)) != 0) {
		arena_free(a);
		return -1;
	}
	rc = each_of_site(&t, s);
	arena_free(a);
	return rc;
}
