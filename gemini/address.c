/* SPDX-License-Identifier: ISC */
#include "gemini/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
address_split(const char *text, char host[GEM_HOST_MAX + 1], char port[ADDRESS_PORT_MAX + 1])
{
	const char *colon = strrchr(text, ':');
	size_t n = colon == NULL ? 0 : (size_t)(colon - text);
	char *end;

	if (n > 2 && text[0] == '[' && text[n - 1] == ']') {
		text++;
		n -= 2;
	} else if (strcspn(text, ":[]") < n) {
		return false;
	}
	if (n == 0 || n > GEM_HOST_MAX || strlen(colon + 1) > 5 || colon[1] < '0' || colon[1] > '9')
		return false;
	memcpy(host, text, n);
	host[n] = '\0';
	snprintf(port, ADDRESS_PORT_MAX + 1, "%s", colon + 1);
	return strtol(port, &end, 10) <= 65535 && *end == '\0';
}

/* The four bytes of an IPv4 address, also of one in IPv6's clothes; else NULL. */
static const unsigned char *
v4_bytes(const struct sockaddr *address)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;

	if (address->sa_family == AF_INET)
		return (const unsigned char *)&v4->sin_addr;
	if (address->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		return v6->sin6_addr.s6_addr + 12;
	return NULL;
}

int
address_literal(const struct sockaddr *address, char out[ADDRESS_LITERAL_MAX + 1])
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;
	const unsigned char *four = v4_bytes(address);

	if (four != NULL)
		inet_ntop(AF_INET, four, out, ADDRESS_LITERAL_MAX + 1);
	else
		inet_ntop(AF_INET6, &v6->sin6_addr, out, ADDRESS_LITERAL_MAX + 1);
	return ntohs(address->sa_family == AF_INET ? v4->sin_port : v6->sin6_port);
}

bool
address_is_loopback(const struct sockaddr *address)
{
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;
	const unsigned char *four = v4_bytes(address);

	if (four != NULL)
		return four[0] == 127;
	return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}
