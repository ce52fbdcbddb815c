/* SPDX-License-Identifier: ISC */
/* What a server counts. Each worker has a set of its own that its thread alone adds to; any thread
 * may read it, and sums them when asked. Nothing here tells one client from another. */
#ifndef PLENARY_GEMINI_COUNTERS_H
#define PLENARY_GEMINI_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>

/* Every connection is in CONNECTIONS and, when it has ended, in ENDED. One that was not greeted is
 * in one of REFUSED_…, too; one that the server ended before its answer was handed out, in EVICTED
 * or one of TIMEOUT_…. */
#define GEM_COUNTS(X)                                                                              \
	X(CONNECTIONS, "connections")         /* accepted */                                       \
	X(ENDED, "ended")                     /* of these, closed */                               \
	X(HANDSHAKES, "handshakes")           /* TLS begun, full or resumed, to its end */         \
	X(RESUMED, "resumed")                 /* of these, by a ticket */                          \
	X(FAILED, "handshakes-failed")        /* TLS begun and not agreed upon */                  \
	X(REFUSED_FULL, "refused-full")       /* closed at once: no room, nobody to evict */       \
	X(REFUSED_ADDRESS, "refused-address") /* closed at once: too many from there */            \
	X(REFUSED_DESCRIPTORS, "refused-descriptors") /* closed at once: no descriptor left */     \
	X(REFUSED_NOT_TLS, "refused-not-tls")         /* what came is no TLS */                    \
	X(REFUSED_SLOW_DOWN, "refused-slow-down")     /* answered 44 */                            \
	X(EVICTED, "evicted")                         /* ended to make room */                     \
	X(TIMEOUT_HANDSHAKE, "timeout-handshake")     /* no handshake in time */                   \
	X(TIMEOUT_REQUEST, "timeout-request")         /* no request in time */                     \
	X(TIMEOUT_REPLY, "timeout-reply")             /* the answer was not taken in time */       \
	X(CUT, "cut")                                 /* answers of which not all was sent */      \
	X(BYTES_IN, "bytes-in")                       /* from the wire, TLS included */            \
	X(BYTES_OUT, "bytes-out")                     /* to the wire, TLS included */

#define GEM_COUNT_ENUM(name, word) COUNT_##name,
enum gem_count { GEM_COUNTS(GEM_COUNT_ENUM) N_COUNTS };
#undef GEM_COUNT_ENUM

enum { GEM_STATUSES = 70 /* of a reply: below this */ };

struct gem_counters {
	_Atomic uint64_t of[N_COUNTS];
	_Atomic uint64_t status[GEM_STATUSES]; /* finished requests by the status of the answer */
};

/* The same as plain numbers. */
struct gem_totals {
	uint64_t of[N_COUNTS];
	uint64_t status[GEM_STATUSES];
};

/* The word of a count, as `plenary status` prints it. */
extern const char *const gem_count_words[N_COUNTS];

/* Adds `n`; by the worker's own thread alone. */
static inline void
gem_count_add(struct gem_counters *c, enum gem_count which, uint64_t n)
{
	uint64_t was = atomic_load_explicit(&c->of[which], memory_order_relaxed);

	atomic_store_explicit(&c->of[which], was + n, memory_order_relaxed);
}

static inline void
gem_count(struct gem_counters *c, enum gem_count which)
{
	gem_count_add(c, which, 1);
}

/* Counts a request that was answered with this status; by the worker's own thread alone. */
void gem_count_status(struct gem_counters *c, int status);

/* Adds what a worker counted to the totals. */
void gem_counters_sum(struct gem_totals *totals, const struct gem_counters *c);

#endif
