/* SPDX-License-Identifier: ISC */
#include "gemini/conn.h"

#include "gemini/exchange.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <uv.h>

enum { RECORD_MAX = 16384 }; /* RFC 8446 section 5.1 */

/* What a connection waits for. */
enum phase {
	HELLO,     /* the first record; there is no TLS yet */
	HANDSHAKE, /* the handshake's end */
	REQUEST,   /* CR LF */
	REPLY,     /* room for more of the answer */
	FLUSH,     /* that the last bytes have left */
	DRAIN,     /* that the peer closes, too */
	CLOSED     /* libuv's callbacks */
};

struct conn {
	struct conns *all;
	struct conn *older, *newer;
	uv_tcp_t tcp;
	uv_timer_t timer;
	uv_write_t write;
	uv_shutdown_t shutdown;
	int handles; /* of tcp and timer, those that are open */
	enum phase phase;
	bool is_writing; /* io.out belongs to libuv */
	struct tls_io io;
	struct tls *tls;
	struct exchange exchange;
	uint64_t began, reply_by; /* milliseconds of the loop's clock */
};

struct conns {
	uv_loop_t *loop;
	const struct gem_config *config;
	const struct gem_source *source;
	struct gem_counters *counters;
	atomic_size_t *open;
	struct tls_server *tls;
	struct conn *oldest, *newest;
};

static void advance(struct conn *c);
static void on_deadline(uv_timer_t *timer);

struct conns *
conns_new(const struct conns_setting *setting, struct tls_server *tls)
{
	struct conns *all = calloc(1, sizeof *all);

	if (all != NULL)
		*all = (struct conns){.loop = setting->loop,
		    .config = setting->config,
		    .source = setting->source,
		    .counters = setting->counters,
		    .open = setting->open,
		    .tls = tls_server_hold(tls)};
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
conns_free(struct conns *all)
{
	if (all == NULL)
		return;
	tls_server_release(all->tls);
	free(all);
}

/* A finished request is counted and logged; one of which not all was sent, as cut. */
static void
finish(const struct conn *c, bool is_broken)
{
	uint64_t ms = uv_now(c->tcp.loop) - c->began;
	bool is_cut = is_broken || !exchange_is_sent(&c->exchange);

	if (!c->exchange.is_answered)
		return;
	gem_count_status(c->all->counters, c->exchange.reply.status);
	if (is_cut)
		gem_count(c->all->counters, COUNT_CUT);
	exchange_log(&c->exchange, c->all->config, ms, is_cut);
}

static void
on_closed(uv_handle_t *handle)
{
	struct conn *c = handle->data;

	if (--c->handles > 0)
		return;
	buf_free(&c->io.out);
	exchange_free(&c->exchange);
	free(c);
}

/* Ends a connection where it is. Its memory goes when libuv is done with it. */
static void
conn_close(struct conn *c)
{
	struct conns *all = c->all;

	if (c->phase == CLOSED)
		return;
	if (c->phase < DRAIN)
		finish(c, true);
	c->phase = CLOSED;
	*(c->older != NULL ? &c->older->newer : &all->oldest) = c->newer;
	*(c->newer != NULL ? &c->newer->older : &all->newest) = c->older;
	atomic_fetch_sub(all->open, 1);
	gem_count(all->counters, COUNT_ENDED);
	tls_free(c->tls);
	c->tls = NULL;
	uv_close((uv_handle_t *)&c->tcp, on_closed);
	uv_close((uv_handle_t *)&c->timer, on_closed);
}

static void
enter(struct conn *c, enum phase phase, unsigned ms)
{
	c->phase = phase;
	uv_timer_start(&c->timer, on_deadline, ms, 0);
}

/* The rest of io.out goes out, and then the connection ends. */
static bool
end(struct conn *c)
{
	tls_free(c->tls);
	c->tls = NULL;
	c->phase = FLUSH;
	return true;
}

static bool
fail(struct conn *c)
{
	conn_close(c);
	return false;
}

/* How many bytes the kernel has not got acknowledged yet. */
static int
unsent(const struct conn *c)
{
	uv_os_fd_t fd;
	int n = 0;

	if (uv_fileno((const uv_handle_t *)&c->tcp, &fd) != 0 || ioctl(fd, TIOCOUTQ, &n) != 0)
		return 0;
	return n;
}

static enum gem_count
timeout_of(const struct conn *c)
{
	if (c->exchange.is_answered)
		return COUNT_TIMEOUT_REPLY;
	return c->phase <= HANDSHAKE ? COUNT_TIMEOUT_HANDSHAKE : COUNT_TIMEOUT_REQUEST;
}

/* A connection that drains is left alone while its answer is still on the way: closing it would
 * not stop the answer, but what the peer still sends would then be met with a reset. */
static void
on_deadline(uv_timer_t *timer)
{
	struct conn *c = timer->data;

	if (c->phase < DRAIN)
		gem_count(c->all->counters, timeout_of(c));
	if (c->phase == DRAIN && uv_now(timer->loop) < c->reply_by && unsent(c) > 0) {
		uv_timer_start(timer, on_deadline, c->all->config->closing_ms, 0);
	} else if (c->phase == REQUEST && !c->is_writing) {
		tls_close_notify(c->tls);
		enter(c, FLUSH, c->all->config->closing_ms);
		end(c);
		advance(c);
	} else {
		conn_close(c);
	}
}

static bool
step_hello(struct conn *c)
{
	enum tls_status status = tls_peek(&c->io);

	if (status == TLS_AGAIN)
		return false;
	if (status == TLS_FAILED)
		gem_count(c->all->counters, COUNT_REFUSED_NOT_TLS);
	else
		c->tls = tls_new(c->all->tls, &c->io);
	if (c->tls == NULL)
		return fail(c);
	c->phase = HANDSHAKE;
	return true;
}

static bool
step_handshake(struct conn *c)
{
	switch (tls_handshake(c->tls)) {
	case TLS_AGAIN: return false;
	case TLS_DONE:
		gem_count(c->all->counters, COUNT_HANDSHAKES);
		if (tls_is_resumed(c->tls))
			gem_count(c->all->counters, COUNT_RESUMED);
		enter(c, REQUEST, c->all->config->request_ms);
		return true;
	default:
		gem_count(c->all->counters, COUNT_FAILED);
		enter(c, FLUSH, c->all->config->closing_ms);
		return end(c);
	}
}

/* The address that a connection arrived at, as text. */
static const char *
local_address(const struct conn *c, char out[INET6_ADDRSTRLEN], bool *is_loopback, int *port)
{
	struct sockaddr_storage name;
	int n = sizeof name;
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)&name;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&name;
	const unsigned char *ip;
	bool is_mapped;

	*is_loopback = false;
	*port = GEM_PORT;
	if (uv_tcp_getsockname(&c->tcp, (struct sockaddr *)&name, &n) != 0)
		return NULL;
	if (name.ss_family == AF_INET) {
		*port = ntohs(v4->sin_port);
		ip = (const unsigned char *)&v4->sin_addr;
		*is_loopback = ip[0] == 127;
		return inet_ntop(AF_INET, ip, out, INET6_ADDRSTRLEN);
	}
	*port = ntohs(v6->sin6_port);
	ip = v6->sin6_addr.s6_addr;
	is_mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
	*is_loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr) || (is_mapped && ip[12] == 127);
	return is_mapped ? inet_ntop(AF_INET, ip + 12, out, INET6_ADDRSTRLEN)
			 : inet_ntop(AF_INET6, ip, out, INET6_ADDRSTRLEN);
}

