/* SPDX-License-Identifier: ISC */
#include "core/tz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
tz_format_offset(int32_t offset, char out[16])
{
	const char *sign = offset < 0 ? "\xe2\x88\x92" : "+";
	unsigned seconds = (unsigned)llabs((long long)offset);
	unsigned h = seconds / 3600 % 100, m = seconds / 60 % 60, s = seconds % 60;

	if (seconds == 0)
		snprintf(out, 16, "UTC");
	else if (s != 0)
		snprintf(out, 16, "UTC%s%02u:%02u:%02u", sign, h, m, s);
	else if (m != 0)
		snprintf(out, 16, "UTC%s%02u:%02u", sign, h, m);
	else
		snprintf(out, 16, "UTC%s%u", sign, h);
}

/* RFC 3339 has offsets of whole minutes, under a day, and years 0000 to 9999. An offset that has
 * seconds loses them, and the local time with it: the instant stays right. */
void
tz_format_rfc3339(int64_t utc, int32_t offset, char out[26])
{
	const int64_t min = -62135596800 + DAY_SECONDS, max = 253402300799 - DAY_SECONDS;
	int minutes = offset / 60 % (24 * 60);
	unsigned ahead = (unsigned)abs(minutes);
	int64_t local = (utc < min ? min : utc > max ? max : utc) + minutes * 60;
	int second;
	char day[11], text[64];

	date_format(date_from_seconds(local, &second), day);
	snprintf(text, sizeof text, "%sT%02d:%02d:%02d%c%02u:%02u", day, second / 3600,
	    second / 60 % 60, second % 60, minutes < 0 ? '-' : '+', ahead / 60, ahead % 60);
	snprintf(out, 26, "%.25s", text);
}

/* The part of `s` from `from`, `n` bytes, as a string; "" if `s` is shorter. */
static const char *
part(const char *s, size_t from, size_t n, char out[12])
{
	out[0] = '\0';
	if (strlen(s) >= from + n)
		snprintf(out, 12, "%.*s", (int)n, s + from);
	return out;
}

/* "Z" or "+HH:MM", the whole string, in seconds. */
static bool
parse_offset(const char *s, int *offset)
{
	int minutes;

	*offset = 0;
	if (strcmp(s, "Z") == 0 || strcmp(s, "z") == 0)
		return true;
	if ((s[0] != '+' && s[0] != '-') || !time_parse(s + 1, &minutes))
		return false;
	*offset = s[0] == '-' ? -minutes * 60 : minutes * 60;
	return true;
}

bool
tz_parse_rfc3339(const char *s, int64_t *utc)
{
	char text[12];
	struct date d;
	int minute, second, offset;

	if (!date_parse(part(s, 0, 10, text), &d) || (s[10] != 'T' && s[10] != 't') ||
	    !time_parse(part(s, 11, 5, text), &minute) || s[16] != ':' || s[17] < '0' ||
	    s[17] > '5' || s[18] < '0' || s[18] > '9' || !parse_offset(s + 19, &offset))
		return false;
	second = (s[17] - '0') * 10 + (s[18] - '0');
	*utc = date_to_seconds(d) + minute * 60 + second - offset;
	return true;
}
