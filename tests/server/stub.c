/* SPDX-License-Identifier: ISC */
/* A Gemini server with canned answers, for server.t. Usage: stub STATE_DIR [NAME=VALUE]…; prints
 * `ADDRESS PORT` for each address and then `ready`. */
#include "gemini/server.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct stub {
	atomic_int adopted;
	atomic_int streams; /* that have not ended */
};

static void
put_pattern(struct buf *out, size_t n)
{
	for (size_t i = 0; i < n; i += 16)
		buf_printf(out, "%015zu\n", i);
}

/* The same pattern in pieces of a line. */
struct lines {
	struct stub *stub;
	size_t at, n;
	char line[17];
};

static size_t
next_line(void *ctx, const char **piece)
{
	struct lines *l = ctx;

	if (l->at == l->n)
		return 0;
	snprintf(l->line, sizeof l->line, "%015zu\n", l->at);
	l->at += 16;
	*piece = l->line;
	return 16;
}

static void
end_lines(void *ctx)
{
	struct lines *l = ctx;

	l->stub->streams--;
	free(l);
}

static void
stream_pattern(struct gem_reply *re, struct stub *stub, size_t n)
{
	struct lines *l = calloc(1, sizeof *l);

	if (l == NULL)
		exit(1);
	*l = (struct lines){.stub = stub, .n = n};
	stub->streams++;
	gem_reply_stream(re, &(struct gem_stream){n, next_line, end_lines, l});
}

static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	struct stub *stub = ctx;

	bool is_home = strcmp(rq->path, "/") == 0;

	gem_reply_set(re, 20, is_home ? "text/gemini" : "text/plain; charset=utf-8");
	if (is_home)
		buf_puts(&re->body, "hello\n");
	else if (strcmp(rq->path, "/big") == 0)
		put_pattern(&re->body, 1 << 20);
	else if (strcmp(rq->path, "/huge") == 0)
		put_pattern(&re->body, GEM_BODY_MAX);
	else if (strcmp(rq->path, "/over") == 0)
		put_pattern(&re->body, GEM_BODY_MAX + 16);
	else if (strcmp(rq->path, "/stream") == 0)
		stream_pattern(re, stub, 2 * GEM_BODY_MAX);
	else if (strcmp(rq->path, "/stream-over") == 0)
		stream_pattern(re, stub, GEM_STREAM_MAX + 16);
	else if (strcmp(rq->path, "/streams") == 0)
		buf_printf(&re->body, "%d\n", stub->streams);
	else if (strcmp(rq->path, "/empty") == 0)
		;
	else if (strcmp(rq->path, "/adopted") == 0)
		buf_printf(&re->body, "%d\n", stub->adopted);
	else if (strcmp(rq->path, "/moved") == 0)
		gem_reply_redirect(re, true, "/caf\xc3\xa9 noir", rq->query);
	else
		gem_reply_set(re, 51, "Not found");
}

static int
refresh(void *ctx)
{
	struct stub *stub = ctx;

	stub->adopted++;
	return 0;
}

static int64_t
now(void *ctx)
{
	(void)ctx;
	return time(NULL);
}

static void
put_line(void *ctx, const char *line)
{
	(void)ctx;
	fprintf(stderr, "%s\n", line);
}

/* Takes NAME=VALUE into the configuration; false if there is no such name. */
static bool
set(struct gem_config *c, const char *arg)
{
	const struct {
		const char *name;
		unsigned *value;
	} numbers[] = {{"handshake=", &c->handshake_ms}, {"request=", &c->request_ms},
	    {"reply=", &c->reply_ms}, {"closing=", &c->closing_ms}, {"stop=", &c->stop_ms},
	    {"refresh=", &c->refresh_ms}, {"network-open=", &c->network_open},
	    {"network-burst=", &c->network_burst}, {"network-second=", &c->network_a_second}};
	const char *value = strchr(arg, '=');

	if (value == NULL)
		return false;
	value++;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strncmp(arg, numbers[i].name, strlen(numbers[i].name)) == 0) {
			*numbers[i].value = (unsigned)strtoul(value, NULL, 10);
			return true;
		}
	if (strncmp(arg, "connections=", 12) == 0)
		c->connections_max = strtoul(value, NULL, 10);
	else if (strncmp(arg, "held=", 5) == 0)
		c->held_max = strtoul(value, NULL, 10);
	else if (strncmp(arg, "workers=", 8) == 0)
		c->workers = strtoul(value, NULL, 10);
	else if (strncmp(arg, "path=", 5) == 0)
		c->log_path = *value == '1';
	else
		return false;
	return true;
}

int
main(int argc, char **argv)
{
	static const char *const hosts[] = {"example.org", "127.0.0.1", "localhost"};
	const char *listen[GEM_LISTEN_MAX];
	struct stub stub = {0};
	struct gem_config config = {.listen = listen,
	    .hosts = hosts,
	    .n_hosts = 3,
	    .stop_on_signals = true,
	    .log = put_line};
	const struct gem_source source = {
	    .ctx = &stub, .answer = answer, .refresh = refresh, .now = now};
	struct gem_server *server = NULL;
	struct err e;
	int rc;

	if (argc < 2)
		return 64;
	config.state_dir = argv[1];
	for (int i = 2; i < argc; i++)
		if (strncmp(argv[i], "listen=", 7) == 0 && config.n_listen < GEM_LISTEN_MAX)
			listen[config.n_listen++] = argv[i] + 7;
		else if (!set(&config, argv[i]))
			return 64;
	if (config.n_listen == 0)
		listen[config.n_listen++] = "127.0.0.1:0";
	if (gem_server_new(&server, &config, &source, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return 1;
	}
	for (size_t i = 0; gem_server_address(server, i) != NULL; i++)
		printf("%s %d\n", gem_server_address(server, i), gem_server_port(server, i));
	puts("ready");
	fflush(stdout);
	rc = gem_server_run(server, &e);
	gem_server_free(server);
	return rc == 0 ? 0 : 1;
}
