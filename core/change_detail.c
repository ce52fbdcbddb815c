/* SPDX-License-Identifier: ISC */
/* What an entry says otherwise, one by one. */
#include "core/change_private.h"

#include "core/public.h"

#include <string.h>

struct detailer {
	struct arena *a;
	struct change *c;
};

struct texts {
	struct text *items;
	size_t n;
};

/* ---- values as texts ---- */

/* A word, address or number, which is the same in every language. */
static struct text
plain(struct arena *a, const char *s)
{
	struct text t = {0};

	if (s == NULL || *s == '\0')
		return t;
	t.in = arena_array(a, 1, sizeof *t.in);
	t.in[0] = (struct text_in){"", arena_strdup(a, s)};
	t.n = 1;
	return t;
}

static void
push(struct arena *a, struct texts *to, struct text t)
{
	if (t.n > 0)
		*(struct text *)arena_push(a, &to->items, &to->n, sizeof t) = t;
}

/* Appends ", more" to each language of a text. */
static void
append(
    struct arena *a, struct text *t, const char *before, const struct text *more, const char *after)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *s = text_get(more, t->in[i].lang, NULL);

		if (*s != '\0')
			t->in[i].s = arena_printf(a, "%s%s%s%s", t->in[i].s, before, s, after);
	}
}

static bool
texts_eq(const struct texts *a, const struct texts *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!text_eq(&a->items[i], &b->items[i]))
			return false;
	return true;
}

/* ---- adding ---- */

static struct change_detail *
add(struct detailer *d, const char *key, struct texts old, struct texts now)
{
	struct change_detail *de;

	if (texts_eq(&old, &now))
		return NULL;
	de = arena_push(d->a, &d->c->details, &d->c->ndetails, sizeof *de);
	*de = (struct change_detail){
	    .key = key, .old = old.items, .nold = old.n, .now = now.items, .nnow = now.n};
	return de;
}

static struct change_detail *
add_text(struct detailer *d, const char *key, const struct text *old, const struct text *now)
{
	struct texts was = {0}, is = {0};

	push(d->a, &was, change_copy_text(d->a, old));
	push(d->a, &is, change_copy_text(d->a, now));
	return add(d, key, was, is);
}

static void
add_prose(struct detailer *d, const char *key, const struct text *old, const struct text *now)
{
	struct change_detail *de = add_text(d, key, old, now);

	if (de != NULL)
		de->is_prose = true;
}

static void
add_word(struct detailer *d, const char *key, const char *old, const char *now)
{
	struct texts was = {0}, is = {0};

	push(d->a, &was, plain(d->a, old));
	push(d->a, &is, plain(d->a, now));
	add(d, key, was, is);
}

static void
add_count(struct detailer *d, const char *key, int old, int now)
{
	add_word(d, key, old < 0 ? NULL : arena_printf(d->a, "%d", old),
	    now < 0 ? NULL : arena_printf(d->a, "%d", now));
}

static bool
add_list(struct detailer *d, const char *key, struct texts old, struct texts now)
{
	struct change_detail *de = add(d, key, old, now);

	if (de != NULL)
		de->is_list = true;
	return de != NULL;
}

static void
add_words(struct detailer *d, const char *key, const char **old, size_t nold, const char **now,
    size_t nnow)
{
	struct texts was = {0}, is = {0};

	for (size_t i = 0; i < nold; i++)
		push(d->a, &was, plain(d->a, old[i]));
	for (size_t i = 0; i < nnow; i++)
		push(d->a, &is, plain(d->a, now[i]));
	add_list(d, key, was, is);
}

/* ---- lists: in short, and if they are alike in short, at length ---- */

static struct text
person_text(struct arena *a, const struct event *ev, const struct person *pe, bool at_length)
{
	struct text t = change_copy_text(a, &pe->name);

	if (at_length) {
		append(a, &t, ", ", person_role(pe, ev), "");
		append(a, &t, ", ", person_organisation(pe, ev), "");
	}
	return t;
}

static struct texts
speakers(struct arena *a, const struct session *se, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < se->npeople; i++) {
		struct text t = person_text(a, se->event, se->people[i].person, at_length);
		struct text as = plain(a, role_words[se->people[i].as]);

		if (!person_is_listed(se->people[i].person))
			continue;
		if (se->people[i].as != ROLE_SPEAKER)
			append(a, &t, " (", &as, ")");
		push(a, &list, t);
	}
	return list;
}

