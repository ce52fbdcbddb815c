/* SPDX-License-Identifier: ISC */
#include "gemini/conn_parts.h"

#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

enum { LOOKED_AT = 16 }; /* of those who close, for one to give way */

/* A queue with its deadline. */
struct waiting {
	struct queue queue;
	uv_timer_t timer; /* for the first of them */
	unsigned ms;
};

static struct member *
member_at(struct place *p)
{
	return (struct member *)((char *)p - offsetof(struct member, place));
}

static void
on_time(uv_timer_t *timer)
{
	struct waiting *w = timer->data;
	uint64_t now = uv_now(timer->loop);
	struct place *p;

	while ((p = w->queue.first) != NULL && p->since + w->ms <= now) {
		queue_leave(p);
		conn_deadline(member_at(p));
	}
	if (p != NULL)
		uv_timer_start(timer, on_time, p->since + w->ms - now, 0);
}

void
conns_wait(struct member *m, enum wait wait)
{
	struct waiting *w = &m->all->waiting[wait];

	queue_join(&w->queue, &m->place, uv_now(w->timer.loop));
	if (!uv_is_active((uv_handle_t *)&w->timer))
		uv_timer_start(&w->timer, on_time, w->ms, 0);
}

void
conns_forget(struct member *m)
{
	queue_leave(&m->place);
	pressure_leave(&m->all->pressure, m->row);
	atomic_fetch_sub(m->all->by.open, 1);
	gem_count(m->all->by.counters, COUNT_ENDED);
}

struct conns *
conns_new(const struct conns_setting *setting, struct tls_server *tls)
{
	const struct gem_config *config = setting->config;
	const unsigned ms[N_WAITS] = {
	    config->handshake_ms, config->request_ms, config->reply_ms, config->closing_ms};
	struct conns *all = calloc(1, sizeof *all);
	uint64_t secret = 0;

	if (all != NULL)
		all->waiting = calloc(N_WAITS, sizeof *all->waiting);
	if (all == NULL || all->waiting == NULL) {
		free(all);
		return NULL;
	}
	all->by = *setting;
	all->hosts = config->hosts;
	all->n_hosts = config->n_hosts;
	all->tls = tls_server_hold(tls);
	/* Without one, networks could be found that share a row: no more than that. */
	uv_random(NULL, NULL, &secret, sizeof secret, 0, NULL);
	pressure_init(&all->pressure, secret, config->network_open, config->network_burst,
	    config->network_a_second);
	uv_loop_configure(setting->loop, UV_METRICS_IDLE_TIME);
	for (int i = 0; i < N_WAITS; i++) {
		struct waiting *w = &all->waiting[i];

		w->ms = ms[i];
		w->timer.data = w;
		uv_timer_init(setting->loop, &w->timer);
		uv_unref((uv_handle_t *)&w->timer);
	}
	return all;
}

void
conns_set_tls(struct conns *all, struct tls_server *tls)
{
	tls_server_hold(tls);
	tls_server_release(all->tls);
	all->tls = tls;
}

void
conns_set_hosts(struct conns *all, const char *const *hosts, size_t n)
{
	all->hosts = hosts;
	all->n_hosts = n;
}

/* The oldest of those who have not asked yet: of the queue that is longer, so that who fills one
 * makes room from it. */
static struct place *
oldest_silent(struct conns *all)
{
	const struct queue *half = &all->waiting[WAIT_HANDSHAKE].queue;
	const struct queue *mute = &all->waiting[WAIT_REQUEST].queue;

	return half->n >= mute->n ? half->first : mute->first;
}

/* One whose answer has arrived, and who only does not close. */
static struct place *
oldest_answered(struct conns *all)
{
	struct place *p = all->waiting[WAIT_CLOSING].queue.first;

	for (int i = 0; i < LOOKED_AT && p != NULL; i++, p = p->after)
		if (!conn_is_sending(member_at(p)))
			return p;
	return NULL;
}

bool
conns_evict(struct conns *all)
{
	struct place *p = oldest_silent(all);

	if (p == NULL)
		p = oldest_answered(all);
	if (p == NULL)
		return false;
	gem_count(all->by.counters, COUNT_EVICTED);
	conn_close(member_at(p));
	return true;
}

/* A place among the connections of all workers. */
static bool
take_place(struct conns *all)
{
	if (atomic_fetch_add(all->by.open, 1) < all->by.config->connections_max || conns_evict(all))
		return true;
	atomic_fetch_sub(all->by.open, 1);
	return false;
}

static bool
is_full(const struct conns *all)
{
	size_t max = all->by.config->connections_max;

	return atomic_load_explicit(all->by.open, memory_order_relaxed) >= max - max / 4;
}

static void
refuse(struct conns *all, int fd, enum gem_count why)
{
	close(fd);
	gem_count(all->by.counters, why);
	gem_count(all->by.counters, COUNT_ENDED);
}

void
conns_accept(struct conns *all, int fd)
{
	struct sockaddr_storage peer = {0};
	socklen_t n = sizeof peer;
	struct member as = {.all = all};
	struct admission a;

	gem_count(all->by.counters, COUNT_CONNECTIONS);
	getpeername(fd, (struct sockaddr *)&peer, &n);
	as.row = pressure_row(&all->pressure, &peer);
	pressure_look(&all->pressure, uv_hrtime(), uv_metrics_idle_time(all->by.loop));
	a = pressure_arrive(&all->pressure, as.row, is_full(all), uv_now(all->by.loop));
	if (!a.is_greeted) {
		refuse(all, fd, COUNT_REFUSED_ADDRESS);
		return;
	}
	as.come_back = a.come_back;
	if (take_place(all)) {
		if (conn_new(&as, fd) != NULL)
			return;
		atomic_fetch_sub(all->by.open, 1);
	}
	pressure_leave(&all->pressure, as.row);
	refuse(all, fd, COUNT_REFUSED_FULL);
}

void
conns_close_idle(struct conns *all)
{
	struct place *p = all->waiting[WAIT_HANDSHAKE].queue.first;

	for (struct place *next; p != NULL; p = next) {
		next = p->after;
		if (conn_is_silent(member_at(p)))
			conn_close(member_at(p));
	}
}

void
conns_close(struct conns *all)
{
	for (int i = 0; i < N_WAITS; i++)
		while (all->waiting[i].queue.first != NULL)
			conn_close(member_at(all->waiting[i].queue.first));
}

void
conns_free(struct conns *all)
{
	if (all == NULL)
		return;
	tls_server_release(all->tls);
	free(all->waiting);
	free(all);
}
