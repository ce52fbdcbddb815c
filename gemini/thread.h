/* SPDX-License-Identifier: ISC */
#ifndef PLENARY_GEMINI_THREAD_H
#define PLENARY_GEMINI_THREAD_H

#include <pthread.h>

/* Starts a thread that takes no signals and has a stack for what a server does. 0, or errno. */
int thread_start(pthread_t *thread, void *(*run)(void *arg), void *arg);

#endif
