/* SPDX-License-Identifier: ISC */
/* Queues of those who wait for the same, for equally long: the first is the one whose time ends
 * first and who gives way first. Nothing here takes longer when more of them wait. */
#ifndef PLENARY_GEMINI_QUEUE_H
#define PLENARY_GEMINI_QUEUE_H

#include <stddef.h>
#include <stdint.h>

struct queue;

/* A place in a queue, part of whoever waits there. Zeroes: in none. */
struct place {
	struct queue *in;
	struct place *before, *after;
	uint64_t since;
};

/* Zeroes: empty. */
struct queue {
	struct place *first, *last;
	size_t n;
};

/* Puts at the queue's end who comes at `now`, no earlier than the others; out of the queue, if any,
 * where that one was. */
void queue_join(struct queue *q, struct place *p, uint64_t now);

/* Takes it out of its queue, if it is in one. */
void queue_leave(struct place *p);

#endif
