/* SPDX-License-Identifier: ISC */
#include "html/html_script.h"

#include "core/json.h"
#include "core/reading.h"

#include <string.h>

/* html/site.js: a function of the words (Makefile). */
extern const char html_site[];
extern const size_t html_site_size;

static void
put(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "%s:", key);
	json_quote(out, value);
}

void
html_script(struct buf *out, const struct words *w)
{
	bool first = strcmp(w->lang, w->site->languages[0]) == 0;
	bool own = !first && reading_has_texts(w->site, w->lang);

	buf_put(out, html_site, html_site_size);
	buf_puts(out, "({");
	put(out, "root", first ? "" : "../");
	put(out, ",ics", own ? arena_printf(w->arena, ".%s.ics", w->lang) : ".ics");
	put(out, ",colon", words_colon(w));
	put(out, ",search", words_get(w, WORD_SEARCH));
	put(out, ",mine", words_get(w, WORD_MY_SESSIONS));
	put(out, ",keep", words_get(w, WORD_KEEP_SESSION));
	put(out, ",now", words_get(w, WORD_NOW));
	put(out, ",next", words_get(w, WORD_NEXT));
	put(out, ",zone", words_get(w, WORD_YOUR_TIME));
	buf_puts(out, "});\n");
}
