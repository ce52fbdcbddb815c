/* SPDX-License-Identifier: ISC */
#include "gemini/worker.h"

#include "gemini/accept.h"
#include "gemini/conn.h"
#include "gemini/thread.h"

#include <stdlib.h>
#include <string.h>
#include <uv.h>

struct worker {
	struct workers *in;
	struct gem_counters counters;
	uv_loop_t loop;
	bool has_loop;
	struct conns *conns;
	struct accepting *accepting;
	struct names *names;
	bool is_stopping;
	uv_async_t told;
	uv_timer_t quiet, late; /* of a stop: who has said nothing by then, and all, are closed */
	pthread_t thread;
	bool has_thread;

	pthread_mutex_t mutex; /* of what follows, which other threads want */
	struct tls_server *next_tls;
	struct names *next_names;
	bool wants_stop, wants_end;
};

struct names *
names_new(const char *const *hosts, size_t n)
{
	struct names *names = calloc(1, sizeof *names);

	if (names == NULL)
		return NULL;
	atomic_init(&names->holders, 1);
	for (; names->n < n && names->n < GEM_HOSTS_MAX; names->n++) {
		size_t i = names->n;

		snprintf(names->text[i], sizeof names->text[i], "%s", hosts[i]);
		names->all[i] = names->text[i];
	}
	return names;
}

bool
names_eq(const struct names *a, const struct names *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->text[i], b->text[i]) != 0)
			return false;
	return true;
}

static struct names *
hold(struct names *names)
{
	atomic_fetch_add(&names->holders, 1);
	return names;
}

void
names_release(struct names *names)
{
	if (names != NULL && atomic_fetch_sub(&names->holders, 1) == 1)
		free(names);
}

const struct gem_counters *
worker_counters(const struct worker *w)
{
	return &w->counters;
}

void *
worker_loop(struct worker *w)
{
	return &w->loop;
}

/* ---- in the worker's thread ---- */

static void
on_quiet(uv_timer_t *timer)
{
	conns_close_idle(((struct worker *)timer->data)->conns);
}

static void
on_late(uv_timer_t *timer)
{
	conns_close(((struct worker *)timer->data)->conns);
}

/* The loop ends by itself when sockets and connections are gone: nothing else holds it. */
static void
stop(struct worker *w)
{
	const struct gem_config *config = w->in->config;
	unsigned quiet = config->stop_ms < GEM_STOP_QUIET_MS ? config->stop_ms : GEM_STOP_QUIET_MS;

	if (w->is_stopping)
		return;
	w->is_stopping = true;
	accept_stop(w->accepting);
	if (atomic_fetch_sub(&w->in->accepting, 1) == 1) {
		if (!atomic_load(&w->in->is_replaced))
			accept_rest(w->accepting);
		listen_close(w->in->listening);
	}
	uv_timer_start(&w->quiet, on_quiet, quiet, 0);
	uv_timer_start(&w->late, on_late, config->stop_ms, 0);
}

static void
use(struct worker *w, struct tls_server *tls, struct names *names)
{
	if (tls != NULL) {
		conns_set_tls(w->conns, tls);
		tls_server_release(tls);
	}
	if (names != NULL) {
		conns_set_hosts(w->conns, names->all, names->n);
		names_release(w->names);
		w->names = names;
	}
}

static void
on_told(uv_async_t *async)
{
	struct worker *w = async->data;
	struct tls_server *tls;
	struct names *names;
	bool wants_stop, wants_end;

	pthread_mutex_lock(&w->mutex);
	tls = w->next_tls;
	names = w->next_names;
	w->next_tls = NULL;
	w->next_names = NULL;
	wants_stop = w->wants_stop;
	wants_end = w->wants_end;
	pthread_mutex_unlock(&w->mutex);
	use(w, tls, names);
	if (wants_stop || wants_end)
		stop(w);
	if (wants_end)
		conns_close(w->conns);
}

void
worker_run(struct worker *w)
{
	uv_run(&w->loop, UV_RUN_DEFAULT);
}

