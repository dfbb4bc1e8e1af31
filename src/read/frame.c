#include "read/frame.h"

#include <string.h>

#include "base/assets.h"
#include "base/sheet.h"
#include "base/str.h"

#include "base/banned.h"

struct loader {
	struct arena *arena;
	struct frame_table *table;
	struct frame_term *terms;
	struct frame **last;
	struct str file;
	size_t line;
	struct why *why;
};

static enum err
bad(struct loader *l, const char *what, struct str got)
{
	return why_set(l->why, ERR_INPUT, "%.*s line %zu: %s (%.*s)",
	    STRF(l->file), l->line, what, STRF(got));
}

int
frame_class(const struct frame_table *t, struct str name)
{
	const int *number = map_get(t->class, name);

	return number == NULL ? -1 : *number;
}

static int
class_make(struct loader *l, struct str name)
{
	int c = frame_class(l->table, name);

	if (c >= 0 || l->table->classes == FRAME_CLASSES_MAX)
		return c;
	l->table->number[l->table->classes] = (int)l->table->classes;
	(void)map_put(l->table->class, name,
	    &l->table->number[l->table->classes]);
	return l->table->number[l->table->classes++];
}

static void
term(struct loader *l, struct str words, int class)
{
	struct frame_term *t = arena_alloc(l->arena, sizeof(*t));

	*t = (struct frame_term){ words, class, l->terms };
	l->terms = t;
}

static uint32_t
word(struct loader *l, struct str s)
{
	uint32_t id = word_add(l->table->words, s);

	ALWAYS(id < l->table->n);
	return id;
}

static void
form(struct loader *l, uint32_t base, struct str s, unsigned forms)
{
	struct frame_verb *v = &l->table->verb[word(l, s)];

	/* The first verb to claim a form keeps it: "found" is of "find". */
	if (v->base != 0 && v->base != base)
		return;
	v->base = base;
	v->forms |= (unsigned char)forms;
}

static bool
vowel(char c)
{
	return strchr("aeiou", c) != NULL;
}

static struct str
join(struct loader *l, struct str stem, const char *end)
{
	size_t n = strlen(end);
	char *p = arena_alloc(l->arena, stem.n + n + 1);

	/* Asked for each form of each verb, at every start. */
	memcpy(p, stem.p, stem.n);
	memcpy(p + stem.n, end, n + 1);
	return (struct str){ p, stem.n + n };
}

static bool
hisses(struct str s)
{
	return str_ends(s, STR("s")) || str_ends(s, STR("x")) ||
	    str_ends(s, STR("z")) || str_ends(s, STR("ch")) ||
	    str_ends(s, STR("sh")) || str_ends(s, STR("o"));
}

/* The regular forms; ${past} is false when they are listed. */
static void
inflect(struct loader *l, uint32_t id, struct str b, bool past)
{
	bool y = b.n > 1 && b.p[b.n - 1] == 'y' && !vowel(b.p[b.n - 2]);
	bool e = b.n > 1 && b.p[b.n - 1] == 'e';
	struct str stem = str_to(b, b.n - 1);
	bool doubles = b.n > 2 && !vowel(b.p[b.n - 1]) &&
	    vowel(b.p[b.n - 2]) && !vowel(b.p[b.n - 3]) &&
	    strchr("wxy", b.p[b.n - 1]) == NULL;
	/* "initialled" */
	doubles |= b.n > 2 && b.p[b.n - 1] == 'l' && vowel(b.p[b.n - 2]);
	char twice[] = { b.p[b.n - 1], '\0' };

	form(l, id, b, FRAME_BASE);
	form(l, id, y ? join(l, stem, "ies")
	    : join(l, b, hisses(b) ? "es" : "s"), FRAME_S);
	if (past)
		form(l, id, y ? join(l, stem, "ied")
		    : join(l, b, e ? "d" : "ed"), FRAME_PAST | FRAME_PART);
	form(l, id, e && !str_ends(b, STR("ee"))
	    ? join(l, stem, "ing") : join(l, b, "ing"), FRAME_ING);
	if (str_ends(b, STR("ie")))
		form(l, id, join(l, str_to(b, b.n - 2), "ying"), FRAME_ING);
	if (doubles) {
		struct str d = join(l, b, twice);

		if (past)
			form(l, id, join(l, d, "ed"),
			    FRAME_PAST | FRAME_PART);
		form(l, id, join(l, d, "ing"), FRAME_ING);
	}
}

