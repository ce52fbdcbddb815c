/* SPDX-License-Identifier: ISC */
/* A zone as a VTIMEZONE (RFC 5545 section 3.6.5): small, and right for a stretch of time. Half of
 * the readers go by the zone's name and half by this, and some know neither RDATE nor UNTIL. */
#ifndef PLENARY_VTIMEZONE_H
#define PLENARY_VTIMEZONE_H

#include "core/buf.h"
#include "core/tz.h"

#include <stdint.h>

enum { VTIMEZONE_BYTES_MAX = 1024 };

enum vtimezone_form {
	VTIMEZONE_NONE,     /* it cannot be said simply and rightly: write UTC */
	VTIMEZONE_CONSTANT, /* one offset for years around: one STANDARD */
	VTIMEZONE_PAIR,     /* DAYLIGHT and STANDARD, each by a yearly rule without an end */
	VTIMEZONE_STRETCH   /* one offset from the first instant to the last: one STANDARD */
};

/* A yearly change, by the local clock before it. */
struct vtimezone_onset {
	int month, nth, weekday; /* nth: 1 to 4, or -1 for the last; weekday: ISO 8601 */
	int minute;              /* of the day */
	int32_t from, to;        /* offsets, seconds east */
	const char *abbrev;
};

struct vtimezone {
	const struct tz *zone;
	enum vtimezone_form form;
	struct tz_state state;                     /* at the first instant */
	struct vtimezone_onset daylight, standard; /* VTIMEZONE_PAIR */
};

/* How to say a zone so that it is right from `first` to `last`, instants with first ≤ last. A
 * pair is right for the calendar years of both and the years beside them. DAYLIGHT is the one
 * with the greater offset, whatever the zone calls it: Europe/Dublin's winter time is "daylight
 * saving" of a negative hour in the zone data, which readers with a Windows zone model refuse. */
struct vtimezone vtimezone_plan(const struct tz *zone, int64_t first, int64_t last);

/* Writes it, at most VTIMEZONE_BYTES_MAX bytes; nothing for VTIMEZONE_NONE. */
void vtimezone_write(struct buf *out, const struct vtimezone *v);

#endif
