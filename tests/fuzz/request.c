/* SPDX-License-Identifier: ISC */
/* Any bytes as a request line. What is accepted keeps its promises. */
#include "gemini/request.h"
#include "core/uri.h"
#include "core/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int condition)
{
	if (!condition)
		abort();
}

/* No segment is "." or "..", and no character a control. */
static void
must_be_plain(const char *path)
{
	for (const char *s = path; *s != '\0';) {
		size_t n = strcspn(++s, "/");

		must(!(n == 1 && s[0] == '.') && !(n == 2 && s[0] == '.' && s[1] == '.'));
		s += n;
	}
	for (const char *p = path; *p != '\0'; p++) {
		must((unsigned char)*p >= 0x20 && *p != 0x7f);
		must(!((unsigned char)p[0] == 0xc2 && (unsigned char)p[1] < 0xa0));
	}
}

/* The path written into a request of ours is read as the same path: it was decoded once. */
static void
must_come_back(const struct gem_request *rq, const struct gem_hosts *hosts)
{
	struct gem_request again;
	struct buf line;

	buf_init(&line, GEM_URI_MAX);
	buf_puts(&line, "gemini://example.org");
	uri_put_path(&line, rq->path);
	if (!line.failed) {
		must(gem_request_parse(&again, line.p, line.n, hosts) == 0);
		must(strcmp(again.path, rq->path) == 0 && again.query == NULL);
	}
	buf_free(&line);
}

static void
must_be_host(const char *host)
{
	char again[GEM_HOST_MAX + 1];

	must(gem_host_normalise(host, again) && strcmp(host, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"example.org", "2001:db8::7", "m\xc3\xbcller.example"};
	const struct gem_hosts hosts = {
	    .names = names, .n = 3, .address = "127.0.0.1", .is_loopback = true, .port = 11965};
	struct gem_request rq;
	char input[GEM_URI_MAX + 1];
	int status = gem_request_parse(&rq, (const char *)data, size, &hosts);

	must(status == 0 || status == 53 || status == 59);
	if (status != 0)
		return 0;
	must(size <= GEM_URI_MAX);
	must(rq.path[0] == '/' && rq.raw_path[0] == '/');
	must(utf8_check(rq.path, strlen(rq.path)) == strlen(rq.path));
	must_be_plain(rq.path);
	must_come_back(&rq, &hosts);
	must_be_host(rq.host);
	must(strlen(rq.path) <= strlen(rq.raw_path));
	gem_request_input(&rq, input);
	must(utf8_check(input, strlen(input)) == strlen(input));
	must(rq.query == NULL || strlen(input) <= strlen(rq.query));
	return 0;
}
