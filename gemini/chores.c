/* SPDX-License-Identifier: ISC */
#include "gemini/chores.h"

#include "gemini/thread.h"

#include <stdbool.h>
#include <stdlib.h>

struct chores {
	unsigned (*work)(void *ctx, unsigned set);
	void *ctx;
	pthread_t thread;
	bool has_thread;
	pthread_mutex_t mutex; /* of what follows */
	pthread_cond_t asked;
	unsigned set;
	bool is_ending;
};

struct chores *
chores_new(unsigned (*work)(void *ctx, unsigned set), void *ctx)
{
	struct chores *ch = calloc(1, sizeof *ch);

	if (ch == NULL)
		return NULL;
	ch->work = work;
	ch->ctx = ctx;
	pthread_mutex_init(&ch->mutex, NULL);
	pthread_cond_init(&ch->asked, NULL);
	return ch;
}

static void *
run(void *arg)
{
	struct chores *ch = arg;

	pthread_mutex_lock(&ch->mutex);
	while (!ch->is_ending) {
		unsigned set = ch->set;

		ch->set = 0;
		if (set == 0) {
			pthread_cond_wait(&ch->asked, &ch->mutex);
			continue;
		}
		pthread_mutex_unlock(&ch->mutex);
		set = ch->work(ch->ctx, set);
		pthread_mutex_lock(&ch->mutex);
		ch->set |= set;
	}
	pthread_mutex_unlock(&ch->mutex);
	return NULL;
}

int
chores_start(struct chores *ch)
{
	int rc = thread_start(&ch->thread, run, ch);

	ch->has_thread = rc == 0;
	return rc;
}

void
chores_ask(struct chores *ch, unsigned set)
{
	pthread_mutex_lock(&ch->mutex);
	ch->set |= set;
	pthread_cond_signal(&ch->asked);
	pthread_mutex_unlock(&ch->mutex);
}

void
chores_end(struct chores *ch)
{
	pthread_mutex_lock(&ch->mutex);
	ch->is_ending = true;
	pthread_cond_signal(&ch->asked);
	pthread_mutex_unlock(&ch->mutex);
}

void
chores_free(struct chores *ch)
{
	if (ch == NULL)
		return;
	chores_end(ch);
	if (ch->has_thread)
		pthread_join(ch->thread, NULL);
	pthread_cond_destroy(&ch->asked);
	pthread_mutex_destroy(&ch->mutex);
	free(ch);
}
