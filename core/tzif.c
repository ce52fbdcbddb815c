/* SPDX-License-Identifier: ISC */
/* Reader of TZif files: RFC 9636 section 3. The bytes may be anything. */
#include "core/tz_private.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 44, TYPE_BYTES = 6 };

/* Section 3.1; the counts' names are those of the RFC. */
struct header {
	char version; /* NUL, '2', '3' or '4' */
	uint32_t isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt;
};

/* The bytes not read yet. */
struct input {
	const uint8_t *p;
	size_t n;
};

static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A signed integer of 4 or 8 bytes. */
static int64_t
be_signed(const uint8_t *p, size_t size)
{
	if (size == 4)
		return (int32_t)be32(p);
	return (int64_t)((uint64_t)be32(p) << 32 | be32(p + 4));
}

/* The next `n` bytes; NULL if there are fewer. */
static const uint8_t *
take(struct input *in, size_t n)
{
	const uint8_t *p = in->p;

	if (n > in->n)
		return NULL;
	in->p += n;
	in->n -= n;
	return p;
}

static int
read_header(struct input *in, struct header *h, struct err *e)
{
	const uint8_t *p = take(in, HEADER_BYTES);

	if (p == NULL || memcmp(p, "TZif", 4) != 0)
		return err_set(e, "no TZif header");
	*h = (struct header){.version = (char)p[4],
	    .isutcnt = be32(p + 20),
	    .isstdcnt = be32(p + 24),
	    .leapcnt = be32(p + 28),
	    .timecnt = be32(p + 32),
	    .typecnt = be32(p + 36),
	    .charcnt = be32(p + 40)};
	if (h->version != '\0' && (h->version < '2' || h->version > '4'))
		return err_set(e, "unknown TZif version");
	if (h->leapcnt != 0)
		return err_set(e, "has leap seconds");
	return 0;
}

/* Bytes of the block after a header, `time_size` bytes a transition time. */
static uint64_t
block_bytes(const struct header *h, size_t time_size)
{
	return (uint64_t)h->timecnt * (time_size + 1) + (uint64_t)h->typecnt * TYPE_BYTES +
	       h->charcnt + h->isstdcnt + h->isutcnt;
}

static int
read_times(struct tz *tz, const struct header *h, const uint8_t *p, size_t time_size, struct err *e)
{
	const uint8_t *types = p + (size_t)h->timecnt * time_size;

	tz->nwhen = h->timecnt;
	for (size_t i = 0; i < tz->nwhen; i++) {
		tz->when[i] = be_signed(p + i * time_size, time_size);
		tz->type[i] = types[i];
		if (i > 0 && tz->when[i] <= tz->when[i - 1])
			return err_set(e, "transitions are not in order");
		if (tz->type[i] >= h->typecnt)
			return err_set(e, "a transition has no type");
	}
	return 0;
}

static int
read_types(struct tz *tz, const struct header *h, const uint8_t *p, struct err *e)
{
	tz->ntypes = h->typecnt;
	for (size_t i = 0; i < tz->ntypes; i++, p += TYPE_BYTES) {
		struct tz_state *st = &tz->types[i];

		st->offset = (int32_t)be32(p);
		st->is_dst = p[4] == 1;
		if (st->offset < TZ_OFFSET_MIN || st->offset > TZ_OFFSET_MAX || p[4] > 1)
			return err_set(e, "a type is out of range");
		if (p[5] >= h->charcnt)
			return err_set(e, "a type has no abbreviation");
		st->abbrev = tz->abbrevs + p[5];
		if (!tz_abbrev_is_valid(st->abbrev, strlen(st->abbrev)))
			return err_set(e, "an abbreviation is not valid");
	}
	return 0;
}

/* Section 3.2, the data block. */
static int
read_block(struct tz *tz, const struct header *h, struct input *in, size_t time_size, struct err *e)
{
	uint64_t size = block_bytes(h, time_size);
	const uint8_t *p, *types, *chars;

	if (size > in->n)
		return err_set(e, "cut short");
	if (h->typecnt == 0 || h->typecnt > TZ_TYPES_MAX || h->charcnt == 0 ||
	    (h->isutcnt != 0 && h->isutcnt != h->typecnt) ||
	    (h->isstdcnt != 0 && h->isstdcnt != h->typecnt))
		return err_set(e, "counts do not fit together");
	p = take(in, (size_t)size);
	types = p + (size_t)h->timecnt * (time_size + 1);
	chars = types + (size_t)h->typecnt * TYPE_BYTES;
	if (chars[h->charcnt - 1] != '\0')
		return err_set(e, "an abbreviation does not end");
	tz->when = calloc((size_t)h->timecnt + 1, sizeof *tz->when);
	tz->type = calloc((size_t)h->timecnt + 1, sizeof *tz->type);
	tz->types = calloc(h->typecnt, sizeof *tz->types);
	tz->abbrevs = malloc(h->charcnt);
	if (tz->when == NULL || tz->type == NULL || tz->types == NULL || tz->abbrevs == NULL)
		return err_set(e, "out of memory");
	memcpy(tz->abbrevs, chars, h->charcnt);
	if (read_times(tz, h, p, time_size, e) != 0)
		return -1;
	return read_types(tz, h, types, e);
}

/* Section 3.3, the footer: all that is left, a TZ string between two newlines. */
static int
read_footer(struct tz *tz, const struct header *h, const struct input *in, struct err *e)
{
	const char *s = (const char *)in->p;

	if (in->n < 2 || s[0] != '\n' || s[in->n - 1] != '\n')
		return err_set(e, "footer is cut short");
	if (!tz_rule_parse(&tz->rule, s + 1, in->n - 2, h->version >= '3'))
		return err_set(e, "footer is no TZ string");
	return 0;
}

/* Versions 2 and up say everything twice; the first block, of 32-bit times, is skipped. */
static int
read_all(struct tz *tz, struct input *in, struct err *e)
{
	struct header h;
	uint64_t skip;

	if (read_header(in, &h, e) != 0)
		return -1;
	if (h.version == '\0')
		return read_block(tz, &h, in, 4, e);
	skip = block_bytes(&h, 4);
	if (skip > in->n)
		return err_set(e, "cut short");
	take(in, (size_t)skip);
	if (read_header(in, &h, e) != 0)
		return -1;
	if (h.version == '\0')
		return err_set(e, "the second header has no version");
	if (read_block(tz, &h, in, 8, e) != 0)
		return -1;
	return read_footer(tz, &h, in, e);
}

int
tz_read(struct tz **out, const char *name, const void *bytes, size_t n, struct err *e)
{
	struct input in = {bytes, n};
	struct tz *tz = NULL;
	int rc = -1;

	if (n > TZ_BYTES_MAX) {
		err_set(e, "time zone %s: over %d bytes", name, (int)TZ_BYTES_MAX);
		goto out;
	}
	tz = calloc(1, sizeof *tz);
	if (tz == NULL || (tz->name = strdup(name)) == NULL) {
		err_set(e, "time zone %s: out of memory", name);
		goto out;
	}
	if (read_all(tz, &in, e) != 0) {
		err_context(e, "time zone %s", name);
		goto out;
	}
	*out = tz;
	tz = NULL;
	rc = 0;
out:
	tz_free(tz);
	return rc;
}

void
tz_free(struct tz *tz)
{
	if (tz == NULL)
		return;
	free(tz->name);
	free(tz->abbrevs);
	free(tz->types);
	free(tz->when);
	free(tz->type);
	free(tz);
}
