/* SPDX-License-Identifier: ISC */
#include "gemini/request.h"

#include "core/idna.h"
#include "core/uri.h"
#include "core/utf8.h"

#include <arpa/inet.h>
#include <string.h>

enum { FINE = 0, REFUSED = 53, MALFORMED = 59 };

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes percent-escapes once (RFC 3986 section 2.1). `out` has room for `n` bytes and a NUL.
 * Returns the length; what is no escape stays as it is. */
static size_t
unescape(const char *s, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] == '%' && n - i > 2 && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
			out[len++] = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		} else {
			out[len++] = s[i];
		}
	out[len] = '\0';
	return len;
}

/* UTF-8 without NUL and, unless `controls` are allowed, without C0, DEL and C1. */
static bool
is_text(const char *s, size_t n, bool controls)
{
	uint32_t cp;
	size_t len;

	for (; n > 0; s += len, n -= len) {
		len = utf8_decode(s, n, &cp);
		if (len == 0 || cp == 0)
			return false;
		if (!controls && (cp < 0x20 || (cp >= 0x7f && cp < 0xa0)))
			return false;
	}
	return true;
}

/* One decoded segment of a path comes to the end of `path`, of length `*n`. Dot segments are
 * resolved (RFC 3986 section 5.2.4); false if one climbs above the root. */
static bool
add_segment(char *path, size_t *n, const char *segment, size_t len, bool last)
{
	bool up = len == 2 && memcmp(segment, "..", 2) == 0;

	if (up || (len == 1 && segment[0] == '.')) {
		if (up && *n == 0)
			return false;
		if (up)
			while (path[--*n] != '/')
				;
		if (last)
			path[(*n)++] = '/';
		return true;
	}
	path[(*n)++] = '/';
	memcpy(path + *n, segment, len);
	*n += len;
	return true;
}

/* Decodes rq->raw_path into rq->path. A slash that comes out of an escape would be another
 * path than the one that was asked for, so it is refused. */
static bool
decode_path(struct gem_request *rq)
{
	char segment[GEM_URI_MAX + 1];
	const char *s = rq->raw_path;
	size_t n = 0;

	while (*s == '/') {
		size_t raw = strcspn(++s, "/");
		size_t len = unescape(s, raw, segment);

		s += raw;
		if (!is_text(segment, len, false) || memchr(segment, '/', len) != NULL)
			return false;
		if (!add_segment(rq->path, &n, segment, len, *s == '\0'))
			return false;
	}
	rq->path[n] = '\0';
	return n > 0;
}

bool
gem_host_normalise(const char *host, char out[GEM_HOST_MAX + 1])
{
	size_t n = strlen(host);
	unsigned char bytes[16];
	char literal[64];
	int family = AF_INET;

	if (n > 2 && host[0] == '[' && host[n - 1] == ']') {
		host++;
		n -= 2;
		family = AF_INET6;
	}
	if (n > 0 && n < sizeof literal) {
		memcpy(literal, host, n);
		literal[n] = '\0';
		if (strchr(literal, ':') != NULL)
			family = AF_INET6;
		if (inet_pton(family, literal, bytes) == 1)
			return inet_ntop(family, bytes, out, GEM_HOST_MAX) != NULL;
	}
	if (family == AF_INET6)
		return false;
	if (!idna_ascii(host, out))
		return false;
	n = strlen(out);
	if (n > 0 && out[n - 1] == '.')
		out[--n] = '\0';
	return n > 0 && strspn(out, "abcdefghijklmnopqrstuvwxyz0123456789-._") == n;
}

/* RFC 3986 section 3.2.2: escapes in a name stand for the UTF-8 of letters beyond ASCII. Those that
 * stand for ASCII are left, and are no host's. */
static void
unescape_letters(struct uri_part part, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < part.n; i++)
		if (part.p[i] == '%' && hex(part.p[i + 1]) >= 8) {
			out[n++] = (char)(hex(part.p[i + 1]) << 4 | hex(part.p[i + 2]));
			i += 2;
		} else {
			out[n++] = part.p[i];
		}
	out[n] = '\0';
}

/* The host as the URI has it, in rq->host. */
static bool
take_host(struct gem_request *rq, const struct uri *uri)
{
	char host[GEM_HOST_MAX + 1];

	if (uri->host_kind == URI_HOST_IPV6)
		return inet_ntop(AF_INET6, uri->ipv6, rq->host, sizeof rq->host);
	if (uri->host_kind == URI_HOST_FUTURE || uri->host.n > GEM_HOST_MAX)
		return false;
	unescape_letters(uri->host, host);
	return gem_host_normalise(host, rq->host);
}

