/* SPDX-License-Identifier: ISC */
#include "gemini/systemd.h"
#include "tests/lib/scratch.h"

#include <sys/socket.h>
#include <sys/un.h>

static void
test_sockets(void)
{
	static const struct {
		const char *name, *pid, *fds;
		int want;
	} cases[] = {{"nothing set", NULL, NULL, 0}, {"one", "77", "1", 1},
	    {"as many as may be", "77", "16", 16}, {"none", "77", "0", 0},
	    {"for another process", "78", "1", 0}, {"for another, and wrong", "78", "x", 0},
	    {"no process said", NULL, "1", 0}, {"a process that is none", "", "1", 0},
	    {"a process with more", "77x", "1", 0}, {"a process with a space", " 77", "1", 0},
	    {"no number said", "77", NULL, 0}, {"too many", "77", "17", -1},
	    {"far too many", "77", "99999999999999999999", -1}, {"fewer than none", "77", "-1", -1},
	    {"empty", "77", "", -1}, {"no number", "77", "two", -1},
	    {"a number and more", "77", "2 ", -1}, {"in hexadecimal", "77", "0x2", -1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is_int(systemd_sockets(cases[i].pid, cases[i].fds, 77, 16), cases[i].want, "%s",
		    cases[i].name);
}

static void
test_nobody(void)
{
	char longer[200];

	memset(longer, '/', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	is_int(systemd_open(NULL), -1, "nobody to tell");
	is_int(systemd_open(""), -1, "an empty name");
	is_int(systemd_open("/"), -1, "a name of one character");
	is_int(systemd_open("run/notify"), -1, "a name that is neither a path nor abstract");
	is_int(systemd_open("vsock:2:1234"), -1, "a kind that is not for us");
	is_int(systemd_open(longer), -1, "a path that is too long");
	is_int(systemd_open("/nonexistent/notify"), -1, "nobody there");
	systemd_say(-1, "READY=1");
	systemd_say_reloading(-1);
	ok(true, "then nothing is told");
}

/* Listens at a name as the manager does; the name is `n` bytes long. */
static int
manager(const char *name, size_t n)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	memcpy(at.sun_path, name, n);
	if (bind(fd, (const struct sockaddr *)&at,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + n)) != 0)
		perror(name);
	return fd;
}

static const char *
heard(int fd, char out[100])
{
	ssize_t n = recv(fd, out, 99, MSG_DONTWAIT);

	out[n > 0 ? n : 0] = '\0';
	return out;
}

static void
test_telling(const char *dir)
{
	char abstract[64], text[100];
	const char *path = scratch_in(dir, "notify");
	int by_path, by_name, to;
	unsigned long long us = 0;

	snprintf(abstract, sizeof abstract, "@plenary-test-%d", (int)getpid());
	by_path = manager(path, strlen(path) + 1);
	to = systemd_open(path);
	systemd_say(to, "READY=1");
	is_str(heard(by_path, text), "READY=1", "told at a path");
	systemd_say_reloading(to);
	heard(by_path, text);
	ok(sscanf(text, "RELOADING=1\nMONOTONIC_USEC=%llu", &us) == 1 && us > 0, "with when");
	close(to);
	abstract[0] = '\0';
	by_name = manager(abstract, 1 + strlen(abstract + 1));
	abstract[0] = '@';
	to = systemd_open(abstract);
	systemd_say(to, "STOPPING=1");
	is_str(heard(by_name, text), "STOPPING=1", "told at an abstract name");
	close(by_name);
	systemd_say(to, "READY=1");
	ok(true, "who has gone is not told");
	close(to);
	close(by_path);
}

int
main(void)
{
	char dir[SCRATCH_PATH];

	scratch_make(dir);
	test_sockets();
	test_nobody();
	test_telling(dir);
	scratch_remove(dir);
	return tap_done();
}
