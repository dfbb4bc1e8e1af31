/* Coded files of others, by the name of their format. */
#ifndef CMD_CMD_IMPORT_CODED_H
#define CMD_CMD_IMPORT_CODED_H

#include "cmd/cmd.h"

/*
 * cmd_import_coded(l):
 * import --format NAME FILE..., import --formats. Gives the exit status:
 * CMD_PARTLY when some rows had faults.
 */
int cmd_import_coded(struct cmd_line *l);

#endif
