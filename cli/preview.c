/* SPDX-License-Identifier: ISC */
/* Previewing: a thread of the server reads the folder whenever something in it was saved, or was
 * published meanwhile, writes its web pages and makes what is then answered from. As
 * long as the folder has errors its last good sources are shown. What is published is only looked
 * at; the certificate and, unless told otherwise, the pages live in a folder of our own that goes
 * when we go. */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/own_folder.h"
#include "cli/revision.h"
#include "cli/snapshot.h"
#include "cli/tell.h"
#include "cli/term.h"
#include "cli/website.h"
#include "core/digest.h"
#include "core/uri.h"
#include "data/folder.h"
#include "data/stamp.h"
#include "data/state.h"
#include "data/store_calendars.h"
#include "data/tree.h"
#include "gemini/route.h"
#include "gemini/server.h"
#include "ical/repeat.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define VERSION "preview" /* name of the trees of pages; no other command gives it */

enum {
	SUMMARY_MAX = 2000,
	SETTLE_MS = 60, /* how long a folder must be quiet: half-saved files are not read */
	SETTLE_MAX = 10 /* but it is waited for no longer than this many times */
};

/* One state of the folder, whole: it shares nothing with another. */
struct shown {
	struct snapshot sn;   /* the folder, or as it last was good; no site: it never was */
	struct folder folder; /* as it was read: the findings, and the zones of the site */
	struct preview top;
	char trouble[ERR_MAX + 64];
	char changes[SUMMARY_MAX + 1];
};

struct previewing {
	const struct options *options;
	const char *dir;
	char own[PATH_MAX]; /* folder of our own; "": not made yet */
	char out[PATH_MAX]; /* folder of the pages */
	/* after the start used by the refreshing thread only */
	struct sources good;         /* the last ones without an error */
	uint64_t stamp;              /* of the folder and the store as last read */
	uint64_t digest;             /* of what was last made of them */
	struct shown *now;           /* of the place, altered by that thread only */
	bool has_pages;              /* the pages of `now` were written */
	struct snapshot_place place; /* what answers come from */
};

static void
shown_free(struct snapshot *sn)
{
	struct shown *sh = (struct shown *)sn; /* its first member */

	snapshot_clear(sn);
	folder_free(&sh->folder);
	free(sh);
}

/* ---- reading ---- */

static int
keep_good(struct previewing *pv, const struct sources *from, struct err *e)
{
	struct sources copy = {0};

	if (sources_repeat_by(&copy, ical_repeat_dates) != 0)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < from->n; i++)
		if (sources_add(
			&copy, from->items[i].name, from->items[i].bytes, from->items[i].n) != 0) {
			sources_free(&copy);
			return err_set(e, "out of memory");
		}
	sources_free(&pv->good);
	pv->good = copy;
	return 0;
}

/* Makes the site out of the last good sources; with `st` NULL as if nothing were published. */
static int
load_site(struct shown *sh, const struct previewing *pv, struct store *st, struct err *e)
{
	int latest = st == NULL ? 0 : store_latest(st, e);
	struct snapshot *sn = &sh->sn;
	struct changes changes;
	struct buf words;

	if (latest < 0 || (latest > 0 && store_calendars(st, &sn->kept, e) != 0) ||
	    unpublished_load(
		&sn->site, &changes, &pv->good, st, latest, load_now(), sh->folder.db, e) != 0 ||
	    calendars_make(&sn->calendars, sn->site, &sn->kept, e) != 0 ||
	    search_open(&sn->search, sn->site, NULL, NULL, e) != 0) {
		snapshot_clear(sn);
		return -1;
	}
	buf_init(&words, SUMMARY_MAX);
	changes_summary(&words, &changes);
	snprintf(sh->changes, sizeof sh->changes, "%s", buf_str(&words));
	buf_free(&words);
	sh->top.changes = sh->changes;
	sh->top.revision = latest;
	sh->top.n_changes = changes.n;
	return 0;
}

static void
set_trouble(struct shown *sh, const char *what, const struct err *e)
{
	if (sh->top.trouble == NULL)
		snprintf(sh->trouble, sizeof sh->trouble, "%s (%s)", what, e->msg);
	sh->top.trouble = sh->trouble;
}

/* Where there were no good sources yet, those of the latest revision are. */
static int
open_store(struct store **st, struct previewing *pv, struct err *e)
{
	int latest;

	if (store_open(st, pv->options->state, STORE_LOOK, e) != 0)
		return -1;
	if (*st == NULL)
		return 0;
	if (store_begin_reading(*st, e) != 0)
		return -1;
	if (pv->good.n > 0)
		return 0;
	latest = store_latest(*st, e);
	if (latest <= 0)
		return latest;
	return store_sources(*st, latest, &pv->good, e);
}

