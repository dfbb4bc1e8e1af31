#include "model/fold_thing.h"

#include <stdlib.h>

#include "base/str.h"
#include "model/find.h"

#include "base/banned.h"

enum { COLUMNS_MAX = 4 + 2 * KIND_FIELDS_MAX };

/* The row statements of one kind in one partition. */
struct fold_texts {
	struct str insert, close, erase;
};

int64_t
fold_instant(uint64_t hlc)
{
	return hlc >= INT64_MAX ? INT64_MAX - 1 : (int64_t)hlc;
}

struct str
fold_id(const char id[static ID_TEXT + 1])
{
	return (struct str){ id, ID_TEXT };
}

static struct str
text_made(struct arena *a, const struct kind *k, int part,
    void (*make)(struct buf *, const struct kind *, int))
{
	struct buf b CLEANUP(buf_free) = { .max = FOLD_SQL_MAX };

	make(&b, k, part);
	ALWAYS(b.err == ERR_OK);
	return arena_str(a, buf_view(&b));
}

static const struct fold_texts *
texts_of(struct fold *f, const struct kind *k, int part)
{
	ALWAYS(part >= 0 && part < FOLD_PARTS);
	return &f->texts[part][k - f->ks->kind];
}

void
fold_texts(struct fold *f, int part)
{
	ALWAYS(part >= 0 && part < FOLD_PARTS);
	if (f->texts[part] != NULL)
		return;
	f->texts[part] = arena_array(f->a, f->ks->n, sizeof(struct fold_texts));
	for (size_t i = 0; i < f->ks->n; i++) {
		const struct kind *k = &f->ks->kind[i];
		struct fold_texts *t = &f->texts[part][i];

		t->insert = text_made(f->a, k, part, find_sql_insert);
		t->close = text_made(f->a, k, part, find_sql_close);
		t->erase = text_made(f->a, k, part, find_sql_erase);
	}
}

/* Versions. */

/* A value of another type than its field's does not reach the table. */
static bool
fits(const struct field *f, const struct value *v)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_TERM:
		return v->type == VALUE_TEXT;
	case FIELD_INT:
	case FIELD_FLAG:
		return v->type == VALUE_INT;
	case FIELD_NUMBER:
		return v->type == VALUE_NUMBER;
	case FIELD_DATE:
		return v->type == VALUE_DATE;
	case FIELD_REF:
		return v->type == VALUE_REF;
	}
	return false;
}

static enum err
held_load(struct fold_thing *t, int64_t until)
{
	struct arena *a = t->fold->a;
	int64_t first = t->kind->number * KIND_FIELDS_MAX;
	struct rows *r;
	enum err e = db_query(t->db, t->part, STMT_OP_LIST,
	    ARGS(V_TEXT(fold_id(t->id)), V_INT(first),
	    V_INT(first + KIND_FIELDS_MAX), V_INT(until)), &r, t->why);

	t->n = 0;
	while (e == ERR_OK && db_next(r)) {
		const struct kind *k;
		const struct field *f;
		struct fold_held *h;
		struct str s;

		if (!kind_of_op(t->fold->ks, (uint16_t)db_int(r, 0), &k, &f))
			continue;
		t->held = arena_grow(a, t->held, t->n, sizeof(*h));
		h = &t->held[t->n++];
		h->field = (uint16_t)kind_field_at(k, f);
		h->hlc = db_int(r, 1);
		h->until = db_int(r, 4);
		s = arena_str(a, db_blob(r, 5));
		if (!value_decode(&s, &h->value))
			e = why_set(t->why, ERR_CORRUPT, "an operation on %s "
			    "cannot be read; rebuild the tables", t->id);
		if (!fits(f, &h->value))
			h->value = VALUE_EMPTY;
	}
	if (e == ERR_OK)
		return db_end(r);
	(void)db_end(r);
	return e;
}

