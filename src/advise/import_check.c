#include "advise/import_check.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"
#include "model/search.h"

#include "base/banned.h"

enum { NAME_MAX = 200, CANDIDATES = 40 };

struct look {
	struct reader *r;
	struct arena *a;
	const struct import *im;
	const char *lang;
	struct import_checked *out;
	struct row *stands; /* of the record that the row is, or NULL */
	size_t standing;
	size_t errors, changes;
};

/* ---- cells ---- */

static enum err
ref_check(struct look *c, const struct field *f, struct str cell,
    struct value *v, struct import_said *said)
{
	const struct kind *found;
	struct why why = { .lang = c->lang };
	enum err e = ERR_MISSING;

	v->type = VALUE_REF;
	for (size_t i = 0; e == ERR_MISSING && i < f->targets; i++)
		e = find_id(c->r, c->a, cell, f->target[i], &v->ref, &found,
		    &why);
	if (f->targets == 0)
		e = find_id(c->r, c->a, cell, NULL, &v->ref, &found, &why);
	if (e == ERR_OK)
		return ERR_OK;
	if (e != ERR_MISSING && e != ERR_INPUT)
		return e;
	said->unknown = e == ERR_MISSING;
	said->error = e == ERR_INPUT ? arena_printf(c->a, "%s", why.text)
	    : tr_str(c->lang, "There is no such record.");
	return ERR_OK;
}

static void
term_check(struct look *c, const struct field *f, struct str cell,
    struct import_said *said)
{
	if (import_knows(c->im, c->a, f, cell))
		return;
	said->unknown = true;
	said->error = tr_str(c->lang, "This word is not in the list.");
}

/* The facet that has the field, of those that stand. */
static const struct value *
standing(const struct look *c, const struct field *f)
{
	size_t at = kind_field_at(c->im->kind, f);

	for (size_t i = 0; i < c->standing; i++)
		if (c->stands[i].value[at].type != VALUE_NONE)
			return &c->stands[i].value[at];
	return NULL;
}

static struct str
text_of(struct look *c, const struct field *f, const struct value *v)
{
	struct buf b CLEANUP(buf_free) = { .max = KIND_LONG_MAX };

	if (f->type == FIELD_REF || f->type == FIELD_TERM)
		return find_text(c->r, c->a, f, v, c->lang);
	value_text(&b, v);
	return arena_str(c->a, buf_view(&b));
}

static void
change_note(struct look *c, const struct field *f, const struct value *v,
    struct import_said *said)
{
	const struct value *was = standing(c, f);

	if (c->standing == 0 || (was != NULL && value_eq(was, v)))
		return;
	said->changes = true;
	said->was = was != NULL ? text_of(c, f, was) : STR("");
	c->changes++;
}

static enum err
cell_check(struct look *c, size_t row, size_t column)
{
	const struct field *f = c->im->field[column];
	struct import_said *said = &c->out->said[column];
	struct str cell = import_cell(c->im, c->a, row, column);
	struct value v = VALUE_EMPTY;
	struct why why = { .lang = c->lang };
	enum err e = ERR_OK;

	if (f == NULL || cell.n == 0)
		return ERR_OK;
	if (f->type == FIELD_REF)
		e = ref_check(c, f, cell, &v, said);
	else if (kind_value(f, cell, c->r->today, &v, &why) != ERR_OK)
		said->error = arena_printf(c->a, "%s", why.text);
	else if (f->type == FIELD_TERM)
		term_check(c, f, cell, said);
	if (e == ERR_OK && said->error.n == 0)
		change_note(c, f, &v, said);
	c->errors += said->error.n > 0;
	return e;
}

/* ---- the row ---- */

static bool
has(const struct change_item *item, struct str name)
{
	for (size_t i = 0; i < item->fields; i++)
		if (str_eq(item->field[i].name, name))
			return true;
	return false;
}

static void
missing_check(struct look *c)
{
	const struct kind *k = c->im->kind;

	for (size_t i = 0; i < k->fields; i++) {
		const struct field *f = &k->field[i];

		if (!f->required || has(&c->out->item, f->name))
			continue;
		c->errors++;
		c->out->message = arena_printf(c->a, tr(c->lang,
		    "%.*s is missing."), STRF(tr_is_vi(c->lang) ? f->vi
		    : f->en));
		return;
	}
}

