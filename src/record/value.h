/* What a field can hold, its one encoding in bytes and its one text. */
#ifndef RECORD_VALUE_H
#define RECORD_VALUE_H

#include "base/date.h"
#include "record/id.h"

enum value_type {
	VALUE_NONE, /* the field is empty */
	VALUE_TEXT,
	VALUE_INT,
	VALUE_NUMBER, /* finite, never -0 */
	VALUE_DATE,
	VALUE_REF,
	VALUE__MAX
};

struct value {
	enum value_type type;
	struct str text;
	int64_t i;
	double number;
	struct date date;
	struct id ref;
};

#define VALUE_EMPTY ((struct value){ .type = VALUE_NONE })

bool value_eq(const struct value *a, const struct value *b);

/* value_encode(b, v): type byte, length u32, bytes; the only encoding. */
void value_encode(struct buf *b, const struct value *v);

/*
 * value_decode(s, out):
 * Take one value off ${s}; text points into it. False on anything that
 * value_encode would not have written.
 */
MUST_USE bool value_decode(struct str *s, struct value *out);

/* value_text(b, v): the exact text, which a field of that type parses back. */
void value_text(struct buf *b, const struct value *v);

#endif
