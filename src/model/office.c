#include "model/office.h"

#include <string.h>

#include "base/str.h"
#include "base/tr.h"
#include "model/change.h"
#include "model/fold.h"
#include "model/pack.h"
#include "model/right.h"

#include "base/banned.h"

enum {
	OFFICE_FORMAT = 1, /* of the database; greater is a newer program's */
	OFFICE_ARENA = 64 * 1024 * 1024,
	OFFSET_MAX = 14 * 60
};

static const int64_t MINUTE_MS = 60000;
static const int64_t DAY_MS = 86400000;

static struct office *
office_new(struct world *w, struct str dir)
{
	struct arena *a = arena_new(OFFICE_ARENA);
	struct office *o = arena_alloc(a, sizeof(*o));

	o->world = w;
	o->lang = "en";
	o->arena = a;
	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir = str_to(dir, dir.n - 1);
	o->dir = arena_str(a, dir);
	o->db_path = arena_printf(a, "%.*s/comity.db", STRF(dir));
	o->key_path = arena_printf(a, "%.*s/key", STRF(dir));
	kind_load(a, &o->kinds);
	return o;
}

void
office_close(struct office *o)
{
	if (o != NULL)
		arena_free(o->arena);
}

/* Empty when it is not there, and when the file is no office at all. */
static struct str
setting(struct office *o, struct db *db, const char *name)
{
	struct str value = STR("");
	struct rows *r;

	if (db_query(db, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(str_of(name))), &r, NULL) != ERR_OK)
		return value;
	if (db_next(r))
		value = arena_str(o->arena, db_text(r, 0));
	return db_end(r) == ERR_OK ? value : STR("");
}

/* "+07:00" as minutes. */
static bool
offset_parse(struct str s, int *minutes)
{
	int64_t h, m;

	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    s.p[1] == '-' || s.p[4] == '-' ||
	    !str_int(str_to(str_from(s, 1), 2), &h) ||
	    !str_int(str_from(s, 4), &m) || h < 0 || m < 0 || m > 59 ||
	    h * 60 + m > OFFSET_MAX)
		return false;
	*minutes = (int)(h * 60 + m) * (s.p[0] == '-' ? -1 : 1);
	return true;
}

static void
scheme_read(struct office *o, struct str tokens, struct str levels)
{
	int64_t n = 0;

	while (tokens.n > 0 && o->scheme.tokens < LABEL_TOKENS_MAX) {
		struct str token;

		(void)str_cut(tokens, ',', &token, &tokens);
		o->scheme.token[o->scheme.tokens++] = token;
	}
	if (str_int(levels, &n) && n > 0)
		o->scheme.levels = (size_t)n;
}

static enum err
parts_read(struct office *o, struct db *db, struct why *why)
{
	struct rows *r;
	enum err e = db_query(db, DB_NO_PART, STMT_PARTITION_LIST, NO_ARGS, &r,
	    why);

	if (e != ERR_OK)
		return e;
	while (e == ERR_OK && db_next(r)) {
		struct office_part *p = &o->part[o->parts];

		if (o->parts == OFFICE_PARTS_MAX) {
			e = why_set(why, ERR_CORRUPT, "%.*s has more than %d "
			    "labels", STRF(o->db_path), OFFICE_PARTS_MAX);
			break;
		}
		p->part = (int)db_int(r, 0);
		p->label = arena_str(o->arena, db_text(r, 1));
		p->mark = arena_str(o->arena, db_text(r, 2));
		e = label_parse(o->arena, &o->scheme, p->label, &p->expr, why);
		o->parts++;
	}
	if (e != ERR_OK) {
		(void)db_end(r);
		return e;
	}
	return db_end(r);
}