static struct texts
attendees(struct arena *a, const struct event *ev, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < ev->npeople; i++)
		if (person_is_listed(ev->people[i].person))
			push(a, &list, person_text(a, ev, ev->people[i].person, at_length));
	return list;
}

static struct text
room_text(struct arena *a, const struct room *ro, bool at_length)
{
	struct text t = change_copy_text(a, &ro->title), more;

	if (ro->venue != NULL)
		append(a, &t, ", ", &ro->venue->name, "");
	if (!at_length)
		return t;
	if (ro->capacity >= 0) {
		more = plain(a, arena_printf(a, "%d", ro->capacity));
		append(a, &t, ", capacity ", &more, "");
	}
	if (ro->step_free) {
		more = plain(a, "step-free");
		append(a, &t, ", ", &more, "");
	}
	if (ro->url != NULL) {
		more = plain(a, ro->url);
		append(a, &t, ", ", &more, "");
	}
	return t;
}

static struct texts
session_rooms(struct arena *a, const struct session *se, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < se->nrooms; i++)
		push(a, &list, room_text(a, se->rooms[i], at_length));
	return list;
}

static struct texts
event_rooms(struct arena *a, const struct event *ev, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < ev->nrooms; i++)
		push(a, &list, room_text(a, &ev->rooms[i], at_length));
	return list;
}

static struct text
track_text(struct arena *a, const struct track *tr, bool at_length)
{
	struct text t = change_copy_text(a, &tr->title);

	if (at_length)
		append(a, &t, ", for ", &tr->audience, "");
	return t;
}

static struct texts
session_tracks(struct arena *a, const struct session *se, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < se->ntracks; i++)
		push(a, &list, track_text(a, se->tracks[i], at_length));
	return list;
}

static struct texts
event_tracks(struct arena *a, const struct event *ev, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < ev->ntracks; i++)
		push(a, &list, track_text(a, &ev->tracks[i], at_length));
	return list;
}

static struct texts
organisations(struct arena *a, const struct organisation **items, size_t n)
{
	struct texts list = {0};

	for (size_t i = 0; i < n; i++)
		push(a, &list, change_copy_text(a, &items[i]->name));
	return list;
}

/* "slides https://…", with its label at length. */
static struct texts
links(struct arena *a, const struct link *items, size_t n)
{
	struct texts list = {0};

	for (size_t i = 0; i < n; i++) {
		const char *label = text_get(&items[i].label, "", NULL);

		push(a, &list,
		    plain(a, *label == '\0' ? arena_printf(a, "%s %s", items[i].name, items[i].url)
					    : arena_printf(a, "%s '%s' %s", items[i].name, label,
						  items[i].url)));
	}
	return list;
}

/* ---- entries ---- */

/* A list of a session or of an event, in short or at length. */
typedef struct texts session_list_fn(struct arena *a, const struct session *se, bool at_length);
typedef struct texts event_list_fn(struct arena *a, const struct event *ev, bool at_length);

static void
add_of_session(struct detailer *d, const char *key, session_list_fn *list,
    const struct session *old, const struct session *now)
{
	if (!add_list(d, key, list(d->a, old, false), list(d->a, now, false)))
		add_list(d, key, list(d->a, old, true), list(d->a, now, true));
}

static void
add_of_event(struct detailer *d, const char *key, event_list_fn *list, const struct event *old,
    const struct event *now)
{
	if (!add_list(d, key, list(d->a, old, false), list(d->a, now, false)))
		add_list(d, key, list(d->a, old, true), list(d->a, now, true));
}

/* A venue is NULL where the rooms are in several. */
static void
add_venue(struct detailer *d, const struct venue *old, const struct venue *now)
{
	static const struct venue none;

	if (old == NULL)
		old = &none;
	if (now == NULL)
		now = &none;
	add_text(d, "venue", &old->name, &now->name);
	add_text(d, "address", &old->address, &now->address);
	add_prose(d, "access", &old->access, &now->access);
}

static struct texts
other_venues(struct arena *a, const struct event *ev, bool at_length)
{
	struct texts list = {0};

	for (size_t i = 0; i < ev->nvenues; i++) {
		const struct venue *v = &ev->venues[i];
		struct text t = change_copy_text(a, &v->name), walking;

		if (at_length && text_is_set(&v->address))
			append(a, &t, ", ", &v->address, "");
		if (at_length && v->walking > 0) {
			walking = plain(a, arena_printf(a, "%d", v->walking));
			append(a, &t, ", ", &walking, " min on foot");
		}
		push(a, &list, t);
	}
	return list;
}

