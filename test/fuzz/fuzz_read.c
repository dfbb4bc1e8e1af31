/*
 * Whatever the bytes, a reading is sound: every span lies in the text, holds
 * something, begins and ends between characters, and the JSON of it is JSON
 * with as many items. Text that is not UTF-8 is refused with a reason. Events
 * are the same when nothing else is asked for.
 */
#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "read/gazetteer.h"
#include "read/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
between(struct str s, size_t i)
{
	return i == s.n || ((unsigned char)s.p[i] & 0xc0) != 0x80;
}

static void
check(const struct reading *r)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * MIB };
	json_t *o;

	for (size_t i = 0; i < r->items; i++) {
		const struct reading_item *x = &r->item[i];

		ALWAYS(x->begin < x->end && x->end <= r->text.n);
		ALWAYS(between(r->text, x->begin));
		ALWAYS(between(r->text, x->end));
		ALWAYS(x->kind != READING_EVENT || x->source.n > 0 ||
		    x->target.n > 0);
		ALWAYS(!x->has_due || x->due.lo <= x->due.hi);
		ALWAYS(!x->has_when || x->when.lo <= x->when.hi);
	}
	reading_json(&b, r);
	ALWAYS(b.err == ERR_OK);
	o = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
	ALWAYS(o != NULL);
	ALWAYS(json_array_size(json_object_get(o, "events")) ==
	    r->count[READING_EVENT]);
	json_decref(o);
}

/* As ${r} was read, without what is no event. */
static void
check_alone(struct arena *a, const struct gazetteer *g, struct str text,
    struct reading_opts opts, const struct reading *r)
{
	struct buf all CLEANUP(buf_free) = { .max = 64 * MIB };
	struct buf alone CLEANUP(buf_free) = { .max = 64 * MIB };
	struct reading events;

	opts.events_only = true;
	opts.scratch = arena_new(512 * MIB);
	ALWAYS(reading_of(a, g, text, STR("f"), &opts, &events, NULL) ==
	    ERR_OK);
	reading_events_json(&all, r);
	reading_events_json(&alone, &events);
	ALWAYS(events.items == r->count[READING_EVENT]);
	ALWAYS(str_eq(buf_view(&all), buf_view(&alone)));
	arena_free(opts.scratch);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum reading_format formats[] = {
		READING_TEXT, READING_MARKDOWN, READING_HTML
	};
	static struct gazetteer *g;
	static struct arena *words;
	struct str text = { (const char *)data, size };

	if (g == NULL) {
		words = arena_new(64 * MIB);
		ALWAYS(gazetteer_load(words, &g, NULL) == ERR_OK);
	}
	for (size_t i = 0; i < countof(formats); i++) {
		struct arena *a = arena_new(512 * MIB);
		struct reading_opts opts = { .format = formats[i],
			.has_date = (size & 1) != 0 };
		struct reading r;
		struct why why = { 0 };
		enum err e = reading_of(a, g, text, STR("f"), &opts, &r, &why);

		ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
		if (e == ERR_OK) {
			check(&r);
			check_alone(a, g, text, opts, &r);
		}
		arena_free(a);
	}
	return 0;
}
