/* SPDX-License-Identifier: ISC */
#include "gemini/cert.h"
#include "cli/commands.h"
#include "cli/term.h"
#include "core/err.h"
#include "core/json.h"
#include "core/tz.h"
#include "gemini/cert_facts.h"
#include "gemini/limits.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { JSON_MAX = 64 * 1024 };

/* A certificate and what is told of it. */
struct telling {
	struct cert cert;
	struct cert_facts facts;
	char file[PATH_MAX];
};

static int
read_certificate(struct telling *t, const struct options *o, struct err *e)
{
	int there;

	if (o->cert != NULL) {
		snprintf(t->file, sizeof t->file, "%s", o->cert);
		if (cert_read_files(&t->cert, o->cert, o->key, e) != 0)
			return -1;
	} else {
		snprintf(t->file, sizeof t->file, "%s/capsule.crt", o->state);
		there = cert_read(&t->cert, o->state, e);
		if (there == 0)
			return err_set(e,
			    "there is no certificate in %s yet: `plenary serve` makes it at its "
			    "first start",
			    o->state);
		if (there < 0)
			return -1;
	}
	return cert_facts_read(&t->facts, t->cert.chain, e);
}

static void
print_row(const char *what, const char *value)
{
	printf("%-12s ", what);
	term_puts(stdout, value);
	putchar('\n');
}

static void
print_moment(const char *what, int64_t moment)
{
	char when[26];

	tz_format_rfc3339(moment, 0, when);
	printf("%-12s %.10s %.5s UTC\n", what, when, when + 11);
}

static void
print_text(const struct telling *t)
{
	print_row("file", t->file);
	print_row("names", t->facts.names);
	print_moment("from", t->facts.from);
	print_moment("until", t->facts.until);
	if (t->cert.is_ours)
		print_moment("renewed", cert_renewal(t->facts.until));
	print_row("made by", t->cert.is_ours ? "plenary, which renews it with the same key"
			     : t->facts.is_self_signed ? "you: renew it with the same key"
						       : "an authority: have it renewed");
	printf("%-12s %zu bytes\n", "size", t->facts.bytes);
	print_row("certificate", "SHA-256, another after each renewal:");
	printf("  %s\n", t->facts.sha256);
	print_row("key", "SHA-256 of the public key, which most programs hold on to:");
	printf("  %s\n", t->facts.key_sha256);
}

static void
put_moment(struct json *j, const char *key, int64_t moment)
{
	char when[26];

	tz_format_rfc3339(moment, 0, when);
	json_put_string(j, key, when);
}

static void
put_names(struct json *j, const char *names)
{
	char one[GEM_HOST_MAX + 1];

	json_key(j, "names");
	json_open_array(j);
	for (size_t n; *names != '\0'; names += n + (names[n] == ' ')) {
		n = strcspn(names, " ");
		snprintf(one, sizeof one, "%.*s", (int)n, names);
		json_string(j, one);
	}
	json_close_array(j);
}

static void
print_json(const struct telling *t, bool serves)
{
	struct buf out;
	struct json j;

	buf_init(&out, JSON_MAX);
	j = json_begin(&out);
	json_open_object(&j);
	json_put_string(&j, "file", t->file);
	put_names(&j, t->facts.names);
	put_moment(&j, "from", t->facts.from);
	put_moment(&j, "until", t->facts.until);
	if (t->cert.is_ours)
		put_moment(&j, "renewed", cert_renewal(t->facts.until));
	else
		json_put_string(&j, "renewed", NULL);
	json_put_bool(&j, "selfMade", t->cert.is_ours);
	json_put_bool(&j, "selfSigned", t->facts.is_self_signed);
	json_put_int(&j, "bytes", (int64_t)t->facts.bytes);
	json_put_string(&j, "sha256", t->facts.sha256);
	json_put_string(&j, "keySha256", t->facts.key_sha256);
	json_put_bool(&j, "serves", serves);
	json_close_object(&j);
	json_end(&j);
	fputs(buf_str(&out), stdout);
	buf_free(&out);
}

static int
tell(const struct telling *t, enum output format)
{
	const int64_t now = (int64_t)time(NULL);
	const bool serves = t->facts.from <= now && now <= t->facts.until;

	if (format == OUTPUT_JSON)
		print_json(t, serves);
	else
		print_text(t);
	if (serves)
		return EXIT_DONE;
	fputs(now > t->facts.until ? "plenary: the certificate has ended\n"
				   : "plenary: the certificate does not hold yet\n",
	    stderr);
	return EXIT_FAILED;
}

int
command_cert(const struct options *o)
{
	struct telling *t;
	struct err e = {"out of memory"};
	int code;

	if (o->key != NULL && o->cert == NULL) {
		fputs("plenary: --key goes with --cert, the certificate's file\n", stderr);
		return EXIT_USAGE;
	}
	t = calloc(1, sizeof *t);
	if (t == NULL || read_certificate(t, o, &e) != 0)
		code = command_failed(&e);
	else
		code = tell(t, o->format);
	if (t != NULL)
		cert_wipe(&t->cert);
	free(t);
	return code;
}
