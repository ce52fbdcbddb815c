/* SPDX-License-Identifier: ISC */
/* From what was read to a site: what is done in which order. */
#include "core/intake_private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- languages ---- */

static const char *
language_of(const struct intake *in, const char *s, char out[INTAKE_VALUE_MAX])
{
	return s != NULL && *s != '\0' && in->options.takes(INTAKE_LANGUAGE, s, out) ? out : NULL;
}

/* The language that most sessions are in, else the event's, else English. */
static const char *
main_language(struct intake_work *w)
{
	const struct intake *in = w->in;
	struct names seen;
	char out[INTAKE_VALUE_MAX];
	const char *best = language_of(in, in->event.language, out);
	size_t most = 0;

	best = arena_strdup(w->a, best != NULL ? best : "en");
	names_init(&seen, in->scratch);
	for (size_t i = 0; i < in->nentries; i++) {
		const char *lang = language_of(in, in->entries[i]->language, out);
		size_t *n;

		if (lang == NULL)
			continue;
		n = names_get(&seen, lang);
		if (n == NULL) {
			n = arena_alloc(in->scratch, sizeof *n);
			names_put(&seen, arena_strdup(in->scratch, lang), n);
		}
		if (++*n > most) {
			most = *n;
			if (strcmp(best, lang) != 0)
				best = arena_strdup(w->a, lang);
		}
	}
	return best;
}

static void
set_language(struct intake_work *w, const char *lang, const char ***out, size_t *n)
{
	*(const char **)arena_push(w->a, out, n, sizeof(char *)) = lang;
}

static void
session_language(struct intake_work *w, const struct intake_entry *en, struct session *se)
{
	char out[INTAKE_VALUE_MAX];

	if (en->language == NULL || *en->language == '\0')
		return;
	if (language_of(w->in, en->language, out) == NULL) {
		intake_tally(w->in, RULE_IMPORT_DROPPED, en->at,
		    finding_words(w->in->f, "'%s' is the name of no language that is known",
			finding_quote(w->in->f, en->language)),
		    "write its code with 'languages': languages: en");
		return;
	}
	set_language(w, arena_strdup(w->a, out), &se->languages, &se->nlanguages);
}

/* What all sessions have is said once, for the event. */
static void
lift_language(struct intake_work *w)
{
	struct event *ev = w->event;
	const char *all = NULL;

	for (size_t i = 0; i < ev->nsessions; i++) {
		const struct session *se = ev->sessions[i];

		if (se->type == TYPE_BREAK && se->nlanguages == 0)
			continue;
		if (se->nlanguages == 0 || (all != NULL && strcmp(all, se->languages[0]) != 0))
			return;
		all = se->languages[0];
	}
	if (all == NULL)
		return;
	set_language(w, all, &ev->languages, &ev->nlanguages);
	for (size_t i = 0; i < ev->nsessions; i++)
		ev->sessions[i]->nlanguages = 0;
}

/* ---- sessions ---- */

/* Titles of what is a break wherever it stands. */
static bool
is_break(const char *title)
{
	static const char *const words[] = {"lunch", "breakfast", "dinner", "brunch", "coffee",
	    "coffee break", "tea", "tea break", "coffee and tea", "tea and coffee", "break",
	    "lunch break", "morning break", "afternoon break", "short break", "long break",
	    "bio break", "pause", "mittagspause", "mittagessen", "kaffeepause",
	    "fr\xc3\xbchst"
	    "\xc3\xbc"
	    "ck",
	    "abendessen", "pause caf\xc3\xa9", "d\xc3\xa9jeuner", "pause d\xc3\xa9jeuner",
	    "almuerzo", "pausa caf\xc3\xa9"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(title, words[i]) == 0)
			return true;
	return false;
}

static struct session *
make_session(struct intake_work *w, const struct intake_entry *en)
{
	struct session *se = arena_alloc(w->a, sizeof *se);
	const char *title = intake_line(w, en->at, en->title), *subtitle;

	*se = (struct session){.capacity = -1,
	    .event = w->event,
	    .at = en->at,
	    .status = en->status,
	    .visibility = en->visibility,
	    .join_visibility = en->join_is_public ? VISIBILITY_PUBLIC : VISIBILITY_PRIVATE};
	if (title == NULL) {
		title = "Untitled";
		finding_add(w->in->f, RULE_IMPORT_DOUBTFUL, en->at, "give it a title",
		    "this session has no title: it is 'Untitled'");
	}
	se->title = intake_text(w, title);
	subtitle = intake_line(w, en->at, en->subtitle);
	if (subtitle != NULL && strcmp(subtitle, title) != 0)
		se->subtitle = intake_text(w, subtitle);
	se->abstract = intake_text(w, intake_prose(w, en->at, en->abstract, en->description));
	if (en->has_type)
		se->type = en->type;
	else if (en->npeople == 0 && is_break(title))
		se->type = TYPE_BREAK;
	session_language(w, en, se);
	if (en->join != NULL && *en->join != '\0')
		se->join = intake_url(w, en->at, en->join);
	intake_refs(w, en, se);
	intake_slot(w, en, &se->slot);
	return se;
}

