/* SPDX-License-Identifier: ISC */
#include "gemini/pressure.h"
#include "gemini/address.h"
#include "tests/lib/tap.h"

#include <arpa/inet.h>
#include <string.h>

enum { OPEN = 50, BURST = 20, A_SECOND = 5, SECOND = 1000, MS = 1000000 };

static struct pressure p;

static struct sockaddr_storage
address(const char *text)
{
	struct sockaddr_storage s = {0};
	struct sockaddr_in *v4 = (struct sockaddr_in *)&s;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&s;

	if (strchr(text, ':') != NULL) {
		s.ss_family = AF_INET6;
		v6->sin6_port = htons(1965);
		inet_pton(AF_INET6, text, &v6->sin6_addr);
	} else {
		s.ss_family = AF_INET;
		v4->sin_port = htons(1965);
		inet_pton(AF_INET, text, &v4->sin_addr);
	}
	return s;
}

static uint16_t
row(const char *text)
{
	struct sockaddr_storage s = address(text);

	return pressure_row(&p, &s);
}

static void
test_networks(void)
{
	static const struct {
		const char *a, *b;
		bool same;
	} pairs[] = {
	    {"192.0.2.1", "192.0.2.254", true},
	    {"192.0.2.1", "192.0.3.1", false},
	    {"192.0.2.1", "193.0.2.1", false},
	    {"192.0.2.1", "::ffff:192.0.2.77", true},
	    {"2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true},
	    {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
	    {"192.0.2.1", "2001:db8::1", false},
	};
	char used[PRESSURE_ROWS] = {0};
	int n = 0;

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		ok((row(pairs[i].a) == row(pairs[i].b)) == pairs[i].same, "%s and %s: %s",
		    pairs[i].a, pairs[i].b, pairs[i].same ? "one network" : "two networks");
	for (int i = 0; i < PRESSURE_ROWS; i++) {
		char text[32];

		snprintf(text, sizeof text, "10.%d.%d.1", i / 256, i % 256);
		n += used[row(text)] == 0;
		used[row(text)] = 1;
	}
	ok(n > PRESSURE_ROWS / 2, "networks are spread over the rows: %d", n);
	n = row("192.0.2.1");
	pressure_init(&p, 8, OPEN, BURST, A_SECOND);
	ok(row("192.0.2.1") != n, "in another way with another secret");
}

/* Arrivals of one row at `now`: how many are served at once, asked to come back, not greeted. */
static void
arrive(int n, bool is_full, uint64_t now, int got[3], unsigned *come_back)
{
	got[0] = got[1] = got[2] = 0;
	for (int i = 0; i < n; i++) {
		struct admission a = pressure_arrive(&p, 1, is_full, now);

		got[!a.is_greeted ? 2 : a.come_back > 0]++;
		if (a.is_greeted)
			pressure_leave(&p, 1);
		if (a.come_back > 0)
			*come_back = a.come_back;
	}
}

static void
test_rate(void)
{
	int got[3];
	unsigned seconds = 0;

	pressure_init(&p, 7, OPEN, BURST, A_SECOND);
	arrive(1000, false, 100 * SECOND, got, &seconds);
	is_int(got[0], 1000, "without pressure all are served");
	pressure_init(&p, 7, OPEN, BURST, A_SECOND);
	arrive(1000, true, 100 * SECOND, got, &seconds);
	is_int(got[0], BURST, "under pressure the first");
	is_int(got[1], BURST, "then as many are asked to come back");
	is_int(got[2], 1000 - 2 * BURST, "and the rest is not greeted");
	is_int(seconds, BURST / A_SECOND, "when their turn comes");
	arrive(1000, true, 101 * SECOND, got, &seconds);
	is_int(got[0] + got[1], A_SECOND, "a second later there is room for a few");
	arrive(1000, true, 200 * SECOND, got, &seconds);
	is_int(got[0], BURST, "and after a while for as many as before");
	arrive(1000, true, 5000000000 * SECOND, got, &seconds);
	is_int(got[0], BURST, "also when the clock of seconds has gone round");
}

static void
test_open(void)
{
	struct admission a;

	pressure_init(&p, 7, OPEN, 30000, A_SECOND);
	for (int i = 0; i < OPEN; i++)
		pressure_arrive(&p, 3, true, 0);
	a = pressure_arrive(&p, 3, true, 0);
	ok(!a.is_greeted, "so many at once and no more, under pressure");
	a = pressure_arrive(&p, 4, true, 0);
	ok(a.is_greeted && a.come_back == 0, "another network is served");
	a = pressure_arrive(&p, 3, false, 0);
	ok(a.is_greeted, "without pressure so is this one");
	pressure_leave(&p, 3);
	pressure_leave(&p, 3);
	a = pressure_arrive(&p, 3, true, 0);
	ok(a.is_greeted, "or when one of them has left");
	for (int i = 0; i < 70000; i++)
		pressure_arrive(&p, 5, false, 0);
	is_int(p.rows[5].open, UINT16_MAX, "more than can be counted");
	for (int i = 0; i < 70000; i++)
		pressure_leave(&p, 5);
	is_int(p.rows[5].open, 0, "and back");
}

static void
test_busy(void)
{
	static const struct {
		uint64_t now, idle;
		bool busy;
		const char *name;
	} looks[] = {
	    {9000 * (uint64_t)MS, 0, false, "the first look says nothing yet"},
	    {9100 * (uint64_t)MS, 0, false, "nor does one too soon"},
	    {9300 * (uint64_t)MS, 5 * MS, true, "hardly any time without work: busy"},
	    {9600 * (uint64_t)MS, 205 * MS, false, "enough of it: not"},
	};

	pressure_init(&p, 7, OPEN, BURST, A_SECOND);
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		pressure_look(&p, looks[i].now, looks[i].idle);
		ok(p.is_busy == looks[i].busy, "%s", looks[i].name);
	}
	p.is_busy = true;
	for (int i = 0; i < BURST; i++)
		pressure_arrive(&p, 6, false, 0);
	ok(pressure_arrive(&p, 6, false, 0).come_back > 0, "who is busy is under pressure");
}

static void
test_addresses(void)
{
	static const struct {
		const char *text, *literal;
		bool loopback;
	} cases[] = {{"127.0.0.1", "127.0.0.1", true}, {"127.255.0.9", "127.255.0.9", true},
	    {"192.0.2.1", "192.0.2.1", false}, {"::1", "::1", true},
	    {"::ffff:127.0.0.1", "127.0.0.1", true}, {"::ffff:192.0.2.1", "192.0.2.1", false},
	    {"2001:db8:0:0::7", "2001:db8::7", false}};
	char literal[ADDRESS_LITERAL_MAX + 1];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct sockaddr_storage s = address(cases[i].text);
		int port = address_literal((struct sockaddr *)&s, literal);

		is_str(literal, cases[i].literal, "%s as text", cases[i].text);
		is_int(port, 1965, "%s: the port", cases[i].text);
		ok(address_is_loopback((struct sockaddr *)&s) == cases[i].loopback, "%s is %s",
		    cases[i].text, cases[i].loopback ? "this machine" : "elsewhere");
	}
}

int
main(void)
{
	pressure_init(&p, 7, OPEN, BURST, A_SECOND);
	test_networks();
	test_rate();
	test_open();
	test_busy();
	test_addresses();
	return tap_done();
}
