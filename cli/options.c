/* SPDX-License-Identifier: ISC */
#include "cli/options.h"

#include "cli/option_rows.h"
#include "cli/term.h"
#include "core/finding.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static bool
applies(const struct option_row *r, const struct command *cmd)
{
	return r->takes == OPT_FOR_ALL || (cmd != NULL && (cmd->takes & (unsigned)r->takes) != 0);
}

size_t
options_of(const struct command *cmd, struct option_info *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < option_nrows && n < max; i++)
		if (applies(&option_rows[i], cmd))
			out[n++] = (struct option_info){
			    option_rows[i].name, option_rows[i].value, option_rows[i].help};
	return n;
}

static void
print_option(const struct option_row *r)
{
	char left[64];

	snprintf(
	    left, sizeof left, "--%s%s%s", r->name, r->value ? " " : "", r->value ? r->value : "");
	printf("  %-20s %s\n", left, r->help);
}

static void
print_options(const struct command *cmd)
{
	puts("\nOptions:");
	for (size_t i = 0; i < option_nrows; i++)
		if (applies(&option_rows[i], cmd))
			print_option(&option_rows[i]);
	printf("  %-20s %s\n", "--help", "this help");
	printf("  %-20s %s\n", "--version", "the version, and those of the libraries");
}

static void
print_help(const struct command *commands)
{
	const struct command *c;

	puts("plenary turns YAML agendas into calendars, a Gemini capsule and a web site.\n");
	puts("Usage: plenary [--state DIR] COMMAND [OPTIONS] [DATA]\n");
	for (c = commands; c->name != NULL; c++)
		printf("  %-14s %s\n", c->name, c->summary);
	puts("\nDATA is the folder of YAML files, `.` if left out.");
	puts("What is published is kept in the state folder: --state, else $PLENARY_STATE, else");
	puts("$XDG_STATE_HOME/plenary, else ~/.local/state/plenary. Each site has its own.");
	puts("`plenary COMMAND --help` says more of one; so do plenary(1) and plenary-agenda(5).");
}

static void
print_command_help(const struct command *cmd)
{
	printf("Usage: plenary [--state DIR] %s [OPTIONS]%s%s\n\n%s\n", cmd->name,
	    *cmd->operands ? " " : "", cmd->operands, cmd->help);
	print_options(cmd);
}

