/* SPDX-License-Identifier: ISC */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include "gemini/logger.h"
#include "tests/lib/tap.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 4, LINES = 500, READ_MAX = 1 << 20 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

static void
wait_ms(long ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* All that is there by now, as a string. */
static const char *
read_all(int fd)
{
	static char text[READ_MAX];
	size_t n = 0;
	ssize_t got;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (n < sizeof text - 1 && (got = read(fd, text + n, sizeof text - 1 - n)) > 0)
		n += (size_t)got;
	text[n] = '\0';
	return text;
}

static void
test_order(void)
{
	struct logger *lg;
	int fds[2];

	if (pipe(fds) != 0)
		return;
	lg = logger_new(fds[1]);
	logger_put(lg, "before the start");
	is_int(logger_start(lg), 0, "it starts");
	logger_put(lg, "one");
	logger_put(lg, "");
	logger_put(lg, "three");
	logger_end(lg, 5000);
	is_str(read_all(fds[0]), "before the start\none\n\nthree\n", "lines come in their order");
	lg = logger_new(fds[1]);
	logger_put(lg, "never started");
	logger_end(lg, 0);
	is_str(read_all(fds[0]), "never started\n", "one that was not started writes at its end");
	logger_end(NULL, 0);
	close(fds[0]);
	close(fds[1]);
}

struct writer {
	struct logger *lg;
	int number;
};

static void *
write_lines(void *arg)
{
	const struct writer *w = arg;
	char line[200];

	for (int i = 0; i < LINES; i++) {
		snprintf(
		    line, sizeof line, "writer=%d line=%03d %s", w->number, i, &letters[i % 26]);
		logger_put(w->lg, line);
		if (i % 50 == 0)
			wait_ms(5);
	}
	return NULL;
}

/* Lines of several threads: none is lost, cut or mixed with another. */
static void
test_threads(void)
{
	struct writer writers[THREADS];
	pthread_t threads[THREADS];
	int fds[2], number, line, at = 0, next[THREADS] = {0}, wrong = 0, n = 0;
	struct logger *lg;
	const char *text;
	char rest[27];

	if (pipe(fds) != 0)
		return;
	fcntl(fds[1], F_SETPIPE_SZ, READ_MAX);
	lg = logger_new(fds[1]);
	logger_start(lg);
	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){lg, i};
		pthread_create(&threads[i], NULL, write_lines, &writers[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	is_int(logger_dropped(lg), 0, "nothing is dropped");
	logger_end(lg, 5000);
	text = read_all(fds[0]);
	while (sscanf(text, "writer=%d line=%d %26[a-z]\n%n", &number, &line, rest, &at) == 3) {
		wrong += number < 0 || number >= THREADS || line != next[number]++ ||
			 strcmp(rest, &letters[line % 26]) != 0;
		text += at;
		n++;
	}
	is_int(n, THREADS * LINES, "all lines of %d threads are there", THREADS);
	is_int(wrong, 0, "each whole, and those of each in their order");
	is_str(text, "", "and nothing else");
	close(fds[0]);
	close(fds[1]);
}

static double
seconds_of(void (*what)(struct logger *), struct logger *lg)
{
	struct timespec a, b;

	clock_gettime(CLOCK_MONOTONIC, &a);
	what(lg);
	clock_gettime(CLOCK_MONOTONIC, &b);
	return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static void
put_many(struct logger *lg)
{
	char line[101];

	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	for (int i = 0; i < 10000; i++)
		logger_put(lg, line);
}

static void
end(struct logger *lg)
{
	logger_end(lg, 100);
}

/* The sum of the numbers told in a text. */
static uint64_t
dropped_told(const char *text)
{
	static const char words[] = "level=error msg=\"log lines dropped\" n=";
	uint64_t sum = 0;

	for (; (text = strstr(text, words)) != NULL; text += strlen(words))
		sum += strtoull(text + strlen(words), NULL, 10);
	return sum;
}

/* Nobody reads. */
static void
test_blocked(void)
{
	struct logger *lg;
	uint64_t dropped;
	const char *text;
	uint64_t told = 0;
	int fds[2];

	if (pipe(fds) != 0)
		return;
	fcntl(fds[1], F_SETPIPE_SZ, 4096);
	lg = logger_new(fds[1]);
	logger_start(lg);
	ok(seconds_of(put_many, lg) < 2, "who has lines is not held up");
	wait_ms(100);
	put_many(lg);
	dropped = logger_dropped(lg);
	ok(dropped > 10000 && dropped < 20000, "what does not fit is dropped: %llu",
	    (unsigned long long)dropped);
	for (int i = 0; i < 50; i++) {
		told += dropped_told(read_all(fds[0]));
		wait_ms(5);
	}
	logger_put(lg, "after");
	wait_ms(100);
	text = read_all(fds[0]);
	told += dropped_told(text);
	is_int(told, dropped, "how many is told once there is room");
	ok(strstr(text, "\nafter\n") != NULL, "and what comes then, too");
	put_many(lg);
	ok(seconds_of(end, lg) < 1, "at the end it waits no longer than it is told");
	read_all(fds[0]);
	wait_ms(50);
}

static void
test_long(void)
{
	static char line[LOGGER_PIECE_MAX * 2];
	struct logger *lg;
	int fds[2];

	if (pipe(fds) != 0)
		return;
	memset(line, 'x', sizeof line - 1);
	lg = logger_new(fds[1]);
	logger_put(lg, line);
	logger_put(lg, "next");
	logger_end(lg, 0);
	is_int(strcspn(read_all(fds[0]), "\n"), LOGGER_PIECE_MAX - 1,
	    "a line that is too long is cut");
	close(fds[0]);
	close(fds[1]);
}

static void
test_logfmt(void)
{
	static const struct {
		const char *name, *value, *want;
	} cases[] = {{"words", "all is well", "msg=\"all is well\""}, {"nothing", "", "msg=\"\""},
	    {"quotes", "a \"b\" c", "msg=\"a \\\"b\\\" c\""},
	    {"a backslash", "a\\", "msg=\"a\\\\\""},
	    {"line ends", "a\r\nlevel=info", "msg=\"a\\x0d\\x0alevel=info\""},
	    {"an escape", "\x1b[31m", "msg=\"\\x1b[31m\""}, {"delete", "\x7f", "msg=\"\\x7f\""},
	    {"letters", "é", "msg=\"é\""}};
	struct buf b;

	buf_init(&b, 200);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&b);
		logfmt_put(&b, "msg", cases[i].value);
		is_str(buf_str(&b), cases[i].want, "logfmt: %s", cases[i].name);
	}
	buf_clear(&b);
	buf_puts(&b, "level=info");
	logfmt_put(&b, "a", "b");
	is_str(buf_str(&b), "level=info a=\"b\"", "logfmt: after another");
	buf_free(&b);
}

int
main(void)
{
	test_order();
	test_threads();
	test_blocked();
	test_long();
	test_logfmt();
	return tap_done();
}
