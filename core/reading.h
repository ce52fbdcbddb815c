/* SPDX-License-Identifier: ISC */
/* The languages that a site can be read in: its own, and those that the program has words in. In
 * the latter the interface is in that language and the texts are in the nearest there is. */
#ifndef PLENARY_READING_H
#define PLENARY_READING_H

#include "core/model.h"

/* The i-th of them: those of the site in its order first; NULL after the last. */
const char *reading_languages(const struct site *s, size_t i);

/* The one that the `n` bytes at `tag` name, in any case (RFC 5646 section 2.1.1); NULL. */
const char *reading_language(const struct site *s, const char *tag, size_t n);

/* The path in the capsule of a page as it is shown in a language and a zone (NULL: none):
 *
 *     [LANG/][in/Area/City/]PATH     "fr/in/Africa/Nairobi/commons-days-2031/"
 *
 * The first language of the site has no prefix. In the arena. */
const char *reading_path(
    struct arena *a, const struct site *s, const char *lang, const char *zone, const char *path);

/* The folder on the web of the pages in a language: "fr/"; "" for the site's first, and for one
 * that it has no texts in, which is not on the web. In the arena. */
const char *reading_folder(struct arena *a, const struct site *s, const char *lang);

/* The complete address on the web of a page, or a file that is in that folder, in a language; NULL
 * if the site names no address there. What has pages below it ends in '/'. In the arena. */
const char *reading_url(struct arena *a, const struct site *s, const char *lang, const char *path);

/* Whether the site has texts in exactly this language, as far as it says. */
bool reading_has_texts(const struct site *s, const char *lang);

#endif
