/*
 * Whatever is posted to a form: each value stays as it was typed, the item of
 * the change names fields of the kind alone, and the summary of errors lets no
 * markup through.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "model/kind.h"
#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_item(const struct form *f, const struct change_item *item)
{
	for (size_t i = 0; i < item->fields; i++) {
		struct form_field *from = form_named(f, item->field[i].name);

		ALWAYS(from != NULL);
		ALWAYS(kind_field(f->kind, item->field[i].name) != NULL);
		ALWAYS(str_eq(from->value, item->field[i].value));
		ALWAYS(!str_eq(from->value, from->was));
		ALWAYS(str_valid(from->value));
	}
}

/* Each value as its own error: the summary then holds what was typed. */
static void
check_errors(struct arena *a, struct form *f)
{
	struct buf CLEANUP(buf_free) b;
	size_t tags = 0;

	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < f->fields; i++) {
		f->field[i].error = f->field[i].value;
		if (f->field[i].value.n > 0)
			f->errors++;
	}
	form_errors(&b, NULL, a, f, STR(""));
	for (size_t i = 0; i < b.n; i++)
		tags += b.p[i] == '<';
	if (f->errors == 0)
		ALWAYS(tags == 0);
	else /* div, h2, ul with their ends; li and a with theirs */
		ALWAYS(tags == 6 + 4 * f->errors);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };
	struct arena *a = arena_new(256 * MIB);
	struct http_request r = { .method = HTTP_POST };
	struct why w = { 0 };
	struct kinds ks;
	struct change_item item;
	struct form f;

	kind_load(a, &ks);
	form_new(a, kind_named(&ks, STR("activity")), NULL, &f);
	if (http_form(a, in, &r, &w) == ERR_OK &&
	    form_fill(&f, r.form, r.forms, STR(""), &w) == ERR_OK) {
		item = form_item(a, &f, CHANGE_ADD, STR(""));
		check_item(&f, &item);
		check_errors(a, &f);
	} else {
		ALWAYS(w.text[0] != '\0');
	}
	arena_free(a);
	return 0;
}
