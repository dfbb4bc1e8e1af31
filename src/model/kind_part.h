/* What the files that read a kind file share. */
#ifndef MODEL_KIND_PART_H
#define MODEL_KIND_PART_H

#include "model/kind.h"

/* Each file is read three times, since kinds name each other. */
enum kind_pass { KIND_PASS_NAMES, KIND_PASS_FIELDS, KIND_PASS_RULES };

enum kind_block {
	KIND_BLOCK_HEAD, KIND_BLOCK_FIELD, KIND_BLOCK_DERIVE, KIND_BLOCK_CHECK
};

struct kind_parsing {
	struct arena *a;
	struct kinds *ks;
	struct why *why;
	struct str file;
	size_t line;
	enum kind_pass pass;
	bool common;       /* the file of the common fields */
	bool opened;       /* its first statement was read */
	struct kind *kind; /* while reading the common file: of fields alone */
	enum kind_block block;
	struct str rest; /* of the statement, behind its first word */
	bool checked;    /* a check has its "when" */
	bool otherwise;  /* a derive has its last rule */
};

/* kind_bad(p, fmt, ...): ERR_INPUT, with file and line. */
enum err kind_bad(struct kind_parsing *p, const char *fmt, ...) PRINTF(2, 3);

/*
 * What stands behind the first word of a statement: a name that can be a
 * column, a whole number, all that is left as text, or nothing more.
 */
MUST_USE enum err kind_take_column(struct kind_parsing *p, struct str *name);
MUST_USE enum err kind_take_number(struct kind_parsing *p, int64_t least,
    int64_t most, uint16_t *out);
MUST_USE enum err kind_take_text(struct kind_parsing *p, struct str *out);
MUST_USE enum err kind_take_end(struct kind_parsing *p);

/* The statements that begin a block, and the lines within it. */
MUST_USE enum err kind_head_field(struct kind_parsing *p);
MUST_USE enum err kind_line_field(struct kind_parsing *p, struct str word);
MUST_USE enum err kind_head_derive(struct kind_parsing *p);
MUST_USE enum err kind_line_derive(struct kind_parsing *p, struct str word);
MUST_USE enum err kind_head_check(struct kind_parsing *p);
MUST_USE enum err kind_line_check(struct kind_parsing *p, struct str word);

#endif
