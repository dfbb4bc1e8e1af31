#include <string.h>

#include "base/assets.h"
#include "base/str.h"
#include "read/coded_part.h"

#include "base/banned.h"

enum { WORDS_MAX = 80 };

/* A description while it is read. */
struct parse {
	struct arena *arena;
	struct str file;
	size_t line;
	struct why *why;
	struct coded_format *format;
	struct coded_plan *plan;
	struct make *make; /* that lines with a blank in front belong to */
	struct str rest;   /* of the line behind its first word */
	struct str word[WORDS_MAX]; /* the others, quotation marks taken off */
	size_t words;
};

static enum err
bad(struct parse *p, const char *what, struct str word)
{
	return why_set(p->why, ERR_INPUT, "%.*s:%zu: %s \"%.*s\"",
	    STRF(p->file), p->line, what, STRF(word));
}

/* Words between blanks; "Event ID" is one. */
static bool
words_cut(struct parse *p, struct str s)
{
	p->words = 0;
	for (s = str_trim(s); s.n > 0 && p->words < WORDS_MAX;
	    s = str_trim(s)) {
		struct str *w = &p->word[p->words++];

		if (s.p[0] == '"') {
			if (!str_cut(str_from(s, 1), '"', w, &s))
				return false;
			continue;
		}
		(void)str_cut(s, ' ', w, &s);
	}
	return s.n == 0;
}

static size_t
column_known(const struct coded_plan *plan, struct str name)
{
	for (size_t i = 0; i < plan->columns; i++)
		if (str_eq(plan->column[i], name))
			return i;
	return SIZE_MAX;
}

/* A column that a line names; where files have heads it may be a new one. */
static size_t
column_use(struct parse *p, struct str name)
{
	struct coded_plan *plan = p->plan;
	size_t i = column_known(plan, name);

	if (i == SIZE_MAX && !plan->headless && name.n > 0 &&
	    plan->columns < PLAN_COLUMNS_MAX) {
		i = plan->columns++;
		plan->column[i] = name;
	}
	for (size_t k = 0; i != SIZE_MAX && k < plan->uses; k++)
		if (plan->use[k] == i)
			return i;
	if (i != SIZE_MAX)
		plan->use[plan->uses++] = i;
	return i;
}

static size_t
let_named(const struct coded_plan *plan, struct str name)
{
	for (size_t i = 0; i < plan->lets; i++)
		if (str_eq(plan->let_name[i], name))
			return i;
	return SIZE_MAX;
}

static bool
who_named(struct str s, size_t *at)
{
	static const char *const names[] = { "a", "b", "other" };

	for (size_t i = 0; i < countof(names); i++)
		if (str_is(s, names[i])) {
			*at = i;
			return true;
		}
	return false;
}

/* What stands between braces: {Column}, {$let}, {@a} a code, {=a} a name. */
static bool
piece_cut(struct parse *p, struct str s, struct piece *out)
{
	char mark = s.n > 1 ? s.p[0] : ' ';

	if (mark == '$') {
		out->of = PIECE_LET;
		out->at = let_named(p->plan, str_from(s, 1));
		return out->at != SIZE_MAX;
	}
	if (mark == '@' || mark == '=') {
		out->of = mark == '@' ? PIECE_CODE : PIECE_NAME;
		return who_named(str_from(s, 1), &out->at);
	}
	out->of = PIECE_COLUMN;
	out->at = column_use(p, s);
	return out->at != SIZE_MAX;
}

static enum err
template_cut(struct parse *p, struct str s, struct expr *x)
{
	while (s.n > 0) {
		struct str head, inside, tail;
		bool braced = str_cut(s, '{', &head, &tail);
		struct piece *piece;

		x->piece = arena_grow(p->arena, x->piece, x->pieces,
		    sizeof(*x->piece));
		piece = &x->piece[x->pieces];
		if (head.n > 0) {
			*piece = (struct piece){ .of = PIECE_TEXT,
				.text = head };
			s = str_from(s, head.n);
		} else if (!braced || !str_cut(tail, '}', &inside, &s) ||
		    !piece_cut(p, inside, piece)) {
			return bad(p, "no such thing to put into a text:", s);
		}
		x->pieces++;
	}
	return ERR_OK;
}

