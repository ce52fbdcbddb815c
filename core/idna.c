/* SPDX-License-Identifier: ISC */
#include "core/idna.h"

#include "core/buf.h"
#include "core/fold.h"
#include "core/utf8.h"

#include <string.h>

/* RFC 3492 section 5, and RFC 1035 section 2.3.4. */
enum {
	BASE = 36,
	T_MIN = 1,
	T_MAX = 26,
	SKEW = 38,
	DAMP = 700,
	FIRST_BIAS = 72,
	FIRST_N = 0x80,
	LABEL_MAX = 63
};

/* Accented capitals of Latin, which letter_lower leaves to letter_plain. */
static uint32_t
lower(uint32_t cp)
{
	if (cp < 0xc0 || cp > 0x17f)
		return letter_lower(cp);
	if (cp <= 0xde && cp != 0xd7)
		return cp + 0x20;
	if (cp == 0x178)
		return 0xff;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
		return cp + (cp & 1);
	if (cp >= 0x100 && cp <= 0x177 && cp != 0x130 && cp != 0x131 && cp != 0x138 && cp != 0x149)
		return cp | 1;
	return cp;
}

/* RFC 3492 section 6.1. */
static uint32_t
adapt(uint32_t delta, uint32_t points, bool is_first)
{
	uint32_t k = 0;

	delta = is_first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static char
digit(uint32_t d)
{
	return (char)(d < 26 ? 'a' + d : '0' + (d - 26));
}

/* A generalised variable-length integer, RFC 3492 section 3.3. */
static void
put_delta(struct buf *out, uint32_t q, uint32_t bias)
{
	for (uint32_t k = BASE;; k += BASE) {
		uint32_t t = k <= bias + T_MIN ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;

		if (q < t)
			break;
		buf_putc(out, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	buf_putc(out, digit(q));
}

static uint32_t
least_from(const uint32_t *cp, size_t n, uint32_t from)
{
	uint32_t least = UINT32_MAX;

	for (size_t i = 0; i < n; i++)
		if (cp[i] >= from && cp[i] < least)
			least = cp[i];
	return least;
}

/* RFC 3492 section 6.3. At most LABEL_MAX characters below U+110000: nothing can overflow. */
static void
put_punycode(struct buf *out, const uint32_t *cp, size_t n)
{
	uint32_t at = FIRST_N, delta = 0, bias = FIRST_BIAS;
	size_t basic = 0, done;

	for (size_t i = 0; i < n; i++)
		if (cp[i] < FIRST_N) {
			buf_putc(out, (char)cp[i]);
			basic++;
		}
	if (basic > 0)
		buf_putc(out, '-');
	for (done = basic; done < n; delta++, at++) {
		uint32_t next = least_from(cp, n, at);

		delta += (next - at) * (uint32_t)(done + 1);
		at = next;
		for (size_t i = 0; i < n; i++) {
			delta += cp[i] < at;
			if (cp[i] != at)
				continue;
			put_delta(out, delta, bias);
			bias = adapt(delta, (uint32_t)done + 1, done == basic);
			delta = 0;
			done++;
		}
	}
}

/* One label of `n` bytes; false if it cannot be one. */
static bool
put_label(struct buf *out, const char *s, size_t n)
{
	uint32_t cp[LABEL_MAX], highest = 0;
	size_t count = 0, start = out->n, len;

	for (; n > 0; s += len, n -= len) {
		if (count == LABEL_MAX || (len = utf8_decode(s, n, &cp[count])) == 0 ||
		    utf8_is_control(cp[count]))
			return false;
		cp[count] = lower(cp[count]);
		highest = cp[count] > highest ? cp[count] : highest;
		count++;
	}
	if (highest >= FIRST_N) {
		buf_puts(out, "xn--");
		put_punycode(out, cp, count);
	} else {
		for (size_t i = 0; i < count; i++)
			buf_putc(out, (char)cp[i]);
	}
	return out->n - start <= LABEL_MAX;
}

bool
idna_ascii(const char *host, char out[IDNA_MAX + 1])
{
	struct buf b;
	bool ok = true;

	buf_init(&b, IDNA_MAX);
	for (const char *s = host; ok; s++) {
		size_t n = strcspn(s, ".");

		ok = put_label(&b, s, n);
		s += n;
		if (*s == '\0')
			break;
		buf_putc(&b, '.');
	}
	ok = ok && !b.failed;
	if (ok)
		memcpy(out, buf_str(&b), b.n + 1);
	buf_free(&b);
	return ok;
}
