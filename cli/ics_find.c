/* SPDX-License-Identifier: ISC */
#include "cli/ics_find.h"

#include "cli/event_ids.h"
#include "core/buf.h"

#include <stdio.h>
#include <string.h>

enum {
	NAMES_MAX = 20000, /* that a misspelt one is compared with */
	CHOICES_BYTES_MAX = 300
};

static const char deadline_word[] = "deadline", ics_suffix[] = ".ics";

static void
found_session(struct ics_found *out, const struct session *se)
{
	*out = (struct ics_found){.is_entry = true,
	    .at = {.kind = PATH_SESSION_ICS, .event = se->event, .session = se},
	    .item = {ENTRY_SESSION, se->event, se}};
}

static void
found_event(struct ics_found *out, const struct event *ev, enum entry_kind kind)
{
	*out = (struct ics_found){.is_entry = true,
	    .at = {.kind = PATH_EVENT_ICS, .event = ev},
	    .item = {kind, ev, NULL}};
}

/* ---- in a site ---- */

/* Whether an event is told to calendars only by its deadline: a call. */
static bool
is_deadline_alone(const struct event *ev)
{
	return ev->deadline.kind != DEADLINE_NONE && !ev->slot.has_start &&
	       event_days(ev).precision == PRECISION_NONE;
}

static bool
find_pair(struct ics_found *out, const struct site *s, const char *event_id, const char *id)
{
	const struct event *ev = site_find_event(s, event_id);
	const struct session *se = ev == NULL ? NULL : event_find_session(ev, id);

	if (se != NULL)
		found_session(out, se);
	else if (ev != NULL && strcmp(id, deadline_word) == 0 && ev->deadline.kind != DEADLINE_NONE)
		found_event(out, ev, ENTRY_DEADLINE);
	else
		return false;
	return true;
}

/* How many sessions have an id; `*out` is the last of them. */
static size_t
find_everywhere(struct ics_found *out, const struct site *s, const char *id, struct buf *choices)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nevents; i++) {
		const struct session *se = event_find_session(s->events[i], id);

		if (se == NULL)
			continue;
		found_session(out, se);
		buf_printf(choices, "%s%s/%s", n > 0 ? ", " : "", se->event->id, id);
		n++;
	}
	return n;
}

/* One that is written EVENT/SESSION or EVENT/deadline, EVENT, or SESSION: 1; 0 if there is none;
 * -1 and why if there are several. */
static int
find_by_name(
    struct ics_found *out, const struct site *s, const char *what, struct arena *a, struct err *e)
{
	const char *slash = strchr(what, '/');
	const struct event *ev;
	struct buf choices;
	size_t n;

	if (slash != NULL)
		return find_pair(out, s, arena_strndup(a, what, (size_t)(slash - what)), slash + 1);
	ev = site_find_event(s, what);
	if (ev != NULL) {
		found_event(out, ev, is_deadline_alone(ev) ? ENTRY_DEADLINE : ENTRY_EVENT);
		return 1;
	}
	buf_init(&choices, CHOICES_BYTES_MAX);
	n = find_everywhere(out, s, what, &choices);
	if (n > 1)
		err_set(e, "%zu events have a session '%s': write one of %s%s", n, what,
		    buf_str(&choices), choices.failed ? ", \xe2\x80\xa6" : "");
	buf_free(&choices);
	return n > 1 ? -1 : (int)n;
}

/* ---- names of before ---- */

/* The row of what had the name; NULL. */
static const struct identity_row *
former(const struct ics_published *p, const char *what)
{
	const char *slash = strchr(what, '/');
	const char *event_id =
	    slash == NULL ? what : arena_strndup(p->arena, what, (size_t)(slash - what));
	const struct identity_row *row =
	    identities_find_former(&p->ids, event_id, slash == NULL ? IDENTITY_EVENT : slash + 1);

	for (size_t i = 0; row == NULL && slash == NULL && i < p->ids.nformer; i++)
		if (strcmp(p->ids.former[i].session_id, what) == 0)
			row = &p->ids.former[i];
	return row == NULL ? NULL : identities_find_uid(&p->ids, row->uid);
}

