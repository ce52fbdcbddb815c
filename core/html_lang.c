/* SPDX-License-Identifier: ISC */
#include "core/html_escape.h"

#include <string.h>
#include <strings.h>

/* The length of the subtag at `s`: letters and digits. */
static size_t
subtag(const char *s)
{
	size_t n = 0;

	while ((s[n] >= '0' && s[n] <= '9') || (s[n] >= 'a' && s[n] <= 'z') ||
	       (s[n] >= 'A' && s[n] <= 'Z'))
		n++;
	return n;
}

bool
lang_is_valid(const char *lang)
{
	size_t n = lang != NULL ? subtag(lang) : 0;

	if (n < 2 || strcspn(lang, "0123456789") < n)
		return false;
	while (n >= 1 && n <= 8 && lang[n] == '-') {
		lang += n + 1;
		n = subtag(lang);
	}
	return n >= 1 && n <= 8 && lang[n] == '\0';
}

static bool
is_one_of(const char *s, size_t n, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strlen(*words) == n && strncasecmp(s, *words, n) == 0)
			return true;
	return false;
}

bool
lang_is_rtl(const char *lang)
{
	static const char *const languages[] = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "khw",
	    "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi", NULL};
	static const char *const scripts[] = {
	    "Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa", NULL};
	size_t n;

	if (!lang_is_valid(lang))
		return false;
	n = subtag(lang);
	/* A script is the one subtag of four letters that may follow the language. */
	if (lang[n] == '-' && subtag(lang + n + 1) == 4 && strcspn(lang + n + 1, "0123456789") >= 4)
		return is_one_of(lang + n + 1, 4, scripts);
	return is_one_of(lang, n, languages);
}

void
html_lang(struct buf *b, const char *lang, const char *around)
{
	if (!lang_is_valid(lang))
		return;
	buf_printf(b, " lang=\"%s\"", lang);
	if (lang_is_rtl(lang) != lang_is_rtl(around))
		buf_printf(b, " dir=\"%s\"", lang_is_rtl(lang) ? "rtl" : "ltr");
}
