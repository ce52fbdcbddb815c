/* SPDX-License-Identifier: ISC */
/* Scripts by which shells complete the command line, made of the tables of commands and options. */
#include "cli/commands.h"

#include <string.h>

enum { OPTIONS_SEEN = 32 };

/* What a value is completed from. */
enum source { FROM_NOTHING, FROM_FOLDERS, FROM_FILES, FROM_ZONES, FROM_WORDS };

/* Told by the word that stands for the value in the usage. */
static enum source
source_of(const char *value, size_t n)
{
	static const struct {
		const char *name;
		enum source from;
	} sources[] = {{"DIR", FROM_FOLDERS}, {"DATA", FROM_FOLDERS}, {"FILE", FROM_FILES},
	    {"ZONE", FROM_ZONES}};

	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
		if (strlen(sources[i].name) == n && strncmp(sources[i].name, value, n) == 0)
			return sources[i].from;
	return memchr(value, '|', n) != NULL ? FROM_WORDS : FROM_NOTHING;
}

/* The next operand in a usage line such as "N [DIR]", and its length; NULL if there is none. */
static const char *
next_operand(const char **usage, size_t *n)
{
	const char *p = *usage + strspn(*usage, " [");

	*n = strcspn(p, " []");
	*usage = p + *n + strspn(p + *n, "]");
	return *n == 0 ? NULL : p;
}

/* "a|b" as "a b". */
static void
put_choices(FILE *f, const char *value, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fputc(value[i] == '|' ? ' ' : value[i], f);
}

/* Text within single quotes of a shell; `also`: characters that the reader of the text wants
 * escaped. */
static void
put_quoted(FILE *f, const char *s, const char *also)
{
	for (; *s != '\0'; s++) {
		if (*s == '\'')
			fputs("'\\''", f);
		else if (strchr(also, *s) != NULL)
			fprintf(f, "\\%c", *s);
		else
			fputc(*s, f);
	}
}

/* ---- bash ---- */

static void
bash_action(FILE *f, const char *value, size_t n)
{
	switch (source_of(value, n)) {
	case FROM_FOLDERS:
		fputs("compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")", f);
		break;
	case FROM_FILES:
		fputs("compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")", f);
		break;
	case FROM_ZONES:
		fputs("mapfile -t COMPREPLY < <(cd /usr/share/zoneinfo && compgen -f -- \"$cur\")",
		    f);
		break;
	case FROM_WORDS:
		fputs("mapfile -t COMPREPLY < <(compgen -W '", f);
		put_choices(f, value, n);
		fputs("' -- \"$cur\")", f);
		break;
	case FROM_NOTHING: fputs("COMPREPLY=()", f); break;
	}
}

/* The values of a command's options. */
static void
bash_values(FILE *f, const struct command *c)
{
	struct option_info options[OPTIONS_SEEN];
	size_t n = options_of(c, options, OPTIONS_SEEN);

	for (size_t i = 0; i < n; i++) {
		if (options[i].value == NULL)
			continue;
		fprintf(f, "\t%s:--%s) ", c == NULL ? "*" : c->name, options[i].name);
		bash_action(f, options[i].value, strlen(options[i].value));
		fputs("; return ;;\n", f);
	}
}

static void
bash_command(FILE *f, const struct command *c)
{
	struct option_info options[OPTIONS_SEEN];
	size_t n = options_of(c, options, OPTIONS_SEEN), len;
	const char *usage = c->operands, *operand = next_operand(&usage, &len);

	fprintf(f, "\t%s:-*) mapfile -t COMPREPLY < <(compgen -W '", c->name);
	for (size_t i = 0; i < n; i++)
		fprintf(f, "--%s ", options[i].name);
	fputs("--help' -- \"$cur\") ;;\n", f);
	for (int i = 0; operand != NULL; operand = next_operand(&usage, &len), i++) {
		if (source_of(operand, len) == FROM_NOTHING)
			continue;
		fprintf(f, "\t%s:*) [ \"$operands\" -eq %d ] && { ", c->name, i);
		bash_action(f, operand, len);
		fputs("; } ;;\n", f);
	}
}

