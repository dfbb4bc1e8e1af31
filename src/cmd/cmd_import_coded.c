#include "cmd/cmd_import_coded.h"

#include <stdio.h>
#include <string.h>

#include "advise/intake.h"
#include "base/str.h"
#include "base/tr.h"
#include "world/flow.h"

#include "base/banned.h"

enum { FAULTS_SHOWN = 20, UNKNOWN_SHOWN = 8, PROGRESS_LINES = 1024 };

struct coded_job {
	struct cmd_line *l;
	struct arena *arena; /* of the descriptions */
	struct reader *r;
	struct coded_formats formats;
	const struct coded_format *format; /* that was asked for */
	struct coded_ask ask;
	struct coded *coded;
	struct intake *intake;
	const char *path;
	size_t fate[CODED__MAX];
	size_t rows;
	size_t faults;
	struct intake_count count;
	struct buf records; /* for undo */
	size_t recorded;
	struct buf said; /* faults as JSON */
	struct why why;
};

/* Formats. */

static void
format_json(struct buf *b, const struct coded_format *f)
{
	const struct {
		const char *key;
		struct str value;
	} part[] = { { "format", f->name }, { "title", f->title },
		{ "becomes", f->becomes }, { "licence", f->licence },
		{ "url", f->url }, { "cite", f->cite } };

	for (size_t i = 0; i < countof(part); i++) {
		buf_printf(b, "%s\"%s\":", i > 0 ? "," : "{", part[i].key);
		buf_json(b, part[i].value);
	}
	buf_text(b, "}");
}

static void
format_text(struct buf *b, const char *lang, const struct coded_format *f)
{
	enum { LEFT = 17 };

	cmd_pad(b, f->name, LEFT);
	buf_printf(b, "%.*s\n", STRF(tr_view(lang, f->title)));
	cmd_pad(b, STR(""), LEFT);
	buf_printf(b, tr(lang, "Becomes %.*s."), STRF(tr_view(lang,
	    f->becomes)));
	buf_char(b, '\n');
	cmd_pad(b, STR(""), LEFT);
	buf_printf(b, tr(lang, "Licence: %.*s %.*s"), STRF(tr_view(lang,
	    f->licence)), STRF(f->url));
	buf_char(b, '\n');
}

static int
formats_list(const struct coded_job *j)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	for (size_t i = 0; i < j->formats.n; i++) {
		const struct coded_format *f = &j->formats.format[i];

		if (j->l->json) {
			buf_text(&b, i > 0 ? "," : "[");
			format_json(&b, f);
			continue;
		}
		format_text(&b, j->l->language, f);
	}
	if (j->l->json)
		buf_text(&b, "]\n");
	return b.err == ERR_OK && cmd_put(buf_view(&b)) ? CMD_DONE
	    : CMD_FAILED;
}

/* What is wanted. */

/* "VNM,USA" as a set. */
static struct map *
codes_set(struct arena *a, struct str list)
{
	struct map *m = map_new(a);
	struct str one;

	while (list.n > 0) {
		(void)str_cut(list, ',', &one, &list);
		if (str_trim(one).n > 0)
			(void)map_put(m, str_trim(one), m);
	}
	return m;
}

static enum err
partners_read(struct coded_job *j)
{
	const struct kind *k = kind_named(&j->l->o->kinds, STR("partner"));
	struct find_query q = { .kind = k, .limit = FIND_LIMIT_MAX };
	size_t code = kind_field_at(k, kind_field(k, STR("code")));
	size_t home = kind_field_at(k, kind_field(k, STR("home")));
	struct map *m = map_new(j->arena);
	struct rows_found found;
	enum err e = find_list(j->r, j->arena, &q, &found, &j->why);

	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		const struct value *v = found.row[i].value;

		if (v[code].type == VALUE_NONE)
			continue;
		(void)map_put(m, v[code].text, m);
		if (v[home].type != VALUE_NONE)
			j->ask.home = v[code].text;
	}
	j->ask.partners = m;
	return e;
}

