/* SPDX-License-Identifier: ISC */
/* The one server that may run on a state folder: it holds a lock on the file `serve.lock` there and
 * answers at the socket `serve.sock` (gemini/control.h). Both are for their owner alone. */
#ifndef PLENARY_RUNNING_H
#define PLENARY_RUNNING_H

#include "core/buf.h"
#include "core/err.h"
#include "gemini/control.h"

#include <stdbool.h>

/* What a server holds while it runs, and what it got from the one before. */
struct running {
	int lock, control; /* descriptors; -1: not there */
	int before;        /* a line to the server whose place is taken; -1: there is none */
	int sockets[CONTROL_FDS_MAX]; /* that it listens on; whoever uses them closes them */
	size_t n_sockets;
	char
	    why[ERR_MAX]; /* why there is no socket or no lock, for want of a place; "": there is */
};

/* Takes the place on the folder `state`, which is there; what a server that was killed left behind
 * is removed. If another one runs: with `replace` its descriptors are taken over, and it serves on
 * until running_ready; without, -1. 0, or -1 and why; then running_leave is still called. */
int running_take(struct running *r, const char *state, bool replace, struct err *e);

/* Closes the sockets that it got, when others are listened on: nobody would accept there. */
void running_drop_sockets(struct running *r);

/* Tells the server before, if there is one, to finish. -1 and why when it does not answer. */
int running_ready(struct running *r, struct err *e);

/* Gives it up; the socket's file is left to the next one if this one was replaced. */
void running_leave(struct running *r, const char *state, bool is_replaced);

/* Asks the server that runs there how it is, in lines `word value`. 1; 0 if none runs; -1 and why.
 */
int running_status(const char *state, struct buf *out, struct err *e);

#endif
