#include "record/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

enum { HEAD = 5 }; /* type and length */

bool
value_eq(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_NONE:
		return true;
	case VALUE_TEXT:
		return str_eq(a->text, b->text);
	case VALUE_INT:
		return a->i == b->i;
	case VALUE_NUMBER:
		return a->number >= b->number && a->number <= b->number;
	case VALUE_DATE:
		return a->date.lo == b->date.lo && a->date.hi == b->date.hi;
	case VALUE_REF:
		return id_eq(a->ref, b->ref);
	case VALUE__MAX:
		break;
	}
	die("a value of no type");
}

static uint64_t
bits_of(double d)
{
	uint64_t bits;

	ALWAYS(isfinite(d));
	d += 0.0; /* there is one zero */
	memcpy(&bits, &d, sizeof(bits));
	return bits;
}

static void
head(struct buf *b, const struct value *v, size_t n)
{
	buf_u8(b, (uint8_t)v->type);
	buf_u32(b, (uint32_t)n);
}

void
value_encode(struct buf *b, const struct value *v)
{
	switch (v->type) {
	case VALUE_NONE:
		head(b, v, 0);
		return;
	case VALUE_TEXT:
		ALWAYS(v->text.n <= UINT32_MAX);
		head(b, v, v->text.n);
		buf_str(b, v->text);
		return;
	case VALUE_INT:
		head(b, v, 8);
		buf_u64(b, (uint64_t)v->i);
		return;
	case VALUE_NUMBER:
		head(b, v, 8);
		buf_u64(b, bits_of(v->number));
		return;
	case VALUE_DATE:
		head(b, v, 8);
		buf_u32(b, (uint32_t)v->date.lo);
		buf_u32(b, (uint32_t)v->date.hi);
		return;
	case VALUE_REF:
		head(b, v, sizeof(v->ref.b));
		buf_put(b, v->ref.b, sizeof(v->ref.b));
		return;
	case VALUE__MAX:
		break;
	}
	die("a value of no type");
}

static uint64_t
whole(struct str s, size_t at, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | (unsigned char)s.p[at + i];
	return v;
}

static bool
number_of(uint64_t bits, double *out)
{
	memcpy(out, &bits, sizeof(bits));
	return isfinite(*out) && bits != (uint64_t)1 << 63;
}

static bool
date_of(struct str s, struct date *out)
{
	out->lo = (int32_t)(uint32_t)whole(s, 0, 4);
	out->hi = (int32_t)(uint32_t)whole(s, 4, 4);
	return out->lo <= out->hi &&
	    out->lo >= date_ymd(DATE_YEAR_MIN, 1, 1) &&
	    out->hi <= date_ymd(DATE_YEAR_MAX, 12, 31);
}

/* The body of a value of this type, all of ${s}. */
static bool
body(struct str s, struct value *out)
{
	switch (out->type) {
	case VALUE_NONE:
		return s.n == 0;
	case VALUE_TEXT:
		out->text = s;
		return str_valid(s);
	case VALUE_INT:
		if (s.n != 8)
			return false;
		out->i = (int64_t)whole(s, 0, 8);
		return true;
	case VALUE_NUMBER:
		return s.n == 8 && number_of(whole(s, 0, 8), &out->number);
	case VALUE_DATE:
		return s.n == 8 && date_of(s, &out->date);
	case VALUE_REF:
		if (s.n != sizeof(out->ref.b))
			return false;
		memcpy(out->ref.b, s.p, s.n);
		return true;
	case VALUE__MAX:
		break;
	}
	return false;
}

bool
value_decode(struct str *s, struct value *out)
{
	size_t n;

	*out = VALUE_EMPTY;
	if (s->n < HEAD || (unsigned char)s->p[0] >= VALUE__MAX)
		return false;
	out->type = (enum value_type)s->p[0];
	n = (size_t)whole(*s, 1, 4);
	if (n > s->n - HEAD || !body(str_to(str_from(*s, HEAD), n), out))
		return false;
	*s = str_from(*s, HEAD + n);
	return true;
}

/* The shortest that reads back as the same number. */
static void
number_text(struct buf *b, double number)
{
	char text[40] = "";
	double back = 0;

	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, number);
		if (str_real(str_of(text), &back) && back >= number &&
		    back <= number)
			break;
	}
	buf_text(b, text);
}

void
value_text(struct buf *b, const struct value *v)
{
	char id[ID_TEXT + 1];

	switch (v->type) {
	case VALUE_NONE:
		return;
	case VALUE_TEXT:
		buf_str(b, v->text);
		return;
	case VALUE_INT:
		buf_printf(b, "%lld", (long long)v->i);
		return;
	case VALUE_NUMBER:
		number_text(b, v->number);
		return;
	case VALUE_DATE:
		date_format(b, v->date);
		return;
	case VALUE_REF:
		id_text(v->ref, id);
		buf_text(b, id);
		return;
	case VALUE__MAX:
		break;
	}
	die("a value of no type");
}
