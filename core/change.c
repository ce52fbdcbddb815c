/* SPDX-License-Identifier: ISC */
#include "core/change.h"

#include "core/change_private.h"
#include "core/location.h"
#include "core/rename.h"

#include <string.h>

/* What is being compared, and what was found. */
struct finder {
	struct arena *arena;
	const struct site *old, *now, *hidden_of;
	const struct renames *renames;
	struct changes found;
};

/* ---- an entry's two sides ---- */

struct text
change_copy_text(struct arena *a, const struct text *t)
{
	struct text copy = {.n = t->n};

	copy.in = t->n == 0 ? NULL : arena_array(a, t->n, sizeof *copy.in);
	for (size_t i = 0; i < t->n; i++)
		copy.in[i] =
		    (struct text_in){arena_strdup(a, t->in[i].lang), arena_strdup(a, t->in[i].s)};
	return copy;
}

/* Where an event is, as one title: its venue, or the town. */
static struct text *
copy_venue(struct arena *a, const struct event *ev, size_t *n)
{
	const struct text *t = text_is_set(&ev->venue.name) ? &ev->venue.name : &ev->place;
	struct text *copy = NULL;

	*n = 0;
	if (text_is_set(t))
		*(struct text *)arena_push(a, &copy, n, sizeof *copy) = change_copy_text(a, t);
	return copy;
}

/* "Attic, Annex": the title of a room, and its venue's name if that is not the main one. */
static struct text
copy_room(struct arena *a, const struct room *ro)
{
	struct text name = change_copy_text(a, &ro->title);

	for (size_t i = 0; i < name.n && ro->venue != NULL; i++)
		name.in[i].s = arena_printf(
		    a, "%s, %s", name.in[i].s, text_get(&ro->venue->name, name.in[i].lang, NULL));
	return name;
}

static struct text *
copy_rooms(struct arena *a, const struct session *se, size_t *n)
{
	struct text *copy = NULL;

	if (se->nrooms == 0)
		return copy_venue(a, se->event, n);
	*n = 0;
	for (size_t i = 0; i < se->nrooms; i++)
		*(struct text *)arena_push(a, &copy, n, sizeof *copy) = copy_room(a, se->rooms[i]);
	return copy;
}

static struct slot
deadline_slot(const struct deadline *d)
{
	return (struct slot){
	    .day = d->day, .has_start = d->kind == DEADLINE_TIME, .start = d->when};
}

/* One side of an entry: an event, and a session of it or NULL. */
struct side {
	const struct event *event;
	const struct session *session;
};

static void
fill_now(struct arena *a, struct change *c, struct side s)
{
	const struct event *ev = s.event;

	c->title = change_copy_text(a, s.session != NULL ? &s.session->title : &ev->title);
	c->status = s.session != NULL ? session_status(s.session) : ev->status;
	c->slot = s.session != NULL ? s.session->slot : ev->slot;
	c->rooms = s.session != NULL ? copy_rooms(a, s.session, &c->nrooms)
				     : copy_venue(a, ev, &c->nrooms);
	c->dates = event_days(ev);
	if (c->entry == ENTRY_DEADLINE) {
		c->slot = deadline_slot(&ev->deadline);
		c->deadline = ev->deadline.kind;
	}
}

/* The same fields again, where they are kept as the old ones. */
static void
fill_old(struct arena *a, struct change *c, struct side s)
{
	struct change old = {.entry = c->entry};

	fill_now(a, &old, s);
	c->old_title = old.title;
	c->old_slot = old.slot;
	c->old_dates = old.dates;
	c->was_repeated = c->entry == ENTRY_EVENT && s.event->is_repeated;
	c->old_deadline = old.deadline;
	c->old_status = old.status;
	c->old_rooms = old.rooms;
	c->nold_rooms = old.nrooms;
	c->old_event_id = arena_strdup(a, s.event->id);
	c->old_session_id = s.session == NULL ? NULL : arena_strdup(a, s.session->id);
	c->old_event_title = change_copy_text(a, &s.event->title);
}

static const struct tz *
zone_of(enum entry_kind entry, const struct event *ev)
{
	return entry == ENTRY_DEADLINE ? deadline_zone(ev) : ev->zone;
}

/* ---- links ---- */

struct links {
	const struct link *items;
	size_t n;
};