static bool
is_our_host(const char *host, const struct gem_hosts *hosts)
{
	char name[GEM_HOST_MAX + 1];

	if (hosts->address != NULL && strcmp(host, hosts->address) == 0)
		return true;
	if (hosts->is_loopback && strcmp(host, "localhost") == 0)
		return true;
	for (size_t i = 0; i < hosts->n; i++)
		if (gem_host_normalise(hosts->names[i], name) && strcmp(host, name) == 0)
			return true;
	return false;
}

/* RFC 3986 section 3.2.3: the port may be empty, and is then the scheme's own. */
static int
port_of(struct uri_part text)
{
	int port = 0;

	if (text.n == 0)
		return GEM_PORT;
	for (size_t i = 0; i < text.n; i++)
		if (port <= 65535)
			port = port * 10 + (text.p[i] - '0');
	return port;
}

/* Path and query of a line whose syntax is known to be right. They are cut from the line itself,
 * since an empty part's pointer need not point into it. */
static bool
take_path(struct gem_request *rq, const char *line, size_t n)
{
	char text[GEM_URI_MAX + 1];
	const char *end = line + n;
	const char *p = (const char *)memchr(line, ':', n) + 3;
	const char *query = memchr(line, '?', n);
	const char *path_end = query != NULL ? query : end;

	while (p < path_end && *p != '/')
		p++;
	n = (size_t)(path_end - p);
	memcpy(rq->raw_path, n > 0 ? p : "/", n > 0 ? n : 1);
	rq->raw_path[n > 0 ? n : 1] = '\0';
	rq->query = NULL;
	if (query != NULL) {
		n = (size_t)(end - query - 1);
		memcpy(rq->query_text, query + 1, n);
		rq->query_text[n] = '\0';
		rq->query = rq->query_text;
		if (!is_text(text, unescape(rq->query, n, text), true))
			return false;
	}
	return decode_path(rq);
}

static int
judge(struct gem_request *rq, const struct uri *uri, const char *line, size_t n,
    const struct gem_hosts *hosts)
{
	if (uri->scheme.p == NULL || uri->userinfo.p != NULL || uri->fragment.p != NULL)
		return MALFORMED;
	if (!uri_part_is(uri->scheme, "gemini"))
		return REFUSED;
	if (uri->host.n == 0)
		return MALFORMED;
	rq->port = port_of(uri->port);
	if (!take_host(rq, uri) || !is_our_host(rq->host, hosts))
		return REFUSED;
	if (rq->port != hosts->port && rq->port != GEM_PORT)
		return REFUSED;
	return take_path(rq, line, n) ? FINE : MALFORMED;
}

/* Copies a line with the letters beyond ASCII of its authority as escapes: RFC 3987 section 3.1 (an
 * IRI's host), which some clients send as it is. Elsewhere they stay, and the line is no URI. */
static size_t
escape_host(const char *line, size_t n, char out[3 * GEM_URI_MAX])
{
	static const char digits[] = "0123456789ABCDEF";
	size_t k = 0, slashes = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)line[i];

		slashes += slashes < 3 && c == '/';
		if (c == '?' || c == '#')
			slashes = 3;
		if (c >= 0x80 && slashes == 2) {
			out[k++] = '%';
			out[k++] = digits[c >> 4];
			out[k++] = digits[c & 15];
		} else {
			out[k++] = (char)c;
		}
	}
	return k;
}

int
gem_request_parse(struct gem_request *rq, const char *line, size_t n, const struct gem_hosts *hosts)
{
	char escaped[3 * GEM_URI_MAX];
	struct uri uri;
	size_t n_escaped;

	if (n == 0 || n > GEM_URI_MAX || !is_text(line, n, false))
		return MALFORMED;
	n_escaped = escape_host(line, n, escaped);
	if (!uri_parse(&uri, escaped, n_escaped))
		return MALFORMED;
	return judge(rq, &uri, line, n, hosts);
}

void
gem_request_input(const struct gem_request *rq, char out[GEM_URI_MAX + 1])
{
	if (rq->query == NULL)
		out[0] = '\0';
	else
		unescape(rq->query, strlen(rq->query), out);
}
