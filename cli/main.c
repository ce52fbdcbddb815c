/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/term.h"
#include "core/err.h"

#include <signal.h>

const struct command plenary_commands[] = {
    {"new", "conference|forum|webinar|side-event|call [DIR]", "begin an agenda",
	"Writes a starting file with comments for an event of that kind to the folder DIR, `.` if\n"
	"left out, and site.yaml if there is none. Nothing is overwritten. Write yours over it,\n"
	"look at it with `plenary preview`, and make it public with `plenary publish`.",
	OPT_EVENT, command_new},
    {"check", "[DATA]", "say what is wrong with a folder of YAML agendas",
	"Reads site.yaml and the event files of the folder DATA and prints all findings:\n"
	"  file:line:col: error|warning|note: what is wrong: what to do [rule-id]\n"
	"each with its line of the file below. --format json and github are for programs.\n"
	"Exits 0 when there is no error, 1 when there is one, 64 on wrong usage.",
	OPT_STRICT | OPT_FINDINGS, command_check},
    {"publish", "[DATA]", "check, keep as a new revision, write web site and calendars",
	"Checks the folder DATA. Without an error it becomes the next revision in the state\n"
	"folder, and the web site and the .ics files are written to DIR, where `current` leads\n"
	"to them. With an error, or when nothing changed, all stays as it was.",
	OPT_OUT | OPT_DRY_RUN | OPT_EXPECT | OPT_ACCEPT_REMOVAL | OPT_GZIP | OPT_STRICT |
	    OPT_FINDINGS,
	command_publish},
    {"preview", "[DATA]", "show a folder's pages here, before they are public",
	"Serves the folder DATA as it would be published, over Gemini and to this machine alone,\n"
	"and writes its web pages to a folder. Both follow within a second when a file is saved;\n"
	"what is wrong stands on top of every page. What is published is left as it is.",
	OPT_LISTEN_HERE | OPT_PAGES, command_preview},
    {"import", "FILE", "make an agenda of another program's schedule",
	"Reads FILE, a schedule.xml (pretalx, frab, pentabarf, wafer), an iCalendar file or an\n"
	"event file, `-` for standard input, and writes it as YAML: with --out into a folder,\n"
	"else to standard output. What was mended, left out or needs a look is told on\n"
	"standard error.",
	OPT_INTO | OPT_EVENT | OPT_TIMEZONE | OPT_DAYS, command_import},
    {"serve", "", "answer Gemini requests from the latest revision",
	"Serves the latest revision over Gemini, and each newer one as soon as it is\n"
	"published. The certificate is made at the first start and kept in the state folder,\n"
	"unless you name one of your own.",
	OPT_LISTEN | OPT_HOST | OPT_CERT | OPT_SANDBOX | OPT_EC | OPT_WORKERS, command_serve},
    {"status", "", "tell how the running server is",
	"Asks the server that runs on the state folder how it is: the revision it serves, its\n"
	"certificate, and what it has counted since its start. Exits 1 when none runs there.",
	OPT_FORMAT, command_status},
    {"cert", "", "show the capsule's certificate",
	"Prints the fingerprints of the capsule's certificate, which people compare with what\n"
	"their programs show, its names, its dates, and when it is renewed; of the files named by\n"
	"--cert and --key, or of the state folder. Nothing is made or altered.\n"
	"Exits 1 when there is none, or it does not serve now.",
	OPT_CERT | OPT_FORMAT, command_cert},
    {"show", "[EVENT]", "print an agenda here",
	"Prints the agenda of an event, or without EVENT all events there are, as last\n"
	"published; with --data, as the YAML folder DIR has it. Times are those of the event's\n"
	"zone; --in ZONE shows another beside them.",
	OPT_IN | OPT_DATA, command_show},
    {"ics", "WHAT", "print a calendar, or an invitation to mail",
	"Prints a calendar as it was last published. WHAT is EVENT/SESSION, the id of a session\n"
	"alone if only one event has it, EVENT, or a calendar's path such as all.ics. With\n"
	"--method it prints a message of that one entry, which mail programs understand: an\n"
	"invitation, a cancellation, or an entry for all.",
	OPT_MESSAGE | OPT_LANG, command_ics},
    {"diff", "[A [B]]", "tell what differs between revisions, or from what is published to here",
	"Tells what participants would see change from revision A to revision B; without B, from\n"
	"revision A to the YAML folder one is in, or DIR; without A, from the latest revision.\n"
	"Revision 0 is nothing at all. A folder with an error in it is not compared.",
	OPT_DATA | OPT_FORMAT, command_diff},
    {"schema", "[site|event]", "print a JSON Schema of the agenda files, for editors",
	"Prints a JSON Schema (draft 2020-12) by which editors complete and explain the keys\n"
	"of site.yaml and of event files; of one of them, if named.",
	0, command_schema},
    {"completion", "bash|zsh|fish", "print what makes a shell complete commands with the Tab key",
	"Prints a script by which a shell completes commands, options and folders. `make install`\n"
	"has put it where shells look for it; without: eval \"$(plenary completion bash)\"",
	0, command_completion},
    {"log", "", "list the revisions and what changed in each",
	"Lists the published revisions, newest first, with their moment in UTC and what\n"
	"changed.",
	0, command_log},
    {"rollback", "N", "publish again what revision N was",
	"Publishes the sources of revision N (see `plenary log`; or `latest`) as a new revision\n"
	"and prints what changes by it. What N does not have is told as cancelled. Your folder\n"
	"stays as it is: `plenary export-sources N DIR` writes the files of N.",
	OPT_OUT | OPT_DRY_RUN | OPT_EXPECT | OPT_GZIP, command_rollback},
    {"export-sources", "N DIR", "write the YAML files of revision N to a folder",
	"Writes the files of revision N (or `latest`) as they were when it was published to the\n"
	"folder DIR, which is made, or is there and empty.",
	0, command_export_sources},
    {0},
};

int
command_failed(const struct err *e)
{
	fputs("plenary: ", stderr);
	term_puts(stderr, e->msg);
	fputc('\n', stderr);
	return EXIT_FAILED;
}

/* Whether all that was printed has arrived. */
static int
finish(int code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	perror("plenary: standard output");
	return code == EXIT_DONE ? EXIT_FAILED : code;
}

int
main(int argc, char **argv)
{
	const struct command *cmd = NULL;
	struct options o;

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file too large is told like a full disk */
	if (!load_clock_is_right()) {
		fputs("plenary: $PLENARY_NOW is no time like 2031-05-14T09:00:00Z\n", stderr);
		return EXIT_USAGE;
	}
	switch (options_parse(&o, &cmd, plenary_commands, argc, argv)) {
	case PARSED_DONE: return finish(EXIT_DONE);
	case PARSED_WRONG: return EXIT_USAGE;
	case PARSED_RUN: break;
	}
	return finish(cmd->run(&o));
}
