/* SPDX-License-Identifier: ISC */
#include "html/html_ld.h"

#include "core/html_escape.h"
#include "core/words.h"

void
ld_open(struct html *h, const char *type)
{
	buf_printf(h->out, "{\"@type\":\"%s\"", type);
}

void
ld_close(struct html *h)
{
	buf_putc(h->out, '}');
}

void
ld_key(struct html *h, const char *key)
{
	buf_printf(h->out, ",\"%s\":", key);
}

void
ld_open_member(struct html *h, const char *key, const char *type)
{
	ld_key(h, key);
	ld_open(h, type);
}

void
ld_string(struct html *h, const char *key, const char *s)
{
	if (!html_is_set(s))
		return;
	ld_key(h, key);
	buf_putc(h->out, '"');
	html_json(h->out, s);
	buf_putc(h->out, '"');
}

void
ld_text(struct html *h, const char *key, const struct text *t)
{
	ld_string(h, key, text_line(h->scratch, text_get(t, h->page->lang, NULL)));
}

void
ld_url(struct html *h, const char *url)
{
	if (url != NULL && url_is_safe(url))
		ld_string(h, "url", url);
}

void
ld_date(struct html *h, const char *key, struct date d)
{
	char s[11];

	date_format(d, s);
	ld_string(h, key, s);
}

void
ld_instant(struct html *h, const char *key, const struct tz *zone, int64_t utc)
{
	char s[26];

	tz_format_rfc3339(utc, zone_at(zone, utc).offset, s);
	ld_string(h, key, s);
}

void
ld_tags(struct html *h, const char *key, const char **tags, size_t n)
{
	if (n == 0)
		return;
	ld_key(h, key);
	for (size_t i = 0; i < n; i++) {
		buf_puts(h->out, i > 0 ? ",\"" : n > 1 ? "[\"" : "\"");
		html_json(h->out, tags[i]);
		buf_putc(h->out, '"');
	}
	if (n > 1)
		buf_putc(h->out, ']');
}
