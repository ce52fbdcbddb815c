/* SPDX-License-Identifier: ISC */
/* What the files of the tz module share; for everyone else there is tz.h. */
#ifndef PLENARY_TZ_PRIVATE_H
#define PLENARY_TZ_PRIVATE_H

#include "core/tz.h"

enum {
	TZ_BYTES_MAX = 64 * 1024, /* of a TZif file; the largest there is has 4 KB */
	TZ_TYPES_MAX = 256,       /* RFC 9636 section 3.2: their index is one octet */
	TZ_ABBREV_MAX = 15,       /* letters of an abbreviation; section 4 advises 3 to 6 */
	/* Section 3.2: what an offset should be. Refusing others keeps sums of them small. */
	TZ_OFFSET_MIN = -89999,
	TZ_OFFSET_MAX = 93599
};

/* A day of any year, and a local time counted from that day's midnight. */
struct tz_rule_day {
	enum { TZ_DAY_JULIAN, TZ_DAY_OF_YEAR, TZ_DAY_OF_WEEK } kind;
	int day;         /* Jn: 1 to 365, no 29 February; n: 0 to 365; m.w.d: 0 Sunday to 6 */
	int month, week; /* m.w.d: 1 to 12, 1 to 5 where 5 is the last */
	int32_t time;    /* seconds, negative or over a day allowed */
};

/* A POSIX TZ string: what holds after the last transition, for ever. */
struct tz_rule {
	bool is_set, has_dst;
	struct tz_state std, dst; /* abbrev points to the two arrays below */
	struct tz_rule_day start, end;
	char std_abbrev[TZ_ABBREV_MAX + 1], dst_abbrev[TZ_ABBREV_MAX + 1];
};

struct tz {
	char *name;
	char *abbrevs; /* the types' abbreviations, each with its NUL */
	struct tz_state *types;
	size_t ntypes; /* at least 1; types[0] holds before the first transition */
	int64_t *when; /* transitions, strictly ascending */
	uint8_t *type; /* what each of them begins */
	size_t nwhen;
	struct tz_rule rule;
};

/* Parses the footer of a TZif file, `n` bytes (RFC 9636 section 3.3.1). `extended`: times of day
 * from -167 to 167 hours, which came with version 3. `*out` must stay where it is. An empty
 * footer is no rule and no failure. */
bool tz_rule_parse(struct tz_rule *out, const char *s, size_t n, bool extended);

/* What holds by the rule, which must be set, at an instant. */
struct tz_state tz_rule_at(const struct tz_rule *r, int64_t utc);

/* The first instant after `utc` at which the rule may change the state; false: never again, or
 * not before the year 9999. */
bool tz_rule_next(const struct tz_rule *r, int64_t utc, int64_t *when);

/* Whether `s`, `n` bytes, may be an abbreviation: 3 to TZ_ABBREV_MAX of ASCII letters, digits,
 * '+' and '-'. */
bool tz_abbrev_is_valid(const char *s, size_t n);

#endif
