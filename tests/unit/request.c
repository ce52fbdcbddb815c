/* SPDX-License-Identifier: ISC */
#include "gemini/request.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    "Example.org", "conf.example.net", "192.0.2.7", "[2001:DB8::7]", "M\xc3\xbcller.example"};

static const struct gem_hosts here = {
    .names = names, .n = 5, .address = "127.0.0.1", .is_loopback = true, .port = 11965};

static const struct {
	const char *name, *line;
	int status;
	const char *path, *query; /* when status is 0 */
} cases[] = {
    {"a plain request", "gemini://example.org/", 0, "/", NULL},
    {"no path is the root", "gemini://example.org", 0, "/", NULL},
    {"no path, but a query", "gemini://example.org?x", 0, "/", "x"},
    {"a path", "gemini://example.org/a/b.ics", 0, "/a/b.ics", NULL},
    {"a host of other letters", "gemini://xn--mller-kva.example/", 0, "/", NULL},
    {"the same by escapes", "gemini://m%C3%BCller.example/", 0, "/", NULL},
    {"the same as it is written", "gemini://m\xc3\xbcller.example/", 0, "/", NULL},
    {"the same in capitals, no path, a query", "gemini://M\xc3\x9cLLER.example?x", 0, "/", "x"},
    {"a trailing slash stays", "gemini://example.org/a/", 0, "/a/", NULL},
    {"empty segments stay", "gemini://example.org/a//b", 0, "/a//b", NULL},
    {"a second name", "gemini://conf.example.net/", 0, "/", NULL},
    {"a host in capitals", "gemini://EXAMPLE.ORG/", 0, "/", NULL},
    {"a scheme in capitals", "GEMINI://example.org/", 0, "/", NULL},
    {"a host with its trailing dot", "gemini://example.org./", 0, "/", NULL},
    {"the usual port said", "gemini://example.org:1965/", 0, "/", NULL},
    {"our port said", "gemini://example.org:11965/x", 0, "/x", NULL},
    {"our port with zeros", "gemini://example.org:0011965/x", 0, "/x", NULL},
    {"an empty port", "gemini://example.org:/x", 0, "/x", NULL},
    {"the address we were reached at", "gemini://127.0.0.1/", 0, "/", NULL},
    {"localhost, from here", "gemini://localhost/", 0, "/", NULL},
    {"localhost in capitals", "gemini://LocalHost./", 0, "/", NULL},
    {"an IPv4 literal by configuration", "gemini://192.0.2.7/", 0, "/", NULL},
    {"an IPv6 literal by configuration", "gemini://[2001:db8:0:0::7]:1965/", 0, "/", NULL},
    {"an empty query", "gemini://example.org/s?", 0, "/s", ""},
    {"a query stays raw", "gemini://example.org/s?a%20b+c", 0, "/s", "a%20b+c"},
    {"a query with slash and question mark", "gemini://example.org/s?/a?b", 0, "/s", "/a?b"},
    {"a query of two lines", "gemini://example.org/s?a%0Ab", 0, "/s", "a%0Ab"},
    {"an escape is decoded", "gemini://example.org/a%62c", 0, "/abc", NULL},
    {"a space by escape", "gemini://example.org/a%20b", 0, "/a b", NULL},
    {"UTF-8 by escape", "gemini://example.org/caf%C3%A9", 0, "/caf\xc3\xa9", NULL},
    {"decoded once only", "gemini://example.org/%252e%252e/x", 0, "/%2e%2e/x", NULL},
    {"a question mark by escape is of the path", "gemini://example.org/a%3Fb", 0, "/a?b", NULL},
    {"sub-delims and colon in a path", "gemini://example.org/a:b@c;d=e,(f)!", 0, "/a:b@c;d=e,(f)!",
	NULL},
    {"dot segments, RFC 3986 5.2.4", "gemini://example.org/a/b/c/./../../g", 0, "/a/g", NULL},
    {"a dot at the end", "gemini://example.org/a/.", 0, "/a/", NULL},
    {"two dots at the end", "gemini://example.org/a/b/..", 0, "/a/", NULL},
    {"back to the root", "gemini://example.org/a/..", 0, "/", NULL},
    {"dots by escape are dots", "gemini://example.org/a/%2E%2e/b", 0, "/b", NULL},
    {"three dots are a name", "gemini://example.org/...", 0, "/...", NULL},
    {"two dots leave an empty segment", "gemini://example.org/a//../b", 0, "/a/b", NULL},

    {"another host", "gemini://wikipedia.example/", 53, NULL, NULL},
    {"a longer host", "gemini://www.example.org/", 53, NULL, NULL},
    {"a host that begins like ours", "gemini://example.org.evil.example/", 53, NULL, NULL},
    {"a host with an escape", "gemini://ex%61mple.org/", 53, NULL, NULL},
    {"other letters than ours", "gemini://m\xc3\xb6ller.example/", 53, NULL, NULL},
    {"other letters, not composed", "gemini://mu\xcc\x88ller.example/", 53, NULL, NULL},
    {"no UTF-8 by escape in the host", "gemini://m%FCller.example/", 53, NULL, NULL},
    {"a host with NUL by escape", "gemini://example.org%00/", 53, NULL, NULL},
    {"another address", "gemini://192.0.2.8/", 53, NULL, NULL},
    {"another IPv6 address", "gemini://[::1]/", 53, NULL, NULL},
    {"a future address", "gemini://[v7.x]/", 53, NULL, NULL},
    {"another port", "gemini://example.org:443/", 53, NULL, NULL},
    {"a port beyond 65535", "gemini://example.org:67501/", 53, NULL, NULL},
    {"a port that would overflow", "gemini://example.org:4294969261/", 53, NULL, NULL},
    {"http", "http://example.org/", 53, NULL, NULL},
    {"https", "https://example.org/", 53, NULL, NULL},
    {"gopher", "gopher://example.org/", 53, NULL, NULL},
    {"titan", "titan://example.org/;size=0", 53, NULL, NULL},
    {"a URI without authority, of another scheme", "mailto:a@example.org", 53, NULL, NULL},

    {"nothing", "", 59, NULL, NULL},
    {"a relative path", "/", 59, NULL, NULL},
    {"no scheme", "//example.org/", 59, NULL, NULL},
    {"a bare host", "example.org/", 59, NULL, NULL},
    {"words", "Hello Gemini!", 59, NULL, NULL},
    {"an empty scheme", "://example.org/", 59, NULL, NULL},
    {"no authority", "gemini:/a", 59, NULL, NULL},
    {"no slashes", "gemini:example.org", 59, NULL, NULL},
    {"an empty host", "gemini:///a", 59, NULL, NULL},
    {"userinfo", "gemini://me@example.org/", 59, NULL, NULL},
    {"empty userinfo", "gemini://@example.org/", 59, NULL, NULL},
    {"userinfo with password", "gemini://me:pw@example.org/", 59, NULL, NULL},
    {"a fragment", "gemini://example.org/#a", 59, NULL, NULL},
    {"an empty fragment", "gemini://example.org/#", 59, NULL, NULL},
    {"above the root", "gemini://example.org/../../", 59, NULL, NULL},
    {"above the root, at the end", "gemini://example.org/..", 59, NULL, NULL},
    {"above the root by escapes", "gemini://example.org/%2e%2e/etc", 59, NULL, NULL},
    {"above the root after going down", "gemini://example.org/a/../../b", 59, NULL, NULL},
    {"a slash by escape", "gemini://example.org/a%2Fb", 59, NULL, NULL},
    {"dots and a slash by escape", "gemini://example.org/a/..%2f..%2fb", 59, NULL, NULL},
    {"an escape cut short", "gemini://example.org/a%4", 59, NULL, NULL},
    {"an escape that is none", "gemini://example.org/a%zz", 59, NULL, NULL},
    {"an escape that is none, in a query", "gemini://example.org/?%", 59, NULL, NULL},
    {"NUL by escape", "gemini://example.org/a%00b", 59, NULL, NULL},
    {"NUL by escape in a query", "gemini://example.org/?%00", 59, NULL, NULL},
    {"a line end by escape", "gemini://example.org/a%0D%0Ab", 59, NULL, NULL},
    {"DEL by escape", "gemini://example.org/%7f", 59, NULL, NULL},
    {"C1 by escape", "gemini://example.org/%C2%85", 59, NULL, NULL},
    {"no UTF-8 by escape", "gemini://example.org/%FF", 59, NULL, NULL},
    {"overlong UTF-8 by escape", "gemini://example.org/%C0%AE%C0%AE/", 59, NULL, NULL},
    {"a surrogate by escape", "gemini://example.org/%ED%A0%80", 59, NULL, NULL},
    {"UTF-8 cut by a segment's end", "gemini://example.org/%C3/%A9", 59, NULL, NULL},
    {"no UTF-8 in a query", "gemini://example.org/?%FF", 59, NULL, NULL},
    {"a raw byte that is no UTF-8", "gemini://example.org/\xdc", 59, NULL, NULL},
    {"raw UTF-8 in a query", "gemini://example.org/?\xc3\xa9", 59, NULL, NULL},
    {"raw UTF-8 before the host", "gemini:\xc3\xa9//example.org/", 59, NULL, NULL},
    {"raw UTF-8 in a port", "gemini://example.org:\xc3\xa9/", 59, NULL, NULL},
    {"raw UTF-8: a URI is ASCII", "gemini://example.org/caf\xc3\xa9", 59, NULL, NULL},
    {"a space", "gemini://example.org/a b", 59, NULL, NULL},
    {"a tab", "gemini://example.org/\t", 59, NULL, NULL},
    {"a lone LF", "gemini://example.org/\n", 59, NULL, NULL},
    {"a lone CR", "gemini://example.org/\r", 59, NULL, NULL},
    {"a backslash", "gemini://example.org/..\\..\\x", 59, NULL, NULL},
    {"a pipe", "gemini://example.org/a|b", 59, NULL, NULL},
    {"brackets in a path", "gemini://example.org/[a]", 59, NULL, NULL},
    {"a port with letters", "gemini://example.org:19x5/", 59, NULL, NULL},
    {"a bracket left open", "gemini://[2001:db8::7/", 59, NULL, NULL},
    {"an IPv6 literal without brackets", "gemini://2001:db8::7/", 59, NULL, NULL},
    {"a zone in a literal", "gemini://[fe80::1%25eth0]/", 59, NULL, NULL},
};