/* A new record that is called as one that is there: look at it. */
static enum err
twin_check(struct look *c, struct why *why)
{
	const struct kind *k = c->im->kind;
	struct find_query q = { .kind = k, .limit = CANDIDATES };
	struct rows_found found;
	struct str title = { "", 0 };
	enum err e;

	for (size_t i = 0; k->title != NULL && i < c->out->item.fields; i++)
		if (str_eq(c->out->item.field[i].name, k->title->name))
			title = c->out->item.field[i].value;
	if (title.n == 0 || title.n > NAME_MAX ||
	    memchr(title.p, '"', title.n) != NULL)
		return ERR_OK;
	q.filter = arena_printf(c->a, "%.*s:\"%.*s\"", STRF(k->title->name),
	    STRF(title));
	e = find_list(c->r, c->a, &q, &found, why);
	/* A filter finds parts of names as well. */
	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		const struct value *v = &found.row[i].value[kind_field_at(k,
		    k->title)];
		struct str code, name;

		if (v->type != VALUE_TEXT || !str_eq(v->text, title) ||
		    find_name(c->r, c->a, found.row[i].id, &code, &name) !=
		    ERR_OK)
			continue;
		c->out->fate = BATCH_WARNING;
		c->out->message = arena_printf(c->a, tr(c->lang,
		    "There is one of this name already: %.*s."), STRF(code));
		break;
	}
	return e;
}

/* The same thing twice in one table: which of the two holds? */
static void
twin_row_check(struct look *c, size_t row)
{
	size_t twin = import_twin(c->im, c->a, row);

	if (twin == 0)
		return;
	c->errors++;
	c->out->message = arena_printf(c->a, tr(c->lang,
	    "Row %zu is the same record."), twin);
}

static enum err
row_known(struct look *c, struct why *why)
{
	struct id id;

	if (c->out->target.n == 0 || !id_parse(c->out->target, &id))
		return ERR_OK;
	return find_row(c->r, c->a, c->im->kind, id, &c->stands, &c->standing,
	    why);
}

enum err
import_check(struct reader *r, struct arena *a, const struct import *im,
    size_t row, const char *lang, struct import_checked *out,
    struct why *why)
{
	struct look c = { .r = r, .a = a, .im = im, .lang = lang,
		.out = out };
	struct why row_why = { .lang = lang };
	enum err e;

	*out = (struct import_checked){ .fate = BATCH_EMPTY };
	out->said = arena_array(a, im->sheet.columns, sizeof(*out->said));
	if (import_empty(im, row))
		return ERR_OK;
	e = import_row(r, a, im, row, &out->item, &row_why);
	if (e == ERR_INPUT || e == ERR_MISSING) {
		out->fate = BATCH_FAULT;
		out->message = arena_printf(a, "%s", row_why.text);
		return ERR_OK;
	}
	if (e != ERR_OK)
		return why_set(why, e, "%s", row_why.text);
	out->target = out->item.target;
	e = row_known(&c, why);
	for (size_t i = 0; e == ERR_OK && i < im->sheet.columns; i++)
		e = cell_check(&c, row, i);
	if (e != ERR_OK)
		return e;
	if (out->target.n == 0)
		missing_check(&c);
	twin_row_check(&c, row);
	out->fate = c.errors > 0 ? BATCH_FAULT : out->target.n == 0
	    ? BATCH_NEW : c.changes > 0 || has(&out->item, STR("withdrawn"))
	    ? BATCH_CHANGED : BATCH_SAME;
	/* What has a number is no twin; names are not indexed besides. */
	return out->fate == BATCH_NEW && str_trim(sheet_cell(&im->sheet, row,
	    im->external)).n == 0 && str_trim(sheet_cell(&im->sheet, row,
	    im->code)).n == 0 ? twin_check(&c, why) : ERR_OK;
}

/* ---- guesses ---- */

/* The plain letters of a name, without blanks. */
static size_t
plain_of(struct str s, char *to)
{
	struct buf b CLEANUP(buf_free) = { .max = NAME_MAX };
	size_t n = 0;

	plain_fold(&b, str_head(s, NAME_MAX));
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] != ' ' && b.p[i] != '-' && b.p[i] != '.')
			to[n++] = b.p[i];
	return n;
}

/* How many letters are to be put in, taken out or exchanged. */
static size_t
distance(struct str s, struct str t)
{
	char x[NAME_MAX], y[NAME_MAX];
	size_t line[NAME_MAX + 1], n = plain_of(s, x), m = plain_of(t, y);

	for (size_t j = 0; j <= m; j++)
		line[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t corner = line[0];

		line[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t keep = line[j], best = corner +
			    (x[i - 1] != y[j - 1]);

			best = line[j] + 1 < best ? line[j] + 1 : best;
			best = line[j - 1] + 1 < best ? line[j - 1] + 1 : best;
			corner = keep;
			line[j] = best;
		}
	}
	return line[m];
}

