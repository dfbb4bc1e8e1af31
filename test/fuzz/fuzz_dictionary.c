/*
 * Whatever the bytes of a dictionary, it is loaded or refused with a reason,
 * and texts can be read with it: spans lie in the text.
 */
#include "base/str.h"
#include "read/gazetteer.h"
#include "read/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = STR("Japan visited Laos. The Lao minister thanked "
	    "and attacked Japan with a blue box at the border.");

	for (int kind = GAZETTEER_NAMES; kind <= GAZETTEER_VERBS; kind++) {
		struct gazetteer_file f = { (enum gazetteer_file_kind)kind,
			STR_INIT("f"), { (const char *)data, size } };
		struct arena *a = arena_new(256 * MIB);
		struct gazetteer *g = NULL;
		struct why why = { 0 };
		struct reading r;
		enum err e = gazetteer_load_with(a, &f, 1, &g, &why);

		ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
		if (e == ERR_OK) {
			ALWAYS(reading_of(a, g, text, STR(""), NULL, &r,
			    &why) == ERR_OK);
			for (size_t i = 0; i < r.items; i++)
				ALWAYS(r.item[i].begin < r.item[i].end &&
				    r.item[i].end <= text.n);
		}
		arena_free(a);
	}
	return 0;
}
