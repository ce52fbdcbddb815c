/* SPDX-License-Identifier: ISC */
/* Pages made by hand, of an event that does not exist: what the writer is looked at with. */
#ifndef PLENARY_HTML_SAMPLES_H
#define PLENARY_HTML_SAMPLES_H

#include "core/model.h"
#include "core/page.h"

#include <string.h>

enum { MIDNIGHT = 1939154400, EAST = 7200 }; /* 2031-06-14T00:00+02:00 */

static inline struct target
to_page(const char *path)
{
	return (struct target){TARGET_PAGE, path};
}

static inline struct page *
sample_page(struct arena *a, const char *path, const char *lang, const char *title)
{
	struct page *p = arena_alloc(a, sizeof *p);

	p->arena = a;
	p->path = path;
	p->lang = lang;
	p->title = title;
	p->site_title = "Example Assembly";
	p->description = "A programme that was made up to look at.";
	p->footer = "Revision 3, published 2 June 2031, 09:30 UTC. A fictional event.";
	p->revision = 3;
	return p;
}

static inline void
sample_crumb(struct page *p, const char *title, const char *path)
{
	struct run *r = arena_push(p->arena, &p->crumbs, &p->ncrumbs, sizeof *r);

	r->s = title;
	r->target = to_page(path);
}

struct sample_slot {
	int row, rows, column, columns; /* in the grid */
	int from, to;                   /* minutes of the day */
	const char *title, *track, *track_id, *people;
	enum slot_mark mark;
	bool is_break;
};

static const char *const sample_rooms[] = {
    "Main hall", "Blue room", "Library", "Garden room", "Studio", "Room 204", "Room 205", "Online"};

#define P   "Policy and Advocacy", "policy"
#define G   "Programmes", "programmes"
#define H   "Human Resources", "people"
#define C   "Communications", "voice"
#define ALL "", NULL

static const struct sample_slot sample_slots[] = {
    {0, 1, 0, 8, 510, 540, "Arrival and registration", ALL, "", SLOT_NORMAL, true},
    {1, 1, 0, 8, 540, 600, "Opening: what a year it was", ALL, "Ada Example, Ben Sample",
	SLOT_NORMAL, false},
    {2, 1, 0, 8, 600, 630, "Coffee", ALL, "", SLOT_NORMAL, true},
    {3, 2, 0, 1, 630, 720, "The future of rights diplomacy", P, "Cleo Placeholder", SLOT_NORMAL,
	false},
    {3, 1, 1, 1, 630, 675, "Hiring without borders", H, "Dan Specimen", SLOT_NORMAL, false},
    {3, 2, 2, 1, 630, 720, "Working differently with bilateral donors", G,
	"Eve Instance, Finn Mockup", SLOT_NORMAL, false},
    {3, 1, 3, 1, 630, 675, "Say it in one sentence", C, "Gus Dummy", SLOT_CANCELLED, false},
    {3, 2, 4, 2, 630, 720, "Anti-rights groups and the threat they pose to civic space", P,
	"Hana Example", SLOT_NORMAL, false},
    {3, 2, 7, 1, 630, 720, "Stream from the main hall", ALL, "", SLOT_NORMAL, false},
    {4, 1, 1, 1, 675, 720, "Leaving well", H, "Ida Sample", SLOT_NORMAL, false},
    {4, 1, 3, 1, 675, 720, "Newsletters people read", C, "Jo Placeholder", SLOT_MOVED, false},
    {5, 1, 0, 8, 720, 780, "Lunch", ALL, "", SLOT_NORMAL, true},
    {6, 1, 0, 1, 780, 840, "Scenarios: the year the cables were cut", ALL, "Kim Specimen",
	SLOT_NORMAL, false},
    {6, 1, 1, 1, 780, 840, "Pay, openly", H, "Lea Instance", SLOT_TENTATIVE, false},
    {6, 2, 2, 1, 780, 900, "Clinic: budgets (bring yours)", G, "Max Mockup", SLOT_NORMAL, false},
    {6, 1, 5, 1, 780, 840,
	"\xd8\xa7\xd9\x84\xd9\x85\xd8\xac\xd8\xaa\xd9\x85\xd8\xb9 "
	"\xd8\xa7\xd9\x84\xd9\x85\xd8\xaf\xd9\x86\xd9\x8a 2031",
	P, "Nia Dummy", SLOT_NORMAL, false},
    {6, 1, 7, 1, 780, 840, "Stream from the main hall", ALL, "", SLOT_NORMAL, false},
    {7, 1, 0, 1, 840, 900, "Participatory strategy, step by step", ALL, "Ola Example", SLOT_NORMAL,
	false},
    {7, 1, 4, 1, 840, 900, "Photographs with dignity", C, "Pia Sample", SLOT_NORMAL, false},
    {8, 1, 0, 8, 900, 930, "Tea", ALL, "", SLOT_NORMAL, true},
    {9, 1, 0, 8, 930, 1020, "Closing: what we take home", ALL, "Ada Example", SLOT_NORMAL, false},
    {10, 1, 3, 1, 1110, 1260, "Dinner in the garden", ALL, "", SLOT_NORMAL, true},
};

