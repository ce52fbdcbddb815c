/* SPDX-License-Identifier: ISC */
#include "gemini/queue.h"
#include "tests/lib/tap.h"

enum { N = 4 };

/* The places in order, as letters. */
static const char *
order(const struct queue *q, const struct place *all, char out[N + 1])
{
	int n = 0;

	for (const struct place *p = q->first; p != NULL; p = p->after)
		out[n++] = (char)('a' + (p - all));
	out[n] = '\0';
	return out;
}

int
main(void)
{
	struct queue q = {0}, other = {0};
	struct place p[N] = {0};
	char got[N + 1];

	queue_leave(&p[0]);
	is_int(q.n, 0, "who is in no queue leaves none");
	for (int i = 0; i < N; i++)
		queue_join(&q, &p[i], (uint64_t)i);
	is_str(order(&q, p, got), "abcd", "the first comes first");
	is_int(q.n, N, "they are counted");
	is_int(q.last->since, 3, "and since when they wait is known");
	queue_leave(&p[1]);
	is_str(order(&q, p, got), "acd", "one leaves from the middle");
	queue_leave(&p[0]);
	is_str(order(&q, p, got), "cd", "and one from the front");
	queue_leave(&p[3]);
	is_str(order(&q, p, got), "c", "and one from the end");
	ok(q.first == &p[2] && q.last == &p[2] && q.n == 1, "one is first and last");
	queue_join(&q, &p[0], 5);
	queue_join(&q, &p[2], 6);
	is_str(order(&q, p, got), "ac", "who joins again goes to the end");
	queue_join(&other, &p[0], 7);
	is_str(order(&q, p, got), "c", "who joins another queue is in this no more");
	is_str(order(&other, p, got), "a", "but in that");
	queue_leave(&p[2]);
	queue_leave(&p[2]);
	ok(q.first == NULL && q.last == NULL && q.n == 0, "the last one leaves it empty");
	return tap_done();
}
