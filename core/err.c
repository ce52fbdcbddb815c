/* SPDX-License-Identifier: ISC */
#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
err_set(struct err *e, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return -1;
	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	return -1;
}

int
err_context(struct err *e, const char *fmt, ...)
{
	char was[ERR_MAX];
	va_list ap;
	size_t n;

	if (e == NULL)
		return -1;
	memcpy(was, e->msg, sizeof was);
	va_start(ap, fmt);
	vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	va_end(ap);
	n = strlen(e->msg);
	snprintf(e->msg + n, sizeof e->msg - n, ": %s", was);
	return -1;
}
