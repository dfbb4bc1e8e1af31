/*
 * print_sql DIR: everything the program says to its database, as a script for
 * PostgreSQL, and what SQLite answers. All of stmt.def, and whatever find
 * composes while two registers are filled and read in every way there is.
 *
 *   DIR/script   for psql: tables and views are made, each text is prepared
 *                once and asked for its columns, each call is made again
 *   DIR/answers  the rows that SQLite gave, as psql prints them
 *
 * The linker puts the __wrap functions before the door (see the Makefile), so
 * that nothing passes it unseen. doc/portable.md has the rules of speak().
 */
#include "lib/check.h"

#include <time.h>

#include "advise/history.h"
#include "advise/overview.h"
#include "advise/partner.h"
#include "advise/quality.h"
#include "advise/record.h"
#include "advise/review.h"
#include "base/map.h"
#include "lib/promises.h"
#include "model/change.h"
#include "model/find_stand.h"
#include "model/search.h"
#include "world/world.h"

enum { PARTS = 2, TEXT_MAX = 4 << 20, EVERY = 3 };

/* A text that was prepared. */
struct known {
	size_t number;
};

static struct {
	FILE *script, *answers;
	struct arena *arena;
	struct map *known; /* by name, or by text when composed */
	size_t composed, asked;
	const char *doing; /* who composes; for the name of a refusal */
} out;

/* The seam. */

enum err __real_db_run(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct why *why);
enum err __real_db_query(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct rows **rows, struct why *why);
enum err __real_db_compose(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n, struct rows **rows, struct why *why);
int64_t __real_db_get_int(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, int64_t otherwise);
struct str __real_db_get_text(struct db *db, struct arena *a, int part,
    enum stmt s, const struct val *args, size_t n);
enum err __wrap_db_run(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct why *why);
enum err __wrap_db_query(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, struct rows **rows, struct why *why);
enum err __wrap_db_compose(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n, struct rows **rows, struct why *why);
int64_t __wrap_db_get_int(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, int64_t otherwise);
struct str __wrap_db_get_text(struct db *db, struct arena *a, int part,
    enum stmt s, const struct val *args, size_t n);

/* The text for PostgreSQL. */

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

static const struct {
	const char *here, *there;
} types[] = {
	{ "{bytes}", "BYTEA" },
	{ "{real}", "DOUBLE PRECISION" },
	{ " {clustered}", "" },
	{ "INTEGER", "BIGINT" },
};

static void
speak(struct buf *b, struct str s, int part)
{
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		size_t t = 0;

		quoted ^= s.p[i] == '\'';
		while (t < countof(types) && (quoted ||
		    (i > 0 && is_word(s.p[i]) && is_word(s.p[i - 1])) ||
		    !str_starts(str_from(s, i), str_of(types[t].here))))
			t++;
		if (t < countof(types)) {
			buf_text(b, types[t].there);
			i += strlen(types[t].here) - 1;
		} else if (!quoted && s.p[i] == '@') {
			assert_true(part >= 0);
			buf_printf(b, "p%d_", part);
		} else {
			buf_char(b, !quoted && s.p[i] == '?' ? '$' : s.p[i]);
		}
	}
	assert_int_equal(b->err, ERR_OK);
}

static const char *
type_of(char letter)
{
	switch (letter) {
	case 'i':
		return "BIGINT";
	case 'r':
		return "DOUBLE PRECISION";
	case 't':
		return "TEXT";
	case 'b':
		return "BYTEA";
	default:
		return "unknown"; /* left to the server */
	}
}

static char
letter_of(const struct val *v)
{
	return "?irtb"[v->type];
}

/* The shortest digits that are this number. */
static void
print_real(FILE *f, double x)
{
	char digits[40];

	for (int n = 15; n <= 17; n++) {
		(void)snprintf(digits, sizeof(digits), "%.*g", n, x);
		if (memcmp(&(double){ strtod(digits, NULL) }, &x,
		    sizeof(x)) == 0)
			break;
	}
	(void)fputs(digits, f);
}

static void
print_bytes(FILE *f, struct str s)
{
	(void)fputs("\\x", f);
	for (size_t i = 0; i < s.n; i++)
		(void)fprintf(f, "%02x", (unsigned char)s.p[i]);
}

