/* SPDX-License-Identifier: ISC */
#include "gemini/queue.h"

void
queue_leave(struct place *p)
{
	struct queue *q = p->in;

	if (q == NULL)
		return;
	*(p->before != NULL ? &p->before->after : &q->first) = p->after;
	*(p->after != NULL ? &p->after->before : &q->last) = p->before;
	q->n--;
	p->in = NULL;
	p->before = p->after = NULL;
}

void
queue_join(struct queue *q, struct place *p, uint64_t now)
{
	queue_leave(p);
	p->in = q;
	p->since = now;
	p->before = q->last;
	*(q->last != NULL ? &q->last->after : &q->first) = p;
	q->last = p;
	q->n++;
}
