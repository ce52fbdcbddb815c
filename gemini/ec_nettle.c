/* SPDX-License-Identifier: ISC */
/* Multiplication of points by Nettle, in a sixth of the time: this file defines a function of mbed
 * TLS's, mbedtls_ecp_mul_restartable (mbedtls/ecp.h), which its library then calls here, since
 * symbols of a program come before those of shared libraries. Nobody promises that it always will;
 * so it is an option, and is tried at each start. X25519 and P-256 are done here, and all else by
 * the original: other curves, and on 2.28 the verification of signatures, which comes without a
 * source of randomness and whose points a stranger chooses.
 *
 * Randomness, nonces, the checks of ranges and curves and the encoding stay with mbed TLS. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "gemini/ec.h"

#include "gemini/tls.h"

#include <dlfcn.h>
#include <gmp.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/platform_util.h>
#include <nettle/curve25519.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/version.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int multiply(mbedtls_ecp_group *grp, mbedtls_ecp_point *r, const mbedtls_mpi *m,
    const mbedtls_ecp_point *p, int (*f_rng)(void *, unsigned char *, size_t), void *p_rng,
    mbedtls_ecp_restart_ctx *rs);

enum { SIZE = 32, POINT_SIZE = 1 + 2 * SIZE };

const bool ec_has_nettle = true;

/* Set before threads start. */
static multiply *original;
static atomic_bool is_on;
static atomic_uint entered; /* how often Nettle was asked, while that is looked at */
static atomic_bool is_counting;

/* ---- memory: GMP's has scalars in it, and is wiped ---- */

static void *
wiped_alloc(size_t n)
{
	void *p = malloc(n);

	if (p == NULL)
		abort(); /* GMP cannot be told */
	return p;
}

static void
wiped_free(void *p, size_t n)
{
	mbedtls_platform_zeroize(p, n);
	free(p);
}

static void *
wiped_realloc(void *p, size_t before, size_t n)
{
	void *other = wiped_alloc(n);

	memcpy(other, p, before < n ? before : n);
	wiped_free(p, before);
	return other;
}

static void
read_number(mpz_t out, const unsigned char bytes[SIZE])
{
	mpz_import(out, SIZE, 1, 1, 1, 0, bytes);
}

static void
write_number(unsigned char out[SIZE], const mpz_t number)
{
	size_t n = (mpz_sizeinbase(number, 2) + 7) / 8;

	memset(out, 0, SIZE);
	mpz_export(out + SIZE - n, NULL, 1, 1, 1, 0, number);
}

/* ---- multiplication ---- */

/* RFC 7748. Whether it was done: not if the result is no point, which the original then tells. */
static bool
x25519(const mbedtls_ecp_group *grp, mbedtls_ecp_point *r, const mbedtls_mpi *m,
    const mbedtls_ecp_point *p)
{
	static const unsigned char base[SIZE] = {9}, zero[SIZE];
	unsigned char scalar[SIZE], point[SIZE], out[SIZE];
	size_t n = 0;
	bool is_done = false;

	if (mbedtls_mpi_write_binary_le(m, scalar, sizeof scalar) != 0 ||
	    mbedtls_ecp_point_write_binary(
		grp, p, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, point, sizeof point) != 0 ||
	    n != SIZE)
		goto out;
	if (memcmp(point, base, SIZE) == 0)
		curve25519_mul_g(out, scalar);
	else
		curve25519_mul(out, scalar, point);
	is_done =
	    memcmp(out, zero, SIZE) != 0 && mbedtls_ecp_point_read_binary(grp, r, out, SIZE) == 0;
out:
	mbedtls_platform_zeroize(scalar, sizeof scalar);
	mbedtls_platform_zeroize(out, sizeof out);
	return is_done;
}

/* As x25519; `point` is p uncompressed (SEC 1 section 2.3.3), and has the result then. */
static bool
p256_product(unsigned char point[POINT_SIZE], const unsigned char scalar[SIZE], bool is_base)
{
	struct ecc_scalar k;
	struct ecc_point q;
	mpz_t x, y;
	bool is_done;

	ecc_scalar_init(&k, nettle_get_secp_256r1());
	ecc_point_init(&q, nettle_get_secp_256r1());
	mpz_init2(x, 8 * SIZE);
	mpz_init2(y, 8 * SIZE);
	read_number(x, scalar);
	is_done = ecc_scalar_set(&k, x) == 1;
	if (is_done && is_base) {
		ecc_point_mul_g(&q, &k);
	} else if (is_done) {
		read_number(x, point + 1);
		read_number(y, point + 1 + SIZE);
		is_done = ecc_point_set(&q, x, y) == 1;
		if (is_done)
			ecc_point_mul(&q, &k, &q);
	}
	if (is_done) {
		ecc_point_get(&q, x, y);
		write_number(point + 1, x);
		write_number(point + 1 + SIZE, y);
	}
	mpz_clear(x);
	mpz_clear(y);
	ecc_point_clear(&q);
	ecc_scalar_clear(&k);
	return is_done;
}

