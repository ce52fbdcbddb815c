/* SPDX-License-Identifier: ISC */
#include "data/logo.h"

#include "data/read.h"
#include "tests/lib/tap.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void
test_names(void)
{
	static const struct {
		const char *name, *file; /* NULL: it is none */
	} cases[] = {
	    {"logo.svg", "logo.svg"},
	    {"logo-2031.png", "logo.png"},
	    {"logo.jpeg", "logo.jpg"},
	    {"logo.webp", "logo.webp"},
	    {"logo.svg.txt", NULL},
	    {"logo.SVG", NULL},
	    {"logo", NULL},
	    {"my-logo.svg", NULL},
	    {"logo/../x.svg", NULL},
	    {"", NULL},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		is_int(
		    logo_is_name(cases[i].name), cases[i].file != NULL, "name '%s'", cases[i].name);
		if (cases[i].file != NULL)
			is_str(logo_file(cases[i].name), cases[i].file, "'%s' on the web",
			    cases[i].name);
	}
}

#define BEGIN                                                                                      \
	"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
#define SVG(in) BEGIN "viewBox=\"0 0 9 9\">" in "</svg>"

/* NULL: a logo; else what is said of it, up to the line. */
static const struct {
	const char *name, *svg, *want;
} svgs[] = {
    {"shapes", SVG("<g fill=\"#123456\"><path d=\"M0 0h9v9z\"/></g>"), NULL},
    {"a gradient of its own",
	SVG("<defs><linearGradient id=\"a\"><stop offset=\"0\"/></linearGradient></defs>"
	    "<rect fill=\"url(#a)\" style=\"stroke:url( '#a' )\"/><use xlink:href=\"#a\"/>"),
	NULL},
    {"a style that looks at the scheme",
	SVG("<style>@media (prefers-color-scheme: dark) { path { fill: #fff } }</style>"), NULL},
    {"what an editor keeps for itself",
	BEGIN "xmlns:i=\"http://www.inkscape.org/x\" i:export=\"c:\\x\"><i:view/><metadata/></svg>",
	NULL},
    {"a declaration of XML and an old DOCTYPE",
	"<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
	"\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" SVG(""),
	NULL},
    {"script", SVG("<script>alert(1)</script>"), "has the element 'script'"},
    {"script under a prefix", BEGIN "xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></svg>",
	"has the element 'script'"},
    {"HTML within", SVG("<b xmlns=\"http://www.w3.org/1999/xhtml\"/>"), "has the element 'b'"},
    {"HTML under foreignObject", SVG("<foreignObject/>"), "has the element 'foreignObject'"},
    {"an event", SVG("<path onload=\"x()\"/>"), "has the event 'onload'"},
    {"an event of the whole", BEGIN "ONCLICK=\"x()\"/>", "has the event 'ONCLICK'"},
    {"a link", SVG("<a href=\"https://example.org/\"/>"), "has the element 'a'"},
    {"a script in a use", SVG("<use href=\"javascript:x()\"/>"), "leads elsewhere, by 'href'"},
    {"a use of another file", SVG("<use xlink:href=\"x.svg#a\"/>"), "leads elsewhere, by 'href'"},
    {"a picture", SVG("<image href=\"https://example.org/x.png\"/>"), "has the element 'image'"},
    {"an animation of a link", SVG("<set attributeName=\"href\" to=\"javascript:x()\"/>"),
	"has the element 'set'"},
    {"a fill from elsewhere", SVG("<path fill=\"url(https://example.org/x#a)\"/>"),
	"may load something, by 'fill'"},
    {"the same in a style", SVG("<path style=\"fill: URL( 'https://example.org/x' )\"/>"),
	"may load something, by 'style'"},
    {"the same in an escape", SVG("<path style=\"fill: u\\72l(https://example.org/x)\"/>"),
	"may load something, by 'style'"},
    {"an import", SVG("<style>@import 'https://example.org/x.css';</style>"),
	"may load something, by 'style'"},
    {"an import in parts", SVG("<style><![CDATA[@imp]]>ort 'https://example.org/x.css';</style>"),
	"may load something, by 'style'"},
    {"an import after an element",
	SVG("<style>.a{}<x:b xmlns:x=\"urn:x\"/>@import 'https://example.org/x.css';</style>"),
	"has within a style the element 'b'"},
    {"a ground from elsewhere",
	BEGIN "style=\"background: Image-Set('https://example.org/x.png' 1x)\"/>",
	"may load something, by 'style'"},
    {"another place to begin at", BEGIN "xml:base=\"https://example.org/\"/>",
	"leads elsewhere, by 'xml:base'"},
    {"a source", SVG("<style>a{b:src('//example.org/x')}</style>"),
	"may load something, by 'style'"},
    {"the entities of another document, '&commat;' for '@'",
	"<!DOCTYPE svg PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">" SVG(
	    "<style>&commat;import '//example.org/x';</style>"),
	"has the DOCTYPE of another document"},
    {"the same without a name", "<!DOCTYPE svg SYSTEM \"x\">" SVG("&x;"),
	"has the DOCTYPE of another document"},
    {"UTF-8, as is said", "<?xml version=\"1.0\" encoding=\"utf-8\"?>" SVG(""), NULL},
    {"what ends elsewhere in another encoding, where a ']' is half a letter",
	"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>" SVG(
	    "<desc><![CDATA[\xc3\x81]]><!-- ]]><script>alert(1)</script> --></desc>"),
	"is not in UTF-8, but 'Shift_JIS'"},
    {"a style sheet", "<?xml-stylesheet href=\"x.css\"?>" SVG(""),
	"has the instruction 'xml-stylesheet'"},
    {"entities", "<!DOCTYPE svg [<!ENTITY a \"b\">]>" SVG("&a;"), "declares entities"},
    {"another document", "<html><body/></html>", "is no SVG: it begins with 'html'"},
    {"a group alone", "<g xmlns=\"http://www.w3.org/2000/svg\"/>", "is no SVG: it begins with 'g'"},
    {"cut short", BEGIN, "is no well-formed SVG"},
    {"empty", "", "is no well-formed SVG"},
};

