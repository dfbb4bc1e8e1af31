#include "advise/export.h"

#include <sodium.h>

#include "advise/path.h"
#include "base/date.h"
#include "base/str.h"

#include "base/banned.h"

enum { PART_ROWS = 2000, HLC_BITS = 16 };

struct export {
	struct reader *r;
	struct arena *a;
	struct packed_part *part;
	size_t parts;
	size_t bytes;
	struct buf about; /* the resources of datapackage.json */
};

/* ---- one table ---- */

static void
head_put(struct buf *b, const struct kind *k)
{
	buf_text(b, "id,label,recorded");
	for (size_t i = 0; i < k->fields; i++) {
		buf_char(b, ',');
		buf_csv(b, k->field[i].name);
	}
	for (size_t i = 0; i < k->derives; i++) {
		buf_char(b, ',');
		buf_csv(b, k->derive[i].name);
	}
	buf_text(b, "\r\n");
}

static void
value_put(struct buf *b, struct buf *text, const struct value *v)
{
	buf_char(b, ',');
	if (v->type == VALUE_NONE)
		return;
	buf_clear(text);
	value_text(text, v);
	buf_csv(b, buf_view(text));
}

static void
row_put(struct buf *b, struct buf *text, const struct row *row)
{
	const struct kind *k = row->kind;
	char id[ID_TEXT + 1];

	id_text(row->id, id);
	buf_printf(b, "%s,", id);
	buf_csv(b, row->label);
	buf_char(b, ',');
	date_format_instant(b, (int64_t)(row->recorded >> HLC_BITS));
	for (size_t i = 0; i < k->fields; i++)
		value_put(b, text, &row->value[i]);
	for (size_t i = 0; i < k->derives; i++) {
		buf_char(b, ',');
		buf_csv(b, row->derived[i]);
	}
	buf_text(b, "\r\n");
}

static enum err
table_put(struct export *x, const struct kind *k, struct buf *b, size_t *rows,
    struct why *why)
{
	struct buf text CLEANUP(buf_free) = { .max = 2 * KIND_LONG_MAX };
	struct find_query q = { .kind = k, .limit = PART_ROWS,
		.withdrawn = true };
	struct arena *keep = arena_new(MIB);
	enum err e = ERR_OK;

	*rows = 0;
	head_put(b, k);
	do {
		struct arena_mark mark = arena_mark(x->a);
		struct rows_found found;

		e = find_list(x->r, x->a, &q, &found, why);
		for (size_t i = 0; e == ERR_OK && i < found.n; i++)
			row_put(b, &text, &found.row[i]);
		if (e == ERR_OK) {
			*rows += found.n;
			/* The cursor outlives the page that it stands on. */
			q.after = STR("");
			if (found.next.n > 0) {
				arena_reset(keep);
				q.after = arena_str(keep, found.next);
			}
		}
		arena_rewind(x->a, mark);
	} while (e == ERR_OK && q.after.n > 0 && b->err == ERR_OK);
	arena_free(keep);
	return e != ERR_OK ? e : b->err;
}

/* ---- its description ---- */

static void
text_put(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, ",\"%s\":", name);
	buf_json(b, value);
}

static const char *
type_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
		return "integer";
	case FIELD_NUMBER:
		return "number";
	case FIELD_FLAG:
		return "boolean";
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_DATE: /* a date can be a month or a span: text */
	case FIELD_TERM:
	case FIELD_REF:
		break;
	}
	return "string";
}

static void
field_about(struct buf *b, const struct field *f)
{
	buf_text(b, ",{\"name\":");
	buf_json(b, f->name);
	text_put(b, "type", str_of(type_of(f)));
	text_put(b, "title", f->en);
	if (f->help.n > 0)
		text_put(b, "description", f->help);
	if (f->type == FIELD_FLAG)
		buf_text(b, ",\"trueValues\":[\"1\"],\"falseValues\":[\"\"]");
	if (f->required)
		buf_text(b, ",\"constraints\":{\"required\":true}");
	buf_char(b, '}');
}

static void
keys_about(struct buf *b, const struct kind *k)
{
	bool first = true;

	buf_text(b, "],\"primaryKey\":[\"id\",\"label\"],\"foreignKeys\":[");
	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		if (f->type != FIELD_REF || f->targets != 1)
			continue;
		buf_text(b, first ? "{\"fields\":" : ",{\"fields\":");
		first = false;
		buf_json(b, f->name);
		buf_text(b, ",\"reference\":{\"resource\":");
		/* The table itself is named by nothing. */
		buf_json(b, f->target[0] == k ? STR("")
		    : f->target[0]->name);
		buf_text(b, ",\"fields\":\"id\"}}");
	}
	buf_char(b, ']');
}

