#include "advise/words.h"

#include <string.h>

#include "advise/path.h"
#include "base/map.h"
#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

void
words_init(struct words *w, struct reader *r, struct arena *a,
    const char *lang)
{
	*w = (struct words){ .r = r, .a = a, .lang = lang ? lang : "en",
		.term = map_new(a), .name = map_new(a) };
}

bool
words_vi(const struct words *w)
{
	return tr_is_vi(w->lang);
}

const struct kind *
words_kind(const struct words *w, const char *name)
{
	const struct kind *k = kind_named(&w->r->office->kinds, str_of(name));

	ALWAYS(k != NULL);
	return k;
}

struct str
words_one(const struct words *w, const struct kind *k)
{
	return find_kind_one(w->r, w->a, k, w->lang);
}

struct str
words_many(const struct words *w, const struct kind *k)
{
	return find_kind_many(w->r, w->a, k, w->lang);
}

struct str
words_field(const struct words *w, const struct field *f)
{
	return find_field_name(w->r, w->a, f, w->lang);
}

struct str
words_term(struct words *w, struct str list, struct str code)
{
	struct str key, *known;

	if (code.n == 0)
		return code;
	key = arena_printf(w->a, "%.*s/%.*s", STRF(list), STRF(code));
	known = map_get(w->term, key);
	if (known != NULL)
		return *known;
	known = arena_alloc(w->a, sizeof(*known));
	*known = find_term(w->r, w->a, list, code, w->lang);
	(void)map_put(w->term, key, known);
	return *known;
}

enum report_tone
words_tone(struct str code)
{
	static const struct {
		const char *code;
		enum report_tone tone;
	} t[] = {
		{ "overdue", TONE_BAD }, { "rotating", TONE_WARN },
		{ "deployed", TONE_OK }, { "preparing", TONE_INFO },
		{ "attending", TONE_INFO }, { "ahead", TONE_INFO },
		{ "late", TONE_BAD }, { "not-kept", TONE_BAD },
		{ "expired", TONE_BAD }, { "lapsed", TONE_BAD },
		{ "undated", TONE_WARN }, { "held", TONE_WARN },
		{ "blocked", TONE_WARN }, { "expiring", TONE_WARN },
		{ "postponed", TONE_WARN }, { "suspended", TONE_WARN },
		{ "kept", TONE_OK }, { "reported", TONE_OK },
		{ "closed", TONE_OK }, { "done", TONE_OK },
		{ "in-force", TONE_OK }, { "active", TONE_OK },
		{ "approved", TONE_OK }, { "planned", TONE_INFO },
		{ "claimed", TONE_INFO }, { "in-progress", TONE_INFO },
		{ "underway", TONE_INFO }, { "open", TONE_INFO },
		{ "signed", TONE_INFO }, { "scheduled", TONE_INFO },
		{ "proposed", TONE_INFO }
	};
	size_t i;

	for (i = 0; i < countof(t); i++) {
		if (str_is(code, t[i].code))
			return t[i].tone;
	}
	return TONE_MUTED;
}

struct report_cell
words_status(struct words *w, const struct kind *k, struct str code)
{
	/* A session that was held has nothing to report, nor a course. */
	bool held = str_is(code, "held") && (str_is(k->name, "session") ||
	    str_is(k->name, "qualification"));

	if (code.n == 0 || k->derives == 0)
		return (struct report_cell){ 0 };
	return (struct report_cell){ .type = CELL_CHIP,
		.text = words_term(w, k->derive[0].list, code),
		.tone = held ? TONE_OK : words_tone(code) };
}

struct report_cell
words_record(struct words *w, const struct kind *k, struct str id,
    struct str code, struct str words)
{
	struct str name = code.n > 0 ? code : id;

	return report_link(words.n > 0 ? words : name,
	    path_record(w->a, k, name));
}

static struct report_cell
ref_found(struct words *w, struct str text)
{
	struct report_cell c = { 0 };
	const struct kind *k;
	struct str code, title;
	struct id id;

	if (!id_parse(text, &id))
		return c;
	k = find_kind(w->r, id);
	if (k == NULL || find_name_in(w->r, w->a, id, w->lang, &code,
	    &title) != ERR_OK)
		return c;
	c = words_record(w, k, text, code, title);
	if (str_is(k->name, "partner") && code.n > 0 && code.n < ID_TEXT) {
		c.type = CELL_ISO;
		c.text = code;
	}
	return c;
}

