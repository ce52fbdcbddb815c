/* SPDX-License-Identifier: ISC */
/* What a running server tells of itself, in lines `word value`; cli/status.c reads them. */
#ifndef PLENARY_SERVE_STATUS_H
#define PLENARY_SERVE_STATUS_H

#include "core/buf.h"
#include "core/model.h"
#include "gemini/logger.h"
#include "gemini/server.h"

struct serve_status {
	struct gem_server *server;
	const struct site *site; /* that is served */
	struct logger *logger;
	const char *sandbox; /* in words; "": none */
};

/* Writes it; in the function `status` of the server's configuration. */
void serve_status_put(struct buf *out, const struct serve_status *st);

#endif
