/* SPDX-License-Identifier: ISC */
#include "cli/serve_status.h"

#include "core/tz.h"

#include <inttypes.h>
#include <unistd.h>

static void
put_number(struct buf *out, const char *word, uint64_t n)
{
	buf_printf(out, "%s %" PRIu64 "\n", word, n);
}

/* Of a status only what was answered. */
static void
put_counts(struct buf *out, const struct gem_totals *t)
{
	put_number(out, "connections-now", t->of[COUNT_CONNECTIONS] - t->of[COUNT_ENDED]);
	for (int i = 0; i < N_COUNTS; i++)
		if (i != COUNT_ENDED)
			put_number(out, gem_count_words[i], t->of[i]);
	for (int i = 0; i < GEM_STATUSES; i++)
		if (t->status[i] > 0)
			buf_printf(out, "status-%d %" PRIu64 "\n", i, t->status[i]);
}

void
serve_status_put(struct buf *out, const struct serve_status *st)
{
	struct gem_state s;
	const char *address;
	char until[26];

	gem_server_state(st->server, &s);
	tz_format_rfc3339(s.cert_until, 0, until);
	buf_printf(out, "state %s\n", s.is_stopping ? "stopping" : "serving");
	buf_printf(out, "version %s\n", PLENARY_VERSION);
	buf_printf(out, "tls %s\n", s.tls);
	buf_printf(out, "sandbox %s\n", st->sandbox);
	put_number(out, "pid", (uint64_t)getpid());
	put_number(out, "workers", s.workers);
	put_number(out, "uptime", s.seconds);
	put_number(out, "revision", (uint64_t)st->site->revision);
	buf_printf(out, "host %s\n", st->site->host);
	for (size_t i = 0; (address = gem_server_address(st->server, i)) != NULL; i++)
		buf_printf(out, "listen %s\n", address);
	buf_printf(out, "certificate %s\n", s.fingerprint);
	buf_printf(out, "certificate-until %s\n", until);
	put_number(out, "log-dropped", logger_dropped(st->logger));
	put_counts(out, &s.totals);
}
