/* SPDX-License-Identifier: ISC */
/* Who must wait when there are more clients than can be served. As long as there is room, nobody
 * is counted out: a whole venue may share one address. Under pressure each network (an IPv4 /24, an
 * IPv6 /64) has a number of connections at once and a number a second, high enough for a venue; who
 * goes beyond is asked to come back (44), and who goes on beyond that is not greeted.
 *
 * Networks are kept by a hash with a secret, in a table that does not grow: two may share a row. No
 * address is kept. One thread uses it. */
#ifndef PLENARY_GEMINI_PRESSURE_H
#define PLENARY_GEMINI_PRESSURE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

enum { PRESSURE_ROWS = 2048 };

struct pressure_row {
	uint16_t open;  /* connections at once */
	uint16_t spent; /* connections made, less those that have been allowed for since */
	uint32_t at;    /* seconds, when that was reckoned */
};

struct pressure {
	uint64_t secret;
	unsigned open_max;   /* connections at once from a network, under pressure */
	unsigned burst;      /* connections that a network may make in one go */
	unsigned a_second;   /* and how many more in each second */
	uint64_t seen, idle; /* at the last look: the time, and the part without work, in ns */
	bool is_busy;
	struct pressure_row rows[PRESSURE_ROWS];
};

struct admission {
	bool is_greeted;
	uint8_t come_back; /* 0, or the seconds after which to come back */
};

/* Starts with a random secret and the three numbers, which are at least 1; `open_max` and `burst`
 * are at most 30000. */
void pressure_init(
    struct pressure *p, uint64_t secret, unsigned open_max, unsigned burst, unsigned a_second);

/* Notes how long the thread has had nothing to do since it began, by now (both in nanoseconds): it
 * is busy when that is less than a tenth of the time since the look before. */
void pressure_look(struct pressure *p, uint64_t now, uint64_t idle);

/* The row of whoever is at the other end of a socket. */
uint16_t pressure_row(const struct pressure *p, const struct sockaddr_storage *peer);

/* Whether a new connection of a row is greeted at `now` (in milliseconds). `is_full` says that
 * connections run out. It is counted as open if it is greeted, until pressure_leave. */
struct admission pressure_arrive(struct pressure *p, uint16_t row, bool is_full, uint64_t now);
void pressure_leave(struct pressure *p, uint16_t row);

#endif
