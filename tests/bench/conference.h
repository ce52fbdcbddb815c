/* SPDX-License-Identifier: ISC */
/* A made-up conference of any size, the same bytes at each run. */
#ifndef PLENARY_TESTS_CONFERENCE_H
#define PLENARY_TESTS_CONFERENCE_H

#include "core/buf.h"

#include <stddef.h>

/* How large it is. */
struct conference {
	size_t sessions; /* spread evenly over days, then rooms: one half-hour after the other */
	size_t rooms, days;
	size_t number; /* of several: which one, from 1; 0: there is only this one */
};

/* A conference as long and wide as one of that many sessions usually is. */
struct conference conference_of(size_t sessions);

/* Writes the event's YAML. Every session has a room, the room's track, two people who are nowhere
 * else at that time, and an abstract of some 600 bytes. */
void conference_write(struct buf *out, const struct conference *c);

/* The site.yaml that goes with it. */
extern const char conference_site[];

#endif