static bool
p256(const mbedtls_ecp_group *grp, mbedtls_ecp_point *r, const mbedtls_mpi *m,
    const mbedtls_ecp_point *p)
{
	unsigned char scalar[SIZE], point[POINT_SIZE];
	bool is_done = false;
	size_t n = 0;

	if (mbedtls_mpi_write_binary(m, scalar, sizeof scalar) == 0 &&
	    mbedtls_ecp_point_write_binary(
		grp, p, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, point, sizeof point) == 0 &&
	    n == POINT_SIZE)
		is_done = p256_product(point, scalar, mbedtls_ecp_point_cmp(p, &grp->G) == 0) &&
			  mbedtls_ecp_point_read_binary(grp, r, point, sizeof point) == 0;
	mbedtls_platform_zeroize(scalar, sizeof scalar);
	mbedtls_platform_zeroize(point, sizeof point);
	return is_done;
}

/* The library's own checks come first, as in the original. */
int
mbedtls_ecp_mul_restartable(mbedtls_ecp_group *grp, mbedtls_ecp_point *r, const mbedtls_mpi *m,
    const mbedtls_ecp_point *p, int (*f_rng)(void *, unsigned char *, size_t), void *p_rng,
    mbedtls_ecp_restart_ctx *rs)
{
	if (atomic_load(&is_counting))
		atomic_fetch_add(&entered, 1);
	if (atomic_load(&is_on) && f_rng != NULL && rs == NULL &&
	    mbedtls_ecp_check_privkey(grp, m) == 0 && mbedtls_ecp_check_pubkey(grp, p) == 0 &&
	    ((grp->id == MBEDTLS_ECP_DP_CURVE25519 && x25519(grp, r, m, p)) ||
		(grp->id == MBEDTLS_ECP_DP_SECP256R1 && p256(grp, r, m, p))))
		return 0;
	if (original == NULL)
		return MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE;
	return original(grp, r, m, p, f_rng, p_rng, rs);
}

/* Found before main, for the library may be used in whatever order. */
static void __attribute__((constructor)) find_original(void)
{
	void *found = dlsym(RTLD_NEXT, "mbedtls_ecp_mul_restartable");

	memcpy(&original, &found, sizeof original);
	mp_set_memory_functions(wiped_alloc, wiped_realloc, wiped_free);
}

/* ---- the trial at the start ---- */

/* What is made by it is only compared. */
static int
no_randomness(void *ctx, unsigned char *out, size_t n)
{
	unsigned char *next = ctx;

	for (size_t i = 0; i < n; i++)
		out[i] = (*next)++ | 1;
	return 0;
}

/* RFC 7748 section 6.1. */
static const unsigned char alice[SIZE] = {0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c,
    0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66, 0x45, 0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1,
    0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a};
static const unsigned char bob_public[SIZE] = {0xde, 0x9e, 0xdb, 0x7d, 0x7b, 0x7d, 0xc1, 0xb4, 0xd3,
    0x5b, 0x61, 0xc2, 0xec, 0xe4, 0x35, 0x37, 0x3f, 0x83, 0x43, 0xc8, 0x5b, 0x78, 0x67, 0x4d, 0xad,
    0xfc, 0x7e, 0x14, 0x6f, 0x88, 0x2b, 0x4f};
static const unsigned char shared[SIZE] = {0x4a, 0x5d, 0x9d, 0x5b, 0xa4, 0xce, 0x2d, 0xe1, 0x72,
    0x8e, 0x3b, 0xf4, 0x80, 0x35, 0x0f, 0x25, 0xe0, 0x7e, 0x21, 0xc9, 0x47, 0xd1, 0x9e, 0x33, 0x76,
    0xf0, 0x9b, 0x3c, 0x1e, 0x16, 0x17, 0x42};

/* What is at work in a trial. */
struct trial {
	mbedtls_ecp_group grp;
	mbedtls_ecp_point p, ours, theirs;
	mbedtls_mpi k, r, s;
	unsigned char next;
};