/* A verb of any language; only English ones have forms. */
static uint32_t
verb(struct loader *l, struct str base, bool english)
{
	uint32_t id = word(l, base);
	struct frame_verb *v = &l->table->verb[id];

	if ((v->forms & FRAME_BASE) != 0 && v->base == id)
		return id;
	if (!english) {
		v->base = id;
		v->forms = FRAME_BASE | FRAME_PAST;
		return id;
	}
	v->base = id;
	inflect(l, id, base, true);
	if (str_ends(base, STR("ize"))) {
		struct str ise = join(l, str_to(base, base.n - 2), "se");

		inflect(l, id, ise, true);
	}
	return id;
}

static void
verb_irregular(struct loader *l, struct str base, struct str forms)
{
	uint32_t id = word(l, base);
	struct str past, part;

	l->table->verb[id].base = id;
	(void)str_word(&forms, &past);
	if (!str_word(&forms, &part))
		part = past;
	form(l, id, past, FRAME_PAST);
	form(l, id, part, FRAME_PART);
	inflect(l, id, base, false);
}

static const struct {
	const char *name;
	uint32_t bits;
} kinds[] = {
	{ "det", FRAME_DET }, { "prep", FRAME_PREP },
	{ "place", FRAME_PREP | FRAME_PLACE }, { "and", FRAME_AND },
	{ "sub", FRAME_SUB }, { "presub", FRAME_SUB | FRAME_PREP },
	{ "rel", FRAME_REL }, { "modal", FRAME_MODAL },
	{ "future", FRAME_MODAL | FRAME_FUTURE },
	{ "maybe", FRAME_MODAL | FRAME_MAYBE },
	{ "must", FRAME_MODAL | FRAME_MUST }, { "not", FRAME_NOT },
	{ "wont", FRAME_MODAL | FRAME_FUTURE | FRAME_NOT },
	{ "cant", FRAME_MODAL | FRAME_NOT }, { "be", FRAME_BE },
	{ "isnt", FRAME_BE | FRAME_NOT }, { "have", FRAME_HAVE },
	{ "hasnt", FRAME_HAVE | FRAME_NOT }, { "do", FRAME_DO },
	{ "dont", FRAME_DO | FRAME_NOT }, { "pron", FRAME_PRON },
	{ "adv", FRAME_ADV }, { "month", FRAME_MONTH },
	{ "weekday", FRAME_WEEKDAY }, { "abbr", FRAME_ABBR },
	{ "if", FRAME_IF | FRAME_SUB }, { "to", FRAME_PREP | FRAME_TO },
	{ "role", FRAME_ROLE }, { "force", FRAME_FORCE },
	{ "noun", FRAME_NOUN }, { "adj", FRAME_ADJ },
	{ "number", FRAME_NUMBER }
};

static enum err
word_row(struct loader *l, struct str name, struct str kind, struct str rest)
{
	int64_t value = 0;
	/* A plain "word" has no grammar: code asks for it by its letters. */
	bool found = str_is(kind, "word");
	uint32_t bits = 0, id;
	struct str one;

	if (str_is(kind, "verb")) {
		while (str_word(&name, &one)) {
			if (rest.n > 0)
				verb_irregular(l, one, rest);
			else
				(void)verb(l, one, true);
		}
		return ERR_OK;
	}
	for (size_t i = 0; i < countof(kinds); i++)
		if (str_is(kind, kinds[i].name)) {
			bits = kinds[i].bits;
			found = true;
		}
	if (!found)
		return bad(l, "no such kind of word", kind);
	if (rest.n > 0 && !str_int(rest, &value))
		return bad(l, "the value must be a number", rest);
	while (str_word(&name, &one)) {
		id = word(l, one);
		l->table->grammar[id] |= bits;
		if (rest.n > 0)
			l->table->value[id] = (int32_t)value;
		if ((bits & FRAME_ABBR) != 0)
			l->table->abbreviation[id] = 1;
		/* Posts and forces have a plural. */
		if ((bits & (FRAME_ROLE | FRAME_FORCE | FRAME_NOUN)) != 0) {
			bool y = str_ends(one, STR("y"));

			id = word(l, y ? join(l, str_to(one, one.n - 1), "ies")
			    : join(l, one, hisses(one) ? "es" : "s"));
			l->table->grammar[id] |= bits;
		}
	}
	return ERR_OK;
}