static const struct command *
find_command(const struct command *commands, const char *name)
{
	const struct command *c;

	for (c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* Says that `word` is no such thing, with the nearest that is. */
static enum parsed
unknown(const char *kind, const char *word, const char *const *known, size_t n, const char *more)
{
	const char *near = suggest(word, known, n);

	fprintf(stderr, "plenary: there is no %s '", kind);
	term_puts(stderr, word);
	fputs("'", stderr);
	if (near != NULL)
		fprintf(stderr, ": did you mean '%s'?\n", near);
	else
		fprintf(stderr, ": `%s` lists what there is\n", more);
	return PARSED_WRONG;
}

static enum parsed
unknown_command(const struct command *commands, const char *name)
{
	const char *names[OPTIONS_MAX];
	size_t n;

	for (n = 0; n < OPTIONS_MAX && commands[n].name != NULL; n++)
		names[n] = commands[n].name;
	return unknown("command", name, names, n, "plenary --help");
}

/* An option's name as typed, without dashes and value. */
static enum parsed
unknown_option(const struct command *cmd, const char *typed)
{
	const char *names[OPTIONS_MAX];
	char word[64], more[64];
	size_t n = 0;

	for (size_t i = 0; i < option_nrows; i++)
		if (applies(&option_rows[i], cmd))
			names[n++] = option_rows[i].name;
	names[n++] = "help";
	names[n++] = "version";
	typed += strspn(typed, "-");
	snprintf(word, sizeof word, "%.*s", (int)strcspn(typed, "="), typed);
	snprintf(more, sizeof more, "plenary%s%s --help", cmd ? " " : "", cmd ? cmd->name : "");
	return unknown("option", word, names, n, more);
}

/* getopt's table for a command; row i has the value i + 1. */
static void
long_options(struct option *lo, const struct command *cmd)
{
	size_t i, n = 0;

	for (i = 0; i < option_nrows; i++)
		if (applies(&option_rows[i], cmd))
			lo[n++] = (struct option){option_rows[i].name,
			    option_rows[i].value ? required_argument : no_argument, NULL,
			    (int)i + 1};
	lo[n++] = (struct option){"help", no_argument, NULL, 'h'};
	lo[n++] = (struct option){"version", no_argument, NULL, 'V'};
	lo[n] = (struct option){NULL, 0, NULL, 0};
}

static enum parsed
wrong_value(const struct option_row *r, const char *value)
{
	fprintf(stderr, "plenary: --%s does not take '", r->name);
	term_puts(stderr, value);
	fprintf(stderr, "': write --%s %s (%s)\n", r->name, r->value, r->help);
	return PARSED_WRONG;
}

/* Whether getopt_long took a short form of the name: `--stric`. Names are typed whole, so that
 * what scripts rely on stays when there are more of them. */
static bool
is_cut_short(const struct option_row *r, int argc, char **argv)
{
	const char *typed = argv[optind - 1];

	if (r->value != NULL && optarg == typed && optind >= 2 && optind <= argc)
		typed = argv[optind - 2];
	typed += strspn(typed, "-");
	return strcspn(typed, "=") != strlen(r->name);
}

/* One step of getopt_long for the options before (cmd NULL) or after the command's name. */
static enum parsed
parse_options(struct options *o, const struct command *commands, const struct command *cmd,
    int argc, char **argv)
{
	struct option lo[OPTIONS_MAX];
	int c, i;

	long_options(lo, cmd);
	opterr = 0;
	while ((c = getopt_long(argc, argv, cmd ? ":h" : "+:h", lo, NULL)) != -1) {
		if (c == 'h') {
			if (cmd == NULL)
				print_help(commands);
			else
				print_command_help(cmd);
			return PARSED_DONE;
		}
		if (c == 'V') {
			term_version();
			return PARSED_DONE;
		}
		if (c == ':') {
			fprintf(stderr, "plenary: %s wants a value\n", argv[optind - 1]);
			return PARSED_WRONG;
		}
		if (c == '?')
			return unknown_option(cmd, argv[optind - 1]);
		i = c - 1;
		if (is_cut_short(&option_rows[i], argc, argv))
			return unknown_option(
			    cmd, argv[optarg == argv[optind - 1] ? optind - 2 : optind - 1]);
		if (option_rows[i].set(o, optarg) != 0)
			return wrong_value(&option_rows[i], optarg);
	}
	return PARSED_RUN;
}

static void
set_defaults(struct options *o)
{
	const char *home = getenv("HOME"), *xdg = getenv("XDG_STATE_HOME");

	*o = (struct options){.expect = -1, .gzip = -1, .method = -1};
	o->out = getenv("PLENARY_OUT");
	o->state = getenv("PLENARY_STATE");
	if (o->state != NULL && *o->state != '\0')
		return;
	if (xdg != NULL && *xdg == '/')
		snprintf(o->state_default, sizeof o->state_default, "%s/plenary", xdg);
	else
		snprintf(o->state_default, sizeof o->state_default, "%s/.local/state/plenary",
		    home != NULL ? home : "");
	o->state = o->state_default;
}

/* How many operands a command takes at most, and how many it cannot do without. */
static void
count_operands(const char *usage, int *least, int *most)
{
	*least = *most = 0;
	for (const char *p = usage; *p != '\0'; p += strcspn(p, " ["), p += strspn(p, " ")) {
		bool may_lack = *p == '[';

		p += strspn(p, "[");
		*most += 1;
		if (!may_lack)
			*least += 1;
	}
}

static enum parsed
parse_operands(struct options *o, const struct command *cmd, int argc, char **argv)
{
	static const char *const words[] = {"no operand", "one operand", "two operands"};
	int least, most;

	count_operands(cmd->operands, &least, &most);
	if (argc < least) {
		fprintf(stderr, "plenary: say more: `plenary %s %s` (%s)\n", cmd->name,
		    cmd->operands, cmd->summary);
		return PARSED_WRONG;
	}
	if (argc > most) {
		fprintf(stderr, "plenary: %s takes %s: '", cmd->name, words[most]);
		term_puts(stderr, argv[most]);
		fprintf(stderr, "' is too many; `plenary %s --help` says more\n", cmd->name);
		return PARSED_WRONG;
	}
	if (argc > 0 && strcmp(cmd->operands, "[DATA]") == 0)
		o->data = argv[0];
	else if (argc > 0)
		o->operand = argv[0];
	if (argc > 1)
		o->operand2 = argv[1];
	return PARSED_RUN;
}

enum parsed
options_parse(struct options *o, const struct command **cmd, const struct command *commands,
    int argc, char **argv)
{
	enum parsed rc;

	set_defaults(o);
	rc = parse_options(o, commands, NULL, argc, argv);
	if (rc != PARSED_RUN)
		return rc;
	if (optind >= argc) {
		fputs("plenary: say what to do: `plenary --help` lists the commands\n", stderr);
		return PARSED_WRONG;
	}
	if (strcmp(argv[optind], "help") == 0 && optind + 1 == argc) {
		print_help(commands);
		return PARSED_DONE;
	}
	*cmd = find_command(commands, argv[optind]);
	if (*cmd == NULL)
		return unknown_command(commands, argv[optind]);
	argc -= optind;
	argv += optind;
	optind = 0; /* begin anew; from 1 glibc would go on to stop at the first operand */
	rc = parse_options(o, commands, *cmd, argc, argv);
	if (rc != PARSED_RUN)
		return rc;
	return parse_operands(o, *cmd, argc - optind, argv + optind);
}
