/* SPDX-License-Identifier: ISC */
/* `plenary import`: what another program wrote becomes files that an organiser edits. */
#include "ical/import.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/tell.h"
#include "cli/term.h"
#include "core/intake.h"
#include "data/event_import.h"
#include "data/import_value.h"
#include "data/read.h"
#include "data/schedule_xml.h"
#include "data/write.h"
#include "ical/repeat.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* One importing, from file to files. */
struct importing {
	const struct options *o;
	struct arena *arena; /* of the findings */
	struct findings findings;
	struct tzdb *db;
	struct buf bytes;     /* of FILE */
	struct folder folder; /* --out, if it has a site.yaml */
	struct intake *intake;
	struct site *read; /* of a file that is YAML already */
	struct site *site; /* what was made of it */
	const struct event *event;
	struct sources files; /* to be written */
	size_t met, written;  /* sessions in FILE, and in `files` */
	bool is_wrong;        /* `files` are not read again as they should be */
};

/* Findings without the lines they are about: of a file that a program wrote these say little. */
static void
tell(const struct findings *f)
{
	const struct sources none = {0};

	tell_findings(stderr, &(struct telling){f, &none, ""}, OUTPUT_TEXT);
}

/* ---- reading ---- */

static int
read_all(struct buf *out, int fd, const char *name, struct err *e)
{
	char part[64 * 1024];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, "read '%s': %s", name, strerror(errno));
		buf_put(out, part, (size_t)n);
		if (out->failed)
			return err_set(e, "%s: a file to import is at most 16 MiB", name);
	}
	return 0;
}

static int
read_file(struct buf *out, const char *name, struct err *e)
{
	int fd, rc;

	if (strcmp(name, "-") == 0)
		return read_all(out, STDIN_FILENO, "standard input", e);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return err_set(e, "there is no file '%s'", name);
	if (fd < 0)
		return err_set(e, "open '%s': %s", name, strerror(errno));
	rc = read_all(out, fd, name, e);
	close(fd);
	return rc;
}

/* Whether a line of the file begins with the key by which ours begin. */
static bool
is_ours(const struct buf *bytes)
{
	static const char *const keys[] = {"event:", "continues:"};
	const char *s = buf_str(bytes);

	for (; s != NULL; s = strchr(s, '\n'), s = s == NULL ? NULL : s + 1)
		for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
			if (strncmp(s, keys[i], strlen(keys[i])) == 0)
				return true;
	return false;
}

/* What an error is about is not in the agenda that was read, and would be lost. */
static bool
has_lost(const struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].severity == SEVERITY_ERROR && !rule_is_settable(f->items[i].rule))
			return true;
	return f->dropped > 0;
}

static bool
has_days(const struct options *o)
{
	return date_is_set(o->from) || date_is_set(o->to);
}

/* A file of our own form, to be written anew. */
static int
take_yaml(struct importing *im, struct err *e)
{
	const struct options *o = im->o;

	if (strcmp(o->operand, "-") == 0)
		return err_set(e, "standard input is no schedule.xml and no calendar: an event "
				  "file of Plenary is named");
	if (o->timezone != NULL || o->event != NULL || has_days(o))
		return err_set(e,
		    "%s is no schedule.xml and no calendar: --timezone, --event, --from and --to "
		    "are for these",
		    o->operand);
	if (!is_ours(&im->bytes))
		return err_set(e,
		    "%s is no schedule.xml, no calendar (.ics) and no event file of Plenary: no "
		    "other can be imported",
		    o->operand);
	if (event_import(&im->read, &im->event, o->operand, im->db, ical_repeat_dates,
		&im->findings, e) != 0)
		return -1;
	if (has_lost(&im->findings))
		return err_set(e,
		    "%s is not written anew while there is an error in it: what the error is about "
		    "would be lost",
		    o->operand);
	im->site = im->read;
	im->met = im->event->nsessions;
	return 0;
}

/* Reads what another program wrote into an intake. */
typedef int reader_fn(struct intake *in, const char *bytes, size_t n, struct err *e);