static bool
step_request(struct conn *c)
{
	const struct gem_config *config = c->all->config;
	struct gem_hosts hosts = {.names = config->hosts, .n = config->n_hosts};
	char address[INET6_ADDRSTRLEN];
	size_t max, n = 0;
	char *room = exchange_room(&c->exchange, &max);
	enum tls_status status = tls_read(c->tls, room, max, &n);

	if (status == TLS_AGAIN)
		return false;
	if (status != TLS_DONE) {
		if (status == TLS_CLOSED)
			tls_close_notify(c->tls);
		enter(c, FLUSH, config->closing_ms);
		return end(c);
	}
	hosts.address = local_address(c, address, &hosts.is_loopback, &hosts.port);
	if (exchange_take(&c->exchange, n, c->all->source, &hosts)) {
		c->reply_by = uv_now(c->tcp.loop) + config->reply_ms;
		enter(c, REPLY, config->reply_ms);
	}
	return true;
}

static bool
step_reply(struct conn *c)
{
	char record[RECORD_MAX];

	while (c->io.out.n < GEM_FLIGHT_MAX) {
		size_t n = exchange_next(&c->exchange, record, sizeof record);

		if (n == 0) {
			tls_close_notify(c->tls);
			return end(c);
		}
		if (tls_write(c->tls, record, n) != TLS_DONE)
			return fail(c);
	}
	return false;
}

static void
on_shutdown(uv_shutdown_t *shutdown, int status)
{
	struct conn *c = shutdown->data;

	if (status != 0)
		conn_close(c);
}

static bool
step_flush(struct conn *c)
{
	if (c->io.out.n > 0)
		return false;
	enter(c, DRAIN, c->all->config->closing_ms);
	finish(c, false);
	if (c->io.eof || uv_shutdown(&c->shutdown, (uv_stream_t *)&c->tcp, on_shutdown) != 0)
		return fail(c);
	return false;
}

static bool
step(struct conn *c)
{
	switch (c->phase) {
	case HELLO: return step_hello(c);
	case HANDSHAKE: return step_handshake(c);
	case REQUEST: return step_request(c);
	case REPLY: return step_reply(c);
	case FLUSH: return step_flush(c);
	case DRAIN:
	case CLOSED: break;
	}
	return false;
}

