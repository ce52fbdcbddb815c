/* SPDX-License-Identifier: ISC */
/* Expected values are those of Python's codec "punycode" and of registries (denic.de, RFC 3492
 * section 7.1). */
#include "core/idna.h"
#include "tests/lib/tap.h"

#include <string.h>

static const struct {
	const char *name, *host, *want; /* NULL: refused */
} cases[] = {
    {"ASCII", "example.org", "example.org"},
    {"capitals", "Example.ORG", "example.org"},
    {"a trailing dot", "example.org.", "example.org."},
    {"nothing", "", ""},
    {"one letter of Latin", "m\xc3\xbcller.example", "xn--mller-kva.example"},
    {"its capital", "M\xc3\x9cLLER.example", "xn--mller-kva.example"},
    {"sharp s stays (RFC 5892)", "stra\xc3\x9f\x65.example", "xn--strae-oqa.example"},
    {"Latin Extended-A, capitals", "\xc5\x81\xc3\x93\x44\xc5\xb9.example", "xn--d-uga0v4h.example"},
    {"Cyrillic", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.example",
	"xn--e1afmkfd.example"},
    {"Greek", "\xcf\x80\xce\xb1\xcf\x81\xce\xac\xce\xb4\xce\xb5\xce\xb9\xce\xb3\xce\xbc\xce\xb1",
	"xn--hxajbheg2az3al"},
    {"Arabic, RFC 3492 7.1 (A)",
	"\xd9\x84\xd9\x8a\xd9\x87\xd9\x85\xd8\xa7\xd8\xa8\xd8\xaa\xd9\x83\xd9\x84\xd9\x85\xd9\x88"
	"\xd8\xb4\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a\xd8\x9f",
	"xn--egbpdaj6bu4bxfgehfvwxn"},
    {"Chinese, RFC 3492 7.1 (B)",
	"\xe4\xbb\x96\xe4\xbb\xac\xe4\xb8\xba\xe4\xbb\x80\xe4\xb9\x88\xe4\xb8\x8d\xe8\xaf\xb4\xe4"
	"\xb8\xad\xe6\x96\x87",
	"xn--ihqwcrb4cv8a8dqg056pqjye"},
    {"two labels", "b\xc3\xbc\x63her.caf\xc3\xa9.example", "xn--bcher-kva.xn--caf-dma.example"},
    {"what is Punycode already", "XN--MLLER-KVA.example", "xn--mller-kva.example"},
    {"beyond the first plane", "\xf0\x9f\x98\x80.example", "xn--e28h.example"},
    {"no UTF-8", "m\xfcller.example", NULL},
    {"a control character", "a\nb", NULL},
    {"a letter that turns direction", "a\xe2\x80\xae\x62", NULL},
};

int
main(void)
{
	char out[IDNA_MAX + 1], host[4 * IDNA_MAX];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		is_str(idna_ascii(cases[i].host, out) ? out : NULL, cases[i].want, "%s",
		    cases[i].name);
	memset(host, 'a', 64);
	host[63] = '\0';
	ok(idna_ascii(host, out), "a label of 63");
	host[63] = 'a';
	host[64] = '\0';
	ok(!idna_ascii(host, out), "but not of 64");
	for (int i = 0; i < 62; i++)
		memcpy(host + 2 * i, "\xc3\xa9", 3);
	ok(!idna_ascii(host, out), "nor one that is longer as Punycode");
	for (int i = 0; i < 127; i++)
		memcpy(host + 2 * i, "a.", 3);
	host[253] = '\0';
	ok(idna_ascii(host, out), "a host of 253");
	memcpy(host + 253, ".a", 3);
	ok(!idna_ascii(host, out), "but not of 255");
	return tap_done();
}
