/* SPDX-License-Identifier: ISC */
/* Why an operation of ours failed. A wrong agenda is not such a failure: it is a list of
 * findings (finding.h). The caller passes a place for the reason; only commands print it. */
#ifndef PLENARY_ERR_H
#define PLENARY_ERR_H

enum { ERR_MAX = 512 }; /* bytes of a reason, its NUL included; longer ones are cut */

struct err {
	char msg[ERR_MAX];
};

/* Says why, printf-like; returns -1 so that a caller may `return err_set(…)`. `e` may be NULL. */
int err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Puts what was being done in front of a reason already there: "publish: write: no space left".
 * Returns -1. `e` may be NULL. */
int err_context(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
