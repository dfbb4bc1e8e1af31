/*
 * SQLite's memory, which can be made to run out at the n-th request (D5).
 * Install it before the first use of SQLite in the process.
 */
#ifndef LIB_MEM_SHIM_H
#define LIB_MEM_SHIM_H

#include "base/base.h"

/* mem_shim_install(): once, first thing in main. */
void mem_shim_install(void);

/*
 * mem_shim_fail(n, persistent):
 * The ${n}-th request from now (0 is the next) gets nothing; with
 * ${persistent} none does until mem_shim_heal.
 */
void mem_shim_fail(long n, bool persistent);

/* mem_shim_heal(): memory again; tells whether a request was refused. */
bool mem_shim_heal(void);

#endif
