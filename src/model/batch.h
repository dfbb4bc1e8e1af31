/*
 * Imports: a file that somebody gave, how it is to be read, and what became of
 * it. The file lies in the folder imports of the office under its number, until
 * the import is done without faults, cancelled or undone, and with rows that
 * were left out for thirty days; its hash, its name and what became of it stay
 * in a passing table. The records that are made of it are in the journal like
 * any other. What was said of columns and words is remembered for the
 * next file with the same heads.
 */
#ifndef MODEL_BATCH_H
#define MODEL_BATCH_H

#include "model/office.h"

enum {
	BATCH_FILE_MAX = 16 * 1024 * 1024,
	BATCH_FILE_DAYS = 30, /* that a file is kept at most */
	BATCH_LIST_MAX = 200
};

/* How far it is. */
enum batch_state {
	BATCH_COLUMNS,   /* what its columns are is not settled */
	BATCH_CHECK,     /* rows are looked at: all, when fates is full */
	BATCH_WRITING,   /* rows before ${at} are written */
	BATCH_DONE,
	BATCH_CANCELLED,
	BATCH_UNDOING,   /* the last records are undone first */
	BATCH_UNDONE,
	BATCH__MAX
};

/* What becomes of a row; one letter in ${fates}. */
enum batch_fate {
	BATCH_EMPTY = '-',
	BATCH_NEW = 'n',
	BATCH_CHANGED = 'u',
	BATCH_SAME = 's',
	BATCH_WARNING = 'w', /* new, but look at it */
	BATCH_FAULT = 'e'
};

struct batch {
	int64_t number;
	struct str name;    /* of the file */
	struct str hash;    /* SHA-256 of it, hex */
	struct str who;     /* the author's id, or empty */
	int64_t made;       /* ms */
	enum batch_state state;
	struct str kind, sheet, encoding, columns, words, label;
	int64_t rows;
	struct str fates;   /* of the rows that were looked at */
	struct str unknown; /* lines of field, cell and how often */
	int64_t at;         /* the next row to write */
	int64_t added, changed;
	struct str records; /* hex of those written, with blanks between */
};

struct batches;

/* batch_open(o, out, why), batch_close(bs): makes the tables when missing. */
MUST_USE enum err batch_open(const struct office *o, struct batches **out,
    struct why *why);
void batch_close(struct batches *bs);

/*
 * batch_add(bs, a, bytes, b, why):
 * Store the file and a row with the name, who, kind and label of ${b}, which
 * gets its number, hash and instant. ERR_LIMIT over BATCH_FILE_MAX.
 */
MUST_USE enum err batch_add(struct batches *bs, struct arena *a,
    struct str bytes, struct batch *b, struct why *why);

/* batch_get(bs, a, number, out, why): ERR_MISSING when there is none. */
MUST_USE enum err batch_get(struct batches *bs, struct arena *a,
    int64_t number, struct batch *out, struct why *why);

/* batch_file(bs, a, b, out, why): its bytes; ERR_CORRUPT by its hash. */
MUST_USE enum err batch_file(struct batches *bs, struct arena *a,
    const struct batch *b, struct str *out, struct why *why);

/* batch_list(bs, a, out, n, why): the latest first. */
MUST_USE enum err batch_list(struct batches *bs, struct arena *a,
    struct batch **out, size_t *n, struct why *why);

/*
 * batch_set(bs, b, why): all but name, hash, who and instant. A file that is of
 * no more use is removed; so are those that are too old, by batch_add.
 */
MUST_USE enum err batch_set(struct batches *bs, const struct batch *b,
    struct why *why);

/*
 * batch_remember(bs, kind, heads, columns, words, why),
 * batch_remembered(bs, a, kind, heads, columns, words, why): what was said of
 * a table of these heads; empty when nothing was.
 */
MUST_USE enum err batch_remember(struct batches *bs, struct str kind,
    struct str heads, struct str columns, struct str words, struct why *why);
MUST_USE enum err batch_remembered(struct batches *bs, struct arena *a,
    struct str kind, struct str heads, struct str *columns,
    struct str *words, struct why *why);

/* batch_keeps(b, now_ms): whether its file is kept. */
bool batch_keeps(const struct batch *b, int64_t now);

/* batch_count(b, fate): how many rows have that fate. */
size_t batch_count(const struct batch *b, enum batch_fate fate);

#endif
