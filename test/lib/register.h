/*
 * A small register for tests of the model floor: a database in a new folder,
 * one partition a label, tables made by the fold. Records are made up here and
 * handed to the fold, as if a journal had them: several lanes, any hlc.
 *
 *	struct reg g;
 *	reg_make(&g, kinds, 2);
 *	reg_put(&g, 0, 1, "partner", 1, "code=AUS name=Australia");
 *	struct reader *r = reg_reader(&g, 1, 0);
 */
#ifndef LIB_REGISTER_H
#define LIB_REGISTER_H

#include "lib/folder.h"
#include "model/find.h"
#include "model/fold.h"

enum { REG_PARTS_MAX = 8, REG_TODAY = 20600 };

struct reg {
	struct folder folder;
	struct office office;
	struct arena *arena;
	struct db *db; /* to write */
	struct journal_fold fold;
	uint64_t serial; /* of the next record; its id follows from it */
};

/*
 * reg_make(g, kinds, parts):
 * ${kinds} is the text of kind files after each other, "common" first; NULL
 * takes those of the program. Labels are l0, l1, ... Must succeed.
 */
void reg_make(struct reg *g, const char *kinds, int parts);
void reg_free(struct reg *g);

/* reg_kinds(g, kinds): from now on those kinds, as a newer program has. */
void reg_kinds(struct reg *g, const char *kinds);

/* reg_id(n): the identity of thing ${n}. */
struct id reg_id(uint64_t n);

/* reg_field(g, "kind.field"): as operations name it. */
uint16_t reg_field(const struct reg *g, const char *name);

/*
 * reg_entry(g, hlc, n, op):
 * A record with ${n} operations, in the arena; its id is new.
 */
struct entry *reg_entry(struct reg *g, uint64_t hlc, size_t n, struct op *op);

/* reg_apply(g, part, e): fold it; must succeed. */
void reg_apply(struct reg *g, int part, const struct entry *e);

/*
 * reg_put(g, part, hlc, kind, n, fields):
 * A record that sets fields of thing ${n}, superseding what stands. ${fields}
 * is "name=value name=value", a value up to the next blank, with "_" for
 * blanks; "#7" is a reference to thing 7; nothing clears.
 */
void reg_put(struct reg *g, int part, uint64_t hlc, const char *kind,
    uint64_t n, const char *fields);

/*
 * reg_put_all(g, part, hlc, line, n):
 * A record for each line, of ${hlc} and the instants after it.
 */
struct reg_line {
	const char *kind;
	uint64_t thing;
	const char *fields;
};
void reg_put_all(struct reg *g, int part, uint64_t hlc,
    const struct reg_line *line, size_t n);

/* reg_dump(g, part): the derived tables as text, in the arena. */
struct str reg_dump(struct reg *g, int part);

/* reg_reader(g, mask, hlc): a reader; hlc 0 is now. Must succeed. */
struct reader *reg_reader(struct reg *g, uint64_t mask, uint64_t hlc);

/* reg_kind(g, name): must be there. */
const struct kind *reg_kind(const struct reg *g, const char *name);

#endif
