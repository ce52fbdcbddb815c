/* SPDX-License-Identifier: ISC */
#include "gemini/systemd.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static bool
read_number(const char *s, long *n)
{
	char *end;

	if (s == NULL || *s < '0' || *s > '9')
		return false;
	errno = 0;
	*n = strtol(s, &end, 10);
	return *end == '\0' && errno == 0;
}

int
systemd_sockets(const char *listen_pid, const char *listen_fds, pid_t self, int max)
{
	long pid, n;

	if (!read_number(listen_pid, &pid) || pid != (long)self || listen_fds == NULL)
		return 0;
	return read_number(listen_fds, &n) && n <= max ? (int)n : -1;
}

int
systemd_open(const char *notify_socket)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	size_t n = notify_socket == NULL ? 0 : strlen(notify_socket);
	int fd;

	if (n < 2 || n >= sizeof to.sun_path || (*notify_socket != '/' && *notify_socket != '@'))
		return -1;
	memcpy(to.sun_path, notify_socket, n);
	if (*notify_socket == '@')
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	n += offsetof(struct sockaddr_un, sun_path);
	if (connect(fd, (const struct sockaddr *)&to, (socklen_t)n) == 0)
		return fd;
	close(fd);
	return -1;
}

void
systemd_say(int fd, const char *state)
{
	if (fd >= 0)
		send(fd, state, strlen(state), MSG_NOSIGNAL);
}

void
systemd_say_reloading(int fd)
{
	struct timespec t;
	char text[64];

	clock_gettime(CLOCK_MONOTONIC, &t);
	snprintf(text, sizeof text, "RELOADING=1\nMONOTONIC_USEC=%lld",
	    (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000);
	systemd_say(fd, text);
}