/* "optional", "required" or roles; what cannot be read is as if unsaid. */
static unsigned
codes_read(struct str text)
{
	struct why why = { 0 };
	unsigned roles;

	if (str_is(text, "optional"))
		return 0;
	if (str_is(text, "required"))
		return ROLES_ALL;
	return text.n > 0 && right_roles(text, &roles, &why) == ERR_OK ?
	    roles : ROLES_CODED;
}

/* What an office can set while it is open. */
static void
changing_read(struct office *o, struct db *db)
{
	if (!str_int(setting(o, db, "settings"), &o->settings))
		o->settings = 0;
	o->name = setting(o, db, "name");
	o->world_view = setting(o, db, "world_view");
	o->codes = codes_read(setting(o, db, "second_factor"));
	o->setup = setting(o, db, "setup");
	o->setup_done = setting(o, db, "setup_done");
	o->lang = tr_known(setting(o, db, "lang"));
	if (o->lang == NULL)
		o->lang = "en";
}

enum err
office_refresh(struct office *o, struct db *db, struct why *why)
{
	int64_t version = 0;
	struct rows *r;
	enum err e = db_query(db, DB_NO_PART, STMT_OFFICE_GET,
	    ARGS(V_TEXT(STR("settings"))), &r, why);

	if (e != ERR_OK)
		return e;
	if (db_next(r) && !str_int(db_text(r, 0), &version))
		version = 0;
	e = db_end(r);
	if (e == ERR_OK && version != o->settings)
		changing_read(o, db);
	return e;
}

struct str
office_setting(const struct office *o, const char *name)
{
	const struct { const char *name; struct str value; } known[] = {
		{ "name", o->name }, { "lang", str_of(o->lang) },
		{ "world_view", o->world_view }, { "setup", o->setup },
		{ "setup_done", o->setup_done },
	};

	for (size_t i = 0; i < countof(known); i++)
		if (strcmp(known[i].name, name) == 0)
			return known[i].value;
	return STR("");
}

static enum err
settings_read(struct office *o, struct db *db, struct why *why)
{
	int64_t format = 0;

	if (!str_int(setting(o, db, "format"), &format) || format < 1)
		return why_set(why, ERR_CORRUPT, "%.*s is no office: it has no "
		    "format", STRF(o->db_path));
	if (format > OFFICE_FORMAT) {
		o->wrong_format = true;
		return why_set(why, ERR_INPUT, "%.*s was made by a newer "
		    "version of Comity; use that", STRF(o->dir));
	}
	changing_read(o, db);
	o->pack = setting(o, db, "pack");
	o->demo = str_is(setting(o, db, "demo"), "yes");
	if (!offset_parse(setting(o, db, "utc_offset"), &o->offset_min))
		return why_set(why, ERR_CORRUPT, "%.*s: the office's UTC "
		    "offset cannot be read", STRF(o->db_path));
	scheme_read(o, setting(o, db, "tokens"), setting(o, db, "levels"));
	return parts_read(o, db, why);
}

enum err
office_open(struct world *w, struct str dir, struct office **out,
    struct why *why)
{
	struct office *o = office_new(w, dir);
	struct db *db;
	enum err e;

	*out = NULL;
	if (!w->exists(w, o->db_path.p)) {
		e = why_set(why, ERR_MISSING, "there is no office in %.*s; "
		    "name one with --office or COMITY_OFFICE, or make one "
		    "with: "
		    "comity init %.*s --pack vietnam", STRF(o->dir),
		    STRF(o->dir));
		office_close(o);
		return e;
	}
	e = db_open(o->db_path.p, DB_MODE_READ, &db, why);
	if (e == ERR_OK) {
		e = settings_read(o, db, why);
		db_close(db);
	}
	if (e != ERR_OK) {
		office_close(o);
		return e;
	}
	*out = o;
	return ERR_OK;
}

/*
 * An office to look around in begins in the past, so that its invented records
 * can lie between then and now.
 */
struct past {
	struct world world;
	struct world *real;
	int64_t ms;
};

static int64_t
past_now(struct world *w)
{
	const struct past *p = w->self;

	return p->ms;
}

