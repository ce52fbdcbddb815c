/* SPDX-License-Identifier: ISC */
/* Any bytes as a request line. What is accepted keeps its promises. */
#include "gemini/request.h"
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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"example.org", "2001:db8::7"};
	const struct gem_hosts hosts = {
	    .names = names, .n = 2, .address = "127.0.0.1", .is_loopback = true, .port = 11965};
	struct gem_request rq;
	char input[GEM_URI_MAX + 1];
	int status = gem_request_parse(&rq, (const char *)data, size, &hosts);

	must(status == 0 || status == 53 || status == 59);
	if (status != 0)
		return 0;
	must(size <= GEM_URI_MAX);
	must(rq.path[0] == '/' && rq.raw_path[0] == '/');
	must(utf8_check(rq.path, strlen(rq.path)) == strlen(rq.path));
	must(strstr(rq.path, "/../") == NULL && strstr(rq.path, "/./") == NULL);
	for (const char *p = rq.path; *p != '\0'; p++)
		must((unsigned char)*p >= 0x20 && *p != 0x7f);
	must(strlen(rq.path) <= strlen(rq.raw_path));
	gem_request_input(&rq, input);
	must(utf8_check(input, strlen(input)) == strlen(input));
	must(rq.query == NULL || strlen(input) <= strlen(rq.query));
	return 0;
}