/* A code that nobody has is a slip of the pen, not an empty answer. */
static enum err
codes_known(struct coded_job *j)
{
	const struct map *only = j->ask.only;
	struct str code;
	size_t i = 0;

	while (only != NULL && map_each(only, &i, &code) != NULL)
		if (map_get(j->ask.partners, code) == NULL)
			return why_set(&j->why, ERR_INPUT, "--partner: the "
			    "register has no partner \"%.*s\"", STRF(code));
	return ERR_OK;
}

static enum err
span_read(struct coded_job *j)
{
	struct date d;

	j->ask.span = (struct date){ INT32_MIN, INT32_MAX };
	if (j->l->from.n > 0) {
		if (!date_parse(j->l->from, &d))
			return why_set(&j->why, ERR_INPUT, "--since is a date "
			    "such as 2024 or 2024-03-01");
		j->ask.span.lo = d.lo;
	}
	if (j->l->to.n > 0) {
		if (!date_parse(j->l->to, &d))
			return why_set(&j->why, ERR_INPUT, "--to is a date "
			    "such as 2024 or 2024-03-01");
		j->ask.span.hi = d.hi;
	}
	return ERR_OK;
}

static enum err
ask_read(struct coded_job *j)
{
	struct cmd_line *l = j->l;
	enum err e = cmd_reader(l, &j->r, &j->why);

	if (e == ERR_OK)
		e = partners_read(j);
	if (e == ERR_OK)
		e = span_read(j);
	if (l->partner.n > 0)
		j->ask.only = codes_set(j->arena, l->partner);
	if (l->roots.n > 0)
		j->ask.roots = codes_set(j->arena, l->roots);
	j->ask.alone = l->all;
	j->ask.lang = l->language;
	return e == ERR_OK ? codes_known(j) : e;
}

/* Faults. */

static void
fault_say(struct coded_job *j, size_t line, struct str column,
    const char *words)
{
	if (j->l->json) {
		buf_text(&j->said, j->said.n > 0 ? ",{\"file\":"
		    : "{\"file\":");
		buf_json(&j->said, str_of(j->path));
		buf_printf(&j->said, ",\"line\":%zu,\"column\":", line);
		buf_json(&j->said, column);
		buf_text(&j->said, ",\"why\":");
		buf_json(&j->said, str_of(words));
		buf_text(&j->said, "}");
	} else if (j->faults < FAULTS_SHOWN || j->l->all_faults) {
		cmd_say(j->l, "%s:%zu: %.*s%s%s", j->path, line, STRF(column),
		    column.n > 0 ? ": " : "", words);
	} else if (j->faults == FAULTS_SHOWN) {
		cmd_say(j->l, "%s: there are more faults like these; "
		    "--faults lists all", j->path);
	}
	j->faults++;
}

static void
item_fault(void *self, size_t line, const struct why *why)
{
	fault_say(self, line, STR(""), why->text);
}

/* Files. */

static enum err
intake_begin(struct coded_job *j, const struct coded_format *f)
{
	struct cmd_line *l = j->l;
	struct intake_ask ask = { .reader = j->r, .format = f,
		.label = l->label, .dry = l->dry_run, .fault = item_fault,
		.self = j };

	ask.note = l->note.n > 0 ? l->note : arena_printf(j->arena,
	    tr(l->language, "Imported from %s"), j->path);
	if (!l->json)
		cmd_say(l, "%.*s: %.*s\n  Licence: %.*s %.*s\n  Cite: %.*s",
		    STRF(f->name), STRF(tr_view(l->language, f->title)),
		    STRF(tr_view(l->language, f->licence)), STRF(f->url),
		    STRF(f->cite));
	return intake_open(&ask, &j->intake, &j->why);
}

static enum err
fate_take(struct coded_job *j, enum coded_fate fate)
{
	const struct coded_items *items = intake_items(j->intake);

	j->fate[fate]++;
	if (fate == CODED_FAULT)
		fault_say(j, items->line, items->column, items->why.text);
	return intake_put(j->intake, &j->why);
}