static void
on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *out)
{
	struct conn *c = handle->data;
	struct tls_io *io = &c->io;

	(void)hint;
	if (c->phase == DRAIN)
		io->in_at = io->in_end = 0;
	if (io->in_at > 0) {
		memmove(io->in, io->in + io->in_at, io->in_end - io->in_at);
		io->in_end -= io->in_at;
		io->in_at = 0;
	}
	*out = uv_buf_init((char *)io->in + io->in_end, (unsigned)(sizeof io->in - io->in_end));
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct conn *c = stream->data;

	(void)buf;
	if (n == 0)
		return;
	if (n > 0)
		gem_count_add(c->all->counters, COUNT_BYTES_IN, (uint64_t)n);
	if (n < 0 && (n != UV_EOF || c->phase >= FLUSH)) {
		conn_close(c);
		return;
	}
	if (c->phase == DRAIN)
		return;
	if (n == UV_EOF)
		c->io.eof = true;
	else
		c->io.in_end += (size_t)n;
	advance(c);
}

static void
on_written(uv_write_t *write, int status)
{
	struct conn *c = write->data;

	c->is_writing = false;
	if (status == 0)
		gem_count_add(c->all->counters, COUNT_BYTES_OUT, c->io.out.n);
	buf_clear(&c->io.out);
	if (status != 0)
		conn_close(c);
	else
		advance(c);
}

/* Reading stops while there is no room, and while an answer is being written. */
static void
set_reading(struct conn *c)
{
	bool room = c->io.in_end - c->io.in_at < sizeof c->io.in;

	if ((c->phase < REPLY && room && !c->io.eof) || c->phase == DRAIN)
		uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
	else
		uv_read_stop((uv_stream_t *)&c->tcp);
}

/* Goes as far as possible without waiting, then sends at once what has come together. */
static void
advance(struct conn *c)
{
	uv_buf_t out;

	if (c->is_writing) {
		if (c->phase != CLOSED)
			set_reading(c);
		return;
	}
	while (step(c))
		;
	if (c->phase == CLOSED)
		return;
	set_reading(c);
	if (c->io.out.n == 0)
		return;
	out = uv_buf_init(c->io.out.p, (unsigned)c->io.out.n);
	c->is_writing = true;
	if (uv_write(&c->write, (uv_stream_t *)&c->tcp, &out, 1, on_written) != 0) {
		c->is_writing = false;
		conn_close(c);
	}
}

bool
conns_evict(struct conns *all)
{
	for (struct conn *c = all->oldest; c != NULL; c = c->newer)
		if (c->phase != REPLY && !(c->phase == FLUSH && c->exchange.is_answered)) {
			gem_count(all->counters, COUNT_EVICTED);
			conn_close(c);
			return true;
		}
	return false;
}

static void
greet(struct conns *all, struct conn *c, int fd)
{
	c->older = all->newest;
	*(all->newest != NULL ? &all->newest->newer : &all->oldest) = c;
	all->newest = c;
	c->began = uv_now(c->tcp.loop);
	enter(c, HELLO, all->config->handshake_ms);
	if (uv_tcp_open(&c->tcp, fd) == 0) {
		uv_tcp_nodelay(&c->tcp, 1);
		set_reading(c);
	} else {
		close(fd);
		conn_close(c);
	}
}

/* A place among the connections of all workers. */
static bool
take_place(struct conns *all)
{
	if (atomic_fetch_add(all->open, 1) < all->config->connections_max || conns_evict(all))
		return true;
	atomic_fetch_sub(all->open, 1);
	return false;
}

void
conns_accept(struct conns *all, int fd)
{
	struct conn *c = calloc(1, sizeof *c);

	gem_count(all->counters, COUNT_CONNECTIONS);
	if (c == NULL || !take_place(all)) {
		free(c);
		close(fd);
		gem_count(all->counters, COUNT_REFUSED_FULL);
		gem_count(all->counters, COUNT_ENDED);
		return;
	}
	c->all = all;
	c->handles = 2;
	buf_init(&c->io.out, GEM_OUT_MAX);
	exchange_init(&c->exchange);
	c->tcp.data = c->timer.data = c->write.data = c->shutdown.data = c;
	uv_tcp_init(all->loop, &c->tcp);
	uv_timer_init(all->loop, &c->timer);
	greet(all, c, fd);
}

void
conns_close_idle(struct conns *all)
{
	for (struct conn *c = all->oldest, *next; c != NULL; c = next) {
		next = c->newer;
		if (c->phase == HELLO && c->io.in_end == 0)
			conn_close(c);
	}
}

void
conns_close(struct conns *all)
{
	while (all->oldest != NULL)
		conn_close(all->oldest);
}
