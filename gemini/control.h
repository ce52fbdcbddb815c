/* SPDX-License-Identifier: ISC */
/* A local socket by which other programs of the same user ask a running server something:
 *
 *   status    answered with lines `word value`
 *   replace   answered `sockets N`, with N descriptors of the server (SCM_RIGHTS, unix(7)); then
 *             `ready`, answered `stopping`. A caller who goes before that changes nothing.
 *
 * A caller who is slow or says too much is let go; the server never waits for one. Only server.c
 * uses this. */
#ifndef PLENARY_GEMINI_CONTROL_H
#define PLENARY_GEMINI_CONTROL_H

#include "core/buf.h"

#include <stddef.h>

enum {
	CONTROL_LINE_MAX = 32,
	CONTROL_STATUS_MAX = 32 * 1024,
	CONTROL_FDS_MAX = 20,
	CONTROL_CALLERS_MAX = 8,
	CONTROL_MS = 2000,           /* for a caller to say and take what there is */
	CONTROL_REPLACE_MS = 120000, /* for another process to be ready */
};

struct control;

struct control_setting {
	int fd; /* listening, not blocking; borrowed */
	void (*status)(void *ctx, struct buf *out);

	/* The descriptors for a process that takes over; their number. */
	size_t (*hand_over)(void *ctx, int fds[CONTROL_FDS_MAX]);

	void (*replaced)(void *ctx); /* it is ready */
	void *ctx;
};

/* As part of a libuv loop, whose end it does not hold up. NULL when memory is out. */
struct control *control_new(void *loop, const struct control_setting *setting);

/* Listens no more, and lets all callers go. */
void control_stop(struct control *c);

/* After the loop's handles were closed. NULL is allowed. */
void control_free(struct control *c);

#endif
