/*
 * Whatever JSON is posted: it is refused with a reason, or its fields are text
 * that a form could have sent.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "web/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(256 * MIB);
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };

	if (http_json(a, (struct str){ (const char *)data, size }, &r, &w) !=
	    ERR_OK) {
		ALWAYS(w.text[0] != '\0');
	} else {
		ALWAYS(r.forms <= HTTP_PAIRS_MAX);
		for (size_t i = 0; i < r.forms; i++) {
			ALWAYS(r.form[i].name.n > 0);
			ALWAYS(str_valid(r.form[i].name));
			ALWAYS(str_valid(r.form[i].value));
			ALWAYS(memchr(r.form[i].value.p, '\0',
			    r.form[i].value.n) == NULL);
		}
	}
	arena_free(a);
	return 0;
}
