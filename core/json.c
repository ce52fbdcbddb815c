/* SPDX-License-Identifier: ISC */
#include "core/json.h"

#include "core/utf8.h"

#include <inttypes.h>
#include <string.h>

struct json
json_begin(struct buf *out)
{
	return (struct json){.out = out};
}

void
json_end(struct json *j)
{
	buf_putc(j->out, '\n');
}

static void
put_line(struct json *j)
{
	buf_putc(j->out, '\n');
	for (int i = 0; i < j->depth; i++)
		buf_puts(j->out, "  ");
}

/* What stands before a value or a key. */
static void
begin_item(struct json *j)
{
	if (j->has_key) {
		j->has_key = false;
		return;
	}
	if (j->is_full)
		buf_putc(j->out, ',');
	if (j->depth > 0)
		put_line(j);
	j->is_full = true;
}

static void
put_char(struct buf *out, const char *s, size_t len, uint32_t c)
{
	static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	const char *found = NULL;

	for (const char *p = short_forms; *p != '\0' && found == NULL; p += 2)
		if ((uint32_t)(unsigned char)*p == c)
			found = p;
	if (found != NULL)
		buf_printf(out, "\\%c", found[1]);
	else if (utf8_is_control(c))
		buf_printf(out, "\\u%04" PRIx32, c);
	else
		buf_put(out, s, len);
}

/* How many bytes at the start stay as they are. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"' && s[i] != '\\')
		i++;
	return i;
}

void
json_quote(struct buf *out, const char *s)
{
	size_t n = strlen(s), len;
	uint32_t c;

	buf_putc(out, '"');
	for (; n > 0; s += len, n -= len) {
		len = plain_run(s, n);
		if (len > 0) {
			buf_put(out, s, len);
			continue;
		}
		len = utf8_decode(s, n, &c);
		if (len == 0) {
			len = 1;
			buf_puts(out, "\xef\xbf\xbd");
		} else {
			put_char(out, s, len, c);
		}
	}
	buf_putc(out, '"');
}

void
json_key(struct json *j, const char *key)
{
	begin_item(j);
	json_quote(j->out, key);
	buf_puts(j->out, ": ");
	j->has_key = true;
}

void
json_string(struct json *j, const char *s)
{
	begin_item(j);
	if (s == NULL)
		buf_puts(j->out, "null");
	else
		json_quote(j->out, s);
}

void
json_int(struct json *j, int64_t n)
{
	begin_item(j);
	buf_printf(j->out, "%" PRId64, n);
}

void
json_bool(struct json *j, bool b)
{
	begin_item(j);
	buf_puts(j->out, b ? "true" : "false");
}

static void
open_with(struct json *j, char c)
{
	begin_item(j);
	buf_putc(j->out, c);
	j->depth++;
	j->is_full = false;
}

/* What is closed is itself something in what it stands in. */
static void
close_with(struct json *j, char c)
{
	j->depth--;
	if (j->is_full)
		put_line(j);
	buf_putc(j->out, c);
	j->is_full = true;
}

void
json_open_object(struct json *j)
{
	open_with(j, '{');
}

void
json_close_object(struct json *j)
{
	close_with(j, '}');
}

void
json_open_array(struct json *j)
{
	open_with(j, '[');
}

void
json_close_array(struct json *j)
{
	close_with(j, ']');
}

void
json_put_string(struct json *j, const char *key, const char *s)
{
	json_key(j, key);
	json_string(j, s);
}

void
json_put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

void
json_put_bool(struct json *j, const char *key, bool b)
{
	json_key(j, key);
	json_bool(j, b);
}
