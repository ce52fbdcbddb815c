/* SPDX-License-Identifier: ISC */
#include "gemini/exchange.h"

#include <string.h>

void
exchange_init(struct exchange *x)
{
	memset(x, 0, sizeof *x);
	gem_reply_init(&x->reply);
}

void
exchange_free(struct exchange *x)
{
	gem_reply_free(&x->reply);
}

char *
exchange_room(struct exchange *x, size_t *max)
{
	*max = sizeof x->request - x->request_n;
	return x->request + x->request_n;
}

/* Answers the request line of `n` bytes. */
static void
answer(struct exchange *x, size_t n, const struct gem_source *source, const struct gem_hosts *hosts)
{
	struct gem_request rq;
	int status = gem_request_parse(&rq, x->request, n, hosts);

	if (status == 0) {
		memcpy(x->path, rq.raw_path, strlen(rq.raw_path) + 1);
		source->answer(source->ctx, &rq, &x->reply);
	} else {
		gem_reply_set(&x->reply, status,
		    status == 53 ? "That host, port or scheme is not served here" : "Bad request");
	}
	gem_reply_finish(&x->reply);
	x->head_n = gem_reply_header(&x->reply, x->head);
	x->all_n = x->head_n + gem_reply_size(&x->reply);
	x->is_answered = true;
}

bool
exchange_take(
    struct exchange *x, size_t n, const struct gem_source *source, const struct gem_hosts *hosts)
{
	size_t i = x->request_n > 0 ? x->request_n : 1;

	x->request_n += n;
	for (; i < x->request_n; i++)
		if (x->request[i - 1] == '\r' && x->request[i] == '\n') {
			answer(x, i - 1, source, hosts);
			return true;
		}
	if (x->request_n < sizeof x->request)
		return false;
	answer(x, x->request_n, source, hosts);
	return true;
}

/* The bytes of the body that follow what was sent, as many as lie in one place; 0 at the end. */
static size_t
body_rest(struct exchange *x, size_t sent, const char **at)
{
	const struct gem_stream *stream = &x->reply.stream;

	if (stream->end == NULL) {
		*at = x->reply.body.p + (sent - x->head_n);
		return x->all_n - sent;
	}
	if (x->piece_n == 0)
		x->piece_n = stream->next(stream->ctx, &x->piece);
	*at = x->piece;
	return x->piece_n < x->all_n - sent ? x->piece_n : x->all_n - sent;
}

/* Small pieces come together, so that they fill a record. */
static size_t
next_of_body(struct exchange *x, size_t sent, char *out, size_t max)
{
	const char *at;
	size_t n = 0, k;

	while (n < max && sent + n < x->all_n && (k = body_rest(x, sent + n, &at)) > 0) {
		k = k < max - n ? k : max - n;
		memcpy(out + n, at, k);
		n += k;
		if (x->reply.stream.end == NULL)
			continue;
		x->piece += k;
		x->piece_n -= k;
	}
	if (sent + n == x->all_n)
		gem_reply_end_stream(&x->reply);
	return n;
}

size_t
exchange_next(struct exchange *x, char *out, size_t max)
{
	size_t n = 0;

	if (x->sent == 0) {
		n = x->head_n;
		memcpy(out, x->head, n);
	}
	n += next_of_body(x, x->sent + n, out + n, max - n);
	x->sent += n;
	return n;
}

bool
exchange_is_sent(const struct exchange *x)
{
	return x->is_answered && x->sent == x->all_n;
}

/* What was asked for, as far as it is wanted; the line was good, or there is no path. */
static void
put_asked(struct buf *line, const struct exchange *x, const struct gem_config *config)
{
	const char *query, *end;

	if (config->log_path || config->log_query)
		buf_printf(line, " path=\"%s\"", x->path);
	if (!config->log_query || x->path[0] == '\0')
		return;
	query = memchr(x->request, '?', x->request_n);
	if (query == NULL)
		return;
	query++;
	end = memchr(query, '\r', x->request_n - (size_t)(query - x->request));
	if (end != NULL)
		buf_printf(line, " query=\"%.*s\"", (int)(end - query), query);
}

void
exchange_log(const struct exchange *x, const struct gem_config *config, const char *peer,
    uint64_t ms, bool is_cut)
{
	size_t body = x->sent > x->head_n ? x->sent - x->head_n : 0;
	struct buf line;

	if (config->log == NULL || !x->is_answered)
		return;
	buf_init(&line, 256 + 2 * GEM_URI_MAX);
	buf_printf(
	    &line, "status=%d bytes=%zu ms=%llu", x->reply.status, body, (unsigned long long)ms);
	put_asked(&line, x, config);
	if (peer != NULL)
		buf_printf(&line, " address=%s", peer);
	if (is_cut)
		buf_puts(&line, " cut=yes");
	config->log(config->log_ctx, buf_str(&line));
	buf_free(&line);
}