static void
test_table(void)
{
	struct gem_request rq;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int status = gem_request_parse(&rq, cases[i].line, strlen(cases[i].line), &here);

		is_int(status, cases[i].status, "%s", cases[i].name);
		if (status != 0 || cases[i].status != 0)
			continue;
		is_str(rq.path, cases[i].path, "%s: path", cases[i].name);
		is_str(rq.query, cases[i].query, "%s: query", cases[i].name);
	}
}

static void
test_sizes(void)
{
	static const char start[] = "gemini://example.org/";
	struct gem_request rq;
	char line[GEM_URI_MAX + 1];
	char input[GEM_URI_MAX + 1];

	memset(line, '0', sizeof line);
	memcpy(line, start, strlen(start));
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX, &here), 0, "1024 bytes are good");
	is_int(strlen(rq.path), GEM_URI_MAX - strlen(start) + 1, "the path is there whole");
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX + 1, &here), 59, "1025 are too many");
	memset(line + strlen(start), '/', sizeof line - strlen(start));
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX, &here), 0, "a thousand slashes");
	line[strlen(start) - 1] = '?';
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX, &here), 0, "a query as long as can be");
	gem_request_input(&rq, input);
	is_int(strlen(input), GEM_URI_MAX - strlen(start), "and it is there whole");
	for (size_t i = strlen(start); i + 3 < GEM_URI_MAX; i += 3)
		memcpy(line + i, "../", 3);
	line[strlen(start) - 1] = '/';
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX - 1, &here), 59, "up three hundred times");
	is_int(gem_request_parse(&rq, "gemini://example.org/\0x", 23, &here), 59, "a raw NUL");
	is_int(gem_request_parse(&rq, "gemini://example.org\0.evil/", 27, &here), 59,
	    "a raw NUL in the host");
	memcpy(line, "gemini://", 9);
	memset(line + 9, 'a', GEM_URI_MAX - 9);
	is_int(gem_request_parse(&rq, line, GEM_URI_MAX, &here), 53, "a host as long as can be");
}