static const char *
try_x25519(struct trial *t)
{
	unsigned char key[SIZE], out[SIZE];
	size_t n;

	memcpy(key, alice, SIZE);
	key[0] &= 248; /* RFC 7748 section 5 */
	key[31] = (unsigned char)((key[31] & 127) | 64);
	if (mbedtls_ecp_group_load(&t->grp, MBEDTLS_ECP_DP_CURVE25519) != 0 ||
	    mbedtls_mpi_read_binary_le(&t->k, key, SIZE) != 0 ||
	    mbedtls_ecp_point_read_binary(&t->grp, &t->p, bob_public, SIZE) != 0 ||
	    mbedtls_ecp_mul(&t->grp, &t->ours, &t->k, &t->p, no_randomness, &t->next) != 0 ||
	    mbedtls_ecp_point_write_binary(
		&t->grp, &t->ours, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, out, sizeof out) != 0 ||
	    n != SIZE || memcmp(out, shared, SIZE) != 0)
		return "X25519 is not that of RFC 7748";
	return NULL;
}

/* Of the base, then of the product itself, with Nettle and without. */
static const char *
try_p256(struct trial *t)
{
	if (mbedtls_ecp_group_load(&t->grp, MBEDTLS_ECP_DP_SECP256R1) != 0 ||
	    mbedtls_ecp_copy(&t->p, &t->grp.G) != 0 ||
	    mbedtls_mpi_read_binary(&t->k, bob_public + 1, SIZE - 1) != 0)
		return "no memory";
	for (int i = 0; i < 2; i++) {
		if (mbedtls_ecp_mul(&t->grp, &t->ours, &t->k, &t->p, no_randomness, &t->next) !=
			0 ||
		    original(&t->grp, &t->theirs, &t->k, &t->p, no_randomness, &t->next, NULL) !=
			0 ||
		    mbedtls_ecp_point_cmp(&t->ours, &t->theirs) != 0)
			return "P-256 is not that of mbed TLS";
		if (mbedtls_ecp_copy(&t->p, &t->theirs) != 0)
			return "no memory";
	}
	return NULL;
}

/* Both ways by which a handshake gets there. */
static const char *
try_entry(struct trial *t)
{
	atomic_store(&entered, 0);
	if (mbedtls_ecp_gen_keypair(&t->grp, &t->k, &t->p, no_randomness, &t->next) != 0 ||
	    atomic_load(&entered) == 0)
		return "mbed TLS does not ask it for keys";
	atomic_store(&entered, 0);
	if (mbedtls_ecdsa_sign(
		&t->grp, &t->r, &t->s, &t->k, shared, SIZE, no_randomness, &t->next) != 0 ||
	    atomic_load(&entered) == 0)
		return "mbed TLS does not ask it for signatures";
	return NULL;
}

/* What speaks against it; NULL if nothing does. */
static const char *
try_all(void)
{
	struct trial t = {.next = 1};
	const char *why;

	if (original == NULL)
		return "mbed TLS's own is not found";
	mbedtls_ecp_group_init(&t.grp);
	mbedtls_ecp_point_init(&t.p);
	mbedtls_ecp_point_init(&t.ours);
	mbedtls_ecp_point_init(&t.theirs);
	mbedtls_mpi_init(&t.k);
	mbedtls_mpi_init(&t.r);
	mbedtls_mpi_init(&t.s);
	atomic_store(&is_counting, true);
	atomic_store(&is_on, true);
	why = try_x25519(&t);
	if (why == NULL)
		why = try_p256(&t);
	if (why == NULL)
		why = try_entry(&t);
	atomic_store(&is_on, why == NULL);
	atomic_store(&is_counting, false);
	mbedtls_mpi_free(&t.s);
	mbedtls_mpi_free(&t.r);
	mbedtls_mpi_free(&t.k);
	mbedtls_ecp_point_free(&t.theirs);
	mbedtls_ecp_point_free(&t.ours);
	mbedtls_ecp_point_free(&t.p);
	mbedtls_ecp_group_free(&t.grp);
	return why;
}

const char *
ec_version(char out[EC_VERSION_MAX])
{
	snprintf(
	    out, EC_VERSION_MAX, "Nettle %d.%d", nettle_version_major(), nettle_version_minor());
	return out;
}

bool
ec_use_nettle(bool is_wanted, char said[EC_SAID_MAX])
{
	char version[EC_VERSION_MAX];
	const char *why = NULL;

	atomic_store(&is_on, false);
	if (is_wanted)
		why = try_all();
	if (!is_wanted)
		snprintf(said, EC_SAID_MAX, "%s", tls_version());
	else if (why != NULL)
		snprintf(said, EC_SAID_MAX, "%s (Nettle: %s)", tls_version(), why);
	else
		snprintf(said, EC_SAID_MAX, "%s under %s", ec_version(version), tls_version());
	return is_wanted && why == NULL;
}
