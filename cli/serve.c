/* SPDX-License-Identifier: ISC */
/* Serving: the published site is held as a snapshot. A thread of the server looks for a newer
 * revision and reads it into a snapshot of its own; the loop's thread takes it up between two
 * requests, so that each answer comes whole from one revision. */
#include "cli/commands.h"
#include "cli/sandbox.h"
#include "cli/snapshot.h"
#include "gemini/server.h"

#include <limits.h>
#include <string.h>

struct serving {
	const char *state;
	struct store *store; /* after the start used by the refreshing thread only */
	struct search_index *index;
	uint32_t store_version;
	int latest;            /* revision that was read last */
	struct snapshot *now;  /* what answers come from */
	struct snapshot *next; /* read, and not taken up yet */
	const char *hosts[1 + LISTEN_MAX];
};

static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	const struct serving *sv = ctx;

	snapshot_answer(sv->now, rq, re);
}

/* Looks for a newer revision; a failure is told and tried again at the next round. */
static int
refresh(void *ctx)
{
	struct serving *sv = ctx;
	struct err e = {""};
	uint32_t version;
	int latest;

	if (store_version(sv->store, &version, &e) != 0)
		goto failed;
	if (version == sv->store_version)
		return 0;
	latest = store_latest(sv->store, &e);
	if (latest < 0)
		goto failed;
	if (latest > sv->latest) {
		sv->next = snapshot_read(sv->store, sv->index, &e);
		if (sv->next == NULL)
			goto failed;
	}
	sv->store_version = version;
	if (latest <= sv->latest)
		return 0;
	sv->latest = sv->next->site->revision;
	return 1;
failed:
	command_failed(&e);
	return 0;
}

static void
adopt(void *ctx)
{
	struct serving *sv = ctx;

	snapshot_release(sv->now);
	sv->now = sv->next;
	sv->next = NULL;
	fprintf(stderr, "plenary: serving revision %d\n", sv->now->site->revision);
}

static void
log_line(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

static int
open_latest(struct serving *sv, struct err *e)
{
	if (store_open(&sv->store, sv->state, STORE_READ, e) != 0)
		return -1;
	if (sv->store != NULL && (store_version(sv->store, &sv->store_version, e) != 0 ||
				     (sv->latest = store_latest(sv->store, e)) < 0))
		return -1;
	if (sv->latest == 0)
		return err_set(
		    e, "nothing is published yet in %s: `plenary publish` comes first", sv->state);
	if (search_index_open(&sv->index, sv->state, e) != 0)
		return -1;
	sv->now = snapshot_read(sv->store, sv->index, e);
	if (sv->now == NULL)
		return -1;
	sv->latest = sv->now->site->revision;
	return 0;
}

static void
say_start(const struct serving *sv, const struct gem_server *server)
{
	const char *address, *fingerprint;
	bool is_new;

	fingerprint = gem_server_fingerprint(server, &is_new);
	fprintf(stderr, "plenary: serving revision %d of gemini://%s/\n", sv->latest, sv->hosts[0]);
	for (size_t i = 0; (address = gem_server_address(server, i)) != NULL; i++)
		fprintf(stderr, "plenary: listening on %s\n", address);
	fprintf(stderr, "plenary: %s SHA-256 %s\n",
	    is_new ? "made a new certificate," : "certificate", fingerprint);
	if (*gem_server_note(server) != '\0')
		fprintf(stderr, "plenary: %s\n", gem_server_note(server));
}

static int
serve(struct serving *sv, const struct options *o, struct err *e)
{
	const struct gem_source source = {
	    .ctx = sv, .answer = answer, .refresh = refresh, .adopt = adopt, .now = snapshot_clock};
	struct gem_config config = {.listen = o->listen,
	    .n_listen = o->nlisten,
	    .hosts = sv->hosts,
	    .state_dir = o->state,
	    .cert_file = o->cert,
	    .key_file = o->key,
	    .stop_on_signals = true,
	    .log = log_line};
	struct gem_server *server = NULL;
	char host[NAME_MAX + 1]; /* a copy: it outlives the revision it is from */
	int rc = -1;

	sandbox_prepare((enum sandbox_mode)o->sandbox);
	snapshot_spare_memory();
	if (open_latest(sv, e) != 0)
		return -1;
	snprintf(host, sizeof host, "%s", sv->now->site->host);
	sv->hosts[0] = host;
	memcpy(sv->hosts + 1, o->hosts, o->nhosts * sizeof *o->hosts);
	config.n_hosts = 1 + o->nhosts;
	if (gem_server_new(&server, &config, &source, e) != 0)
		return -1;
	say_start(sv, server);
	if (sandbox_serve(o, e) == 0)
		rc = gem_server_run(server, e);
	gem_server_free(server);
	return rc;
}

int
command_serve(const struct options *o)
{
	struct serving sv = {.state = o->state};
	struct err e = {""};
	int code = EXIT_DONE;

	if ((o->cert == NULL) != (o->key == NULL)) {
		fputs("plenary: --cert and --key go together\n", stderr);
		return EXIT_USAGE;
	}
	if (serve(&sv, o, &e) != 0)
		code = command_failed(&e);
	snapshot_release(sv.now);
	snapshot_release(sv.next);
	search_index_close(sv.index);
	store_close(sv.store);
	return code;
}
