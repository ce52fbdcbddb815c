/* SPDX-License-Identifier: ISC */
/* The index that a browser searches. */
#include "core/fold.h"
#include "core/json.h"
#include "core/path.h"
#include "core/public.h"
#include "core/query.h"
#include "html/html_script.h"

#include <string.h>

enum { FOLDED_MAX = 64 * 1024 }; /* bytes of one row; what is beyond is not found */

/* What is between things of a kind of their own, " · ". */
static const char dot[] = " \xc2\xb7 ";

struct row {
	const char *path, *title, *when, *more;
};

struct writer {
	struct buf *out;
	const struct words *w;
	bool one_event; /* which need not be named with each of its sessions */
	size_t nrows;
};

static const char *
text(const struct writer *wr, const struct text *t)
{
	const char *s = text_get(t, wr->w->lang, NULL);

	return s != NULL ? s : "";
}

/* `list` and one more, divided by `between`; nothing is added to nothing. */
static const char *
join(const struct writer *wr, const char *list, const char *between, const char *more)
{
	if (*list == '\0' || *more == '\0')
		return *list == '\0' ? more : list;
	return arena_printf(wr->w->arena, "%s%s%s", list, between, more);
}

/* ---- rows ---- */

/* Folds each word of a text that is not of ASCII alone: "Łódź" is "lodz". */
static void
fold_words(struct buf *out, const char *s)
{
	for (size_t n; *s != '\0'; s += n + (s[n] != '\0')) {
		bool plain = true;

		for (n = 0; s[n] != '\0' && s[n] != ' '; n++)
			plain = plain && (unsigned char)s[n] < 0x80;
		if (plain)
			continue;
		if (out->n > 0 && out->p[out->n - 1] != ' ')
			buf_putc(out, ' ');
		fold_put(out, s, n);
	}
}