static void
print_literal(const struct val *v)
{
	switch (v->type) {
	case VAL_NULL:
		(void)fputs("NULL", out.script);
		return;
	case VAL_INT:
		(void)fprintf(out.script, "%lld", (long long)v->i);
		return;
	case VAL_REAL:
		print_real(out.script, v->r);
		return;
	case VAL_TEXT:
		(void)fputc('\'', out.script);
		for (size_t i = 0; i < v->s.n; i++)
			(void)fprintf(out.script, "%s%c", v->s.p[i] == '\''
			    ? "'" : "", v->s.p[i]);
		(void)fputc('\'', out.script);
		return;
	case VAL_BLOB:
		(void)fputc('\'', out.script);
		print_bytes(out.script, v->s);
		(void)fputc('\'', out.script);
		return;
	}
}

static void
print_cell(const struct val *v)
{
	switch (v->type) {
	case VAL_NULL:
		(void)fputs("(null)", out.answers);
		return;
	case VAL_INT:
		(void)fprintf(out.answers, "%lld", (long long)v->i);
		return;
	case VAL_REAL:
		print_real(out.answers, v->r);
		return;
	case VAL_TEXT:
		(void)fwrite(v->s.p, 1, v->s.n, out.answers);
		return;
	case VAL_BLOB:
		print_bytes(out.answers, v->s);
		return;
	}
}

/* Preparing, once a text. */

/* psql would take some signs in a name for its own. */
static struct str
name_plain(struct str s)
{
	char *name = arena_cstr(out.arena, s);

	for (char *c = name; *c != '\0'; c++)
		if (strchr("'\"`\\:", *c) != NULL)
			*c = '.';
	return str_of(name);
}

static void
print_case(const char *what, struct str name)
{
	(void)fprintf(out.script, "\\warn @@ %s %.*s\n", what, STRF(name));
}

static void
print_made(struct str name, struct str sql, int part)
{
	struct buf b CLEANUP(buf_free) = { .max = TEXT_MAX };

	speak(&b, sql, part);
	print_case("made", name);
	(void)fprintf(out.script, "%.*s;\n", STRF(buf_view(&b)));
}

/* "EXECUTE q7(NULL, NULL) \gdesc" answers the columns and their types. */
static void
print_described(struct str name, size_t number, size_t params,
    const char *columns)
{
	if (columns[0] == '\0')
		return;
	(void)fprintf(out.script, "\\echo @? %s %.*s\nEXECUTE q%zu", columns,
	    STRF(name), number);
	for (size_t i = 0; i < params; i++)
		(void)fprintf(out.script, "%sNULL", i > 0 ? ", " : "(");
	(void)fprintf(out.script, "%s \\gdesc\n", params > 0 ? ")" : "");
}

static struct known *
prepare(struct str key, struct str name, struct str sql, int part,
    const char *params, const char *columns)
{
	struct buf b CLEANUP(buf_free) = { .max = TEXT_MAX };
	struct known *k = arena_alloc(out.arena, sizeof(*k));

	k->number = map_count(out.known);
	(void)map_put(out.known, arena_str(out.arena, key), k);
	speak(&b, sql, part);
	print_case("takes", name);
	(void)fprintf(out.script, "PREPARE q%zu", k->number);
	for (size_t i = 0; params[i] != '\0'; i++)
		(void)fprintf(out.script, "%s%s", i > 0 ? ", " : "(",
		    type_of(params[i]));
	(void)fprintf(out.script, "%s AS %.*s;\n", params[0] != '\0' ? ")"
	    : "", STRF(buf_view(&b)));
	print_described(name, k->number, strlen(params), columns);
	return k;
}

static bool
names_part(const struct stmt_info *s)
{
	return str_find(str_of(s->text), STR("@")) != SIZE_MAX;
}

static bool
makes(const struct stmt_info *s)
{
	return s->role == DB_SCHEMA || str_starts(str_of(s->text),
	    STR("CREATE "));
}

static struct str
name_of(enum stmt s, int part)
{
	const struct stmt_info *info = db_stmt_info(s);

	return names_part(info) ? arena_printf(out.arena, "%s p%d",
	    info->name, part) : str_of(info->name);
}

static const struct known *
prepare_numbered(enum stmt s, int part)
{
	const struct stmt_info *info = db_stmt_info(s);
	struct str name = name_of(s, part);
	const struct known *k = map_get(out.known, name);

	return k != NULL ? k : prepare(name, name, str_of(info->text), part,
	    info->params, info->columns);
}

static const struct known *
prepare_composed(struct str sql, const struct val *args, size_t n,
    const char *columns)
{
	const struct known *k = map_get(out.known, sql);
	char params[256];

	if (k != NULL)
		return k;
	assert_true(n < sizeof(params));
	for (size_t i = 0; i < n; i++)
		params[i] = letter_of(&args[i]);
	params[n] = '\0';
	return prepare(sql, arena_printf(out.arena, "%s #%zu", out.doing,
	    ++out.composed), sql, DB_NO_PART, params, columns);
}