static enum err
columns_cut(struct parse *p, size_t from, size_t least, size_t most,
    size_t **column, size_t *n)
{
	*n = p->words - (from < p->words ? from : p->words);
	if (*n < least || *n > most)
		return bad(p, "too many or too few columns:", p->rest);
	*column = arena_array(p->arena, *n, sizeof(**column));
	for (size_t i = 0; i < *n; i++) {
		(*column)[i] = column_use(p, p->word[from + i]);
		if ((*column)[i] == SIZE_MAX)
			return bad(p, "there is no column", p->word[from + i]);
	}
	return ERR_OK;
}

static const char *const conv_names[] = { "say", "day", "day8", "ymd",
	"year", "map", "mode", "number", "state", "hosted", "ref", "kept",
	"in-month", "in-year", "span", "tail" };

static enum err
expr_list(struct parse *p, size_t at, struct expr *x)
{
	x->list = at < p->words ? p->word[at] : STR("");
	return x->list.n > 0 ? columns_cut(p, at + 1, 1, 1, &x->column,
	    &x->columns) : bad(p, "a list is missing:", p->rest);
}

static enum err
expr_year(struct parse *p, size_t at, struct expr *x)
{
	if (p->words == at + 2) {
		if (!str_int(p->word[--p->words], &x->offset))
			return bad(p, "no whole number:", p->word[p->words]);
	}
	return columns_cut(p, at, 1, 1, &x->column, &x->columns);
}

static enum err
expr_side(struct parse *p, size_t at, struct expr *x)
{
	int64_t n = 0;

	if (at >= p->words || !str_int(p->word[at], &n) || n < 1 ||
	    (size_t)n > p->plan->sides)
		return bad(p, "there is no such side:", p->rest);
	x->at = (size_t)n - 1;
	return ERR_OK;
}

/* A value, from word ${at} of the line on. */
static enum err
expr_cut(struct parse *p, size_t at, struct expr *x)
{
	struct str conv = at < p->words ? p->word[at] : STR("");
	struct str next = at + 1 < p->words ? p->word[at + 1] : STR("");

	*x = (struct expr){ .conv = CONV_SAY };
	if (conv.n > 1 && conv.p[0] == '$') {
		x->conv = CONV_LET;
		x->at = let_named(p->plan, str_from(conv, 1));
		return x->at != SIZE_MAX ? ERR_OK
		    : bad(p, "nothing is called", conv);
	}
	while (x->conv < CONV_LET && !str_is(conv, conv_names[x->conv]))
		x->conv++;
	switch (x->conv) {
	case CONV_SAY:
	case CONV_KEPT:
		return next.n > 0 ? template_cut(p, next, x)
		    : bad(p, "a text is missing:", p->rest);
	case CONV_REF:
		x->list = next;
		return at + 2 < p->words ? template_cut(p, p->word[at + 2], x)
		    : bad(p, "a kind and a text are missing:", p->rest);
	case CONV_DAY:
	case CONV_DAY8:
		return columns_cut(p, at + 1, 1, 1, &x->column, &x->columns);
	case CONV_YMD:
		return columns_cut(p, at + 1, 2, 3, &x->column, &x->columns);
	case CONV_YEAR:
		return expr_year(p, at + 1, x);
	case CONV_MAP:
	case CONV_MODE:
	case CONV_TAIL:
		return expr_list(p, at + 1, x);
	case CONV_NUMBER:
		return columns_cut(p, at + 1, 1, 8, &x->column, &x->columns);
	case CONV_STATE:
		return who_named(next, &x->at) ? ERR_OK
		    : bad(p, "a state is a, b or other, not", next);
	case CONV_HOSTED:
		return expr_side(p, at + 1, x);
	case CONV_IN_MONTH:
	case CONV_IN_YEAR:
		x->at = let_named(p->plan, next);
		return x->at != SIZE_MAX ? ERR_OK
		    : bad(p, "nothing is called", next);
	case CONV_SPAN:
		x->at = let_named(p->plan, next);
		x->to = at + 2 < p->words ? let_named(p->plan,
		    p->word[at + 2]) : SIZE_MAX;
		return x->at != SIZE_MAX && x->to != SIZE_MAX ? ERR_OK
		    : bad(p, "nothing is called", p->rest);
	case CONV_LET:
	case CONV__MAX:
		break;
	}
	return bad(p, "there is no way to read", conv);
}

