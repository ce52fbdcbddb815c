/* SPDX-License-Identifier: ISC */
/* One request and its answer, as bytes: what came so far, what is still to be sent. Knows neither
 * sockets nor TLS. */
#ifndef PLENARY_GEMINI_EXCHANGE_H
#define PLENARY_GEMINI_EXCHANGE_H

#include "gemini/server.h"

struct exchange {
	char request[GEM_REQUEST_MAX];
	size_t request_n;
	bool is_answered;
	struct gem_reply reply;
	char head[GEM_HEADER_MAX];
	size_t head_n, all_n, sent; /* bytes of the header; of header and body; handed out */
	const char *piece;          /* of a stream: what is left of the piece at hand */
	size_t piece_n;
	char path[GEM_URI_MAX + 1]; /* for the log; "" if the request was not good */
};

void exchange_init(struct exchange *x);
void exchange_free(struct exchange *x);

/* Where the next bytes of the request go; `*max` of them at most, at least one until answered. */
char *exchange_room(struct exchange *x, size_t *max);

/* Takes `n` bytes that were put there. With CR LF, or when no more would fit (the request is then
 * too long), the source is asked, or the request refused, and true returned: there is a reply.
 * What follows the CR LF counts for nothing. */
bool exchange_take(
    struct exchange *x, size_t n, const struct gem_source *source, const struct gem_hosts *hosts);

/* Hands out the next bytes of header and body, at most `max` (no less than GEM_HEADER_MAX);
 * returns their number, 0 at the end. A stream is ended with the last of them. */
size_t exchange_next(struct exchange *x, char *out, size_t max);

/* Whether all of header and body were handed out. */
bool exchange_is_sent(const struct exchange *x);

/* Logs an answered exchange, with the address of who asked if it is given. */
void exchange_log(const struct exchange *x, const struct gem_config *config, const char *peer,
    uint64_t ms, bool is_cut);

#endif