/* Options that take no value, of all commands. */
static void
bash_flags(FILE *f, const struct command *commands)
{
	struct option_info options[OPTIONS_SEEN];

	for (const struct command *c = commands; c->name != NULL; c++) {
		size_t n = options_of(c, options, OPTIONS_SEEN);

		for (size_t i = 0; i < n; i++)
			if (options[i].value == NULL)
				fprintf(f, "--%s | ", options[i].name);
	}
	fputs("--help | --version", f);
}

static void
write_bash(FILE *f, const struct command *commands)
{
	const struct command *c;

	fputs("# bash completion of plenary\n"
	      "_plenary() {\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
	      "\tlocal cmd= operands=0 i\n"
	      "\tCOMPREPLY=()\n"
	      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "\t\tcase ${COMP_WORDS[i]} in\n\t\t",
	    f);
	bash_flags(f, commands);
	fputs(") ;;\n"
	      "\t\t-*) ((i++)) ;;\n"
	      "\t\t*) if [ -z \"$cmd\" ]; then cmd=${COMP_WORDS[i]}; else ((operands++)); fi ;;\n"
	      "\t\tesac\n"
	      "\tdone\n"
	      "\tcase $cmd:$prev in\n",
	    f);
	for (c = commands; c->name != NULL; c++)
		bash_values(f, c);
	bash_values(f, NULL);
	fputs("\tesac\n\tcase $cmd:$cur in\n\t:-*) mapfile -t COMPREPLY < <(compgen -W '--state "
	      "--help --version' -- \"$cur\") ;;\n\t:*) mapfile -t COMPREPLY < <(compgen -W '",
	    f);
	for (c = commands; c->name != NULL; c++)
		fprintf(f, "%s ", c->name);
	fputs("' -- \"$cur\") ;;\n", f);
	for (c = commands; c->name != NULL; c++)
		bash_command(f, c);
	fputs("\tesac\n}\ncomplete -F _plenary plenary\n", f);
}

/* ---- zsh ---- */

static void
zsh_action(FILE *f, const char *value, size_t n)
{
	switch (source_of(value, n)) {
	case FROM_FOLDERS: fputs("_directories", f); break;
	case FROM_FILES: fputs("_files", f); break;
	case FROM_ZONES: fputs("_files -W /usr/share/zoneinfo", f); break;
	case FROM_WORDS:
		fputc('(', f);
		put_choices(f, value, n);
		fputc(')', f);
		break;
	case FROM_NOTHING: fputc(' ', f); break;
	}
}

/* Whether an option may stand more than once. */
static bool
is_repeated(const struct option_info *o)
{
	return strstr(o->help, "may be repeated") != NULL;
}

static void
zsh_options(FILE *f, const struct command *c)
{
	struct option_info options[OPTIONS_SEEN];
	size_t n = options_of(c, options, OPTIONS_SEEN);

	for (size_t i = 0; i < n; i++) {
		fprintf(
		    f, " \\\n\t\t\t'%s--%s[", is_repeated(&options[i]) ? "*" : "", options[i].name);
		put_quoted(f, options[i].help, "[]\\:");
		fputc(']', f);
		if (options[i].value != NULL) {
			fputc(':', f);
			put_quoted(f, options[i].value, ":\\");
			fputc(':', f);
			zsh_action(f, options[i].value, strlen(options[i].value));
		}
		fputc('\'', f);
	}
}

static void
zsh_command(FILE *f, const struct command *c)
{
	const char *usage = c->operands, *operand;
	size_t len;

	fprintf(f, "\t\t%s) _arguments", c->name);
	zsh_options(f, c);
	fputs(" \\\n\t\t\t'--help[this help]'", f);
	while ((operand = next_operand(&usage, &len)) != NULL) {
		fprintf(f, " \\\n\t\t\t':%.*s:", (int)len, operand);
		zsh_action(f, operand, len);
		fputc('\'', f);
	}
	fputs(" ;;\n", f);
}

