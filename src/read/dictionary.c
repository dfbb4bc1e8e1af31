#include "read/dictionary.h"

#include "base/map.h"
#include "base/str.h"

#include "base/banned.h"

/* The longest list of names before their codes. */
enum { HEADS_MAX = 200 };

struct actors {
	struct arena *a;
	struct gazetteer *g;
	struct str head[HEADS_MAX];
	size_t heads;
	bool coded; /* codes of these heads were read */
	struct map *set; /* "PERSON" -> "MAN, MEN, WOMAN" */
};

static const struct {
	const char *prefix, *code;
} organisations[] = {
	{ "IGOUNO", "UN" }, { "UNO", "UN" }, { "IGOWSTNAT", "NATO" },
	{ "IGONAT", "NATO" }, { "NAT", "NATO" }, { "IGOEUREEC", "EU" },
	{ "IGOEEC", "EU" }, { "EEC", "EU" }, { "IGOSEAASN", "ASEAN" },
	{ "IGOASN", "ASEAN" }, { "ASN", "ASEAN" }, { "IGOAFRAFU", "AU" },
	{ "IGOAFU", "AU" }, { "IGOMEAARL", "ARL" }, { "IGOARL", "ARL" },
	{ "IGOOPC", "OPEC" }, { "IGOIMF", "IMF" }, { "IGOUNOIAE", "IAEA" },
	{ "IGOIAE", "IAEA" }, { "IGOWBK", "WB" }, { "IGOWTO", "WTO" },
	{ "IGOOSCE", "OSCE" }, { "IGOSCE", "OSCE" }
};

/* "VNMGOV" is VNM; empty for what is neither a state nor one of the above. */
static struct str
code_of(const struct gazetteer *g, struct str code)
{
	for (size_t i = 0; i < countof(organisations); i++)
		if (str_starts(code, str_of(organisations[i].prefix)))
			return str_of(organisations[i].code);
	if (code.n >= 3 && gazetteer_state(g, str_to(code, 3)).n > 0)
		return str_to(code, 3);
	return STR("");
}

/* A day as "920619" or "20070101". */
static bool
day_of(struct str s, int32_t *out)
{
	int64_t v;
	int year, month, day;

	if ((s.n != 6 && s.n != 8) || !str_int(s, &v) || v < 0)
		return false;
	year = (int)(v / 10000);
	/* Two digits are of the years from 1931 to 2030. */
	if (s.n == 6)
		year += year > 30 ? 1900 : 2000;
	month = (int)(v / 100 % 100);
	day = (int)(v % 100);
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > date_month_days(year, month))
		return false;
	*out = date_ymd(year, month, day);
	return true;
}

/* "<920619", ">920619", "900101-920619"; false when it is none of them. */
static bool
time_of(struct str s, struct date *out)
{
	struct str from, to;

	*out = (struct date){ INT32_MIN, INT32_MAX };
	if (s.n > 1 && s.p[0] == '<')
		return day_of(str_trim(str_from(s, 1)), &out->hi);
	if (s.n > 1 && s.p[0] == '>')
		return day_of(str_trim(str_from(s, 1)), &out->lo);
	return str_cut(s, '-', &from, &to) && day_of(from, &out->lo) &&
	    day_of(to, &out->hi) && out->lo <= out->hi;
}

/* NAME_OF_SOMEBODY_ as words. */
static struct str
words_of(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '_')
			p[i] = ' ';
	return str_trim((struct str){ p, s.n });
}

/* A role of an agents file: MINISTER_ [~GOV]. */
static void
add_role(struct actors *d, struct str name, struct str code)
{
	struct frame_table *t = &d->g->frame;
	uint32_t w;

	if (name.n == 0 || str_find(name, STR(" ")) != SIZE_MAX ||
	    word_count(d->g->words) + 1 >= d->g->words_max)
		return;
	w = word_add(d->g->words, name);
	if (t->grammar[w] == 0 && t->verb[w].base == 0)
		t->grammar[w] = str_is(code, "~MIL") || str_is(code, "~COP")
		    ? FRAME_FORCE : str_is(code, "~GOV") ? FRAME_ROLE : 0;
}