#undef P
#undef G
#undef H
#undef C
#undef ALL

enum {
	SAMPLE_SLOTS = sizeof sample_slots / sizeof sample_slots[0],
	SAMPLE_ROWS = 11,
	SAMPLE_ROOMS = 8
};

/* Of each track. */
static const char *const sample_colours[][2] = {
    {"policy", "#6d4bc4"}, {"programmes", "teal"}, {"people", "#e67e22"}, {"voice", "#c2185b"}};

/* The site of the event, as far as the writer looks at it. */
static inline struct site *
sample_site(struct arena *a)
{
	struct site *s = arena_alloc(a, sizeof *s);
	struct event *ev = arena_alloc(a, sizeof *ev);

	ev->id = "assembly-2031";
	for (size_t i = 0; i < sizeof sample_colours / sizeof *sample_colours; i++) {
		struct track *tr = arena_push(a, &ev->tracks, &ev->ntracks, sizeof *tr);

		tr->id = sample_colours[i][0];
		tr->colour = sample_colours[i][1];
	}
	*(const char **)arena_push(a, &s->languages, &s->nlanguages, sizeof(char *)) = "en";
	*(struct event **)arena_push(a, &s->events, &s->nevents, sizeof ev) = ev;
	return s;
}

static const char *
sample_clock(struct arena *a, int minute)
{
	return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

static inline void
sample_slot(struct arena *a, struct page_slot *slot, const struct sample_slot *s)
{
	static const char *const notes[] = {[SLOT_CANCELLED] = "cancelled",
	    [SLOT_TENTATIVE] = "tentative",
	    [SLOT_MOVED] = "moved from 10:30"};
	bool off = s->mark == SLOT_NORMAL;

	slot->start = MIDNIGHT + s->from * 60;
	slot->end = MIDNIGHT + s->to * 60;
	slot->offset = EAST;
	slot->day = (struct date){2031, 6, 14};
	slot->time =
	    arena_printf(a, "%s\xe2\x80\x93%s", sample_clock(a, s->from), sample_clock(a, s->to));
	slot->title = s->title;
	if (!s->is_break)
		slot->target = to_page("assembly-2031/session/rights-diplomacy");
	slot->rooms = s->columns == SAMPLE_ROOMS ? "" : sample_rooms[s->column];
	slot->tracks = s->track;
	slot->track_id = s->track_id;
	for (size_t i = 0; i < sizeof sample_colours / sizeof *sample_colours; i++)
		if (s->track_id != NULL && strcmp(sample_colours[i][0], s->track_id) == 0)
			slot->colour = sample_colours[i][1];
	slot->people = s->people;
	slot->mark = s->mark;
	slot->mark_note = off ? NULL : notes[s->mark];
	slot->is_break = s->is_break;
	slot->is_joint = s->columns == SAMPLE_ROOMS && !s->is_break;
	if (strncmp(s->title, "\xd8", 1) == 0)
		slot->lang = "ar";
}

static inline struct grid *
sample_grid(struct arena *a)
{
	struct grid *g = arena_alloc(a, sizeof *g);
	static const int begins[SAMPLE_ROWS] = {
	    510, 540, 600, 630, 675, 720, 780, 840, 900, 930, 1110};

	g->caption = "Saturday 14 June 2031, times in Berlin (UTC+2)";
	g->ncolumns = SAMPLE_ROOMS;
	g->columns = arena_array(a, SAMPLE_ROOMS, sizeof *g->columns);
	memcpy(g->columns, sample_rooms, sizeof sample_rooms);
	g->nrows = SAMPLE_ROWS;
	g->rows = arena_array(a, SAMPLE_ROWS, sizeof *g->rows);
	for (size_t i = 0; i < SAMPLE_ROWS; i++)
		g->rows[i] = sample_clock(a, begins[i]);
	for (size_t i = 0; i < SAMPLE_SLOTS; i++) {
		struct grid_cell *c = arena_push(a, &g->cells, &g->ncells, sizeof *c);
		const struct sample_slot *s = &sample_slots[i];

		*c = (struct grid_cell){arena_alloc(a, sizeof *c->slot), (size_t)s->row,
		    (size_t)s->column, (size_t)s->rows, (size_t)s->columns};
		sample_slot(a, c->slot, s);
	}
	return g;
}

static inline void
sample_agenda(struct page *p, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++) {
		struct block *b = page_block(p, BLOCK_SLOT);

		b->slot = arena_alloc(p->arena, sizeof *b->slot);
		sample_slot(p->arena, b->slot, &sample_slots[i]);
	}
}