static void
test_svg(void)
{
	struct buf why;

	buf_init(&why, 1000);
	for (size_t i = 0; i < COUNT(svgs); i++) {
		bool bad = logo_is_bad(&why, "logo.svg", svgs[i].svg, strlen(svgs[i].svg));

		ok(bad == (svgs[i].want != NULL) &&
			(!bad || strncmp(buf_str(&why), svgs[i].want, strlen(svgs[i].want)) == 0),
		    "svg: %s: %s", svgs[i].name, bad ? buf_str(&why) : "a logo");
	}
	buf_free(&why);
}

static void
test_bytes(void)
{
	static char much[LOGO_BYTES_MAX + 1] = "\x89PNG\r\n\x1a\n";
	static char deep[65 * 3 + sizeof BEGIN + 10] = BEGIN ">";
	struct buf why;

	buf_init(&why, 1000);
	ok(!logo_is_bad(&why, "logo.png", much, LOGO_BYTES_MAX), "a PNG of 64 KiB");
	ok(logo_is_bad(&why, "logo.png", much, sizeof much), "a larger one: %s", buf_str(&why));
	ok(logo_is_bad(&why, "logo.png", much, 7), "one cut short: %s", buf_str(&why));
	ok(logo_is_bad(&why, "logo.jpg", much, 100), "a PNG is no JPEG: %s", buf_str(&why));
	ok(!logo_is_bad(&why, "logo.jpeg", "\xff\xd8\xff\xe0", 4), "a JPEG");
	ok(!logo_is_bad(&why, "logo.webp", "RIFF\0\0\0\0WEBP", 12), "a WebP");
	ok(logo_is_bad(&why, "logo.webp", "RIFF\0\0\0\0WAVE", 12), "a sound is no WebP");
	ok(logo_is_bad(&why, "logo.svg", "<svg\0>", 6), "a NUL in an SVG: %s", buf_str(&why));
	for (int i = 0; i < 65; i++)
		strncat(deep, "<g>", sizeof deep - strlen(deep) - 1);
	ok(logo_is_bad(&why, "logo.svg", deep, strlen(deep)), "deep: %s", buf_str(&why));
	buf_free(&why);
}

static const char site_yaml[] = "title: Example\nhost: agenda.example.org\nlanguages: [en]\n"
				"timezone: UTC\nrules: {no-events: off}\nlook: {logo: logo.svg}\n";

/* What a folder with that picture is told, and whether the site has it. */
static void
test_site(struct tzdb *db, const char *what, const char *svg, size_t n, const char *want)
{
	struct arena *a = arena_new(16 * 1024 * 1024);
	struct sources src = {0};
	struct site *s = NULL;
	struct findings f;
	struct err e;

	findings_init(&f, a);
	sources_add(&src, "site.yaml", site_yaml, strlen(site_yaml));
	if (svg != NULL)
		sources_add(&src, "logo.svg", svg, n);
	is_int(site_read(&s, &src, db, &f, &e), 0, "%s: it is read", what);
	is_str(f.n == 0 ? "" : f.items[0].what, want, "%s: what is told", what);
	is_int(s->look.logo_size, *want == '\0' || strstr(want, "KiB, more than 20") ? n : 0,
	    "%s: what the site has", what);
	site_free(s);
	sources_free(&src);
	arena_free(a);
}

static void
test_sites(void)
{
	static char large[21 * 1024];
	struct err e;
	struct tzdb *db = NULL;

	is_int(tzdb_open(&db, NULL, &e), 0, "zones");
	memset(large, ' ', sizeof large);
	memcpy(large, svgs[0].svg, strlen(svgs[0].svg));
	test_site(db, "a logo", svgs[0].svg, strlen(svgs[0].svg), "");
	test_site(db, "none", NULL, 0, "there is no file 'logo.svg'");
	test_site(db, "a bad one", SVG("<script/>"), strlen(SVG("<script/>")),
	    "the logo has the element 'script' (line 1)");
	test_site(db, "a large one", large, sizeof large, "the logo has 21 KiB, more than 20");
	tzdb_close(db);
}

int
main(void)
{
	test_names();
	test_svg();
	test_bytes();
	test_sites();
	return tap_done();
}
