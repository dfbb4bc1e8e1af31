#include "advise/feed_part.h"

#include "advise/atlas.h"
#include "base/str.h"

#include "base/banned.h"

static void
property(struct buf *b, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(b, ",\"%s\":", name);
	buf_json(b, value);
}

/* The code of the partner that a record is about: its own, or its partner's. */
static struct str
partner_of(struct words *w, const struct row *row)
{
	const struct value *partner = words_value_of(row, "partner");

	if (str_is(row->kind->name, "partner"))
		return words_value_of(row, "code")->text;
	if (partner->type != VALUE_REF)
		return STR("");
	return words_ref(w, id_str(w->a, partner->ref)).text;
}

static void
place(struct buf *b, const struct atlas *t, struct str code)
{
	const struct atlas_unit *u = code.n > 0 ? atlas_find(t, code) : NULL;

	if (u == NULL)
		buf_text(b, "null");
	else
		buf_printf(b, "{\"type\":\"Point\",\"coordinates\":"
		    "[%.2f,%.2f]}", u->lon + 0.0, u->lat + 0.0);
}

static void
point(struct buf *b, struct words *w, const struct feed_ask *ask,
    const struct atlas *t, const struct row *row)
{
	struct str code = partner_of(w, row);

	buf_text(b, "{\"type\":\"Feature\",\"id\":");
	buf_json(b, id_str(w->a, row->id));
	buf_text(b, ",\"geometry\":");
	place(b, t, code);
	buf_text(b, ",\"properties\":{\"code\":");
	buf_json(b, words_code(w, row));
	property(b, "title", words_title(w, row));
	property(b, "partner", code);
	for (size_t i = 0; i < row->kind->derives; i++)
		property(b, "status", row->derived[i]);
	for (size_t i = 0; i < row->kind->fields; i++) {
		const struct field *f = &row->kind->field[i];

		if (!f->listed || f == row->kind->title ||
		    str_is(f->name, "partner") || str_is(f->name, "code"))
			continue;
		property(b, arena_cstr(w->a, f->name),
		    words_value(w, f, &row->value[i]).text);
	}
	property(b, "url", feed_url(w, ask, feed_path(w, row)));
	buf_text(b, "}}");
}

enum err
feed_places(struct buf *b, struct reader *r, struct arena *a,
    const struct feed_ask *ask, const struct find_query *query,
    struct why *why)
{
	struct find_query q = *query;
	struct rows_found found;
	struct atlas t;
	struct words w;
	bool first = true;
	enum err e;

	if (!str_is(q.kind->name, "partner") &&
	    kind_field(q.kind, STR("partner")) == NULL)
		return why_set(why, ERR_MISSING, "%.*s have no place, so they "
		    "make no map.", STRF(q.kind->en_many));
	words_init(&w, r, a, ask->lang);
	q.limit = FEED_POINTS_MAX;
	q.after = STR("");
	e = find_list(r, a, &q, &found, why);
	if (e != ERR_OK)
		return e;
	atlas_load(a, atlas_view(r->office), &t);
	buf_text(b, "{\"type\":\"FeatureCollection\",\"features\":[");
	for (size_t i = 0; i < found.n; i++) {
		if (i > 0 && id_eq(found.row[i].id, found.row[i - 1].id))
			continue;
		buf_text(b, first ? "\n" : ",\n");
		first = false;
		point(b, &w, ask, &t, &found.row[i]);
	}
	buf_text(b, "\n]}\n");
	return b->err;
}