static const char *
folded(const struct writer *wr, const char *title, const char *more)
{
	const char *s;
	struct buf b;

	buf_init(&b, FOLDED_MAX);
	fold_words(&b, title);
	fold_words(&b, more);
	s = arena_strdup(wr->w->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

static void
put_row(struct writer *wr, struct row r)
{
	const char *cells[] = {r.path, r.title, r.when, r.more, folded(wr, r.title, r.more)};
	size_t n = sizeof cells / sizeof cells[0];

	while (n > 2 && *cells[n - 1] == '\0')
		n--;
	buf_puts(wr->out, wr->nrows++ > 0 ? ",\n[" : "[");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(wr->out, ',');
		json_quote(wr->out, cells[i]);
	}
	buf_putc(wr->out, ']');
}

/* What has come of something, before when it is or was to be. */
static const char *
marked(const struct writer *wr, enum status status, const char *when)
{
	if (status == STATUS_CONFIRMED)
		return when;
	return join(wr, words_get(wr->w, (enum word)(WORD_STATUS_CONFIRMED + status)), dot, when);
}

/* "Wednesday 14 June 2023, 09:30–11:00 (Europe/Berlin, UTC+2)", as much of it as is known. */
static const char *
when_of(const struct writer *wr, const struct session *se)
{
	const struct tz *zone = se->event->zone;
	const struct slot *sl = &se->slot;
	const struct words *w = wr->w;
	const char *s = "";

	if (sl->has_start)
		s = words_fill(w, WORD_IN_ZONE,
		    words_fill(w, WORD_DATE_TIME,
			words_date_full(w, zone_civil(zone, sl->start).date),
			words_time_range(w, zone, sl), NULL),
		    words_zone(w, zone, sl->start), NULL);
	else if (date_is_set(sl->day))
		s = words_date_full(w, sl->day);
	return marked(wr, session_status(se), s);
}

static void
put_session(struct writer *wr, const struct session *se)
{
	const struct words *w = wr->w;
	const char *more = "", *rooms = "", *tracks = "";

	for (size_t i = 0; i < se->npeople; i++)
		if (se->people[i].person->visibility == VISIBILITY_PUBLIC)
			more = words_list(w, more, text(wr, &se->people[i].person->name));
	for (size_t i = 0; i < se->nrooms; i++)
		rooms = words_list(w, rooms, text(wr, &se->rooms[i]->title));
	for (size_t i = 0; i < se->ntracks; i++)
		tracks = words_list(w, tracks, text(wr, &se->tracks[i]->title));
	more = join(wr, join(wr, more, dot, rooms), dot, tracks);
	if (!wr->one_event)
		more = join(wr, more, dot, text(wr, &se->event->title));
	put_row(wr, (struct row){path_of_session(w->arena, se), text(wr, &se->title),
			when_of(wr, se), more});
}

static void
put_event(struct writer *wr, const struct event *ev)
{
	struct arena *a = wr->w->arena;
	const char *title = text(wr, &ev->title);
	struct span when = event_when(ev);

	put_row(wr, (struct row){path_of_event(a, ev), title,
			marked(wr, event_status(ev),
			    when.precision == PRECISION_NONE ? "" : words_span(wr->w, &when)),
			text(wr, &ev->place)});
	for (size_t i = 0; i < ev->ntracks; i++)
		put_row(wr, (struct row){path_of_track(a, ev, &ev->tracks[i]),
				text(wr, &ev->tracks[i].title), "", title});
	for (size_t i = 0; i < ev->nrooms; i++)
		put_row(wr, (struct row){path_of_room(a, ev, &ev->rooms[i]),
				text(wr, &ev->rooms[i].title), "", title});
}

static void
put_events(struct writer *wr, struct event_list l)
{
	struct arena *a = wr->w->arena;

	for (size_t i = 0; i < l.n; i++) {
		struct arena_mark start = arena_mark(a);
		struct session_list sessions = query_sessions(a, l.items[i]);

		put_event(wr, l.items[i]);
		for (size_t k = 0; k < sessions.n; k++) {
			struct arena_mark one = arena_mark(a);

			if (session_is_listed(sessions.items[k]) &&
			    sessions.items[k]->type != TYPE_BREAK)
				put_session(wr, sessions.items[k]);
			arena_rewind(a, one);
		}
		arena_rewind(a, start);
	}
}

static void
put_series(struct writer *wr)
{
	const struct site *s = wr->w->site;
	struct arena *a = wr->w->arena;

	for (size_t i = 0; i < s->nseries; i++)
		if (query_series(a, s, s->series[i]).n > 0)
			put_row(wr, (struct row){path_of_series(a, s->series[i]),
					text(wr, &s->series[i]->title), "", ""});
}

static void
put_people(struct writer *wr)
{
	struct arena *a = wr->w->arena;
	struct person_list all = query_people(a, wr->w->site);

	for (size_t i = 0; i < all.n; i++) {
		const struct person *pe = all.items[i];

		if (pe->visibility == VISIBILITY_PUBLIC)
			put_row(wr, (struct row){path_of_person(a, pe), text(wr, &pe->name), "",
					join(wr, text(wr, &pe->role), words_comma(wr->w),
					    text(wr, &pe->organisation))});
	}
}

/* ---- the file ---- */

static void
put_word(struct writer *wr, const char *key, enum word k)
{
	buf_printf(wr->out, "%s:", key);
	json_quote(wr->out, words_get(wr->w, k));
}

void
html_search(struct buf *out, const struct words *w)
{
	struct arena_mark start = arena_mark(w->arena);
	struct event_list ahead = query_ahead(w->arena, w->site, w->site->moment),
			  calls = query_calls(w->arena, w->site, w->site->moment),
			  past = query_past(w->arena, w->site, w->site->moment);
	struct writer wr = {.out = out, .w = w, .one_event = ahead.n + calls.n + past.n == 1};

	put_word(&wr, "plenary({found", WORD_FOUND);
	put_word(&wr, ",none", WORD_FOUND_NOTHING);
	put_word(&wr, ",how", WORD_MINE_HOW);
	put_word(&wr, ",only", WORD_ONLY_MINE);
	put_word(&wr, ",calendar", WORD_CALENDAR);
	put_word(&wr, ",close", WORD_CLOSE);
	buf_puts(out, "},[\n");
	put_events(&wr, ahead);
	put_events(&wr, calls);
	put_events(&wr, past);
	put_series(&wr);
	put_people(&wr);
	buf_puts(out, "\n]);\n");
	arena_rewind(w->arena, start);
}