static struct links
links_of(struct side s)
{
	if (s.session != NULL)
		return (struct links){s.session->links, s.session->nlinks};
	return (struct links){s.event->links, s.event->nlinks};
}

static bool
has_link(struct links l, const char *name)
{
	for (size_t i = 0; i < l.n; i++)
		if (l.items[i].visibility == VISIBILITY_PUBLIC &&
		    strcmp(l.items[i].name, name) == 0)
			return true;
	return false;
}

/* The names of links of one side that the other has not. */
static const char **
links_without(struct arena *a, struct links l, struct links other, size_t *n)
{
	const char **names = NULL;

	for (size_t i = 0; i < l.n; i++)
		if (l.items[i].visibility == VISIBILITY_PUBLIC && !has_link(other, l.items[i].name))
			*(const char **)arena_push(a, &names, n, sizeof *names) =
			    arena_strdup(a, l.items[i].name);
	return names;
}

/* A deadline has none of its own. */
static void
fill_links(struct arena *a, struct change *c, struct side old, struct side now)
{
	if (c->entry == ENTRY_DEADLINE)
		return;
	c->links = links_without(a, links_of(now), links_of(old), &c->nlinks);
	c->old_links = links_without(a, links_of(old), links_of(now), &c->nold_links);
}

/* What calendars say of an entry that is in both sites, of its place in the first language. */
static void
fill_said(struct finder *f, struct change *c, struct side old, struct side now)
{
	const struct words was = {f->old, site_language(f->old), f->arena};
	const struct words is = {f->now, site_language(f->now), f->arena};

	c->other_zone = !zone_eq(zone_of(c->entry, old.event), zone_of(c->entry, now.event));
	c->other_location =
	    c->entry != ENTRY_DEADLINE && strcmp(location_of(&was, old.event, old.session),
					      location_of(&is, now.event, now.session)) != 0;
}

/* Adds a change. A side's event is NULL where the entry was not or is no more; then both have the
 * title that there is. */
static void
add(struct finder *f, enum entry_kind entry, unsigned what, struct side old, struct side now)
{
	struct side any = now.event != NULL ? now : old;
	struct change *c;

	if (what == 0)
		return;
	c = arena_push(f->arena, &f->found.items, &f->found.n, sizeof *c);
	*c = (struct change){.revision = f->old == NULL, .entry = entry, .what = what};
	c->event_id = arena_strdup(f->arena, any.event->id);
	c->session_id = any.session == NULL ? NULL : arena_strdup(f->arena, any.session->id);
	c->event_visibility = any.event->visibility;
	c->visibility = any.session == NULL ? any.event->visibility : any.session->visibility;
	c->event_title = change_copy_text(f->arena, &any.event->title);
	c->old_zone = old.event == NULL ? NULL : zone_of(entry, old.event);
	c->zone = zone_of(entry, any.event);
	if (now.event != NULL)
		fill_now(f->arena, c, now);
	if (old.event != NULL)
		fill_old(f->arena, c, old);
	if (now.event == NULL)
		c->title = c->old_title;
	if (old.event == NULL)
		c->old_title = c->title;
	if (now.event == NULL || old.event == NULL)
		return;
	change_fill_details(f->arena, c, old.event, old.session, now.event, now.session);
	fill_links(f->arena, c, old, now);
	fill_said(f, c, old, now);
}

/* ---- finding ---- */

/* What is gone but still shown is not there. */
static const struct event *
find_event(const struct site *s, const char *id)
{
	const struct event *ev = s == NULL ? NULL : site_find_event(s, id);

	return ev == NULL || ev->identity.gone ? NULL : ev;
}

static const struct session *
find_session(const struct event *ev, const char *id)
{
	const struct session *se = ev == NULL ? NULL : event_find_session(ev, id);

	return se == NULL || se->identity.gone ? NULL : se;
}

/* What an entry is in the other site, where it may have another name. Another name's own entry
 * there is another entry. */
static struct side
old_side(const struct finder *f, const char *event, const char *session)
{
	const struct rename *re = rename_of_now(f->renames, event, session);
	struct side none = {NULL, NULL}, s;

	if (re == NULL && rename_of_old(f->renames, event, session) != NULL)
		return none;
	s.event = find_event(f->old, re == NULL ? event : re->old_event);
	s.session = find_session(s.event, re == NULL ? session : re->old_session);
	return s;
}

