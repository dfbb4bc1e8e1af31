/* What the files of coded share: a description as it was read, and a row. */
#ifndef READ_CODED_PART_H
#define READ_CODED_PART_H

#include "read/coded.h"

enum {
	PLAN_COLUMNS_MAX = 96,
	PLAN_LETS_MAX = 12,
	PLAN_SIDES_MAX = 4,
	PLAN_MAKES_MAX = 8,
	PLAN_FIELDS_MAX = 24,
	ROW_CELLS_MAX = 256,
	ROW_STATES_MAX = 64,
	CODED_UNKNOWN_MAX = 40,
	CODED_COMMON_LEFT = 16 * 1024 /* what one row may take of an arena */
};

/* How a value comes out of a row. */
enum coded_conv {
	CONV_SAY,    /* a template */
	CONV_DAY,    /* a date as people write it, up to a blank */
	CONV_DAY8,   /* 20180101, or longer */
	CONV_YMD,    /* year, month and day in three columns */
	CONV_YEAR,   /* a whole number as a year, an offset added */
	CONV_MAP,    /* by coded_words.csv: the value */
	CONV_MODE,   /* the same: the mode */
	CONV_NUMBER, /* the sum of columns */
	CONV_STATE,  /* a partner: a, b or other */
	CONV_HOSTED, /* "hosted" when home is on that side, else "abroad" */
	CONV_REF,    /* a record by its external number, a template */
	CONV_KEPT,   /* the date kept under a template by another format */
	CONV_IN_MONTH, /* the month, the year of a let */
	CONV_IN_YEAR,
	CONV_SPAN, /* from one let to another */
	CONV_TAIL, /* a cell behind what it must begin with */
	CONV_LET,
	CONV__MAX
};

/* A piece of a template. */
enum piece_of { PIECE_TEXT, PIECE_COLUMN, PIECE_LET, PIECE_CODE, PIECE_NAME };
enum coded_who { WHO_A, WHO_B, WHO_OTHER };
struct piece {
	enum piece_of of;
	struct str text;
	size_t at; /* column, let, or enum coded_who */
};

struct expr {
	enum coded_conv conv;
	struct piece *piece; /* SAY, REF, KEPT */
	size_t pieces;
	size_t *column;
	size_t columns;
	int64_t offset;   /* YEAR */
	struct str list;  /* MAP, MODE; kind of REF; what a TAIL is behind */
	size_t at; /* LET, IN_: which; STATE: who; HOSTED: the side */
	size_t to; /* SPAN: the second */
};

struct plan_field {
	struct str name;
	struct expr expr;
};

enum make_of { MAKE_ONE, MAKE_EACH, MAKE_PAIR, MAKE_CROSS };
enum make_when { WHEN_ALWAYS, WHEN_HOME, WHEN_FOREIGN };
enum make_add { ADD_NOT, ADD_SUM, ADD_SHARE };

struct make {
	struct str kind;
	enum make_of of;
	enum make_when when;
	enum make_add add;
	size_t with; /* only when this let has a value; SIZE_MAX: always */
	bool once; /* the same as the one before it is left out */
	struct expr key;
	struct plan_field field[PLAN_FIELDS_MAX];
	size_t fields;
};

/* A side of a row: the states that columns name. */
struct side {
	struct str scheme; /* iso3, cow, name ...; "is": ${fixed} */
	struct str fixed;
	char split; /* several in one cell; 0: one */
	size_t *column;
	size_t columns;
};

struct coded_plan {
	char delimiter;
	bool quoted, headless, preamble;
	bool pivot;       /* columns are years */
	struct str about; /* of a pivot: what stands before whom it is about */
	size_t least, most; /* cells of a row without a head */
	struct str column[PLAN_COLUMNS_MAX];
	bool optional[PLAN_COLUMNS_MAX];
	size_t use[PLAN_COLUMNS_MAX]; /* the columns that anything asks for */
	size_t uses;
	size_t columns;
	struct str empty[8]; /* cells that mean nothing is known */
	size_t empties;
	struct side side[PLAN_SIDES_MAX];
	size_t sides;
	size_t need;
	struct str let_name[PLAN_LETS_MAX];
	struct expr let[PLAN_LETS_MAX];
	size_t lets;
	/* Lets that mean something here; SIZE_MAX: none. */
	size_t date, root, period, group;
	struct expr keep;  /* template under which the date is kept */
	bool keeps;
	struct make make[PLAN_MAKES_MAX];
	size_t makes;
};

/* A value out of a row. */
struct coded_value {
	struct str text;
	struct str kind; /* of a ref */
	struct date date;
	double number;
	bool dated;
};

enum coded_got { GOT_VALUE, GOT_EMPTY, GOT_NO_ACT, GOT_FAULT };

