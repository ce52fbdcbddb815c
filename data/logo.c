/* SPDX-License-Identifier: ISC */
#include "data/logo.h"

#include <ctype.h>
#include <expat.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 64 };

/* How pictures end, are published, and begin. */
static const struct kind {
	const char *end, *file, *begins;
	size_t n;
} kinds[] = {
    {".svg", "logo.svg", "", 0},
    {".png", "logo.png", "\x89PNG\r\n\x1a\n", 8},
    {".jpg", "logo.jpg", "\xff\xd8\xff", 3},
    {".jpeg", "logo.jpg", "\xff\xd8\xff", 3},
    {".webp", "logo.webp", "RIFF", 4},
};

static const struct kind *
kind_of(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t m = strlen(kinds[i].end);

		if (n > m && strcmp(name + n - m, kinds[i].end) == 0)
			return &kinds[i];
	}
	return NULL;
}

bool
logo_is_name(const char *name)
{
	return strncmp(name, "logo", 4) == 0 && strchr(name, '/') == NULL && kind_of(name) != NULL;
}

const char *
logo_file(const char *name)
{
	return kind_of(name)->file;
}

/* ---- SVG ---- */

struct svg {
	XML_Parser parser;
	struct buf *why;
	size_t depth;
	bool in_style;
	struct buf style; /* what is in the <style> that is open */
};

#define SVG   "http://www.w3.org/2000/svg"
#define XHTML "http://www.w3.org/1999/xhtml"
#define XLINK "http://www.w3.org/1999/xlink"
#define XML   "http://www.w3.org/XML/1998/namespace"

/* Says the first thing that is wrong. */
static void
refuse(struct svg *s, const char *what, const char *name)
{
	if (s->why->n > 0)
		return;
	buf_printf(s->why, "%s%s%.60s%s (line %lu)", what, *name == '\0' ? "" : " '", name,
	    *name == '\0' ? "" : "'", (unsigned long)XML_GetCurrentLineNumber(s->parser));
	XML_StopParser(s->parser, XML_FALSE);
}