static void
table_about(struct export *x, const struct kind *k,
    const struct packed_part *part)
{
	unsigned char raw[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(raw) + 1];
	struct buf *b = &x->about;

	(void)crypto_hash_sha256(raw, (const unsigned char *)part->bytes.p,
	    part->bytes.n);
	(void)sodium_bin2hex(hex, sizeof(hex), raw, sizeof(raw));
	buf_text(b, x->parts > 1 ? ",\n{\"name\":" : "{\"name\":");
	buf_json(b, k->name);
	text_put(b, "title", k->en_many);
	text_put(b, "description", k->help);
	text_put(b, "path", part->name);
	buf_printf(b, ",\"profile\":\"tabular-data-resource\","
	    "\"format\":\"csv\",\"mediatype\":\"text/csv\","
	    "\"encoding\":\"utf-8\",\"bytes\":%zu,\"hash\":\"sha256:%s\","
	    "\"schema\":{\"fields\":[{\"name\":\"id\",\"type\":\"string\"},"
	    "{\"name\":\"label\",\"type\":\"string\"},"
	    "{\"name\":\"recorded\",\"type\":\"datetime\"}", part->bytes.n,
	    hex);
	for (size_t i = 0; i < k->fields; i++)
		field_about(b, &k->field[i]);
	for (size_t i = 0; i < k->derives; i++) {
		buf_text(b, ",{\"name\":");
		buf_json(b, k->derive[i].name);
		buf_text(b, ",\"type\":\"string\"}");
	}
	keys_about(b, k);
	buf_text(b, "}}");
}

/* ---- the package ---- */

static enum err
too_long(struct why *why)
{
	return why_set(why, ERR_LIMIT, "The register is longer than one "
	    "package may be; export it list by list.");
}

static enum err
kind_put(struct export *x, const struct kind *k, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = EXPORT_BYTES_MAX };
	struct packed_part *part;
	size_t rows;
	enum err e = table_put(x, k, &b, &rows, why);

	if (e == ERR_LIMIT || (e == ERR_OK && b.n + 64 * KIB >
	    arena_left(x->a)))
		return too_long(why);
	if (e != ERR_OK || rows == 0)
		return e;
	x->bytes += b.n;
	if (x->bytes > EXPORT_BYTES_MAX)
		return too_long(why);
	part = &x->part[++x->parts];
	part->name = arena_printf(x->a, "%.*s.csv", STRF(path_word(x->a, k)));
	part->bytes = arena_str(x->a, buf_view(&b));
	table_about(x, k, part);
	return ERR_OK;
}

/* The package as a whole: whose, of when, under which marking it stands. */
static struct str
package_text(struct export *x)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * MIB };
	const struct office *o = x->r->office;
	struct str highest = o->part[0].label;

	for (size_t i = 0; i < o->parts; i++)
		if ((x->r->mask >> o->part[i].part & 1) != 0)
			highest = o->part[i].label;
	buf_text(&b, "{\"profile\":\"tabular-data-package\","
	    "\"name\":\"comity-export\"");
	text_put(&b, "title", o->name);
	text_put(&b, "marking", highest);
	buf_printf(&b, ",\"demo\":%s,\"asof\":\"", o->demo ? "true"
	    : "false");
	date_format(&b, (struct date){ x->r->today, x->r->today });
	buf_printf(&b, "\",\"resources\":[\n%.*s\n]}\n",
	    STRF(buf_view(&x->about)));
	ALWAYS(b.err == ERR_OK);
	return arena_str(x->a, buf_view(&b));
}

enum err
export_files(struct reader *r, struct arena *a, struct packed_part **out,
    size_t *n, struct why *why)
{
	const struct kinds *ks = &r->office->kinds;
	struct export x = { .r = r, .a = a, .about = { .max = 8 * MIB } };
	enum err e = ERR_OK;

	x.part = arena_array(a, ks->n + 1, sizeof(*x.part));
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++)
		e = kind_put(&x, &ks->kind[i], why);
	if (e == ERR_OK) {
		x.part[0].name = STR("datapackage.json");
		x.part[0].bytes = package_text(&x);
		*out = x.part;
		*n = x.parts + 1;
	}
	buf_free(&x.about);
	return e;
}
