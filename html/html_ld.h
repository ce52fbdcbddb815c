/* SPDX-License-Identifier: ISC */
/* What a page is about, for machines: the parts it is told in. Only html/html_ld*.c include this.
 */
#ifndef PLENARY_HTML_LD_H
#define PLENARY_HTML_LD_H

#include "html/html_write.h"

/* ---- members of an object: html_ld_members.c ---- */

/* Begins an object, which its type does; each further member brings the comma before it. */
void ld_open(struct html *h, const char *type);
void ld_close(struct html *h);

/* A key, whose value is to follow; and that of an object, which is begun. */
void ld_key(struct html *h, const char *key);
void ld_open_member(struct html *h, const char *key, const char *type);

/* A string; a text, in the language of the page; an address. Nothing for one that is NULL or empty,
 * nor for an address that we do not let through. */
void ld_string(struct html *h, const char *key, const char *s);
void ld_text(struct html *h, const char *key, const struct text *t);
void ld_url(struct html *h, const char *url);

/* A day; a moment with the offset that it has in a zone (ISO 8601). */
void ld_date(struct html *h, const char *key, struct date d);
void ld_instant(struct html *h, const char *key, const struct tz *zone, int64_t utc);

/* Languages: nothing, one, or a list. */
void ld_tags(struct html *h, const char *key, const char **tags, size_t n);

/* ---- where: html_ld_where.c ---- */

/* Where an event is, as far as it is known; `page` is its address on the web or NULL, which stands
 * for a link to take part that is not for all. */
void ld_location(struct html *h, const struct event *ev, const char *page);

/* The same of an event or of a session of it (NULL: the event), and whether one goes there, takes
 * part online, or may do either. */
void ld_where(struct html *h, const struct event *ev, const struct session *se, const char *page);

#endif
