/* SPDX-License-Identifier: ISC */
/* Text into HTML, one function for each place it can go: on pages and in calendars there is no
 * other way in. Bytes that are not UTF-8 become U+FFFD. Control characters, noncharacters and
 * bidirectional embeddings and overrides never pass; isolates do, and <bdi> holds them together.
 * NULL writes nothing. */
#ifndef PLENARY_HTML_ESCAPE_H
#define PLENARY_HTML_ESCAPE_H

#include "core/buf.h"

#include <stdbool.h>

/* Text between tags. */
void html_text(struct buf *b, const char *s);

/* Text within a string of JSON that stands in a script element, on one line: it can end neither. */
void html_json(struct buf *b, const char *s);

/* The value of an attribute, between double quotes; on one line. */
void html_attr(struct buf *b, const char *s);

/* A relative path within href: what is no path character (RFC 3986 section 3.3), ':' included, is
 * percent-encoded, so that it can name neither a scheme nor a host. */
void html_url_path(struct buf *b, const char *path);

/* A complete URL within href, let through by url_is_safe before: what RFC 3986 does not allow in a
 * URL is percent-encoded. */
void html_url(struct buf *b, const char *url);

/* A class or an id: the letters, digits, '-' and '_' of it. */
void html_token(struct buf *b, const char *s);

/* The attributes lang and, where the direction differs from that of `around`, dir; with a blank
 * before each. Nothing when `lang` is NULL or no language tag (RFC 5646 section 2.1). */
void html_lang(struct buf *b, const char *lang, const char *around);

/* True for a well-formed tag whose script is written from right to left. */
bool lang_is_rtl(const char *lang);
bool lang_is_valid(const char *lang);

#endif
