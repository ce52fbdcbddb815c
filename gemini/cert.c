/* SPDX-License-Identifier: ISC */
#include "gemini/cert.h"

#include "core/date.h"
#include "gemini/cert_facts.h"
#include "gemini/cert_make.h"
#include "gemini/keep.h"
#include "gemini/request.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	VALID_DAYS = 3652, /* ten years */
	RENEW_DAYS = 7,
	OURS_MAX = 8192, /* bytes of one of ours, with GEM_HOSTS_MAX of the longest names */
	HOUR = 3600,
	LOOK_AGAIN = 12 * HOUR,
	FILE_MODE_KEY = 0600,
	FILE_MODE_CERT = 0644,
	OTHERS_THAN_OWNER = 077,
	OTHERS_THAN_GROUP = 07
};

static const int64_t EPOCH = 1767225600; /* 2026-01-01: an earlier clock is wrong */

static const char key_name[] = "capsule.key";
static const char cert_name[] = "capsule.crt";

/* What is at work while key and certificate are opened. */
struct work {
	struct cert *c;
	struct cert_facts facts;
	const char *const *hosts;
	size_t n_hosts;
	int64_t now;
	int dir;
};

static void
day_text(int64_t moment, char out[11])
{
	const struct date d = date_from_seconds(moment, NULL);

	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100,
	    (unsigned)d.day % 100);
}

/* The first note stays. */
static void __attribute__((format(printf, 2, 3))) note(struct work *w, const char *fmt, ...)
{
	va_list ap;

	if (w->c->note[0] != '\0')
		return;
	va_start(ap, fmt);
	vsnprintf(w->c->note, sizeof w->c->note, fmt, ap);
	va_end(ap);
}

/* ---- what there is ---- */

static int
take_facts(struct work *w, const char *file, struct err *e)
{
	if (cert_facts_read(&w->facts, w->c->chain, e) != 0)
		return err_context(e, "%s", file);
	w->c->from = w->facts.from;
	w->c->until = w->facts.until;
	return 0;
}

/* Of one that someone else renews. */
static void
note_faults(struct work *w)
{
	char day[11];

	w->c->renew_at = w->now + LOOK_AGAIN;
	if (w->facts.until < w->now) {
		day_text(w->facts.until, day);
		note(w, "the certificate ended on %s: clients warn or refuse; renew it", day);
	}
	if (w->facts.from > w->now && w->now >= EPOCH) {
		day_text(w->facts.from, day);
		note(w, "the certificate begins on %s only: clients may refuse it until then", day);
	}
	for (size_t i = 0; i < w->n_hosts; i++)
		if (!cert_facts_name(&w->facts, w->hosts[i]))
			note(w, "the certificate is not for %s: clients may refuse it there",
			    w->hosts[i]);
}

static void
note_clock(struct work *w)
{
	char day[11];

	if (w->now >= EPOCH)
		return;
	day_text(w->now, day);
	note(
	    w, "the clock says %s, which is past: set it; the certificate holds all the same", day);
}

/* ---- ours ---- */

static int
make_key(struct work *w, struct err *e)
{
	struct cert *c = w->c;

	if (cert_make_key(c->key, sizeof c->key, e) != 0)
		return -1;
	c->is_new_key = true;
	return keep_write(w->dir, key_name, c->key, FILE_MODE_KEY, e);
}

static int
open_key(struct work *w, bool has_cert, struct err *e)
{
	struct cert *c = w->c;
	int there = keep_read(w->dir, key_name, c->key, CERT_KEY_MAX, OTHERS_THAN_OWNER, e);

	if (there < 0)
		return -1;
	if (there == 0 && has_cert)
		return err_set(e,
		    "%s is gone but %s is there; put the key back, or remove the certificate to "
		    "begin anew (clients will then warn)",
		    key_name, cert_name);
	if (there == 0)
		return make_key(w, e);
	if (cert_check_key(c->key, has_cert ? c->chain : NULL, e) != 0)
		return err_context(e, "%s", key_name);
	return 0;
}

static int
make_cert(struct work *w, struct err *e)
{
	const int64_t from = w->now - DAY_SECONDS, now = w->now > EPOCH ? w->now : EPOCH;
	const struct cert_terms terms = {.hosts = w->hosts,
	    .n_hosts = w->n_hosts,
	    .from = from < EPOCH ? from : EPOCH,
	    .until = now + (int64_t)VALID_DAYS * DAY_SECONDS};
	char pem[OURS_MAX];

	if (cert_make(pem, sizeof pem, w->c->key, &terms, e) != 0 ||
	    keep_write(w->dir, cert_name, pem, FILE_MODE_CERT, e) != 0)
		return -1;
	snprintf(w->c->chain, sizeof w->c->chain, "%s", pem);
	w->c->is_new_cert = true;
	return take_facts(w, cert_name, e);
}

static bool
is_due(const struct work *w)
{
	for (size_t i = 0; i < w->n_hosts; i++)
		if (!cert_facts_name(&w->facts, w->hosts[i]))
			return true;
	return w->now >= cert_renewal(w->facts.until) ||
	       (w->facts.from > w->now && w->now >= EPOCH);
}

/* The old one goes on serving where a new one cannot be written. */
static void
renew(struct work *w)
{
	struct err e = {""};

	w->c->renew_at = cert_renewal(w->c->until);
	if (!is_due(w))
		return;
	if (make_cert(w, &e) == 0) {
		w->c->renew_at = cert_renewal(w->c->until);
		return;
	}
	w->c->renew_at = w->now + HOUR;
	note(w, "the certificate cannot be renewed, which is tried again in an hour: %s", e.msg);
}

