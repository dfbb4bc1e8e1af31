/* Any bytes as a change from a worker: refused, or the only such bytes. */
#include <string.h>

#include "base/str.h"
#include "model/change.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct buf again = { .max = MIB };
	struct arena *a;
	struct change c;
	struct why why = { 0 };

	if (size > 64 * KIB)
		return 0;
	a = arena_new(64 * MIB);
	if (change_decode(a, bytes, &c, &why) == ERR_OK) {
		change_encode(&again, &c);
		ALWAYS(str_eq(buf_view(&again), bytes));
	} else {
		ALWAYS(why.text[0] != '\0');
	}
	buf_free(&again);
	arena_free(a);
	return 0;
}