/* A line too long to be held is a fault of that line alone. */
static enum err
line_take(struct coded_job *j, enum err got, struct str line, size_t number)
{
	if (got == ERR_OK)
		return fate_take(j, coded_line(j->coded, line, number,
		    intake_items(j->intake)));
	j->fate[CODED_FAULT]++;
	fault_say(j, number, STR(""), j->why.text);
	j->why.text[0] = '\0';
	return ERR_OK;
}

static enum err
lines_take(struct coded_job *j, struct flow *f)
{
	struct cmd_progress bar;
	size_t limit = j->l->rows, number = 0;
	enum err e = ERR_OK;

	cmd_progress_begin(&bar, j->l, TR("reading lines"), 0);
	while (e == ERR_OK && (limit == 0 || j->fate[CODED_ITEMS] < limit)) {
		struct str line = { NULL, 0 };
		enum err got = flow_line(f, &line, &j->why);

		if (got == ERR_MISSING)
			break;
		number++;
		if (got != ERR_OK && got != ERR_LIMIT) {
			e = got;
			break;
		}
		if (number == 1) {
			const struct coded_format *format;

			e = coded_begin(j->coded, j->format, line, &format,
			    &j->why);
			if (e == ERR_OK)
				e = intake_begin(j, format);
		}
		if (e == ERR_OK)
			e = line_take(j, got, line, number);
		if (number % PROGRESS_LINES == 0)
			cmd_progress(&bar, number);
	}
	cmd_progress_end(&bar);
	if (e == ERR_OK && number == 0)
		e = why_set(&j->why, ERR_INPUT, "%s is empty", j->path);
	if (e == ERR_OK)
		e = fate_take(j, coded_end(j->coded, intake_items(j->intake)));
	j->fate[CODED_NOTHING] -= j->fate[CODED_NOTHING] > 0 &&
	    e == ERR_OK;
	j->rows += number;
	return e;
}

static void
count_take(struct coded_job *j)
{
	const struct intake_count *c = intake_count(j->intake);
	size_t n;
	struct str records = intake_records(j->intake, &n);

	j->count.added += c->added;
	j->count.changed += c->changed;
	j->count.same += c->same;
	j->count.apart += c->apart;
	j->count.fault += c->fault;
	j->recorded += n;
	if (records.n > 0)
		buf_printf(&j->records, "%s%.*s", j->records.n > 0 ? " " : "",
		    STRF(records));
}

static enum err
file_take(struct coded_job *j, const char *path)
{
	struct flow *f = NULL;
	enum err e;

	j->path = path;
	e = flow_open(path, &f, &j->why);
	if (e == ERR_OK)
		e = lines_take(j, f);
	if (e == ERR_OK)
		e = intake_end(j->intake, &j->why);
	if (j->intake != NULL)
		count_take(j);
	intake_close(j->intake);
	j->intake = NULL;
	flow_close(f);
	return e;
}

/* What came of it. */

static void
unknown_say(const struct coded_job *j)
{
	struct buf b CLEANUP(buf_free) = { .max = 4 * KIB };
	struct str name;
	size_t count;

	for (size_t i = 0; i < UNKNOWN_SHOWN &&
	    coded_unknown(j->coded, i, &name, &count); i++)
		buf_printf(&b, "%s%.*s (%zu)", i > 0 ? ", " : "", STRF(name),
		    count);
	if (b.n > 0)
		cmd_say(j->l, "No partner of the register: %.*s%s",
		    STRF(buf_view(&b)), coded_unknown(j->coded,
		    UNKNOWN_SHOWN, &name, &count) ? ", ..." : "");
}