static void
print_call(const struct known *k, const struct val *args, size_t n)
{
	(void)fprintf(out.script, "EXECUTE q%zu", k->number);
	for (size_t i = 0; i < n; i++) {
		(void)fputs(i > 0 ? ", " : "(", out.script);
		print_literal(&args[i]);
	}
	(void)fprintf(out.script, "%s;\n", n > 0 ? ")" : "");
}

/* Asking: SQLite's rows, then the same call in the script. */

struct answer {
	char columns[300]; /* letters of what was seen, "-" for nothing yet */
	char *text;
	size_t n;
};

static enum err
answer_read(struct answer *x, struct rows *rows)
{
	FILE *answers = out.answers;
	int columns = db_columns(rows);

	assert_true(columns < (int)sizeof(x->columns));
	memset(x->columns, '-', (size_t)columns);
	x->columns[columns] = '\0';
	out.answers = open_memstream(&x->text, &x->n);
	assert_non_null(out.answers);
	while (db_next(rows)) {
		for (int i = 0; i < columns; i++) {
			struct val v = db_val(rows, i);

			(void)fputs(i > 0 ? "\t" : "", out.answers);
			print_cell(&v);
			if (v.type != VAL_NULL)
				x->columns[i] = letter_of(&v);
		}
		(void)fputc('\n', out.answers);
	}
	(void)fclose(out.answers);
	out.answers = answers;
	return db_end(rows);
}

static void
print_asked(const struct answer *x, struct str name, struct str sql,
    const struct known *k, const struct val *args, size_t n)
{
	const char *order = str_find(sql, STR(" ORDER BY ")) != SIZE_MAX
	    ? "ordered" : "any";

	out.asked++;
	(void)fprintf(out.script, "\\warn @@ answers %.*s\n"
	    "\\echo @= %zu %s %.*s\n", STRF(name), out.asked, order,
	    STRF(name));
	print_call(k, args, n);
	(void)fprintf(out.answers, "@= %zu %s %.*s\n%.*s", out.asked, order,
	    STRF(name), (int)x->n, x->text);
}

enum err
__wrap_db_run(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n, struct why *why)
{
	const struct stmt_info *info = db_stmt_info(s);
	enum err e = __real_db_run(db, part, s, args, n, why);

	if (e != ERR_OK)
		return e;
	if (makes(info))
		print_made(name_of(s, part), str_of(info->text), part);
	else
		print_call(prepare_numbered(s, part), args, n);
	return e;
}

static void
ask_numbered(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n)
{
	const struct known *k = prepare_numbered(s, part);
	struct answer x = { .n = 0 };
	struct rows *rows;

	if (__real_db_query(db, part, s, args, n, &rows, NULL) != ERR_OK)
		return;
	assert_int_equal(answer_read(&x, rows), ERR_OK);
	print_asked(&x, name_of(s, part), str_of(db_stmt_info(s)->text), k,
	    args, n);
	free(x.text);
}

enum err
__wrap_db_query(struct db *db, int part, enum stmt s, const struct val *args,
    size_t n, struct rows **rows, struct why *why)
{
	ask_numbered(db, part, s, args, n);
	return __real_db_query(db, part, s, args, n, rows, why);
}

int64_t
__wrap_db_get_int(struct db *db, int part, enum stmt s,
    const struct val *args, size_t n, int64_t otherwise)
{
	ask_numbered(db, part, s, args, n);
	return __real_db_get_int(db, part, s, args, n, otherwise);
}

struct str
__wrap_db_get_text(struct db *db, struct arena *a, int part, enum stmt s,
    const struct val *args, size_t n)
{
	ask_numbered(db, part, s, args, n);
	return __real_db_get_text(db, a, part, s, args, n);
}

static void
ask_composed(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n)
{
	struct answer x = { .n = 0 };
	const struct known *k;
	struct rows *rows;

	if (__real_db_compose(db, role, sql, args, n, &rows, NULL) != ERR_OK)
		return;
	assert_int_equal(answer_read(&x, rows), ERR_OK);
	k = prepare_composed(sql, args, n, x.columns);
	print_asked(&x, arena_printf(out.arena, "q%zu, %s", k->number,
	    out.doing), sql, k, args, n);
	free(x.text);
}

