/* SPDX-License-Identifier: ISC */
/* The usual build: mbed TLS multiplies. */
#include "gemini/ec.h"
#include "gemini/tls.h"

#include <stdio.h>

const bool ec_has_nettle = false;

const char *
ec_version(char out[EC_VERSION_MAX])
{
	out[0] = '\0';
	return out;
}

bool
ec_use_nettle(bool is_wanted, char said[EC_SAID_MAX])
{
	snprintf(said, EC_SAID_MAX, "%s%s", tls_version(),
	    is_wanted ? " (this build has no Nettle: make EC=nettle)" : "");
	return false;
}
