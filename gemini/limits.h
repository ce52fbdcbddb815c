/* SPDX-License-Identifier: ISC */
/* Every ceiling of the Gemini server, in one place. The times are also in struct gem_config, so
 * that tests need not wait for them; these are what holds when nothing is said. */
#ifndef PLENARY_GEMINI_LIMITS_H
#define PLENARY_GEMINI_LIMITS_H

enum {
	/* what a client may send, in bytes */
	GEM_URI_MAX = 1024,                /* Gemini specification, "Requests" */
	GEM_REQUEST_MAX = GEM_URI_MAX + 2, /* the CR LF included */
	GEM_HANDSHAKE_BYTES_MAX = 4096,    /* until the handshake is over: a client with a sane
					      hello stays below 2500 */
	GEM_HOST_MAX = 255,                /* RFC 1035 section 2.3.4 */
	GEM_HOSTS_MAX = 16,                /* names of one capsule */

	/* what we send, in bytes */
	GEM_META_MAX = 1024,
	GEM_HEADER_MAX = 3 + GEM_META_MAX + 2 + 1, /* status, space, META, CR LF, NUL */
	GEM_BODY_MAX = 4 << 20,                    /* of a body that is held in memory */
	GEM_HELD_MAX = 256 << 20, /* of all that a worker holds at once; beyond it only
				     bodies of GEM_SMALL_MAX are sent */
	GEM_SMALL_MAX = 64 << 10,
	GEM_STREAM_MAX = 64 << 20,                 /* of one that is sent piece by piece */
	GEM_FLIGHT_MAX = 16 << 10,                 /* given to the socket at once */
	GEM_OUT_MAX = GEM_FLIGHT_MAX + (20 << 10), /* the same with one more record */

	/* ports that are tried in turn when only this machine is served */
	GEM_LOCAL_PORT = 1966,
	GEM_LOCAL_PORTS = 10,

	/* connections at once; fewer if the file descriptors do not suffice */
	GEM_CONNECTIONS_MAX = 10000,
	GEM_FDS_KEPT = 32, /* for all that is not a connection */
	GEM_BACKLOG = 511,
	GEM_LISTEN_MAX = 16,
	GEM_WORKERS_MAX = 64,

	/* under pressure only (pressure.h), for each network and worker: connections at once, new
	 * ones in one go, and new ones a second after those */
	GEM_NETWORK_OPEN = 600,
	GEM_NETWORK_BURST = 1000,
	GEM_NETWORK_A_SECOND = 100,

	/* milliseconds, each for the whole of its phase */
	GEM_HANDSHAKE_MS = 10000,
	GEM_REQUEST_MS = 10000,
	GEM_REPLY_MS = 60000,
	GEM_CLOSING_MS = 2000,
	GEM_STOP_MS = 5000,
	GEM_STOP_QUIET_MS = 1000, /* of that for who has not said anything yet */
	GEM_REFRESH_MS = 500,
	GEM_RENEW_MS = 3600000, /* between two looks at the end of the certificate */
	GEM_WATCH_MS = 50,      /* from a save in a watched folder to looking at it */

	GEM_TICKET_SECONDS = 3600 /* a session may be resumed; then the key is gone */
};

#endif
