/* SPDX-License-Identifier: ISC */
/* What the latest revision has for calendars to tell, as JSON: of each event, deadline and session
 * its UID, time (if it has one), status and summaries, and what says in which calendars it is. It
 * is taken from the agenda and its identities, and nothing of ical/ is asked, so that agreement.t
 * can hold the calendars against it. model STATE_DIR */
#include "cli/revision.h"
#include "core/json.h"
#include "core/words.h"
#include "data/store.h"

#include <stdio.h>
#include <string.h>

enum { OUT_MAX = 256 * 1024 * 1024, ARENA_MAX = 64 * 1024 * 1024 };

/* An event, a deadline (`se` is NULL, `id` the deadline's) or a session. */
struct thing {
	const struct event *ev;
	const struct session *se;
	const struct identity *id;
	bool is_deadline;
};

struct writer {
	const struct site *site;
	struct arena *arena;
	struct json j;
};

/* ---- when ---- */

static void
put_day(struct json *j, const char *key, struct date d)
{
	char s[32];

	snprintf(s, sizeof s, "%04d-%02d-%02d", d.year, d.month, d.day);
	json_put_string(j, key, s);
}

static void
put_days(struct json *j, struct date first, struct date last)
{
	put_day(j, "start", first);
	put_day(j, "end", date_add(last, 1));
}

static void
put_clock(struct json *j, const struct slot *sl)
{
	char s[26];

	tz_format_rfc3339(sl->start, 0, s);
	json_put_string(j, "start", s);
	tz_format_rfc3339(sl->end, 0, s);
	json_put_string(j, "end", sl->has_end && sl->end > sl->start ? s : NULL);
}

/* Its time of its own; false when it has none, or only a month or a year. */
static bool
has_time(const struct thing *t)
{
	struct span days;

	if (t->is_deadline)
		return t->ev->deadline.kind != DEADLINE_NONE;
	if (t->se != NULL)
		return date_is_set(t->se->slot.day);
	days = event_days(t->ev);
	return t->ev->slot.has_start || (days.precision == PRECISION_DAY && !days.before);
}

/* What has lost its time is told at the last one that it had. */
static void
put_time(struct json *j, const struct thing *t)
{
	const struct deadline *d = &t->ev->deadline;
	const struct slot *sl = t->se != NULL ? &t->se->slot : &t->ev->slot;
	struct slot due = {.start = d->when};
	struct span days;

	if (!has_time(t)) {
		sl = &t->id->last_slot;
		days.first = sl->day;
		days.last = date_is_set(t->id->last_day) ? t->id->last_day : sl->day;
	} else if (t->is_deadline) {
		days.first = days.last = d->day;
	} else if (t->se != NULL) {
		days.first = days.last = sl->day;
	} else {
		days = event_days(t->ev);
	}
	if (!t->is_deadline && t->se == NULL && t->ev->is_repeated)
		json_put_string(j, "start", NULL); /* each of its times is an entry */
	else if (t->is_deadline && d->kind != DEADLINE_DATE)
		put_clock(j, &due);
	else if (!t->is_deadline && sl->has_start)
		put_clock(j, sl);
	else if (date_is_set(days.first))
		put_days(j, days.first, days.last);
	else
		json_put_string(j, "start", NULL);
}

/* ---- what is said ---- */

static bool
is_withdrawn(const struct thing *t)
{
	return t->ev->identity.withdrawn || t->id->withdrawn;
}

static bool
is_gone(const struct thing *t)
{
	return t->ev->identity.gone || t->id->gone || is_withdrawn(t);
}

static enum status
status_of(const struct thing *t)
{
	if (is_gone(t))
		return STATUS_CANCELLED;
	/* Of a session and its event the worse. */
	if (t->se != NULL && t->se->status > t->ev->status)
		return t->se->status;
	/* A deadline stands while its event is put off. */
	return t->is_deadline && t->ev->status != STATUS_CANCELLED ? STATUS_CONFIRMED
								   : t->ev->status;
}

static const char *
status_word(const struct thing *t)
{
	static const char *const words[] = {
	    [STATUS_CONFIRMED] = "CONFIRMED",
	    [STATUS_TENTATIVE] = "TENTATIVE",
	    [STATUS_POSTPONED] = "TENTATIVE",
	    [STATUS_CANCELLED] = "CANCELLED",
	};

	return has_time(t) ? words[status_of(t)] : "CANCELLED";
}

/* "Deadline: Title (postponed)", each part where it holds. */
static const char *
summary_of(struct writer *w, const struct thing *t, const char *lang)
{
	struct words ws = {w->site, lang, w->arena};
	const char *title = text_get(t->se != NULL ? &t->se->title : &t->ev->title, lang, NULL);
	const char *before = "", *after = "";
	enum status st = status_of(t);

	if (is_withdrawn(t))
		return words_get(&ws, WORD_WITHDRAWN);
	if (t->is_deadline)
		before = words_fill(&ws, WORD_FACT, words_get(&ws, WORD_DEADLINE), "", NULL);
	if (st == STATUS_CANCELLED)
		after = words_get(&ws, WORD_STATUS_CANCELLED);
	else if (st == STATUS_POSTPONED || !has_time(t))
		after = words_get(&ws, WORD_STATUS_POSTPONED);
	if (*after != '\0')
		after = arena_printf(w->arena, " (%s)", after);
	return arena_printf(w->arena, "%s%s%s", before, *title == '\0' ? t->ev->id : title, after);
}

