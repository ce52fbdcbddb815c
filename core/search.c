/* SPDX-License-Identifier: ISC */
#include "core/search.h"

#include "core/fold.h"
#include "core/public.h"
#include "core/words.h"

#include <string.h>

/* With each change of what is put below, and of fold_put, the number rises. */
const char search_form[] = "1";

/* A private-use character, which no text keeps when it is folded: no phrase reaches over it. */
static const char between[] = " \xee\x80\x80 ";

/* An item being made. */
struct making {
	const struct site *site;
	struct arena *a; /* of one item */
	struct buf text;
	int (*each)(void *ctx, const struct search_item *it);
	void *ctx;
};

static void
put(struct making *m, const char *s)
{
	size_t n = strlen(s);

	if (n == 0)
		return;
	if (m->text.n > 0)
		buf_puts(&m->text, between);
	fold_put(&m->text, s, n);
}

static void
put_text(struct making *m, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		put(m, t->in[i].s);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* CommonMark without the addresses in it. */
static void
put_prose(struct making *m, const struct text *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *s = t->in[i].s, *sign, *scheme;

		put(m, " ");
		while ((sign = strstr(s, "://")) != NULL) {
			for (scheme = sign; scheme > s && is_letter(scheme[-1]);)
				scheme--;
			fold_put(&m->text, s, (size_t)(scheme - s));
			s = sign + strcspn(sign, " \t\n)>\"");
		}
		fold_put(&m->text, s, strlen(s));
	}
}

static void
put_organisations(struct making *m, const struct organisation **orgs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_text(m, &orgs[i]->name);
}

static int
end(struct making *m, enum search_kind kind, const char *event_id, const char *thing_id)
{
	const struct search_item it = {kind, event_id, thing_id, buf_str(&m->text)};
	int rc = m->each(m->ctx, &it);

	buf_clear(&m->text);
	return rc;
}

static struct words
words_in(const struct making *m, size_t language)
{
	return (struct words){m->site, m->site->languages[language], m->a};
}

/* Someone, as they are told at an event; unless only who knows their address finds them. */
static void
put_person(struct making *m, const struct person *pe, const struct event *ev)
{
	if (pe->visibility != VISIBILITY_PUBLIC)
		return;
	put_text(m, &pe->name);
	put_text(m, person_role(pe, ev));
	put_text(m, person_organisation(pe, ev));
}

/* People stand on their sessions; of an event without any on itself. */
static int
put_event(struct making *m, const struct event *ev)
{
	put_text(m, &ev->title);
	put_text(m, &ev->subtitle);
	if (ev->series != NULL)
		put_text(m, &ev->series->title);
	put_text(m, &ev->place);
	put_text(m, &ev->venue.name);
	for (size_t i = 0; i < ev->nvenues; i++)
		put_text(m, &ev->venues[i].name);
	for (size_t i = 0; i < ev->ntracks; i++) {
		put_text(m, &ev->tracks[i].title);
		put_text(m, &ev->tracks[i].audience);
	}
	for (size_t i = 0; i < ev->nrooms; i++)
		put_text(m, &ev->rooms[i].title);
	put_organisations(m, ev->organisations, ev->norganisations);
	for (size_t i = 0; ev->nsessions == 0 && i < ev->npeople; i++)
		put_person(m, ev->people[i].person, ev);
	for (size_t i = 0; i < m->site->nlanguages; i++) {
		struct words w = words_in(m, i);

		put(m, words_event_kind(&w, ev->kind));
	}
	put_prose(m, &ev->abstract);
	return end(m, SEARCH_EVENT, ev->id, "");
}

static int
put_session(struct making *m, const struct session *se)
{
	bool has_type = se->type != TYPE_TALK && se->type != TYPE_OTHER; /* as most are */

	put_text(m, &se->title);
	put_text(m, &se->subtitle);
	for (size_t i = 0; i < se->npeople; i++)
		put_person(m, se->people[i].person, se->event);
	put_organisations(m, se->organisations, se->norganisations);
	for (size_t i = 0; i < se->ntracks; i++)
		put_text(m, &se->tracks[i]->title);
	for (size_t i = 0; i < se->nrooms; i++)
		put_text(m, &se->rooms[i]->title);
	for (size_t i = 0; has_type && i < m->site->nlanguages; i++) {
		struct words w = words_in(m, i);

		put(m, words_session_type(&w, se->type));
	}
	put_prose(m, &se->abstract);
	return end(m, SEARCH_SESSION, se->event->id, se->id);
}