/* A store that cannot be read is told, and the folder shown without it. */
static void
make_site(struct shown *sh, struct previewing *pv)
{
	struct store *st = NULL;
	struct err e = {""};

	if (open_store(&st, pv, &e) != 0 || (pv->good.n > 0 && load_site(sh, pv, st, &e) != 0))
		set_trouble(sh, "what is published cannot be read", &e);
	store_close(st);
	if (sh->sn.site == NULL && pv->good.n > 0 && load_site(sh, pv, NULL, &e) != 0)
		set_trouble(sh, "the agenda cannot be shown", &e);
}

static struct shown *
shown_read(struct previewing *pv)
{
	struct shown *sh = calloc(1, sizeof *sh);
	struct err e = {""};
	bool is_good = false;

	if (sh == NULL)
		return NULL;
	atomic_init(&sh->sn.holders, 1);
	sh->sn.free = shown_free;
	sh->sn.top = &sh->top;
	if (folder_load(&sh->folder, pv->dir, &e) != 0)
		set_trouble(sh, "the folder cannot be read", &e);
	else if (folder_is_good(&sh->folder, false)) {
		is_good = keep_good(pv, &sh->folder.sources, &e) == 0;
		if (!is_good)
			set_trouble(sh, "the folder cannot be shown", &e);
	}
	sh->top.findings = &sh->folder.findings;
	sh->sn.zones = sh->folder.db;
	if (sh->folder.db != NULL)
		make_site(sh, pv);
	sh->top.is_old = !is_good && sh->sn.site != NULL;
	return sh;
}

/* Of all that a reader could see differ: a file saved without a change makes no difference. */
static uint64_t
digest_of(const struct shown *sh)
{
	const struct sources *src = &sh->folder.sources;
	const struct findings *f = &sh->folder.findings;
	uint64_t d = digest_text(DIGEST_NONE, sh->trouble);
	struct buf line;

	for (size_t i = 0; i < src->n; i++) {
		d = digest_text(d, src->items[i].name);
		d = digest_bytes(d, &src->items[i].n, sizeof src->items[i].n);
		d = digest_bytes(d, src->items[i].bytes, src->items[i].n);
	}
	buf_init(&line, 4 * FINDING_TEXT_MAX);
	for (size_t i = 0; i < f->n; i++) {
		buf_clear(&line);
		finding_format(&line, &f->items[i], "");
		d = digest_text(d, buf_str(&line));
	}
	buf_free(&line);
	d = digest_bytes(d, &sh->top.revision, sizeof sh->top.revision);
	return digest_text(d, sh->changes);
}

/* ---- writing and telling ---- */

static int
write_pages(const struct previewing *pv, const struct shown *sh, struct err *e)
{
	struct tree *t = NULL;
	int rc = -1;

	if (tree_begin(&t, pv->out, VERSION, e) != 0)
		goto out;
	tree_no_sync(t);
	if (website_write(t, sh->sn.site, sh->sn.calendars, &sh->top, e) == 0 &&
	    tree_seal(t, e) == 0)
		rc = tree_commit(t, e);
out:
	tree_end(t);
	return rc == 0 ? 0 : err_context(e, "the web pages were not written");
}

static void
say_shown(const struct previewing *pv, const struct shown *sh)
{
	struct buf b;

	buf_init(&b, 2 * SUMMARY_MAX);
	if (sh->folder.arena != NULL)
		tell_findings(stderr,
		    &(struct telling){&sh->folder.findings, &sh->folder.sources,
			dir_prefix(sh->folder.arena, pv->dir)},
		    OUTPUT_TEXT);
	if (sh->top.trouble != NULL)
		buf_printf(&b, "%s; ", sh->top.trouble);
	else if (sh->folder.findings.n == 0)
		buf_puts(&b, "no findings; ");
	if (sh->sn.site != NULL)
		preview_changes(&b, &sh->top);
	else
		buf_puts(&b, "there is nothing to show yet");
	if (sh->top.is_old)
		buf_puts(&b, "; the pages show it as it was before");
	fputs("plenary: ", stderr);
	term_puts(stderr, buf_str(&b));
	fputc('\n', stderr);
	buf_free(&b);
}

/* ---- what the server asks for ---- */

static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	struct snapshot *sn = snapshot_take(&((struct previewing *)ctx)->place);

	if (sn->site == NULL)
		gem_answer_page(preview_page(sn->top), re);
	else
		snapshot_answer(sn, rq, re);
	snapshot_release(sn);
}

static uint64_t
stamp_now(const struct previewing *pv)
{
	static const char *const files[] = {"plenary.db", "plenary.db-wal"};
	uint64_t stamp = stamp_folder(DIGEST_NONE, pv->dir);

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char *path = state_path(pv->options->state, files[i]);

		if (path != NULL)
			stamp = stamp_file(stamp, path);
		free(path);
	}
	return stamp;
}

/* The stamp once nothing is being written any more. */
static uint64_t
settle(const struct previewing *pv)
{
	const struct timespec quiet = {.tv_nsec = SETTLE_MS * 1000000L};
	uint64_t before, stamp = stamp_now(pv);

	for (int i = 0; i < SETTLE_MAX && stamp != pv->stamp; i++) {
		before = stamp;
		nanosleep(&quiet, NULL);
		stamp = stamp_now(pv);
		if (stamp == before)
			break;
	}
	return stamp;
}

