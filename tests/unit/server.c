/* SPDX-License-Identifier: ISC */
/* What of the server needs no client; tests/server/server.t has the rest. */
#include "gemini/server.h"
#include "tests/lib/scratch.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { N_SERVERS = 2 };

static const char *const hosts[] = {"example.org"};

/* Counts what a server asks its source for. */
struct counts {
	atomic_int refreshed;
};

static void
answer(void *ctx, const struct gem_request *rq, struct gem_reply *re)
{
	(void)ctx;
	(void)rq;
	gem_reply_set(re, 51, "Not found");
}

static int
refresh(void *ctx)
{
	struct counts *c = ctx;

	return atomic_fetch_add(&c->refreshed, 1) % 2;
}

static int64_t
now(void *ctx)
{
	(void)ctx;
	return 1700000000;
}

static void
test_addresses(const char *dir)
{
	static const char *const bad[] = {"1965", "localhost", "[::1]", "::1:1965",
	    "127.0.0.1:", ":1965", "127.0.0.1:99999", "127.0.0.1:19x5", "127.0.0.1:-1",
	    "127.0.0.1: 1", "", "[]:1"};
	const struct gem_source source = {.answer = answer, .now = now};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct gem_config config = {.listen = &bad[i],
		    .n_listen = 1,
		    .hosts = hosts,
		    .n_hosts = 1,
		    .state_dir = dir};
		struct gem_server *s = NULL;
		struct err e = {""};

		is_int(gem_server_new(&s, &config, &source, &e), -1, "listen on \"%s\"", bad[i]);
		ok(strstr(e.msg, "not HOST:PORT") != NULL, "is said to be wrong: %s", e.msg);
	}
}

static void
test_taken(const char *dir)
{
	static const char *const any[] = {"127.0.0.1:0"};
	const struct gem_source source = {.answer = answer, .now = now};
	struct gem_config config = {
	    .listen = any, .n_listen = 1, .hosts = hosts, .n_hosts = 1, .state_dir = dir};
	struct gem_server *first = NULL, *second = NULL;
	struct err e = {""};
	const char *same[1];
	char text[32];
	bool is_new;

	is_int(gem_server_new(&first, &config, &source, &e), 0, "any free port: %s", e.msg);
	snprintf(text, sizeof text, "127.0.0.1:%d", gem_server_port(first, 0));
	is_str(gem_server_address(first, 0), text, "the port is told");
	is_str(gem_server_address(first, 1), NULL, "there is one address");
	is_int(gem_server_port(first, 1), 0, "and one port");
	is_int(strlen(gem_server_fingerprint(first, &is_new)), 64, "the fingerprint is told");
	same[0] = text;
	config.listen = same;
	is_int(gem_server_new(&second, &config, &source, &e), -1, "a port that is taken");
	ok(strstr(e.msg, "in use") != NULL, "is said to be: %s", e.msg);
	gem_server_free(first);
	is_int(gem_server_new(&second, &config, &source, &e), 0, "and is free again: %s", e.msg);
	gem_server_free(second);
	gem_server_free(NULL);
}

/* What is for this machine alone listens nowhere else. */
static void
test_loopback(const char *dir)
{
	static const char *const refused[] = {
	    "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[2001:db8::1]:0", "[::ffff:192.0.2.1]:0"};
	static const char *const fine[] = {"127.0.0.1:0", "127.1.2.3:0", "localhost:0"};
	const struct gem_source source = {.answer = answer, .now = now};
	struct gem_config config = {
	    .n_listen = 1, .loopback_only = true, .hosts = hosts, .n_hosts = 1, .state_dir = dir};
	struct gem_server *s = NULL, *other = NULL;
	struct err e = {""};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		config.listen = &refused[i];
		is_int(gem_server_new(&s, &config, &source, &e), -1, "%s is refused", refused[i]);
		ok(strstr(e.msg, "this machine alone") != NULL, "with why: %s", e.msg);
	}
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
		config.listen = &fine[i];
		is_int(gem_server_new(&s, &config, &source, &e), 0, "%s is fine", fine[i]);
		gem_server_free(s);
	}
	config.n_listen = 0;
	is_int(gem_server_new(&s, &config, &source, &e), 0, "no address: %s", e.msg);
	ok(gem_server_port(s, 0) >= 1966 && gem_server_port(s, 0) < 1976, "a port of our own");
	is_int(gem_server_new(&other, &config, &source, &e), 0, "and a second: %s", e.msg);
	ok(gem_server_port(s, 0) != gem_server_port(other, 0), "gets the next");
	gem_server_free(s);
	gem_server_free(other);
}

static void *
run(void *server)
{
	struct err e;

	return gem_server_run(server, &e) == 0 ? server : NULL;
}

