/* SPDX-License-Identifier: ISC */
#include "gemini/address.h"
#include "gemini/conn_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

enum {
	RECORD_MAX = 16384, /* RFC 8446 section 5.1 */
	HELD_SECONDS = 10   /* to come back after when too much is held */
};

/* What a connection is doing. */
enum phase {
	HELLO,     /* waits for the first record; there is no TLS yet */
	HANDSHAKE, /* waits for its end */
	REQUEST,   /* waits for CR LF */
	REPLY,     /* waits for room for more of the answer */
	FLUSH,     /* waits until the last bytes have left */
	DRAIN,     /* waits until the peer closes, too */
	CLOSED     /* waits for libuv's callback */
};

/* From the first record on. */
struct talk {
	struct tls_io io;
	struct tls *tls;           /* NULL once there is nothing more to say */
	struct exchange *exchange; /* NULL until something of the request is there */
	uv_write_t write;
};

/* What a silent connection costs: all else comes when it is needed. */
struct conn {
	struct member as;
	uv_tcp_t tcp;
	struct talk *talk;
	unsigned char *kept;      /* what came of the first record; NULL: nothing */
	uint64_t began, reply_by; /* milliseconds of the loop's clock */
	uint32_t held;            /* of its worker's `held` */
	uint16_t n_kept;
	uint8_t phase;
	bool is_writing; /* io.out belongs to libuv */
};

static void advance(struct conn *c);

static void
count(const struct conn *c, enum gem_count which)
{
	gem_count(c->as.all->by.counters, which);
}

static bool
is_answered(const struct conn *c)
{
	return c->talk != NULL && c->talk->exchange != NULL && c->talk->exchange->is_answered;
}

/* ---- how it ends ---- */

/* The address of who asked, or "" if they are gone. */
static const char *
peer_address(const struct conn *c, char out[INET6_ADDRSTRLEN])
{
	struct sockaddr_storage name;
	int n = sizeof name;

	out[0] = '\0';
	if (uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&name, &n) == 0)
		uv_ip_name((const struct sockaddr *)&name, out, INET6_ADDRSTRLEN);
	return out;
}

/* A finished request is counted and logged; one of which not all was sent, as cut. */
static void
finish(const struct conn *c, bool is_broken)
{
	const struct gem_config *config = c->as.all->by.config;
	char peer[INET6_ADDRSTRLEN];
	const struct exchange *x;
	bool is_cut;

	if (!is_answered(c))
		return;
	x = c->talk->exchange;
	is_cut = is_broken || !exchange_is_sent(x);
	gem_count_status(c->as.all->by.counters, x->reply.status);
	if (is_cut)
		count(c, COUNT_CUT);
	exchange_log(x, config, config->log_address ? peer_address(c, peer) : NULL,
	    uv_now(c->tcp.loop) - c->began, is_cut);
}

static void
free_tls(struct talk *talk)
{
	tls_free(talk->tls);
	talk->tls = NULL;
}

static void
free_exchange(struct talk *talk)
{
	if (talk->exchange != NULL)
		exchange_free(talk->exchange);
	free(talk->exchange);
	talk->exchange = NULL;
}

/* The body is all sent, or nobody waits for it any more. */
static void
give_back(struct conn *c)
{
	c->as.all->held -= c->held;
	c->held = 0;
}

static void
on_closed(uv_handle_t *handle)
{
	struct conn *c = handle->data;

	if (c->talk != NULL) {
		buf_free(&c->talk->io.out);
		free_exchange(c->talk);
	}
	free(c->talk);
	free(c->kept);
	free(c);
}

static void
close_conn(struct conn *c)
{
	if (c->phase == CLOSED)
		return;
	if (c->phase < DRAIN)
		finish(c, true);
	c->phase = CLOSED;
	give_back(c);
	conns_forget(&c->as);
	if (c->talk != NULL)
		free_tls(c->talk);
	uv_close((uv_handle_t *)&c->tcp, on_closed);
}

void
conn_close(struct member *m)
{
	close_conn((struct conn *)m);
}

