/* SPDX-License-Identifier: ISC */
/* Who multiplies points on elliptic curves, which is nearly all that a handshake costs: mbed TLS,
 * or with `make EC=nettle` Nettle (ec_nettle.c), for X25519 and P-256. */
#ifndef PLENARY_GEMINI_EC_H
#define PLENARY_GEMINI_EC_H

#include <stdbool.h>

enum { EC_SAID_MAX = 160, EC_VERSION_MAX = 24 };

/* Whether this build has Nettle. */
extern const bool ec_has_nettle;

/* "Nettle 3.8", as it runs; "" in a build without. */
const char *ec_version(char out[EC_VERSION_MAX]);

/* Lets Nettle multiply from now on, or no more; before the first call, and in a build without it,
 * mbed TLS does. Nettle is taken after it has shown that it computes what RFC 7748 and mbed TLS do,
 * and that mbed TLS asks it. Not while another thread is at TLS. `said`: who does it now, with its
 * version, and why not Nettle if that was wanted. Whether Nettle does. */
bool ec_use_nettle(bool is_wanted, char said[EC_SAID_MAX]);

#endif