static void
write_zsh(FILE *f, const struct command *commands)
{
	const struct command *c;

	fputs("#compdef plenary\n"
	      "_plenary() {\n"
	      "\tlocal state line\n"
	      "\ttypeset -A opt_args\n"
	      "\t_arguments -C",
	    f);
	zsh_options(f, NULL);
	fputs(" \\\n\t\t\t'--help[this help]' '--version[the versions]'"
	      " \\\n\t\t\t':command:->command' '*::argument:->argument'\n"
	      "\tcase $state in\n"
	      "\tcommand)\n"
	      "\t\tlocal -a commands=(\n",
	    f);
	for (c = commands; c->name != NULL; c++) {
		fprintf(f, "\t\t\t'%s:", c->name);
		put_quoted(f, c->summary, ":\\");
		fputs("'\n", f);
	}
	fputs("\t\t)\n\t\t_describe command commands ;;\n"
	      "\targument)\n\t\tcase $line[1] in\n",
	    f);
	for (c = commands; c->name != NULL; c++)
		zsh_command(f, c);
	fputs("\t\tesac ;;\n\tesac\n}\n"
	      "if [ \"$funcstack[1]\" = _plenary ]; then _plenary \"$@\"; else compdef _plenary "
	      "plenary; fi\n",
	    f);
}

/* ---- fish ---- */

static void
fish_action(FILE *f, const char *value, size_t n)
{
	switch (source_of(value, n)) {
	case FROM_FOLDERS: fputs(" -x -a '(__fish_complete_directories)'", f); break;
	case FROM_FILES: fputs(" -r -F", f); break;
	case FROM_ZONES:
		fputs(" -x -a '(find /usr/share/zoneinfo/ -type f -printf \"%P\\n\")'", f);
		break;
	case FROM_WORDS:
		fputs(" -x -a '", f);
		put_choices(f, value, n);
		fputc('\'', f);
		break;
	case FROM_NOTHING: fputs(" -x", f); break;
	}
}

static void
fish_options(FILE *f, const struct command *c)
{
	struct option_info options[OPTIONS_SEEN];
	size_t n = options_of(c, options, OPTIONS_SEEN);

	for (size_t i = 0; i < n; i++) {
		fprintf(f, "complete -c plenary -n '%s%s' -l %s -d '",
		    c == NULL ? "__fish_use_subcommand" : "__fish_seen_subcommand_from ",
		    c == NULL ? "" : c->name, options[i].name);
		put_quoted(f, options[i].help, "\\");
		fputc('\'', f);
		if (options[i].value != NULL)
			fish_action(f, options[i].value, strlen(options[i].value));
		fputc('\n', f);
	}
}

static void
fish_command(FILE *f, const struct command *c)
{
	const char *usage = c->operands, *operand;
	size_t len;

	fprintf(f, "complete -c plenary -n __fish_use_subcommand -a %s -d '", c->name);
	put_quoted(f, c->summary, "\\");
	fputs("'\n", f);
	fish_options(f, c);
	while ((operand = next_operand(&usage, &len)) != NULL) {
		if (source_of(operand, len) == FROM_NOTHING)
			continue;
		fprintf(f, "complete -c plenary -n '__fish_seen_subcommand_from %s'", c->name);
		fish_action(f, operand, len);
		fputc('\n', f);
	}
}

static void
write_fish(FILE *f, const struct command *commands)
{
	fputs("# fish completion of plenary\ncomplete -c plenary -f\n", f);
	fish_options(f, NULL);
	for (const struct command *c = commands; c->name != NULL; c++)
		fish_command(f, c);
}

int
command_completion(const struct options *o)
{
	static const struct {
		const char *shell;
		void (*write)(FILE *f, const struct command *commands);
	} shells[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};

	for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
		if (strcmp(o->operand, shells[i].shell) == 0) {
			shells[i].write(stdout, plenary_commands);
			return EXIT_DONE;
		}
	fputs("plenary: there are completions of bash, zsh and fish\n", stderr);
	return EXIT_USAGE;
}
