/* SPDX-License-Identifier: ISC */
/* What a service manager hands over and is told, without its library: listening sockets
 * (sd_listen_fds(3)) and how it goes (sd_notify(3)). */
#ifndef PLENARY_GEMINI_SYSTEMD_H
#define PLENARY_GEMINI_SYSTEMD_H

#include <stddef.h>
#include <sys/types.h>

enum { SYSTEMD_FIRST_FD = 3 };

/* How many descriptors from SYSTEMD_FIRST_FD on are for the process `self`, by the values of
 * $LISTEN_PID and $LISTEN_FDS (NULL: not set): 0 if they are for another or there are none; -1 if
 * the number is none, or above `max`. */
int systemd_sockets(const char *listen_pid, const char *listen_fds, pid_t self, int max);

/* A socket to tell it things by, for the value of $NOTIFY_SOCKET: a path, or "@" and an abstract
 * name; -1 if there is none. */
int systemd_open(const char *notify_socket);

/* Tells it something, `READY=1`; nothing happens if `fd` is -1 or nobody listens. */
void systemd_say(int fd, const char *state);

/* The same for RELOADING=1, which wants to know when. */
void systemd_say_reloading(int fd);

#endif
