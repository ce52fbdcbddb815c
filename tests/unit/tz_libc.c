/* SPDX-License-Identifier: ISC */
/* Every zone of the list against the C library, another reader of the same files. $TZDIR names
 * another tree of zones, for both. */
#include "core/tz.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static const int64_t end = 4133980800; /* 2101-01-01T00:00Z */

/* What did not agree in one zone. */
struct tally {
	const char *zone;
	long instants, locals, changes, wrong;
	long gaps, twice;
};

static const char *
zone_dir(void)
{
	const char *dir = getenv("TZDIR");

	return dir == NULL ? "/usr/share/zoneinfo" : dir;
}

static bool
libc_set_zone(const char *name)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s", zone_dir(), name);
	setenv("TZ", name, 1);
	tzset();
	return access(path, R_OK) == 0;
}

static struct tm
libc_local(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	localtime_r(&t, &tm);
	return tm;
}

static void
complain(struct tally *t, const char *what, int64_t at)
{
	if (t->wrong++ < 5)
		printf("# %s: %s at %lld\n", t->zone, what, (long long)at);
}

/* Offset, DST, abbreviation and the local time itself. */
static void
compare_instant(const struct tz *tz, int64_t utc, struct tally *t)
{
	struct tz_state st = tz_at(tz, utc);
	struct tm tm = libc_local(utc);
	struct civil c = tz_to_civil(tz, utc);

	t->instants++;
	if (st.offset != tm.tm_gmtoff || st.is_dst != (tm.tm_isdst > 0) ||
	    strcmp(st.abbrev, tm.tm_zone) != 0)
		complain(t, "state differs", utc);
	if (c.date.year != tm.tm_year + 1900 || c.date.month != tm.tm_mon + 1 ||
	    c.date.day != tm.tm_mday || c.minute != tm.tm_hour * 60 + tm.tm_min)
		complain(t, "local time differs", utc);
}

/* Whether the C library shows this local time, in seconds since 1970, at `utc`. */
static bool
libc_shows(int64_t local, int64_t utc)
{
	return utc + libc_local(utc).tm_gmtoff == local;
}

/* Asks the C library for the earliest and the latest instant of a local time: those offsets that
 * it has around there and that lead back to it. */
static int
libc_instants(int64_t local, const int32_t *offsets, size_t n, int64_t utc[2])
{
	int hits = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t at = local - offsets[i];

		if (!libc_shows(local, at))
			continue;
		if (hits == 0 || at < utc[0])
			utc[0] = at;
		if (hits == 0 || at > utc[1])
			utc[1] = at;
		hits = utc[0] == utc[1] ? 1 : 2;
	}
	return hits;
}

static void
compare_local(const struct tz *tz, int64_t local, const int32_t *offsets, size_t n, struct tally *t)
{
	int32_t days = (int32_t)(local / 86400 - (local % 86400 < 0));
	struct civil c = {date_from_days(days), (int)((local - (int64_t)days * 86400) / 60)};
	int64_t want[2] = {0, 0}, got[2] = {0, 0};
	enum tz_fit fit;
	int hits;

	local -= local % 60; /* a civil time has no seconds; 1970 is the earliest */
	hits = libc_instants(local, offsets, n, want);
	fit = tz_from_civil(tz, c, got);
	t->locals++;
	t->gaps += hits == 0;
	t->twice += hits == 2;
	if (fit != (hits == 0 ? TZ_GAP : hits == 1 ? TZ_ONE : TZ_TWICE))
		complain(t, "another fit of local time", local);
	else if (fit != TZ_GAP && (got[0] != want[0] || (fit == TZ_TWICE && got[1] != want[1])))
		complain(t, "another instant of local time", local);
	else if (fit == TZ_GAP &&
		 (got[0] - got[1] <= 0 || libc_shows(local, got[0]) || libc_shows(local, got[1])))
		complain(t, "an instant of local time in a gap", local);
}

/* Adds the C library's offset at an instant, if it is not there yet; their new number. */
static size_t
add_offset(int32_t *offsets, size_t n, int64_t utc)
{
	int32_t offset = (int32_t)libc_local(utc).tm_gmtoff;

	for (size_t i = 0; i < n; i++)
		if (offsets[i] == offset)
			return n;
	offsets[n] = offset;
	return n + 1;
}

/* Local times at, just beside and between the two edges of a change. */
static void
compare_locals_around(const struct tz *tz, const struct tz_change *c, struct tally *t)
{
	int32_t offsets[16];
	size_t n = 0;
	int64_t a = c->when + c->before.offset, b = c->when + c->after.offset;
	int64_t around[] = {a - 60, a, a + 60, (a + b) / 2, b - 60, b, b + 60};

	for (int h = -30; h <= 30; h += 6)
		n = add_offset(offsets, n, c->when + h * 3600);
	n = add_offset(offsets, n, c->when - 1);
	if (a < 86400 * 2)
		return;
	for (size_t i = 0; i < sizeof around / sizeof around[0]; i++)
		compare_local(tz, around[i], offsets, n, t);
}

/* A fixed sequence, the same on every machine (Knuth's MMIX generator). */
static int64_t
next_instant(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((*seed >> 16) % (uint64_t)end);
}

static void
compare_zone(const struct tz *tz, struct tally *t)
{
	struct tz_change c;
	uint64_t seed = 1;

	for (int64_t at = 0; tz_next_change(tz, at, &c); at = c.when, t->changes++) {
		compare_instant(tz, c.when - 1, t);
		compare_instant(tz, c.when, t);
		compare_instant(tz, c.when + 1, t);
		compare_locals_around(tz, &c, t);
	}
	for (int i = 0; i < 400; i++)
		compare_instant(tz, next_instant(&seed), t);
	/* every 40 days, which no change that was passed over could hide from */
	for (int64_t at = 0; at < end; at += 40 * 86400)
		compare_instant(tz, at, t);
}

int
main(void)
{
	struct tally sum = {0};
	struct tzdb *db = NULL;
	struct err e = {""};
	const char *const *names;
	size_t n = 0, compared = 0, missing = 0;

	if (!ok(tzdb_open(&db, zone_dir(), &e) == 0, "the zones of this machine"))
		return tap_done();
	names = tzdb_names(db, &n);
	for (size_t i = 0; i < n; i++) {
		struct tally t = {.zone = names[i]};
		const struct tz *tz = tzdb_find(db, names[i]);

		if (!libc_set_zone(names[i])) { /* its link may still be found */
			missing++;
			continue;
		}
		if (tz == NULL)
			complain(&t, "not found", 0);
		else
			compare_zone(tz, &t);
		is_int(t.wrong, 0, "%s agrees with the C library", names[i]);
		compared++;
		sum.instants += t.instants;
		sum.locals += t.locals;
		sum.changes += t.changes;
		sum.gaps += t.gaps;
		sum.twice += t.twice;
	}
	printf("# %zu zones (%zu without a file), %ld changes, %ld instants, %ld local times: "
	       "%ld in gaps, %ld twice\n",
	    compared, missing, sum.changes, sum.instants, sum.locals, sum.gaps, sum.twice);
	ok(compared > 300, "more than 300 zones were compared");
	ok(sum.gaps > 10000 && sum.twice > 10000, "gaps and folds were among the local times");
	tzdb_close(db);
	return tap_done();
}