static inline struct page *
sample_day(struct arena *a)
{
	struct page *p = sample_page(a, "assembly-2031/day/2031-06-14", "en", "Saturday 14 June");

	sample_crumb(p, "Home", "");
	sample_crumb(p, "Example Assembly 2031", "assembly-2031/");
	p->calendar = "assembly-2031.ics";
	page_block(p, BLOCK_GRID)->grid = sample_grid(a);
	page_link(p, "Calendar of the event (.ics)", target_file("assembly-2031.ics"), "calendar");
	return p;
}

static inline void
sample_item(struct page *p, int level, int ordinal, const char *text)
{
	struct block *b = page_block(p, BLOCK_ITEM);

	b->level = level;
	b->ordinal = ordinal;
	page_run(p, b, RUN_PLAIN, text, (struct target){0});
}

static inline void
sample_event(struct page *p, const char *time, const char *title, const char *where)
{
	struct block *b = page_block(p, BLOCK_SLOT);

	b->slot = arena_alloc(p->arena, sizeof *b->slot);
	b->slot->people = b->slot->tracks = "";
	b->slot->time = time;
	b->slot->title = title;
	b->slot->rooms = where;
	b->slot->target = to_page("assembly-2031/");
}

static inline struct page *
sample_home(struct arena *a)
{
	struct page *p = sample_page(a, "", "en", "Example Assembly");

	p->calendar = "all.ics";
	page_para(p, "A yearly gathering of people who do not exist, for organisations that do not "
		     "either. Every hour here is made up.");
	page_heading(p, 2, "Ahead");
	sample_agenda(p, 0, 8);
	page_heading(p, 2, "Open calls");
	page_fact(p, "Proposals", "by 31 January 2031, Anywhere on Earth");
	page_fact(p, "Travel support", "by 28 February 2031, 18:00 (UTC+1)");
	page_heading(p, 2, "Past events");
	sample_event(p,
	    "14\xe2\x80\x93"
	    "15 June 2030",
	    "Example Assembly 2030", "Berlin");
	sample_event(p, "2029 (before 10 July)", "Webinar on samples", "online");
	page_heading(p, 2, "Series");
	sample_event(p, "", "Example Assemblies", "");
	sample_event(p, "", "Webinars", "online");
	page_link(p, "People", to_page("people/"), NULL);
	page_link(p, "Changes", to_page("changes"), NULL);
	page_link(p, "Calendar (.ics)", target_file("all.ics"), "calendar");
	return p;
}

