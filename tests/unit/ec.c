/* SPDX-License-Identifier: ISC */
/* Points multiplied by Nettle (make EC=nettle): published vectors, and whatever mbed TLS makes of
 * the same. */
#include "gemini/ec.h"
#include "tests/lib/tap.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/sha256.h>
#include <mbedtls/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 32, RANDOM_PRODUCTS = 300 };

struct curve {
	mbedtls_ecp_group grp;
	mbedtls_ecp_point p, r;
	mbedtls_mpi m;
};

/* Not secret, and the same in each run. */
static int
chance(void *ctx, unsigned char *out, size_t n)
{
	unsigned long long *state = ctx;

	for (size_t i = 0; i < n; i++) {
		*state ^= *state << 13;
		*state ^= *state >> 7;
		*state ^= *state << 17;
		out[i] = (unsigned char)(*state >> 32);
	}
	return 0;
}

static unsigned long long state = 88172645463325252ULL;

static void
from_hex(const char *hex, unsigned char *out)
{
	for (; hex[0] != '\0'; hex += 2) {
		const char two[3] = {hex[0], hex[1], '\0'};

		*out++ = (unsigned char)strtol(two, NULL, 16);
	}
}

static void
begin(struct curve *c, mbedtls_ecp_group_id id)
{
	mbedtls_ecp_group_init(&c->grp);
	mbedtls_ecp_point_init(&c->p);
	mbedtls_ecp_point_init(&c->r);
	mbedtls_mpi_init(&c->m);
	if (mbedtls_ecp_group_load(&c->grp, id) != 0 || mbedtls_ecp_copy(&c->p, &c->grp.G) != 0)
		exit(1);
}

static void
end(struct curve *c)
{
	mbedtls_mpi_free(&c->m);
	mbedtls_ecp_point_free(&c->r);
	mbedtls_ecp_point_free(&c->p);
	mbedtls_ecp_group_free(&c->grp);
}

static void
use(bool nettle)
{
	char said[EC_SAID_MAX];

	if (ec_use_nettle(nettle, said) != nettle)
		ok(false, "%s", said);
}

/* X25519 of RFC 7748 section 5: a scalar and a coordinate as bytes. */
static int
x25519(struct curve *c, const unsigned char k[SIZE], const unsigned char u[SIZE],
    unsigned char out[SIZE])
{
	unsigned char clamped[SIZE];
	size_t n;
	int rc;

	memcpy(clamped, k, SIZE);
	clamped[0] &= 248;
	clamped[31] = (unsigned char)((clamped[31] & 127) | 64);
	if ((rc = mbedtls_mpi_read_binary_le(&c->m, clamped, SIZE)) != 0 ||
	    (rc = mbedtls_ecp_point_read_binary(&c->grp, &c->p, u, SIZE)) != 0 ||
	    (rc = mbedtls_ecp_mul(&c->grp, &c->r, &c->m, &c->p, chance, &state)) != 0)
		return rc;
	return mbedtls_ecp_point_write_binary(
	    &c->grp, &c->r, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, out, SIZE);
}

static void
test_rfc7748(void)
{
	static const char *const vectors[][3] = {
	    {"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
		"e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
		"c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"},
	    {"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
		"e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
		"95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"},
	};
	static const char once[] =
	    "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079";
	static const char thousand[] =
	    "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51";
	unsigned char k[SIZE] = {9}, u[SIZE] = {9}, out[SIZE], wanted[SIZE];
	struct curve c;

	begin(&c, MBEDTLS_ECP_DP_CURVE25519);
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		unsigned char a[SIZE], b[SIZE];

		from_hex(vectors[i][0], a);
		from_hex(vectors[i][1], b);
		from_hex(vectors[i][2], wanted);
		ok(x25519(&c, a, b, out) == 0 && memcmp(out, wanted, SIZE) == 0,
		    "RFC 7748 section 5.2, vector %zu", i + 1);
	}
	for (int i = 1; i <= 1000; i++) {
		if (x25519(&c, k, u, out) != 0)
			break;
		memcpy(u, k, SIZE);
		memcpy(k, out, SIZE);
		from_hex(i == 1 ? once : thousand, wanted);
		if (i == 1 || i == 1000)
			ok(memcmp(k, wanted, SIZE) == 0, "RFC 7748 section 5.2, %d times", i);
	}
	end(&c);
}

static int
hash(const char *text, unsigned char out[SIZE])
{
#if MBEDTLS_VERSION_NUMBER >= 0x03000000
	return mbedtls_sha256((const unsigned char *)text, strlen(text), out, 0);
#else
	return mbedtls_sha256_ret((const unsigned char *)text, strlen(text), out, 0);
#endif
}

static void
test_rfc6979(void)
{
	static const struct {
		const char *message, *r, *s;
	} vectors[] = {
	    {"sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
		"F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"},
	    {"test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367",
		"019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083"},
	};
	static const char key[] =
	    "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
	unsigned char digest[SIZE], bytes[SIZE];
	mbedtls_mpi r, s, wanted;
	struct curve c;

	begin(&c, MBEDTLS_ECP_DP_SECP256R1);
	mbedtls_mpi_init(&r);
	mbedtls_mpi_init(&s);
	mbedtls_mpi_init(&wanted);
	from_hex(key, bytes);
	mbedtls_mpi_read_binary(&c.m, bytes, SIZE);
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		const char *name = vectors[i].message;

		hash(name, digest);
		is_int(mbedtls_ecdsa_sign_det_ext(
			   &c.grp, &r, &s, &c.m, digest, SIZE, MBEDTLS_MD_SHA256, chance, &state),
		    0, "RFC 6979 section A.2.5, '%s' is signed", name);
		from_hex(vectors[i].r, bytes);
		mbedtls_mpi_read_binary(&wanted, bytes, SIZE);
		is_int(mbedtls_mpi_cmp_mpi(&r, &wanted), 0, "'%s': r", name);
		from_hex(vectors[i].s, bytes);
		mbedtls_mpi_read_binary(&wanted, bytes, SIZE);
		is_int(mbedtls_mpi_cmp_mpi(&s, &wanted), 0, "'%s': s", name);
	}
	mbedtls_mpi_free(&wanted);
	mbedtls_mpi_free(&s);
	mbedtls_mpi_free(&r);
	end(&c);
}

