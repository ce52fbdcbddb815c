/* SPDX-License-Identifier: ISC */
#include "gemini/counters.h"

#define GEM_COUNT_WORD(name, word) [COUNT_##name] = word,
const char *const gem_count_words[N_COUNTS] = {GEM_COUNTS(GEM_COUNT_WORD)};

void
gem_count_status(struct gem_counters *c, int status)
{
	if (status < 0 || status >= GEM_STATUSES)
		return;
	atomic_store_explicit(&c->status[status],
	    atomic_load_explicit(&c->status[status], memory_order_relaxed) + 1,
	    memory_order_relaxed);
}

void
gem_counters_sum(struct gem_totals *totals, const struct gem_counters *c)
{
	for (int i = 0; i < N_COUNTS; i++)
		totals->of[i] += atomic_load_explicit(&c->of[i], memory_order_relaxed);
	for (int i = 0; i < GEM_STATUSES; i++)
		totals->status[i] += atomic_load_explicit(&c->status[i], memory_order_relaxed);
}
