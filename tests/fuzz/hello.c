/* SPDX-License-Identifier: ISC */
/* Any bytes as what a client says first: the look at the first record, and the handshake. The first
 * byte says how many of the others come at a time. */
#include "gemini/tls.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int condition)
{
	if (!condition)
		abort();
}

/* A server with a new certificate, of which no file stays. */
static struct tls_server *
make_server(void)
{
	static const char *const hosts[] = {"example.org"}, *const files[] = {
								"capsule.key", "capsule.crt"};
	struct cert *cert = malloc(sizeof *cert);
	struct tls_tickets *tickets;
	struct tls_server *server;
	char dir[] = "/tmp/plenary-hello.XXXXXX", path[64];
	struct err e;

	must(cert != NULL && mkdtemp(dir) != NULL);
	must(cert_open(cert, dir, hosts, 1, 1900000000, &e) == 0);
	must(tls_tickets_new(&tickets, &e) == 0);
	must(tls_server_new(&server, cert, tickets, &e) == 0);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, files[i]);
		unlink(path);
	}
	must(rmdir(dir) == 0);
	free(cert);
	return server;
}

/* What the look says of a beginning holds for what follows, too. */
static size_t
look(const uint8_t *data, size_t size)
{
	enum tls_status status = TLS_AGAIN;
	size_t n = 0;

	while (n <= size && (status = tls_peek(data, n)) == TLS_AGAIN)
		n++;
	must(status != TLS_CLOSED);
	must(n <= GEM_HANDSHAKE_BYTES_MAX);
	if (status != TLS_AGAIN)
		must(tls_peek(data, size) == status);
	return status == TLS_DONE ? n : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct tls_server *server;
	enum tls_status status = TLS_AGAIN;
	struct tls_io io = {0};
	struct tls *tls;
	size_t step, at = 0, left;

	if (size < 2)
		return 0;
	step = data[0] > 0 ? 16 * (size_t)data[0] : 4096;
	data++;
	size--;
	at = look(data, size);
	if (at == 0)
		return 0;
	if (server == NULL)
		server = make_server();
	buf_init(&io.out, GEM_OUT_MAX);
	tls = tls_new(server, &io);
	must(tls != NULL);
	io.in = data;
	io.n = at;
	for (;;) {
		status = tls_handshake(tls);
		must(io.out.n <= GEM_OUT_MAX && !io.out.failed);
		if (status != TLS_AGAIN)
			break;
		must(io.n == 0);
		left = size - at;
		io.in = data + at;
		io.n = left < step ? left : step;
		io.eof = left == 0;
		at += io.n;
	}
	must(status == TLS_FAILED || status == TLS_CLOSED); /* nobody guesses a Finished */
	tls_free(tls);
	buf_free(&io.out);
	return 0;
}
