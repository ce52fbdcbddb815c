/* SPDX-License-Identifier: ISC */
/* One Gemini request line: read strictly (RFC 3986), judged by whether it is for us, and taken
 * apart. What comes out of here needs no second look: the path was decoded once and holds no dot
 * segment, no control character and nothing but UTF-8. */
#ifndef PLENARY_GEMINI_REQUEST_H
#define PLENARY_GEMINI_REQUEST_H

#include "gemini/limits.h"

#include <stdbool.h>
#include <stddef.h>

enum { GEM_PORT = 1965 };

/* A request that was read. All text is its own; it is passed by pointer, never copied. */
struct gem_request {
	char host[GEM_HOST_MAX + 1];    /* ASCII (core/idna.h), no trailing dot, no brackets */
	int port;                       /* as said, GEM_PORT when not */
	char path[GEM_URI_MAX + 1];     /* decoded; begins with '/'; "." and ".." are resolved */
	char raw_path[GEM_URI_MAX + 1]; /* as it came, "/" when there was none; ASCII */
	const char *query;              /* as it came, without the '?'; NULL when there was none */
	char query_text[GEM_URI_MAX + 1];
};

/* Who we are, as far as a request can tell. */
struct gem_hosts {
	const char *const *names; /* host names or IP literals without brackets, any case */
	size_t n;
	const char *address; /* where this connection arrived: an IP literal; NULL if unknown */
	bool is_loopback;    /* it arrived there from this machine: "localhost" is us as well */
	int port;            /* where it arrived; GEM_PORT in a request is right too, since the
				port may have been redirected on the way */
};

/* Reads the `n` bytes of a request line, without its CR LF. Returns 0 when the request is good and
 * for us, or the status to answer: 59 for what is malformed (too long, relative, with userinfo or
 * fragment, a path that climbs above the root or hides a slash, a control character or broken
 * UTF-8 in an escape), 53 for another scheme, host or port. */
int gem_request_parse(
    struct gem_request *rq, const char *line, size_t n, const struct gem_hosts *hosts);

/* What a person typed, decoded from the query: UTF-8 without NUL. "" when there is no query. */
void gem_request_input(const struct gem_request *rq, char out[GEM_URI_MAX + 1]);

/* Brings a configured host name, in any script, or IP literal, brackets allowed, into the form that
 * gem_request.host has. False if it is neither. */
bool gem_host_normalise(const char *host, char out[GEM_HOST_MAX + 1]);

#endif