static bool
fail(struct conn *c)
{
	close_conn(c);
	return false;
}

/* What was written goes out, and then the connection ends. */
static bool
end(struct conn *c)
{
	free_tls(c->talk);
	c->phase = FLUSH;
	return true;
}

/* The same, soon. */
static bool
end_soon(struct conn *c)
{
	conns_wait(&c->as, WAIT_CLOSING);
	return end(c);
}

bool
conn_is_sending(const struct member *m)
{
	const struct conn *c = (const struct conn *)m;
	uv_os_fd_t fd;
	int n = 0;

	if (c->is_writing)
		return true;
	return uv_fileno((const uv_handle_t *)&c->tcp, &fd) == 0 && ioctl(fd, TIOCOUTQ, &n) == 0 &&
	       n > 0;
}

static enum gem_count
timeout_of(const struct conn *c)
{
	if (is_answered(c))
		return COUNT_TIMEOUT_REPLY;
	return c->phase <= HANDSHAKE ? COUNT_TIMEOUT_HANDSHAKE : COUNT_TIMEOUT_REQUEST;
}

/* A connection that drains is left alone while its answer is still on the way: closing it would
 * not stop the answer, but what the peer still sends would then be met with a reset. */
void
conn_deadline(struct member *m)
{
	struct conn *c = (struct conn *)m;

	if (c->phase < DRAIN)
		count(c, timeout_of(c));
	if (c->phase == DRAIN && uv_now(c->tcp.loop) < c->reply_by && conn_is_sending(&c->as)) {
		conns_wait(&c->as, WAIT_CLOSING);
	} else if (c->phase == REQUEST && !c->is_writing) {
		tls_close_notify(c->talk->tls);
		end_soon(c);
		advance(c);
	} else {
		close_conn(c);
	}
}

/* ---- its phases ---- */

static bool
step_handshake(struct conn *c)
{
	switch (tls_handshake(c->talk->tls)) {
	case TLS_AGAIN: return false;
	case TLS_DONE:
		count(c, COUNT_HANDSHAKES);
		if (tls_is_resumed(c->talk->tls))
			count(c, COUNT_RESUMED);
		c->phase = REQUEST;
		conns_wait(&c->as, WAIT_REQUEST);
		return true;
	default: count(c, COUNT_FAILED); return end_soon(c);
	}
}

/* Gemini specification, "Status codes", 44: META is the number of seconds. */
static void
answer_later(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	const struct conn *c = ctx;
	char seconds[8];

	(void)rq;
	snprintf(seconds, sizeof seconds, "%u", c->as.come_back);
	gem_reply_set(re, 44, seconds);
	count(c, COUNT_REFUSED_SLOW_DOWN);
}

/* Who takes long answers slowly may fill no more than a part of the memory. */
static void
answer_within(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	struct conn *c = ctx;
	struct conns *all = c->as.all;

	all->by.source->answer(all->by.source->ctx, rq, re);
	if (re->body.n > GEM_SMALL_MAX && all->held + re->body.n > all->by.config->held_max) {
		buf_free(&re->body);
		c->as.come_back = HELD_SECONDS;
		answer_later(ctx, rq, re);
	}
	c->held = (uint32_t)re->body.n;
	all->held += c->held;
}

static bool
take(struct conn *c, size_t n)
{
	const struct gem_source later = {.ctx = c, .answer = answer_later};
	const struct gem_source within = {.ctx = c, .answer = answer_within};
	struct gem_hosts hosts = {
	    .names = c->as.all->hosts, .n = c->as.all->n_hosts, .port = GEM_PORT};
	struct sockaddr_storage here;
	char address[ADDRESS_LITERAL_MAX + 1];
	int n_here = sizeof here;

	if (uv_tcp_getsockname(&c->tcp, (struct sockaddr *)&here, &n_here) == 0) {
		hosts.port = address_literal((struct sockaddr *)&here, address);
		hosts.address = address;
		hosts.is_loopback = address_is_loopback((struct sockaddr *)&here);
	}
	return exchange_take(c->talk->exchange, n, c->as.come_back > 0 ? &later : &within, &hosts);
}

