#include "advise/propose.h"

#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum {
	TITLE_BYTES = 160,
	HEADLINE_BYTES = 120,
	BEGINNING_BYTES = 60,
	FIELDS_MAX = 20,
	PASSAGES_MAX = 8
};

/* A change in the making. */
struct making {
	struct reader *r;
	struct arena *a;
	const struct propose_ask *ask;
	const struct reading *reading;
	struct change *out;
	struct str home; /* code of the own state */
	struct str title;
	size_t taken;
	size_t directive; /* place of its item, from 1; 0: none made */
	size_t clause;    /* the greatest number given so far */
	struct str stem;  /* of the codes of clauses; empty: none */
};

static struct change_item *
item_add(struct making *m, const char *kind)
{
	struct change_item *item = &m->out->item[m->out->items++];

	item->verb = CHANGE_ADD;
	item->kind = str_of(kind);
	item->field = arena_array(m->a, FIELDS_MAX, sizeof(*item->field));
	return item;
}

static void
put(struct change_item *item, const char *field, struct str value)
{
	if (value.n == 0)
		return;
	ALWAYS(item->fields < FIELDS_MAX);
	item->field[item->fields++] = (struct change_field){ str_of(field),
		value };
}

static void
put_number(struct making *m, struct change_item *item, const char *field,
    size_t n)
{
	put(item, field, arena_printf(m->a, "%zu", n));
}

static void
put_date(struct making *m, struct change_item *item, const char *field,
    struct date d)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	date_format(&b, d);
	put(item, field, arena_str(m->a, buf_view(&b)));
}

/* Names that the register knows. */

static bool
is_there(struct reader *r, struct arena *a, const char *kind, struct str code)
{
	const struct kind *k = kind_named(&r->office->kinds, str_of(kind));
	const struct kind *found;
	struct id id;
	struct why why = { 0 };

	return code.n > 0 && k != NULL &&
	    find_id(r, a, code, k, &id, &found, &why) == ERR_OK;
}

static struct str
lower(struct arena *a, struct str s)
{
	struct buf b CLEANUP(buf_free) = { .max = 256 };

	plain_fold(&b, str_head(s, 200));
	return arena_str(a, buf_view(&b));
}

struct str
propose_home(struct reader *r, struct arena *a)
{
	struct find_query q = {
		.kind = kind_named(&r->office->kinds, STR("partner")),
		.filter = STR("home:yes"), .limit = 1 };
	const struct field *f;
	struct rows_found found;

	if (q.kind == NULL || find_list(r, a, &q, &found, NULL) != ERR_OK ||
	    found.n == 0)
		return STR("");
	f = kind_field(q.kind, STR("code"));
	return found.row[0].value[kind_field_at(q.kind, f)].text;
}

/* The one foreign state that the document speaks of, if there is one. */
static struct str
only_partner(struct making *m)
{
	struct str found = STR("");

	for (size_t i = 0; i < m->reading->items; i++) {
		const struct reading_item *x = &m->reading->item[i];

		if (x->kind != READING_STATE || str_eq(x->code, m->home))
			continue;
		if (found.n > 0 && !str_eq(found, x->code))
			return STR("");
		found = x->code;
	}
	return found;
}

/* A partner by its name as written: "Australia". */
static struct str
partner_named(struct making *m, struct str name)
{
	struct find_query q = {
		.kind = kind_named(&m->r->office->kinds, STR("partner")),
		.limit = 2 };
	struct rows_found found;

	name = str_trim(name);
	if (name.n == 0 || name.n > 80 || memchr(name.p, '"', name.n) != NULL)
		return STR("");
	q.filter = arena_printf(m->a, "name:\"%.*s\"", STRF(name));
	if (find_list(m->r, m->a, &q, &found, NULL) != ERR_OK || found.n != 1)
		return STR("");
	return found.row[0].value[kind_field_at(q.kind, kind_field(q.kind,
	    STR("code")))].text;
}

/*
 * A promise is words; who acts toward whom in them was coded as an act with
 * the same passage.
 */
