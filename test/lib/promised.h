/*
 * What tests of documents begin with: the office of promises.h with its
 * secrets, and a reader of the lower label, now; made once for all cases.
 *
 *	return cmocka_run_group_tests(tests, promised, promised_end);
 */
#ifndef LIB_PROMISED_H
#define LIB_PROMISED_H

#include "lib/promises.h"

static struct reg g;
static struct reader *r;

static int
promised(void **state)
{
	(void)state;
	promises_make(&g);
	promises_secret(&g);
	r = reg_reader(&g, 1, 0);
	r->now = true;
	return 0;
}

static int
promised_end(void **state)
{
	(void)state;
	reader_close(r);
	reg_free(&g);
	return 0;
}

#endif