/* Statements. */

static enum err
file_cut(struct parse *p)
{
	struct coded_plan *plan = p->plan;
	int64_t least, most;

	plan->delimiter = '\t';
	for (size_t i = 0; i < p->words; i++) {
		if (str_is(p->word[i], "comma"))
			plan->delimiter = ',';
		else if (str_is(p->word[i], "quoted"))
			plan->quoted = true;
		else if (str_is(p->word[i], "preamble"))
			plan->preamble = true;
		else if (str_is(p->word[i], "pivot"))
			plan->pivot = plan->preamble = true;
		else if (str_is(p->word[i], "headless") &&
		    i + 2 < p->words && str_int(p->word[i + 1], &least) &&
		    str_int(p->word[i + 2], &most) && least > 0 &&
		    most >= least && most <= PLAN_COLUMNS_MAX) {
			plan->headless = true;
			plan->least = (size_t)least;
			plan->most = (size_t)most;
			i += 2;
		} else if (!str_is(p->word[i], "tab")) {
			return bad(p, "no way for a file:", p->word[i]);
		}
	}
	return ERR_OK;
}

static enum err
column_cut(struct parse *p, bool optional)
{
	struct coded_plan *plan = p->plan;

	for (size_t i = 0; i < p->words; i++) {
		if (plan->columns == PLAN_COLUMNS_MAX ||
		    column_known(plan, p->word[i]) != SIZE_MAX)
			return bad(p, "twice, or too many:", p->word[i]);
		plan->optional[plan->columns] = optional;
		plan->column[plan->columns++] = p->word[i];
	}
	return ERR_OK;
}

/* state SCHEME [split ;] COLUMN..., or state is CODE */
static enum err
side_cut(struct parse *p)
{
	struct side *s;
	size_t from = 1;

	if (p->plan->sides == PLAN_SIDES_MAX || p->words < 2)
		return bad(p, "no side of a row:", p->rest);
	s = &p->plan->side[p->plan->sides++];
	s->scheme = p->word[0];
	if (str_is(s->scheme, "is")) {
		s->fixed = p->word[1];
		return ERR_OK;
	}
	if (str_is(p->word[1], "split") && p->words > 2 && p->word[2].n == 1) {
		s->split = p->word[2].p[0];
		from = 3;
	}
	return columns_cut(p, from, 1, ROW_STATES_MAX, &s->column,
	    &s->columns);
}

static enum err
let_cut(struct parse *p)
{
	struct coded_plan *plan = p->plan;
	const struct {
		const char *name;
		size_t *at;
	} known[] = { { "date", &plan->date }, { "root", &plan->root },
		{ "period", &plan->period }, { "group", &plan->group } };
	struct expr x;
	enum err e;

	if (plan->lets == PLAN_LETS_MAX || p->words < 2 ||
	    let_named(plan, p->word[0]) != SIZE_MAX)
		return bad(p, "no name for a value:", p->rest);
	e = expr_cut(p, 1, &x);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < countof(known); i++)
		if (str_is(p->word[0], known[i].name))
			*known[i].at = plan->lets;
	plan->let_name[plan->lets] = p->word[0];
	plan->let[plan->lets++] = x;
	return ERR_OK;
}