static void
summary_say(const struct coded_job *j)
{
	const struct cmd_line *l = j->l;
	bool dry = l->dry_run;

	cmd_say(l, dry ? TR("%s lines: %s records to add, %s to change, %s as "
	    "they stand; %s rows not asked for, %s that say no act, %s about "
	    "nothing that is here, %s with faults.") : TR("%s lines: %s "
	    "records added, %s changed, %s as they stand; %s rows not asked "
	    "for, %s that say no act, %s about nothing that is here, %s with "
	    "faults."), cmd_count(l, j->rows), cmd_count(l, j->count.added),
	    cmd_count(l, j->count.changed), cmd_count(l, j->count.same),
	    cmd_count(l, j->fate[CODED_OUTSIDE]),
	    cmd_count(l, j->fate[CODED_NOTHING]),
	    cmd_count(l, j->count.apart), cmd_count(l, j->faults));
	unknown_say(j);
	if (!dry && j->recorded > 0 && j->recorded <= 8)
		cmd_say(l, "Undo with: comity undo %.*s",
		    STRF(buf_view(&j->records)));
	else if (!dry && j->recorded > 8)
		cmd_say(l, "It is %s changes; comity changes lists them for "
		    "undo.", cmd_count(l, j->recorded));
}

static int
summary_json(struct coded_job *j)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 * MIB };
	const struct {
		const char *key;
		size_t n;
	} part[] = { { "lines", j->rows }, { "added", j->count.added },
		{ "changed", j->count.changed }, { "same", j->count.same },
		{ "outside", j->fate[CODED_OUTSIDE] },
		{ "no_act", j->fate[CODED_NOTHING] },
		{ "apart", j->count.apart }, { "fault", j->faults } };

	buf_text(&b, "{\"source\":");
	format_json(&b, j->format);
	for (size_t i = 0; i < countof(part); i++)
		buf_printf(&b, ",\"%s\":%zu", part[i].key, part[i].n);
	buf_printf(&b, ",\"dry_run\":%s,\"faults\":[", j->l->dry_run ? "true"
	    : "false");
	buf_str(&b, buf_view(&j->said));
	buf_text(&b, "],\"records\":");
	buf_json(&b, buf_view(&j->records));
	buf_text(&b, "}\n");
	return b.err == ERR_OK && cmd_put(buf_view(&b)) ? CMD_DONE
	    : CMD_FAILED;
}

static int
files_take(struct coded_job *j)
{
	struct cmd_line *l = j->l;
	int status = CMD_DONE;
	enum err e = ask_read(j);

	j->coded = coded_new(&j->formats, &j->ask);
	for (size_t i = 0; e == ERR_OK && i < l->args; i++)
		e = file_take(j, arena_cstr(j->arena, l->arg[i]));
	if (e != ERR_OK && j->path != NULL && j->rows > 0 && !l->json)
		summary_say(j);
	if (e != ERR_OK)
		return cmd_fail(l, e, &j->why);
	if (l->json)
		status = summary_json(j);
	else
		summary_say(j);
	if (status != CMD_DONE || j->faults == 0)
		return status;
	return CMD_PARTLY;
}

int
cmd_import_coded(struct cmd_line *l)
{
	struct coded_job j = { .l = l, .arena = arena_new(256 * MIB),
		.why = cmd_why(l), .records = { .max = MIB },
		.said = { .max = 32 * MIB } };
	enum err e = coded_load(j.arena, &j.formats, &j.why);
	int status;

	if (e == ERR_OK && !l->formats)
		j.format = coded_named(&j.formats, l->format);
	if (e != ERR_OK)
		status = cmd_fail(l, e, &j.why);
	else if (l->formats)
		status = formats_list(&j);
	else if (j.format == NULL)
		status = cmd_usage(l, "there is no format \"%.*s\"; comity "
		    "import --formats lists them", STRF(l->format));
	else if (l->args == 0)
		status = cmd_usage(l, "say which file; - is standard input");
	else
		status = files_take(&j);
	coded_free(j.coded);
	if (j.r != NULL)
		reader_close(j.r);
	buf_free(&j.records);
	buf_free(&j.said);
	arena_free(j.arena);
	return status;
}