static void *
run(void *arg)
{
	struct worker *w = arg;

	worker_run(w);
	atomic_fetch_sub(&w->in->running, 1);
	w->in->finished(w->in->ctx);
	return NULL;
}

/* ---- from any thread ---- */

void
worker_give(struct worker *w, struct tls_server *tls, struct names *names)
{
	pthread_mutex_lock(&w->mutex);
	tls_server_release(w->next_tls);
	names_release(w->next_names);
	w->next_tls = tls;
	w->next_names = hold(names);
	pthread_mutex_unlock(&w->mutex);
	uv_async_send(&w->told);
}

void
worker_stop(struct worker *w)
{
	pthread_mutex_lock(&w->mutex);
	w->wants_stop = true;
	pthread_mutex_unlock(&w->mutex);
	uv_async_send(&w->told);
}

void
worker_end(struct worker *w)
{
	pthread_mutex_lock(&w->mutex);
	w->wants_end = true;
	pthread_mutex_unlock(&w->mutex);
	uv_async_send(&w->told);
}

int
worker_start(struct worker *w)
{
	int rc;

	atomic_fetch_add(&w->in->running, 1);
	rc = thread_start(&w->thread, run, w);
	w->has_thread = rc == 0;
	if (rc != 0)
		atomic_fetch_sub(&w->in->running, 1);
	return rc;
}

/* ---- birth and end ---- */

static int
open_loop(struct worker *w, struct err *e)
{
	int rc = uv_loop_init(&w->loop);

	if (rc != 0)
		return err_set(e, "event loop: %s", uv_strerror(rc));
	w->has_loop = true;
	uv_timer_init(&w->loop, &w->quiet);
	uv_timer_init(&w->loop, &w->late);
	w->quiet.data = w->late.data = w->told.data = w;
	uv_unref((uv_handle_t *)&w->quiet);
	uv_unref((uv_handle_t *)&w->late);
	rc = uv_async_init(&w->loop, &w->told, on_told);
	if (rc != 0)
		return err_set(e, "event loop: %s", uv_strerror(rc));
	uv_unref((uv_handle_t *)&w->told);
	return 0;
}

int
worker_new(struct worker **out, struct workers *in, struct tls_server *tls, struct names *names,
    struct err *e)
{
	struct worker *w = calloc(1, sizeof *w);
	int rc = -1;

	if (w == NULL) {
		tls_server_release(tls);
		return err_set(e, "out of memory");
	}
	pthread_mutex_init(&w->mutex, NULL);
	w->in = in;
	w->names = hold(names);
	if (open_loop(w, e) != 0)
		goto out;
	w->conns = conns_new(&(struct conns_setting){.loop = &w->loop,
				 .config = in->config,
				 .source = in->source,
				 .counters = &w->counters,
				 .open = &in->open},
	    tls);
	if (w->conns != NULL)
		w->accepting = accept_new(&w->loop, in->listening, w->conns, &w->counters);
	if (w->accepting == NULL) {
		err_set(e, "out of memory");
		goto out;
	}
	conns_set_hosts(w->conns, names->all, names->n);
	atomic_fetch_add(&in->accepting, 1);
	*out = w;
	w = NULL;
	rc = 0;
out:
	tls_server_release(tls);
	worker_free(w);
	return rc;
}

static void
close_handle(uv_handle_t *handle, void *arg)
{
	(void)arg;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	if (w->has_thread)
		pthread_join(w->thread, NULL);
	if (w->has_loop) {
		if (w->conns != NULL)
			conns_close(w->conns);
		uv_run(&w->loop, UV_RUN_NOWAIT);
		uv_walk(&w->loop, close_handle, NULL);
		uv_run(&w->loop, UV_RUN_DEFAULT);
		uv_loop_close(&w->loop);
	}
	accept_free(w->accepting);
	conns_free(w->conns);
	tls_server_release(w->next_tls);
	names_release(w->names);
	names_release(w->next_names);
	pthread_mutex_destroy(&w->mutex);
	free(w);
}
