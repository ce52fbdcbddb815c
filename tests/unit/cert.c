/* SPDX-License-Identifier: ISC */
#include "gemini/cert.h"
#include "gemini/cert_facts.h"
#include "gemini/cert_make.h"
#include "tests/lib/scratch.h"

#include <errno.h>

enum { DAY = 86400 };
static bool
cert_eq(const struct cert *a, const struct cert *b)
{
	return strcmp(a->key, b->key) == 0 && strcmp(a->chain, b->chain) == 0;
}

static const int64_t NOW = 1900000000; /* 2030-03-17 */
static const int64_t FIRST_OF_2026 = 1767225600;

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
	ok(first->is_ours, "it is ours to renew");
	is_int(first->from, FIRST_OF_2026, "it holds from the same day wherever it was made");
	is_int(first->until, NOW + 3652LL * DAY, "and for ten years");
	is_int(cert_renew_at(first), first->until - 7LL * DAY, "and is renewed a week before");
	is_str(first->note, "", "there is nothing to be told");
	is_int(cert_open(&again, dir, one, 1, cert_renew_at(first) - 1, &e), 0, "years later: %s",
	    e.msg);
	ok(cert_eq(first, &again), "both are equal");
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

/* A certificate made by hand with the same key. */
static void
put_made(const struct cert *first, int64_t from, int64_t until)
{
	const struct cert_terms terms = {.hosts = all, .n_hosts = 4, .from = from, .until = until};
	struct err e = {""};
	char pem[CERT_CHAIN_MAX];

	is_int(cert_make(pem, sizeof pem, first->key, &terms, &e), 0, "made by hand: %s", e.msg);
	put("capsule.crt", pem);
}

static void
test_renewal(const struct cert *first)
{
	renews("a week before its end", first, one, 1, NOW + 3645LL * DAY);
	renews("after its end", first, one, 1, NOW + 9000LL * DAY);
	renews("more hosts", first, all, 4, NOW);
	unlink(path("capsule.crt"));
	renews("gone", first, all, 4, NOW);
	put_made(first, NOW + DAY, NOW + 300 * DAY);
	renews("not valid yet", first, all, 4, NOW);
	put_made(first, NOW - DAY, NOW + 6 * DAY);
	renews("made by hand, and in its last week", first, all, 4, NOW);
}

/* A state folder that cannot be written does not end the capsule. */
static void
test_read_only(const struct cert *first)
{
	struct cert c;
	struct err e = {""};

	put_made(first, NOW - DAY, NOW + 6 * DAY);
	mkdir(path("capsule.crt.new"), 0700); /* stands for a full disk; root may write anywhere */
	is_int(cert_open(&c, dir, all, 4, NOW, &e), 0, "not to be renewed: %s", e.msg);
	is_int(c.until, NOW + 6 * DAY, "the old one serves");
	ok(!c.is_new_cert && strstr(c.note, "cannot be renewed") != NULL, "which is told: %s",
	    c.note);
	is_int(cert_renew_at(&c), NOW + 3600, "it is tried again in an hour");
	rmdir(path("capsule.crt.new"));
	renews("as soon as it can be", first, all, 4, NOW + 3600);
}

/* Made at a wrong time, it holds at the right one. */
static void
test_clock(void)
{
	static const struct {
		const char *name;
		int64_t now;
		bool is_told;
	} cases[] = {
	    {"1970", 0, true},
	    {"1970, some days after the start", 500000, true},
	    {"before the first of 2026", 1767225599, true},
	    {"2040", 2208988800, false},
	    {"after 2050, where certificates write years in another way", 2871763200, false},
	};
	struct cert c, right;
	struct err e = {""};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *name = cases[i].name;

		unlink(path("capsule.key"));
		unlink(path("capsule.crt"));
		is_int(cert_open(&c, dir, one, 1, cases[i].now, &e), 0, "%s: %s", name, e.msg);
		ok(c.from <= FIRST_OF_2026 && c.until >= FIRST_OF_2026 + 3652LL * DAY,
		    "%s: it holds from 2026 to 2036 at least", name);
		is_int(strstr(c.note, "the clock says") != NULL, cases[i].is_told,
		    "%s: whether it is told: %s", name, c.note);
		is_int(cert_open(&right, dir, one, 1, FIRST_OF_2026 + 100 * DAY, &e), 0,
		    "%s: then the clock is set: %s", name, e.msg);
		ok(cert_eq(&c, &right), "%s: and it stays", name);
		is_int(cert_open(&right, dir, one, 1, cases[i].now, &e), 0, "%s: and back", name);
		ok(cert_eq(&c, &right), "%s: and it stays", name);
	}
}

