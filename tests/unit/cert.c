/* SPDX-License-Identifier: ISC */
#include "gemini/cert.h"
#include "tests/lib/scratch.h"

#include <errno.h>

enum { DAY = 86400 };
static const int64_t NOW = 1700000000; /* 2023-11-14 */

static const char *const one[] = {"example.org"};
static const char *const all[] = {"example.org", "192.0.2.1", "[2001:db8::1]", "EXAMPLE.net."};

static char dir[SCRATCH_PATH];

static const char *
path(const char *name)
{
	return scratch_in(dir, name);
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		ok(false, "%s: %s", name, strerror(errno));
	chmod(path(name), 0600);
}

static int
mode(const char *name)
{
	struct stat st;

	return lstat(path(name), &st) == 0 ? (int)(st.st_mode & 07777) : -1;
}

/* A cert_open that must fail, with `word` in its reason. */
static void
fails(const char *name, const char *const *hosts, size_t n, const char *word)
{
	struct cert c;
	struct err e = {""};

	is_int(cert_open(&c, dir, hosts, n, NOW, &e), -1, "%s", name);
	ok(strstr(e.msg, word) != NULL, "%s: says why: %s", name, e.msg);
	is_str(c.key, "", "%s: no key is left in memory", name);
}

static void
test_first_start(struct cert *first)
{
	struct cert again;
	struct err e = {""};
	char a[65], b[65];

	is_int(cert_open(first, dir, one, 1, NOW, &e), 0, "the first start: %s", e.msg);
	ok(first->is_new_key && first->is_new_cert, "both are made");
	is_int(mode("capsule.key"), 0600, "the key is for its owner alone");
	is_int(mode("capsule.crt") & 022, 0, "the certificate is for nobody else to write");
	is_int(mode("capsule.key.new"), -1, "no temporary file is left");
	ok(strncmp(first->key, "-----BEGIN EC PRIVATE KEY-----", 30) == 0, "the key is PEM");
	is_int(cert_open(&again, dir, one, 1, NOW + 3650LL * DAY, &e), 0, "years later: %s", e.msg);
	ok(!again.is_new_key && !again.is_new_cert, "nothing is made");
	is_str(again.chain, first->chain, "the certificate is kept");
	is_str(again.key, first->key, "the key is kept");
	cert_fingerprint(first, a);
	cert_fingerprint(&again, b);
	is_int(strlen(a), 64, "a fingerprint has 64 digits");
	is_str(a, b, "and is the same");
}

static void
renews(const char *name, const struct cert *first, const char *const *hosts, size_t n, int64_t now)
{
	struct cert c, kept;
	struct err e = {""};

	is_int(cert_open(&c, dir, hosts, n, now, &e), 0, "%s: %s", name, e.msg);
	ok(c.is_new_cert && !c.is_new_key, "%s: the certificate is made again", name);
	ok(strcmp(c.chain, first->chain) != 0, "%s: it differs", name);
	is_str(c.key, first->key, "%s: with the same key", name);
	is_int(cert_open(&kept, dir, hosts, n, now, &e), 0, "%s: and again: %s", name, e.msg);
	ok(!kept.is_new_cert, "%s: and is then kept", name);
}

static void
test_renewal(const struct cert *first)
{
	renews("expired", first, one, 1, NOW + 3652LL * DAY);
	renews("not valid yet", first, one, 1, NOW);
	renews("more hosts", first, all, 4, NOW);
	unlink(path("capsule.crt"));
	renews("gone", first, all, 4, NOW);
	renews("a clock far ahead", first, all, 4, NOW + 9000LL * DAY);
}

static void
test_refusals(const struct cert *first)
{
	static const char *const bad[] = {"a,CN=b"};
	struct cert other;
	struct err e = {""};
	char text[2 * CERT_KEY_MAX];

	fails("no host", one, 0, "host name");
	fails("a host that is none", bad, 1, "host 1");
	chmod(path("capsule.key"), 0640);
	fails("a key that a group may read", one, 1, "chmod 600");
	put("capsule.key",
	    "-----BEGIN EC PRIVATE KEY-----\nbm9uZQ==\n-----END EC PRIVATE KEY-----\n");
	fails("a key that is none", one, 1, "capsule.key");
	put("capsule.key", "");
	fails("an empty key", one, 1, "capsule.key");
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	put("capsule.key", text);
	fails("a key too large", one, 1, "too large");
	unlink(path("capsule.key"));
	fails("a certificate without its key", one, 1, "put the key back");
	if (symlink("/etc/passwd", path("capsule.key")) == 0)
		fails("a symbolic link for a key", one, 1, "capsule.key");
	unlink(path("capsule.key"));
	mkdir(path("capsule.key"), 0700);
	fails("a folder for a key", one, 1, "regular");
	rmdir(path("capsule.key"));

	rename(path("capsule.crt"), path("kept"));
	is_int(cert_open(&other, dir, one, 1, NOW, &e), 0, "another key: %s", e.msg);
	ok(strcmp(other.key, first->key) != 0, "is another");
	rename(path("kept"), path("capsule.crt"));
	fails("a certificate of another key", one, 1, "not the certificate of");
	put("capsule.crt", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");
	fails("a certificate that is none", one, 1, "capsule.crt");
	put("capsule.crt", "");
	fails("an empty certificate", one, 1, "capsule.crt");
}

/* What an interrupted start left, or someone planted, is not followed and does not stop us. */
static void
test_leftovers(void)
{
	struct cert c;
	struct err e = {""};

	unlink(path("capsule.key"));
	unlink(path("capsule.crt"));
	put("victim", "untouched");
	put("capsule.crt.new", "half");
	if (symlink("victim", path("capsule.key.new")) != 0)
		ok(false, "symlink");
	is_int(cert_open(&c, dir, all, 4, NOW, &e), 0, "over leftovers: %s", e.msg);
	is_int(mode("capsule.key"), 0600, "the key is a file of its own");
	is_int(mode("capsule.key.new"), -1, "the link is gone");
	{
		FILE *f = fopen(path("victim"), "r");
		char text[16] = "";

		ok(f != NULL && fgets(text, sizeof text, f) != NULL, "the link's target is there");
		is_str(text, "untouched", "and untouched");
		if (f != NULL)
			fclose(f);
	}
}

static void
test_no_folder(void)
{
	struct cert c;
	struct err e = {""};

	is_int(cert_open(&c, path("none"), one, 1, NOW, &e), -1, "no folder");
	ok(strstr(e.msg, "/none'") != NULL, "says which: %s", e.msg);
}

int
main(void)
{
	struct cert first;

	scratch_make(dir);
	test_first_start(&first);
	test_renewal(&first);
	test_refusals(&first);
	test_leftovers();
	test_no_folder();
	cert_wipe(&first);
	is_str(first.key, "", "wiped");
	scratch_remove(dir);
	return tap_done();
}