/* The product, and what the library makes of it; whether both are the same, errors included. */
static bool
is_same(struct curve *c)
{
	mbedtls_ecp_point theirs;
	int ours, wanted;
	bool same;

	mbedtls_ecp_point_init(&theirs);
	ours = mbedtls_ecp_mul(&c->grp, &c->r, &c->m, &c->p, chance, &state);
	use(false);
	wanted = mbedtls_ecp_mul(&c->grp, &theirs, &c->m, &c->p, chance, &state);
	use(true);
	same = ours == wanted && (ours != 0 || mbedtls_ecp_point_cmp(&c->r, &theirs) == 0);
	mbedtls_ecp_point_free(&theirs);
	return same;
}

/* Scalars by chance, of the base and then of what came out. */
static void
test_random(const char *name, mbedtls_ecp_group_id id)
{
	struct curve c;
	int same = 0;

	begin(&c, id);
	for (int i = 0; i < RANDOM_PRODUCTS; i++) {
		if (mbedtls_ecp_gen_privkey(&c.grp, &c.m, chance, &state) != 0 || !is_same(&c))
			break;
		same++;
		if (mbedtls_ecp_copy(&c.p, i % 3 == 0 ? &c.grp.G : &c.r) != 0)
			break;
	}
	is_int(same, RANDOM_PRODUCTS, "%s: by chance", name);
	end(&c);
}

static void
test_edges_p256(void)
{
	static const int from_order[] = {-2, -1, 0, 1};
	unsigned char bytes[1 + 2 * SIZE];
	struct curve c;
	size_t n;

	begin(&c, MBEDTLS_ECP_DP_SECP256R1);
	for (int k = -1; k <= 3; k++) {
		mbedtls_mpi_lset(&c.m, k);
		ok(is_same(&c), "P-256: %d times the base", k);
	}
	for (size_t i = 0; i < sizeof from_order / sizeof *from_order; i++) {
		mbedtls_mpi_add_int(&c.m, &c.grp.N, from_order[i]);
		ok(is_same(&c), "P-256: order %+d times the base", from_order[i]);
	}
	mbedtls_mpi_lset(&c.m, 7);
	mbedtls_ecp_point_write_binary(
	    &c.grp, &c.p, MBEDTLS_ECP_PF_UNCOMPRESSED, &n, bytes, sizeof bytes);
	bytes[sizeof bytes - 1] ^= 1;
	if (mbedtls_ecp_point_read_binary(&c.grp, &c.p, bytes, sizeof bytes) == 0) {
		ok(is_same(&c), "P-256: a point that is not on the curve");
		ok(mbedtls_ecp_mul(&c.grp, &c.r, &c.m, &c.p, chance, &state) != 0,
		    "P-256: is refused");
	}
	mbedtls_ecp_set_zero(&c.p);
	ok(is_same(&c), "P-256: the point at infinity");
	end(&c);
}

static void
test_edges_x25519(void)
{
	static const char *const points[] = {
	    "0000000000000000000000000000000000000000000000000000000000000000",
	    "0100000000000000000000000000000000000000000000000000000000000000",
	    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
	    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
	    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "0200000000000000000000000000000000000000000000000000000000000000",
	    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	};
	unsigned char bytes[SIZE];
	struct curve c;

	begin(&c, MBEDTLS_ECP_DP_CURVE25519);
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		from_hex(points[i], bytes);
		if (mbedtls_ecp_point_read_binary(&c.grp, &c.p, bytes, SIZE) != 0 ||
		    mbedtls_ecp_gen_privkey(&c.grp, &c.m, chance, &state) != 0)
			continue;
		ok(is_same(&c), "X25519: the point %.8s…", points[i]);
	}
	mbedtls_ecp_copy(&c.p, &c.grp.G);
	mbedtls_mpi_lset(&c.m, 8);
	ok(is_same(&c), "X25519: a scalar that is not clamped");
	end(&c);
}

/* What Nettle does not do here is done as ever. */
static void
test_others(void)
{
	struct curve c;

	begin(&c, MBEDTLS_ECP_DP_SECP384R1);
	mbedtls_mpi_lset(&c.m, 12345);
	ok(is_same(&c), "P-384");
	end(&c);
}

int
main(void)
{
	char said[EC_SAID_MAX];

	if (!ec_has_nettle) {
		puts("1..0 # SKIP built without Nettle: make EC=nettle");
		return 0;
	}
	ok(ec_use_nettle(true, said) && strncmp(said, "Nettle ", 7) == 0, "Nettle is tried: %s",
	    said);
	test_rfc7748();
	test_rfc6979();
	test_random("X25519", MBEDTLS_ECP_DP_CURVE25519);
	test_random("P-256", MBEDTLS_ECP_DP_SECP256R1);
	test_edges_p256();
	test_edges_x25519();
	test_others();
	ok(!ec_use_nettle(false, said) && strstr(said, "Nettle") == NULL, "and is left again: %s",
	    said);
	test_rfc7748();
	test_rfc6979();
	return tap_done();
}
