/* SPDX-License-Identifier: ISC */
/* Addresses: URLs, hosts, mail. */
#include "data/value.h"

#include "data/meant.h"

#include "core/idna.h"
#include "core/uri.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Letters, digits and inner hyphens in labels of at most 63, the last not all digits. */
static bool
is_host(const char *s)
{
	size_t n = strlen(s), label = 0, i;
	bool letter = false;

	if (n == 0 || n > 253)
		return false;
	for (i = 0; i <= n; i++) {
		char c = s[i];

		if (c == '.' || c == '\0') {
			if (label == 0 || label > 63 || s[i - 1] == '-')
				return false;
			label = 0;
			letter = letter && c == '\0';
			if (c == '\0' && !letter)
				return false;
			continue;
		}
		if (label == 0)
			letter = false;
		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			letter = true;
		else if (!(c >= '0' && c <= '9') && !(c == '-' && label > 0))
			return false;
		label++;
	}
	return true;
}

static const char *
host_todo(struct findings *f, const char *s)
{
	const char *p = strstr(s, "://");
	char host[254];
	size_t n;

	p = p == NULL ? s : p + 3;
	n = strcspn(p, "/:?#");
	if (n < sizeof host && p[n] != '\0') {
		memcpy(host, p, n);
		host[n] = '\0';
		if (is_host(host))
			return finding_words(f, "write only the name: %s", host);
	}
	return "write a name like agenda.example.org";
}

bool
value_host(struct findings *f, struct place at, const char *s, char out[254])
{
	if (!idna_ascii(s, out) || !is_host(out)) {
		finding_add(f, RULE_BAD_HOST, at, host_todo(f, s), "'%s' is not a host name",
		    finding_quote(f, s));
		return false;
	}
	return true;
}

