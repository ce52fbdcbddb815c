/* SPDX-License-Identifier: ISC */
/* What stands on top of a preview's pages, as gemtext and as HTML. */
#include "core/preview.h"

#include "core/pages.h"
#include "gemini/gemtext.h"
#include "html/html_page.h"
#include "tests/lib/build.h"
#include "tests/lib/tap.h"

enum { ARENA_MAX = 4 * 1024 * 1024, BUF_MAX = 1024 * 1024 };

static const char *
gemtext(struct buf *b, struct page *p)
{
	buf_clear(b);
	gemtext_page(b, p);
	page_free(p);
	return buf_str(b);
}

static const char *
html(struct buf *b, struct page *p)
{
	buf_clear(b);
	is_int(html_page(b, p, &(struct html_frame){0}), 0, "it becomes HTML");
	page_free(p);
	return buf_str(b);
}

/* Some findings of each severity, in files; as many warnings as are asked for. */
static struct findings
make_findings(struct arena *a, int errors, int warnings)
{
	struct findings f;

	findings_init(&f, a);
	for (int i = 0; i < warnings; i++)
		finding_add(&f, RULE_END_UNKNOWN, (struct place){"a.yaml", i + 1, 3}, "say it",
		    "no end %d", i);
	for (int i = 0; i < errors; i++)
		finding_add(&f, RULE_UNKNOWN_KEY, (struct place){"b.yaml", i + 1, 7}, NULL,
		    "no key <%d>", i);
	findings_sort(&f);
	return f;
}

static void
test_never_good(struct arena *a, struct buf *b)
{
	struct findings f = make_findings(a, 1, 1);
	struct preview pv = {.findings = &f};

	is_str(gemtext(b, preview_page(&pv)),
	    "# Nothing to show yet\n"
	    "\n"
	    "Preview: 1 error, 1 warning, so it cannot be published.\n"
	    "\n"
	    "* b.yaml:1:7 error: no key <0> [unknown-key]\n"
	    "* a.yaml:1:3 warning: no end 0: say it [end-unknown]\n"
	    "\n"
	    "---\n"
	    "\n"
	    "Mend what is told above and save: then reload this page.\n",
	    "a folder that was never good: what is wrong, the gravest first");
	html(b, preview_page(&pv));
	ok(strstr(buf_str(b),
	       "<ul class=\"findings\">\n"
	       "<li class=\"is-error\"><code>b.yaml:1:7</code><strong> error:</strong> "
	       "no key &lt;0&gt; [unknown-key]</li>\n") != NULL,
	    "a finding on the web");
}

static void
test_trouble(struct buf *b)
{
	struct preview pv = {.trouble = "the folder cannot be read (x: gone)"};

	ok(strstr(gemtext(b, preview_page(&pv)), "Preview: the folder cannot be read (x: gone).\n"),
	    "a folder that is gone");
}

/* A page of a site, below what stands on top. */
static struct page *
page_of(const struct site *s, const char *path, const struct preview *pv)
{
	struct view v = {.lang = s->languages[0], .preview = pv};
	struct place_in_site at = path_find(s, path);

	return page_build(s, &v, &at);
}

static void
test_site(struct arena *a, struct buf *b)
{
	struct site *s = build_site();
	struct findings none = make_findings(a, 0, 0), one = make_findings(a, 1, 0);
	struct preview pv = {.findings = &none, .changes = ""};
	const char *page;

	page = gemtext(b, page_of(s, "", &pv));
	ok(strstr(page, "# Site\n\nPreview: no findings.\n\n* nothing is published yet\n\n---\n") !=
		NULL,
	    "nothing is published");
	pv.revision = 12;
	page = gemtext(b, page_of(s, "about", &pv));
	ok(strstr(page, "\n* no changes since revision 12\n") != NULL, "no changes");
	pv.n_changes = 3;
	pv.changes = "1 session moved, 2 new";
	page = gemtext(b, page_of(s, "", &pv));
	ok(strstr(page, "\n=> changes 3 changes since revision 12: 1 session moved, 2 new\n") !=
		NULL,
	    "changes");
	pv.findings = &one;
	pv.is_old = true;
	page = gemtext(b, page_of(s, "changes", &pv));
	ok(strstr(page, "so it cannot be published. The page shows the agenda as it was before.") !=
		NULL,
	    "errors above an older agenda");
	s->languages[0] = "fr";
	page = html(b, page_of(s, "", &pv));
	ok(strstr(page, "<p role=\"note\" class=\"notice\" lang=\"en\">Preview: 1 error") != NULL,
	    "it is English on a French page");
	ok(strstr(page, "class=\"is-error\" lang=\"en\">") != NULL, "the findings, too");
	page = gemtext(b, page_of(s, "", NULL));
	ok(strstr(page, "Preview") == NULL, "a page that is no preview has nothing of it");
	site_free(s);
}

static size_t
count(const char *s, const char *of)
{
	size_t n = 0;

	for (; (s = strstr(s, of)) != NULL; s++)
		n++;
	return n;
}

static void
test_many(struct arena *a, struct buf *b)
{
	struct findings f = make_findings(a, 5, FINDINGS_PER_FILE + 50);
	struct preview pv = {.findings = &f};
	const char *page = gemtext(b, preview_page(&pv));

	is_int(count(page, "\n* "), PREVIEW_FINDINGS_MAX + 1, "no more findings than fit a page");
	is_int(count(page, " error: "), 5, "all errors among them");
	ok(strstr(page, "\n* and 135 more: `plenary check` tells them\n") != NULL,
	    "the rest is counted");
	ok(strstr(page, "Preview: 5 errors, 150 warnings") != NULL, "all are counted");
}

/* A path is the organiser's, and may hold what ends a line or begins a link. */
static void
test_hostile(struct arena *a, struct buf *b)
{
	struct findings f;
	struct preview pv = {.findings = &f, .trouble = "x\n=> gemini://example.org/ y"};

	findings_init(&f, a);
	finding_add(&f, RULE_FILE_UNREADABLE, (struct place){"<b>\n=> /x", 0, 0}, NULL,
	    "a\n# heading <script>");
	gemtext(b, preview_page(&pv));
	ok(strstr(buf_str(b), "\n=>") == NULL && strstr(buf_str(b), "\n# h") == NULL,
	    "no line begins with what was not ours");
	html(b, preview_page(&pv));
	ok(strstr(buf_str(b), "<b>") == NULL && strstr(buf_str(b), "<script") == NULL,
	    "no tag comes through");
}

int
main(void)
{
	struct arena *a = arena_new(ARENA_MAX);
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (setjmp(*arena_landing(a)) != 0)
		return 1;
	test_never_good(a, &b);
	test_trouble(&b);
	test_site(a, &b);
	test_many(a, &b);
	test_hostile(a, &b);
	buf_free(&b);
	arena_free(a);
	return tap_done();
}