static void
session_details(struct detailer *d, const struct session *old, const struct session *now)
{
	struct arena *a = d->a;

	add_word(d, "status", status_words[session_status(old)], status_words[session_status(now)]);
	add_text(d, "subtitle", &old->subtitle, &now->subtitle);
	add_word(d, "type", session_type_words[old->type], session_type_words[now->type]);
	add_of_session(d, "people", speakers, old, now);
	add_list(d, "organisations", organisations(a, old->organisations, old->norganisations),
	    organisations(a, now->organisations, now->norganisations));
	add_of_session(d, "track", session_tracks, old, now);
	add_of_session(d, "room", session_rooms, old, now);
	add_text(d, "place", &old->event->place, &now->event->place);
	add_venue(d, session_venue(old), session_venue(now));
	add_word(d, "format", format_words[session_format(old)], format_words[session_format(now)]);
	add_words(d, "languages", old->languages, old->nlanguages, now->languages, now->nlanguages);
	add_words(d, "interpretation", old->interpretation, old->ninterpretation,
	    now->interpretation, now->ninterpretation);
	add_count(d, "capacity", old->capacity, now->capacity);
	add_word(
	    d, "visibility", visibility_words[old->visibility], visibility_words[now->visibility]);
	add_list(d, "links", links(a, old->links, old->nlinks), links(a, now->links, now->nlinks));
	add_word(d, "join", old->join, now->join);
	add_prose(d, "abstract", &old->abstract, &now->abstract);
	add_text(d, "event", &old->event->title, &now->event->title);
}

static void
event_lists(struct detailer *d, const struct event *old, const struct event *now)
{
	struct arena *a = d->a;

	add_of_event(d, "people", attendees, old, now);
	add_list(d, "organisations", organisations(a, old->organisations, old->norganisations),
	    organisations(a, now->organisations, now->norganisations));
	add_of_event(d, "tracks", event_tracks, old, now);
	add_of_event(d, "venues", other_venues, old, now);
	add_of_event(d, "rooms", event_rooms, old, now);
	add_list(d, "links", links(a, old->links, old->nlinks), links(a, now->links, now->nlinks));
}

static void
event_details(struct detailer *d, const struct event *old, const struct event *now)
{
	static const struct text none;

	add_word(d, "status", status_words[old->status], status_words[now->status]);
	add_text(d, "subtitle", &old->subtitle, &now->subtitle);
	add_word(d, "kind", event_kind_words[old->kind], event_kind_words[now->kind]);
	add_text(d, "series", old->series != NULL ? &old->series->title : &none,
	    now->series != NULL ? &now->series->title : &none);
	if (old->zone != NULL && now->zone != NULL)
		add_word(d, "timezone", tz_name(old->zone), tz_name(now->zone));
	add_text(d, "place", &old->place, &now->place);
	add_venue(d, &old->venue, &now->venue);
	add_word(d, "format", format_words[old->format], format_words[now->format]);
	add_words(d, "languages", old->languages, old->nlanguages, now->languages, now->nlanguages);
	add_words(d, "interpretation", old->interpretation, old->ninterpretation,
	    now->interpretation, now->ninterpretation);
	add_count(d, "capacity", old->capacity, now->capacity);
	add_word(
	    d, "visibility", visibility_words[old->visibility], visibility_words[now->visibility]);
	event_lists(d, old, now);
	add_word(d, "join", old->join, now->join);
	add_prose(d, "abstract", &old->abstract, &now->abstract);
}

void
change_fill_details(struct arena *a, struct change *c, const struct event *old,
    const struct session *old_session, const struct event *now, const struct session *session)
{
	struct detailer d = {a, c};

	add_word(&d, "id", old_session != NULL ? old_session->id : old->id,
	    session != NULL ? session->id : now->id);
	switch (c->entry) {
	case ENTRY_SESSION: session_details(&d, old_session, session); break;
	case ENTRY_EVENT: event_details(&d, old, now); break;
	case ENTRY_DEADLINE:
		add_word(&d, "status", status_words[old->status], status_words[now->status]);
		break;
	}
}
