/* SPDX-License-Identifier: ISC */
/* Lines for standard error, from any thread, none of whom ever waits: a thread of the logger's own
 * writes them, whole and in their order. When nobody reads them, what no longer fits is dropped,
 * counted, and told once there is room again. */
#ifndef PLENARY_GEMINI_LOGGER_H
#define PLENARY_GEMINI_LOGGER_H

#include "core/buf.h"

#include <stdint.h>

enum {
	LOGGER_BYTES_MAX = 64 * 1024, /* that wait to be written */
	LOGGER_PIECE_MAX = 4096,      /* written at once: a pipe takes so much whole (PIPE_BUF) */
	LOGGER_TURN_MS = 20           /* between two pieces, so that several lines come together */
};

struct logger;

/* A logger that writes to a descriptor, which is borrowed. Lines are kept until it is started. NULL
 * when memory is out. */
struct logger *logger_new(int fd);

/* Starts the thread. 0, or errno. */
int logger_start(struct logger *lg);

/* Adds a line, given without its end. One longer than LOGGER_PIECE_MAX is cut. */
void logger_put(struct logger *lg, const char *line);

/* How many lines were dropped so far. */
uint64_t logger_dropped(struct logger *lg);

/* Writes what there is, for at most `ms` milliseconds, and frees it all; a thread that still waits
 * for somebody to read is left behind, and frees it when somebody does. NULL is allowed. */
void logger_end(struct logger *lg, unsigned ms);

/* Appends ` key="value"`, with what could end the value or the line escaped (logfmt). */
void logfmt_put(struct buf *out, const char *key, const char *value);

#endif
