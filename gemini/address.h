/* SPDX-License-Identifier: ISC */
/* Addresses to listen on. */
#ifndef PLENARY_GEMINI_ADDRESS_H
#define PLENARY_GEMINI_ADDRESS_H

#include "gemini/limits.h"

#include <stdbool.h>
#include <sys/socket.h>

enum { ADDRESS_PORT_MAX = 7 /* bytes of a port's text */ };

/* Splits "HOST:PORT", "[HOST]:PORT"; false if it is neither. */
bool address_split(const char *text, char host[GEM_HOST_MAX + 1], char port[ADDRESS_PORT_MAX + 1]);

/* Whether only this machine can connect there: 127.0.0.0/8 (RFC 1122 section 3.2.1.3), ::1 (RFC
 * 4291 section 2.5.3). */
bool address_is_loopback(const struct sockaddr *address);

#endif