struct report_cell
words_ref(struct words *w, struct str id)
{
	struct report_cell *known;

	if (id.n == 0)
		return (struct report_cell){ 0 };
	known = map_get(w->name, id);
	if (known != NULL)
		return *known;
	known = arena_alloc(w->a, sizeof(*known));
	*known = ref_found(w, id);
	(void)map_put(w->name, arena_str(w->a, id), known);
	return *known;
}

struct report_cell
words_date(struct words *w, struct date d)
{
	struct report_cell c = { .type = CELL_DATE };
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	if (d.lo > d.hi)
		return c;
	date_format(&b, d);
	c.text = arena_str(w->a, buf_view(&b));
	return c;
}

struct str
words_day(struct words *w, int32_t day)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	date_say(&b, w->lang, (struct date){ day, day });
	return arena_str(w->a, buf_view(&b));
}

struct report_cell
words_value(struct words *w, const struct field *f, const struct value *v)
{
	struct report_cell c = { 0 };

	if (v->type == VALUE_NONE)
		return c;
	if (v->type == VALUE_REF)
		return words_ref(w, id_str(w->a, v->ref));
	if (v->type == VALUE_DATE)
		return words_date(w, v->date);
	if (f->type == FIELD_TERM) {
		c.text = words_term(w, f->list, v->text);
		return c;
	}
	c.text = find_text(w->r, w->a, f, v, w->lang);
	if (f->type == FIELD_INT || f->type == FIELD_NUMBER) {
		c.type = CELL_NUMBER;
		c.number = v->type == VALUE_INT ? (double)v->i : v->number;
	}
	return c;
}

const struct value *
words_value_of(const struct row *row, const char *name)
{
	static const struct value none = { .type = VALUE_NONE };
	const struct field *f = kind_field(row->kind, str_of(name));

	return f == NULL ? &none : &row->value[kind_field_at(row->kind, f)];
}

struct str
words_code(struct words *w, const struct row *row)
{
	const struct value *v = words_value_of(row, "code");

	return v->type == VALUE_TEXT ? v->text : id_str(w->a, row->id);
}

struct str
words_title(struct words *w, const struct row *row)
{
	struct str title = row->kind->title != NULL ?
	    find_title(w->r, w->a, row, w->lang) : STR("");

	return title.n > 0 ? title : words_code(w, row);
}

struct str
words_number(struct words *w, int64_t n)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	tr_count(&b, w->lang, n);
	return arena_str(w->a, buf_view(&b));
}

struct str
words_count(struct words *w, int64_t n, const char *one, const char *many)
{
	return arena_printf(w->a, "%s %s", words_number(w, n).p,
	    tr_n(w->lang, one, many, n));
}

struct str
words_small(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	struct str rest = s;
	uint32_t first;

	if (s.n < 2 || (s.p[1] >= 'A' && s.p[1] <= 'Z'))
		return s;
	first = str_utf8(&rest);
	buf_utf8(&b, plain_lower(first));
	return arena_printf(a, "%.*s%.*s", STRF(buf_view(&b)), STRF(rest));
}

struct str
words_cut(struct words *w, struct str s, size_t n)
{
	size_t i;

	if (s.n <= n)
		return s;
	for (i = n; i > n / 2 && s.p[i] != ' '; i--)
		;
	return arena_printf(w->a, "%.*s…", STRF(str_trim(str_head(s, i))));
}

void
words_label(struct words *w, struct str label)
{
	const struct office_part *p = office_part_named(w->r->office, label);

	if (p != NULL)
		w->parts |= UINT64_C(1) << p->part;
}

/* Whether some other partition that was read tells more than ${p}. */
static bool
is_below(const struct words *w, const struct office_part *p)
{
	const struct office *o = w->r->office;
	size_t i;

	for (i = 0; i < o->parts; i++) {
		const struct office_part *q = &o->part[i];

		if (q != p && (w->parts >> q->part & 1) != 0 &&
		    label_dominates(&o->scheme, q->expr, p->expr))
			return true;
	}
	return false;
}

static struct str
marking(struct words *w)
{
	const struct office *o = w->r->office;
	struct str text = { "", 0 };
	size_t i;

	for (i = 0; i < o->parts; i++) {
		const struct office_part *p = &o->part[i];

		if ((w->parts >> p->part & 1) == 0 || is_below(w, p))
			continue;
		text = text.n == 0 ? p->label : arena_printf(w->a,
		    "%.*s + %.*s", STRF(text), STRF(p->label));
	}
	return text;
}

void
words_head(struct words *w, struct report *r)
{
	r->lang = w->lang;
	r->marking = marking(w);
	r->demo = w->r->office->demo;
	if (!w->r->now)
		r->as_of = words_date(w, (struct date){ w->r->today,
		    w->r->today }).text;
}