static void
past_entropy(struct world *w, void *to, size_t n)
{
	const struct past *p = w->self;

	p->real->entropy(p->real, to, n);
}

/* What an office is made of, before it is written. */
struct plan {
	struct str name;
	const struct str *pack;
	size_t packs;
	bool demo;
	struct past past; /* of a demo */
	struct label_scheme scheme;
	struct str mark[LABEL_TOKENS_MAX];
	struct str offset;
};

/* The day an office for a look begins: well before its first deed. */
static enum err
plan_past(struct office *o, struct plan *p, struct why *why)
{
	enum { BEFORE = 100 };
	struct str from;
	struct date d;
	enum err e = pack_setting(o->arena, STR("sample"), STR("from"), &from,
	    why);

	if (e != ERR_OK)
		return e;
	if (!date_parse(from, &d))
		return why_set(why, ERR_INPUT, "the sample's setting \"from\" "
		    "is no day");
	p->past = (struct past){ .real = o->world,
		.ms = (d.lo - BEFORE) * DAY_MS };
	p->past.world = (struct world){ .now_ms = past_now,
		.entropy = past_entropy, .tick_ms = o->world->tick_ms,
		.self = &p->past };
	return ERR_OK;
}

static enum err
plan_packs(struct office *o, struct plan *p, struct why *why)
{
	p->offset = STR("+00:00");
	for (size_t i = 0; i < p->packs; i++) {
		struct str offset = { 0 };
		struct label_scheme s = { 0 };
		enum err e = pack_labels(o->arena, p->pack[i], &s, p->mark,
		    why);

		if (e == ERR_OK && s.tokens > 0)
			p->scheme = s;
		if (e == ERR_OK)
			e = pack_setting(o->arena, p->pack[i],
			    STR("utc_offset"), &offset, why);
		if (e != ERR_OK)
			return e;
		if (offset.n > 0)
			p->offset = offset;
	}
	if (p->scheme.tokens == 0) {
		p->scheme.token[p->scheme.tokens++] = STR("public");
		p->scheme.levels = 1;
	}
	if (!offset_parse(p->offset, &o->offset_min))
		return why_set(why, ERR_INPUT, "the pack's utc_offset "
		    "\"%.*s\" is not of the form +07:00", STRF(p->offset));
	return ERR_OK;
}

static enum err
settings_write(struct office *o, struct db *db, const struct plan *p,
    struct why *why)
{
	struct str tokens = STR("");
	struct { const char *name; struct str value; } row[] = {
		{ "format", arena_printf(o->arena, "%d", OFFICE_FORMAT) },
		{ "name", p->name },
		{ "pack", p->pack[p->packs - 1] },
		{ "demo", p->demo ? STR("yes") : STR("no") },
		/* A sample is to look around in; there is nothing to set. */
		{ "setup", p->demo ? STR("done") : STR("open") },
		{ "utc_offset", p->offset },
		{ "levels", arena_printf(o->arena, "%zu", p->scheme.levels) },
		{ "tokens", tokens }
	};
	enum err e = ERR_OK;

	for (size_t i = 0; i < p->scheme.tokens; i++)
		tokens = arena_printf(o->arena, "%.*s%s%.*s", STRF(tokens),
		    i > 0 ? "," : "", STRF(p->scheme.token[i]));
	row[countof(row) - 1].value = tokens;
	for (size_t i = 0; e == ERR_OK && i < countof(row); i++)
		e = db_run(db, DB_NO_PART, STMT_OFFICE_PUT,
		    ARGS(V_TEXT(str_of(row[i].name)), V_TEXT(row[i].value)),
		    why);
	return e;
}

