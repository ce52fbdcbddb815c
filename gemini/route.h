/* SPDX-License-Identifier: ISC */
/* Which answer a request gets: by the model, never by a file system. */
#ifndef PLENARY_GEMINI_ROUTE_H
#define PLENARY_GEMINI_ROUTE_H

#include "core/buf.h"
#include "core/model.h"
#include "core/path.h"
#include "core/preview.h"
#include "core/search.h"
#include "core/tz.h"
#include "gemini/reply.h"
#include "gemini/request.h"

#include <stdint.h>

/* A site to answer from. */
struct gem_site {
	const struct site *site;       /* after public_view, with its identities */
	const char *lang;              /* of pages that are asked for without a language */
	struct tzdb *zones;            /* from which the reader may choose; NULL: none */
	int64_t now;                   /* the reader's, seconds since 1970 */
	const struct preview *preview; /* on top of every page; NULL */
	/* Gives the reply the calendar at a path: 0; 1 when there is none; -1 when it could not. */
	int (*calendar)(void *ctx, const char *path, struct gem_reply *re);
	/* Finds what someone typed, in an event or (NULL) the site; -1 when it could not. Either
	 * way found_free ends it. NULL: there is no search. */
	int (*search)(void *ctx, const char *typed, const struct event *within, struct found *out);
	void *ctx;
};

/* Answers with a page, which is freed; NULL is answered 40. */
void gem_answer_page(struct page *p, struct gem_reply *re);

/* Answers with a page, a prompt (10) or a file (20); with the one right address of what is asked
 * for (31), which keeps the query: the prefix as prefix.h says, a slash at the end or none, the id
 * that something has now, a calendar without a prefix; or 51. What is not public is as if it were
 * not there. */
void gem_route(const struct gem_site *gs, const struct gem_request *rq, struct gem_reply *re);

#endif
