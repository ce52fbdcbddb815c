/* SPDX-License-Identifier: ISC */
/* The parser's side: elements as they come, their texts, and what is refused. */
#include "data/schedule_xml.h"

#include "data/schedule_private.h"

#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TEXT_MAX = 1024 * 1024, /* bytes of one text as written */
	ATTRIBUTES_MAX = 32,
	ATTRIBUTE_MAX = 8 * 1024 /* bytes of one value */
};

/* An element that is open. */
struct open {
	enum schedule_in is;
	char name[64];
	struct place at;
};

struct parse {
	struct schedule s;
	XML_Parser parser;
	struct open open[INTAKE_DEPTH_MAX];
	size_t depth;
	struct buf xml, text;                     /* all of it; of the element that is open */
	const char *kept[2 * ATTRIBUTES_MAX + 1]; /* attributes of the text that is open */
	bool says_something;                      /* within what has no place */
	int skipped;                              /* lines left out before the beginning */
	const char *refused;                      /* why the file is */
};

static struct place
here(const struct parse *p)
{
	return (struct place){p->s.in->options.file,
	    (int)XML_GetCurrentLineNumber(p->parser) + p->skipped,
	    (int)XML_GetCurrentColumnNumber(p->parser) + 1};
}

static void
refuse(struct parse *p, const char *why)
{
	if (p->refused == NULL)
		p->refused = why;
	XML_StopParser(p->parser, XML_FALSE);
}

static enum schedule_in
is_in(const struct parse *p)
{
	return p->depth == 0 ? IN_NOTHING : p->open[p->depth - 1].is;
}

/* Keeps the attributes until the element ends, which is when it is read. */
static void
keep_attributes(struct parse *p, const char **atts)
{
	size_t n = 0;

	for (; atts[n] != NULL; n++) {
		if (n >= 2 * ATTRIBUTES_MAX) {
			refuse(p, "an element has more than 32 attributes");
			break;
		}
		if (strlen(atts[n]) > ATTRIBUTE_MAX) {
			refuse(p, "an attribute is longer than 8 KiB");
			break;
		}
		p->kept[n] = arena_strdup(p->s.in->scratch, atts[n]);
	}
	p->kept[n & ~(size_t)1] = NULL;
}

/* HTML that is written out within an abstract becomes part of its text again. */
static void
put_tag(struct parse *p, const char *name, const char **atts)
{
	buf_printf(&p->text, "<%s", name);
	for (; atts[0] != NULL; atts += 2)
		if (strcmp(atts[0], "href") == 0 && strchr(atts[1], '"') == NULL)
			buf_printf(&p->text, " href=\"%s\"", atts[1]);
	buf_puts(&p->text, ">");
}

static void XMLCALL
on_start(void *data, const char *name, const char **atts)
{
	struct parse *p = data;
	enum schedule_in in = is_in(p), is;
	struct open *o;

	if (p->refused != NULL)
		return;
	if (p->depth >= INTAKE_DEPTH_MAX) {
		refuse(p, "elements are more than 32 deep within each other");
		return;
	}
	if (p->depth == 0 && strcmp(name, "schedule") != 0) {
		refuse(p, "the first element is not <schedule>");
		return;
	}
	is = in >= IN_TEXT ? in : schedule_kind(in, name);
	o = &p->open[p->depth++];
	*o = (struct open){.is = is, .at = here(p)};
	snprintf(o->name, sizeof o->name, "%s", name);
	if (in == IN_PROSE || in == IN_TEXT) {
		put_tag(p, name, atts);
		return;
	}
	if (in == IN_UNKNOWN || in == IN_SILENT) {
		p->says_something = p->says_something || atts[0] != NULL;
		return;
	}
	buf_clear(&p->text);
	keep_attributes(p, atts);
	p->says_something = is == IN_UNKNOWN && atts[0] != NULL;
	p->s.at = o->at;
	p->s.attributes = p->kept;
	schedule_begin(&p->s, is);
}

static void
tell_unknown(struct parse *p, const struct open *o)
{
	struct findings *f = p->s.in->f;

	if (p->says_something)
		intake_tally(p->s.in, RULE_IMPORT_DROPPED, o->at,
		    finding_words(f, "<%s> in <%s> has no place in an agenda: it is left out",
			finding_quote(f, o->name), finding_quote(f, o[-1].name)),
		    NULL);
}

/* The text without blanks at its ends, in place. */
static char *
trimmed(struct buf *b)
{
	char *s = b->p;

	buf_puts(b, "");
	while (b->n > 0 && strchr(" \t\r\n", b->p[b->n - 1]) != NULL)
		b->p[--b->n] = '\0';
	for (s = b->p; s != NULL && *s != '\0' && strchr(" \t\r\n", *s) != NULL; s++)
		;
	return s;
}

static void XMLCALL
on_end(void *data, const char *name)
{
	struct parse *p = data;
	struct open *o;
	enum schedule_in in;
	char none[] = "", *text;

	if (p->refused != NULL || p->depth == 0)
		return;
	o = &p->open[--p->depth];
	in = is_in(p);
	if (in == IN_PROSE || in == IN_TEXT) {
		buf_printf(&p->text, "</%s>", name);
		return;
	}
	if (in == IN_UNKNOWN || in == IN_SILENT)
		return;
	if (o->is == IN_UNKNOWN) {
		tell_unknown(p, o);
		return;
	}
	text = o->is == IN_TEXT || o->is == IN_PROSE ? trimmed(&p->text) : NULL;
	p->s.at = o->at;
	schedule_end(&p->s, in, o->name, text != NULL ? text : none);
}

