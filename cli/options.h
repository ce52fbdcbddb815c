/* SPDX-License-Identifier: ISC */
/* The command line. All options stand in one table (option_rows.c); a command names those it takes.
 */
#ifndef PLENARY_OPTIONS_H
#define PLENARY_OPTIONS_H

#include "core/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 64 };
enum { LISTEN_MAX = 8, ATTENDEES_MAX = 200 };

/* How a command writes what it found, in the order of the words of --format. */
enum output { OUTPUT_TEXT, OUTPUT_JSON, OUTPUT_GITHUB };

/* Whether `s` is a whole number of digits alone, up to INT_MAX. */
bool number_parse(const char *s, int *out);

/* Which options a command takes, a set. --state, --help and --version are for all. */
enum {
	OPT_STRICT = 1 << 0,
	OPT_OUT = 1 << 1,
	OPT_DRY_RUN = 1 << 2,
	OPT_EXPECT = 1 << 3,
	OPT_LISTEN = 1 << 4,
	OPT_IN = 1 << 5,
	OPT_DATA = 1 << 6,
	OPT_HOST = 1 << 7,
	OPT_ACCEPT_REMOVAL = 1 << 8,
	OPT_FORMAT = 1 << 9,
	OPT_LISTEN_HERE = 1 << 10, /* --listen and --out as preview has them */
	OPT_PAGES = 1 << 11,
	OPT_INTO = 1 << 12,
	OPT_EVENT = 1 << 13,
	OPT_TIMEZONE = 1 << 14,
	OPT_DAYS = 1 << 15,
	OPT_MESSAGE = 1 << 16,
	OPT_LANG = 1 << 17,
	OPT_CERT = 1 << 18,
	OPT_SANDBOX = 1 << 19,
	OPT_WORKERS = 1 << 20, /* and what else is for the server as a process */
	OPT_EC = 1 << 21,
	OPT_FINDINGS = 1 << 22, /* --format as findings have it */
	OPT_GZIP = 1 << 23
};

/* What was asked for; strings are borrowed from argv and the environment. */
struct options {
	const char *state;    /* folder of the store; never NULL */
	const char *data;     /* YAML folder: the operand, or --data; NULL if not said */
	const char *out;      /* output folder, or NULL */
	const char *pages;    /* folder for a preview's pages, or NULL */
	const char *operand;  /* what the command is about, if it takes that and it was said */
	const char *operand2; /* the second of these */
	const char *in;       /* zone to show times in, or NULL */
	const char *into;     /* --out of import: a YAML folder, or NULL */
	const char *event;    /* id of the event to make, or NULL */
	const char *timezone; /* zone of the file to import, or NULL */
	struct date from, to; /* days of what repeats; year 0: not said */
	const char *listen[LISTEN_MAX];
	size_t nlisten;
	const char *hosts[LISTEN_MAX]; /* further host names of the capsule */
	size_t nhosts;
	int workers;                           /* threads that serve; 0: one a processor */
	bool replace;                          /* takes the place of the server that runs */
	bool log_path, log_query, log_address; /* in the lines of the log */
	const char *cert, *key; /* files of the operator's own certificate, or NULL */
	int expect;             /* -1: not said */
	int gzip;               /* whether files are compressed, too; -1: not said */
	int method;             /* of message_method_words; -1: not said */
	const char *attendees[ATTENDEES_MAX];
	size_t nattendees;
	int sandbox;      /* of sandbox_words */
	int ec;           /* 1: mbed TLS, 2: Nettle; 0: not said */
	const char *lang; /* of texts, or NULL */
	bool with_join;
	enum output format;
	bool strict, dry_run, accept_removal;
	char state_default[4096];
};

/* A command of the program. */
struct command {
	const char *name;
	const char
	    *operands; /* as in the usage line: "[DATA]", "[A [B]]", "N DIR", ""; two at most */
	const char *summary; /* one line */
	const char *help;    /* paragraphs for --help */
	unsigned takes;      /* OPT_… */
	int (*run)(const struct options *o);
};

/* An option of the table, for those who list it. */
struct option_info {
	const char *name, *value, *help; /* value: NULL if it takes none */
};

/* The options that a command takes, at most `max`; of NULL those that may stand before it. */
size_t options_of(const struct command *cmd, struct option_info *out, size_t max);

enum parsed { PARSED_RUN, PARSED_DONE, PARSED_WRONG };

/* Reads the command line. PARSED_RUN: `*cmd` is to be run with `*o`. PARSED_DONE: help or version
 * was asked for and printed. PARSED_WRONG: it was wrong, and stderr says how. `commands` ends with
 * a row without a name. */
enum parsed options_parse(struct options *o, const struct command **cmd,
    const struct command *commands, int argc, char **argv);

#endif
