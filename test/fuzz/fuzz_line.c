/*
 * Whatever is typed, each part of a line lies in it, between characters, and
 * no field is said twice; what is not UTF-8 is refused with a reason.
 */
#include "base/str.h"
#include "read/line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct line_word words[] = {
	{ STR_INIT("partner"), STR_INIT("AUS"), STR_INIT("Australia"),
	    STR_INIT("") },
	{ STR_INIT("type"), STR_INIT("port-call"), STR_INIT("Port call"),
	    STR_INIT("Tàu thăm cảng") },
	{ STR_INIT("level"), STR_INIT("deputy-minister"),
	    STR_INIT("Deputy minister"), STR_INIT("Thứ trưởng") },
};

static bool
between(struct str s, size_t i)
{
	return i == s.n || ((unsigned char)s.p[i] & 0xc0) != 0x80;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct gazetteer *g;
	static struct arena *names;
	struct arena *a = arena_new(64 * MIB);
	struct str text = { (const char *)data, size };
	struct line_ask ask = { .partner = STR_INIT("partner"),
		.day = STR_INIT("start"), .title = STR_INIT("title"),
		.place = STR_INIT("place"), .word = words,
		.words = countof(words), .today = 20778 };
	struct why why = { 0 };
	struct line line;

	if (g == NULL) {
		names = arena_new(64 * MIB);
		ALWAYS(gazetteer_load(names, &g, NULL) == ERR_OK);
	}
	ask.gazetteer = g;
	if (line_read(a, &ask, text, &line, &why) != ERR_OK) {
		ALWAYS(why.text[0] != '\0');
		ALWAYS(!str_valid(text) || size > LINE_BYTES_MAX);
		line.parts = 0;
	}
	for (size_t i = 0; i < line.parts; i++) {
		const struct line_part *p = &line.part[i];

		ALWAYS(p->begin < p->end && p->end <= size);
		ALWAYS(between(text, p->begin) && between(text, p->end));
		ALWAYS(p->value.n > 0);
		for (size_t k = 0; k < i; k++)
			ALWAYS(!str_eq(line.part[k].field, p->field));
	}
	arena_free(a);
	return 0;
}
