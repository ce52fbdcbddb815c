/* SPDX-License-Identifier: ISC */
/* Names of things for other programs, made of what we know them by: always the same for the same.
 * They tell things apart; they are no secret and prove nothing. */
#ifndef PLENARY_GUID_H
#define PLENARY_GUID_H

#include <stdint.h>

enum { GUID_SIZE = 37, GUID_NUMBER_MAX = 0x7fffffff };

/* A UUID (RFC 9562 section 5.8, version 8) in small letters. */
void guid_make(const char *name, char out[GUID_SIZE]);

/* A number from 1 to GUID_NUMBER_MAX, which fits what programs keep such numbers in. Two names may
 * have the same: of some thousands that is not likely. */
uint32_t guid_number(const char *name);

#endif
