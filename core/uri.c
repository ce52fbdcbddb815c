/* SPDX-License-Identifier: ISC */
#include "core/uri.h"

#include <string.h>
#include <strings.h>
#include <uriparser/Uri.h>

/* uriparser's range of a part that is there but empty points to a constant of its own. */
static struct uri_part
part_of(const UriTextRangeA *r)
{
	if (r->first == NULL)
		return (struct uri_part){NULL, 0};
	return (struct uri_part){r->first, (size_t)(r->afterLast - r->first)};
}

static void
take_host(struct uri *out, const UriUriA *u)
{
	out->host = part_of(&u->hostText);
	out->host_kind = URI_HOST_NAME;
	if (u->hostData.ipFuture.first != NULL)
		out->host_kind = URI_HOST_FUTURE;
	if (u->hostData.ip4 != NULL)
		out->host_kind = URI_HOST_IPV4;
	if (u->hostData.ip6 != NULL) {
		out->host_kind = URI_HOST_IPV6;
		memcpy(out->ipv6, u->hostData.ip6->data, sizeof out->ipv6);
	}
}

bool
uri_parse(struct uri *out, const char *s, size_t n)
{
	const char *bad;
	UriUriA u;

	*out = (struct uri){0};
	if (uriParseSingleUriExA(&u, s, s + n, &bad) != URI_SUCCESS)
		return false;
	out->scheme = part_of(&u.scheme);
	out->userinfo = part_of(&u.userInfo);
	out->port = part_of(&u.portText);
	out->query = part_of(&u.query);
	out->fragment = part_of(&u.fragment);
	out->has_path = u.pathHead != NULL || u.absolutePath;
	take_host(out, &u);
	uriFreeUriMembersA(&u);
	return true;
}

bool
uri_part_is(struct uri_part part, const char *word)
{
	return part.p != NULL && part.n == strlen(word) && strncasecmp(part.p, word, part.n) == 0;
}

void
uri_put_path(struct buf *out, const char *path)
{
	static const char as_is[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/";

	for (const char *p = path; *p != '\0'; p++)
		if (strchr(as_is, *p) != NULL)
			buf_putc(out, *p);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
}
