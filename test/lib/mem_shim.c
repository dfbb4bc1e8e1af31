#include "lib/mem_shim.h"

#include <sqlite3.h>

#include "base/banned.h"

static sqlite3_mem_methods real;
static long until = -1;
static bool always;
static bool struck;

static bool
refused(void)
{
	if (until < 0)
		return false;
	if (until > 0) {
		until--;
		return false;
	}
	struck = true;
	if (!always)
		until = -1;
	return true;
}

static void *
shim_malloc(int n)
{
	return refused() ? NULL : real.xMalloc(n);
}

static void *
shim_realloc(void *p, int n)
{
	return refused() ? NULL : real.xRealloc(p, n);
}

void
mem_shim_install(void)
{
	sqlite3_mem_methods shim;

	ALWAYS(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) == SQLITE_OK);
	shim = real;
	shim.xMalloc = shim_malloc;
	shim.xRealloc = shim_realloc;
	ALWAYS(sqlite3_config(SQLITE_CONFIG_MALLOC, &shim) == SQLITE_OK);
}

void
mem_shim_fail(long n, bool persistent)
{
	until = n;
	always = persistent;
	struck = false;
}

bool
mem_shim_heal(void)
{
	until = -1;
	return struck;
}
