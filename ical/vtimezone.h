/* SPDX-License-Identifier: ISC */
/* A zone as a VTIMEZONE (RFC 5545 section 3.6.5). It says what the zone's file says for the years
 * to come, small and without end: half of the readers go by the zone's name and half by this, and
 * some know neither RDATE nor UNTIL. So it depends on the zone alone, not on what is in a calendar,
 * and it is not right at all times: a time for which it is not is written in UTC. */
#ifndef PLENARY_VTIMEZONE_H
#define PLENARY_VTIMEZONE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/tz.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VTIMEZONE_BYTES_MAX = 1024 };

enum vtimezone_form {
	VTIMEZONE_NONE,     /* it cannot be said simply: write UTC */
	VTIMEZONE_CONSTANT, /* one offset: one STANDARD */
	VTIMEZONE_PAIR      /* DAYLIGHT and STANDARD, each by a yearly rule without an end */
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
	struct tz_state state;                              /* VTIMEZONE_CONSTANT */
	struct vtimezone_onset daylight, standard;          /* VTIMEZONE_PAIR */
	int64_t when[DATE_YEAR_MAX - DATE_YEAR_MIN + 4][2]; /* theirs, 1969 to 2102 */
};

/* What there is to say of a zone, by a walk over many years of it: keep it. DAYLIGHT is the onset
 * with the greater offset, whatever the zone calls it: Europe/Dublin's winter time is "daylight
 * saving" of a negative hour in the zone data, which readers with a Windows zone model refuse. Of
 * days that no "n-th weekday of the month" says in all years ("the Sunday after the first
 * Saturday") it has the one that is right in most. UTC itself is VTIMEZONE_NONE. */
struct vtimezone vtimezone_of(const struct tz *zone);

/* Whether an instant can be written by the zone's clock, so that who goes by the name and who goes
 * by the VTIMEZONE both read it, and no other: never in an hour that the clocks show twice. */
bool vtimezone_can_say(const struct vtimezone *v, int64_t utc);

/* Writes it, at most VTIMEZONE_BYTES_MAX bytes; nothing for VTIMEZONE_NONE. */
void vtimezone_write(struct buf *out, const struct vtimezone *v);

/* UTC as a VTIMEZONE, for a calendar that would else be without any component. */
void vtimezone_write_utc(struct buf *out);

/* The zones met so far. All zero is empty. */
struct vtimezones {
	struct vtimezone **of;
	size_t n;
};

/* vtimezone_of, remembered; in the arena. */
const struct vtimezone *vtimezones_get(
    struct vtimezones *zs, struct arena *a, const struct tz *zone);

#endif
