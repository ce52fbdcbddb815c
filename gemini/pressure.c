/* SPDX-License-Identifier: ISC */
#include "gemini/pressure.h"

#include <netinet/in.h>
#include <string.h>

enum {
	LOOK_NS = 250000000,
	COME_BACK_MAX = 60,
	V4_PREFIX = 3, /* bytes of an address that count as the network */
	V6_PREFIX = 8
};

void
pressure_init(
    struct pressure *p, uint64_t secret, unsigned open_max, unsigned burst, unsigned a_second)
{
	memset(p, 0, sizeof *p);
	p->secret = secret;
	p->open_max = open_max;
	p->burst = burst;
	p->a_second = a_second;
}

void
pressure_look(struct pressure *p, uint64_t now, uint64_t idle)
{
	if (now - p->seen < LOOK_NS)
		return;
	p->is_busy = p->seen > 0 && idle - p->idle < (now - p->seen) / 10;
	p->seen = now;
	p->idle = idle;
}

/* Each step is one-to-one, and the secret is mixed in before and after. */
static uint64_t
mix(uint64_t x, uint64_t secret)
{
	for (int round = 0; round < 3; round++) {
		x ^= secret;
		x *= 0x9e3779b97f4a7c15;
		x ^= x >> 29;
		secret = secret << 21 | secret >> 43;
	}
	return x;
}

uint16_t
pressure_row(const struct pressure *p, const struct sockaddr_storage *peer)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)peer;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)peer;
	unsigned char network[8] = {0};
	uint64_t number;

	if (peer->ss_family == AF_INET)
		memcpy(network, &v4->sin_addr, V4_PREFIX);
	else if (peer->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		memcpy(network, v6->sin6_addr.s6_addr + 12, V4_PREFIX);
	else if (peer->ss_family == AF_INET6)
		memcpy(network, &v6->sin6_addr, V6_PREFIX);
	memcpy(&number, network, sizeof number);
	return (uint16_t)(mix(number, p->secret) % PRESSURE_ROWS);
}

/* Each second allows for some of what was spent. */
static void
allow(const struct pressure *p, struct pressure_row *row, uint32_t seconds)
{
	uint64_t earned = (uint64_t)(seconds - row->at) * p->a_second;

	row->spent = (uint16_t)(earned < row->spent ? row->spent - earned : 0);
	row->at = seconds;
}

struct admission
pressure_arrive(struct pressure *p, uint16_t i, bool is_full, uint64_t now)
{
	struct pressure_row *row = &p->rows[i];
	struct admission a = {.is_greeted = true};
	unsigned wait;

	allow(p, row, (uint32_t)(now / 1000));
	if (is_full || p->is_busy) {
		if (row->open >= p->open_max || row->spent >= 2 * p->burst)
			return (struct admission){0};
		if (row->spent >= p->burst) {
			wait = (row->spent - p->burst) / p->a_second + 1;
			a.come_back = (uint8_t)(wait < COME_BACK_MAX ? wait : COME_BACK_MAX);
		}
	}
	if (row->spent < 2 * p->burst)
		row->spent++;
	if (row->open < UINT16_MAX)
		row->open++;
	return a;
}

void
pressure_leave(struct pressure *p, uint16_t i)
{
	if (p->rows[i].open > 0)
		p->rows[i].open--;
}