/* Elements of SVG 1.1 that only draw, or say what is drawn. */
static bool
is_drawing(const char *name)
{
	static const char *const names[] = {"circle", "clipPath", "defs", "desc", "ellipse",
	    "feBlend", "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur", "feMerge",
	    "feMergeNode", "feOffset", "filter", "g", "line", "linearGradient", "marker", "mask",
	    "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop",
	    "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use",
	    "view"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Functions of CSS that take an address as a string; -webkit-image-set() ends like one, too. */
static bool
is_loader(const char *css)
{
	static const char *const names[] = {"image(", "image-set(", "src("};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(css, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

/* Whether a style sheet, or the value of a property, may load something: by url() of what is not a
 * part of the picture, by a rule such as @import, or hidden in an escape of CSS. */
static bool
loads(const char *css)
{
	for (const char *p = css; *p != '\0'; p++) {
		if (*p == '\\' || (*p == '@' && strncasecmp(p, "@media", 6) != 0) || is_loader(p))
			return true;
		if (strncasecmp(p, "url(", 4) != 0)
			continue;
		p += 4;
		while (isspace((unsigned char)*p) || *p == '"' || *p == '\'')
			p++;
		if (*p != '#')
			return true;
	}
	return false;
}

static void
see_attribute(struct svg *s, const char *name, const char *value)
{
	const char *local = strrchr(name, ' ');

	if (strncmp(name, XLINK " ", sizeof XLINK) == 0 || strcmp(name, "href") == 0) {
		local = local != NULL ? local + 1 : name;
		if (strcmp(local, "href") == 0 && value[0] != '#')
			refuse(s, "leads elsewhere, by", local);
	} else if (strcmp(name, XML " base") == 0) {
		refuse(s, "leads elsewhere, by", "xml:base");
	} else if (local != NULL) {
		return; /* of a namespace that means nothing to browsers */
	} else if (strncasecmp(name, "on", 2) == 0) {
		refuse(s, "has the event", name);
	} else if (loads(value)) {
		refuse(s, "may load something, by", name);
	}
}

static void XMLCALL
begin_element(void *data, const char *name, const char **attributes)
{
	struct svg *s = data;
	const char *local = strrchr(name, ' ');
	bool is_svg = strncmp(name, SVG " ", sizeof SVG) == 0;

	local = local != NULL ? local + 1 : name;
	if (++s->depth > DEPTH_MAX)
		refuse(s, "is nested too deep", "");
	/* A browser reads the text of a style as if they were not there. */
	if (s->in_style)
		refuse(s, "has within a style the element", local);
	if (s->depth == 1 && (!is_svg || strcmp(local, "svg") != 0))
		refuse(s, "is no SVG: it begins with", local);
	if ((is_svg && !is_drawing(local)) || strncmp(name, XHTML " ", sizeof XHTML) == 0 ||
	    local == name)
		refuse(s, "has the element", local);
	s->in_style = is_svg && strcmp(local, "style") == 0;
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		see_attribute(s, attributes[i], attributes[i + 1]);
}

static void XMLCALL
end_element(void *data, const char *name)
{
	struct svg *s = data;

	(void)name;
	s->depth--;
	if (s->style.n > 0 && loads(buf_str(&s->style)))
		refuse(s, "may load something, by", "style");
	buf_clear(&s->style);
	s->in_style = false;
}

static void XMLCALL
see_text(void *data, const char *text, int n)
{
	struct svg *s = data;

	if (s->in_style)
		buf_put(&s->style, text, (size_t)n);
}

/* Browsers know the entities of XHTML by its public identifier, where we would see none. */
static void XMLCALL
begin_doctype(void *data, const char *name, const char *system, const char *public, int has_own)
{
	static const char svg[] = "-//W3C//DTD SVG ";

	(void)name;
	if (has_own)
		refuse(data, "declares entities", "");
	else if (system != NULL && (public == NULL || strncmp(public, svg, sizeof svg - 1) != 0))
		refuse(data, "has the DOCTYPE of another document", "");
}

/* Browsers follow what it says, and would see another text than we do. */
static void XMLCALL
see_declaration(void *data, const char *version, const char *encoding, int standalone)
{
	(void)version;
	(void)standalone;
	if (encoding != NULL && strcasecmp(encoding, "UTF-8") != 0)
		refuse(data, "is not in UTF-8, but", encoding);
}

static void XMLCALL
see_instruction(void *data, const char *target, const char *text)
{
	(void)text;
	refuse(data, "has the instruction", target);
}

static void
see_svg(struct buf *why, const void *bytes, size_t n)
{
	struct svg s = {.parser = XML_ParserCreateNS("UTF-8", ' '), .why = why};

	if (s.parser == NULL) {
		buf_puts(why, "cannot be read: out of memory");
		return;
	}
	buf_init(&s.style, LOGO_BYTES_MAX);
	XML_SetUserData(s.parser, &s);
	XML_SetElementHandler(s.parser, begin_element, end_element);
	XML_SetCharacterDataHandler(s.parser, see_text);
	XML_SetXmlDeclHandler(s.parser, see_declaration);
	XML_SetStartDoctypeDeclHandler(s.parser, begin_doctype);
	XML_SetProcessingInstructionHandler(s.parser, see_instruction);
	if (XML_Parse(s.parser, bytes, (int)n, 1) != XML_STATUS_OK && why->n == 0)
		buf_printf(why, "is no well-formed SVG (line %lu: %s)",
		    (unsigned long)XML_GetCurrentLineNumber(s.parser),
		    XML_ErrorString(XML_GetErrorCode(s.parser)));
	buf_free(&s.style);
	XML_ParserFree(s.parser);
}

bool
logo_is_bad(struct buf *why, const char *name, const void *bytes, size_t n)
{
	const struct kind *k = kind_of(name);

	buf_clear(why);
	if (n > LOGO_BYTES_MAX)
		buf_printf(why, "has %zu KiB, more than %d", n / 1024, LOGO_BYTES_MAX / 1024);
	else if (n < k->n || memcmp(bytes, k->begins, k->n) != 0 ||
		 (strcmp(k->end, ".webp") == 0 &&
		     (n < 12 || memcmp((const char *)bytes + 8, "WEBP", 4) != 0)))
		buf_printf(why, "is not what its name says, %s", k->end);
	else if (strcmp(k->end, ".svg") == 0)
		see_svg(why, bytes, n);
	return why->n > 0;
}
