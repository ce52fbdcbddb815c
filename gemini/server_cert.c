/* SPDX-License-Identifier: ISC */
/* Names and certificate of a server, and how they change while it serves. */
#include "gemini/cert.h"
#include "gemini/server_private.h"

#include <stdlib.h>
#include <string.h>

static void
release_all(struct tls_server **all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		tls_server_release(all[i]);
}

/* TLS for each worker: none of it is shared but the tickets. */
static int
make_all(struct gem_server *s, struct tls_server **all, const struct cert *cert, struct err *e)
{
	for (size_t i = 0; i < s->config.workers; i++)
		if (tls_server_new(&all[i], cert, s->tickets, e) != 0) {
			release_all(all, i);
			return -1;
		}
	return 0;
}

static struct names *
names_now(const struct gem_server *s)
{
	char texts[GEM_HOSTS_MAX][GEM_HOST_MAX + 1];
	const char *hosts[GEM_HOSTS_MAX];
	size_t n;

	if (s->source.hosts == NULL)
		return names_new(s->config.hosts, s->config.n_hosts);
	n = s->source.hosts(s->source.ctx, texts);
	for (size_t i = 0; i < n; i++)
		hosts[i] = texts[i];
	return names_new(hosts, n);
}

bool
server_is_renamed(const struct gem_server *s)
{
	struct names *names = names_now(s);
	bool is_renamed = names != NULL && !names_eq(names, s->names);

	names_release(names);
	return is_renamed;
}

static int
open_cert(const struct gem_server *s, const struct names *names, struct cert *cert, struct err *e)
{
	const struct gem_config *c = &s->config;
	const int64_t now = s->source.now(s->source.ctx);

	if (c->cert_file != NULL)
		return cert_open_files(
		    cert, c->cert_file, c->key_file, names->all, names->n, now, e);
	return cert_open(cert, c->state_dir, names->all, names->n, now, e);
}

static struct cert_told
told_of(const struct cert *cert)
{
	struct cert_told told = {
	    .is_new = cert->is_new_cert, .until = cert->until, .renew_at = cert_renew_at(cert)};

	cert_fingerprint(cert, told.fingerprint);
	memcpy(told.note, cert->note, sizeof told.note);
	return told;
}

static void
set_told(struct gem_server *s, const struct cert_told *told)
{
	pthread_mutex_lock(&s->mutex);
	s->cert = *told;
	pthread_mutex_unlock(&s->mutex);
}

/* What the server goes on with: names, a certificate that has them, and what is told of it. */
struct fresh {
	struct names *names;
	struct cert *cert;
	struct cert_told told;
};

static int
fresh_open(struct fresh *f, struct gem_server *s, struct err *e)
{
	f->names = names_now(s);
	f->cert = calloc(1, sizeof *f->cert);
	if (f->cert == NULL || f->names == NULL)
		return err_set(e, "out of memory");
	if (open_cert(s, f->names, f->cert, e) != 0)
		return -1;
	f->told = told_of(f->cert);
	return 0;
}

static void
fresh_close(struct fresh *f)
{
	if (f->cert != NULL)
		cert_wipe(f->cert);
	free(f->cert);
	names_release(f->names);
}

/* Takes the names over, and tells. */
static void
use(struct gem_server *s, struct fresh *f)
{
	names_release(s->names);
	s->names = f->names;
	f->names = NULL;
	set_told(s, &f->told);
}

int
server_open_tls(struct gem_server *s, struct tls_server **all, struct err *e)
{
	struct fresh f;
	int rc = fresh_open(&f, s, e);

	if (rc == 0)
		rc = make_all(s, all, f.cert, e);
	if (rc == 0)
		use(s, &f);
	fresh_close(&f);
	return rc;
}

int
server_reload(struct gem_server *s, bool always, struct err *e)
{
	struct tls_server *all[GEM_WORKERS_MAX];
	struct fresh f;
	int rc = fresh_open(&f, s, e);

	if (rc != 0)
		goto out;
	if (!always && names_eq(f.names, s->names) &&
	    strcmp(f.told.fingerprint, s->cert.fingerprint) == 0) {
		set_told(s, &f.told);
		goto out;
	}
	rc = make_all(s, all, f.cert, e);
	if (rc != 0)
		goto out;
	for (size_t i = 0; i < s->config.workers; i++)
		worker_give(s->workers[i], all[i], f.names);
	use(s, &f);
	rc = 1;
out:
	fresh_close(&f);
	return rc;
}