static int
take_foreign(struct importing *im, reader_fn *reader, struct err *e)
{
	const struct options *o = im->o;
	struct intake_options io = {.file = strcmp(o->operand, "-") == 0 ? "stdin" : o->operand,
	    .db = im->db,
	    .event_id = o->event,
	    .today = date_from_seconds(load_now(), NULL),
	    .from = o->from,
	    .to = o->to,
	    .takes = import_takes};
	char out[INTAKE_VALUE_MAX];

	if (load_zone(&io.zone, im->db, o->timezone, e) != 0)
		return -1;
	if (o->event != NULL && !import_takes(INTAKE_EVENT_ID, o->event, out))
		return err_set(e,
		    "'%s' is the name of one of Plenary's own pages or files: give another id",
		    o->event);
	im->intake = intake_new(&io, &im->findings);
	if (im->intake == NULL)
		return err_set(e, "out of memory");
	if (reader(im->intake, im->bytes.p, im->bytes.n, e) != 0 ||
	    intake_finish(im->intake, e) != 0)
		return -1;
	im->site = im->intake->site;
	im->event = im->site->events[0];
	im->met = im->intake->met;
	return 0;
}

/* What it is is told by its content: names and endings are anyone's. */
static int
take(struct importing *im, struct err *e)
{
	if (im->bytes.n == 0)
		return err_set(e, "%s: there is nothing in the file", im->o->operand);
	if (schedule_xml_is(im->bytes.p, im->bytes.n)) {
		if (has_days(im->o))
			return err_set(e,
			    "%s is no calendar: --from and --to are for what repeats in "
			    "one",
			    im->o->operand);
		return take_foreign(im, schedule_xml_read, e);
	}
	if (ical_import_is(im->bytes.p, im->bytes.n))
		return take_foreign(im, ical_import_read, e);
	return take_yaml(im, e);
}

/* ---- writing ---- */

/* Whether --out has a site.yaml: then the event is written to go with it. */
static bool
has_site(const struct importing *im)
{
	return im->folder.site != NULL;
}

/* Reads the folder --out, if there is a site in it. */
static int
look_at_folder(struct importing *im, struct err *e)
{
	const char *path;

	if (im->o->into == NULL)
		return 0;
	path = arena_printf(im->arena, "%s/site.yaml", im->o->into);
	if (access(path, F_OK) != 0)
		return 0;
	return folder_load(&im->folder, im->o->into, e);
}

/* The site that the event is written for: zone and languages that are those of the site need not
 * be said in it. Without a folder nothing is known of it. */
static void
fit_site(struct importing *im)
{
	if (im->o->into == NULL) {
		im->site->zone = NULL;
	} else if (has_site(im)) {
		im->site->zone = im->folder.site->zone;
		im->site->languages = im->folder.site->languages;
		im->site->nlanguages = im->folder.site->nlanguages;
	}
}

/* A comment at the top of site.yaml: what its writer could not know. */
static const char *
site_heading(const struct site *s)
{
	if (strcmp(s->host, "example.org") == 0)
		return "Change `host` to the name of your server, and `title` to your own.";
	return "Change `host`, which is that of the schedule, to the name of your server, "
	       "and `title` to your own.";
}

static int
write_site(struct importing *im, struct err *e)
{
	struct buf out;
	int rc;

	buf_init(&out, SOURCE_BYTES_MAX);
	rc = site_file_write(&out, im->site, site_heading(im->site));
	if (rc == 0)
		rc = sources_add(&im->files, "site.yaml", out.p, out.n);
	buf_free(&out);
	return rc == 0 ? 0 : err_set(e, "out of memory");
}

/* Whether there is an error but for a missing site.yaml, as on standard output. */
static bool
has_own_errors(const struct findings *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->items[i].severity == SEVERITY_ERROR && f->items[i].rule != RULE_SITE_MISSING)
			return true;
	return false;
}

/* The files as they will stand beside site.yaml. */
static int
gather(const struct importing *im, struct sources *all)
{
	const struct source *site = sources_find(&im->folder.sources, "site.yaml");

	for (size_t i = 0; i < im->files.n; i++)
		if (sources_add(all, im->files.items[i].name, im->files.items[i].bytes,
			im->files.items[i].n) != 0)
			return -1;
	return site == NULL ? 0 : sources_add(all, site->name, site->bytes, site->n);
}

/* Reads what was written as anyone would, and counts its sessions. */
static int
read_back(struct importing *im, struct err *e)
{
	struct sources all = {0};
	struct site *site = NULL;
	struct findings f;
	const struct event *ev;
	int rc = -1;

	findings_init(&f, im->arena);
	if (gather(im, &all) != 0 || sources_repeat_by(&all, ical_repeat_dates) != 0)
		err_set(e, "out of memory");
	else
		rc = site_read(&site, &all, im->db, &f, e);
	ev = rc == 0 ? site_find_event(site, im->event->id) : NULL;
	im->written = ev == NULL ? 0 : ev->nsessions;
	im->is_wrong =
	    im->written < im->event->nsessions || (im->intake != NULL && has_own_errors(&f));
	if (rc == 0 && im->is_wrong)
		tell(&f);
	site_free(site);
	sources_free(&all);
	return rc;
}