enum err
__wrap_db_compose(struct db *db, enum db_role role, struct str sql,
    const struct val *args, size_t n, struct rows **rows, struct why *why)
{
	enum err e;

	if (rows != NULL) {
		ask_composed(db, role, sql, args, n);
		return __real_db_compose(db, role, sql, args, n, rows, why);
	}
	e = __real_db_compose(db, role, sql, args, n, NULL, why);
	if (e != ERR_OK)
		return e;
	if (role == DB_SCHEMA || role == DB_VIEW)
		print_made(name_plain(str_to(sql, sql.n < 60 ? sql.n : 60)),
		    sql, DB_NO_PART);
	else
		print_call(prepare_composed(sql, args, n, ""), args, n);
	return e;
}

/* A new database on the server, with nothing prepared in it. */
static void
scene(const char *name)
{
	(void)fprintf(out.script, "CREATE DATABASE %s;\n\\connect %s\n", name,
	    name);
	out.known = map_new(out.arena);
	out.doing = name;
}

/* What a closed connection takes with it. */
static void
forget_views(void)
{
	(void)fputs("DISCARD TEMP;\n", out.script);
}

/* The first register: everything that can be asked of one. */

struct asking {
	struct reg reg;
	struct reader *reader;
	struct arena *arena; /* for one question */
};

static void
say(struct asking *x, const char *what, struct str more)
{
	arena_reset(x->arena);
	out.doing = name_plain(arena_printf(out.arena, "%s%s%.*s", what,
	    more.n > 0 ? " " : "", STRF(more))).p;
}

/* Whatever the model did not make: office, journal. */
static void
make_rest(struct db *db)
{
	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);
		struct why why = { 0 };

		if (info->role != DB_SCHEMA || !str_starts(str_of(info->text),
		    STR("CREATE ")))
			continue;
		for (int p = names_part(info) ? 0 : PARTS - 1; p < PARTS; p++)
			if (db_run(db, names_part(info) ? p : DB_NO_PART,
			    (enum stmt)s, NO_ARGS, &why) != ERR_OK &&
			    str_find(str_of(why.text), STR("already exists"))
			    == SIZE_MAX)
				fail_msg("%s: %s", info->name, why.text);
	}
}

/* Statements that this run does not come to are prepared all the same. */
static void
prepare_rest(void)
{
	for (int s = 0; s < STMT__MAX; s++) {
		const struct stmt_info *info = db_stmt_info((enum stmt)s);

		if (makes(info))
			continue;
		for (int p = names_part(info) ? 0 : PARTS - 1; p < PARTS; p++)
			(void)prepare_numbered((enum stmt)s, p);
	}
}

static const char *
some_value(const struct field *f, int turn)
{
	if (str_is(f->name, "code"))
		return turn % 2 == 0 ? "2026-0007" : "B7";
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
		return turn % 2 == 0 ? "alpha_Beta" : "It's_100%\\_đủ";
	case FIELD_INT:
		return turn % 2 == 0 ? "7" : "-12";
	case FIELD_NUMBER:
		return turn % 2 == 0 ? "2.5" : "0.1";
	case FIELD_DATE:
		return turn % 2 == 0 ? "2026-03" : "2025-11-20";
	case FIELD_FLAG:
		return "yes";
	case FIELD_TERM:
		return turn % 2 == 0 ? "state" : "must";
	case FIELD_REF:
		break;
	}
	return turn % 2 == 0 ? "#201" : "#202";
}

/* All fields but every third of one thing, each in a record of its own. */
static void
fill_thing(struct reg *g, const struct kind *k, int turn)
{
	uint64_t thing = 200 + 10 * (uint64_t)k->number + (uint64_t)turn;

	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];
		char put[128];

		if ((int)(i % EVERY) == turn || str_is(f->name, "withdrawn"))
			continue;
		(void)snprintf(put, sizeof(put), "%.*s=%s", STRF(f->name),
		    some_value(f, turn));
		reg_put(g, turn % PARTS, 2000 + 100 * (uint64_t)turn + i,
		    k->name.p, thing, put);
	}
}

/* What supersedes a record comes before it, twice. */
static void
fill_backwards(struct reg *g)
{
	struct entry *e[3];
	struct op_name *name;

	for (size_t i = 0; i < countof(e); i++) {
		struct op *op = arena_array(g->arena, 1, sizeof(*op));

		op->entity = reg_id(P_ALPHA);
		op->field = reg_field(g, "partner.name");
		op->value = (struct value){ .type = VALUE_TEXT,
			.text = arena_printf(g->arena, "Name %zu", i) };
		e[i] = reg_entry(g, 3000 + i, 1, op);
		if (i == 0)
			continue;
		name = arena_alloc(g->arena, sizeof(*name));
		name->record = e[0]->id;
		op->supersedes = name;
		op->n_supersedes = 1;
	}
	for (size_t i = countof(e); i > 0; i--)
		reg_apply(g, 0, e[i - 1]);
}

