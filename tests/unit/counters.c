/* SPDX-License-Identifier: ISC */
#include "gemini/counters.h"
#include "tests/lib/tap.h"

#include <pthread.h>

enum { WORKERS = 4, ROUNDS = 10000 };

static void
test_words(void)
{
	for (int i = 0; i < N_COUNTS; i++) {
		const char *word = gem_count_words[i];

		if (word == NULL) {
			ok(false, "count %d has a word", i);
			return;
		}
		ok(word[0] != '\0' && strspn(word, "abcdefghijklmnopqrstuvwxyz-") == strlen(word),
		    "count %d has a word: %s", i, word);
		for (int k = 0; k < i; k++)
			if (strcmp(word, gem_count_words[k]) == 0)
				ok(false, "%s is there once", word);
	}
}

static void
test_status(void)
{
	struct gem_counters c = {0};
	struct gem_totals t = {0};
	uint64_t all = 0;

	gem_count_status(&c, 20);
	gem_count_status(&c, 20);
	gem_count_status(&c, 59);
	gem_count_status(&c, -1);
	gem_count_status(&c, GEM_STATUSES);
	gem_counters_sum(&t, &c);
	for (int i = 0; i < GEM_STATUSES; i++)
		all += t.status[i];
	is_int(t.status[20], 2, "two requests were answered 20");
	is_int(t.status[59], 1, "one 59");
	is_int(all, 3, "a status that there is not is not counted");
}

static void *
count(void *counters)
{
	for (int i = 0; i < ROUNDS; i++) {
		gem_count(counters, COUNT_CONNECTIONS);
		gem_count_add(counters, COUNT_BYTES_OUT, 1000);
	}
	return NULL;
}

static void
test_workers(void)
{
	struct gem_counters c[WORKERS] = {0};
	struct gem_totals t = {0}, meanwhile = {0};
	pthread_t threads[WORKERS];

	for (int i = 0; i < WORKERS; i++)
		if (pthread_create(&threads[i], NULL, count, &c[i]) != 0)
			return;
	for (int i = 0; i < WORKERS; i++)
		gem_counters_sum(&meanwhile, &c[i]);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < WORKERS; i++)
		gem_counters_sum(&t, &c[i]);
	is_int(t.of[COUNT_CONNECTIONS], WORKERS * ROUNDS, "what workers count is summed");
	is_int(t.of[COUNT_BYTES_OUT], 1000ull * WORKERS * ROUNDS, "bytes, too");
	ok(meanwhile.of[COUNT_CONNECTIONS] <= WORKERS * ROUNDS, "and may be looked at meanwhile");
	is_int(t.of[COUNT_EVICTED], 0, "and nothing else");
}

int
main(void)
{
	test_words();
	test_status();
	test_workers();
	return tap_done();
}