struct made {
	struct session *session;
	struct intake_entry *entry;
	size_t order;
};

static int
made_cmp(const void *pa, const void *pb)
{
	const struct made *a = pa, *b = pb;
	const struct slot *sa = &a->session->slot, *sb = &b->session->slot;
	int c = date_is_set(sb->day) - date_is_set(sa->day);

	if (c == 0)
		c = date_cmp(sa->day, sb->day);
	if (c == 0)
		c = sb->has_start - sa->has_start;
	if (c == 0 && sa->has_start)
		c = (sa->start > sb->start) - (sa->start < sb->start);
	return c != 0 ? c : (a->order > b->order) - (a->order < b->order);
}

/* By start; of those that begin together, in the order of their rooms. */
static void
make_sessions(struct intake_work *w)
{
	struct intake *in = w->in;
	struct event *ev = w->event;
	struct made *made = arena_array(in->scratch, in->nentries, sizeof *made);
	struct intake_entry **sorted = arena_array(in->scratch, in->nentries, sizeof *sorted);

	for (size_t i = 0; i < in->nentries; i++)
		made[i] = (struct made){make_session(w, in->entries[i]), in->entries[i], i};
	if (in->nentries > 0)
		qsort(made, in->nentries, sizeof *made, made_cmp);
	for (size_t i = 0; i < in->nentries; i++) {
		*(struct session **)arena_push(w->a, &ev->sessions, &ev->nsessions,
		    sizeof(struct session *)) = made[i].session;
		sorted[i] = made[i].entry;
	}
	intake_session_ids(w, sorted);
}

/* ---- the event and its site ---- */

/* The host of an address of the event, for the capsule; NULL if none is known. */
static const char *
host_of(struct intake_work *w, const char *url)
{
	const char *p = url == NULL ? NULL : strstr(url, "://");
	char out[INTAKE_VALUE_MAX];

	if (p == NULL)
		return NULL;
	p = arena_strndup(w->in->scratch, p + 3, strcspn(p + 3, "/:?#"));
	return w->in->options.takes(INTAKE_HOST, p, out) ? arena_strdup(w->a, out) : NULL;
}

static void
make_event(struct intake_work *w)
{
	struct intake *in = w->in;
	const struct intake_event *from = &in->event;
	struct event *ev = w->event;
	const char *title = intake_line(w, from->at, from->title), *s;

	if (title == NULL) {
		title = "Untitled";
		finding_add(in->f, RULE_IMPORT_DOUBTFUL, from->at, "give it a title",
		    "the event has no title: it is 'Untitled'");
	}
	ev->title = intake_text(w, title);
	ev->subtitle = intake_text(w, intake_line(w, from->at, from->subtitle));
	ev->abstract = intake_text(w, intake_prose(w, from->at, from->abstract, NULL));
	ev->status = from->status;
	s = intake_line(w, from->at, from->city);
	if ((title = intake_line(w, from->at, from->venue)) != NULL) {
		const char *address = intake_line(w, from->at, from->address);

		ev->venue.name = intake_text(w, title);
		ev->venue.address = intake_text(w, address != NULL ? address : s);
	} else {
		ev->place = intake_text(w, s);
	}
	s = from->url != NULL && *from->url != '\0' ? from->url : from->base_url;
	if (s != NULL && *s != '\0' && (s = intake_url(w, from->at, s)) != NULL)
		*(struct link *)arena_push(w->a, &ev->links, &ev->nlinks, sizeof(struct link)) =
		    (struct link){.name = "web", .url = s, .at = from->at};
}

static void
make_site(struct intake_work *w)
{
	struct site *site = w->site;
	const struct intake_event *from = &w->in->event;
	struct event *ev = w->event;

	site->title = ev->title;
	site->host = host_of(w, from->page != NULL ? from->page : from->url);
	if (site->host == NULL)
		site->host = host_of(w, from->base_url);
	if (site->host == NULL)
		site->host = "example.org";
	set_language(w, w->lang, &site->languages, &site->nlanguages);
	*(struct event **)arena_push(w->a, &site->events, &site->nevents, sizeof ev) = ev;
}

void
intake_make(struct intake *in)
{
	struct intake_work w = {.in = in, .site = in->site, .a = in->site->arena};

	w.event = arena_alloc(w.a, sizeof *w.event);
	*w.event = (struct event){.capacity = -1,
	    .kind = KIND_CONFERENCE,
	    .file = arena_strdup(w.a, in->options.file),
	    .join_visibility = VISIBILITY_PRIVATE,
	    .at = in->event.at};
	w.lang = main_language(&w);
	make_event(&w);
	make_site(&w);
	intake_event_id(&w);
	intake_zone(&w);
	intake_things(&w);
	make_sessions(&w);
	lift_language(&w);
	intake_dates(&w);
	site_index(w.site);
	intake_clashes(&w);
}
