#include "advise/learn.h"

#include <limits.h>

#include "advise/propose.h"
#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

enum { TEXTS_MAX = 2000, QUOTES_MAX = 50000, EXAMPLES_MAX = 20000 };

/* The passages of one text that became records. */
struct passage {
	size_t first, past;
	struct id about;
	struct passage *next;
};

struct learner {
	struct reader *r;
	struct arena *a;
	const struct gazetteer *g;
	struct str home;
	struct map *passages; /* label and document -> struct passage */
	struct learn_label *label;
	size_t labels;
	struct why *why;
};

static const struct value *
value_of(const struct row *row, const char *field)
{
	const struct field *f = kind_field(row->kind, str_of(field));

	ALWAYS(f != NULL);
	return &row->value[kind_field_at(row->kind, f)];
}

static struct str
key_of(struct learner *l, struct str label, struct id document)
{
	return arena_printf(l->a, "%.*s %.*s", STRF(label),
	    STRF(id_str(l->a, document)));
}

static enum err
rows_of(struct learner *l, const char *kind, size_t most,
    struct rows_found *out)
{
	struct find_query q = { .kind = kind_named(&l->r->office->kinds,
	    str_of(kind)), .limit = most };

	ALWAYS(q.kind != NULL);
	return find_list(l->r, l->a, &q, out, l->why);
}

static enum err
passages_find(struct learner *l)
{
	struct rows_found found;
	enum err e = rows_of(l, "quote", QUOTES_MAX, &found);

	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		const struct row *row = &found.row[i];
		struct passage *p = arena_alloc(l->a, sizeof(*p));
		const struct value *document = value_of(row, "document");
		struct str key;

		if (document->type != VALUE_REF)
			continue;
		key = key_of(l, row->label, document->ref);
		p->first = (size_t)value_of(row, "first")->i;
		p->past = (size_t)value_of(row, "past")->i;
		p->about = value_of(row, "about")->ref;
		p->next = map_get(l->passages, key);
		(void)map_put(l->passages, key, p);
	}
	return e;
}

static struct learn_label *
label_of(struct learner *l, struct str label)
{
	for (size_t i = 0; i < l->labels; i++)
		if (str_eq(l->label[i].label, label))
			return &l->label[i];
	l->label = arena_grow(l->a, l->label, l->labels, sizeof(*l->label));
	l->label[l->labels].label = label;
	return &l->label[l->labels++];
}

static const char *
kind_of(enum reading_kind k)
{
	return k == READING_DIRECTIVE ? "clause" : k == READING_COMMITMENT
	    ? "commitment" : k == READING_ACTIVITY ? "activity" : "event";
}

/* Whether ${x} became a record; ${changed} when that says it otherwise. */
static bool
was_taken(struct learner *l, const struct passage *p,
    const struct reading_item *x, bool *changed)
{
	for (; p != NULL; p = p->next) {
		const struct kind *kind;
		struct str code, title;
		struct id id;

		if (p->first != x->begin || p->past != x->end ||
		    find_id(l->r, l->a, id_str(l->a, p->about), NULL, &id,
		    &kind, NULL) != ERR_OK ||
		    !str_is(kind->name, kind_of(x->kind)))
			continue;
		*changed = x->kind != READING_EVENT && find_name(l->r, l->a,
		    id, &code, &title) == ERR_OK && !str_starts(x->text,
		    str_head(title, 60));
		return true;
	}
	return false;
}

static bool
is_offered(const struct reading_item *x, bool events)
{
	return x->kind == READING_DIRECTIVE || x->kind == READING_COMMITMENT ||
	    x->kind == READING_ACTIVITY ||
	    (x->kind == READING_EVENT && events);
}

/* The proposals of a text that is stored, and which of them were taken. */
static void
examples_add(struct learner *l, struct learn_label *to,
    const struct reading *r, const struct passage *p)
{
	bool events = false, changed = false;

	for (size_t i = 0; i < r->items; i++)
		events |= r->item[i].kind == READING_EVENT &&
		    was_taken(l, p, &r->item[i], &changed);
	for (size_t i = 0; i < r->items; i++) {
		struct rank_example *e;

		if (!is_offered(&r->item[i], events))
			continue;
		to->example = arena_grow(l->a, to->example, to->examples,
		    sizeof(*to->example));
		e = &to->example[to->examples++];
		changed = false;
		rank_features(&r->item[i], &e->features);
		e->taken = was_taken(l, p, &r->item[i], &changed);
		e->group = (unsigned)to->texts;
		to->corrected += changed;
	}
	to->texts++;
}

static enum err
text_learn(struct learner *l, const struct row *row)
{
	const struct passage *p = map_get(l->passages, key_of(l, row->label,
	    row->id));
	const struct value *date = value_of(row, "date");
	struct reading_opts opts = { .format = READING_TEXT,
		.lang = value_of(row, "language")->text, .home = l->home };
	struct arena *scratch;
	struct reading r;
	struct why ignored = { 0 };
	struct learn_label *to;

	if (p == NULL || value_of(row, "text")->text.n == 0)
		return ERR_OK;
	to = label_of(l, row->label);
	if (to->texts >= TEXTS_MAX || to->examples >= EXAMPLES_MAX)
		return why_set(l->why, ERR_LIMIT, "there are more texts than "
		    "can be learnt from at once");
	opts.has_date = date->type == VALUE_DATE;
	opts.date = date->date;
	scratch = arena_new(512 * MIB);
	if (reading_of(scratch, l->g, value_of(row, "text")->text, STR(""),
	    &opts, &r, &ignored) == ERR_OK)
		examples_add(l, to, &r, p);
	arena_free(scratch);
	return ERR_OK;
}

enum err
learn_labels(struct reader *r, struct arena *a, const struct gazetteer *g,
    struct learn_label **out, size_t *n, struct why *why)
{
	struct learner l = { .r = r, .a = a, .g = g, .why = why,
		.passages = map_new(a), .home = propose_home(r, a) };
	struct rows_found found;
	enum err e = passages_find(&l);

	if (e == ERR_OK)
		e = rows_of(&l, "document", TEXTS_MAX, &found);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++)
		e = text_learn(&l, &found.row[i]);
	for (size_t i = 0; e == ERR_OK && i < l.labels; i++) {
		struct learn_label *x = &l.label[i];

		x->scored = rank_score(a, x->example, x->examples, &x->score);
		rank_train(x->example, x->examples, UINT_MAX, &x->rank);
	}
	*out = l.label;
	*n = l.labels;
	return e;
}

struct str
learn_path(struct arena *a, const struct office *o, struct str label)
{
	return arena_printf(a, "%.*s/rank-%.*s.csv", STRF(o->dir),
	    STRF(id_str(a, id_of_name(STR("rank"), label))));
}

enum err
learn_save(struct world *w, struct arena *a, const struct office *o,
    const struct learn_label *l, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	char *path = arena_cstr(a, learn_path(a, o, l->label));
	enum err e;

	rank_write(&b, &l->rank);
	e = b.err != ERR_OK ? b.err : w->write_file(w, path, buf_view(&b),
	    0600);
	return e == ERR_OK ? e : why_set(why, e, "%s cannot be written",
	    path);
}

const struct rank *
learn_load(struct world *w, struct arena *a, const struct office *o,
    struct str label)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct rank *r = arena_alloc(a, sizeof(*r));

	if (w->read_file(w, arena_cstr(a, learn_path(a, o, label)), &b) !=
	    ERR_OK || !rank_read(buf_view(&b), r))
		return NULL;
	return r;
}
