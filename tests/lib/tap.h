/* SPDX-License-Identifier: ISC */
/* The test harness: TAP on standard output, for prove. A test is a call; the plan comes last. */
#ifndef PLENARY_TAP_H
#define PLENARY_TAP_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failures;

/* One test point. Returns whether it passed. */
#define ok(cond, ...) tap_ok((cond), __FILE__, __LINE__, __VA_ARGS__)
/* Strings are equal; shows both if not. NULL equals only NULL. */
#define is_str(got, want, ...) tap_is_str((got), (want), __FILE__, __LINE__, __VA_ARGS__)
/* Numbers are equal; shows both if not. */
#define is_int(got, want, ...)                                                                     \
	tap_is_int((long long)(got), (long long)(want), __FILE__, __LINE__, __VA_ARGS__)

static inline bool __attribute__((format(printf, 4, 5)))
tap_ok(bool pass, const char *file, int line, const char *name, ...)
{
	char text[512];
	__builtin_va_list ap;

	__builtin_va_start(ap, name);
	vsnprintf(text, sizeof text, name, ap);
	__builtin_va_end(ap);
	printf("%sok %d - %s\n", pass ? "" : "not ", ++tap_count, text);
	if (!pass) {
		tap_failures++;
		printf("# failed at %s:%d\n", file, line);
	}
	return pass;
}

#define tap_is_str(got, want, file, line, ...) tap_str((got), (want), (file), (line), __VA_ARGS__)
#define tap_is_int(got, want, file, line, ...) tap_int((got), (want), (file), (line), __VA_ARGS__)

static inline bool __attribute__((format(printf, 5, 6)))
tap_str(const char *got, const char *want, const char *file, int line, const char *name, ...)
{
	char text[512];
	__builtin_va_list ap;
	bool pass = got == NULL || want == NULL ? got == want : strcmp(got, want) == 0;

	__builtin_va_start(ap, name);
	vsnprintf(text, sizeof text, name, ap);
	__builtin_va_end(ap);
	tap_ok(pass, file, line, "%s", text);
	if (!pass)
		printf("#  got: %s\n# want: %s\n", got ? got : "(null)", want ? want : "(null)");
	return pass;
}

static inline bool __attribute__((format(printf, 5, 6)))
tap_int(long long got, long long want, const char *file, int line, const char *name, ...)
{
	char text[512];
	__builtin_va_list ap;

	__builtin_va_start(ap, name);
	vsnprintf(text, sizeof text, name, ap);
	__builtin_va_end(ap);
	tap_ok(got == want, file, line, "%s", text);
	if (got != want)
		printf("#  got: %lld\n# want: %lld\n", got, want);
	return got == want;
}

/* Prints the plan; what main returns. */
static inline int
tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failures == 0 ? 0 : 1;
}

#endif