static enum err
make_cut(struct parse *p)
{
	static const struct {
		const char *name;
		enum make_of of;
		enum make_when when;
		enum make_add add;
	} words[] = {
		{ "each", MAKE_EACH, WHEN_ALWAYS, ADD_NOT },
		{ "pair", MAKE_PAIR, WHEN_ALWAYS, ADD_NOT },
		{ "cross", MAKE_CROSS, WHEN_ALWAYS, ADD_NOT },
		{ "home", MAKE_ONE, WHEN_HOME, ADD_NOT },
		{ "foreign", MAKE_ONE, WHEN_FOREIGN, ADD_NOT },
		{ "sum", MAKE_ONE, WHEN_ALWAYS, ADD_SUM },
		{ "share", MAKE_ONE, WHEN_ALWAYS, ADD_SHARE },
	};
	struct make *m;

	if (p->plan->makes == PLAN_MAKES_MAX || p->words == 0)
		return bad(p, "too much is made:", p->rest);
	m = p->make = &p->plan->make[p->plan->makes++];
	m->kind = p->word[0];
	m->with = SIZE_MAX;
	for (size_t i = 1; i < p->words; i++) {
		size_t w = 0;

		if (str_is(p->word[i], "once")) {
			m->once = true;
			continue;
		}
		if (p->word[i].n > 1 && p->word[i].p[0] == '$') {
			m->with = let_named(p->plan, str_from(p->word[i], 1));
			if (m->with == SIZE_MAX)
				return bad(p, "nothing is called", p->word[i]);
			continue;
		}
		while (w < countof(words) && !str_is(p->word[i],
		    words[w].name))
			w++;
		if (w == countof(words))
			return bad(p, "no way to make a record:", p->word[i]);
		if (words[w].of != MAKE_ONE)
			m->of = words[w].of;
		if (words[w].when != WHEN_ALWAYS)
			m->when = words[w].when;
		if (words[w].add != ADD_NOT)
			m->add = words[w].add;
	}
	return ERR_OK;
}

static enum err
field_cut(struct parse *p, struct str name)
{
	struct make *m = p->make;
	struct plan_field *f;

	if (m == NULL)
		return bad(p, "a field belongs under make:", name);
	if (str_is(name, "key"))
		return p->words == 1 ? template_cut(p, p->word[0], &m->key)
		    : bad(p, "a key is one text:", p->rest);
	if (m->fields == PLAN_FIELDS_MAX)
		return bad(p, "too many fields:", name);
	f = &m->field[m->fields++];
	f->name = name;
	return expr_cut(p, 0, &f->expr);
}

static enum err
plan_statement(struct parse *p, struct str name)
{
	struct coded_plan *plan = p->plan;
	int64_t n = 0;

	if (str_is(name, "file"))
		return file_cut(p);
	if (str_is(name, "column") || str_is(name, "optional"))
		return column_cut(p, str_is(name, "optional"));
	if (str_is(name, "about") && p->words == 1) {
		plan->about = p->word[0];
		return ERR_OK;
	}
	if (str_is(name, "state"))
		return side_cut(p);
	if (str_is(name, "let"))
		return let_cut(p);
	if (str_is(name, "make"))
		return make_cut(p);
	if (str_is(name, "keep") && p->words == 1 && plan->date != SIZE_MAX) {
		plan->keeps = true;
		return template_cut(p, p->word[0], &plan->keep);
	}
	if (str_is(name, "need") && p->words == 1 && str_int(p->word[0], &n) &&
	    n >= 0 && n <= 2) {
		plan->need = (size_t)n;
		return ERR_OK;
	}
	if (str_is(name, "empty") && p->words <= countof(plan->empty)) {
		plan->empties = p->words;
		memcpy(plan->empty, p->word, p->words * sizeof(*p->word));
		return ERR_OK;
	}
	return bad(p, "there is no statement", name);
}