static int
make_files(struct importing *im, struct err *e)
{
	struct findings notes;

	fit_site(im);
	findings_init(&notes, im->arena);
	intake_notes(&im->findings, &notes);
	if (event_write_files(&im->files, im->site, im->event, &notes, e) != 0)
		return -1;
	if (im->o->into != NULL && !has_site(im) && write_site(im, e) != 0)
		return -1;
	return read_back(im, e);
}

/* To standard output one file after the other, each with its name if there are several. */
static void
print_files(const struct importing *im)
{
	for (size_t i = 0; i < im->files.n; i++) {
		if (im->files.n > 1)
			printf("# file: %s\n", im->files.items[i].name);
		fwrite(im->files.items[i].bytes, 1, im->files.items[i].n, stdout);
	}
}

/* ---- the report ---- */

static void
report(const struct importing *im)
{
	const char *into = im->o->into;

	tell(&im->findings);
	fprintf(stderr, "sessions in: %zu, out: %zu\n", im->met, im->written);
	if (into == NULL)
		return;
	for (size_t i = 0; i < im->files.n; i++) {
		fputs(i == 0 ? "written: " : ", ", stderr);
		term_puts(stderr, dir_prefix(im->arena, into));
		term_puts(stderr, im->files.items[i].name);
	}
	fputc('\n', stderr);
}

/* What `check` says of the folder now: its errors, and how much else there is. */
static int
check_folder(const struct importing *im, struct err *e)
{
	const char *into = im->o->into;
	struct folder f;

	if (folder_load(&f, into, e) != 0) {
		folder_free(&f);
		return -1;
	}
	fprintf(stderr, "check: errors %zu, warnings %zu, notes %zu", f.findings.errors,
	    f.findings.warnings, f.findings.notes);
	if (f.findings.n > 0) {
		fputs(": see `plenary check ", stderr);
		term_puts(stderr, into);
		fputc('`', stderr);
	}
	fputc('\n', stderr);
	folder_free(&f);
	return 0;
}

static int
read_and_write(struct importing *im, struct err *e)
{
	buf_init(&im->bytes, INTAKE_FILE_MAX);
	if (tzdb_open(&im->db, NULL, e) != 0 || read_file(&im->bytes, im->o->operand, e) != 0 ||
	    take(im, e) != 0)
		return -1;
	buf_free(&im->bytes);
	if (look_at_folder(im, e) != 0 || make_files(im, e) != 0)
		return -1;
	if (im->o->into == NULL)
		print_files(im);
	else if (sources_add_to_folder(&im->files, im->o->into, e) != 0)
		return -1;
	report(im);
	if (im->o->into != NULL && check_folder(im, e) != 0)
		return -1;
	return im->is_wrong
		   ? err_set(e,
			 "this is a fault of plenary: what it wrote cannot be read as it was meant")
		   : 0;
}

static int
import(struct importing *im, struct err *e)
{
	int rc;

	if (setjmp(*arena_landing(im->arena)) == 0)
		rc = read_and_write(im, e);
	else
		rc = err_set(
		    e, "%s: there is more to tell than memory is allowed for", im->o->operand);
	arena_no_landing(im->arena);
	return rc;
}

int
command_import(const struct options *o)
{
	struct importing im = {.o = o};
	struct err e = {""};
	int code = EXIT_DONE;

	if (date_is_set(o->from) && date_is_set(o->to) && date_cmp(o->to, o->from) < 0) {
		fputs("plenary: --to is before --from\n", stderr);
		return EXIT_USAGE;
	}
	im.arena = arena_new(SCRATCH_MAX);
	if (im.arena == NULL) {
		err_set(&e, "out of memory");
		return command_failed(&e);
	}
	findings_init(&im.findings, im.arena);
	if (import(&im, &e) != 0) {
		if (im.files.n == 0)
			tell(&im.findings);
		code = command_failed(&e);
	}
	intake_free(im.intake);
	site_free(im.read);
	folder_free(&im.folder);
	sources_free(&im.files);
	buf_free(&im.bytes);
	tzdb_close(im.db);
	arena_free(im.arena);
	return code;
}