static int
open_both(struct work *w, struct err *e)
{
	struct cert *c = w->c;
	int there = keep_read(w->dir, cert_name, c->chain, CERT_CHAIN_MAX, 0, e);

	if (there < 0 || (there == 1 && take_facts(w, cert_name, e) != 0) ||
	    open_key(w, there == 1, e) != 0 || (there == 0 && make_cert(w, e) != 0))
		return -1;
	c->is_ours = w->facts.is_self_signed;
	if (c->is_ours)
		renew(w);
	else
		note_faults(w);
	note_clock(w);
	return 0;
}

static int
check_hosts(const struct work *w, struct err *e)
{
	char name[GEM_HOST_MAX + 1];

	if (w->n_hosts == 0)
		return err_set(e, "a certificate needs a host name");
	if (w->n_hosts > GEM_HOSTS_MAX)
		return err_set(e, "more than %d host names", GEM_HOSTS_MAX);
	for (size_t i = 0; i < w->n_hosts; i++)
		if (!gem_host_normalise(w->hosts[i], name))
			return err_set(e, "host %zu is no host name", i + 1);
	return 0;
}

int
cert_open(
    struct cert *c, const char *dir, const char *const *hosts, size_t n, int64_t now, struct err *e)
{
	struct work w = {.c = c, .hosts = hosts, .n_hosts = n, .now = now, .dir = -1};
	int rc = -1;

	memset(c, 0, sizeof *c);
	if (check_hosts(&w, e) != 0)
		goto out;
	w.dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w.dir < 0) {
		err_set(e, "%s", strerror(errno));
		goto out;
	}
	flock(w.dir, LOCK_EX); /* where there is none, two first starts at once are a bad idea */
	rc = open_both(&w, e);
out:
	if (rc != 0) {
		err_context(e, "certificate in '%s'", dir);
		cert_wipe(c);
	}
	if (w.dir >= 0)
		close(w.dir);
	return rc;
}

/* The operator's own. */
static int
read_files(struct work *w, const char *cert_file, const char *key_file, struct err *e)
{
	struct cert *c = w->c;

	if (keep_read_file(cert_file, c->chain, CERT_CHAIN_MAX, 0, e) != 0 ||
	    take_facts(w, cert_file, e) != 0)
		return -1;
	if (key_file == NULL)
		return 0;
	if (keep_read_file(key_file, c->key, CERT_KEY_MAX, OTHERS_THAN_GROUP, e) != 0)
		return -1;
	return cert_check_key(c->key, c->chain, e) == 0 ? 0 : err_context(e, "%s", key_file);
}

int
cert_open_files(struct cert *c, const char *cert_file, const char *key_file,
    const char *const *hosts, size_t n, int64_t now, struct err *e)
{
	struct work w = {.c = c, .hosts = hosts, .n_hosts = n, .now = now, .dir = -1};

	memset(c, 0, sizeof *c);
	if (check_hosts(&w, e) != 0 || read_files(&w, cert_file, key_file, e) != 0) {
		cert_wipe(c);
		return err_context(e, "certificate");
	}
	note_faults(&w);
	note_clock(&w);
	return 0;
}

int
cert_read_files(struct cert *c, const char *cert_file, const char *key_file, struct err *e)
{
	struct work w = {.c = c, .dir = -1};
	int rc;

	memset(c, 0, sizeof *c);
	rc = read_files(&w, cert_file, key_file, e);
	if (rc != 0)
		cert_wipe(c);
	return rc;
}

static int
read_both(struct work *w, struct err *e)
{
	struct cert *c = w->c;
	int rc = keep_read(w->dir, cert_name, c->chain, CERT_CHAIN_MAX, 0, e);

	if (rc != 1)
		return rc;
	if (take_facts(w, cert_name, e) != 0)
		return -1;
	c->is_ours = w->facts.is_self_signed;
	rc = keep_read(w->dir, key_name, c->key, CERT_KEY_MAX, OTHERS_THAN_OWNER, e);
	if (rc == 0)
		return err_set(e, "%s is gone but %s is there", key_name, cert_name);
	if (rc == 1 && cert_check_key(c->key, c->chain, e) != 0)
		return err_context(e, "%s", key_name);
	return rc;
}

int
cert_read(struct cert *c, const char *dir, struct err *e)
{
	struct work w = {.c = c};
	int rc;

	memset(c, 0, sizeof *c);
	w.dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w.dir < 0)
		return errno == ENOENT ? 0 : err_set(e, "'%s': %s", dir, strerror(errno));
	rc = read_both(&w, e);
	close(w.dir);
	if (rc >= 0)
		return rc;
	cert_wipe(c);
	return err_context(e, "certificate in '%s'", dir);
}

int64_t
cert_renew_at(const struct cert *c)
{
	return c->renew_at;
}

int64_t
cert_renewal(int64_t until)
{
	return until - (int64_t)RENEW_DAYS * DAY_SECONDS;
}

void
cert_wipe(struct cert *c)
{
	explicit_bzero(c, sizeof *c);
}

void
cert_fingerprint(const struct cert *c, char out[65])
{
	struct cert_facts f;

	out[0] = '\0';
	if (cert_facts_read(&f, c->chain, NULL) == 0)
		memcpy(out, f.sha256, sizeof f.sha256);
}
