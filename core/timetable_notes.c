/* SPDX-License-Identifier: ISC */
/* What schedule.xml and schedule.json have no place for, where readers see it all the same. */
#include "core/timetable_item.h"

#include "core/public.h"

#include <ctype.h>
#include <string.h>

const char *
timetable_title(const struct words *w, const struct text *title, enum status st)
{
	const char *s = text_line(w->arena, text_get(title, w->lang, NULL));
	char *word;

	if (st == STATUS_CONFIRMED)
		return s;
	word = arena_strdup(w->arena, words_get(w, (enum word)(WORD_STATUS_CONFIRMED + (int)st)));
	if (*word >= 'a' && *word <= 'z')
		*word = (char)toupper((unsigned char)*word);
	return words_fill(w, WORD_EVENT_THEN, word, s, NULL);
}

/* ---- paragraphs ---- */

struct notes {
	const struct words *w;
	const char *all;
};

static void
put(struct notes *n, const char *s)
{
	if (*s != '\0')
		n->all = *n->all == '\0' ? s : arena_printf(n->w->arena, "%s\n\n%s", n->all, s);
}

static void
put_fact(struct notes *n, enum word label, const char *value)
{
	if (*value != '\0')
		put(n, arena_printf(n->w->arena, "%s%s%s", words_get(n->w, label),
			   words_colon(n->w), value));
}

static const char *
line(const struct notes *n, const struct text *t)
{
	return text_line(n->w->arena, text_get(t, n->w->lang, NULL));
}

static void
put_languages(struct notes *n, enum word label, const char **tags, size_t ntags)
{
	const char *list = "";

	for (size_t i = 0; i < ntags; i++)
		list = words_list(n->w, list, words_language(tags[i]));
	put_fact(n, label, list);
}

static void
put_organisations(
    struct notes *n, enum word label, const struct organisation *const *orgs, size_t norgs)
{
	const char *list = "";

	for (size_t i = 0; i < norgs; i++)
		list = words_list(n->w, list, line(n, &orgs[i]->name));
	put_fact(n, label, list);
}

/* An end that is not known, or so late that the format cannot say it. */
static void
put_end(struct notes *n, const struct slot *sl, const struct tz *zone)
{
	if (!sl->has_end || sl->end <= sl->start)
		put(n, words_get(n->w, WORD_END_UNKNOWN));
	else if (sl->end - sl->start >= DAY_SECONDS)
		put_fact(n, WORD_WHEN, words_slot_short(n->w, zone, sl));
}

/* ---- sessions ---- */

static void
put_status(struct notes *n, enum status st)
{
	static const enum word words[] = {[STATUS_TENTATIVE] = WORD_SESSION_TENTATIVE,
	    [STATUS_POSTPONED] = WORD_SESSION_POSTPONED,
	    [STATUS_CANCELLED] = WORD_SESSION_CANCELLED};

	if (st != STATUS_CONFIRMED)
		put(n, words_get(n->w, words[st]));
}

bool
timetable_moved(const struct session *se, struct move *out)
{
	if (date_is_set(se->moved_from.day))
		*out = (struct move){.slot = se->moved_from};
	else if (se->identity.move.revision > 0 && !se->identity.gone)
		*out = se->identity.move;
	else
		return false;
	return true;
}

static void
put_moved(struct notes *n, const struct session *se)
{
	const char *was = "";
	struct move mv;

	if (!timetable_moved(se, &mv))
		return;
	if (!slot_eq(&mv.slot, &se->slot))
		was = words_slot_short(n->w, se->event->zone, &mv.slot);
	for (size_t i = 0; i < mv.nrooms; i++)
		was = words_list(n->w, was, line(n, &mv.rooms[i]));
	if (*was != '\0')
		put(n, words_fill(n->w, WORD_SESSION_MOVED, was, NULL));
}

static void
put_tracks(struct notes *n, const struct session *se)
{
	const char *list = "";

	for (size_t i = 0; se->ntracks > 1 && i < se->ntracks; i++)
		list = words_list(n->w, list, line(n, &se->tracks[i]->title));
	put_fact(n, WORD_TRACKS, list);
}

/* Those who do not speak. */
static void
put_people(struct notes *n, const struct session *se)
{
	const char *list = "";

	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].as != ROLE_SPEAKER && person_is_listed(se->people[i].person))
			list = words_list(n->w, list,
			    words_fill(n->w, WORD_WHO, line(n, &se->people[i].person->name),
				words_role(n->w, se->people[i].as), NULL));
	put_fact(n, WORD_WITH, list);
}

const char *
timetable_notes_of_session(const struct words *w, const struct session *se)
{
	struct notes n = {.w = w, .all = ""};
	bool is_plain = se->nrooms == 1 && se->rooms[0]->venue == NULL;

	put_status(&n, session_status(se));
	put_moved(&n, se);
	put_end(&n, &se->slot, se->event->zone);
	if (!is_plain)
		put_fact(&n, WORD_WHERE, location_of(w, se->event, se));
	put_tracks(&n, se);
	put_people(&n, se);
	put_organisations(&n, WORD_WITH, se->organisations, se->norganisations);
	if (se->nlanguages > 1)
		put_languages(&n, WORD_LANGUAGES, se->languages, se->nlanguages);
	put_languages(&n, WORD_INTERPRETATION, se->interpretation, se->ninterpretation);
	return n.all;
}

/* ---- events ---- */

const char *
timetable_notes_of_event(const struct words *w, const struct event *ev)
{
	static const enum word words[] = {[STATUS_TENTATIVE] = WORD_EVENT_TENTATIVE,
	    [STATUS_POSTPONED] = WORD_EVENT_POSTPONED,
	    [STATUS_CANCELLED] = WORD_EVENT_CANCELLED};
	enum status st = event_status(ev);
	struct notes n = {.w = w, .all = ""};

	if (st != STATUS_CONFIRMED)
		put(&n, words_get(w, words[st]));
	put_end(&n, &ev->slot, ev->zone);
	put_fact(&n, WORD_WHERE, location_of(w, ev, NULL));
	put_organisations(&n, WORD_ORGANISERS, ev->organisations, ev->norganisations);
	if (ev->nlanguages > 1)
		put_languages(&n, WORD_LANGUAGES, ev->languages, ev->nlanguages);
	put_languages(&n, WORD_INTERPRETATION, ev->interpretation, ev->ninterpretation);
	return n.all;
}