static void
parties_of(struct making *m, const struct reading_item *x, struct str *source,
    struct str *target)
{
	*source = x->source;
	*target = x->target;
	if (source->n == 0)
		*source = partner_named(m, x->who);
	for (size_t i = 0; source->n == 0 && i < m->reading->items; i++) {
		const struct reading_item *y = &m->reading->item[i];

		if (y->kind != READING_EVENT || y->begin < x->begin ||
		    y->end > x->end)
			continue;
		*source = y->source;
		*target = y->target;
	}
}

static struct str
partner_of(struct making *m, const struct reading_item *x)
{
	struct str code[3] = { [2] = x->where };

	parties_of(m, x, &code[1], &code[0]);

	for (size_t i = 0; i < countof(code); i++)
		if (code[i].n > 0 && !str_eq(code[i], m->home) &&
		    is_there(m->r, m->a, "partner", code[i]))
			return code[i];
	return only_partner(m);
}

/* Types. */

/* For what the text calls by a general word. */
static const struct {
	const char *read, *type;
} types[] = {
	{ "agreement", "ceremony" },
	{ "border", "border-exchange" },
	{ "dialogue", "policy-dialogue" },
	{ "exchange", "expert-exchange" },
	{ "exercise", "exercise" },
	{ "hadr", "hadr" },
	{ "industry", "defence-industry" },
	{ "meeting", "bilateral-meeting" },
	{ "patrol", "joint-patrol" },
	{ "peacekeeping", "peacekeeping" },
	{ "port-call", "port-call" },
	{ "sports", "sports" },
	{ "talks", "bilateral-meeting" },
	{ "training", "course-sent" },
	{ "visit", "senior-visit" },
	{ "war-legacy", "war-legacy" },
};

static bool
is_type(struct reader *r, struct arena *a, struct str code)
{
	struct term *term;
	size_t n;

	if (code.n == 0 || find_terms(r, a, STR("activity-type"), "en", &term,
	    &n, NULL) != ERR_OK)
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(term[i].code, code))
			return true;
	return false;
}

static struct str
type_of(struct reader *r, struct arena *a, const struct reading_item *x)
{
	if (is_type(r, a, x->domain_type))
		return x->domain_type;
	for (size_t i = 0; i < countof(types); i++)
		if (str_is(x->type, types[i].read) &&
		    is_type(r, a, str_of(types[i].type)))
			return str_of(types[i].type);
	return STR("");
}

const char *
propose_can(struct reader *r, struct arena *a, const struct propose_ask *ask,
    size_t i)
{
	const struct reading_item *x = &ask->reading->item[i];

	switch (x->kind) {
	case READING_DIRECTIVE:
	case READING_COMMITMENT:
		return NULL;
	case READING_ACTIVITY:
		return type_of(r, a, x).n > 0 ? NULL
		    : TR("the text does not tell what type of activity it is");
	case READING_EVENT:
		return is_there(r, a, "partner", x->source) && x->root.n > 0
		    ? NULL : TR("the register does not know who acted");
	case READING_MECHANISM:
	case READING_ORGANISATION:
	case READING_REFERENCE:
	case READING_STATE:
	case READING__MAX:
		break;
	}
	return TR("names are linked and do not become records");
}

/* Records. */

/* Spans count bytes, so what may not be stored is blanked in its place. */
static struct str
stored_text(struct arena *a, struct str text)
{
	char *p = arena_cstr(a, text);

	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)p[i] < 0x20 && p[i] != '\n' &&
		    p[i] != '\r' && p[i] != '\t')
			p[i] = ' ';
		else if (p[i] == 0x7f)
			p[i] = ' ';
	return (struct str){ p, text.n };
}

/*
 * The mark of a text, by which it is known again. It stands beside the text,
 * at the same label.
 */
static struct str
mark_of(struct arena *a, struct str text)
{
	struct id id = id_of_name(STR("text"), stored_text(a, text));

	return arena_printf(a, "text-%.*s", STRF(id_str(a, id)));
}

static struct str
cut(struct str s, size_t most)
{
	return str_trim(str_head(s, most));
}

