#include "model/pack.h"

#include <jansson.h>

#include "base/assets.h"
#include "base/sheet.h"
#include "base/str.h"

#include "base/banned.h"

enum {
	PACK_ARENA = 64 * 1024 * 1024,
	/* One record has less, so that every row fits whole. */
	OPS_AIM = ENTRY_OPS_MAX - 2 * KIND_FIELDS_MAX,
	FILES_MAX = 64
};

/* What is being loaded. */
struct load {
	struct change_pen *pen;
	const struct office *office;
	struct arena *a;
	struct why *why;
	struct str pack, version;
	struct str file; /* path among the assets */
	size_t rows;
};

static const struct asset *
asset_named(struct str pack, struct str file)
{
	struct buf name CLEANUP(buf_free) = { .max = 256 };

	buf_printf(&name, "packs/%.*s/%.*s", STRF(pack), STRF(file));
	for (size_t i = 0; i < assets_count; i++)
		if (str_eq(assets_all[i].name, buf_view(&name)))
			return &assets_all[i];
	return NULL;
}

static enum err
sheet_of(struct arena *a, const struct asset *f, struct sheet *s,
    struct why *why)
{
	struct why inner = { 0 };
	enum err e = sheet_read(a, f->body, s, &inner);

	if (e == ERR_OK)
		return ERR_OK;
	return why_set(why, e, "%.*s: %s", STRF(f->name), inner.text);
}

/* Rows of label.csv in the order of their rank. */
static size_t
row_of_rank(const struct sheet *s, int64_t after, int64_t *rank)
{
	size_t column = sheet_column(s, STR("rank")), found = SIZE_MAX;

	*rank = INT64_MAX;
	for (size_t i = 0; i < s->rows; i++) {
		int64_t n;

		if (str_int(sheet_cell(s, i, column), &n) && n > after &&
		    n < *rank) {
			*rank = n;
			found = i;
		}
	}
	return found;
}

enum err
pack_labels(struct arena *a, struct str name, struct label_scheme *out,
    struct str *marks, struct why *why)
{
	const struct asset *f = asset_named(name, STR("label.csv"));
	struct sheet s;
	int64_t rank = -1;
	enum err e;

	*out = (struct label_scheme){ 0 };
	if (asset_named(name, STR("datapackage.json")) == NULL)
		return why_set(why, ERR_MISSING, "there is no pack \"%.*s\"",
		    STRF(name));
	if (f == NULL)
		return ERR_OK;
	e = sheet_of(a, f, &s, why);
	if (e != ERR_OK)
		return e;
	while (out->tokens < s.rows) {
		size_t row = row_of_rank(&s, rank, &rank);

		if (row == SIZE_MAX || out->tokens == LABEL_TOKENS_MAX)
			return why_set(why, ERR_INPUT, "%.*s: each label needs "
			    "a rank of its own, at most %d of them",
			    STRF(f->name), LABEL_TOKENS_MAX);
		marks[out->tokens] = sheet_cell(&s, row,
		    sheet_column(&s, STR("mark")));
		out->token[out->tokens++] = sheet_cell(&s, row,
		    sheet_column(&s, STR("code")));
	}
	out->levels = out->tokens;
	return ERR_OK;
}

enum err
pack_setting(struct arena *a, struct str name, struct str key,
    struct str *out, struct why *why)
{
	const struct asset *f = asset_named(name, STR("setting.csv"));
	struct sheet s;
	enum err e;

	*out = STR("");
	if (f == NULL)
		return ERR_OK;
	e = sheet_of(a, f, &s, why);
	for (size_t i = 0; e == ERR_OK && i < s.rows; i++)
		if (str_eq(sheet_cell(&s, i, sheet_column(&s, STR("name"))),
		    key))
			*out = sheet_cell(&s, i,
			    sheet_column(&s, STR("value")));
	return e;
}

/* Every office gives the same identity to the same public thing. */
static struct id
row_id(struct load *l, const struct kind *k, const struct sheet *s, size_t row)
{
	struct str code = sheet_cell(s, row, sheet_column(s, STR("code")));
	size_t list = sheet_column(s, STR("list"));

	if (str_is(k->name, "term"))
		code = arena_printf(l->a, "%.*s/%.*s",
		    STRF(sheet_cell(s, row, list)), STRF(code));
	return id_of_name(k->name, code);
}

