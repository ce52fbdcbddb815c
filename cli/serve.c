/* SPDX-License-Identifier: ISC */
/* Serving: the published site is held as a snapshot. A thread of the server looks for a newer
 * revision and reads it into a snapshot of its own; answers come from it from then on, each whole
 * from one revision. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "cli/commands.h"
#include "cli/running.h"
#include "cli/sandbox.h"
#include "cli/serve_status.h"
#include "cli/snapshot.h"
#include "gemini/ec.h"
#include "gemini/logger.h"
#include "gemini/server.h"
#include "gemini/systemd.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_LAST_MS = 1000 /* for the last lines of the log to be written */ };

struct serving {
	const struct options *options;
	struct running running;
	struct snapshot_place place; /* what answers come from */
	struct logger *logger;
	struct gem_server *server;
	bool has_sockets;               /* they were handed over */
	int notify;                     /* to the service manager; -1: none */
	char sandbox[SANDBOX_SAID_MAX]; /* in words */

	/* after the start used by the refreshing thread only */
	struct store *store;
	struct search_index *index; /* used by all */
	uint32_t store_version;
	int latest;         /* revision that was read last */
	char told[ERR_MAX]; /* why it could not be read; "": it could */
};

/* ---- what the server asks for ---- */

static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	struct snapshot *sn = snapshot_take(&((struct serving *)ctx)->place);

	snapshot_answer(sn, rq, re);
	snapshot_release(sn);
}

/* A line that is not of a request, from any thread. */
static void
say(void *ctx, bool is_error, const char *text)
{
	struct serving *sv = ctx;
	struct buf line;

	buf_init(&line, LOGGER_PIECE_MAX);
	buf_puts(&line, is_error ? "level=error" : "level=info");
	logfmt_put(&line, "msg", text);
	logger_put(sv->logger, buf_str(&line));
	buf_free(&line);
}

/* Told once, however often it is tried again. */
static void
tell_failure(struct serving *sv, const char *why)
{
	if (strcmp(sv->told, why) == 0)
		return;
	if (*why != '\0')
		say(sv, true, why);
	else
		say(sv, false, "the store can be read again");
	snprintf(sv->told, sizeof sv->told, "%s", why);
}

static int
read_newer(struct serving *sv, struct err *e)
{
	struct snapshot *sn;
	uint32_t version;
	char text[64];
	int latest;

	if (store_version(sv->store, &version, e) != 0)
		return -1;
	if (version == sv->store_version)
		return 0;
	latest = store_latest(sv->store, e);
	if (latest < 0)
		return -1;
	if (latest <= sv->latest) {
		sv->store_version = version;
		return 0;
	}
	sn = snapshot_read(sv->store, sv->index, e);
	if (sn == NULL)
		return -1;
	sv->store_version = version;
	sv->latest = sn->site->revision;
	snapshot_put(&sv->place, sn);
	snprintf(text, sizeof text, "serving revision %d", sv->latest);
	say(sv, false, text);
	return 1;
}

/* Looks for a newer revision; a failure is tried again at the next round. */
static int
refresh(void *ctx)
{
	struct serving *sv = ctx;
	struct err e = {""};
	int rc = read_newer(sv, &e);

	tell_failure(sv, rc < 0 ? e.msg : "");
	return rc < 0 ? 0 : rc;
}

/* The site's own, and those of the command line. */
static size_t
hosts(void *ctx, char out[GEM_HOSTS_MAX][GEM_HOST_MAX + 1])
{
	struct serving *sv = ctx;
	const struct options *o = sv->options;
	struct snapshot *sn = snapshot_take(&sv->place);
	size_t n = 0;

	snprintf(out[n++], sizeof out[0], "%s", sn->site->host);
	for (size_t i = 0; i < o->nhosts && n < GEM_HOSTS_MAX; i++)
		snprintf(out[n++], sizeof out[0], "%s", o->hosts[i]);
	snapshot_release(sn);
	return n;
}