/* The name of a file without its folders and ending; empty for "-". */
static struct str
file_name(struct str file)
{
	size_t n = file.n;

	while (n > 0 && file.p[n - 1] != '/')
		n--;
	file = str_from(file, n);
	for (size_t i = file.n; i-- > 1;)
		if (file.p[i] == '.')
			return str_to(file, i);
	return str_is(file, "-") ? STR("") : file;
}

/* A line that names what follows: short, and no sentence of it. */
static bool
is_headline(struct str line)
{
	return line.n <= HEADLINE_BYTES &&
	    strchr(".?!:;,", line.p[line.n - 1]) == NULL;
}

/* How the text begins, as far as whole words fit, with dots behind it. */
static struct str
beginning(struct arena *a, struct str line)
{
	size_t n = line.n < BEGINNING_BYTES ? line.n : BEGINNING_BYTES;

	while (n > 0 && n < line.n && line.p[n] != ' ')
		n--;
	if (n == 0)
		return cut(line, BEGINNING_BYTES);
	return n == line.n ? line : arena_printf(a, "%.*s\xe2\x80\xa6",
	    (int)n, line.p);
}

/*
 * What it is called where it comes from, its headline, the file's name; else
 * who speaks, with the day, or how the text begins: a sentence is no title.
 */
static struct str
title_of(struct arena *a, const struct reading *r, const char *lang)
{
	struct str text = stored_text(a, r->text), line = STR("");
	struct str file = file_name(r->file);
	struct buf day CLEANUP(buf_free) = { .max = 64 };

	if (r->title.n > 0)
		return cut(r->title, TITLE_BYTES);
	while (line.n == 0 && str_line(&text, &line)) {
		line = str_trim(line);
		while (str_starts(line, STR("#")))
			line = str_trim(str_from(line, 1));
	}
	if (line.n > 0 && is_headline(line))
		return cut(line, TITLE_BYTES);
	if (file.n > 0)
		return file;
	if (line.n > 0 && r->speaker.n > 0 && r->has_date) {
		date_format(&day, r->date);
		return arena_printf(a, "%.*s, %.*s", STRF(cut(r->speaker,
		    TITLE_BYTES)), STRF(buf_view(&day)));
	}
	return line.n > 0 ? beginning(a, line) : tr_str(lang, "Text");
}

static void
document_put(struct making *m)
{
	struct change_item *item = item_add(m, "document");
	struct str partner = only_partner(m);

	put(item, "title", m->title);
	if (m->reading->has_date)
		put_date(m, item, "date", m->reading->date);
	put(item, "author", cut(m->reading->speaker, KIND_TEXT_MAX));
	put(item, "language", m->reading->lang);
	put(item, "external", mark_of(m->a, m->reading->text));
	if (is_there(m->r, m->a, "partner", partner))
		put(item, "partner", partner);
	put(item, "text", stored_text(m->a, m->reading->text));
}

/* "$2": the thing that the item at this place makes. */
static struct str
made(struct making *m, size_t place)
{
	return arena_printf(m->a, "$%zu", place);
}

static void
passage_put(struct making *m, size_t about, size_t begin, size_t end)
{
	struct change_item *item = item_add(m, "quote");

	put(item, "document", STR("$1"));
	put(item, "about", made(m, about));
	put_number(m, item, "first", begin);
	put_number(m, item, "past", end);
}

/* What the text tells twice is one record with two passages. */
static void
quote_put(struct making *m, const struct reading_item *x)
{
	size_t about = m->out->items;

	passage_put(m, about, x->begin, x->end);
	for (size_t i = 0; i < x->alsos && i < PASSAGES_MAX - 1; i++)
		passage_put(m, about, x->also[i].begin, x->also[i].end);
}

static void
directive_put(struct making *m)
{
	struct change_item *item = item_add(m, "directive");

	put(item, "title", m->title);
	put(item, "document", STR("$1"));
	if (m->reading->has_date)
		put_date(m, item, "issued", m->reading->date);
	put(item, "issuer", cut(m->reading->speaker, KIND_TEXT_MAX));
	m->directive = m->out->items;
}

static void
words_put(struct making *m, struct change_item *item, struct str words)
{
	put(item, "text", words);
	if (str_is(m->reading->lang, "vi"))
		put(item, "text_vi", words);
}