static void
fill(struct reg *g)
{
	out.doing = "fold";
	promises_make(g);
	make_rest(g->db);
	promises_secret(g);
	promises_later(g);
	assert_int_equal(db_begin(g->db, true, NULL), ERR_OK);
	for (size_t i = 0; i < g->office.kinds.n; i++)
		for (int turn = 0; turn < EVERY + 1; turn++)
			fill_thing(g, &g->office.kinds.kind[i], turn);
	fill_backwards(g);
	/* The other words of the list have no rank. */
	reg_put(g, 0, 2900, "term", 190, "list=side code=neither rank=1");
	assert_int_equal(db_commit(g->db, NULL), ERR_OK);
}

/* Fields that all kinds have are asked of one. */
static bool
is_asked(const struct kind *k, const struct field *f)
{
	return f->number >= KIND_OWN_FIRST || str_is(k->name, "commitment");
}

/* Lists, with every order, and the pages behind the first. */

static void
ask_list(struct asking *x, const struct kind *k, struct str filter,
    struct str sort, size_t limit)
{
	struct find_query q = { .kind = k, .filter = filter, .sort = sort,
		.limit = limit };
	struct why why = { 0 };
	struct rows_found found;

	for (int page = 0; page < 4; page++) {
		if (find_list(x->reader, x->arena, &q, &found, &why) != ERR_OK)
			fail_msg("%s: %s", out.doing, why.text);
		q.after = found.next;
		if (found.next.n == 0)
			break;
	}
}

static void
ask_order(struct asking *x, const struct kind *k, struct str name)
{
	say(x, "list", arena_printf(out.arena, "%.*s by %.*s", STRF(k->name),
	    STRF(name)));
	ask_list(x, k, STR(""), name, 2);
	ask_list(x, k, STR(""), arena_printf(x->arena, "-%.*s", STRF(name)),
	    2);
}

static void
ask_orders(struct asking *x, const struct kind *k)
{
	say(x, "list", k->name);
	ask_list(x, k, STR(""), STR(""), 2);
	ask_order(x, k, STR("recorded"));
	for (size_t i = 0; i < k->fields; i++)
		if (is_asked(k, &k->field[i]))
			ask_order(x, k, k->field[i].name);
	for (size_t i = 0; i < k->derives; i++)
		ask_order(x, k, k->derive[i].name);
}

/* Filters, each in a list and a count, and with a minus in a count. */

static void
ask_filter(struct asking *x, const struct kind *k, const char *filter)
{
	struct str minus = arena_printf(out.arena, "-%s", filter);
	struct why why = { 0 };
	int64_t n;

	say(x, "filter", arena_printf(out.arena, "%.*s %s", STRF(k->name),
	    filter));
	ask_list(x, k, str_of(filter), STR(""), 50);
	if (find_count(x->reader, k, str_of(filter), &n, &why) != ERR_OK ||
	    find_count(x->reader, k, minus, &n, &why) != ERR_OK)
		fail_msg("%s: %s", out.doing, why.text);
}

static const char *const *
field_tests(const struct field *f)
{
	static const char *const text[] = { ":", ":*", ":alpha,\"It's 100%\"",
		NULL };
	static const char *const whole[] = { ":", ":*", ":7,-12", "<7", "<=7",
		">0", ">=7", NULL };
	static const char *const date[] = { ":", ":*", ":2026,2025-11-20",
		"<2026", "<=2026-03", ">2025-12", ">=2026-03-01", NULL };
	static const char *const flag[] = { ":", ":*", ":yes", ":no", NULL };
	static const char *const term[] = { ":", ":*", ":state,must,ours",
		NULL };
	static const char *const ref[] = { ":", ":*",
		":40000000-0000-0000-0000-000000000001", NULL };

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
		return text;
	case FIELD_INT:
	case FIELD_NUMBER:
		return whole;
	case FIELD_DATE:
		return date;
	case FIELD_FLAG:
		return flag;
	case FIELD_TERM:
		return term;
	case FIELD_REF:
		break;
	}
	return ref;
}

