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

size_t
exchange_next(struct exchange *x, char *out, size_t max)
{
	size_t n = 0, body_at = 0, body_n;

	if (x->sent == 0) {
		n = x->head_n;
		memcpy(out, x->head, n);
	} else {
		body_at = x->sent - x->head_n;
	}
	body_n = x->reply.body.n - body_at;
	if (body_n > max - n)
		body_n = max - n;
	if (body_n > 0)
		memcpy(out + n, x->reply.body.p + body_at, body_n);
	x->sent += n + body_n;
	return n + body_n;
}

void
exchange_log(const struct exchange *x, const struct gem_config *config, uint64_t ms, bool is_broken)
{
	size_t body = x->sent > x->head_n ? x->sent - x->head_n : 0;
	struct buf line;

	if (config->log == NULL || !x->is_answered)
		return;
	buf_init(&line, 128 + GEM_URI_MAX);
	buf_printf(
	    &line, "status=%d bytes=%zu ms=%llu", x->reply.status, body, (unsigned long long)ms);
	if (config->log_path)
		buf_printf(&line, " path=\"%s\"", x->path);
	if (is_broken || x->sent < x->head_n + x->reply.body.n)
		buf_puts(&line, " cut=yes");
	config->log(config->log_ctx, buf_str(&line));
	buf_free(&line);
}
