/* SPDX-License-Identifier: ISC */
/* The files of an event for other programs: schedule.xml, schedule.json, sessions.csv. */
#ifndef PLENARY_DATA_FILE_H
#define PLENARY_DATA_FILE_H

#include "core/buf.h"
#include "core/path.h"

enum { DATA_FILE_BYTES_MAX = 64 * 1024 * 1024 };

/* The kinds of such files, PATH_NONE after the last. */
extern const enum path_kind data_file_kinds[];

/* The media type of a kind; NULL if it is none of them. */
const char *data_file_type(enum path_kind kind);

/* Appends the file at a place that path_find found, with texts in a language. -1 when memory is
 * out or it would be too long. */
int data_file_write(
    struct buf *out, const struct site *s, const char *lang, const struct place_in_site *at);

#endif