/* Reads the folder, whether something was saved or not. */
static int
reread(struct previewing *pv)
{
	struct shown *sh;
	uint64_t digest;

	pv->stamp = settle(pv);
	sh = shown_read(pv);
	digest = sh == NULL ? 0 : digest_of(sh);
	if (sh == NULL || digest == pv->digest) {
		if (sh != NULL)
			snapshot_release(&sh->sn);
		return 0;
	}
	pv->digest = digest;
	say_shown(pv, sh);
	pv->now = sh;
	pv->has_pages = false;
	snapshot_put(&pv->place, &sh->sn);
	return 1;
}

/* What was read is answered from before its pages are written, which takes longer. */
static int
refresh(void *ctx)
{
	struct previewing *pv = ctx;
	struct err e = {""};

	if (!pv->has_pages && write_pages(pv, pv->now, &e) != 0)
		command_failed(&e);
	pv->has_pages = true;
	return stamp_now(pv) == pv->stamp ? 0 : reread(pv);
}

/* ---- start and end ---- */

/* Where the pages go: never to where `current` leads to what was published. */
static int
choose_out(struct previewing *pv, struct err *e)
{
	const char *said = pv->options->pages;
	char current[PATH_MAX + 16];
	struct stat st;

	if (said == NULL) {
		snprintf(pv->out, sizeof pv->out, "%s", pv->own);
		return 0;
	}
	if (folder_make(said, 0755, e) != 0)
		return -1;
	if (realpath(said, pv->out) == NULL)
		return err_set(e, "folder '%s': %s", said, strerror(errno));
	snprintf(current, sizeof current, "%s/current", pv->out);
	if (lstat(current, &st) == 0 && !tree_is_current(pv->out, VERSION))
		return err_set(e, "'%s' holds what was published: name another folder", said);
	return 0;
}

/* A path as a URL (RFC 8089 section 2). */
static void
put_file_url(FILE *f, const char *path)
{
	struct buf b;

	buf_init(&b, 3 * PATH_MAX);
	uri_put_path(&b, path);
	fprintf(f, "file://%s", buf_str(&b));
	buf_free(&b);
}

static void
say_start(const struct previewing *pv, const struct gem_server *server)
{
	const char *address;

	fputs("plenary: preview of ", stderr);
	term_puts(stderr, pv->dir);
	fputs(", for this machine alone:\n", stderr);
	if (pv->options->nlisten == 0)
		fprintf(stderr, "  gemini://localhost:%d/\n", gem_server_port(server, 0));
	for (size_t i = 0; pv->options->nlisten > 0; i++) {
		address = gem_server_address(server, i);
		if (address == NULL)
			break;
		fprintf(stderr, "  gemini://%s/\n", address);
	}
	fputs("  ", stderr);
	put_file_url(stderr, pv->out);
	fputs("/current/index.html\n"
	      "plenary: save a file, then reload the page; Ctrl-C ends\n",
	    stderr);
}

/* Signals that would end us wait until the server takes them, so that our folder goes with us. */
static int
start(struct previewing *pv, struct gem_server **server, const struct gem_source *source,
    struct err *e)
{
	static const char *const hosts[] = {"localhost", "127.0.0.1", "::1"};
	struct gem_config config = {.listen = pv->options->listen,
	    .n_listen = pv->options->nlisten,
	    .loopback_only = true,
	    .hosts = hosts,
	    .n_hosts = sizeof hosts / sizeof hosts[0],
	    .state_dir = pv->own,
	    .watch = pv->dir,
	    .stop_on_signals = true};
	sigset_t ends, before;
	int rc = -1;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	if (own_folder_make(pv->own, e) == 0 && choose_out(pv, e) == 0)
		rc = gem_server_new(server, &config, source, e);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return rc;
}

static int
preview(struct previewing *pv, struct err *e)
{
	const struct gem_source source = {
	    .ctx = pv, .answer = answer, .refresh = refresh, .now = snapshot_clock};
	struct gem_server *server = NULL;
	DIR *d = opendir(pv->dir);
	int rc = -1;

	if (d == NULL)
		return err_set(e, "%s: %s", pv->dir, strerror(errno));
	closedir(d);
	if (start(pv, &server, &source, e) != 0)
		return -1;
	say_start(pv, server);
	if (reread(pv) == 1)
		rc = gem_server_run(server, e);
	else
		err_set(e, "out of memory");
	gem_server_free(server);
	return rc;
}

int
command_preview(const struct options *o)
{
	struct previewing pv = {.options = o,
	    .dir = o->data != NULL ? o->data : ".",
	    .place = {.mutex = PTHREAD_MUTEX_INITIALIZER}};
	struct err e = {""};
	int code = EXIT_DONE;

	if (preview(&pv, &e) != 0)
		code = command_failed(&e);
	snapshot_put(&pv.place, NULL);
	sources_free(&pv.good);
	own_folder_remove(pv.own);
	return code;
}