static enum err
part_write(struct office *o, struct db *db, const struct key *k, int part,
    struct plan *p, size_t token, struct why *why)
{
	struct str label = p->scheme.token[token];
	struct str genesis = arena_printf(o->arena, "office=%.*s\nlabel=%.*s\n"
	    "epoch=1\ndemo=%s\nsoftware=comity\n", STRF(p->name), STRF(label),
	    p->demo ? "yes" : "no");
	enum err e = db_run(db, DB_NO_PART, STMT_PARTITION_ADD,
	    ARGS(V_INT(part), V_TEXT(label), V_TEXT(p->mark[token])), why);

	if (e == ERR_OK)
		e = journal_found(db, p->demo ? &p->past.world : o->world, k,
		    part, genesis, why);
	return e == ERR_OK ? fold_tables(db, &o->kinds, part, why) : e;
}

/* A token has a place of its own when it is the lowest or has a mark. */
static enum err
parts_write(struct office *o, struct db *db, const struct key *k,
    struct plan *p, struct why *why)
{
	enum err e = ERR_OK;
	int part = 0;

	for (size_t i = 0; e == ERR_OK && i < p->scheme.tokens; i++)
		if (i == 0 || p->mark[i].n > 0)
			e = part_write(o, db, k, part++, p, i, why);
	return e;
}

static enum err
tables_write(struct office *o, struct db *db, const struct key *k,
    struct plan *p, struct why *why)
{
	enum err e = db_begin(db, true, why);

	if (e != ERR_OK)
		return e;
	e = db_run(db, DB_NO_PART, STMT_OFFICE_TABLE, NO_ARGS, why);
	if (e == ERR_OK)
		e = db_run(db, DB_NO_PART, STMT_PARTITION_TABLE, NO_ARGS, why);
	if (e == ERR_OK)
		e = settings_write(o, db, p, why);
	if (e == ERR_OK)
		e = parts_write(o, db, k, p, why);
	if (e == ERR_OK)
		return db_commit(db, why);
	db_rollback(db);
	return e;
}

static enum err
files_write(struct office *o, struct plan *p, struct why *why)
{
	struct world *w = o->world;
	struct key *k = NULL;
	struct db *db = NULL;
	enum err e;

	if (w->exists(w, o->db_path.p) || w->exists(w, o->key_path.p))
		return why_set(why, ERR_INPUT, "there is an office in %.*s "
		    "already; nothing was changed", STRF(o->dir));
	if (w->make_dir(w, o->dir.p, 0700) != ERR_OK)
		return why_set(why, ERR_IO, "the folder %.*s cannot be made; "
		    "its parent must be there and writable", STRF(o->dir));
	e = key_create(w, o->key_path.p, why);
	if (e == ERR_OK)
		e = key_load(w, o->key_path.p, &k, why);
	if (e == ERR_OK)
		e = db_open(o->db_path.p, DB_MODE_CREATE, &db, why);
	if (e == ERR_OK)
		e = tables_write(o, db, k, p, why);
	db_close(db);
	key_free(k);
	return e;
}

static enum err
packs_write(const struct office *o, const struct plan *p, struct why *why)
{
	struct change_pen *pen;
	enum err e = change_open(o, &pen, why);

	if (e != ERR_OK)
		return e;
	change_clock(pen, p->demo ? p->past.ms : 0);
	e = change_group(pen, why);
	for (size_t i = 0; e == ERR_OK && i < p->packs; i++) {
		size_t records;

		e = pack_load(pen, o, p->pack[i], &records, why);
	}
	if (e == ERR_OK)
		e = change_group_end(pen, why);
	change_close(pen);
	return e;
}

enum err
office_create(struct world *w, struct str dir, struct str name,
    const struct str *packs, size_t n, bool demo, struct office **out,
    struct why *why)
{
	struct plan p = { .name = name, .pack = packs, .packs = n,
		.demo = demo };
	struct office *o = office_new(w, dir);
	enum err e;

