/*
 * Every format that packs describe, from its rows to records of an office: the
 * table of test/table/coded.txt, twice.
 */
#include "lib/check.h"

#include "advise/intake.h"
#include "base/str.h"
#include "world/world.h"

enum { FILES_MAX = 2, FAULTS_MAX = 8, RECORDS_MAX = 8 };

/* A block of the table. */
struct block {
	struct str format;
	size_t line; /* of the table */
	struct buf file[FILES_MAX];
	size_t files;
	struct str record[RECORDS_MAX];
	size_t records;
	struct str fault[FAULTS_MAX];
	size_t faults;
};

/* What became of a block. */
struct outcome {
	struct intake_count count;
	size_t journalled;
	struct str fault[FAULTS_MAX];
	size_t faults;
};

static struct arena *arena;
static struct office *office;
static struct reader *reader;
static struct coded_formats formats;
static char folder[64];
static struct why why;
static const struct coded_ask ask = { .home = STR_INIT("VNM"),
	.span = { INT32_MIN, INT32_MAX } };

static int
setup(void **state)
{
	const struct str packs[] = { STR("core") };
	uint64_t hlc;
	int32_t today;

	(void)state;
	arena = arena_new(512 * MIB);
	(void)snprintf(folder, sizeof(folder), "/tmp/comity-intake-XXXXXX");
	assert_non_null(mkdtemp(folder));
	if (coded_load(arena, &formats, &why) != ERR_OK ||
	    office_create(world_posix(), arena_printf(arena, "%s/o", folder),
	    STR("Intake"), packs, 1, false, &office, &why) != ERR_OK)
		fail_msg("%s", why.text);
	assert_int_equal(office_as_of(office, STR(""), &hlc, &today, &why),
	    ERR_OK);
	assert_int_equal(reader_open(office, 31, hlc, today, &reader, &why),
	    ERR_OK);
	return 0;
}

