/* SPDX-License-Identifier: ISC */
#include "gemini/thread.h"

#include <signal.h>

enum { STACK_BYTES = 1 << 20 /* of address space; what is not used takes no memory */ };

int
thread_start(pthread_t *thread, void *(*run)(void *arg), void *arg)
{
	pthread_attr_t how;
	sigset_t all, before;
	int rc = pthread_attr_init(&how);

	if (rc != 0)
		return rc;
	sigfillset(&all);
	pthread_attr_setstacksize(&how, STACK_BYTES);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(thread, &how, run, arg);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&how);
	return rc;
}
