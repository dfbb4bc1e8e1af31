/*
 * The first line names a format and the rest is a file of it; where it names
 * none, the rest is a description. Whatever comes: items have a kind, a number
 * they are known by and fields whose texts are valid lines; a fault says why;
 * memory stays within its caps.
 */
#include <string.h>

#include "base/str.h"
#include "read/coded.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct arena *arena;
static struct coded_formats formats;

static void
items_check(const struct coded_items *items, size_t from)
{
	for (size_t i = from; i < items->n; i++) {
		const struct coded_item *item = &items->item[i];

		ALWAYS(item->kind.n > 0);
		ALWAYS(item->external.n > 0 && str_valid(item->external));
		for (size_t j = 0; j < item->fields; j++) {
			ALWAYS(item->field[j].name.n > 0);
			ALWAYS(item->field[j].value.n > 0);
			ALWAYS(str_valid(item->field[j].value));
			ALWAYS(memchr(item->field[j].value.p, '\n',
			    item->field[j].value.n) == NULL);
		}
	}
}

static void
fate_check(enum coded_fate fate, const struct coded_items *items,
    size_t before, size_t line)
{
	ALWAYS(fate < CODED__MAX);
	if (fate == CODED_FAULT) {
		ALWAYS(items->why.text[0] != '\0');
		ALWAYS(items->line <= line);
	}
	if (fate == CODED_NOTHING || fate == CODED_OUTSIDE)
		ALWAYS(items->n >= before);
	items_check(items, before);
}

static void
file_check(const struct coded_format *f, struct str text)
{
	const struct coded_ask ask = { .home = STR_INIT("VNM"),
		.span = { INT32_MIN, INT32_MAX }, .alone = text.n % 2 != 0 };
	struct coded *c = coded_new(&formats, &ask);
	struct coded_items items = { .arena = arena_new(256 * MIB) };
	struct why why = { 0 };
	struct str line;
	size_t n = 0;

	while (str_line(&text, &line)) {
		size_t before = items.n;

		if (++n == 1 && coded_begin(c, f, line, &f, &why) != ERR_OK) {
			ALWAYS(why.text[0] != '\0');
			break;
		}
		fate_check(coded_line(c, line, n, &items), &items, before, n);
	}
	if (n > 0 && why.text[0] == '\0') {
		size_t before = items.n;

		fate_check(coded_end(c, &items), &items, before, n);
	}
	coded_free(c);
	arena_free(items.arena);
}

static void
description_check(struct str text)
{
	struct arena *a = arena_new(16 * MIB);
	struct coded_format f;
	struct why why = { 0 };
	enum err e = coded_describe(a, STR("x.coded"), text, &f, &why);

	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
	ALWAYS(e != ERR_OK || (f.name.n > 0 && f.licence.n > 0));
	arena_free(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct coded_format *f;
	struct why why = { 0 };
	struct str text, name;

	if (arena == NULL) {
		arena = arena_new(256 * MIB);
		if (coded_load(arena, &formats, &why) != ERR_OK)
			die("%s", why.text);
	}
	if (size > 64 * KIB)
		return 0;
	text = (struct str){ (const char *)data, size };
	(void)str_cut(text, '\n', &name, &text);
	f = coded_named(&formats, name);
	if (f != NULL)
		file_check(f, text);
	else
		description_check(text);
	return 0;
}