/* Every prefix of a good line is judged without reading past it (for the sanitizers). */
static void
test_prefixes(void)
{
	static const char line[] = "gemini://[2001:db8::7]:1965/a/%C3%A9/../b?c%20d";
	struct gem_request rq;
	int good = 0;

	for (size_t n = 0; n < sizeof line; n++) {
		char *copy = strndup(line, n);

		good += gem_request_parse(&rq, copy, n, &here) == 0;
		free(copy);
	}
	ok(good > 10, "prefixes: %d of them are requests", good);
	is_str(rq.raw_path, "/a/%C3%A9/../b", "the raw path stays as it came");
	is_str(rq.path, "/a/b", "the path is decoded and resolved");
	is_str(rq.host, "2001:db8::7", "the host is in its shortest form");
	is_int(rq.port, 1965, "the port");
}

static void
test_input(void)
{
	static const char line[] = "gemini://example.org/s?caf%c3%a9%20%26+1%0A";
	struct gem_hosts elsewhere = here;
	struct gem_request rq;
	char input[GEM_URI_MAX + 1];

	is_int(gem_request_parse(&rq, line, strlen(line), &here), 0, "a search");
	gem_request_input(&rq, input);
	is_str(input, "caf\xc3\xa9 &+1\n", "its words, a plus being a plus");
	gem_request_parse(&rq, line, 21, &here);
	gem_request_input(&rq, input);
	is_str(input, "", "no query, no words");
	elsewhere.is_loopback = false;
	elsewhere.address = "198.51.100.1";
	is_int(gem_request_parse(&rq, "gemini://localhost/", 19, &elsewhere), 53,
	    "localhost, from elsewhere");
	is_int(gem_request_parse(&rq, "gemini://127.0.0.1/", 19, &elsewhere), 53,
	    "an address we were not reached at");
	elsewhere.address = NULL;
	is_int(gem_request_parse(&rq, line, strlen(line), &elsewhere), 0, "address unknown");
}

static void
test_hosts(void)
{
	static const struct {
		const char *host, *want;
	} hosts[] = {{"Example.ORG", "example.org"}, {"example.org.", "example.org"},
	    {"[::0001]", "::1"}, {"2001:DB8::7", "2001:db8::7"}, {"192.0.2.1", "192.0.2.1"},
	    {"", NULL}, {".", NULL}, {"a b", NULL}, {"a/b", NULL}, {"a:b", NULL}, {"[::1", NULL},
	    {"[192.0.2.1]", NULL}, {"a,CN=b", NULL}, {"\xc3\xa9.example", "xn--9ca.example"},
	    {"\xff.example", NULL}};
	char out[GEM_HOST_MAX + 1];

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		is_str(gem_host_normalise(hosts[i].host, out) ? out : NULL, hosts[i].want,
		    "host \"%s\"", hosts[i].host);
}

int
main(void)
{
	test_table();
	test_sizes();
	test_prefixes();
	test_input();
	test_hosts();
	return tap_done();
}
