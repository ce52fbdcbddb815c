/* SPDX-License-Identifier: ISC */
#include "cli/term.h"

#include "core/utf8.h"
#include "gemini/ec.h"
#include "gemini/tls.h"

#include <cmark.h>
#include <expat.h>
#include <libical/ical.h>
#include <seccomp.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <uriparser/UriBase.h>
#include <uv.h>
#include <yaml.h>
#include <zlib.h>

static bool
has_colour(FILE *f)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	if (no != NULL && *no != '\0')
		return false;
	return isatty(fileno(f)) && term != NULL && strcmp(term, "dumb") != 0;
}

void
term_puts(FILE *f, const char *s)
{
	size_t n = strlen(s), len;
	char seen[UTF8_VISIBLE];
	uint32_t c;

	for (; n > 0; s += len, n -= len) {
		len = utf8_decode(s, n, &c);
		if (len > 0 && (c == '\n' || c == '\t' || !utf8_is_control(c))) {
			fwrite(s, 1, len, f);
		} else {
			len = utf8_visible(s, n, seen);
			fputs(seen, f);
		}
	}
}

void
term_look_puts(FILE *f, enum term_look look, const char *s)
{
	static const char *const codes[] = {
	    "", "\033[1m", "\033[2m", "\033[1;31m", "\033[1;33m", "\033[1;34m"};
	bool colour = look != TERM_PLAIN && has_colour(f);

	if (colour)
		fputs(codes[look], f);
	term_puts(f, s);
	if (colour)
		fputs("\033[0m", f);
}

void
term_changes(FILE *f, const struct changes *c, const char *lang)
{
	struct buf b;

	buf_init(&b, 64 * 1024);
	for (size_t i = 0; i < c->n; i++) {
		buf_clear(&b);
		change_describe_whole(&b, &c->items[i], lang, "  ");
		term_puts(f, buf_str(&b));
	}
	buf_free(&b);
}

void
term_version(void)
{
	const struct scmp_version *seccomp = seccomp_version();
	char ec[EC_VERSION_MAX];
	int major, minor, patch;

	yaml_get_version(&major, &minor, &patch);
	printf("plenary %s\n", PLENARY_VERSION);
	printf("libyaml %d.%d.%d, SQLite %s, libuv %s, cmark %s, expat %s, zlib %s, libseccomp "
	       "%u.%u.%u, "
	       "%s%s%s\n",
	    major, minor, patch, sqlite3_libversion(), uv_version_string(), cmark_version_string(),
	    XML_ExpatVersion() + strlen("expat_"), zlibVersion(), seccomp->major, seccomp->minor,
	    seccomp->micro, tls_version(), ec_has_nettle ? ", " : "", ec_version(ec));
	if (strstr(tls_version(), " 2.") != NULL)
		puts("mbed TLS 2.28 has TLS 1.2 only, and no one but Debian looks after it: Debian "
		     "13 has 3.6");
	puts("built with libical " ICAL_VERSION ", uriparser " URI_VER_ANSI);
}

static int64_t
milliseconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void
progress_begin(struct progress *p, const char *what)
{
	*p = (struct progress){.what = what, .began = milliseconds(), .on = isatty(2)};
}

void
progress_step(struct progress *p, size_t done, size_t of)
{
	int64_t now;

	if (!p->on)
		return;
	now = milliseconds();
	if (now - p->began < 1000 || now - p->shown < 100)
		return;
	p->shown = now;
	if (of > 0)
		fprintf(stderr, "\r%s: %zu of %zu", p->what, done, of);
	else
		fprintf(stderr, "\r%s: %zu", p->what, done);
	fflush(stderr);
}

void
progress_end(struct progress *p)
{
	if (p->shown != 0)
		fputs("\r\033[K", stderr);
	p->shown = 0;
}