/* A name that has the whole cell in it is near, whatever else it says. */
static size_t
nearness(struct str cell, struct str name)
{
	char x[NAME_MAX], y[NAME_MAX];
	size_t far = distance(cell, name), n = plain_of(cell, x);
	struct str in = { y, plain_of(name, y) };

	if (n > 2 && str_find(in, (struct str){ x, n }) != SIZE_MAX)
		return far < 2 ? far : 2;
	return far;
}

/* Those nearest so far, the nearest first. */
struct guesses {
	struct import_guess *out;
	size_t *far;
	size_t n, max;
};

static void
guess_put(struct guesses *g, struct str code, struct str title, size_t far)
{
	size_t at = g->n;

	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->out[i].code, code)) {
			if (far >= g->far[i])
				return;
			/* It is nearer by another of its names. */
			for (size_t k = i; k + 1 < g->n; k++) {
				g->out[k] = g->out[k + 1];
				g->far[k] = g->far[k + 1];
			}
			at = --g->n;
			break;
		}
	while (at > 0 && g->far[at - 1] > far)
		at--;
	if (at == g->max)
		return;
	if (g->n < g->max)
		g->n++;
	for (size_t k = g->n - 1; k > at; k--) {
		g->out[k] = g->out[k - 1];
		g->far[k] = g->far[k - 1];
	}
	g->out[at] = (struct import_guess){ code, title };
	g->far[at] = far;
}

static enum err
guess_terms(struct reader *r, struct arena *a, const struct field *f,
    struct str cell, struct guesses *g, struct why *why)
{
	static const char *const langs[] = { "en", "vi" };

	for (size_t l = 0; l < countof(langs); l++) {
		struct term *term;
		size_t n;
		enum err e = find_terms(r, a, f->list, langs[l], &term, &n,
		    why);

		if (e != ERR_OK)
			return e;
		for (size_t i = 0; i < n; i++)
			guess_put(g, term[i].code, term[i].name,
			    nearness(cell, term[i].name));
	}
	return ERR_OK;
}

static void
guess_states(struct arena *a, struct str cell, struct guesses *g)
{
	struct import_aliases at = { 0 };
	struct str code, name;

	while (import_alias(a, &at, &code, &name))
		guess_put(g, code, name, distance(cell, name));
}

/* By the words of the search, and by the names of all when they are few. */
static enum err
guess_refs(struct reader *r, struct arena *a, const struct kind *k,
    struct str cell, struct guesses *g, struct why *why)
{
	static const char *const names[] = { "name", "name_vi" };
	struct find_query q = { .kind = k, .limit = 500 };
	struct rows_found found;
	struct hit *hit;
	size_t n;
	enum err e = search_find(r, a, cell, k, CANDIDATES, &hit, &n, why);

	for (size_t i = 0; e == ERR_OK && i < n; i++)
		guess_put(g, hit[i].code, hit[i].title,
		    nearness(cell, hit[i].title));
	if (e == ERR_OK)
		e = find_list(r, a, &q, &found, why);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		for (size_t f = 0; f < countof(names); f++) {
			const struct row *row = &found.row[i];
			const struct field *of = kind_field(k,
			    str_of(names[f]));
			const struct field *code = kind_field(k, STR("code"));
			const struct value *v, *c;

			if (of == NULL || code == NULL)
				continue;
			v = &row->value[kind_field_at(k, of)];
			c = &row->value[kind_field_at(k, code)];
			if (v->type == VALUE_TEXT && c->type == VALUE_TEXT)
				guess_put(g, c->text, v->text, nearness(cell,
				    v->text));
		}
	if (e == ERR_OK && str_is(k->name, "partner"))
		guess_states(a, cell, g);
	return e;
}

enum err
import_guesses(struct reader *r, struct arena *a, const struct import *im,
    size_t column, struct str cell, size_t max, struct import_guess *out,
    size_t *n, struct why *why)
{
	const struct field *f = im->field[column];
	struct guesses g = { .out = out, .max = max,
		.far = arena_array(a, max, sizeof(size_t)) };
	enum err e = ERR_OK;

	*n = 0;
	if (f == NULL || cell.n > NAME_MAX)
		return ERR_OK;
	if (f->type == FIELD_TERM)
		e = guess_terms(r, a, f, cell, &g, why);
	for (size_t i = 0; e == ERR_OK && f->type == FIELD_REF &&
	    i < f->targets; i++)
		e = guess_refs(r, a, f->target[i], cell, &g, why);
	/* What is mostly other letters is no guess. */
	while (g.n > 0 && g.far[g.n - 1] * 2 > cell.n)
		g.n--;
	*n = g.n;
	return e;
}