static void XMLCALL
on_text(void *data, const char *s, int n)
{
	struct parse *p = data;
	enum schedule_in in = is_in(p);

	if (in == IN_TEXT || in == IN_PROSE) {
		buf_put(&p->text, s, (size_t)n);
		if (p->text.failed)
			refuse(p, "a text is longer than 1 MiB");
	} else if (in == IN_UNKNOWN) {
		for (int i = 0; i < n && !p->says_something; i++)
			p->says_something = strchr(" \t\r\n", s[i]) == NULL;
	}
}

static void XMLCALL
on_entity(void *data, const char *name, int is_parameter, const char *value, int length,
    const char *base, const char *system, const char *public, const char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)length;
	(void)base, (void)system, (void)public, (void)notation;
	refuse(data, "it declares entities, which no schedule needs");
}

/* Windows-1252, which browsers take for Latin-1; a byte without a character is -1. */
static int XMLCALL
on_encoding(void *data, const char *name, XML_Encoding *info)
{
	static const int high[32] = {0x20ac, -1, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	    0x2c6, 0x2030, 0x160, 0x2039, 0x152, -1, 0x17d, -1, -1, 0x2018, 0x2019, 0x201c, 0x201d,
	    0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, -1, 0x17e, 0x178};

	(void)data;
	if (strcmp(name, "windows-1252") != 0 && strcmp(name, "Windows-1252") != 0 &&
	    strcmp(name, "WINDOWS-1252") != 0 && strcmp(name, "cp1252") != 0)
		return XML_STATUS_ERROR;
	for (int i = 0; i < 256; i++)
		info->map[i] = i >= 0x80 && i < 0xa0 ? high[i - 0x80] : i;
	info->data = NULL;
	info->convert = NULL;
	info->release = NULL;
	return XML_STATUS_OK;
}

/* Why the parser gave up, in words for who has the file. */
static int
failed(struct parse *p, struct err *e)
{
	struct place at = here(p);
	enum XML_Error code = XML_GetErrorCode(p->parser);
	const struct open *o = p->depth > 0 ? &p->open[p->depth - 1] : NULL;

	if (p->refused != NULL)
		return err_set(e, "%s:%d:%d: %s", at.file, at.line, at.col, p->refused);
	if (code == XML_ERROR_NO_ELEMENTS && o == NULL)
		return err_set(e, "%s: there is nothing in the file", at.file);
	if (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
	    code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION)
		return err_set(e,
		    "%s:%d:%d: the file breaks off within <%s> of line %d: get it again, whole",
		    at.file, at.line, at.col, o != NULL ? o->name : "",
		    o != NULL ? o->at.line : at.line);
	if (code == XML_ERROR_UNKNOWN_ENCODING)
		return err_set(e, "%s: its encoding is not known: save it as UTF-8", at.file);
	if (code == XML_ERROR_TAG_MISMATCH && o != NULL)
		return err_set(e, "%s:%d:%d: the <%s> of line %d is not closed before this",
		    at.file, at.line, at.col, o->name, o->at.line);
	return err_set(e, "%s:%d:%d: this is no XML from here on: %s", at.file, at.line, at.col,
	    XML_ErrorString(code));
}

static int
parse_run(struct parse *p, struct err *e)
{
	XML_SetUserData(p->parser, p);
	XML_SetElementHandler(p->parser, on_start, on_end);
	XML_SetCharacterDataHandler(p->parser, on_text);
	XML_SetEntityDeclHandler(p->parser, on_entity);
	XML_SetUnknownEncodingHandler(p->parser, on_encoding, NULL);
	if (XML_Parse(p->parser, buf_str(&p->xml), (int)p->xml.n, XML_TRUE) == XML_STATUS_OK)
		return 0;
	return failed(p, e);
}

bool
schedule_xml_is(const char *bytes, size_t n)
{
	static const char word[] = "<schedule";
	size_t len = sizeof word - 1;

	for (size_t i = 0; i + len < n && i < 4096; i++)
		if (memcmp(bytes + i, word, len) == 0 &&
		    strchr(" \t\r\n/>", bytes[i + len]) != NULL)
			return true;
	return false;
}

/* All that may take more than the memory allowed. */
static int
read_all(struct parse *p, const char *bytes, size_t n, struct err *e)
{
	if (setjmp(*arena_landing(p->s.in->scratch)) != 0)
		return err_set(
		    e, "%s: there is more in it than memory is allowed for", p->s.in->options.file);
	p->parser = XML_ParserCreate(NULL);
	p->skipped = schedule_mend(p->s.in, bytes, n, &p->xml);
	if (p->parser == NULL || p->xml.failed)
		return err_set(e, "out of memory");
	names_init(&p->s.rooms, p->s.in->scratch);
	if (parse_run(p, e) != 0)
		return -1;
	schedule_finish(&p->s);
	return 0;
}

int
schedule_xml_read(struct intake *in, const char *bytes, size_t n, struct err *e)
{
	struct parse *p;
	int rc;

	if (n > INTAKE_FILE_MAX)
		return err_set(e, "%s: a file to import is at most 16 MiB", in->options.file);
	p = calloc(1, sizeof *p);
	if (p == NULL)
		return err_set(e, "out of memory");
	buf_init(&p->xml, 3 * (size_t)INTAKE_FILE_MAX + 1024);
	buf_init(&p->text, TEXT_MAX);
	p->s = (struct schedule){.in = in, .day_change = -1, .zone = in->options.zone};
	in->event.at = (struct place){in->options.file, 1, 1};
	rc = read_all(p, bytes, n, e);
	arena_no_landing(in->scratch);
	if (p->parser != NULL)
		XML_ParserFree(p->parser);
	buf_free(&p->text);
	buf_free(&p->xml);
	free(p);
	return rc;
}
