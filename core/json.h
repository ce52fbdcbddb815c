/* SPDX-License-Identifier: ISC */
/* JSON being written (RFC 8259): indented, keys in the order in which they are put. What is open
 * is closed by its writer; the buffer remembers a failure. */
#ifndef PLENARY_JSON_H
#define PLENARY_JSON_H

#include "core/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct json {
	struct buf *out;
	int depth;    /* of what is open */
	bool is_full; /* what is open has something in it already */
	bool has_key; /* a key waits for its value */
};

/* Begins a text of JSON in `out`. */
struct json json_begin(struct buf *out);

/* Ends it with a line end. */
void json_end(struct json *j);

/* The key of the value that is put next, in an object. */
void json_key(struct json *j, const char *key);

/* A value: at the top, in an array, or after its key. NULL for a string is null. Characters that
 * would turn or hide what a terminal shows are written by their number, bytes that are no UTF-8 as
 * U+FFFD. */
void json_string(struct json *j, const char *s);
void json_int(struct json *j, int64_t n);
void json_bool(struct json *j, bool b);

/* A string alone, with its quotes; for what is written by hand around it. */
void json_quote(struct buf *out, const char *s);

/* A value of several, to be closed by the function of the same kind. */
void json_open_object(struct json *j);
void json_close_object(struct json *j);
void json_open_array(struct json *j);
void json_close_array(struct json *j);

/* A key with its value. */
void json_put_string(struct json *j, const char *key, const char *s);
void json_put_int(struct json *j, const char *key, int64_t n);
void json_put_bool(struct json *j, const char *key, bool b);

#endif