static inline struct page *
sample_session(struct arena *a)
{
	struct page *p = sample_page(
	    a, "assembly-2031/session/rights-diplomacy", "en", "The future of rights diplomacy");
	struct block *b;

	sample_crumb(p, "Home", "");
	sample_crumb(p, "Example Assembly 2031", "assembly-2031/");
	sample_crumb(p, "Saturday 14 June", "assembly-2031/day/2031-06-14");
	p->calendar = "assembly-2031/session/rights-diplomacy.ics";
	page_notice(p, "Moved: this session was to begin at 14:00.");
	page_fact(p, "When",
	    "Saturday 14 June 2031, 10:30\xe2\x80\x93"
	    "12:00 Europe/Berlin (UTC+2), 08:30 UTC");
	page_fact(p, "Where", "Main hall");
	page_fact(p, "Track", "Policy and Advocacy");
	b = page_fact(p, "With", "");
	page_run(p, b, RUN_PLAIN, "Cleo Placeholder", to_page("person/cleo"));
	page_run(p, b, RUN_PLAIN, ", Associate, Example Institute", (struct target){0});
	b = page_fact(p, "With", "");
	page_run(p, b, RUN_PLAIN, "Nia Dummy", to_page("person/nia"));
	page_fact(p, "Languages", "English, with interpretation into French and Spanish");
	b = page_block(p, BLOCK_PARA);
	page_run(p, b, RUN_PLAIN,
	    "Diplomacy for rights is done by fewer people, in more places, with ",
	    (struct target){0});
	page_run(p, b, RUN_EMPH, "less", (struct target){0});
	page_run(p, b, RUN_PLAIN, " time. What stays when the rooms are closed? We begin with ",
	    (struct target){0});
	page_run(p, b, RUN_PLAIN, "a paper", target_url("https://example.org/paper?a=1&b=2"));
	page_run(p, b, RUN_PLAIN,
	    " and end with a plan. Bring one letter that was answered and one that was not.",
	    (struct target){0});
	page_heading(p, 2, "What we will do");
	sample_item(p, 1, 1, "Read, twenty minutes");
	sample_item(p, 1, 2, "Talk in threes:");
	sample_item(p, 2, 0, "what worked");
	sample_item(p, 2, 0, "what did not");
	sample_item(p, 1, 3, "Write");
	b = page_block(p, BLOCK_QUOTE);
	page_run(
	    p, b, RUN_PLAIN, "Nothing that is written down is lost at once.", (struct target){0});
	b = page_block(p, BLOCK_CODE);
	page_run(p, b, RUN_PLAIN, "10:30  open\n12:00  close\n", (struct target){0});
	page_heading(p, 2, "Materials");
	page_link(p, "Slides", target_url("https://example.org/slides.pdf"), "material");
	page_link(p, "Calendar (.ics)", target_file(p->calendar), "calendar");
	return p;
}

/* "Civil society" and a session or two, in Arabic. */
static inline struct page *
sample_arabic(struct arena *a)
{
	struct page *p = sample_page(a, "assembly-2031/", "ar",
	    "\xd8\xa7\xd9\x84\xd9\x85\xd8\xac\xd8\xaa\xd9\x85\xd8\xb9 "
	    "\xd8\xa7\xd9\x84\xd9\x85\xd8\xaf\xd9\x86\xd9\x8a");

	sample_crumb(p, "\xd8\xa7\xd9\x84\xd8\xb1\xd8\xa6\xd9\x8a\xd8\xb3\xd9\x8a\xd8\xa9", "");
	p->skip_word = "\xd8\xaa\xd8\xae\xd8\xb7\xd9\x8e\xd9\x91 \xd8\xa5\xd9\x84\xd9\x89 "
		       "\xd8\xa7\xd9\x84\xd9\x85\xd8\xad\xd8\xaa\xd9\x88\xd9\x89";
	p->time_word = "\xd8\xa7\xd9\x84\xd9\x88\xd9\x82\xd8\xaa";
	page_fact(p, "\xd8\xa7\xd9\x84\xd9\x85\xd9\x83\xd8\xa7\xd9\x86",
	    "\xd8\xa8\xd8\xb1\xd9\x84\xd9\x8a\xd9\x86");
	page_heading(p, 2,
	    "\xd8\xac\xd8\xaf\xd9\x88\xd9\x84 "
	    "\xd8\xa7\xd9\x84\xd8\xa3\xd8\xb9\xd9\x85\xd8\xa7\xd9\x84");
	sample_agenda(p, 13, 5);
	page_block(p, BLOCK_PARA)->text.lang = "en";
	page_run(p, &p->blocks[p->nblocks - 1], RUN_PLAIN, "This paragraph is in English.",
	    (struct target){0});
	return p;
}

typedef struct page *sample_maker(struct arena *a);

static const struct {
	const char *name, *file; /* golden, and in a tree */
	sample_maker *make;
} samples[] = {
    {"home", "index.html", sample_home},
    {"day", "assembly-2031/day/2031-06-14.html", sample_day},
    {"session", "assembly-2031/session/rights-diplomacy.html", sample_session},
    {"arabic", "assembly-2031/index.html", sample_arabic},
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

#endif
