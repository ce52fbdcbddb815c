/* SPDX-License-Identifier: ISC */
#include "gemini/exchange.h"
#include "tests/lib/tap.h"

#include <string.h>

static const char *const names[] = {"example.org"};
static const struct gem_hosts hosts = {.names = names, .n = 1, .port = GEM_PORT};

static const struct {
	const char *name, *bytes;
	const char *header; /* NULL: no answer yet */
} cases[] = {
    {"a request", "gemini://example.org/a\r\n", "20 text/plain\r\n"},
    {"what follows is nothing", "gemini://example.org/a\r\nrubbish\r\n", "20 text/plain\r\n"},
    {"no line end", "gemini://example.org/a", NULL},
    {"LF alone", "gemini://example.org/a\n", NULL},
    {"CR alone", "gemini://example.org/a\r", NULL},
    {"LF CR", "gemini://example.org/a\n\r", NULL},
    {"an empty line", "\r\n", "59 Bad request\r\n"},
    {"a refused one", "gemini://example.net/\r\n",
	"53 That host, port or scheme is not served here\r\n"},
};

/* The body is as long as the query says. */
static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	(void)ctx;
	gem_reply_set(re, 20, "text/plain");
	for (const char *p = rq->query; p != NULL && *p != '\0'; p++)
		for (int i = 0; i < 1000; i++)
			buf_putc(&re->body, (char)('a' + i % 26));
}

static const struct gem_source source = {.answer = answer};

/* A stream of pieces of 1, 2, 3, … bytes, of which `left` are to come. */
struct pieces {
	char text[26];
	size_t left, at, size;
	int ended;
};

static size_t
next_piece(void *ctx, const char **piece)
{
	struct pieces *p = ctx;
	size_t n = p->size < sizeof p->text ? p->size : sizeof p->text;

	n = n < p->left ? n : p->left;
	for (size_t i = 0; i < n; i++)
		p->text[i] = (char)('a' + p->at++ % 26);
	p->left -= n;
	p->size++;
	*piece = p->text;
	return n;
}

static void
end_pieces(void *ctx)
{
	((struct pieces *)ctx)->ended++;
}

static void
answer_stream(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	struct pieces *p = ctx;

	(void)rq;
	gem_reply_set(re, 20, "text/plain");
	gem_reply_stream(re, &(struct gem_stream){p->left, next_piece, end_pieces, p});
}

/* Gives bytes to an exchange in pieces of `step`; whether it was answered. */
static bool
feed(struct exchange *x, const char *bytes, size_t n, size_t step)
{
	while (n > 0) {
		size_t max, take = n < step ? n : step;
		char *room = exchange_room(x, &max);

		if (take > max)
			take = max;
		memcpy(room, bytes, take);
		if (exchange_take(x, take, &source, &hosts))
			return true;
		bytes += take;
		n -= take;
	}
	return false;
}

static void
test_table(size_t step)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct exchange x;
		bool answered;

		exchange_init(&x);
		answered = feed(&x, cases[i].bytes, strlen(cases[i].bytes), step);
		is_str(answered ? x.head : NULL, cases[i].header, "%s, by %zu bytes", cases[i].name,
		    step);
		exchange_free(&x);
	}
}

static void
test_too_long(void)
{
	char bytes[2 * GEM_REQUEST_MAX];
	struct exchange x;
	size_t max;

	memset(bytes, 'g', sizeof bytes);
	exchange_init(&x);
	ok(!feed(&x, bytes, GEM_REQUEST_MAX - 1, 100), "1025 bytes wait for more");
	exchange_room(&x, &max);
	is_int(max, 1, "there is room for one");
	ok(feed(&x, bytes, 1, 1), "and with it, too long, there is an answer");
	is_int(x.reply.status, 59, "59");
	exchange_free(&x);
}

/* However it is cut into pieces, header and body come out whole and in order. */
static void
test_next(size_t max)
{
	static const char line[] = "gemini://example.org/?123456789\r\n";
	char all[GEM_HEADER_MAX + 10000], piece[16384];
	size_t n, total = 0, pieces = 0;
	bool right = true;
	struct exchange x;

	exchange_init(&x);
	feed(&x, line, strlen(line), 7);
	while ((n = exchange_next(&x, piece, max)) > 0 && total + n <= sizeof all) {
		memcpy(all + total, piece, n);
		total += n;
		pieces++;
	}
	is_int(total, 15 + 9000, "by %zu bytes: all comes out, in %zu pieces", max, pieces);
	right = memcmp(all, "20 text/plain\r\n", 15) == 0;
	for (size_t i = 0; i < 9000; i++)
		right = right && all[15 + i] == (char)('a' + i % 1000 % 26);
	ok(right, "by %zu bytes: and in order", max);
	is_int(exchange_next(&x, piece, max), 0, "by %zu bytes: nothing follows", max);
	exchange_free(&x);
}

