/* What decodes encodes to the very bytes, and its text reads back. */
#include <string.h>

#include "base/str.h"
#include "record/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const struct value *v)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct value back = { .type = v->type };

	value_text(&b, v);
	ALWAYS(b.err == ERR_OK);
	if (v->type == VALUE_INT)
		ALWAYS(str_int(buf_view(&b), &back.i));
	if (v->type == VALUE_NUMBER &&
	    !str_real(buf_view(&b), &back.number))
		return; /* so small that reading it is an underflow */
	if (v->type == VALUE_DATE)
		ALWAYS(date_parse(buf_view(&b), &back.date));
	if (v->type == VALUE_REF)
		ALWAYS(id_parse(buf_view(&b), &back.ref));
	if (v->type == VALUE_TEXT)
		back.text = buf_view(&b);
	ALWAYS(value_eq(v, &back));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct str s = { (const char *)data, size }, rest = s;
	struct value v;

	if (size > 64 * KIB)
		return 0;
	while (value_decode(&rest, &v)) {
		check_text(&v);
		value_encode(&b, &v);
	}
	ALWAYS(b.n + rest.n == size);
	ALWAYS(b.n == 0 || memcmp(b.p, data, b.n) == 0);
	return 0;
}