/* Whether the directive that is added to has a clause of that number. */
static bool
number_taken(struct making *m, size_t n)
{
	struct find_query q = {
		.kind = kind_named(&m->r->office->kinds, STR("clause")),
		.limit = 1 };
	struct rows_found found;

	if (m->ask->directive.n == 0 || q.kind == NULL)
		return false;
	q.filter = arena_printf(m->a, "directive:%.*s ordinal:%zu",
	    STRF(m->ask->directive), n);
	return find_list(m->r, m->a, &q, &found, NULL) == ERR_OK &&
	    found.n > 0;
}

/* The number that the text gives, unless it is given already: then the next. */
static size_t
clause_number(struct making *m, const struct reading_item *x)
{
	size_t n = x->ordinal > 0 ? (size_t)x->ordinal : 1;

	if (n <= m->clause)
		n = m->clause + 1;
	while (number_taken(m, n))
		n++;
	m->clause = n;
	return n;
}

/* "806/3": clauses are referred to by their directive's code. */
static void
stem_find(struct making *m)
{
	const struct kind *k = kind_named(&m->r->office->kinds,
	    STR("directive")), *found;
	struct str code = STR(""), title;
	struct id id;

	if (m->ask->directive.n > 0 && k != NULL && find_id(m->r, m->a,
	    m->ask->directive, k, &id, &found, NULL) == ERR_OK &&
	    find_name(m->r, m->a, id, &code, &title) == ERR_OK && code.n < 60)
		m->stem = code;
}

static void
clause_put(struct making *m, const struct reading_item *x)
{
	struct change_item *item;
	size_t n;

	if (m->ask->directive.n == 0 && m->directive == 0)
		directive_put(m);
	if (m->clause == 0)
		stem_find(m);
	item = item_add(m, "clause");
	n = clause_number(m, x);
	put(item, "directive", m->directive > 0 ? made(m, m->directive)
	    : m->ask->directive);
	if (m->stem.n > 0)
		put(item, "code", arena_printf(m->a, "%.*s/%zu", STRF(m->stem),
		    n));
	put_number(m, item, "ordinal", n);
	put_number(m, item, "rank", n);
	words_put(m, item, x->text);
	put(item, "units", cut(x->who, KIND_TEXT_MAX));
	put(item, "document", STR("$1"));
}

/* Whose promise: by the state that speaks, else by the words for it. */
static const char *
side_of(struct making *m, const struct reading_item *x)
{
	static const char *const both[] = { "two sides", "both sides",
		"two countries", "hai ben", "hai nuoc", "the parties" };
	struct str who = lower(m->a, x->who), source, target;

	for (size_t i = 0; i < countof(both); i++)
		if (str_find(who, str_of(both[i])) != SIZE_MAX)
			return "both";
	parties_of(m, x, &source, &target);
	if (source.n > 0 && m->home.n > 0)
		return str_eq(source, m->home) ? "ours" : "theirs";
	return "ours";
}

static void
commitment_put(struct making *m, const struct reading_item *x)
{
	struct change_item *item = item_add(m, "commitment");
	struct str partner = partner_of(m, x);

	words_put(m, item, x->text);
	put(item, "side", str_of(side_of(m, x)));
	if (is_there(m->r, m->a, "partner", partner))
		put(item, "partner", partner);
	put(item, "by_whom", cut(x->who, KIND_TEXT_MAX));
	put(item, "to_whom", cut(x->to_whom, KIND_TEXT_MAX));
	if (m->reading->has_date)
		put_date(m, item, "made", m->reading->date);
	if (x->has_due)
		put_date(m, item, "due", x->due);
	else if (x->year > 0)
		put_number(m, item, "due", (size_t)x->year);
	put(item, "document", STR("$1"));
}

/* A past act is held; one that is spoken of ahead is not. */
static void
activity_state(struct making *m, const struct reading_item *x,
    struct change_item *item)
{
	if (x->has_when && str_is(x->status, "done") &&
	    x->when.hi <= m->r->today)
		put_date(m, item, "confirmed", x->when);
	if (str_is(x->status, "cancelled") && m->reading->has_date)
		put_date(m, item, "cancelled", m->reading->date);
}