static void
term_row(struct loader *l, int class, bool english, struct str list)
{
	struct str one;

	while (list.n > 0) {
		(void)str_cut(list, ';', &one, &list);
		one = str_trim(one);
		if (one.n == 0)
			continue;
		term(l, one, class);
		if (!english || str_ends(one, STR("s")))
			continue;
		if (str_ends(one, STR("y")) && one.n > 2 &&
		    !vowel(one.p[one.n - 2]))
			term(l, join(l, str_to(one, one.n - 1), "ies"),
			    class);
		else
			term(l, join(l, one, hisses(one) ? "es" : "s"), class);
	}
}

/* "talks" is a class; another word is a class of its own. */
static int
with_class(struct loader *l, struct str name, bool english)
{
	int c = frame_class(l->table, name);
	char *text;

	if (c >= 0)
		return c;
	text = arena_cstr(l->arena, name);
	for (size_t i = 0; i < name.n; i++)
		if (text[i] == '_')
			text[i] = ' ';
	c = class_make(l, name);
	if (c >= 0)
		term_row(l, c, english, (struct str){ text, name.n });
	return c;
}

static void
list_add(struct loader *l, struct frame_list *list, int class)
{
	list->class = arena_grow(l->arena, list->class, list->n,
	    sizeof(*list->class));
	list->class[list->n++] = (uint16_t)class;
}

static enum err
with_list(struct loader *l, struct frame *f, struct str with, bool english)
{
	struct str group, one;

	while (with.n > 0) {
		bool object = false, subject = false;
		unsigned char n = f->groups;

		(void)str_cut(with, '&', &group, &with);
		if (n == FRAME_GROUPS_MAX)
			return bad(l, "too many groups", group);
		while (str_word(&group, &one)) {
			char sign = one.p[0];
			int c;

			if (sign == '<' || sign == '!')
				one = str_from(one, 1);
			c = with_class(l, one, english);
			if (c < 0)
				return bad(l, "too many classes", one);
			list_add(l, sign == '<' ? &f->subject[n] : sign == '!'
			    ? &f->without : &f->object[n], c);
			subject |= sign == '<';
			object |= sign != '<' && sign != '!';
		}
		if (n == 0)
			f->nominal = subject && !object;
		f->groups = (unsigned char)(n + (object || subject));
	}
	return ERR_OK;
}

static enum err
control_of(struct loader *l, struct str s, enum frame_control *out)
{
	static const char *const names[FRAME_CONTROL__MAX] = {
		"", "promise", "plan", "propose", "request", "refuse",
		"threaten", "begin", "stop", "fail", "cancel", "say", "wish"
	};

	for (int i = 0; i < FRAME_CONTROL__MAX; i++)
		if (str_is(s, names[i])) {
			*out = (enum frame_control)i;
			return ERR_OK;
		}
	return bad(l, "no such control", s);
}

static enum err
target_of(struct loader *l, struct str s, enum frame_target *out)
{
	static const char *const names[] = {
		"", "swap", "recip", "alone", "place", "host", "led"
	};

	for (size_t i = 0; i < countof(names); i++)
		if (str_is(s, names[i])) {
			*out = (enum frame_target)i;
			return ERR_OK;
		}
	return bad(l, "no such target", s);
}

static void
chain(struct loader *l, struct frame *f)
{
	if (l->last[f->head] == NULL)
		l->table->first[f->head] = f;
	else
		l->last[f->head]->next = f;
	l->last[f->head] = f;
}