static void
keep_line(void *ctx, const char *line)
{
	snprintf(ctx, 256, "%s", line);
}

/* The same of a body that comes piece by piece. */
static void
test_stream(size_t total, size_t max)
{
	static const char line[] = "gemini://example.org/\r\n";
	struct pieces p = {.left = total, .size = 1};
	const struct gem_source streams = {.ctx = &p, .answer = answer_stream};
	char got[256] = "", out[16384];
	struct gem_config config = {.log = keep_line, .log_ctx = got};
	size_t n, at = 0, short_ones = 0;
	char want[64];
	bool right = true;
	struct exchange x;

	exchange_init(&x);
	memcpy(exchange_room(&x, &n), line, strlen(line));
	exchange_take(&x, strlen(line), &streams, &hosts);
	is_str(x.head, "20 text/plain\r\n", "stream of %zu by %zu: a header", total, max);
	while ((n = exchange_next(&x, out, max)) > 0) {
		size_t head = at == 0 ? x.head_n : 0;

		for (size_t i = head; i < n; i++, at++)
			right = right && out[i] == (char)('a' + at % 26);
		short_ones += n < max;
	}
	ok(right && at == total, "stream of %zu by %zu: all of it, in order", total, max);
	ok(short_ones <= 1, "stream of %zu by %zu: in full records", total, max);
	is_int(p.ended, 1, "stream of %zu by %zu: ended once it was handed out", total, max);
	exchange_log(&x, &config, NULL, 1, false);
	snprintf(want, sizeof want, "status=20 bytes=%zu ms=1", total);
	is_str(got, want, "stream of %zu by %zu: its bytes are logged", total, max);
	exchange_free(&x);
	is_int(p.ended, 1, "stream of %zu by %zu: and ended no second time", total, max);
}

/* The client goes away in the middle. */
static void
test_stream_cut(void)
{
	static const char line[] = "gemini://example.org/\r\n";
	struct pieces p = {.left = 100000, .size = 1};
	const struct gem_source streams = {.ctx = &p, .answer = answer_stream};
	char got[256] = "", out[GEM_HEADER_MAX];
	struct gem_config config = {.log = keep_line, .log_ctx = got};
	struct exchange x;
	size_t n;

	exchange_init(&x);
	memcpy(exchange_room(&x, &n), line, strlen(line));
	exchange_take(&x, strlen(line), &streams, &hosts);
	exchange_next(&x, out, sizeof out);
	is_int(p.ended, 0, "a stream under way is held");
	exchange_log(&x, &config, NULL, 1, true);
	is_str(got, "status=20 bytes=1015 ms=1 cut=yes", "and logged as cut");
	exchange_free(&x);
	is_int(p.ended, 1, "then it ends");
}

static void
test_log(void)
{
	static const char line[] = "gemini://example.org/caf%C3%A9?secret\r\n";
	char got[256] = "", piece[2030];
	struct gem_config config = {.log = keep_line, .log_ctx = got};
	struct exchange x;

	exchange_init(&x);
	exchange_log(&x, &config, NULL, 1, true);
	is_str(got, "", "nothing was asked: no line");
	feed(&x, line, strlen(line), 100);
	exchange_log(&x, &config, NULL, 2, true);
	is_str(got, "status=20 bytes=0 ms=2 cut=yes", "nothing was sent");
	exchange_next(&x, piece, sizeof piece);
	ok(!exchange_is_sent(&x), "a part is not all");
	exchange_log(&x, &config, NULL, 3, true);
	is_str(got, "status=20 bytes=2015 ms=3 cut=yes", "a part was sent");
	while (exchange_next(&x, piece, sizeof piece) > 0)
		;
	ok(exchange_is_sent(&x), "all is");
	exchange_log(&x, &config, NULL, 4, true);
	is_str(got, "status=20 bytes=6000 ms=4 cut=yes", "all was sent, but did not leave");
	config.log_path = true;
	exchange_log(&x, &config, NULL, 5, false);
	is_str(got, "status=20 bytes=6000 ms=5 path=\"/caf%C3%A9\"", "with the path if wanted");
	config.log_query = true;
	exchange_log(&x, &config, "192.0.2.1", 6, false);
	is_str(got,
	    "status=20 bytes=6000 ms=6 path=\"/caf%C3%A9\" query=\"secret\" address=192.0.2.1",
	    "and all else that may be wanted");
	config.log = NULL;
	exchange_log(&x, &config, NULL, 7, false);
	exchange_free(&x);
}

int
main(void)
{
	test_table(1);
	test_table(2);
	test_table(GEM_REQUEST_MAX);
	test_too_long();
	test_next(GEM_HEADER_MAX);
	test_next(2000);
	test_next(16384);
	test_log();
	for (size_t max = GEM_HEADER_MAX; max <= 16384; max += 5117) {
		test_stream(0, max);
		test_stream(1, max);
		test_stream(max, max);
		test_stream(100000, max);
	}
	test_stream_cut();
	return tap_done();
}
