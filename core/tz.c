/* SPDX-License-Identifier: ISC */
#include "core/tz_private.h"

#include <string.h>

static const int64_t end_of_2100 = 4133980800; /* 2101-01-01T00:00Z */

const char *
tz_name(const struct tz *tz)
{
	return tz->name;
}

/* How many transitions are at or before `utc`. */
static size_t
transitions_until(const struct tz *tz, int64_t utc)
{
	size_t lo = 0, hi = tz->nwhen;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (tz->when[mid] <= utc)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* What holds at `utc`, `i` transitions being at or before it (RFC 9636 section 3.2). */
static struct tz_state
state_at(const struct tz *tz, size_t i, int64_t utc)
{
	if (i == tz->nwhen && tz->rule.is_set)
		return tz_rule_at(&tz->rule, utc);
	return tz->types[i == 0 ? 0 : tz->type[i - 1]];
}

struct tz_state
tz_at(const struct tz *tz, int64_t utc)
{
	return state_at(tz, transitions_until(tz, utc), utc);
}

static bool
state_eq(struct tz_state a, struct tz_state b)
{
	return a.offset == b.offset && a.is_dst == b.is_dst && strcmp(a.abbrev, b.abbrev) == 0;
}

/* As tz_next_change, for changes before `limit`. Files list transitions that change nothing. */
static bool
next_change(const struct tz *tz, int64_t utc, int64_t limit, struct tz_change *out)
{
	size_t i = transitions_until(tz, utc);

	out->before = state_at(tz, i, utc);
	for (out->when = utc;;) {
		if (i < tz->nwhen)
			out->when = tz->when[i++];
		else if (!tz_rule_next(&tz->rule, out->when, &out->when))
			return false;
		if (out->when >= limit)
			return false;
		out->after = state_at(tz, i, out->when);
		if (!state_eq(out->before, out->after))
			return true;
	}
}

bool
tz_next_change(const struct tz *tz, int64_t utc, struct tz_change *out)
{
	return next_change(tz, utc, end_of_2100, out);
}

/* Walks the stretches of one offset around the local time, further than the largest offset to
 * either side, and asks each whether it has an instant that shows this time. With none, the first
 * change that jumps over it is the gap. */
enum tz_fit
tz_from_civil(const struct tz *tz, struct civil local, int64_t utc[2])
{
	const int64_t seconds = date_to_seconds(local.date) + local.minute * 60;
	const int64_t end = seconds + 2 * DAY_SECONDS;
	int64_t from = seconds - 2 * DAY_SECONDS;
	int32_t offset = tz_at(tz, from).offset;
	int64_t gap[2] = {seconds - offset, seconds - offset};
	bool has_gap = false;
	int hits = 0;

	for (;;) {
		struct tz_change c;
		bool more = next_change(tz, from, end, &c);
		int64_t at = seconds - offset;

		if (at >= from && at < (more ? c.when : end))
			utc[hits++ == 0 ? 0 : 1] = at;
		if (!more)
			break;
		if (!has_gap && at >= c.when && seconds - c.after.offset < c.when) {
			has_gap = true;
			gap[0] = at;
			gap[1] = seconds - c.after.offset;
		}
		from = c.when;
		offset = c.after.offset;
	}
	if (hits == 0)
		memcpy(utc, gap, sizeof gap);
	else if (hits == 1)
		utc[1] = utc[0];
	return hits == 0 ? TZ_GAP : hits == 1 ? TZ_ONE : TZ_TWICE;
}

struct civil
tz_to_civil(const struct tz *tz, int64_t utc)
{
	const int64_t min = (int64_t)INT32_MIN * DAY_SECONDS,
		      max = (int64_t)INT32_MAX * DAY_SECONDS;
	int64_t local = (utc < min ? min : utc > max ? max : utc) + tz_at(tz, utc).offset;
	int rest;
	struct date day = date_from_seconds(local, &rest);

	return (struct civil){day, rest / 60};
}