/* The id as this program writes it stands for the one in the table above. */
static const char *
field_filter(struct asking *x, const struct field *f, const char *test)
{
	if (f->type == FIELD_REF && strlen(test) > 2)
		return arena_printf(out.arena, "%.*s:%.*s", STRF(f->name),
		    STRF(id_str(x->arena, reg_id(1)))).p;
	return arena_printf(out.arena, "%.*s%s", STRF(f->name), test).p;
}

static void
ask_filters(struct asking *x, const struct kind *k)
{
	static const char *const all[] = { "label:l0", "contested:yes",
		"contested:no", "alph", "\"alpha beta\"" };

	for (size_t i = 0; i < k->fields; i++) {
		const char *const *test = field_tests(&k->field[i]);

		if (!is_asked(k, &k->field[i]))
			continue;
		for (; *test != NULL; test++)
			ask_filter(x, k, field_filter(x, &k->field[i], *test));
	}
	for (size_t i = 0; i < countof(all); i++)
		ask_filter(x, k, all[i]);
	for (size_t i = 0; i < k->derives; i++)
		ask_filter(x, k, arena_printf(out.arena, "%.*s:%.*s",
		    STRF(k->derive[i].name),
		    STRF(k->derive[i].rule[0].code)).p);
}

/* Facets, checks, single records. */

static void
ask_facet(struct asking *x, const struct kind *k, struct str name)
{
	struct why why = { 0 };
	struct facet *facet;
	size_t n;

	say(x, "facet", arena_printf(out.arena, "%.*s.%.*s", STRF(k->name),
	    STRF(name)));
	if (find_facet(x->reader, x->arena, k, STR(""), name, &facet, &n,
	    &why) != ERR_OK)
		fail_msg("%s: %s", out.doing, why.text);
}

static void
ask_facets(struct asking *x, const struct kind *k)
{
	ask_facet(x, k, STR("label"));
	for (size_t i = 0; i < k->fields; i++) {
		enum field_type t = k->field[i].type;

		if (is_asked(k, &k->field[i]) && (t == FIELD_TERM ||
		    t == FIELD_REF || t == FIELD_FLAG || t == FIELD_TEXT))
			ask_facet(x, k, k->field[i].name);
	}
	for (size_t i = 0; i < k->derives; i++)
		ask_facet(x, k, k->derive[i].name);
}

static void
ask_checks(struct asking *x, const struct kind *k)
{
	struct rows_found found;
	int64_t total;

	for (size_t i = 0; i < k->checks; i++) {
		say(x, "check", arena_printf(out.arena, "%.*s.%.*s",
		    STRF(k->name), STRF(k->check[i].name)));
		assert_int_equal(find_check(x->reader, x->arena, k,
		    &k->check[i], 0, &found, &total, NULL), ERR_OK);
	}
}

static void
ask_record(struct asking *x, struct id id)
{
	const struct kind *k = find_kind(x->reader, id);
	struct record_ask ask = { .kind = k, .id = id };
	struct history_ask past = { .kind = k, .id = id };
	struct link *link;
	struct report page;
	size_t n;

	if (k == NULL)
		return;
	say(x, "record", k->name);
	assert_int_equal(record_report(x->reader, x->arena, &ask, &page, NULL),
	    ERR_OK);
	assert_int_equal(history_report(x->reader, x->arena, &past, &page,
	    NULL), ERR_OK);
	assert_int_equal(find_links(x->reader, x->arena, id, &link, &n, NULL),
	    ERR_OK);
}

static void
ask_reports(struct asking *x)
{
	struct review_ask review = { .directive = reg_id(P_DIRECTIVE) };
	struct quality_ask quality = { .limit = 5 };
	struct partner_ask partner = { .id = reg_id(P_ALPHA) };
	struct overview_ask overview = { .year = 0 };
	struct report page;
	struct term *term;
	size_t terms;
	int64_t n;

	say(x, "review", STR(""));
	assert_int_equal(review_report(x->reader, x->arena, &review, &page,
	    NULL), ERR_OK);
	say(x, "quality", STR(""));
	assert_int_equal(quality_report(x->reader, x->arena, &quality, &page,
	    &n, NULL), ERR_OK);
	say(x, "changes", STR(""));
	assert_int_equal(history_changes(x->reader, x->arena, 50, NULL, &page,
	    NULL), ERR_OK);
	say(x, "overview", STR(""));
	assert_int_equal(overview_report(x->reader, x->arena, &overview, &page,
	    NULL), ERR_OK);
	say(x, "partner", STR(""));
	assert_int_equal(partner_report(x->reader, x->arena, &partner, &page,
	    NULL), ERR_OK);
	say(x, "terms", STR(""));
	assert_int_equal(find_terms(x->reader, x->arena, STR("side"), "en",
	    &term, &terms, NULL), ERR_OK);
	for (uint64_t i = 1; i < 80; i++)
		ask_record(x, reg_id(i));
}

