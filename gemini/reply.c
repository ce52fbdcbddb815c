/* SPDX-License-Identifier: ISC */
#include "gemini/reply.h"

#include "core/uri.h"
#include "core/utf8.h"

#include <stdio.h>
#include <string.h>

void
gem_reply_init(struct gem_reply *re)
{
	re->status = 0;
	re->meta[0] = '\0';
	buf_init(&re->body, GEM_BODY_MAX);
	re->stream = (struct gem_stream){0};
	gem_reply_set(re, 40, "No answer");
}

void
gem_reply_free(struct gem_reply *re)
{
	gem_reply_end_stream(re);
	buf_free(&re->body);
}

void
gem_reply_stream(struct gem_reply *re, const struct gem_stream *stream)
{
	gem_reply_end_stream(re);
	re->stream = *stream;
}

void
gem_reply_end_stream(struct gem_reply *re)
{
	if (re->stream.end != NULL)
		re->stream.end(re->stream.ctx);
	re->stream = (struct gem_stream){0};
}

size_t
gem_reply_size(const struct gem_reply *re)
{
	return re->stream.end != NULL ? re->stream.n : re->body.n;
}

static bool
is_meta(const char *s)
{
	size_t n = strlen(s), len;
	uint32_t cp;

	if (n == 0 || n > GEM_META_MAX)
		return false;
	for (; n > 0; s += len, n -= len) {
		len = utf8_decode(s, n, &cp);
		if (len == 0 || cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return false;
	}
	return true;
}

void
gem_reply_set(struct gem_reply *re, int status, const char *meta)
{
	if (status < 10 || status > 69 || !is_meta(meta)) {
		status = 40;
		meta = "Internal error";
	}
	re->status = status;
	snprintf(re->meta, sizeof re->meta, "%s", meta);
}

void
gem_reply_redirect(struct gem_reply *re, bool permanent, const char *path, const char *query)
{
	struct buf b;

	buf_init(&b, GEM_META_MAX);
	uri_put_path(&b, path);
	if (query != NULL)
		buf_printf(&b, "?%s", query);
	if (b.failed || path[0] != '/' || path[1] == '/')
		gem_reply_set(re, 40, "Internal error");
	else
		gem_reply_set(re, permanent ? 31 : 30, buf_str(&b));
	buf_free(&b);
}

void
gem_reply_finish(struct gem_reply *re)
{
	if (re->body.failed || re->stream.n > GEM_STREAM_MAX)
		gem_reply_set(re, 40, "The answer is too large");
	if (re->status == 20)
		return;
	buf_clear(&re->body);
	gem_reply_end_stream(re);
}

size_t
gem_reply_header(const struct gem_reply *re, char out[GEM_HEADER_MAX])
{
	return (size_t)snprintf(out, GEM_HEADER_MAX, "%d %s\r\n", re->status, re->meta);
}