static enum err
statement(struct parse *p, struct str line)
{
	struct coded_format *f = p->format;
	struct str name;
	const struct {
		const char *name;
		struct str *to;
	} texts[] = {
		{ "coded", &f->name }, { "title", &f->title },
		{ "licence", &f->licence }, { "url", &f->url },
		{ "cite", &f->cite }, { "becomes", &f->becomes },
		{ "with", &f->with }, { "publisher", &f->publisher },
	};
	bool inner = line.p[0] == ' ' || line.p[0] == '\t';

	(void)str_cut(str_trim(line), ' ', &name, &p->rest);
	p->rest = str_trim(p->rest);
	for (size_t i = 0; !inner && i < countof(texts); i++)
		if (str_is(name, texts[i].name)) {
			*texts[i].to = p->rest;
			return ERR_OK;
		}
	if (!words_cut(p, p->rest))
		return bad(p, "a quotation mark is missing:", p->rest);
	return inner ? field_cut(p, name) : plan_statement(p, name);
}

static enum err
whole(struct parse *p)
{
	struct coded_format *f = p->format;

	/* "publisher CODE NAME" */
	(void)str_cut(f->publisher, ' ', &f->source, &f->publisher);
	if (f->name.n == 0 || f->title.n == 0 || f->licence.n == 0 ||
	    f->url.n == 0 || f->becomes.n == 0 || f->publisher.n == 0)
		return bad(p, "coded, title, publisher, licence, url and "
		    "becomes are needed in", p->file);
	for (size_t i = 0; i < p->plan->makes; i++)
		if (p->plan->make[i].key.pieces == 0)
			return bad(p, "a key is needed to know again a",
			    p->plan->make[i].kind);
	for (size_t i = 0; i < p->plan->makes; i++)
		if (p->plan->make[i].add != ADD_NOT &&
		    (p->plan->period == SIZE_MAX ||
		    (p->plan->make[i].add == ADD_SHARE &&
		    p->plan->group == SIZE_MAX)))
			return bad(p, "let period, and group for a share, are "
			    "needed to add up a", p->plan->make[i].kind);
	if (p->plan->pivot && (p->plan->columns != 4 ||
	    p->plan->about.n == 0))
		return bad(p, "a pivot has four columns and says what it is "
		    "about in", p->file);
	if (p->plan->makes == 0 || (p->plan->headless &&
	    p->plan->columns != p->plan->most))
		return bad(p, "nothing is made, or a column is missing in",
		    p->file);
	return ERR_OK;
}

enum err
coded_describe(struct arena *a, struct str file, struct str text,
    struct coded_format *out, struct why *why)
{
	struct coded_plan *plan = arena_alloc(a, sizeof(*plan));
	struct parse p = { .arena = a, .file = file, .why = why,
		.format = out, .plan = plan };
	struct str line;
	enum err e = ERR_OK;

	*out = (struct coded_format){ .plan = plan };
	plan->delimiter = '\t';
	plan->need = 2;
	plan->date = plan->root = plan->period = plan->group = SIZE_MAX;
	if (!str_valid(text))
		return bad(&p, "no UTF-8 text:", file);
	while (e == ERR_OK && str_line(&text, &line)) {
		p.line++;
		if (str_trim(line).n > 0 && str_trim(line).p[0] != '#')
			e = statement(&p, line);
	}
	return e == ERR_OK ? whole(&p) : e;
}

enum err
coded_load(struct arena *a, struct coded_formats *out, struct why *why)
{
	enum err e = coded_tables_load(a, &out->tables, why);

	out->n = 0;
	out->format = arena_array(a, CODED_FORMATS_MAX, sizeof(*out->format));
	/* The assets are sorted by name, and so are the formats. */
	for (size_t i = 0; e == ERR_OK && i < assets_count; i++)
		if (str_ends(assets_all[i].name, STR(".coded"))) {
			ALWAYS(out->n < CODED_FORMATS_MAX);
			e = coded_describe(a, assets_all[i].name,
			    assets_all[i].body, &out->format[out->n++], why);
		}
	return e;
}

const struct coded_format *
coded_named(const struct coded_formats *fs, struct str name)
{
	for (size_t i = 0; i < fs->n; i++)
		if (str_eq(fs->format[i].name, name))
			return &fs->format[i];
	return NULL;
}
