/* SPDX-License-Identifier: ISC */
/* Sources: the YAML files of a site, and its logo, as bytes. From a folder, or from a revision. */
#ifndef PLENARY_SOURCE_H
#define PLENARY_SOURCE_H

#include "core/err.h"
#include "core/finding.h"
#include "data/repeats.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SOURCE_BYTES_MAX = 1024 * 1024, /* of one file */
	SOURCE_FILES_MAX = 2000,        /* of one folder */
	SOURCE_TOTAL_MAX = 16 * 1024 * 1024
};

struct source {
	char *name;  /* file name within the folder */
	char *bytes; /* not NUL-terminated */
	size_t n;
};

struct sources {
	struct source *items; /* by name, in byte order */
	size_t n;
	struct repeats
	    *repeats; /* owned: the dates of their rules of repetition; NULL: none known */
};

/* Reads site.yaml and the other *.yaml and *.yml of a folder, and what may be its logo, names
 * beginning with '.' or '_' and sub-folders left out. A file that cannot be read or is too large is
 * a finding, and left out; a folder that cannot be read is an error. 0, or -1 and why. */
int sources_from_folder(struct sources *out, const char *dir, struct findings *f, struct err *e);

/* Adds one file of a folder, whatever its name; if it cannot be read, that is a finding. 0, or -1
 * and why when the folder cannot be opened or memory is out. */
int sources_add_file(
    struct sources *s, const char *dir, const char *name, struct findings *f, struct err *e);

/* Adds a copy of one file, keeping the order. 0, or -1 when memory is out. */
int sources_add(struct sources *s, const char *name, const void *bytes, size_t n);

/* Lets dates of rules that are not known be found by a function. 0, or -1 when memory is out. */
int sources_repeat_by(struct sources *s, repeat_find *find);

/* Adds dates that are known, as repeats_text wrote them. 0, or -1 and why. */
int sources_add_repeat(
    struct sources *s, const char *rule, struct date first, const char *text, struct err *e);

/* Writes the files, as they are, to a folder that is made, or is there and empty; it has all of
 * them or is as it was. -1 and why. */
int sources_to_folder(const struct sources *s, const char *dir, struct err *e);

/* The file of a name, or NULL. */
const struct source *sources_find(const struct sources *s, const char *name);

/* Puts files into a folder beside those that are there, made if missing: all of them, or none when
 * one has the name of a file that is there. 0, or -1 and why. */
int sources_add_to_folder(const struct sources *s, const char *dir, struct err *e);

/* Whether the files are the same. */
bool sources_eq(const struct sources *a, const struct sources *b);

/* Frees all; the set is then empty. */
void sources_free(struct sources *s);

#endif
