/* SPDX-License-Identifier: ISC */
/* URIs taken apart (RFC 3986), by uriparser; and paths put into them. */
#ifndef PLENARY_URI_H
#define PLENARY_URI_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of the text that was parsed; p is NULL when the URI has no such part. */
struct uri_part {
	const char *p;
	size_t n;
};

enum uri_host { URI_HOST_NAME, URI_HOST_IPV4, URI_HOST_IPV6, URI_HOST_FUTURE };

/* The parts as they stand in the text, nothing decoded; an IPv6 host is without brackets. */
struct uri {
	struct uri_part scheme, userinfo, host, port, query, fragment;
	enum uri_host host_kind;
	uint8_t ipv6[16]; /* with URI_HOST_IPV6 */
	bool has_path;    /* it is more than "" */
};

/* Takes `n` bytes apart. False if they are no URI reference, or memory was out. The parts
 * point into `s`, but for empty ones, whose pointer only says that they are there. */
bool uri_parse(struct uri *out, const char *s, size_t n);

/* Whether a part is this word, ASCII case aside; a missing part is none. */
bool uri_part_is(struct uri_part part, const char *word);

/* Writes a path into a URI: all but '/' and what is unreserved (RFC 3986 section 2.3) as %XX. */
void uri_put_path(struct buf *out, const char *path);

#endif
