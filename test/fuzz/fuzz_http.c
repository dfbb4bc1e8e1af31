/*
 * Whatever a request line or body holds: parts and values are UTF-8 without
 * control bytes, no part leads out of its place, and a target that is put
 * together again from its parts is read as the same parts.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "advise/path.h"
#include "base/buf.h"
#include "web/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_pairs(const struct http_pair *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ALWAYS(str_valid(p[i].name) && str_valid(p[i].value));
		for (size_t k = 0; k < p[i].value.n; k++)
			ALWAYS(p[i].value.p[k] != '\0' &&
			    p[i].value.p[k] != '\r' &&
			    p[i].value.p[k] != 0x1b);
	}
}

static void
check_again(struct arena *a, const struct http_request *r)
{
	struct http_request again = { .method = HTTP_GET };
	struct buf CLEANUP(buf_free) b;
	struct why w = { 0 };

	buf_init(&b, MIB);
	for (size_t i = 0; i < r->parts; i++) {
		buf_char(&b, '/');
		path_encode(&b, r->part[i]);
	}
	if (r->parts == 0)
		buf_char(&b, '/');
	/* A dot of the name would be read as an ending. */
	if (b.n > HTTP_TARGET_MAX || memchr(b.p, '.', b.n) != NULL)
		return;
	ALWAYS(http_target(a, buf_view(&b), &again, &w) == ERR_OK);
	ALWAYS(again.parts == r->parts);
	for (size_t i = 0; i < r->parts; i++)
		ALWAYS(str_eq(again.part[i], r->part[i]));
}

/* Fields are text, and a file is a piece of what was sent. */
static void
check_files(struct arena *a, struct str in)
{
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };

	if (http_multipart(a, STR("multipart/form-data; boundary=x"), in, &r,
	    &w) != ERR_OK) {
		ALWAYS(w.text[0] != '\0');
		return;
	}
	ALWAYS(r.forms <= HTTP_PARTS_SENT_MAX);
	for (size_t i = 0; i < r.forms; i++)
		ALWAYS(str_valid(r.form[i].name) &&
		    str_valid(r.form[i].value));
	ALWAYS(r.file.bytes.n == 0 || (r.file.bytes.p >= in.p &&
	    r.file.bytes.p + r.file.bytes.n <= in.p + in.n));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new(64 * MIB);
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };

	if (http_target(a, in, &r, &w) == ERR_OK) {
		for (size_t i = 0; i < r.parts; i++) {
			ALWAYS(r.part[i].n > 0 && str_valid(r.part[i]));
			ALWAYS(!str_is(r.part[i], ".."));
		}
		check_pairs(r.query, r.queries);
		check_again(a, &r);
	} else {
		ALWAYS(w.text[0] != '\0');
	}
	if (size < 65536 && http_form(a, in, &r, &w) == ERR_OK)
		check_pairs(r.form, r.forms);
	check_files(a, in);
	arena_free(a);
	return 0;
}