/* Where the next bytes of a request go: in `first` until there are any. */
static char *
room_for(struct conn *c, char first[GEM_REQUEST_MAX], size_t *max)
{
	*max = GEM_REQUEST_MAX;
	return c->talk->exchange != NULL ? exchange_room(c->talk->exchange, max) : first;
}

static bool
make_exchange(struct talk *talk, const char *first, size_t n)
{
	size_t max;

	if (talk->exchange != NULL)
		return true;
	talk->exchange = malloc(sizeof *talk->exchange);
	if (talk->exchange == NULL)
		return false;
	exchange_init(talk->exchange);
	memcpy(exchange_room(talk->exchange, &max), first, n);
	return true;
}

static bool
step_request(struct conn *c)
{
	char first[GEM_REQUEST_MAX];
	size_t max, n = 0;
	char *room = room_for(c, first, &max);
	enum tls_status status = tls_read(c->talk->tls, room, max, &n);

	if (status == TLS_AGAIN)
		return false;
	if (status == TLS_CLOSED)
		tls_close_notify(c->talk->tls);
	if (status != TLS_DONE)
		return end_soon(c);
	if (!make_exchange(c->talk, first, n))
		return fail(c);
	if (take(c, n)) {
		c->phase = REPLY;
		c->reply_by = uv_now(c->tcp.loop) + c->as.all->by.config->reply_ms;
		conns_wait(&c->as, WAIT_REPLY);
	}
	return true;
}

static bool
step_reply(struct conn *c)
{
	char record[RECORD_MAX];

	while (c->talk->io.out.n < GEM_FLIGHT_MAX) {
		size_t n = exchange_next(c->talk->exchange, record, sizeof record);

		if (n == 0) {
			tls_close_notify(c->talk->tls);
			return end(c);
		}
		if (tls_write(c->talk->tls, record, n) != TLS_DONE)
			return fail(c);
	}
	return false;
}

/* All has been handed to the kernel. What the peer still sends is read and thrown away: unread, it
 * would turn the close into a reset, and the answer would be lost. */
static bool
step_flush(struct conn *c)
{
	uv_os_fd_t fd;

	if (c->talk->io.out.n > 0)
		return false;
	c->phase = DRAIN;
	finish(c, false);
	give_back(c);
	free_exchange(c->talk);
	conns_wait(&c->as, WAIT_CLOSING);
	if (c->talk->io.eof || uv_fileno((uv_handle_t *)&c->tcp, &fd) != 0 ||
	    shutdown(fd, SHUT_WR) != 0)
		return fail(c);
	return false;
}

static bool
step(struct conn *c)
{
	switch ((enum phase)c->phase) {
	case HANDSHAKE: return step_handshake(c);
	case REQUEST: return step_request(c);
	case REPLY: return step_reply(c);
	case FLUSH: return step_flush(c);
	case HELLO:
	case DRAIN:
	case CLOSED: break;
	}
	return false;
}

/* ---- reading and writing ---- */

/* All connections read into the same place: what is there is used up before the next has its turn,
 * but for a first record of which the rest is missing. */
static void
on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *out)
{
	struct conn *c = handle->data;
	unsigned char *in = c->as.all->in;

	(void)hint;
	if (c->n_kept > 0)
		memcpy(in, c->kept, c->n_kept);
	*out = uv_buf_init((char *)in + c->n_kept, (unsigned)(sizeof c->as.all->in - c->n_kept));
}

static bool
keep(struct conn *c, size_t n)
{
	unsigned char *kept = realloc(c->kept, n);

	if (kept == NULL)
		return false;
	memcpy(kept, c->as.all->in, n);
	c->kept = kept;
	c->n_kept = (uint16_t)n;
	return true;
}

static bool
begin_tls(struct conn *c)
{
	struct talk *talk = calloc(1, sizeof *talk);

	if (talk == NULL)
		return false;
	free(c->kept);
	c->kept = NULL;
	c->n_kept = 0;
	c->talk = talk;
	c->phase = HANDSHAKE;
	talk->write.data = c;
	buf_init(&talk->io.out, GEM_OUT_MAX);
	talk->tls = tls_new(c->as.all->tls, &talk->io);
	return talk->tls != NULL;
}