static bool
find_former(struct ics_found *out, const struct ics_published *p, const char *what)
{
	const struct identity_row *row = former(p, what);
	const struct event *ev = row == NULL ? NULL : site_find_event(p->site, row->event_id);

	if (ev == NULL)
		return false;
	if (strcmp(row->session_id, IDENTITY_EVENT) == 0)
		found_event(out, ev, ENTRY_EVENT);
	else if (strcmp(row->session_id, IDENTITY_DEADLINE) == 0)
		found_event(out, ev, ENTRY_DEADLINE);
	else
		return find_pair(out, p->site, row->event_id, row->session_id);
	return true;
}

/* ---- what is not there ---- */

/* Whether the revision has it for nobody to see. */
static bool
is_hidden(const struct ics_published *p, const char *what)
{
	struct ics_found found;
	const struct event *ev;
	const struct session *se;

	if (find_by_name(&found, p->whole, what, p->arena, NULL) == 0)
		return false;
	ev = found.item.ev;
	se = found.item.se;
	return ev->draft || ev->visibility == VISIBILITY_PRIVATE ||
	       (se != NULL && se->visibility == VISIBILITY_PRIVATE);
}

/* Names to compare with; those over the most are not. */
struct names_list {
	struct arena *arena;
	const char **names;
	size_t n;
	const struct site *site;
};

static void
add_name(struct names_list *l, const char *name)
{
	if (l->n < NAMES_MAX)
		*(const char **)arena_push(l->arena, &l->names, &l->n, sizeof name) = name;
}

static int
add_calendar(void *ctx, const struct place_in_site *at)
{
	struct names_list *l = ctx;

	add_name(l, path_of_place(l->arena, l->site, at));
	return 0;
}

static void
add_entries(struct names_list *l, bool with_event)
{
	for (size_t i = 0; i < l->site->nevents; i++) {
		const struct event *ev = l->site->events[i];

		add_name(l, ev->id);
		for (size_t k = 0; k < ev->nsessions; k++)
			add_name(l, with_event ? arena_printf(
						     l->arena, "%s/%s", ev->id, ev->sessions[k]->id)
					       : ev->sessions[k]->id);
	}
}

static bool
is_calendar_name(const char *what)
{
	size_t n = strlen(what);

	return n > 4 && strcmp(what + n - 4, ics_suffix) == 0;
}

static int
unknown(const struct ics_published *p, const char *what, struct err *e)
{
	struct names_list l = {.arena = p->arena, .site = p->site};
	struct place_in_site calendar =
	    path_find(p->site, arena_printf(p->arena, "%s%s", what, ics_suffix));
	const char *near;

	if (place_is_calendar(&calendar))
		return err_set(e,
		    "nothing that is published is called '%s': did you mean the calendar '%s%s'?",
		    what, what, ics_suffix);
	if (is_calendar_name(what))
		feeds_each(p->site, add_calendar, &l);
	else
		add_entries(&l, strchr(what, '/') != NULL);
	near = suggest(what, l.names, l.n);
	if (near != NULL)
		return err_set(
		    e, "nothing that is published is called '%s': did you mean '%s'?", what, near);
	err_set(e,
	    "nothing that is published is called '%s': name EVENT/SESSION or EVENT by their ids, "
	    "which the addresses of their pages have, or a calendar as all.ics",
	    what);
	return err_add_events(e, p->site);
}

int
ics_look_up(struct ics_found *out, const struct ics_published *p, const char *what, struct err *e)
{
	int n;

	*out = (struct ics_found){.at = path_find(p->site, what)};
	if (place_is_calendar(&out->at)) {
		out->is_entry = out->at.kind == PATH_SESSION_ICS;
		out->item = (struct feed_item){ENTRY_SESSION, out->at.event, out->at.session};
		return 0;
	}
	if (out->at.kind == PATH_SESSION) {
		found_session(out, out->at.session);
		return 0;
	}
	if (is_calendar_name(what))
		return unknown(p, what, e);
	n = find_by_name(out, p->site, what, p->arena, e);
	if (n != 0)
		return n < 0 ? -1 : 0;
	if (is_hidden(p, what))
		return err_set(e,
		    "'%s' is private or a draft: it was never published, so no calendar can have "
		    "it; what is `visibility: unlisted` can be",
		    what);
	return find_former(out, p, what) ? 0 : unknown(p, what, e);
}