/* With what they were at each event, where that was something else. */
static int
put_someone(struct making *m, const struct person *pe)
{
	struct event_list events = query_person_events(m->a, m->site, pe);

	put_person(m, pe, NULL);
	for (size_t i = 0; i < events.n; i++) {
		const struct attendee *at = event_find_attendee(events.items[i], pe);

		if (at == NULL)
			continue;
		put_text(m, &at->role);
		put_text(m, &at->organisation);
	}
	put_prose(m, &pe->bio);
	return end(m, SEARCH_PERSON, "", pe->id);
}

static int
put_events(struct making *m)
{
	struct arena_mark start = arena_mark(m->a);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < m->site->nevents; i++) {
		const struct event *ev = m->site->events[i];

		if (!event_is_listed(ev))
			continue;
		rc = put_event(m, ev);
		for (size_t k = 0; rc == 0 && k < ev->nsessions; k++) {
			arena_rewind(m->a, start);
			if (session_is_listed(ev->sessions[k]))
				rc = put_session(m, ev->sessions[k]);
		}
	}
	return rc;
}

static int
put_people(struct making *m)
{
	struct person_list all = query_people(m->a, m->site);
	struct arena_mark start = arena_mark(m->a);
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < all.n; i++) {
		if (all.items[i]->visibility == VISIBILITY_PUBLIC)
			rc = put_someone(m, all.items[i]);
		arena_rewind(m->a, start);
	}
	return rc;
}

int
search_items(const struct site *s, int (*each)(void *ctx, const struct search_item *it), void *ctx,
    struct err *e)
{
	struct making m = {.site = s, .a = arena_new(SEARCH_BYTES_MAX), .each = each, .ctx = ctx};
	int rc;

	if (m.a == NULL)
		return err_set(e, "out of memory");
	buf_init(&m.text, SEARCH_TEXT_MAX);
	if (setjmp(*arena_landing(m.a)) != 0)
		rc = err_set(e, "out of memory");
	else if ((rc = put_events(&m)) == 0)
		rc = put_people(&m);
	buf_free(&m.text);
	arena_free(m.a);
	return rc;
}

/* ---- what was asked for ---- */

/* The quote that begins there, in bytes; 0 for none. */
static size_t
quote(const char *s)
{
	static const char *const quotes[] = {"\"", "\xc2\xab", "\xc2\xbb",  /* « » */
	    "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e", "\xe2\x80\x9f", /* “ ” „ ‟ */
	    "\xe3\x80\x8c", "\xe3\x80\x8d", "\xe3\x80\x8e", "\xe3\x80\x8f", /* 「」『』 */
	    "\xef\xbc\x82" /* full-width */};

	for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
		if (strncmp(s, quotes[i], strlen(quotes[i])) == 0)
			return strlen(quotes[i]);
	return 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
add(struct arena *a, struct search_terms *t, const char *s, size_t n, bool is_phrase)
{
	struct buf b;

	if (t->n == SEARCH_WORDS_MAX)
		return;
	buf_init(&b, 4 * n + 1); /* what a character becomes is never longer than that */
	fold_put(&b, s, n);
	while (b.n > 0 && b.p[b.n - 1] == ' ')
		b.n--;
	if (b.n > 0)
		t->items[t->n++] = (struct search_term){arena_strndup(a, b.p, b.n), is_phrase};
	buf_free(&b);
}

struct search_terms
search_terms(struct arena *a, const char *typed)
{
	struct search_terms t = {.n = 0};

	for (const char *s = typed; *s != '\0';) {
		size_t q = quote(s), n = 0;

		for (; q > 0 && s[q + n] != '\0' && quote(s + q + n) == 0;)
			n++;
		if (q > 0 && s[q + n] != '\0') {
			add(a, &t, s + q, n, true);
			s += q + n;
			s += quote(s);
			continue;
		}
		s += q;
		for (n = 0; s[n] != '\0' && !is_blank(s[n]) && quote(s + n) == 0;)
			n++;
		add(a, &t, s, n, false);
		s += n;
		s += is_blank(*s);
	}
	return t;
}

void
found_free(struct found *f)
{
	arena_free(f->arena);
	*f = (struct found){0};
}