/* `n` bytes are in all->in. */
static void
take_bytes(struct conn *c, size_t n)
{
	if (c->phase == HELLO) {
		switch (tls_peek(c->as.all->in, n)) {
		case TLS_DONE:
			if (begin_tls(c))
				break;
			close_conn(c);
			return;
		case TLS_AGAIN:
			if (!keep(c, n))
				close_conn(c);
			return;
		default:
			count(c, COUNT_REFUSED_NOT_TLS);
			close_conn(c);
			return;
		}
	}
	c->talk->io.in = c->as.all->in;
	c->talk->io.n = n;
	advance(c);
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct conn *c = stream->data;

	(void)buf;
	if (n > 0) {
		gem_count_add(c->as.all->by.counters, COUNT_BYTES_IN, (uint64_t)n);
		if (c->phase != DRAIN)
			take_bytes(c, c->n_kept + (size_t)n);
	} else if (n == UV_EOF && c->talk != NULL && c->phase < FLUSH) {
		c->talk->io.n = 0;
		c->talk->io.eof = true;
		advance(c);
	} else if (n < 0) {
		close_conn(c);
	}
}

/* Nothing is read while an answer is written. */
static void
set_reading(struct conn *c)
{
	bool wanted = c->phase == DRAIN ||
		      (c->phase < REPLY && !c->is_writing && !(c->talk != NULL && c->talk->io.eof));

	if (wanted)
		uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
	else
		uv_read_stop((uv_stream_t *)&c->tcp);
}

static void
sent(struct conn *c)
{
	gem_count_add(c->as.all->by.counters, COUNT_BYTES_OUT, c->talk->io.out.n);
	buf_free(&c->talk->io.out);
}

static void
on_written(uv_write_t *write, int status)
{
	struct conn *c = write->data;

	c->is_writing = false;
	if (status != 0) {
		close_conn(c);
		return;
	}
	sent(c);
	advance(c);
}

/* Sends what has come together in one go, if the kernel takes it and it is not one part of many;
 * libuv sends the rest. True if nothing is left. */
static bool
flush(struct conn *c)
{
	struct buf *out = &c->talk->io.out;
	uv_buf_t all = uv_buf_init(out->p, (unsigned)out->n);
	uv_stream_t *stream = (uv_stream_t *)&c->tcp;
	int n = c->phase == REPLY ? 0 : uv_try_write(stream, &all, 1);

	if (n == (int)out->n) {
		sent(c);
		return true;
	}
	if (n > 0)
		all = uv_buf_init(out->p + n, (unsigned)out->n - (unsigned)n);
	c->is_writing = (n >= 0 || n == UV_EAGAIN) &&
			uv_write(&c->talk->write, stream, &all, 1, on_written) == 0;
	if (!c->is_writing)
		close_conn(c);
	return false;
}

/* Goes as far as possible without waiting. */
static void
advance(struct conn *c)
{
	do {
		while (!c->is_writing && step(c))
			;
	} while (c->phase != CLOSED && !c->is_writing && c->talk->io.out.n > 0 && flush(c) &&
		 c->phase == FLUSH);
	if (c->phase != CLOSED)
		set_reading(c);
}

bool
conn_is_silent(const struct member *m)
{
	const struct conn *c = (const struct conn *)m;

	return c->phase == HELLO && c->n_kept == 0;
}

struct member *
conn_new(const struct member *as, int fd)
{
	struct conns *all = as->all;
	struct conn *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->as = *as;
	c->tcp.data = c;
	uv_tcp_init(all->by.loop, &c->tcp);
	c->began = uv_now(all->by.loop);
	conns_wait(&c->as, WAIT_HANDSHAKE);
	if (uv_tcp_open(&c->tcp, fd) == 0) {
		uv_tcp_nodelay(&c->tcp, 1);
		set_reading(c);
	} else {
		close(fd);
		close_conn(c);
	}
	return &c->as;
}