/* ---- what says in which calendars it is ---- */

/* An array of ids or tags, each an expression of `i`. */
#define PUT_IDS(j, key, count, id)                                                                 \
	do {                                                                                       \
		json_key(j, key);                                                                  \
		json_open_array(j);                                                                \
		for (size_t i = 0; i < (count); i++)                                               \
			json_string(j, id);                                                        \
		json_close_array(j);                                                               \
	} while (0)

static void
put_event(struct json *j, const struct event *ev)
{
	json_put_string(j, "event", ev->id);
	json_put_string(j, "series", ev->series == NULL ? NULL : ev->series->id);
	json_put_string(j, "kind", event_kind_words[ev->kind]);
	json_put_bool(j, "event-unlisted", ev->visibility == VISIBILITY_UNLISTED);
	json_put_bool(j, "event-withdrawn", ev->identity.withdrawn);
	json_put_bool(j, "is-its-own-session", date_is_set(ev->slot.day));
	PUT_IDS(j, "attendees", ev->npeople, ev->people[i].person->id);
	PUT_IDS(j, "event-spoken", ev->nlanguages, ev->languages[i]);
	PUT_IDS(j, "event-interpreted", ev->ninterpretation, ev->interpretation[i]);
	PUT_IDS(j, "event-tracks", ev->ntracks, ev->tracks[i].id);
	PUT_IDS(j, "event-rooms", ev->nrooms, ev->rooms[i].id);
}

static void
put_session(struct json *j, const struct session *se)
{
	json_put_string(j, "session", se->id);
	json_put_bool(j, "unlisted", se->visibility == VISIBILITY_UNLISTED);
	json_put_bool(j, "is-break", se->type == TYPE_BREAK);
	PUT_IDS(j, "tracks", se->ntracks, se->tracks[i]->id);
	PUT_IDS(j, "rooms", se->nrooms, se->rooms[i]->id);
	PUT_IDS(j, "people", se->npeople, se->people[i].person->id);
	PUT_IDS(j, "spoken", se->nlanguages, se->languages[i]);
	PUT_IDS(j, "interpreted", se->ninterpretation, se->interpretation[i]);
}

static void
put_thing(struct writer *w, const struct thing *t)
{
	struct json *j = &w->j;

	if (t->is_deadline && !has_time(t))
		return;
	json_open_object(j);
	json_put_string(j, "uid", t->id->uid);
	json_put_int(j, "sequence", t->id->sequence);
	put_time(j, t);
	json_put_string(j, "status", status_word(t));
	json_key(j, "summary");
	json_open_object(j);
	for (size_t i = 0; i < w->site->nlanguages; i++)
		json_put_string(j, w->site->languages[i], summary_of(w, t, w->site->languages[i]));
	json_close_object(j);
	json_put_bool(j, "is-deadline", t->is_deadline);
	json_put_bool(j, "withdrawn", is_withdrawn(t));
	put_event(j, t->ev);
	if (t->se != NULL)
		put_session(j, t->se);
	json_close_object(j);
}

static void
put_things(struct writer *w, const struct event *ev)
{
	put_thing(w, &(struct thing){.ev = ev, .id = &ev->identity});
	put_thing(w, &(struct thing){.ev = ev, .id = &ev->deadline.identity, .is_deadline = true});
	for (size_t i = 0; i < ev->nsessions; i++)
		put_thing(
		    w, &(struct thing){
			   .ev = ev, .se = ev->sessions[i], .id = &ev->sessions[i]->identity});
}

static void
put_site(struct writer *w)
{
	const struct site *s = w->site;

	json_open_object(&w->j);
	PUT_IDS(&w->j, "languages", s->nlanguages, s->languages[i]);
	PUT_IDS(&w->j, "series", s->nseries, s->series[i]->id);
	PUT_IDS(&w->j, "people", s->npeople, s->people[i]->id);
	json_key(&w->j, "things");
	json_open_array(&w->j);
	for (size_t i = 0; i < s->nevents; i++)
		put_things(w, s->events[i]);
	json_close_array(&w->j);
	json_close_object(&w->j);
	json_end(&w->j);
}

/* 0; -1 and why. */
static int
tell(const char *state, struct err *e)
{
	struct store *st = NULL;
	struct tzdb *db = NULL;
	struct site *s = NULL;
	struct writer w = {0};
	struct buf out;
	int latest, rc = -1;

	buf_init(&out, OUT_MAX);
	if (tzdb_open(&db, NULL, e) != 0 || store_open(&st, state, STORE_READ, e) != 0)
		goto out;
	latest = store_latest(st, e);
	if (latest < 1 || revision_load(&s, st, latest, db, e) != 0)
		goto out;
	w = (struct writer){.site = s, .arena = arena_new(ARENA_MAX), .j = json_begin(&out)};
	put_site(&w);
	if (out.failed)
		err_set(e, "too much to tell");
	else
		rc = fwrite(out.p, 1, out.n, stdout) == out.n ? 0 : err_set(e, "write failed");
out:
	arena_free(w.arena);
	site_free(s);
	store_close(st);
	tzdb_close(db);
	buf_free(&out);
	return rc;
}

int
main(int argc, char **argv)
{
	struct err e = {""};

	if (argc != 2) {
		fputs("usage: model STATE_DIR\n", stderr);
		return 64;
	}
	if (tell(argv[1], &e) != 0) {
		fprintf(stderr, "model: %s\n", e.msg);
		return 1;
	}
	return 0;
}