/* RFC 5322 section 3.4.1 as far as people use it: a dot-atom, '@', a host. */
static bool
is_mail(const char *s)
{
	static const char atom[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789!#$%&'*+-/=?^_`{|}~.";
	size_t n = strspn(s, atom);

	return n > 0 && n <= 64 && s[n] == '@' && s[0] != '.' && s[n - 1] != '.' &&
	       is_host(s + n + 1);
}

bool
value_mail(struct findings *f, struct place at, const char *s)
{
	const char *todo;

	if (is_mail(s))
		return true;
	todo = meant_any(s);
	finding_add(f, RULE_BAD_MAIL, at,
	    todo != NULL ? todo : "write only the address: name@example.org",
	    "'%s' is not a mail address", finding_quote(f, s));
	return false;
}

enum { NEEDS_HOST = 1, NEEDS_AT = 2 };

static const struct scheme {
	const char *name;
	int needs;
} schemes[] = {
    {"https", NEEDS_HOST},
    {"http", NEEDS_HOST},
    {"gemini", NEEDS_HOST},
    {"mailto", NEEDS_AT},
    {"tel", 0},
    {"geo", 0},
};

static const struct scheme *
scheme_of(const struct uri *uri)
{
	size_t i;

	for (i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (uri_part_is(uri->scheme, schemes[i].name))
			return &schemes[i];
	return NULL;
}

/* A name as in a link: what RFC 3986 section 3.2.2 takes and a resolver could find. */
static bool
has_host(const struct uri *uri)
{
	char host[254];

	if (uri->host_kind == URI_HOST_IPV4 || uri->host_kind == URI_HOST_IPV6)
		return true;
	if (uri->host.n == 0 || uri->host.n >= sizeof host)
		return false;
	memcpy(host, uri->host.p, uri->host.n);
	host[uri->host.n] = '\0';
	return is_host(host);
}

/* What to do about an address without a scheme, or with one that a host name was taken for. */
static const char *
schemeless_todo(struct findings *f, const char *s)
{
	if (strchr(s, '@') != NULL && strchr(s, '/') == NULL)
		return "write mailto: in front";
	if (strchr(s, '.') != NULL && s[0] != '/' && s[0] != '.')
		return finding_words(f, "write https:// in front: https://%s", finding_quote(f, s));
	return "write the whole address: https://example.org/page";
}

static const char *
mailto_todo(const char *s)
{
	const char *p = s + strlen("mailto:");
	char mail[320];

	snprintf(mail, sizeof mail, "%.*s", (int)strcspn(p, "?"), p);
	return is_mail(mail) ? NULL : "write one address: mailto:name@example.org";
}

/* What to do about a URL that is well-formed; NULL if there is nothing. */
static const char *
parsed_todo(struct findings *f, const struct uri *uri, const char *s)
{
	const struct scheme *scheme = scheme_of(uri);

	if (uri->scheme.n == 0 || (scheme == NULL && memchr(uri->scheme.p, '.', uri->scheme.n)))
		return schemeless_todo(f, s);
	if (scheme == NULL)
		return "use https, http, gemini, mailto, tel or geo";
	if (uri->userinfo.p != NULL)
		return "leave out the name and password before the '@'";
	if (scheme->needs == NEEDS_HOST && !has_host(uri))
		return finding_words(f, "write the host after %s://, like %s://example.org/",
		    scheme->name, scheme->name);
	if (scheme->needs == NEEDS_AT)
		return mailto_todo(s);
	return scheme->needs == NEEDS_HOST || uri->has_path ? NULL : "write what follows the colon";
}

static const char *
unparsed_todo(const char *s)
{
	const char *p;

	if (strpbrk(s, " \t\n") != NULL)
		return "take the blanks out, or write %20 for each";
	for (p = s; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			return "copy it from the browser's address bar, where letters like é "
			       "become %C3%A9";
	if (strchr(s, '%') != NULL)
		return "write %25 for a '%' that is meant as such";
	return "copy the whole address from the browser's address bar";
}

/* What to do about it; NULL if it is fine. */
static const char *
url_todo(struct findings *f, const char *s)
{
	struct uri uri;

	if (strlen(s) > VALUE_URL_MAX)
		return "use an address of at most 2000 bytes";
	if (!uri_parse(&uri, s, strlen(s)))
		return unparsed_todo(s);
	return parsed_todo(f, &uri, s);
}

bool
value_url(struct findings *f, struct place at, const char *s)
{
	const char *todo = url_todo(f, s);

	if (todo == NULL)
		return true;
	if (meant_any(s) != NULL)
		todo = meant_any(s);
	finding_add(
	    f, RULE_BAD_URL, at, todo, "'%s' is not an address to link to", finding_quote(f, s));
	return false;
}

/* Whether a path has a part that is empty, "." or "..", however written: a link that begins with
 * "//" would lead to another host (RFC 3986 section 4.2). */
static bool
has_odd_part(const char *path)
{
	while (*path == '/' && path[1] != '\0') {
		size_t n = strcspn(++path, "/"), dots = 0, i = 0;

		while (i < n && (path[i] == '.' || strncasecmp(path + i, "%2e", 3) == 0)) {
			i += path[i] == '.' ? 1 : 3;
			dots++;
		}
		if (i == n && dots <= 2)
			return true;
		path += n;
	}
	return false;
}

bool
value_web(struct findings *f, struct place at, const char *s)
{
	if (!value_url(f, at, s))
		return false;
	if (strncasecmp(s, "http", 4) != 0) {
		finding_add(f, RULE_BAD_URL, at, "use https or http",
		    "'%s' is not the address of a web site", finding_quote(f, s));
		return false;
	}
	if (s[strlen(s) - 1] != '/' || strpbrk(s, "?#") != NULL) {
		finding_add(f, RULE_BAD_URL, at, "write the address of the folder, ending in '/'",
		    "'%s' does not end in '/'", finding_quote(f, s));
		return false;
	}
	if (has_odd_part(strchr(strstr(s, "://") + 3, '/'))) {
		finding_add(f, RULE_BAD_URL, at, "leave out each '.', '..' and doubled '/'",
		    "'%s' is not the shortest way to its folder", finding_quote(f, s));
		return false;
	}
	return true;
}
