/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/event_ids.h"
#include "cli/load.h"
#include "cli/revision.h"
#include "cli/tell.h"
#include "cli/term.h"
#include "cli/text.h"
#include "core/pages.h"
#include "core/public.h"
#include "core/query.h"

#include <string.h>

enum { NAMES_MAX = 1000 };

/* What is shown: a folder's site, or a revision's. */
struct showing {
	struct folder folder;
	struct store *store;
	struct tzdb *db;
	struct site *published;
	const struct site *site;
};

static int
open_folder(struct showing *sh, const char *dir, struct err *e)
{
	if (folder_load(&sh->folder, dir, e) != 0)
		return -1;
	tell_findings(stderr,
	    &(struct telling){
		&sh->folder.findings, &sh->folder.sources, dir_prefix(sh->folder.arena, dir)},
	    OUTPUT_TEXT);
	public_view(sh->folder.site);
	sh->site = sh->folder.site;
	return 0;
}

static int
open_published(struct showing *sh, const char *state, struct err *e)
{
	int latest = 0;

	if (tzdb_open(&sh->db, NULL, e) != 0 || store_open(&sh->store, state, STORE_READ, e) != 0)
		return -1;
	if (sh->store != NULL)
		latest = store_latest(sh->store, e);
	if (latest < 0)
		return -1;
	if (latest == 0)
		return err_set(e,
		    "nothing is published yet in %s: publish first, or name a "
		    "folder with --data DIR",
		    state);
	if (revision_load(&sh->published, sh->store, latest, sh->db, e) != 0)
		return -1;
	sh->site = sh->published;
	return 0;
}

static int
unknown_event(const struct site *s, const char *id, struct err *e)
{
	const char *ids[NAMES_MAX], *near;
	size_t n = s->nevents < NAMES_MAX ? s->nevents : NAMES_MAX;

	for (size_t i = 0; i < n; i++)
		ids[i] = s->events[i]->id;
	near = suggest(id, ids, n);
	if (near != NULL)
		return err_set(e, "there is no event '%s': did you mean '%s'?", id, near);
	err_set(e, "there is no event '%s'", id);
	return err_add_events(e, s);
}

/* Shows a page; the number of sessions on it, or -1 and why. */
static int
show_page(const struct site *s, const struct view *v, const char *path, struct err *e)
{
	struct place_in_site at = path_find(s, path);
	struct page *p = page_build(s, v, &at);
	int sessions = 0;

	if (p == NULL)
		return err_set(e, "out of memory");
	text_page(stdout, p, text_width(stdout));
	for (size_t i = 0; i < p->nblocks; i++)
		sessions += p->blocks[i].kind == BLOCK_SLOT;
	page_free(p);
	return sessions;
}

/* An event, and the agenda of each of its days unless its own page has all of it. */
static int
show_event(const struct site *s, const struct view *v, const char *id, struct err *e)
{
	const struct event *ev = site_find_event(s, id);
	struct arena *a;
	struct date_list days;
	int rc;

	if (ev == NULL)
		return unknown_event(s, id, e);
	a = arena_new(SCRATCH_MAX);
	if (a == NULL)
		return err_set(e, "out of memory");
	rc = show_page(s, v, path_of_event(a, ev), e);
	days = query_days(a, ev);
	if (rc >= 0 && (size_t)rc >= query_sessions(a, ev).n)
		days.n = 0;
	for (size_t i = 0; rc >= 0 && i < days.n; i++) {
		puts("\n");
		rc = show_page(s, v, path_of_day(a, ev, days.items[i]), e);
	}
	arena_free(a);
	return rc;
}

/* Shows what was asked for; -1 and why. */
static int
show(const struct showing *sh, const struct options *o, struct err *e)
{
	struct view v = {.lang = sh->site->languages[0], .now = load_now(), .live = true};

	if (load_zone(&v.zone, sh->db != NULL ? sh->db : sh->folder.db, o->in, e) != 0)
		return -1;
	if (o->operand != NULL)
		return show_event(sh->site, &v, o->operand, e);
	return show_page(sh->site, &v, "", e);
}

int
command_show(const struct options *o)
{
	struct showing sh = {0};
	struct err e = {""};
	int code = EXIT_FAILED;

	if ((o->data != NULL ? open_folder(&sh, o->data, &e) : open_published(&sh, o->state, &e)) !=
		0 ||
	    show(&sh, o, &e) < 0)
		command_failed(&e);
	else
		code = EXIT_DONE;
	site_free(sh.published);
	store_close(sh.store);
	tzdb_close(sh.db);
	folder_free(&sh.folder);
	return code;
}
