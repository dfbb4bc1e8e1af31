#include <inttypes.h>

#include "base/str.h"
#include "model/find.h"
#include "model/fold_thing.h"

#include "base/banned.h"

static void
dump_val(struct buf *b, const struct val *v)
{
	switch (v->type) {
	case VAL_NULL:
		buf_char(b, '-');
		return;
	case VAL_INT:
		buf_printf(b, "%" PRId64, v->i);
		return;
	case VAL_REAL:
		buf_printf(b, "%.17g", v->r);
		return;
	case VAL_TEXT:
		buf_json(b, v->s);
		return;
	case VAL_BLOB:
		buf_char(b, '#');
		for (size_t i = 0; i < v->s.n; i++)
			buf_printf(b, "%02x", (unsigned char)v->s.p[i]);
		return;
	}
}

static enum err
dump_rows(struct rows *r, struct str name, struct buf *out)
{
	while (db_next(r)) {
		buf_str(out, name);
		for (int i = 0; i < db_columns(r); i++) {
			struct val v = db_val(r, i);

			buf_char(out, ' ');
			dump_val(out, &v);
		}
		buf_char(out, '\n');
	}
	return db_end(r);
}

enum err
fold_dump(struct db *db, const struct kinds *ks, int part, struct buf *out,
    struct why *why)
{
	static const struct {
		enum stmt s;
		struct str name;
	} dumps[] = {
		{ STMT_OP_DUMP, STR_INIT("op") },
		{ STMT_PENDING_DUMP, STR_INIT("pending") },
		{ STMT_CHANGE_DUMP, STR_INIT("change") },
		{ STMT_ENTITY_DUMP, STR_INIT("entity") },
		{ STMT_WORD_DUMP, STR_INIT("word") }
	};
	struct rows *r;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < countof(dumps); i++) {
		e = db_query(db, part, dumps[i].s, NO_ARGS, &r, why);
		if (e == ERR_OK)
			e = dump_rows(r, dumps[i].name, out);
	}
	for (size_t i = 0; e == ERR_OK && i < ks->n; i++) {
		struct buf b CLEANUP(buf_free) = { .max = FOLD_SQL_MAX };

		find_sql_dump(&b, &ks->kind[i], part);
		e = db_compose(db, DB_LOOK, buf_view(&b), NO_ARGS, &r, why);
		if (e == ERR_OK)
			e = dump_rows(r, ks->kind[i].name, out);
	}
	return e != ERR_OK ? e : out->err;
}
