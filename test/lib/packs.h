/*
 * The packs and the kind files as a test sees them. The kind files are read
 * here with lines of their own, so that a slip of the register's parser cannot
 * hide one in the data.
 */
#ifndef LIB_PACKS_H
#define LIB_PACKS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/sheet.h"

enum { PACKS_TABLES_MAX = 64 };

/* A field of a kind. */
struct want {
	struct str type; /* text, long, int, number, date, flag, term, ref */
	struct str arg;  /* the list of a term, the kinds of a ref */
	bool required;
	struct str name;
};

struct table {
	struct str file; /* packs/core/term.csv */
	struct str pack; /* core */
	struct str name; /* term */
	struct sheet sheet;
};

struct packs {
	struct arena *arena;
	struct map *kind;   /* name -> map of field name -> struct want */
	struct map *list;   /* lists that kinds name -> the kind's name */
	struct map *status; /* "list/code" of derives -> the kind's name */
	struct map *code;   /* "kind/code", "list=code" of a row -> its pack */
	struct table table[PACKS_TABLES_MAX];
	size_t tables;
	size_t complaints;
};

/* packs_open(state), packs_close(state): cmocka's group setup and teardown. */
int packs_open(void **state);
int packs_close(void **state);

/*
 * packs_complain(p, t, row, what, cell):
 * Print file, line and ${what} is wrong with ${cell}, and count it; SIZE_MAX
 * as ${row} is the header. packs_settle fails when there was any.
 */
void packs_complain(struct packs *p, const struct table *t, size_t row,
    const char *what, struct str cell);
void packs_settle(struct packs *p);

/* packs_cell(t, row, column): empty when there is no such column. */
struct str packs_cell(const struct table *t, size_t row, const char *column);

/* packs_key(p, a, between, b): the three in one, for the maps. */
struct str packs_key(struct packs *p, struct str a, const char *between,
    struct str b);

/* packs_row_key(p, t, row): what the row is called in p->code. */
struct str packs_row_key(struct packs *p, const struct table *t, size_t row);

/* packs_table(p, pack, name): NULL when it is not there. */
const struct table *packs_table(const struct packs *p, struct str pack,
    struct str name);

/*
 * packs_is_scheme(t): whether it is label.csv or setting.csv, which are read
 * before there is a register and are no kinds.
 */
bool packs_is_scheme(const struct table *t);

/* packs_is_sample(t): whether it holds templates, not records. */
bool packs_is_sample(const struct table *t);

#endif
