/* comity read: texts into proposals, for people, files and pipes. */
#ifndef CMD_READ_H
#define CMD_READ_H

#include "world/world.h"

/*
 * cmd_read(w, argc, argv):
 * argv[0] is "read". Data goes to standard output, talk to standard error.
 * Returns the exit status: 0 done, 1 failed, 2 not called rightly, 3 some of
 * the texts could not be read.
 */
int cmd_read(struct world *w, int argc, char **argv);

#endif