/* Two servers in one process share nothing. */
static void
test_two(const char *dir)
{
	static const char *const any[] = {"127.0.0.1:0"};
	const struct gem_config config = {.listen = any,
	    .n_listen = 1,
	    .hosts = hosts,
	    .n_hosts = 1,
	    .state_dir = dir,
	    .refresh_ms = 2};
	struct gem_server *servers[N_SERVERS] = {NULL, NULL};
	struct counts counts[N_SERVERS];
	pthread_t threads[N_SERVERS];
	struct err e = {""};

	for (int i = 0; i < N_SERVERS; i++) {
		const struct gem_source source = {
		    .ctx = &counts[i], .answer = answer, .refresh = refresh, .now = now};

		atomic_init(&counts[i].refreshed, 0);
		if (gem_server_new(&servers[i], &config, &source, &e) != 0 ||
		    pthread_create(&threads[i], NULL, run, servers[i]) != 0) {
			ok(false, "server %d starts: %s", i, e.msg);
			return;
		}
	}
	for (int i = 0; i < N_SERVERS; i++) {
		void *returned = NULL;

		for (int wait = 0; wait < 5000 && atomic_load(&counts[i].refreshed) < 4; wait++)
			nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		gem_server_stop(servers[i]);
		gem_server_stop(servers[i]);
		pthread_join(threads[i], &returned);
		ok(returned == servers[i], "server %d ends when stopped from another thread", i);
		ok(atomic_load(&counts[i].refreshed) >= 4, "server %d looked for new data", i);
		gem_server_stop(servers[i]);
		gem_server_free(servers[i]);
	}
}

/* Waits for a number of refreshes, 5 s at most. */
static bool
is_refreshed(struct counts *c, int times)
{
	for (int wait = 0; wait < 5000 && atomic_load(&c->refreshed) < times; wait++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	return atomic_load(&c->refreshed) >= times;
}

/* Puts a file into a folder as editors do. */
static void
save(const char *dir, const char *name)
{
	const char *path = scratch_in(dir, name), *beside = scratch_in(dir, "beside~");
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || close(fd) != 0 || rename(beside, path) != 0)
		perror(path);
}

/* A save is told by the kernel: no round of the clock comes to its help. */
static void
test_watch(const char *dir)
{
	static const char *const any[] = {"127.0.0.1:0"};
	char folder[SCRATCH_PATH];
	struct counts c;
	const struct gem_source source = {
	    .ctx = &c, .answer = answer, .refresh = refresh, .now = now};
	const struct gem_config config = {.listen = any,
	    .n_listen = 1,
	    .hosts = hosts,
	    .n_hosts = 1,
	    .state_dir = dir,
	    .watch = folder,
	    .refresh_ms = 3600000};
	struct gem_server *s = NULL;
	struct err e = {""};
	pthread_t thread;
	int before;

	scratch_make(folder);
	atomic_init(&c.refreshed, 0);
	if (!ok(gem_server_new(&s, &config, &source, &e) == 0 &&
		    pthread_create(&thread, NULL, run, s) == 0,
		"a server that watches: %s", e.msg))
		return;
	ok(is_refreshed(&c, 1), "it looks at once");
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	before = atomic_load(&c.refreshed);
	save(folder, "a.yaml");
	ok(is_refreshed(&c, before + 1), "a file that was saved is looked at");
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	before = atomic_load(&c.refreshed);
	for (int i = 0; i < 200; i++)
		save(folder, "a.yaml");
	ok(is_refreshed(&c, before + 1), "one that is saved 200 times, too");
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	ok(atomic_load(&c.refreshed) < before + 50, "but not 200 times");
	gem_server_stop(s);
	pthread_join(thread, NULL);
	gem_server_free(s);
	scratch_remove(folder);
}

/* Connects to a server; the descriptor, or -1. */
static int
connect_to(const struct gem_server *s)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)gem_server_port(s, 0)),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Those who wait when it stops cannot be taken: no descriptor is left. */
static void
test_stop_without_descriptors(const char *dir)
{
	static const char *const any[] = {"127.0.0.1:0"};
	const struct gem_source source = {.answer = answer, .now = now};
	const struct gem_config config = {.listen = any,
	    .n_listen = 1,
	    .hosts = hosts,
	    .n_hosts = 1,
	    .state_dir = dir,
	    .stop_ms = 100};
	enum { WAITING = 6 };
	struct gem_server *s = NULL;
	struct rlimit limit, before;
	int fds[WAITING];
	struct err e = {""};

	if (!ok(gem_server_new(&s, &config, &source, &e) == 0, "a server: %s", e.msg))
		return;
	for (int i = 0; i < WAITING; i++)
		fds[i] = connect_to(s);
	getrlimit(RLIMIT_NOFILE, &before);
	limit = before;
	limit.rlim_cur = STDERR_FILENO + 1;
	setrlimit(RLIMIT_NOFILE, &limit);
	gem_server_stop(s);
	is_int(gem_server_run(s, &e), 0, "it ends in order when no descriptor is left");
	setrlimit(RLIMIT_NOFILE, &before);
	gem_server_free(s);
	for (int i = 0; i < WAITING; i++)
		close(fds[i]);
}

