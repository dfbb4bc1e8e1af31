#include "advise/entry.h"

#include "advise/words.h"
#include "base/plain.h"
#include "base/str.h"
#include "model/search.h"
#include "study/duplicate.h"

#include "base/banned.h"

enum {
	NEAR_MAX = 200    /* records compared with the one being entered */
};

static struct str
folded(struct arena *a, struct str s)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, 4 * MIB);
	plain_fold(&b, s);
	return arena_str(a, buf_view(&b));
}

static struct str
value_of(const struct change_field *f, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(f[i].name, name))
			return str_trim(f[i].value);
	return STR("");
}

/* ---- the title ---- */

/* What a value is called in a title. */
static struct str
title_word(struct reader *r, struct arena *a, const struct kind *k,
    struct str name, struct str value)
{
	const struct field *f = kind_field(k, name);
	const struct kind *found;
	struct str code, title;
	struct id id;

	if (f->type == FIELD_TERM)
		return find_term(r, a, f->list, value, "en");
	if (f->type != FIELD_REF)
		return value;
	if (find_id(r, a, value, f->targets == 1 ? f->target[0] : NULL, &id,
	    &found, NULL) == ERR_OK && find_name(r, a, id, &code, &title) ==
	    ERR_OK)
		return title;
	return value;
}

struct str
entry_title(struct reader *r, struct arena *a, const struct kind *k,
    const struct change_field *f, size_t n)
{
	struct str rest = k->made, before, name, out = { "", 0 };

	while (str_cut(rest, '{', &before, &rest)) {
		struct str value, word;

		if (!str_cut(rest, '}', &name, &rest))
			break;
		value = value_of(f, n, name);
		if (value.n == 0 && out.n == 0)
			return STR("");
		if (value.n == 0)
			continue;
		word = title_word(r, a, k, name, value);
		if (out.n > 0 && kind_field(k, name)->type == FIELD_TERM)
			word = words_small(a, word);
		out = arena_printf(a, "%.*s%.*s%.*s", STRF(out), STRF(before),
		    STRF(word));
	}
	return out;
}

/* ---- what is there already ---- */

struct likeness {
	struct reader *r;
	struct arena *a;
	const struct kind *k;
	const struct change_field *f;
	size_t n;
	struct entry_hit *hit;
	size_t hits;
	struct why *why;
};

static void
like_put(struct likeness *l, struct str code, struct str title,
    struct date when)
{
	for (size_t i = 0; i < l->hits; i++)
		if (str_eq(l->hit[i].code, code))
			return;
	if (l->hits < ENTRY_SIMILAR)
		l->hit[l->hits++] = (struct entry_hit){ code, title, when };
}

/* The day of records of the kind, and its partner; NULL where it has none. */
static const struct field *
day_field(const struct kind *k)
{
	return k->order != NULL && k->order->type == FIELD_DATE ? k->order :
	    NULL;
}

static struct date
row_day(const struct row *row, const struct field *f)
{
	const struct value *v = &row->value[kind_field_at(row->kind, f)];

	return v->type == VALUE_DATE ? v->date : (struct date){ 1, 0 };
}

static struct str
day_text(struct arena *a, int32_t day)
{
	struct buf CLEANUP(buf_free) b;

	buf_init(&b, KIB);
	date_format(&b, (struct date){ day, day });
	return arena_str(a, buf_view(&b));
}

/* Of the same partner, on days that meet. */
static enum err
like_near(struct likeness *l, struct str partner, struct date when)
{
	const struct field *day = day_field(l->k);
	struct str title = value_of(l->f, l->n, l->k->title->name);
	struct find_query q = { .kind = l->k, .limit = NEAR_MAX };
	struct duplicate_record mine = { STR("x"), when, title };
	struct rows_found found;
	enum err e;

	q.filter = arena_printf(l->a, "partner:\"%.*s\" %.*s>=%.*s "
	    "%.*s<=%.*s", STRF(partner), STRF(day->name),
	    STRF(day_text(l->a, when.lo - DUPLICATE_DAYS)), STRF(day->name),
	    STRF(day_text(l->a, when.hi + DUPLICATE_DAYS)));
	e = find_list(l->r, l->a, &q, &found, l->why);
	for (size_t i = 0; e == ERR_OK && i < found.n; i++) {
		struct row *row = &found.row[i];
		struct duplicate_record its = { STR("x"), row_day(row, day),
			find_title(l->r, l->a, row, "en") };

		if (duplicate_meets(&mine, &its) && duplicate_alike(l->a,
		    title, its.title) >= DUPLICATE_ALIKE) {
			struct str code, name;

			if (find_name(l->r, l->a, row->id, &code, &name) ==
			    ERR_OK)
				like_put(l, code, name, its.when);
		}
	}
	return e;
}

/* The same title but for case and marks. */
static enum err
like_called(struct likeness *l)
{
	struct str title = value_of(l->f, l->n, l->k->title->name), mine;
	struct hit *hit;
	size_t n = 0;
	enum err e;

	if (title.n == 0)
		return ERR_OK;
	mine = folded(l->a, title);
	e = search_find(l->r, l->a, title, l->k, ENTRY_SIMILAR, &hit, &n,
	    l->why);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		if (str_eq(mine, folded(l->a, hit[i].title)))
			like_put(l, hit[i].code, hit[i].title,
			    (struct date){ 1, 0 });
	return e;
}

enum err
entry_similar(struct reader *r, struct arena *a, const struct kind *k,
    const struct change_field *f, size_t n, struct entry_hit **out,
    size_t *hits, struct why *why)
{
	struct likeness l = { .r = r, .a = a, .k = k, .f = f, .n = n,
		.why = why };
	struct str partner = value_of(f, n, STR("partner")), day;
	enum err e = ERR_OK;
	struct date when;

	l.hit = arena_array(a, ENTRY_SIMILAR, sizeof(*l.hit));
	day = day_field(k) != NULL ? value_of(f, n, day_field(k)->name) :
	    STR("");
	if (partner.n > 0 && str_find(partner, STR("\"")) == SIZE_MAX &&
	    date_parse_human(day, r->today, &when)) {
		struct why aside = { .lang = NULL };
		const struct kind *found;
		struct id id;

		/* A partner that is not there has nothing alike. */
		if (find_id(r, a, partner, kind_named(&r->office->kinds,
		    STR("partner")), &id, &found, &aside) == ERR_OK)
			e = like_near(&l, partner, when);
	}
	if (e == ERR_OK)
		e = like_called(&l);
	*out = l.hit;
	*hits = l.hits;
	return e;
}