static int
teardown(void **state)
{
	char command[128];

	(void)state;
	reader_close(reader);
	office_close(office);
	arena_free(arena);
	(void)snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

/* The table. */

static struct str
whole_file(const char *path)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	FILE *f = fopen(path, "rb");
	char part[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_put(&b, part, n);
	assert_int_equal(fclose(f), 0);
	return arena_str(arena, buf_view(&b));
}

static void
row_add(struct block *b, struct str row, bool tabs)
{
	struct buf *file;

	if (b->files == 0)
		b->file[b->files++] = (struct buf){ .max = 64 * KIB };
	file = &b->file[b->files - 1];
	for (size_t i = 0; i < row.n; i++)
		buf_char(file, tabs && row.p[i] == '|' ? '\t' : row.p[i]);
	buf_char(file, '\n');
}

static void
block_line(struct block *b, struct str word, struct str rest)
{
	if (str_is(word, "tab") || str_is(word, "csv")) {
		row_add(b, rest, str_is(word, "tab"));
	} else if (str_is(word, "next")) {
		assert_true(b->files > 0 && b->files < FILES_MAX);
		b->file[b->files++] = (struct buf){ .max = 64 * KIB };
	} else if (str_is(word, "=")) {
		assert_true(b->records < RECORDS_MAX);
		b->record[b->records++] = rest;
	} else if (str_is(word, "!")) {
		assert_true(b->faults < FAULTS_MAX);
		b->fault[b->faults++] = rest;
	} else {
		fail_msg("what is \"%.*s\"?", STRF(word));
	}
}

/* The block that begins in ${*rest}; false at the end. */
static bool
block_next(struct str *rest, size_t *number, struct block *b)
{
	struct str line, word, tail, next = *rest;

	*b = (struct block){ .files = 0 };
	while (str_line(&next, &line)) {
		(void)str_cut(line, ' ', &word, &tail);
		if (str_is(word, "format") && b->format.n > 0)
			return true;
		*rest = next;
		++*number;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (str_is(word, "format")) {
			b->format = tail;
			b->line = *number;
			continue;
		}
		assert_true(b->format.n > 0);
		block_line(b, word, tail);
	}
	return b->format.n > 0;
}

static void
block_free(struct block *b)
{
	for (size_t i = 0; i < b->files; i++)
		buf_free(&b->file[i]);
}

/* Imports. */

static void
fault_add(struct outcome *o, size_t line, struct str column, const char *words)
{
	assert_true(o->faults < FAULTS_MAX);
	o->fault[o->faults++] = arena_printf(arena, "%zu %.*s%s%s", line,
	    STRF(column), column.n > 0 ? ": " : "", words);
}

static void
item_fault(void *self, size_t line, const struct why *inner)
{
	fault_add(self, line, STR(""), inner->text);
}

static void
fate_take(struct outcome *o, struct intake *in, enum coded_fate fate)
{
	const struct coded_items *items = intake_items(in);

	if (fate == CODED_FAULT)
		fault_add(o, items->line, items->column, items->why.text);
	assert_int_equal(intake_put(in, &why), ERR_OK);
}

static void
file_import(struct coded *c, const struct coded_format *format,
    struct str text, struct outcome *o)
{
	struct intake_ask in_ask = { .reader = reader, .note = STR("Test"),
		.fault = item_fault, .self = o };
	struct intake *in = NULL;
	const struct intake_count *count;
	struct str line;
	size_t number = 0, records;

	while (str_line(&text, &line)) {
		if (++number == 1 && (coded_begin(c, format, line,
		    &in_ask.format, &why) != ERR_OK ||
		    intake_open(&in_ask, &in, &why) != ERR_OK))
			fail_msg("%.*s: %s", STRF(format->name), why.text);
		fate_take(o, in, coded_line(c, line, number,
		    intake_items(in)));
	}
	fate_take(o, in, coded_end(c, intake_items(in)));
	if (intake_end(in, &why) != ERR_OK)
		fail_msg("%.*s: %s", STRF(format->name), why.text);
	count = intake_count(in);
	o->count.added += count->added;
	o->count.changed += count->changed;
	(void)intake_records(in, &records);
	o->journalled += records;
	intake_close(in);
}

static void
reader_again(void)
{
	uint64_t hlc;
	int32_t today;

	assert_int_equal(office_as_of(office, STR(""), &hlc, &today, &why),
	    ERR_OK);
	assert_int_equal(reader_move(reader, hlc, today, &why), ERR_OK);
}

static void
block_import(const struct block *b, const struct coded_format *f,
    struct outcome *o)
{
	struct coded *c = coded_new(&formats, &ask);

	*o = (struct outcome){ .faults = 0 };
	for (size_t i = 0; i < b->files; i++)
		file_import(c, f, buf_view(&b->file[i]), o);
	coded_free(c);
	reader_again();
}

/* Records. */

static struct str
value_shown(const struct value *v)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	const struct kind *k = v->type == VALUE_REF ? find_kind(reader, v->ref)
	    : NULL;
	struct str code, title;
	struct row *row;
	size_t n;

	if (v->type != VALUE_REF) {
		value_text(&b, v);
		return arena_str(arena, buf_view(&b));
	}
	assert_non_null(k);
	assert_int_equal(find_row(reader, arena, k, v->ref, &row, &n, &why),
	    ERR_OK);
	code = row->value[kind_field_at(k, kind_field(k, STR("external")))]
	    .text;
	if (code.n > 0)
		return code;
	assert_int_equal(find_name(reader, arena, v->ref, &code, &title),
	    ERR_OK);
	return code;
}

/* "event gdelt1:11 public | date=2020-01-20 | actor=VNM ..." */
static struct str
record_shown(const struct kind *k, struct str external)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * KIB };
	struct row *row;
	size_t n;

	if (find_row(reader, arena, k, id_of_name(k->name, external), &row, &n,
	    &why) != ERR_OK)
		return STR("nothing");
	buf_printf(&b, "%.*s %.*s %.*s", STRF(k->name), STRF(external),
	    STRF(row->label));
	for (size_t i = 0; i < k->fields; i++)
		if (row->value[i].type != VALUE_NONE &&
		    !str_is(k->field[i].name, "external"))
			buf_printf(&b, " | %.*s=%.*s", STRF(k->field[i].name),
			    STRF(value_shown(&row->value[i])));
	return arena_str(arena, buf_view(&b));
}

