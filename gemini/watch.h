/* SPDX-License-Identifier: ISC */
/* A folder whose files are saved while we run. Only server.c uses this. It is the folder that is
 * watched, not its files: editors write another file and rename it. The kernel may tell nothing
 * (network file systems, too many watches, a folder made anew): whoever must know looks now and
 * then as well. */
#ifndef PLENARY_GEMINI_WATCH_H
#define PLENARY_GEMINI_WATCH_H

struct watch;

/* Calls `saved` in the loop's thread soon after something in `dir` was; what comes together is told
 * once. `loop` is libuv's uv_loop_t; its end is not held up. NULL when memory is out. `dir` is
 * borrowed. */
struct watch *watch_new(void *loop, const char *dir, void (*saved)(void *ctx), void *ctx);

/* Watches anew if there is another folder by that name by now; to be called now and then. */
void watch_renew(struct watch *w);

/* After the loop's handles were closed. NULL is allowed. */
void watch_free(struct watch *w);

#endif