static void
log_line(void *ctx, const char *line)
{
	logger_put(((struct serving *)ctx)->logger, line);
}

static void
come_to(void *ctx, enum gem_phase phase)
{
	struct serving *sv = ctx;
	struct err e = {""};

	switch (phase) {
	case GEM_READY:
		systemd_say(sv->notify, "READY=1");
		if (running_ready(&sv->running, &e) != 0)
			say(sv, true, e.msg);
		break;
	case GEM_RELOADING: systemd_say_reloading(sv->notify); break;
	case GEM_STOPPING: systemd_say(sv->notify, "STOPPING=1"); break;
	}
}

static void
status(void *ctx, struct buf *out)
{
	struct serving *sv = ctx;
	struct snapshot *sn = snapshot_take(&sv->place);

	serve_status_put(
	    out, &(struct serve_status){sv->server, sn->site, sv->logger, sv->sandbox});
	snapshot_release(sn);
}

static size_t
hand_over(void *ctx, int *fds, size_t max)
{
	const struct serving *sv = ctx;

	if (max < 2 || sv->running.lock < 0 || sv->running.control < 0)
		return 0;
	fds[0] = sv->running.lock;
	fds[1] = sv->running.control;
	return 2;
}

/* ---- start and end ---- */

static int
open_latest(struct serving *sv, struct err *e)
{
	const char *state = sv->options->state;
	struct snapshot *sn;

	if (store_open(&sv->store, state, STORE_READ, e) != 0)
		return -1;
	if (sv->store != NULL && (store_version(sv->store, &sv->store_version, e) != 0 ||
				     (sv->latest = store_latest(sv->store, e)) < 0))
		return -1;
	if (sv->latest == 0)
		return err_set(
		    e, "nothing is published yet in %s: `plenary publish` comes first", state);
	if (search_index_open(&sv->index, state, e) != 0)
		return -1;
	sn = snapshot_read(sv->store, sv->index, e);
	if (sn == NULL)
		return -1;
	snapshot_put(&sv->place, sn);
	sv->latest = sn->site->revision;
	return 0;
}

/* The sockets that a service manager or, without one, the server before us listens on. */
static int
find_sockets(struct serving *sv, int fds[CONTROL_FDS_MAX], size_t *n, struct err *e)
{
	int given =
	    systemd_sockets(getenv("LISTEN_PID"), getenv("LISTEN_FDS"), getpid(), GEM_LISTEN_MAX);

	if (given < 0)
		return err_set(e, "$LISTEN_FDS is not a number of at most %d", GEM_LISTEN_MAX);
	for (*n = 0; *n < (size_t)given; *n += 1)
		fds[*n] = SYSTEMD_FIRST_FD + (int)*n;
	if (given == 0) {
		*n = sv->running.n_sockets;
		memcpy(fds, sv->running.sockets, *n * sizeof *fds);
	} else {
		running_drop_sockets(&sv->running);
	}
	sv->has_sockets = *n > 0;
	return 0;
}

/* One a processor that this process may use. */
static size_t
workers_of(const struct options *o)
{
	cpu_set_t set;

	if (o->workers > 0)
		return (size_t)o->workers;
	return sched_getaffinity(0, sizeof set, &set) == 0 ? (size_t)CPU_COUNT(&set) : 1;
}

static void
say_start(const struct serving *sv)
{
	struct snapshot *sn = sv->place.now;
	const char *address, *fingerprint;
	bool is_new;

	fingerprint = gem_server_fingerprint(sv->server, &is_new);
	if (sv->running.before >= 0)
		fputs("plenary: taking the place of the server that runs\n", stderr);
	if (sv->running.why[0] != '\0')
		fprintf(stderr,
		    "plenary: `plenary status` and --replace will not work: the state folder has "
		    "no place for a file: %s\n",
		    sv->running.why);
	if (sv->has_sockets && sv->options->nlisten > 0)
		fputs("plenary: --listen is passed over: the sockets were handed over\n", stderr);
	fprintf(stderr, "plenary: serving revision %d of gemini://%s/\n", sn->site->revision,
	    sn->site->host);
	for (size_t i = 0; (address = gem_server_address(sv->server, i)) != NULL; i++)
		fprintf(stderr, "plenary: listening on %s\n", address);
	fprintf(stderr, "plenary: %s SHA-256 %s\n",
	    is_new ? "made a new certificate," : "certificate", fingerprint);
	if (*gem_server_note(sv->server) != '\0')
		fprintf(stderr, "plenary: %s\n", gem_server_note(sv->server));
}

