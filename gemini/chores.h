/* SPDX-License-Identifier: ISC */
/* A thread for what takes its time: reading a revision, opening a certificate. What is asked for
 * while it is at work comes after that, once, however often it was asked. Only server.c uses this.
 */
#ifndef PLENARY_GEMINI_CHORES_H
#define PLENARY_GEMINI_CHORES_H

struct chores;

/* `work` is called in the thread, with the set of what was asked for; its answer, a set as well, is
 * asked for at once. NULL when memory is out. */
struct chores *chores_new(unsigned (*work)(void *ctx, unsigned set), void *ctx);

/* Starts the thread. 0, or errno. */
int chores_start(struct chores *ch);

/* Asks for a set of chores, from any thread. */
void chores_ask(struct chores *ch, unsigned set);

/* Lets the thread end after what it is at; what is asked for then is not done. */
void chores_end(struct chores *ch);

/* Ends the thread, waits for that, and frees it. NULL is allowed. */
void chores_free(struct chores *ch);

#endif
