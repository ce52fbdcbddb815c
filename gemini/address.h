/* SPDX-License-Identifier: ISC */
/* Addresses of sockets, as text and back. */
#ifndef PLENARY_GEMINI_ADDRESS_H
#define PLENARY_GEMINI_ADDRESS_H

#include "gemini/limits.h"

#include <stdbool.h>
#include <sys/socket.h>

enum {
	ADDRESS_PORT_MAX = 7,    /* bytes of a port's text */
	ADDRESS_LITERAL_MAX = 45 /* of an IP literal's: INET6_ADDRSTRLEN without the NUL */
};

/* Splits "HOST:PORT", "[HOST]:PORT"; false if it is neither. */
bool address_split(const char *text, char host[GEM_HOST_MAX + 1], char port[ADDRESS_PORT_MAX + 1]);

/* Writes the IP literal of an IPv4 or IPv6 address, one that is IPv4 in IPv6's clothes (RFC 4291
 * section 2.5.5.2) as IPv4, and returns the port. */
int address_literal(const struct sockaddr *address, char out[ADDRESS_LITERAL_MAX + 1]);

/* Whether only this machine can connect there: 127.0.0.0/8 (RFC 1122 section 3.2.1.3), ::1 (RFC
 * 4291 section 2.5.3). */
bool address_is_loopback(const struct sockaddr *address);

#endif