static void
test_facts(void)
{
	static const char *const names[] = {"*.example.org", "plain.example"};
	struct cert c;
	struct cert_facts f, g;
	struct cert_terms terms = {.hosts = all, .n_hosts = 4, .from = FIRST_OF_2026, .until = NOW};
	struct err e = {""};
	char pem[CERT_CHAIN_MAX], two[2 * CERT_CHAIN_MAX + 2];

	is_int(cert_make_key(c.key, sizeof c.key, &e), 0, "a key: %s", e.msg);
	is_int(cert_make(pem, sizeof pem, c.key, &terms, &e), 0, "a certificate: %s", e.msg);
	is_int(cert_facts_read(&f, pem, &e), 0, "is read: %s", e.msg);
	is_str(f.names, "example.org 192.0.2.1 2001:db8::1 example.net", "with its names");
	ok(f.from == FIRST_OF_2026 && f.until == NOW, "from and until are what was asked for");
	ok(f.is_self_signed, "it is signed by itself");
	ok(cert_facts_name(&f, "Example.ORG") && cert_facts_name(&f, "[2001:DB8:0::1]") &&
		!cert_facts_name(&f, "a.example.org") && !cert_facts_name(&f, "192.0.2.2"),
	    "its names are compared as names");
	terms.n_hosts = 1;
	terms.until = NOW + 100 * DAY;
	is_int(cert_make(pem, sizeof pem, c.key, &terms, &e), 0, "another: %s", e.msg);
	is_int(cert_facts_read(&g, pem, &e), 0, "is read: %s", e.msg);
	ok(strcmp(f.sha256, g.sha256) != 0, "its fingerprint is another");
	is_str(g.key_sha256, f.key_sha256, "that of its key is the same");
	ok(g.bytes < 330, "it is small: %zu bytes", g.bytes);
	snprintf(two, sizeof two, "%s%s", pem, pem);
	is_int(cert_facts_read(&f, two, &e), 0, "two in a file: %s", e.msg);
	ok(f.bytes == 2 * g.bytes && !f.is_self_signed, "are a chain");
	snprintf(f.names, sizeof f.names, "%s %s", names[0], names[1]);
	ok(cert_facts_name(&f, "a.example.org") && !cert_facts_name(&f, "a.b.example.org") &&
		!cert_facts_name(&f, "example.org") && cert_facts_name(&f, "plain.example"),
	    "a star stands for one label");
}

/* The operator's own files. */
static void
test_files(void)
{
	struct cert ours, c, other;
	struct cert_terms terms = {
	    .hosts = one, .n_hosts = 1, .from = NOW - 90 * DAY, .until = NOW - DAY};
	struct err e = {""};
	char pem[CERT_CHAIN_MAX];

	unlink(path("capsule.key"));
	unlink(path("capsule.crt"));
	is_int(cert_open(&ours, dir, one, 1, NOW, &e), 0, "a pair: %s", e.msg);
	put("fullchain1.pem", ours.chain);
	put("privkey1.pem", ours.key);
	chmod(path("privkey1.pem"), 0640);
	if (symlink("fullchain1.pem", path("fullchain.pem")) != 0 ||
	    symlink("privkey1.pem", path("privkey.pem")) != 0)
		ok(false, "symlink");
	is_int(cert_open_files(&c, path("fullchain.pem"), path("privkey.pem"), one, 1, NOW, &e), 0,
	    "through symbolic links: %s", e.msg);
	ok(cert_eq(&c, &ours) && !c.is_ours && c.note[0] == '\0', "it is used as it is");
	is_int(cert_renew_at(&c), NOW + 12 * 3600, "and looked at again on the same day");
	is_int(cert_open_files(&c, path("fullchain.pem"), path("privkey.pem"), all, 4, NOW, &e), 0,
	    "for more hosts: %s", e.msg);
	ok(strstr(c.note, "not for 192.0.2.1") != NULL, "the first that it lacks is told: %s",
	    c.note);
	is_int(cert_make(pem, sizeof pem, ours.key, &terms, &e), 0, "an old one: %s", e.msg);
	put("fullchain1.pem", pem);
	is_int(cert_open_files(&c, path("fullchain.pem"), path("privkey.pem"), one, 1, NOW, &e), 0,
	    "it serves: %s", e.msg);
	ok(strstr(c.note, "ended on 2030-03-16") != NULL, "and its end is told: %s", c.note);

	is_int(cert_make_key(other.key, sizeof other.key, &e), 0, "another key: %s", e.msg);
	put("privkey1.pem", other.key);
	is_int(cert_open_files(&c, path("fullchain.pem"), path("privkey.pem"), one, 1, NOW, &e), -1,
	    "a key of another certificate");
	ok(strstr(e.msg, "privkey.pem: it is not the key of the certificate") != NULL, "%s", e.msg);
	is_str(c.key, "", "no key is left in memory");
	chmod(path("privkey1.pem"), 0644);
	is_int(cert_open_files(&c, path("fullchain.pem"), path("privkey.pem"), one, 1, NOW, &e), -1,
	    "a key that all may read");
	ok(strstr(e.msg, "others may read it") != NULL, "%s", e.msg);
	is_int(cert_open_files(&c, path("none.pem"), path("privkey.pem"), one, 1, NOW, &e), -1,
	    "no certificate");
	ok(strstr(e.msg, "none.pem: No such file") != NULL, "%s", e.msg);
}

/* In the state folder, one that someone else signed is theirs to renew. */
static void
test_theirs(const struct cert *first)
{
	struct cert c;
	struct err e = {""};
	char two[2 * CERT_CHAIN_MAX + 2];

	snprintf(two, sizeof two, "%s%s", first->chain, first->chain);
	put("capsule.crt", two);
	put("capsule.key", first->key);
	is_int(cert_open(&c, dir, all, 4, NOW, &e), 0, "a chain: %s", e.msg);
	ok(!c.is_ours && !c.is_new_cert && strstr(c.note, "not for") != NULL,
	    "it is not made again: %s", c.note);
	is_int(cert_read(&c, dir, &e), 1, "it is looked at: %s", e.msg);
	is_str(c.chain, two, "as it is");
	unlink(path("capsule.crt"));
	is_int(cert_read(&c, dir, &e), 0, "when there is none: %s", e.msg);
	is_int(cert_read(&c, path("none"), &e), 0, "nor a folder: %s", e.msg);
	is_int(mode("capsule.crt"), -1, "none is made");
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
	fails("a certificate of another key", one, 1, "not the key of the certificate");
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
	test_read_only(&first);
	test_refusals(&first);
	test_leftovers();
	test_no_folder();
	test_clock();
	test_facts();
	test_files();
	test_theirs(&first);
	cert_wipe(&first);
	is_str(first.key, "", "wiped");
	scratch_remove(dir);
	return tap_done();
}
