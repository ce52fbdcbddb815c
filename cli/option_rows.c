/* SPDX-License-Identifier: ISC */
/* What each option does with its value, and the table of them. */
#include "cli/option_rows.h"

#include "cli/sandbox.h"
#include "core/model.h"
#include "gemini/ec.h"
#include "gemini/limits.h"
#include "ical/message.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool
number_parse(const char *s, int *out)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*s < '0' || *s > '9' || *end != '\0' || n > INT_MAX)
		return false;
	*out = (int)n;
	return true;
}

static int
set_state(struct options *o, const char *v)
{
	o->state = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_strict(struct options *o, const char *v)
{
	(void)v;
	o->strict = true;
	return 0;
}

static int
set_out(struct options *o, const char *v)
{
	o->out = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_pages(struct options *o, const char *v)
{
	o->pages = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_dry_run(struct options *o, const char *v)
{
	(void)v;
	o->dry_run = true;
	return 0;
}

static int
set_expect(struct options *o, const char *v)
{
	return number_parse(v, &o->expect) ? 0 : -1;
}

static int
set_accept_removal(struct options *o, const char *v)
{
	(void)v;
	o->accept_removal = true;
	return 0;
}

static int
set_gzip(struct options *o, const char *v)
{
	(void)v;
	o->gzip = 1;
	return 0;
}

static int
set_no_gzip(struct options *o, const char *v)
{
	(void)v;
	o->gzip = 0;
	return 0;
}

static int
set_listen(struct options *o, const char *v)
{
	if (o->nlisten == LISTEN_MAX || strchr(v, ':') == NULL)
		return -1;
	o->listen[o->nlisten++] = v;
	return 0;
}

static int
set_in(struct options *o, const char *v)
{
	o->in = v;
	return 0;
}

static int
set_data(struct options *o, const char *v)
{
	o->data = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_host(struct options *o, const char *v)
{
	if (o->nhosts == LISTEN_MAX || *v == '\0')
		return -1;
	o->hosts[o->nhosts++] = v;
	return 0;
}

static int
set_findings_format(struct options *o, const char *v)
{
	static const char *const words[] = {"text", "json", "github", NULL};
	int i = word_find(words, v);

	o->format = i < 0 ? OUTPUT_TEXT : (enum output)i;
	return i < 0 ? -1 : 0;
}

static int
set_format(struct options *o, const char *v)
{
	return set_findings_format(o, v) == 0 && o->format != OUTPUT_GITHUB ? 0 : -1;
}

static int
set_into(struct options *o, const char *v)
{
	o->into = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_event(struct options *o, const char *v)
{
	o->event = v;
	return id_is_valid(v) ? 0 : -1;
}

static int
set_timezone(struct options *o, const char *v)
{
	o->timezone = v;
	return 0;
}

static int
set_from(struct options *o, const char *v)
{
	return date_parse(v, &o->from) ? 0 : -1;
}

static int
set_to(struct options *o, const char *v)
{
	return date_parse(v, &o->to) ? 0 : -1;
}

static int
set_method(struct options *o, const char *v)
{
	o->method = word_find(message_method_words, v);
	return o->method < 0 ? -1 : 0;
}

static int
set_attendee(struct options *o, const char *v)
{
	if (o->nattendees == ATTENDEES_MAX)
		return -1;
	o->attendees[o->nattendees++] = v;
	return 0;
}

static int
set_lang(struct options *o, const char *v)
{
	o->lang = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_join(struct options *o, const char *v)
{
	(void)v;
	o->with_join = true;
	return 0;
}

static int
set_cert(struct options *o, const char *v)
{
	o->cert = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_key(struct options *o, const char *v)
{
	o->key = v;
	return *v == '\0' ? -1 : 0;
}

static int
set_sandbox(struct options *o, const char *v)
{
	o->sandbox = word_find(sandbox_words, v);
	return o->sandbox < 0 ? -1 : 0;
}

static int
set_workers(struct options *o, const char *v)
{
	return number_parse(v, &o->workers) && o->workers > 0 && o->workers <= GEM_WORKERS_MAX ? 0
											       : -1;
}

static int
set_log(struct options *o, const char *v)
{
	static const char *const words[] = {"path", "query", "address", NULL};
	bool *const wanted[] = {&o->log_path, &o->log_query, &o->log_address};
	int i = word_find(words, v);

	if (i >= 0)
		*wanted[i] = true;
	return i < 0 ? -1 : 0;
}

static int
set_replace(struct options *o, const char *v)
{
	(void)v;
	o->replace = true;
	return 0;
}

static int
set_ec(struct options *o, const char *v)
{
	static const char *const words[] = {"library", "nettle", NULL};

	o->ec = word_find(words, v) + 1;
	return o->ec > 0 && (o->ec == 1 || ec_has_nettle) ? 0 : -1;
}

const struct option_row option_rows[] = {
    {"strict", NULL, "warnings count as errors", OPT_STRICT, set_strict},
    {"out", "DIR", "write web site and calendars to DIR/current (else $PLENARY_OUT)", OPT_OUT,
	set_out},
    {"dry-run", NULL, "say what would change, change nothing", OPT_DRY_RUN, set_dry_run},
    {"expect", "N", "publish only if the latest revision is N", OPT_EXPECT, set_expect},
    {"accept-removal", NULL, "publish although something announced is gone", OPT_ACCEPT_REMOVAL,
	set_accept_removal},
    {"gzip", NULL, "write each file compressed, too, from now on", OPT_GZIP, set_gzip},
    {"no-gzip", NULL, "write no more files compressed", OPT_GZIP, set_no_gzip},
    {"listen", "HOST:PORT", "address to listen on, may be repeated (else port 1965 of all)",
	OPT_LISTEN, set_listen},
    {"listen", "HOST:PORT", "address of this machine to listen on (else a port from 1966 on)",
	OPT_LISTEN_HERE, set_listen},
    {"out", "DIR", "write the web pages to DIR/current (else to a folder removed at the end)",
	OPT_PAGES, set_pages},
    {"host", "NAME", "another host name to answer to, may be repeated", OPT_HOST, set_host},
    {"workers", "N", "threads that serve, up to 64 (else one a processor)", OPT_WORKERS,
	set_workers},
    {"log", "path|query|address", "tell that in the log, too; may be repeated", OPT_WORKERS,
	set_log},
    {"replace", NULL, "take the place of the server that runs, losing no request", OPT_WORKERS,
	set_replace},
    {"cert", "FILE", "a certificate of your own (PEM), with its chain if it has one", OPT_CERT,
	set_cert},
    {"key", "FILE", "its key, for ECDSA on P-256", OPT_CERT, set_key},
    {"sandbox", "auto|off|require",
	"give up what is not needed: as far as it goes, not, or else end", OPT_SANDBOX,
	set_sandbox},
    {"ec", "library|nettle", "who computes on elliptic curves; nettle if built with EC=nettle",
	OPT_EC, set_ec},
    {"in", "ZONE", "show times in this zone too, like Africa/Nairobi", OPT_IN, set_in},
    {"data", "DIR", "read this YAML folder", OPT_DATA, set_data},
    {"format", "text|json|github", "how to write findings", OPT_FINDINGS, set_findings_format},
    {"format", "text|json", "how to write it", OPT_FORMAT, set_format},
    {"out", "DIR", "write the agenda into the folder DIR, replacing nothing", OPT_INTO, set_into},
    {"event", "ID", "the event's id: small letters, digits and hyphens", OPT_EVENT, set_event},
    {"timezone", "ZONE", "the zone of its times, like Africa/Nairobi", OPT_TIMEZONE, set_timezone},
    {"from", "DAY", "of what repeats only times from this day on, like 2031-05-14", OPT_DAYS,
	set_from},
    {"to", "DAY", "of what repeats only times up to this day", OPT_DAYS, set_to},
    {"method", "request|cancel|publish", "a message to mail, instead of a calendar", OPT_MESSAGE,
	set_method},
    {"attendee", "MAIL", "who is invited, may be repeated", OPT_MESSAGE, set_attendee},
    {"join", NULL, "with the link to take part, although it is private", OPT_MESSAGE, set_join},
    {"lang", "LANG", "texts in this language of the site, like fr", OPT_LANG, set_lang},
    {"state", "DIR", "where revisions are kept; a folder for each site", OPT_FOR_ALL, set_state},
};

const size_t option_nrows = sizeof option_rows / sizeof *option_rows;

_Static_assert(sizeof option_rows / sizeof *option_rows + 3 <= OPTIONS_MAX,
    "room for --help, --version and getopt's last row");