/* One [CODE time] for all heads. */
static enum err
add_code(struct actors *d, struct str block, struct why *why)
{
	struct gazetteer_name n = { .capital = true,
		.type = GAZETTEER_ACTOR };
	struct str code, rest = str_trim(block);
	enum err e = ERR_OK;

	if (!str_word(&rest, &code))
		return ERR_OK;
	rest = str_trim(rest);
	n.valid = (struct date){ INT32_MIN, INT32_MAX };
	n.dated = rest.n > 0;
	if (n.dated && !time_of(rest, &n.valid))
		return ERR_OK;
	if (code.p[0] == '~') {
		for (size_t i = 0; i < d->heads; i++) {
			add_role(d, d->head[i], code);
			add_role(d, arena_printf(d->a, "%.*sS",
			    STRF(d->head[i])), code);
		}
		return ERR_OK;
	}
	n.code = code_of(d->g, code);
	if (n.code.n == 0)
		return ERR_OK;
	if (str_starts(code, STR("IGO")))
		n.type = GAZETTEER_ORG;
	for (size_t i = 0; e == ERR_OK && i < d->heads; i++) {
		n.alias = d->head[i];
		if (n.alias.n > 0)
			e = gazetteer_add(d->a, d->g, &n, why);
	}
	return e;
}

/* What stands before a comment. */
static struct str
plain_line(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] == '#' || line.p[i] == ';')
			return str_trim(str_to(line, i));
	return str_trim(line);
}

static void
head_add(struct actors *d, struct str name)
{
	name = words_of(d->a, str_trim(name));
	if (d->heads < HEADS_MAX && name.n > 0)
		d->head[d->heads++] = name;
}

/* "DAIRY!PERSON!": one for each of the set. */
static void
set_heads(struct actors *d, struct str name)
{
	struct str before, after, set, one;
	const struct str *list;

	(void)str_cut(name, '!', &before, &after);
	(void)str_cut(after, '!', &set, &after);
	list = map_get(d->set, set);
	for (struct str rest = list != NULL ? *list : STR(""); rest.n > 0;) {
		(void)str_cut(rest, ',', &one, &rest);
		head_add(d, arena_printf(d->a, "%.*s%.*s%.*s", STRF(before),
		    STRF(str_trim(one)), STRF(after)));
	}
}

/* "!PERSON! = MAN, MEN, WOMAN"; false when it is none. */
static bool
set_line(struct actors *d, struct str line)
{
	struct str name, list, set, *copy;

	if (line.p[0] != '!' || !str_cut(line, '=', &name, &list))
		return false;
	name = str_trim(str_from(name, 1));
	if (!str_cut(name, '!', &set, &name) || set.n == 0)
		return false;
	copy = arena_alloc(d->a, sizeof(*copy));
	*copy = arena_str(d->a, list);
	(void)map_put(d->set, arena_str(d->a, set), copy);
	return true;
}

/* "GENDARMERY {GENDARMERIE}": a name with its plurals. */
static void
name_heads(struct actors *d, struct str name)
{
	struct str forms, one;

	(void)str_cut(name, '{', &name, &forms);
	(void)str_cut(forms, '}', &forms, &one);
	if (str_find(name, STR("!")) != SIZE_MAX)
		set_heads(d, name);
	else
		head_add(d, name);
	while (str_word(&forms, &one))
		head_add(d, one);
}

static enum err
actor_line(struct actors *d, struct str line, struct why *why)
{
	struct str name, code, rest;
	bool synonym = line.p[0] == '+';
	enum err e = ERR_OK;

	if (set_line(d, line))
		return ERR_OK;
	(void)str_cut(line, '[', &name, &rest);
	name = str_trim(name);
	if (name.n > 0) {
		if (!synonym || d->coded)
			d->heads = 0;
		d->coded = false;
		name_heads(d, str_from(name, synonym ? 1 : 0));
	}
	while (e == ERR_OK && rest.n > 0) {
		bool closed = str_cut(rest, ']', &code, &rest);

		if (closed) {
			d->coded = true;
			e = add_code(d, code, why);
		}
		(void)str_cut(rest, '[', &code, &rest);
	}
	return e;
}

enum err
dictionary_actors(struct arena *a, struct gazetteer *g,
    const struct gazetteer_file *f, struct why *why)
{
	struct actors *d = arena_alloc(a, sizeof(*d));
	struct str rest = f->text, line;
	enum err e = ERR_OK;

	d->a = a;
	d->g = g;
	d->set = map_new(a);
	while (e == ERR_OK && str_line(&rest, &line)) {
		line = plain_line(line);
		if (line.n > 0)
			e = actor_line(d, line, why);
	}
	return e;
}
