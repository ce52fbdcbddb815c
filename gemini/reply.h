/* SPDX-License-Identifier: ISC */
/* What is answered to a request. META, the words after the status, is written by one function
 * only, from constants and from our own paths, so that nothing a client sends can end the line. */
#ifndef PLENARY_GEMINI_REPLY_H
#define PLENARY_GEMINI_REPLY_H

#include "core/buf.h"
#include "gemini/limits.h"

#include <stdbool.h>

/* A body in pieces, which are sent as the client takes them and copied nowhere before. */
struct gem_stream {
	size_t n; /* bytes in all; at most GEM_STREAM_MAX */

	/* The next piece and its length, borrowed until the next call or the end; 0 after the last.
	 * Called in the loop's thread only, so it must not wait. */
	size_t (*next)(void *ctx, const char **piece);

	/* Called once, in the same thread, when the last piece has been handed out, or will not be:
	 * the client went away, or was too slow. */
	void (*end)(void *ctx);
	void *ctx;
};

struct gem_reply {
	int status;
	char meta[GEM_META_MAX + 1];
	struct buf body;          /* sent with 20 only; at most GEM_BODY_MAX */
	struct gem_stream stream; /* instead of it, if `end` is not NULL */
};

/* Begins as 40, so that an answer nobody wrote says so. */
void gem_reply_init(struct gem_reply *re);
void gem_reply_free(struct gem_reply *re);

/* Gives it a stream as its body, which ends with it. */
void gem_reply_stream(struct gem_reply *re, const struct gem_stream *stream);

/* Ends the stream, if there is one. */
void gem_reply_end_stream(struct gem_reply *re);

/* Bytes of the body. */
size_t gem_reply_size(const struct gem_reply *re);

/* The one writer of status and META. `meta` is a media type (20), a prompt (10, 11: UTF-8), or a
 * sentence, and no longer than GEM_META_MAX. A status not from 10 to 69, an empty or overlong META,
 * one that is not UTF-8 or holds a control character is a mistake of ours: the answer becomes 40.
 */
void gem_reply_set(struct gem_reply *re, int status, const char *meta);

/* Redirects to a path of ours, not encoded, with a query if not NULL, encoded. `path` begins with
 * exactly one slash: two would lead to another host (RFC 3986 section 4.2), and become 40. */
void gem_reply_redirect(struct gem_reply *re, bool permanent, const char *path, const char *query);

/* Makes the answer one that can be sent: no body unless the status is 20, and 40 if the body did
 * not fit. The server calls it after the source has answered. */
void gem_reply_finish(struct gem_reply *re);

/* Writes the header line, CR LF and a NUL; returns its length without the NUL. */
size_t gem_reply_header(const struct gem_reply *re, char out[GEM_HEADER_MAX]);

#endif
