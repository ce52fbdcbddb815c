/* SPDX-License-Identifier: ISC */
/* The parts of the JSON Schema; only data/json_schema*.c include this. */
#ifndef PLENARY_JSON_SCHEMA_PRIVATE_H
#define PLENARY_JSON_SCHEMA_PRIVATE_H

#include "core/json.h"
#include "data/keys.h"

#include <stddef.h>

/* Patterns of what stands in keys and in values (ECMA-262). */
#define DAY      "(19[7-9][0-9]|20[0-9][0-9]|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#define MONTH    "(19[7-9][0-9]|20[0-9][0-9]|2100)(-(0[1-9]|1[0-2]))?"
#define TIME     "([01][0-9]|2[0-3]):[0-5][0-9]"
#define OFFSET   "( +[+-]" TIME ")?"
#define LANGUAGE "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*"

/* `"$ref": "#/$defs/NAME"`, blanks in a name as '-'; in an object of its own. */
void schema_put_ref(struct json *j, const char *name);
void schema_put_ref_item(struct json *j, const char *name);

/* `"enum"` of the words that are not empty. */
void schema_put_words(struct json *j, const char *const *words);

/* `"anyOf": [`, to be closed. */
void schema_open_any(struct json *j);

/* One of what is defined by that name, or a list of them. */
void schema_put_one_or_list(struct json *j, const char *name);

/* A map whose keys have a form (NULL: any), and whose values are as defined; in an object of its
 * own. */
void schema_put_map(struct json *j, const char *key_pattern, const char *name);
void schema_put_map_item(struct json *j, const char *key_pattern, const char *name);

/* What has the key (NULL: a list) is as `then` defines, all else as `otherwise`. */
void schema_put_choice(struct json *j, const char *key, const char *then, const char *otherwise);

/* `"NAME": {`, to be closed. */
void schema_open_def(struct json *j, const char *name);

/* The name by which the form of a scalar is defined; NULL if the kind is none. */
const char *schema_form(enum value_kind kind);

/* All definitions that are no table of keys. */
void schema_define_values(struct json *j, const char *const *zones, size_t nzones);

#endif
