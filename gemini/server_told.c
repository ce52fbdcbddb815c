/* SPDX-License-Identifier: ISC */
/* What a server tells of itself. */
#include "gemini/server_private.h"

#include <string.h>
#include <uv.h>

void
server_come_to(struct gem_server *s, enum gem_phase phase)
{
	if (s->config.phase == NULL)
		return;
	pthread_mutex_lock(&s->phases);
	if (!s->has_told_stop)
		s->config.phase(s->config.ctx, phase);
	s->has_told_stop = s->has_told_stop || phase == GEM_STOPPING;
	pthread_mutex_unlock(&s->phases);
}

const char *
gem_server_address(const struct gem_server *s, size_t i)
{
	return i < GEM_LISTEN_MAX && s->addresses[i][0] != '\0' ? s->addresses[i] : NULL;
}

int
gem_server_port(const struct gem_server *s, size_t i)
{
	return i < GEM_LISTEN_MAX ? s->ports[i] : 0;
}

const char *
gem_server_fingerprint(const struct gem_server *s, bool *is_new)
{
	*is_new = s->cert.is_new;
	return s->cert.fingerprint;
}

const char *
gem_server_note(const struct gem_server *s)
{
	return s->cert.note;
}

bool
gem_server_is_replaced(const struct gem_server *s)
{
	return s->is_replaced;
}

void
gem_server_state(struct gem_server *s, struct gem_state *out)
{
	*out = (struct gem_state){.workers = s->config.workers,
	    .seconds = s->began == 0 ? 0 : (uv_hrtime() - s->began) / 1000000000,
	    .tls = tls_version(),
	    .is_stopping = s->is_stopping};
	for (size_t i = 0; i < s->config.workers; i++)
		gem_counters_sum(&out->totals, worker_counters(s->workers[i]));
	pthread_mutex_lock(&s->mutex);
	memcpy(out->fingerprint, s->cert.fingerprint, sizeof out->fingerprint);
	out->cert_until = s->cert.until;
	pthread_mutex_unlock(&s->mutex);
}