/* Whether the change that wrote it says under what terms. */
static bool
licensed(struct id id, const struct coded_format *f)
{
	struct past *past;
	size_t n;

	assert_int_equal(find_history(reader, arena, id, &past, &n, &why),
	    ERR_OK);
	assert_true(n > 0);
	if (str_find(past[0].note, f->licence) != SIZE_MAX &&
	    str_find(past[0].note, f->url) != SIZE_MAX)
		return true;
	print_error("no licence: %.*s\n", STRF(past[0].note));
	return false;
}

static bool
record_right(const struct coded_format *f, struct str want)
{
	struct str kind, external, rest, shown;
	const struct kind *k;

	assert_true(str_cut(want, ' ', &kind, &rest));
	assert_true(str_cut(rest, ' ', &external, &rest));
	k = kind_named(&office->kinds, kind);
	assert_non_null(k);
	shown = record_shown(k, external);
	if (!str_eq(shown, want)) {
		print_error("got  = %.*s\nwant = %.*s\n", STRF(shown),
		    STRF(want));
		return false;
	}
	return licensed(id_of_name(k->name, external), f);
}

static bool
faults_right(const struct block *b, const struct outcome *o)
{
	bool right = o->faults == b->faults;

	for (size_t i = 0; i < o->faults; i++) {
		if (i < b->faults && str_eq(o->fault[i], b->fault[i]))
			continue;
		print_error("got  ! %.*s\n", STRF(o->fault[i]));
		right = false;
	}
	return right;
}

/* The publisher's record says under what terms. */
static bool
source_right(const struct coded_format *f)
{
	struct str shown = record_shown(kind_named(&office->kinds,
	    STR("source")), f->source);

	return str_find(shown, f->licence) != SIZE_MAX;
}

/* What the office has of late, for whoever writes a block. */
static void
made_show(void)
{
	static struct map *shown;

	if (shown == NULL)
		shown = map_new(arena);
	for (size_t i = 0; i < office->kinds.n; i++) {
		const struct kind *k = &office->kinds.kind[i];
		struct find_query q = { .kind = k, .limit = 1000 };
		struct rows_found found;

		assert_int_equal(find_list(reader, arena, &q, &found, &why),
		    ERR_OK);
		for (size_t j = 0; j < found.n; j++) {
			struct str external = found.row[j].value[
			    kind_field_at(k, kind_field(k, STR("external")))]
			    .text;
			struct str one;

			if (external.n == 0)
				continue;
			one = record_shown(k, external);
			if (map_get(shown, one) == NULL)
				print_error("= %.*s\n", STRF(one));
			(void)map_put(shown, one, shown);
		}
	}
}

static bool
block_right(const struct block *b, const struct coded_format *f)
{
	struct outcome first, again;
	bool right;

	block_import(b, f, &first);
	block_import(b, f, &again);
	right = faults_right(b, &first) && faults_right(b, &again) &&
	    source_right(f);
	for (size_t i = 0; i < b->records; i++)
		right = record_right(f, b->record[i]) && right;
	if (first.count.added != b->records || first.count.changed != 0) {
		print_error("%zu records, %zu changed\n", first.count.added,
		    first.count.changed);
		made_show();
		right = false;
	}
	if (again.count.added != 0 || again.count.changed != 0 ||
	    again.journalled != 0) {
		print_error("again: %zu added, %zu changed, in %zu records\n",
		    again.count.added, again.count.changed, again.journalled);
		right = false;
	}
	return right;
}

static void
every_format(void **state)
{
	struct str rest = whole_file("test/table/coded.txt");
	struct map *tried = map_new(arena);
	size_t number = 0, wrong = 0;
	struct block b;

	(void)state;
	while (block_next(&rest, &number, &b)) {
		const struct coded_format *f = coded_named(&formats, b.format);

		if (f == NULL)
			fail_msg("there is no format %.*s", STRF(b.format));
		(void)map_put(tried, f->name, tried);
		if (!block_right(&b, f) || b.records == 0 || b.faults == 0) {
			print_error("coded.txt:%zu: %.*s\n", b.line,
			    STRF(b.format));
			wrong++;
		}
		block_free(&b);
	}
	assert_int_equal(wrong, 0);
	for (size_t i = 0; i < formats.n; i++)
		if (map_get(tried, formats.format[i].name) == NULL)
			fail_msg("no rows for %.*s",
			    STRF(formats.format[i].name));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
