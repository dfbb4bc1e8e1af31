/*
 * Whatever the archive says, a member is never longer than its bound, and what
 * could be unpacked is the same after it was packed again. Members are walked
 * as XML too, as workbooks and documents do.
 */
#include "base/packed.h"
#include "base/str.h"
#include "base/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MEMBER_MAX = 64 * 1024, TRIED_MAX = 50 };

static void
walk(struct arena *a, struct str bytes)
{
	struct why why = { 0 };
	struct xml *x;
	int open = 0;
	enum err e = xml_open(a, bytes, &x, &why);

	if (e == ERR_OK) {
		enum xml_step step;

		while ((step = xml_next(x)) != XML_DONE) {
			open += step == XML_OPEN ? 1 : step == XML_CLOSE ? -1
			    : 0;
			ALWAYS(open >= 0 && open <= XML_DEPTH_MAX + 1);
			ALWAYS(step != XML_TEXT || str_valid(xml_text(x)));
		}
		e = xml_close(x, &why);
		ALWAYS(e != ERR_OK || open == 0);
	}
	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
}

static void
same_again(struct arena *a, const struct packed_part *part)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct packed *p;
	struct str got;

	ALWAYS(packed_make(&b, part, 1, NULL) == ERR_OK);
	ALWAYS(packed_open(a, buf_view(&b), &p, NULL) == ERR_OK);
	ALWAYS(packed_count(p) == 1);
	ALWAYS(packed_member(p, a, part->name, MEMBER_MAX, &got, NULL) ==
	    ERR_OK);
	ALWAYS(str_eq(got, part->bytes));
	packed_close(p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(64 * MIB);
	struct str text = { (const char *)data, size };
	struct packed *p;
	struct why why = { 0 };
	enum err e = packed_open(a, text, &p, &why);

	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
	for (size_t i = 0; e == ERR_OK && i < packed_count(p) &&
	    i < TRIED_MAX; i++) {
		struct packed_part part = { .name = packed_name(p, i) };

		if (packed_member(p, a, part.name, MEMBER_MAX, &part.bytes,
		    NULL) != ERR_OK)
			continue;
		ALWAYS(part.bytes.n <= MEMBER_MAX);
		walk(a, part.bytes);
		part.name = STR("member");
		same_again(a, &part);
	}
	packed_close(p);
	walk(a, text);
	arena_free(a);
	return 0;
}