bool
fold_state(const struct fold_thing *t, int64_t hlc, const struct value **state)
{
	bool contested = false;

	for (size_t i = 0; i < t->kind->fields; i++)
		state[i] = NULL;
	for (size_t i = 0; i < t->n; i++) {
		const struct fold_held *h = &t->held[i];

		if (h->hlc > hlc || h->until <= hlc)
			continue;
		if (state[h->field] != NULL &&
		    !value_eq(state[h->field], &h->value))
			contested = true;
		state[h->field] = &h->value;
	}
	return contested;
}

static size_t
bind_value(const struct field *f, const struct value *v, struct arena *a,
    struct val *out)
{
	size_t n = f->type == FIELD_DATE ? 2 : 1;

	out[0] = out[n - 1] = V_NULL;
	if (v == NULL)
		return n;
	switch (v->type) {
	case VALUE_TEXT:
		out[0] = V_TEXT(v->text);
		break;
	case VALUE_INT:
		out[0] = V_INT(v->i);
		break;
	case VALUE_NUMBER:
		out[0] = V_REAL(v->number);
		break;
	case VALUE_DATE:
		out[0] = V_INT(v->date.lo);
		out[1] = V_INT(v->date.hi);
		break;
	case VALUE_REF:
		out[0] = V_TEXT(id_str(a, v->ref));
		break;
	case VALUE_NONE:
	case VALUE__MAX:
		break;
	}
	return n;
}

static enum err
version_add(const struct fold_thing *t, int64_t from, int64_t to)
{
	const struct value *state[KIND_FIELDS_MAX] = { NULL };
	struct val args[COLUMNS_MAX];
	size_t n = 4;

	args[3] = V_INT(fold_state(t, from, state) ? 1 : 0);
	args[0] = V_TEXT(fold_id(t->id));
	args[1] = V_INT(from);
	args[2] = V_INT(to);
	for (size_t i = 0; i < t->kind->fields; i++)
		n += bind_value(&t->kind->field[i], state[i], t->fold->a,
		    &args[n]);
	return db_compose(t->db, DB_TABLE,
	    texts_of(t->fold, t->kind, t->part)->insert, args, n, NULL, t->why);
}

static int
instant_cmp(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The instants at which the thing has versions, in order, each once. */
static size_t
instants(const struct fold_thing *t, int64_t **out)
{
	int64_t *at = arena_array(t->fold->a, t->n, sizeof(*at));
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		at[i] = t->held[i].hlc;
	if (t->n > 1)
		qsort(at, t->n, sizeof(*at), instant_cmp);
	for (size_t i = 0; i < t->n; i++)
		if (n == 0 || at[n - 1] != at[i])
			at[n++] = at[i];
	*out = at;
	return n;
}

enum err
fold_next(struct fold_thing *t, int64_t hlc, bool first, bool worded)
{
	enum err e = held_load(t, worded ? 0 : hlc);
	int64_t *at;
	size_t n;

	if (e == ERR_OK && !first)
		e = db_compose(t->db, DB_TABLE,
		    texts_of(t->fold, t->kind, t->part)->close,
		    ARGS(V_INT(hlc), V_TEXT(fold_id(t->id))), NULL, t->why);
	if (e == ERR_OK)
		e = version_add(t, hlc, FOLD_FOREVER);
	if (e != ERR_OK || !worded)
		return e;
	n = instants(t, &at);
	return fold_words_next(t, at, n);
}

enum err
fold_make(struct fold_thing *t)
{
	int64_t *at;
	size_t n;
	enum err e = held_load(t, 0);

	if (e != ERR_OK)
		return e;
	n = instants(t, &at);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		e = version_add(t, at[i], i + 1 < n ? at[i + 1] : FOLD_FOREVER);
	return e == ERR_OK ? fold_words(t, at, n, FOLD_MAKE) : e;
}

enum err
fold_erase(struct fold_thing *t)
{
	int64_t *at;
	size_t n;
	enum err e = held_load(t, 0);

	if (e != ERR_OK)
		return e;
	n = instants(t, &at);
	e = fold_words(t, at, n, FOLD_ERASE);
	return e != ERR_OK ? e : db_compose(t->db, DB_TABLE,
	    texts_of(t->fold, t->kind, t->part)->erase,
	    ARGS(V_TEXT(fold_id(t->id))), NULL, t->why);
}