	ALWAYS(n > 0);
	*out = NULL;
	e = plan_packs(o, &p, why);
	if (e == ERR_OK && demo)
		e = plan_past(o, &p, why);
	if (e == ERR_OK)
		e = files_write(o, &p, why);
	office_close(o);
	if (e == ERR_OK)
		e = office_open(w, dir, &o, why);
	if (e != ERR_OK)
		return e;
	e = packs_write(o, &p, why);
	if (e != ERR_OK) {
		office_close(o);
		return e;
	}
	*out = o;
	return ERR_OK;
}

int32_t
office_today(const struct office *o)
{
	int64_t now = o->world->now_ms(o->world);

	return date_day_of_ms(now + o->offset_min * MINUTE_MS);
}

/* The last instant of a millisecond, as an hlc. */
static uint64_t
hlc_of_ms(int64_t ms)
{
	return ms <= 0 ? 0 : (uint64_t)ms << 16 | 0xffff;
}

uint64_t
office_day_end(const struct office *o, int32_t day)
{
	return hlc_of_ms((day + 1) * DAY_MS - o->offset_min * MINUTE_MS - 1);
}

enum err
office_as_of(const struct office *o, struct str text, uint64_t *hlc,
    int32_t *today, struct why *why)
{
	struct date d;
	int64_t ms;

	text = str_trim(text);
	*today = office_today(o);
	*hlc = FOLD_FOREVER - 1;
	if (text.n == 0 || str_is(text, "now"))
		return ERR_OK;
	if (date_parse_instant(text, &ms)) {
		*hlc = hlc_of_ms(ms);
		*today = date_day_of_ms(ms + o->offset_min * MINUTE_MS);
		return ERR_OK;
	}
	if (!date_parse_human(text, *today, &d))
		return why_set(why, ERR_INPUT, "\"%.*s\" is no time; write a "
		    "date such as 2026-06-30 or an instant such as "
		    "2026-06-30T12:00:00Z", STRF(text));
	*hlc = office_day_end(o, d.hi);
	*today = d.hi;
	return ERR_OK;
}

const struct office_part *
office_part_named(const struct office *o, struct str label)
{
	struct arena *a = arena_new(MIB);
	const struct office_part *found = NULL;
	const struct label *l;

	if (label.n <= LABEL_TEXT_MAX &&
	    label_parse(a, &o->scheme, label, &l, NULL) == ERR_OK) {
		struct str text = label_text(a, &o->scheme, l);

		for (size_t i = 0; i < o->parts; i++)
			if (str_eq(o->part[i].label, text))
				found = &o->part[i];
	}
	arena_free(a);
	return found;
}

static enum err
token_add(const struct office *o, struct str token, uint64_t *held,
    struct why *why)
{
	struct buf known CLEANUP(buf_free) = { .max = KIB };

	for (size_t i = 0; i < o->scheme.tokens; i++) {
		if (str_eq(o->scheme.token[i], token)) {
			*held |= (uint64_t)1 << i;
			return ERR_OK;
		}
		buf_printf(&known, "%s%.*s", i > 0 ? ", " : "",
		    STRF(o->scheme.token[i]));
	}
	return why_set(why, ERR_INPUT, "the office knows no clearance "
	    "\"%.*s\"; there are %.*s", STRF(token),
	    STRF(buf_view(&known)));
}

enum err
office_clearance(const struct office *o, struct str tokens, uint64_t *mask,
    struct why *why)
{
	uint64_t held = 0;
	bool all = str_trim(tokens).n == 0;

	*mask = 0;
	while (tokens.n > 0) {
		struct str token;
		enum err e;

		(void)str_cut(tokens, ',', &token, &tokens);
		token = str_trim(token);
		if (token.n == 0)
			continue;
		e = token_add(o, token, &held, why);
		if (e != ERR_OK)
			return e;
	}
	held = label_hold(&o->scheme, held);
	for (size_t i = 0; i < o->parts; i++)
		if (all || label_sees(o->part[i].expr, held))
			*mask |= (uint64_t)1 << o->part[i].part;
	return ERR_OK;
}