static void
activity_put(struct making *m, const struct reading_item *x)
{
	struct change_item *item = item_add(m, "activity");
	struct str partner = partner_of(m, x);
	struct str body = lower(m->a, x->mechanism);

	put(item, "title", cut(x->text, TITLE_BYTES));
	put(item, "type", type_of(m->r, m->a, x));
	if (is_there(m->r, m->a, "partner", partner))
		put(item, "partner", partner);
	if (x->has_when)
		put_date(m, item, "start", x->when);
	else if (x->year > 0)
		put_number(m, item, "start", (size_t)x->year);
	if (is_there(m->r, m->a, "forum", body))
		put(item, "forum", body);
	else if (is_there(m->r, m->a, "mechanism", x->mechanism))
		put(item, "mechanism", x->mechanism);
	activity_state(m, x, item);
	put(item, "document", STR("$1"));
}

static void
event_put(struct making *m, const struct reading_item *x)
{
	struct change_item *item = item_add(m, "event");

	if (x->has_when)
		put_date(m, item, "date", x->when);
	else if (m->reading->has_date)
		put_date(m, item, "date", m->reading->date);
	put(item, "actor", x->source);
	if (is_there(m->r, m->a, "partner", x->target))
		put(item, "recipient", x->target);
	put(item, "root", x->root);
	put(item, "mode", x->mode);
	put(item, "document", STR("$1"));
}

static void
item_put(struct making *m, const struct reading_item *x)
{
	switch (x->kind) {
	case READING_DIRECTIVE:
		clause_put(m, x);
		break;
	case READING_COMMITMENT:
		commitment_put(m, x);
		break;
	case READING_ACTIVITY:
		activity_put(m, x);
		break;
	case READING_EVENT:
		event_put(m, x);
		break;
	case READING_MECHANISM:
	case READING_ORGANISATION:
	case READING_REFERENCE:
	case READING_STATE:
	case READING__MAX:
		return;
	}
	quote_put(m, x);
	m->taken++;
}

static bool
is_taken(const struct propose_ask *ask, size_t i)
{
	if (ask->take != NULL)
		return ask->take[i];
	return ask->reading->item[i].kind != READING_EVENT || ask->events;
}

enum err
propose_change(struct reader *r, struct arena *a,
    const struct propose_ask *ask, struct change *out, size_t *taken,
    struct why *why)
{
	const struct reading *reading = ask->reading;
	struct making m = { .r = r, .a = a, .ask = ask, .reading = reading,
		.out = out };

	*out = (struct change){ .label = ask->label, .author = ask->author };
	m.home = propose_home(r, a);
	m.title = title_of(a, reading, ask->lang);
	out->note = ask->note.n > 0 ? ask->note : arena_printf(a,
	    tr(ask->lang, "Accepted from: %.*s"), STRF(m.title));
	out->item = arena_array(a, (1 + PASSAGES_MAX) * reading->items + 2,
	    sizeof(*out->item));
	document_put(&m);
	for (size_t i = 0; i < reading->items; i++) {
		const char *cannot;

		if (!is_taken(ask, i))
			continue;
		cannot = propose_can(r, a, ask, i);
		if (cannot != NULL && ask->take != NULL)
			return why_set(why, ERR_INPUT, "proposal %zu cannot "
			    "be taken: %s", i + 1,
			    tr(ask->lang, cannot));
		if (cannot == NULL)
			item_put(&m, &reading->item[i]);
	}
	*taken = m.taken;
	return ERR_OK;
}

enum err
propose_known(struct reader *r, struct arena *a, struct str text, bool *known,
    struct str *code, struct why *why)
{
	struct find_query q = {
		.kind = kind_named(&r->office->kinds, STR("document")),
		.limit = 1 };
	struct rows_found found;
	struct str title;
	enum err e;

	*known = false;
	ALWAYS(q.kind != NULL);
	q.filter = arena_printf(a, "external:%.*s", STRF(mark_of(a, text)));
	e = find_list(r, a, &q, &found, why);
	if (e != ERR_OK || found.n == 0)
		return e;
	*known = true;
	return find_name(r, a, found.row[0].id, code, &title);
}