/* coded_tables.c: codes of others into ours. */
struct coded_word {
	struct str value, mode;
};
struct coded_tables {
	struct map *state; /* "scheme/code", names in plain letters */
	struct map *word;  /* "list/code" */
	struct map *name;  /* of a partner, by its code */
	struct map *code;  /* the codes themselves */
};
MUST_USE enum err coded_tables_load(struct arena *a,
    const struct coded_tables **out, struct why *why);
/* coded_tables_state: the partner code of ${cell}, or empty. */
struct str coded_tables_state(const struct coded_tables *t, struct str scheme,
    struct str cell, struct buf *scratch);
/* coded_tables_word: by the exact code, else by the longest "beginning*". */
const struct coded_word *coded_tables_word(const struct coded_tables *t,
    struct str list, struct str code);

/* A row while it is looked at. */
struct coded_row {
	const struct coded_plan *plan;
	const struct coded_tables *tables;
	const struct coded_ask *ask;
	const struct map *kept;
	struct str cell[PLAN_COLUMNS_MAX]; /* by column of the plan */
	struct str state[ROW_STATES_MAX];  /* known ones, none twice a side */
	size_t side[ROW_STATES_MAX];       /* the side it is on */
	size_t states;
	bool home; /* the own state is among them */
	size_t a, b; /* the states in turn; SIZE_MAX: none */
	struct coded_value let[PLAN_LETS_MAX];
	enum coded_got got[PLAN_LETS_MAX];
	struct arena *arena; /* of texts */
	size_t fault_column; /* of the plan; SIZE_MAX: none */
	struct why why;
};

/* A file while it is read, and what several files of a call share. */
struct coded {
	struct arena *own;
	struct arena *common; /* dates that are kept, names without a table */
	struct arena *scratch; /* of one row */
	struct arena *seen_arena;
	const struct coded_formats *formats;
	const struct coded_ask *ask;
	struct map *kept;
	struct map *seen; /* external numbers of things made once */
	struct buf fold;
	struct coded_add *add;
	struct str unknown[CODED_UNKNOWN_MAX];
	size_t count[CODED_UNKNOWN_MAX];
	size_t unknowns;
	/* The file: */
	const struct coded_format *format;
	const struct coded_plan *plan;
	bool headed;
	size_t head_cells;
	size_t at[PLAN_COLUMNS_MAX]; /* where a column of the plan stands */
	struct str about;               /* of a pivot: whom it is about */
	struct str year[ROW_CELLS_MAX]; /* and the years of its columns */
	struct buf open; /* a row that goes on */
	size_t open_line, lines;
	struct str cell[ROW_CELLS_MAX];
	struct coded_row row;
};

/* coded.c: the row in ${c->cell}. */
enum coded_fate coded_row_read(struct coded *c, size_t line,
    struct coded_items *out);

/* coded_pivot.c: columns that are years; whether ${line} is the head. */
bool coded_pivot_head(struct coded *c, struct str line);
enum coded_fate coded_pivot_row(struct coded *c, size_t line,
    struct coded_items *out);

/* coded_make.c: the items of a row, by one make statement. */
enum coded_fate coded_make(struct coded *c, const struct make *m, size_t line,
    struct coded_items *out);
/* The news of two makes as one: a fault, else items, else kept. */
enum coded_fate coded_better(enum coded_fate a, enum coded_fate b);
/* Forget what was made once, since a row that did so is at fault. */
void coded_unsee(struct coded *c);
/* Whether state ${i} came before, on whatever side. */
bool coded_again(const struct coded_row *row, size_t i);

/* coded_value.c */
enum coded_got coded_value(struct coded_row *row, const struct expr *x,
    struct coded_value *out);
/* coded_value_key: a template as text, empty when a part of it is missing. */
struct str coded_value_key(struct coded_row *row, const struct expr *x);

/* coded_split.c: the cells of a row into ${cell}; SIZE_MAX: broken quotes. */
size_t coded_split(char delimiter, bool quoted, struct str row,
    struct str *cell, size_t max, struct arena *a);
/* coded_split_open: whether a quotation mark in ${s} is still open. */
bool coded_split_open(struct str s, bool open);

/* coded_add.c: rows that are added up. */
struct coded_add;
struct coded_add *coded_add_new(void);
void coded_add_free(struct coded_add *g);
/*
 * coded_add_put: an item with its number. Sums come out at the end; when some
 * 48 MiB are full, those of older periods do. False for a row of such a period
 * afterwards, or when one period has more than memory is given for.
 */
bool coded_add_put(struct coded_add *g, const struct coded_item *item,
    double number, struct date period, struct coded_items *out);
/*
 * coded_add_vote: the same for shares: the vote of ${code} in the division
 * ${group}, to be compared with home's when the division is complete.
 */
bool coded_add_vote(struct coded_add *g, const struct coded_item *item,
    struct str group, struct str vote, bool home, struct date period,
    struct coded_items *out);
void coded_add_flush(struct coded_add *g, struct coded_items *out);
/* coded_add_item: a copy at the end of ${out}. */
void coded_add_item(struct coded_items *out, const struct coded_item *item);

#endif