static size_t
row_item(struct load *l, const struct kind *k, const struct sheet *s,
    size_t row, struct change_item *item)
{
	*item = (struct change_item){ .verb = CHANGE_ADD, .kind = k->name };
	item->id = row_id(l, k, s, row);
	item->field = arena_array(l->a, s->columns, sizeof(*item->field));
	for (size_t i = 0; i < s->columns; i++) {
		struct str value = sheet_cell(s, row, i);

		if (str_trim(value).n > 0)
			item->field[item->fields++] = (struct change_field){
				s->head[i], value };
	}
	return item->fields;
}

static enum err
rows_write(struct load *l, const struct sheet *s, size_t first,
    struct change_item *item, size_t n)
{
	struct change c = {
		.label = l->office->part[0].label,
		.mask = (uint64_t)1 << l->office->part[0].part,
		.note = arena_printf(l->a, "pack %.*s %.*s: %.*s",
		    STRF(l->pack), STRF(l->version), STRF(l->file)),
		.item = item,
		.items = n,
	};
	struct change_done done;
	struct why inner = { 0 };
	struct str text;
	enum err e = change_commit(l->pen, l->a, &c, &done, &inner);

	l->rows += n;
	if (e == ERR_OK)
		return ERR_OK;
	text = change_plain(str_of(inner.text));
	return why_set(l->why, e, "%.*s:%zu: %.*s", STRF(l->file),
	    s->line[first + (done.bad < n ? done.bad : 0)], STRF(text));
}

static enum err
head_check(struct load *l, const struct kind *k, const struct sheet *s)
{
	if (sheet_column(s, STR("code")) == SIZE_MAX)
		return why_set(l->why, ERR_INPUT, "%.*s: a column \"code\" is "
		    "missing", STRF(l->file));
	for (size_t i = 0; i < s->columns; i++)
		if (kind_field(k, s->head[i]) == NULL)
			return why_set(l->why, ERR_INPUT, "%.*s: %.*s has no "
			    "field \"%.*s\"", STRF(l->file), STRF(k->name),
			    STRF(s->head[i]));
	return ERR_OK;
}

static enum err
file_load(struct load *l, const struct kind *k, const struct asset *f)
{
	struct change_item *item;
	struct sheet s;
	size_t n = 0, ops = 0;
	enum err e = sheet_of(l->a, f, &s, l->why);

	l->file = f->name;
	if (e == ERR_OK)
		e = head_check(l, k, &s);
	if (e != ERR_OK)
		return e;
	item = arena_array(l->a, s.rows, sizeof(*item));
	for (size_t row = 0; e == ERR_OK && row < s.rows; row++) {
		ops += row_item(l, k, &s, row, &item[n++]);
		if (ops < OPS_AIM && row + 1 < s.rows)
			continue;
		e = rows_write(l, &s, row + 1 - n, item, n);
		n = ops = 0;
	}
	return e;
}

static struct str
json_str(struct arena *a, const json_t *object, const char *key)
{
	return arena_str(a, str_of(json_string_value(json_object_get(object,
	    key))));
}

/* The files of the pack that are records, in the order it names them. */
static enum err
resources_load(struct load *l, const json_t *package)
{
	const json_t *list = json_object_get(package, "resources");
	enum err e = ERR_OK;

	l->version = json_str(l->a, package, "version");
	for (size_t i = 0; e == ERR_OK && i < json_array_size(list); i++) {
		const json_t *r = json_array_get(list, i);
		const struct kind *k = kind_named(&l->office->kinds,
		    json_str(l->a, r, "name"));
		const struct asset *f = asset_named(l->pack,
		    json_str(l->a, r, "path"));

		if (f == NULL)
			return why_set(l->why, ERR_MISSING, "the pack %.*s "
			    "names a file %.*s that is not there",
			    STRF(l->pack), STRF(json_str(l->a, r, "path")));
		if (k != NULL)
			e = file_load(l, k, f);
	}
	return e;
}

enum err
pack_load(struct change_pen *p, const struct office *o, struct str name,
    size_t *records, struct why *why)
{
	const struct asset *f = asset_named(name, STR("datapackage.json"));
	struct load l = { .pen = p, .office = o, .why = why, .pack = name };
	json_error_t error;
	json_t *package;
	enum err e;

	*records = 0;
	if (f == NULL)
		return why_set(why, ERR_MISSING, "there is no pack \"%.*s\"",
		    STRF(name));
	package = json_loadb(f->body.p, f->body.n, JSON_REJECT_DUPLICATES,
	    &error);
	if (package == NULL)
		return why_set(why, ERR_INPUT, "%.*s:%d: %s", STRF(f->name),
		    error.line, error.text);
	l.a = arena_new(PACK_ARENA);
	e = resources_load(&l, package);
	*records = l.rows;
	arena_free(l.a);
	json_decref(package);
	return e;
}