static struct side
side_in(const struct finder *f, const struct site *in, const char *event, const char *session)
{
	const struct rename *re = rename_of_old(f->renames, event, session);
	struct side s;

	s.event = find_event(in, re == NULL ? event : re->event);
	s.session = find_session(s.event, re == NULL ? session : re->session);
	return s;
}

static bool
has_deadline(const struct event *ev)
{
	return ev != NULL && ev->deadline.kind != DEADLINE_NONE && !ev->deadline.identity.gone;
}

static unsigned
name_change(struct side old, struct side now)
{
	bool other = strcmp(old.event->id, now.event->id) != 0 ||
		     (now.session != NULL && strcmp(old.session->id, now.session->id) != 0);

	return other ? CHANGE_RENAMED : 0;
}

static void
find_in_event(struct finder *f, const struct event *now)
{
	struct side was = old_side(f, now->id, IDENTITY_EVENT), is = {now, NULL},
		    none = {NULL, NULL};
	const struct event *old = was.event;

	if (old == NULL)
		add(f, ENTRY_EVENT, CHANGE_NEW, none, is);
	else
		add(f, ENTRY_EVENT, change_of_event(old, now) | name_change(was, is), was, is);
	if (has_deadline(now) && has_deadline(old))
		add(f, ENTRY_DEADLINE, change_of_deadline(old, now) | name_change(was, is), was,
		    is);
	else if (has_deadline(now))
		add(f, ENTRY_DEADLINE, CHANGE_NEW, none, is);
	for (size_t i = 0; i < now->nsessions; i++) {
		unsigned what;

		is.session = now->sessions[i];
		if (is.session->identity.gone)
			continue;
		was = old_side(f, now->id, is.session->id);
		if (was.session == NULL) {
			add(f, ENTRY_SESSION, CHANGE_NEW, none, is);
			continue;
		}
		what = change_of_session(was.session, is.session) | name_change(was, is);
		add(f, ENTRY_SESSION, what | (was.event == old ? 0 : CHANGE_EVENT), was, is);
	}
}

/* What `old` has that is no more. All of an event that was made private was. */
static void
find_gone(struct finder *f, const struct event *old)
{
	const struct event *now = side_in(f, f->now, old->id, IDENTITY_EVENT).event;
	const struct event *hidden = side_in(f, f->hidden_of, old->id, IDENTITY_EVENT).event;
	struct side was = {old, NULL}, none = {NULL, NULL};
	bool all = now == NULL && hidden != NULL;

	if (now == NULL)
		add(f, ENTRY_EVENT, all ? CHANGE_WITHDRAWN : CHANGE_REMOVED, was, none);
	if (has_deadline(old) && !has_deadline(now))
		add(f, ENTRY_DEADLINE,
		    all || has_deadline(hidden) ? CHANGE_WITHDRAWN : CHANGE_REMOVED, was, none);
	for (size_t i = 0; i < old->nsessions; i++) {
		const char *id = old->sessions[i]->id;
		bool is_hidden;

		was.session = old->sessions[i];
		if (was.session->identity.gone || side_in(f, f->now, old->id, id).session != NULL)
			continue;
		is_hidden = all || side_in(f, f->hidden_of, old->id, id).session != NULL;
		add(f, ENTRY_SESSION, is_hidden ? CHANGE_WITHDRAWN : CHANGE_REMOVED, was, none);
	}
}

static bool
is_elsewhere(const struct site *old, const struct site *now)
{
	const char *was = old->web != NULL ? old->web : old->host;
	const char *is = now->web != NULL ? now->web : now->host;

	return was != NULL && is != NULL && strcmp(was, is) != 0;
}

struct changes
changes_find(struct arena *a, const struct site *old, const struct site *now,
    const struct site *hidden_of, const struct renames *renames)
{
	struct finder f = {
	    .arena = a, .old = old, .now = now, .hidden_of = hidden_of, .renames = renames};

	for (size_t i = 0; i < now->nevents; i++)
		if (!now->events[i]->identity.gone)
			find_in_event(&f, now->events[i]);
	for (size_t i = 0; old != NULL && i < old->nevents; i++)
		if (!old->events[i]->identity.gone)
			find_gone(&f, old->events[i]);
	f.found.addresses = old != NULL && is_elsewhere(old, now);
	return f.found;
}
