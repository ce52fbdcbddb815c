/* SPDX-License-Identifier: ISC */
/* Which answer a request gets: by the model, never by a file system. */
#ifndef PLENARY_GEMINI_ROUTE_H
#define PLENARY_GEMINI_ROUTE_H

#include "core/buf.h"
#include "core/model.h"
#include "core/path.h"
#include "core/preview.h"
#include "gemini/reply.h"
#include "gemini/request.h"

#include <stdint.h>

/* A site to answer from. */
struct gem_site {
	const struct site *site;       /* after public_view, with its identities */
	const char *lang;              /* of the pages */
	int64_t now;                   /* the reader's, seconds since 1970 */
	const struct preview *preview; /* on top of every page; NULL */
	/* Gives the reply the calendar at a path: 0; 1 when there is none; -1 when it could not. */
	int (*calendar)(void *ctx, const char *path, struct gem_reply *re);
	void *ctx;
};

/* Answers with a page, which is freed; NULL is answered 40. */
void gem_answer_page(struct page *p, struct gem_reply *re);

/* Answers with a page or a calendar (20), the right path (31), or 51. Queries are ignored. */
void gem_route(const struct gem_site *gs, const struct gem_request *rq, struct gem_reply *re);

#endif