static int
open_server(struct serving *sv, struct err *e)
{
	const struct options *o = sv->options;
	const struct gem_source source = {
	    .ctx = sv, .answer = answer, .refresh = refresh, .hosts = hosts, .now = snapshot_clock};
	int sockets[CONTROL_FDS_MAX];
	struct gem_config config = {.listen = o->listen,
	    .n_listen = o->nlisten,
	    .inherited = sockets,
	    .state_dir = o->state,
	    .cert_file = o->cert,
	    .key_file = o->key,
	    .workers = workers_of(o),
	    .stop_on_signals = true,
	    .reload_on_hangup = true,
	    .log = log_line,
	    .log_ctx = sv,
	    .log_path = o->log_path,
	    .log_query = o->log_query,
	    .log_address = o->log_address,
	    .say = say,
	    .phase = come_to,
	    .ctx = sv,
	    .control = sv->running.control > 0 ? sv->running.control : 0,
	    .status = status,
	    .hand_over = hand_over};

	if (find_sockets(sv, sockets, &config.n_inherited, e) != 0)
		return -1;
	return gem_server_new(&sv->server, &config, &source, e);
}

/* In a build that has the choice, who does it is told. */
static void
choose_curves(const struct options *o)
{
	char said[EC_SAID_MAX];

	ec_use_nettle(ec_has_nettle && o->ec != 1, said);
	if (ec_has_nettle)
		fprintf(stderr, "plenary: elliptic curves: %s\n", said);
}

static int
serve(struct serving *sv, struct err *e)
{
	int rc;

	choose_curves(sv->options);
	if (open_latest(sv, e) != 0 ||
	    running_take(&sv->running, sv->options->state, sv->options->replace, e) != 0 ||
	    open_server(sv, e) != 0)
		return -1;
	sv->notify = systemd_open(getenv("NOTIFY_SOCKET"));
	say_start(sv);
	if (sandbox_serve(sv->options, sv->sandbox, e) != 0)
		return -1;
	rc = logger_start(sv->logger);
	if (rc != 0)
		return err_set(e, "thread: %s", strerror(rc));
	return gem_server_run(sv->server, e);
}

int
command_serve(const struct options *o)
{
	struct serving sv = {.options = o,
	    .running = {.lock = -1, .control = -1, .before = -1},
	    .place = {.mutex = PTHREAD_MUTEX_INITIALIZER},
	    .notify = -1};
	struct err e = {"out of memory"};
	bool is_replaced = false;
	int rc = -1;

	if ((o->cert == NULL) != (o->key == NULL)) {
		fputs("plenary: --cert and --key go together\n", stderr);
		return EXIT_USAGE;
	}
	umask(077);
	sandbox_prepare((enum sandbox_mode)o->sandbox);
	snapshot_spare_memory();
	sv.logger = logger_new(STDERR_FILENO);
	if (sv.logger != NULL)
		rc = serve(&sv, &e);
	if (sv.server != NULL)
		is_replaced = gem_server_is_replaced(sv.server);
	gem_server_free(sv.server);
	running_leave(&sv.running, o->state, is_replaced);
	snapshot_put(&sv.place, NULL);
	search_index_close(sv.index);
	store_close(sv.store);
	logger_end(sv.logger, LOG_LAST_MS);
	return rc == 0 ? EXIT_DONE : command_failed(&e);
}
