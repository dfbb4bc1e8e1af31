#include "lib/register.h"

#include "lib/check.h"

enum { DUMP_MAX = 64 << 20 };

static void
reg_ok(enum err e, const struct why *why)
{
	if (e == ERR_OK)
		return;
	print_error("%s: %s\n", err_name(e), why->text);
	fail();
}

/* Each "kind " or "common" at the beginning of a line begins a file. */
static size_t
reg_files(struct reg *g, const char *kinds, struct kind_file *file)
{
	struct str s = str_of(kinds), line;
	size_t n = 0;

	while (str_line(&s, &line)) {
		if (str_starts(line, STR("kind ")) ||
		    str_is(line, "common")) {
			file[n].name = arena_printf(g->arena, "%zu.kind", n);
			file[n++].text.p = line.p;
		}
		assert_true(n > 0 && n < 32);
		file[n - 1].text.n = (size_t)(s.p - file[n - 1].text.p);
	}
	return n;
}

void
reg_kinds(struct reg *g, const char *kinds)
{
	struct kind_file file[32];
	struct why why = { 0 };

	if (kinds == NULL) {
		kind_load(g->arena, &g->office.kinds);
		return;
	}
	reg_ok(kind_parse(g->arena, file, reg_files(g, kinds, file),
	    &g->office.kinds, &why), &why);
}

static void
reg_part(struct reg *g, int p)
{
	struct office *o = &g->office;
	struct why why = { 0 };

	o->part[p].part = p;
	o->part[p].label = arena_printf(g->arena, "l%d", p);
	o->part[p].mark = STR("");
	reg_ok(fold_tables(g->db, &o->kinds, p, &why), &why);
}

void
reg_make(struct reg *g, const char *kinds, int parts)
{
	struct why why = { 0 };

	*g = (struct reg){ .arena = arena_new(512 * MIB) };
	folder_make(&g->folder);
	reg_kinds(g, kinds);
	g->office.arena = g->arena;
	g->office.world = world_posix();
	g->office.db_path = arena_str(g->arena, str_of(g->folder.file));
	g->office.parts = (size_t)parts;
	reg_ok(db_open(g->office.db_path.p, DB_MODE_CREATE, &g->db, &why),
	    &why);
	reg_ok(db_begin(g->db, true, &why), &why);
	for (int p = 0; p < parts; p++)
		reg_part(g, p);
	reg_ok(db_commit(g->db, &why), &why);
	g->fold = fold_of(g->arena, &g->office.kinds);
}

void
reg_free(struct reg *g)
{
	db_close(g->db);
	folder_remove(&g->folder);
	arena_free(g->arena);
}

struct id
reg_id(uint64_t n)
{
	struct id id = { { 0 } };

	for (size_t i = 0; i < 8; i++)
		id.b[15 - i] = (unsigned char)(n >> (8 * i));
	id.b[0] = 0x40;
	return id;
}

uint16_t
reg_field(const struct reg *g, const char *name)
{
	const struct kind *k;
	const struct field *f;
	struct str kind, field;

	assert_true(str_cut(str_of(name), '.', &kind, &field));
	k = kind_named(&g->office.kinds, kind);
	assert_non_null(k);
	f = kind_field(k, field);
	assert_non_null(f);
	return kind_op_field(k, f);
}

struct entry *
reg_entry(struct reg *g, uint64_t hlc, size_t n, struct op *op)
{
	struct entry *e = arena_alloc(g->arena, sizeof(*e));

	e->kind = ENTRY_CHANGE;
	e->hlc = hlc;
	e->author = reg_id(0xa0);
	e->op = op;
	e->ops = n;
	e->note = arena_printf(g->arena, "note %d", (int)g->serial);
	for (size_t i = 0; i < 8; i++)
		e->id.b[i] = (unsigned char)(++g->serial * 37 >> i);
	for (size_t i = 0; i < 8; i++)
		e->id.b[31 - i] = (unsigned char)(g->serial >> (8 * i));
	return e;
}

void
reg_apply(struct reg *g, int part, const struct entry *e)
{
	struct why why = { 0 };

	reg_ok(g->fold.apply(g->fold.self, g->db, part, e, &why), &why);
}

static struct value
reg_value(struct reg *g, const struct field *f, struct str text)
{
	struct value v = VALUE_EMPTY;
	struct why why = { 0 };
	char *copy = arena_cstr(g->arena, text);
	int64_t n;

	for (char *c = copy; *c != '\0'; c++)
		if (*c == '_' && f->type != FIELD_TERM)
			*c = ' ';
	if (f->type == FIELD_REF && text.n > 0 && text.p[0] == '#') {
		assert_true(str_int(str_from(text, 1), &n));
		return (struct value){ .type = VALUE_REF,
			.ref = reg_id((uint64_t)n) };
	}
	reg_ok(kind_value(f, str_of(copy), REG_TODAY, &v, &why), &why);
	return v;
}

static void
reg_heads(struct reg *g, int part, struct op *op)
{
	struct str id = id_str(g->arena, op->entity);
	struct why why = { 0 };
	struct rows *r;

	op->supersedes = arena_array(g->arena, 8, sizeof(*op->supersedes));
	reg_ok(db_query(g->db, part, STMT_OP_HEADS,
	    ARGS(V_TEXT(id), V_INT(op->field)), &r, &why), &why);
	while (db_next(r)) {
		struct op_name *name = &op->supersedes[op->n_supersedes++];

		assert_true(op->n_supersedes <= 8);
		memcpy(name->record.b, db_blob(r, 0).p, ENTRY_HASH);
		name->index = (uint16_t)db_int(r, 1);
	}
	assert_int_equal(db_end(r), ERR_OK);
}

void
reg_put(struct reg *g, int part, uint64_t hlc, const char *kind, uint64_t n,
    const char *fields)
{
	struct op *op = arena_array(g->arena, 32, sizeof(*op));
	const struct kind *k = reg_kind(g, kind);
	struct str s = str_of(fields), word, name, value;
	size_t ops = 0;

	while (str_word(&s, &word)) {
		const struct field *f;

		(void)str_cut(word, '=', &name, &value);
		f = kind_field(k, name);
		assert_non_null(f);
		assert_true(ops < 32);
		op[ops].entity = reg_id(n);
		op[ops].field = kind_op_field(k, f);
		op[ops].value = reg_value(g, f, value);
		reg_heads(g, part, &op[ops]);
		ops++;
	}
	reg_apply(g, part, reg_entry(g, hlc, ops, op));
}

void
reg_put_all(struct reg *g, int part, uint64_t hlc,
    const struct reg_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		reg_put(g, part, hlc + i, line[i].kind, line[i].thing,
		    line[i].fields);
}

struct str
reg_dump(struct reg *g, int part)
{
	struct buf b CLEANUP(buf_free) = { .max = DUMP_MAX };
	struct why why = { 0 };

	reg_ok(fold_dump(g->db, &g->office.kinds, part, &b, &why), &why);
	return arena_str(g->arena, buf_view(&b));
}

struct reader *
reg_reader(struct reg *g, uint64_t mask, uint64_t hlc)
{
	struct why why = { 0 };
	struct reader *r;

	reg_ok(reader_open(&g->office, mask, hlc == 0 ? UINT64_MAX : hlc,
	    REG_TODAY, &r, &why), &why);
	return r;
}

const struct kind *
reg_kind(const struct reg *g, const char *name)
{
	const struct kind *k = kind_named(&g->office.kinds, str_of(name));

	assert_non_null(k);
	return k;
}