static enum err
pattern_row(struct loader *l, const struct sheet *s, size_t row)
{
	static const char *const columns[] = {
		"lang", "head", "with", "root", "mode", "activity", "control",
		"target"
	};
	struct str cell[countof(columns)], heads, one, verb_part, particle;
	struct frame proto = { 0 };
	enum err e;

	for (size_t i = 0; i < countof(columns); i++)
		cell[i] = sheet_cell(s, row, sheet_column(s,
		    str_of(columns[i])));
	proto.root = cell[3];
	proto.mode = cell[4];
	proto.activity = cell[5];
	e = with_list(l, &proto, cell[2], str_is(cell[0], "en"));
	if (e == ERR_OK)
		e = control_of(l, cell[6], &proto.control);
	if (e == ERR_OK)
		e = target_of(l, cell[7], &proto.target);
	heads = cell[1];
	while (e == ERR_OK && str_word(&heads, &one)) {
		struct frame *f = arena_alloc(l->arena, sizeof(*f));

		*f = proto;
		(void)str_cut(one, '_', &verb_part, &particle);
		f->head = verb(l, verb_part, str_is(cell[0], "en"));
		if (particle.n > 0)
			f->particle = word(l, particle);
		chain(l, f);
	}
	return e;
}

static enum err
load_sheet(struct loader *l, const struct asset *asset)
{
	struct sheet s;
	enum err e = sheet_read(l->arena, asset->body, &s, l->why);
	bool words = str_find(asset->name, STR("read_words")) != SIZE_MAX;
	bool terms = str_find(asset->name, STR("read_terms")) != SIZE_MAX;

	l->file = asset->name;
	for (size_t i = 0; e == ERR_OK && i < s.rows; i++) {
		l->line = s.line[i];
		if (words)
			e = word_row(l, sheet_cell(&s, i, 0),
			    sheet_cell(&s, i, 1), sheet_cell(&s, i, 2));
		else if (terms && class_make(l, sheet_cell(&s, i, 0)) >= 0)
			term_row(l, class_make(l, sheet_cell(&s, i, 0)),
			    str_is(sheet_cell(&s, i, 1), "en"),
			    sheet_cell(&s, i, 2));
		else if (terms)
			e = bad(l, "too many classes", sheet_cell(&s, i, 0));
		else
			e = pattern_row(l, &s, i);
	}
	return e;
}

/* Words first, then classes, then the frames that use both. */
static enum err
load_named(struct loader *l, const char *part)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < assets_count; i++) {
		struct str name = assets_all[i].name;

		if (str_starts(name, STR("packs/")) &&
		    str_ends(name, STR(".csv")) &&
		    str_find(name, str_of(part)) != SIZE_MAX)
			e = load_sheet(l, &assets_all[i]);
	}
	return e;
}

enum err
frame_load(struct arena *a, struct word_table *words, uint32_t max,
    struct frame_term **terms, struct frame_table *out, struct why *why)
{
	struct loader l = { .arena = a, .table = out, .why = why };
	enum err e;

	*out = (struct frame_table){ .words = words, .n = max };
	out->class = map_new(a);
	out->grammar = arena_array(a, max, sizeof(*out->grammar));
	out->value = arena_array(a, max, sizeof(*out->value));
	out->verb = arena_array(a, max, sizeof(*out->verb));
	out->first = arena_array(a, max, sizeof(*out->first));
	out->block = arena_array(a, max, sizeof(struct frame_block *));
	out->abbreviation = arena_array(a, max, 1);
	l.last = arena_array(a, max, sizeof(*l.last));
	e = load_named(&l, "/read_words");
	if (e == ERR_OK)
		e = load_named(&l, "/read_terms");
	if (e == ERR_OK)
		e = load_named(&l, "/patterns");
	*terms = l.terms;
	return e;
}

uint32_t
frame_verb_add(struct arena *a, struct frame_table *t, struct str base,
    struct str forms)
{
	struct loader l = { .arena = a, .table = t };
	char fold[WORD_BYTES_MAX];
	uint32_t id = word_find(t->words, base);
	struct str one;

	/* Dictionaries are in capitals, endings are not. */
	base = arena_str(a, (struct str){ fold, word_fold(base, fold) });
	if (base.n < 2)
		return 0;
	/* "FORGAVE" of a dictionary is a form of what is known. */
	if (id != 0 && t->verb[id].base != 0)
		id = t->verb[id].base;
	else
		id = verb(&l, base, true);
	while (str_word(&forms, &one))
		form(&l, id, one, str_ends(one, STR("ING")) ? FRAME_ING
		    : str_ends(one, STR("S")) ? FRAME_S
		    : FRAME_PAST | FRAME_PART);
	return id;
}

int
frame_class_add(struct arena *a, struct frame_table *t, struct str name)
{
	struct loader l = { .arena = a, .table = t };

	return class_make(&l, name);
}
