/* An office as people have it, with key and packs, in a folder of its own. */
#ifndef LIB_FOLDER_OFFICE_H
#define LIB_FOLDER_OFFICE_H

#include "model/reader.h"
#include "world/world.h"

/*
 * folder_office(w, pack, demo):
 * An office called Test with the core and ${pack}, if that is not NULL, in a
 * new folder; must succeed.
 */
struct office *folder_office(struct world *w, const char *pack, bool demo);

/* folder_office_remove(o): closed, and its folder gone. */
void folder_office_remove(struct office *o);

/*
 * folder_reader(o, clearance):
 * Who may see what these tokens open ("" all of it), now; must succeed.
 */
struct reader *folder_reader(struct office *o, const char *clearance);

#endif
