/* SPDX-License-Identifier: ISC */
#include "cli/commands.h"
#include "cli/running.h"
#include "cli/term.h"
#include "core/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 256, JSON_MAX = 64 * 1024, LISTED_MAX = 2000 };

/* What a server told, a word and its value each; another version may tell more, or less. */
struct answer {
	char *text;
	struct row {
		const char *word, *value;
	} rows[ROWS_MAX];
	size_t n;
};

/* ---- reading ---- */

static void
split(struct answer *t)
{
	for (char *p = t->text, *end; *p != '\0' && t->n < ROWS_MAX; p = end) {
		char *value;

		end = p + strcspn(p, "\n");
		if (*end != '\0')
			*end++ = '\0';
		value = strchr(p, ' ');
		if (value == NULL)
			continue;
		*value++ = '\0';
		t->rows[t->n++] = (struct row){p, value};
	}
}

static const char *
value_of(const struct answer *t, const char *word)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].word, word) == 0)
			return t->rows[i].value;
	return "";
}

static int64_t
number_of(const struct answer *t, const char *word)
{
	return strtoll(value_of(t, word), NULL, 10);
}

static bool
begins_with(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* ---- for people ---- */

static void
put_uptime(struct buf *b, int64_t seconds)
{
	int64_t minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

	if (days > 0)
		buf_printf(b, "%" PRId64 " d %" PRId64 " h", days, hours % 24);
	else if (hours > 0)
		buf_printf(b, "%" PRId64 " h %" PRId64 " min", hours, minutes % 60);
	else if (minutes > 0)
		buf_printf(b, "%" PRId64 " min %" PRId64 " s", minutes, seconds % 60);
	else
		buf_printf(b, "%" PRId64 " s", seconds);
}

static void
print_line(const char *what, struct buf *b)
{
	printf("%-12s ", what);
	term_puts(stdout, buf_str(b));
	putchar('\n');
	buf_clear(b);
}

/* All values of the words that begin alike, "20: 17, 51: 2". */
static void
put_list(struct buf *b, const struct answer *t, const char *with, bool zeros)
{
	const char *between = "";

	for (size_t i = 0; i < t->n; i++) {
		const struct row *r = &t->rows[i];

		if (!begins_with(r->word, with) || (!zeros && strcmp(r->value, "0") == 0))
			continue;
		buf_printf(b, "%s%s: %s", between, r->word + strlen(with), r->value);
		between = ", ";
	}
	if (*between == '\0')
		buf_puts(b, "none");
}

static void
put_listen(struct buf *b, const struct answer *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].word, "listen") == 0)
			buf_printf(b, "%s%s", b->n > 0 ? ", " : "", t->rows[i].value);
}

static void
print_text(const struct answer *t)
{
	const char *sandbox = value_of(t, "sandbox"), *until = value_of(t, "certificate-until");
	struct buf b;

	buf_init(&b, LISTED_MAX);
	buf_printf(&b, "revision %s of gemini://%s/", value_of(t, "revision"), value_of(t, "host"));
	print_line(value_of(t, "state"), &b);
	buf_printf(&b, "process %s, %s workers, for ", value_of(t, "pid"), value_of(t, "workers"));
	put_uptime(&b, number_of(t, "uptime"));
	print_line("running", &b);
	put_listen(&b, t);
	print_line("listening", &b);
	buf_printf(&b, "plenary %s, %s", value_of(t, "version"), value_of(t, "tls"));
	print_line("program", &b);
	buf_puts(&b, *sandbox != '\0' ? sandbox : "off");
	print_line("sandbox", &b);
	buf_printf(&b, "SHA-256 %s, until %.10s", value_of(t, "certificate"), until);
	print_line("certificate", &b);
	buf_printf(
	    &b, "%s now, %s in all", value_of(t, "connections-now"), value_of(t, "connections"));
	print_line("connections", &b);
	buf_printf(&b, "%s, of these resumed %s; failed %s", value_of(t, "handshakes"),
	    value_of(t, "resumed"), value_of(t, "handshakes-failed"));
	print_line("handshakes", &b);
	put_list(&b, t, "status-", true);
	print_line("requests", &b);
	put_list(&b, t, "refused-", false);
	print_line("refused", &b);
	put_list(&b, t, "timeout-", false);
	buf_printf(&b, "; evicted: %s, cut: %s", value_of(t, "evicted"), value_of(t, "cut"));
	print_line("ended early", &b);
	buf_printf(&b, "%s in, %s out", value_of(t, "bytes-in"), value_of(t, "bytes-out"));
	print_line("bytes", &b);
	if (number_of(t, "log-dropped") > 0) {
		buf_printf(&b, "%s lines dropped: nobody read them", value_of(t, "log-dropped"));
		print_line("log", &b);
	}
	buf_free(&b);
}

/* ---- for programs ---- */

static bool
is_number(const char *s)
{
	return *s != '\0' && strspn(s, "0123456789") == strlen(s) && strlen(s) < 19;
}

static bool
is_apart(const char *word)
{
	return strcmp(word, "listen") == 0 || begins_with(word, "status-");
}

static void
put_value(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	if (is_number(value))
		json_int(j, strtoll(value, NULL, 10));
	else
		json_string(j, value);
}

static void
print_json(const struct answer *t)
{
	struct buf out;
	struct json j;

	buf_init(&out, JSON_MAX);
	j = json_begin(&out);
	json_open_object(&j);
	for (size_t i = 0; i < t->n; i++)
		if (!is_apart(t->rows[i].word))
			put_value(&j, t->rows[i].word, t->rows[i].value);
	json_key(&j, "listen");
	json_open_array(&j);
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->rows[i].word, "listen") == 0)
			json_string(&j, t->rows[i].value);
	json_close_array(&j);
	json_key(&j, "requests");
	json_open_object(&j);
	for (size_t i = 0; i < t->n; i++)
		if (begins_with(t->rows[i].word, "status-"))
			put_value(&j, t->rows[i].word + strlen("status-"), t->rows[i].value);
	json_close_object(&j);
	json_close_object(&j);
	json_end(&j);
	fputs(buf_str(&out), stdout);
	buf_free(&out);
}

int
command_status(const struct options *o)
{
	struct answer t = {0};
	struct buf answer;
	struct err e = {""};
	int rc, code = EXIT_DONE;

	buf_init(&answer, CONTROL_STATUS_MAX);
	rc = running_status(o->state, &answer, &e);
	if (rc == 0)
		rc = err_set(&e, "no server runs on %s: `plenary serve` starts one", o->state);
	if (rc < 0) {
		code = command_failed(&e);
	} else {
		t.text = answer.p;
		split(&t);
		if (o->format == OUTPUT_JSON)
			print_json(&t);
		else
			print_text(&t);
	}
	buf_free(&answer);
	return code;
}