/* A reload that the stop overtakes. */
struct overtaken {
	atomic_int phases[3]; /* how often each was told */
	atomic_bool is_slow, is_reloading, is_wrong;
};

static void
note_phase(void *ctx, enum gem_phase phase)
{
	struct overtaken *o = ctx;

	if (atomic_load(&o->phases[GEM_STOPPING]) > 0)
		atomic_store(&o->is_wrong, true);
	atomic_fetch_add(&o->phases[phase], 1);
}

static size_t
slow_hosts(void *ctx, char out[GEM_HOSTS_MAX][GEM_HOST_MAX + 1])
{
	struct overtaken *o = ctx;

	if (atomic_load(&o->is_slow)) {
		atomic_store(&o->is_reloading, true);
		for (int wait = 0; wait < 5000 && atomic_load(&o->phases[GEM_STOPPING]) == 0;
		     wait++)
			nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	snprintf(out[0], sizeof out[0], "%s", hosts[0]);
	return 1;
}

static void
test_stop_in_reload(const char *dir)
{
	static const char *const any[] = {"127.0.0.1:0"};
	struct overtaken o = {.is_slow = false};
	const struct gem_source source = {
	    .ctx = &o, .answer = answer, .hosts = slow_hosts, .now = now};
	const struct gem_config config = {
	    .listen = any, .n_listen = 1, .state_dir = dir, .phase = note_phase, .ctx = &o};
	struct gem_server *s = NULL;
	struct err e = {""};
	pthread_t thread;

	if (!ok(gem_server_new(&s, &config, &source, &e) == 0, "a server: %s", e.msg))
		return;
	atomic_store(&o.is_slow, true);
	pthread_create(&thread, NULL, run, s);
	gem_server_reload(s);
	for (int wait = 0; wait < 5000 && !atomic_load(&o.is_reloading); wait++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	gem_server_stop(s);
	pthread_join(thread, NULL);
	gem_server_free(s);
	is_int(o.phases[GEM_RELOADING], 1, "it was reading again");
	is_int(o.phases[GEM_STOPPING], 1, "when it was stopped");
	ok(!o.is_wrong, "and nothing is told after that");
}

/* A certificate that comes to its end and cannot be renewed. */
struct ageing {
	_Atomic int64_t now;
	atomic_int told;
};

static int64_t
later(void *ctx)
{
	return atomic_load(&((struct ageing *)ctx)->now);
}

static void
note_said(void *ctx, bool is_error, const char *text)
{
	struct ageing *a = ctx;

	(void)is_error;
	if (strstr(text, "cannot be renewed") != NULL)
		atomic_fetch_add(&a->told, 1);
}

static void
test_renewal(void)
{
	static const char *const any[] = {"127.0.0.1:0"};
	char dir[SCRATCH_PATH];
	struct ageing a;
	const struct gem_source source = {.ctx = &a, .answer = answer, .now = later};
	const struct gem_config config = {.listen = any,
	    .n_listen = 1,
	    .hosts = hosts,
	    .n_hosts = 1,
	    .state_dir = dir,
	    .renew_ms = 2,
	    .say = note_said,
	    .ctx = &a};
	struct gem_server *s = NULL;
	struct err e = {""};
	pthread_t thread;

	scratch_make(dir);
	atomic_init(&a.now, 1900000000);
	atomic_init(&a.told, 0);
	if (!ok(gem_server_new(&s, &config, &source, &e) == 0 &&
		    pthread_create(&thread, NULL, run, s) == 0,
		"a server: %s", e.msg))
		return;
	nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	is_int(atomic_load(&a.told), 0, "as long as the certificate holds nothing is said");
	mkdir(scratch_in(dir, "capsule.crt.new"), 0700); /* where the next one would be written */
	atomic_store(&a.now, 1900000000 + INT64_C(3650) * 86400);
	for (int wait = 0; wait < 5000 && atomic_load(&a.told) == 0; wait++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	atomic_fetch_add(&a.now, 3600);
	nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	is_int(atomic_load(&a.told), 1, "that it cannot be renewed is told, once");
	gem_server_stop(s);
	pthread_join(thread, NULL);
	gem_server_free(s);
	scratch_remove(dir);
}

int
main(void)
{
	char dir[SCRATCH_PATH];

	scratch_make(dir);
	test_loopback(dir);
	test_watch(dir);
	test_addresses(dir);
	test_taken(dir);
	test_two(dir);
	test_stop_without_descriptors(dir);
	test_stop_in_reload(dir);
	test_renewal();
	scratch_remove(dir);
	return tap_done();
}
