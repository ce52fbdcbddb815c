/* SPDX-License-Identifier: ISC */
/* Time zones from the system's compiled zone files: TZif, RFC 9636 (which replaced RFC 8536), its
 * footer rule included, so that instants are right for any date from 1970 to 2100. The C library's
 * own functions are not used: they want the process-wide TZ, and open any path it names. */
#ifndef PLENARY_TZ_H
#define PLENARY_TZ_H

#include "core/date.h"
#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The zones of one machine. */
struct tzdb;

/* One zone. Lives as long as its tzdb. */
struct tz;

/* What holds in a zone at one instant. */
struct tz_state {
	int32_t offset; /* seconds east of UTC */
	bool is_dst;
	const char *abbrev; /* "CEST", "+0545"; lives as long as the tzdb */
};

/* A change of a zone: at `when` the state becomes `after`. */
struct tz_change {
	int64_t when; /* seconds since 1970-01-01T00:00Z */
	struct tz_state before, after;
};

/* How a local time maps to instants. */
enum tz_fit {
	TZ_ONE,  /* the usual case */
	TZ_GAP,  /* the clocks skip this time */
	TZ_TWICE /* the clocks show this time twice */
};

/* Opens the zones under `dir`, "/usr/share/zoneinfo" when NULL. A name is looked up in the list
 * of zones there (tzdata.zi or tzdata's zone tables) before any file is opened. 0, or -1 and why.
 */
int tzdb_open(struct tzdb **out, const char *dir, struct err *e);
void tzdb_close(struct tzdb *db);

/* The zone with exactly this IANA name ("Europe/Berlin"), or its link target's rules under the
 * name asked for; NULL if there is none. Kept after the first use, so that at most each name of the
 * list is kept once. Safe from several threads. */
const struct tz *tzdb_find(struct tzdb *db, const char *name);

/* The names that the list has, sorted; `*n` their number. Borrowed. */
const char *const *tzdb_names(const struct tzdb *db, size_t *n);

/* The name that a zone is to be called by, asked for in any case: of one that stands for another
 * and for no country in zone.tab ("Asia/Calcutta"), the other's; "UTC" for all of its names. NULL
 * if the list has none so. Borrowed. */
const char *tzdb_name(const struct tzdb *db, const char *name, size_t n);

/* The country (ISO 3166, two letters) that zone.tab has a zone for, and its place in that table,
 * where the zones of a country are in a sensible order; NULL if it is not in there. Borrowed. */
const char *tzdb_country(const struct tzdb *db, const char *name, size_t *order);

/* The IANA name of a zone that Windows calls so ("W. Europe Standard Time"), in any case; NULL if
 * it calls none so. Unicode CLDR, windowsZones.xml, territory 001. */
const char *tz_of_windows(const char *name);

/* Reads one zone from the bytes of a TZif file, for tests and fuzzing; the same checks as for
 * the system's files. The caller frees it with tz_free. 0, or -1 and why. */
int tz_read(struct tz **out, const char *name, const void *bytes, size_t n, struct err *e);
void tz_free(struct tz *tz);

const char *tz_name(const struct tz *tz);

/* What holds at the instant `utc`, in seconds since 1970-01-01T00:00Z. */
struct tz_state tz_at(const struct tz *tz, int64_t utc);

/* The instant of a local time. TZ_ONE: `utc[0]`. TZ_TWICE: the earlier in `utc[0]`, the later in
 * `utc[1]`. TZ_GAP: `utc[0]` is the instant with the offset before the gap (RFC 5545 section
 * 3.3.5), `utc[1]` the one with the offset after it. */
enum tz_fit tz_from_civil(const struct tz *tz, struct civil local, int64_t utc[2]);

/* The local time at an instant, seconds cut off. */
struct civil tz_to_civil(const struct tz *tz, int64_t utc);

/* The first change after `utc` whose offset, DST or abbreviation differs; false if there is none
 * before the year 2101. */
bool tz_next_change(const struct tz *tz, int64_t utc, struct tz_change *out);

/* Writes "UTC", "UTC+2", "UTC+05:30", "UTC−3" (with a minus sign, U+2212); `out` holds 16 bytes. */
void tz_format_offset(int32_t offset, char out[16]);

/* Writes an instant as RFC 3339 with its offset, "2023-06-14T09:30:00+02:00"; 26 bytes. Seconds of
 * an offset are cut off, from the local time too, so that the instant stays right. */
void tz_format_rfc3339(int64_t utc, int32_t offset, char out[26]);

/* Parses RFC 3339 "2019-10-29T09:00:00Z", or with a numeric offset; the whole string. Years as in
 * date_is_valid; no fraction of a second, no leap second. */
bool tz_parse_rfc3339(const char *s, int64_t *utc);

#endif
