/* SPDX-License-Identifier: ISC */
/* The values of single keys: text in, value out, and a finding with what to do when it is none.
 * Every function adds at most one finding, at `at`, and leaves `out` alone when it returns false.
 */
#ifndef PLENARY_VALUE_H
#define PLENARY_VALUE_H

#include "core/arena.h"
#include "core/date.h"
#include "core/finding.h"
#include "core/model.h"
#include "core/tz.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	VALUE_NUMBER_MAX = 1000000,
	VALUE_URL_MAX = 2000 /* bytes */
};

/* YYYY-MM-DD (BAD_DATE); HH:MM (BAD_TIME); 45m, 2h, 1h30m (BAD_DURATION), in minutes. */
bool value_date(struct findings *f, struct place at, const char *s, struct date *out);
bool value_time(struct findings *f, struct place at, const char *s, int *minute);
bool value_duration(struct findings *f, struct place at, const char *s, int *minutes);

/* HH:MM, or HH:MM and an offset as in "02:30 +02:00"; `*offset` in seconds, `*has_offset` whether
 * there is one. BAD_TIME. */
bool value_time_offset(struct findings *f, struct place at, const char *s, int *minute,
    bool *has_offset, int32_t *offset);

/* HH:MM to HH:MM, two times that differ (BAD_TIME). */
bool value_hours(struct findings *f, struct place at, const char *s, struct hours *out);

/* What `dates:` takes, see span_parse (BAD_DATE). */
bool value_dates(struct findings *f, struct place at, const char *s, struct span *out);

/* A zone by its IANA name (BAD_ZONE). Borrowed from the zones. */
const struct tz *value_zone(struct findings *f, struct place at, const char *s, struct tzdb *db);

/* The instant of a local time in a zone. With `offset` not NULL it is the one with that offset. A
 * time that is skipped (TIME_GAP), or is there twice without an offset or with one that is
 * neither (TIME_TWICE), is a finding. */
bool value_instant(struct findings *f, struct place at, const struct tz *tz, struct civil local,
    const int32_t *offset, int64_t *out);

/* A whole number up to VALUE_NUMBER_MAX (BAD_NUMBER; below zero BAD_CAPACITY). */
bool value_count(struct findings *f, struct place at, const char *s, int *out);

/* Degrees as a decimal number within ±max (BAD_GEO). */
bool value_degrees(struct findings *f, struct place at, const char *s, double max, double *out);

/* yes, no, true or false (BAD_WORD). */
bool value_yes(struct findings *f, struct place at, const char *s, bool *out);

/* The index of a word in a NULL-terminated table (BAD_WORD). `key` says what for. */
bool value_word(struct findings *f, struct place at, const char *s, const char *key,
    const char *const *words, int *out);

/* An id (BAD_ID). */
bool value_id(struct findings *f, struct place at, const char *s);

/* A complete address that we let through: https, http, gemini, mailto, tel, geo (RFC 3986;
 * BAD_URL). */
bool value_url(struct findings *f, struct place at, const char *s);

/* An https or http address that ends in '/' (BAD_URL). */
bool value_web(struct findings *f, struct place at, const char *s);

/* A DNS name, not an IP address (RFC 1123 section 2.1; BAD_HOST), in letters of any script; in
 * ASCII and lower case into `out` (core/idna.h). */
bool value_host(struct findings *f, struct place at, const char *s, char out[254]);

/* A mail address such as people have, name@host (BAD_MAIL). */
bool value_mail(struct findings *f, struct place at, const char *s);

/* #rrggbb or one of the 148 CSS names (CSS Color 4 section 6.1; BAD_COLOUR); lower case into `out`.
 */
bool value_colour(struct findings *f, struct place at, const char *s, char out[32]);

/* The name of a picture that may be a logo (logo.h; BAD_LOGO). */
bool value_logo(struct findings *f, struct place at, const char *s);

/* A language tag (BCP 47, RFC 5646 section 2.1; no extensions; BAD_LANGUAGE); in its usual case
 * into `out`. */
bool value_language(struct findings *f, struct place at, const char *s, char out[36]);

/* A text without empty lines before it and blanks after it; on one line, with one blank for each
 * run of them, if asked. A copy in the arena. */
const char *value_tidy(struct arena *a, const char *s, bool one_line);

/* The tag that a language's name stands for, as far as people write it: "German". NULL if none. */
const char *value_language_meant(const char *s);

#endif