static void
ask_names(struct asking *x)
{
	static const char *const names[] = { "XXA", "901", "901.1", "xxb",
		"partner:XXB", "nobody" };
	static const char *const words[] = { "engineers", "alpha beta", "a",
		"đủ" };
	struct hit *hit;
	struct id id;
	size_t n;

	for (size_t i = 0; i < countof(names); i++) {
		say(x, "name", str_of(names[i]));
		(void)!find_id(x->reader, x->arena, str_of(names[i]), NULL,
		    &id, NULL, NULL);
	}
	for (size_t i = 0; i < countof(words); i++) {
		say(x, "search", str_of(words[i]));
		assert_int_equal(search_find(x->reader, x->arena,
		    str_of(words[i]), NULL, 20, &hit, &n, NULL), ERR_OK);
		assert_int_equal(search_find(x->reader, x->arena,
		    str_of(words[i]), reg_kind(&x->reg, "clause"), 20, &hit,
		    &n, NULL), ERR_OK);
	}
}

static void
ask_stands(struct asking *x, struct db *db)
{
	const struct kind *k = reg_kind(&x->reg, "directive");
	const struct kind *term = reg_kind(&x->reg, "term");
	struct buf b CLEANUP(buf_free) = { .max = TEXT_MAX };
	struct find_term_days days;
	struct id id;
	int64_t last;
	size_t n;
	bool found;

	say(x, "stand", STR(""));
	assert_int_equal(find_stand_code(db, 0, k, STR("901-D"), &id, &found,
	    NULL), ERR_OK);
	assert_int_equal(find_stand_prefix(db, 0, k, STR("901"), &id, &n,
	    NULL), ERR_OK);
	assert_int_equal(find_stand_term(db, 0, term, STR("side"),
	    STR("ours"), &days, NULL), ERR_OK);
	assert_int_equal(find_stand_words(db, 0, term, STR("side"), &b, NULL),
	    ERR_OK);
	assert_int_equal(find_stand_serial(db, 0, reg_kind(&x->reg,
	    "commitment"), STR("2025-"), &last, NULL), ERR_OK);
}

static void
ask_kinds(struct asking *x)
{
	for (size_t i = 0; i < x->reg.office.kinds.n; i++) {
		const struct kind *k = &x->reg.office.kinds.kind[i];

		ask_orders(x, k);
		ask_filters(x, k);
		ask_facets(x, k);
		ask_checks(x, k);
	}
}

static void
dump(struct asking *x)
{
	for (int p = 0; p < PARTS; p++)
		(void)reg_dump(&x->reg, p);
}

/* The second register: an office, whose every record goes by the journal. */

static int64_t
stopped(struct world *w)
{
	(void)w;
	return 1795262400000; /* 2026-11-21T12:00:00Z */
}

/* ${fields} is "name=value name=value", with "_" for blanks. */
static size_t
typed(struct arena *a, const char *fields, struct change_field *field)
{
	char *copy = arena_cstr(a, str_of(fields));
	struct str s, word;
	size_t n = 0;

	for (char *c = copy; *c != '\0'; c++)
		*c = *c == ' ' ? '\n' : *c == '_' ? ' ' : *c;
	for (s = str_of(copy); str_line(&s, &word); n++)
		assert_true(str_cut(word, '=', &field[n].name,
		    &field[n].value));
	return n;
}

static struct str
commit(struct change_pen *pen, struct arena *a, enum change_verb verb,
    const char *target, const char *fields)
{
	struct change_field field[8];
	struct change_item item = { .verb = verb, .field = field };
	struct change c = { .item = &item, .items = 1, .note = STR("A note") };
	struct change_done done;
	struct why why = { 0 };

	*(verb == CHANGE_ADD ? &item.kind : &item.target) = str_of(target);
	item.fields = typed(a, fields, field);
	out.doing = name_plain(arena_printf(out.arena, "change %s", target)).p;
	if (change_commit(pen, a, &c, &done, &why) != ERR_OK)
		fail_msg("%s: %s", target, why.text);
	return done.record;
}

