/* SPDX-License-Identifier: ISC */
/* Bytes being written. A buffer is born with its maximum and remembers its first failure, so a
 * writer asks once, at the end. Uses nothing above itself. */
#ifndef PLENARY_BUF_H
#define PLENARY_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *p; /* NUL-terminated whenever not NULL */
	size_t n, size, max;
	bool failed; /* the maximum was reached or memory was out: what is there is a prefix */
};

/* An empty buffer of at most `max` bytes; holds no memory yet. */
void buf_init(struct buf *b, size_t max);

/* Frees the memory; the buffer is then empty and may be used again. */
void buf_free(struct buf *b);

/* Empties the buffer and forgets a failure; keeps the memory. */
void buf_clear(struct buf *b);

/* Appends bytes, a string, one byte, a formatted string. */
void buf_put(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The text so far as a string; "" when nothing was written. Borrowed from the buffer. */
const char *buf_str(const struct buf *b);

#endif