static void
change_office(struct office *o)
{
	struct arena *a = arena_new(64 * MIB);
	struct change_pen *pen;
	struct str last;

	assert_int_equal(change_open(o, &pen, NULL), ERR_OK);
	(void)commit(pen, a, CHANGE_ADD, "partner",
	    "code=XXA name=Alphaland type=state");
	(void)commit(pen, a, CHANGE_ADD, "task",
	    "title=Write_to_Alphaland due=2026-12");
	(void)commit(pen, a, CHANGE_SET, "XXA", "name=Alpha_Land");
	last = commit(pen, a, CHANGE_SET, "XXA", "name=Land_of_Alpha");
	(void)commit(pen, a, CHANGE_UNDO, last.p, "");
	change_close(pen);
	arena_free(a);
}

static void
check_office(struct office *o)
{
	struct arena *a = arena_new(256 * MIB);
	struct why why = { 0 };
	struct buf b CLEANUP(buf_free) = { .max = 64 * MIB };
	uint64_t n;
	struct db *db;

	assert_int_equal(db_open(o->db_path.p, DB_MODE_WRITE, &db, NULL),
	    ERR_OK);
	out.doing = "verify";
	for (size_t i = 0; i < o->parts; i++)
		if (journal_verify(db, o->part[i].part, &n, &why) != ERR_OK)
			fail_msg("%s", why.text);
	out.doing = "rebuild";
	assert_int_equal(db_begin(db, true, NULL), ERR_OK);
	assert_int_equal(fold_rebuild(db, a, &o->kinds, o->part[0].part,
	    NULL), ERR_OK);
	assert_int_equal(fold_dump(db, &o->kinds, o->part[0].part, &b, NULL),
	    ERR_OK);
	assert_int_equal(db_commit(db, NULL), ERR_OK);
	db_close(db);
	arena_free(a);
}

static void
second_scene(const char *dir)
{
	const struct str packs[] = { STR("core") };
	struct world w = *world_posix();
	struct why why = { 0 };
	struct office *o;
	char path[512];

	scene("second");
	w.now_ms = stopped;
	(void)snprintf(path, sizeof(path), "%s/office", dir);
	if (office_create(&w, str_of(path), STR("Trial"), packs,
	    countof(packs), true, &o, &why) != ERR_OK)
		fail_msg("%s", why.text);
	change_office(o);
	check_office(o);
	office_close(o);
}

static void
first_scene(void)
{
	struct asking x = { .arena = arena_new(256 * MIB) };

	scene("first");
	fill(&x.reg);
	x.reader = reg_reader(&x.reg, (1 << PARTS) - 1, 0);
	prepare_rest();
	ask_kinds(&x);
	ask_reports(&x);
	ask_names(&x);
	assert_int_equal(reader_move(x.reader, 1000, REG_TODAY - 200, NULL),
	    ERR_OK);
	ask_reports(&x);
	ask_names(&x);
	reader_close(x.reader);
	forget_views();
	ask_stands(&x, x.reg.db);
	say(&x, "dump", STR(""));
	dump(&x);
	say(&x, "rebuild", STR(""));
	for (int p = 0; p < PARTS; p++)
		assert_int_equal(fold_rebuild(x.reg.db, x.arena,
		    &x.reg.office.kinds, p, NULL), ERR_OK);
	dump(&x);
	reg_free(&x.reg);
	arena_free(x.arena);
}

/* One fault of each sort, which the check has to find. */
static void
plant(void)
{
	(void)fprintf(out.script, "\\warn @@ takes planted\n"
	    "PREPARE planted AS SELECT group_concat(label) FROM "
	    "label_partition;\n"
	    "\\echo @? i planted\nSELECT label FROM label_partition \\gdesc\n"
	    "\\warn @@ answers planted\n\\echo @= %zu any planted\n"
	    "SELECT 1;\n", out.asked + 1);
	(void)fprintf(out.answers, "@= %zu any planted\n2\n", out.asked + 1);
}

static FILE *
file_in(const char *dir, const char *name)
{
	char path[512];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		exit(2);
	}
	return f;
}

int
main(int argc, char **argv)
{
	bool written;

	if (argc != 2) {
		(void)fprintf(stderr, "usage: print_sql DIR\n");
		return 2;
	}
	out.arena = arena_new(512 * MIB);
	out.script = file_in(argv[1], "script");
	out.answers = file_in(argv[1], "answers");
	first_scene();
	second_scene(argv[1]);
	plant();
	written = fclose(out.script) == 0;
	written &= fclose(out.answers) == 0;
	arena_free(out.arena);
	return written ? 0 : 2;
}
