#include "advise/forums_part.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/ledger.h"

#include "base/banned.h"

enum { ROWS_MAX = 60, YEARS_MAX = 5 };

/* ---- what was put forward ---- */

/* Where the members stand on one initiative. */
static const char *const stances[] = { "support", "accept", "silent",
	"reserve", "oppose" };

struct stand {
	int64_t n[countof(stances)];
	struct str against; /* codes of who reserves or opposes */
};

static enum err
read_stands(struct words *w, struct map *by, struct why *why)
{
	struct rows_found found = { 0 };
	enum err e = part_find(w, words_kind(w, "position"), STR(""), "date",
	    FIND_LIMIT_MAX, &found, why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct stand *s = map_get(by, part_ref(w, row, "initiative"));
		struct str stance = part_text(row, "stance");

		if (s == NULL) {
			s = arena_alloc(w->a, sizeof(*s));
			*s = (struct stand){ .against = { "", 0 } };
			(void)map_put(by, part_ref(w, row, "initiative"), s);
		}
		for (size_t k = 0; k < countof(stances); k++)
			s->n[k] += str_is(stance, stances[k]);
		if (str_is(stance, "reserve") || str_is(stance, "oppose"))
			s->against = arena_printf(w->a, "%.*s%s%.*s",
			    STRF(s->against), s->against.n > 0 ? ", " : "",
			    STRF(part_field(w, row, "partner").text));
	}
	return e;
}

static void
put_initiative(struct words *w, struct report_block *b, const struct row *row,
    const struct stand *s)
{
	struct report_cell *c = report_row(w->a, b);

	c[0] = part_state(w, row);
	c[0].tone = str_is(row->derived[0], "adopted") ||
	    str_is(row->derived[0], "implemented") ||
	    str_is(row->derived[0], "work-plan") ||
	    str_is(row->derived[0], "reviewed") ? TONE_OK : TONE_INFO;
	c[1] = part_title(w, row);
	c[2] = part_field(w, row, "forum");
	c[3] = part_field(w, row, "sponsor");
	c[4] = part_field(w, row, "tabled");
	for (size_t i = 0; i < countof(stances); i++)
		c[5 + i] = report_number(w->a, s != NULL ? s->n[i] : 0,
		    STR(""));
	if (s != NULL)
		c[10].text = s->against;
}

enum err
forums_initiatives(struct words *w, struct report *out, struct str filter,
    struct why *why)
{
	static const struct part_column c[] = {
		{ "stage", TR("Stage"), CELL_CHIP, false },
		{ "initiative", TR("Initiative"), CELL_TEXT, false },
		{ "forum", TR("Forum"), CELL_TEXT, true },
		{ "sponsor", TR("By"), CELL_ISO, false },
		{ "tabled", TR("Tabled"), CELL_DATE, true },
		{ "support", TR("Support"), CELL_NUMBER, false },
		{ "accept", TR("Accept"), CELL_NUMBER, true },
		{ "silent", TR("Silent"), CELL_NUMBER, true },
		{ "reserve", TR("Reserve"), CELL_NUMBER, true },
		{ "oppose", TR("Oppose"), CELL_NUMBER, true },
		{ "against", TR("To be won"), CELL_TEXT, true }
	};
	const struct kind *k = words_kind(w, "initiative");
	struct report_panel *p = part_panel(w, out, "initiatives",
	    TR("What was put forward, and who stands where?"), 0);
	struct report_block *b = part_table(w, p, c, countof(c));
	struct map *by = map_new(w->a);
	struct rows_found found = { 0 };
	size_t adopted = 0;
	enum err e = read_stands(w, by, why);

	if (e == ERR_OK)
		e = part_find(w, k, filter, "-tabled", ROWS_MAX, &found, why);
	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < found.n; i++) {
		put_initiative(w, b, &found.row[i], map_get(by,
		    id_str(w->a, found.row[i].id)));
		adopted += part_day(&found.row[i], "adopted").lo <=
		    part_day(&found.row[i], "adopted").hi;
	}
	p->answer = arena_printf(w->a, tr_n(w->lang, "*%zu initiative*, %zu "
	    "adopted.", "*%zu initiatives*, %zu adopted.", (int64_t)found.n),
	    found.n, adopted);
	b->empty = part_say(w, TR("Nothing was put forward. Record an "
	    "initiative, and where each member stands on it."));
	p->more = path_list(w->a, k, filter);
	p->more_words = part_say(w, TR("As a list with filters"));
	return ERR_OK;
}

/* ---- one forum ---- */

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *forum;
	const struct row *row;
	struct str id, code;
	int year;
	struct rows_found sessions;
	struct why *why;
};

/* "forum:CODE", and of the year when one is asked for. */
static struct str
of_forum(struct making *m, const char *date)
{
	if (m->year == 0)
		return arena_printf(m->a, "forum:%.*s", STRF(m->id));
	return arena_printf(m->a, "forum:%.*s %s:%d", STRF(m->id), date,
	    m->year);
}

static void
put_sessions(struct making *m)
{
	static const struct part_column c[] = {
		{ "date", TR("Date"), CELL_DATE, false },
		{ "session", TR("Session"), CELL_TEXT, false },
		{ "host", TR("Host"), CELL_ISO, false },
		{ "chair", TR("Chair"), CELL_ISO, false },
		{ "place", TR("Place"), CELL_TEXT, true },
		{ "ours", TR("Our part in it"), CELL_TEXT, true },
		{ "state", TR("State"), CELL_CHIP, true }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "sessions",
	    TR("When does it meet, and who chairs?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	for (size_t i = m->sessions.n; i-- > 0 && b->rows < ROWS_MAX;) {
		const struct row *row = &m->sessions.row[i];
		struct report_cell *cell = report_row(m->a, b);

		cell[0] = part_field(&m->w, row, "start");
		cell[1] = part_title(&m->w, row);
		cell[2] = part_field(&m->w, row, "host");
		cell[3] = part_field(&m->w, row, "chair");
		cell[4].text = part_text(row, "place");
		cell[5] = part_field(&m->w, row, "activity");
		cell[6] = part_state(&m->w, row);
	}
	b->empty = part_say(&m->w, TR("No session is recorded."));
}

static void
put_facts(struct making *m)
{
	static const char *const shown[] = { "type", "parent", "founded",
		"cadence_months", "chair_rule", "cycle_rule" };
	struct report_panel *p = part_panel(&m->w, m->out, "facts",
	    TR("How does it work?"), 7);
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);

	for (size_t i = 0; i < countof(shown); i++) {
		struct report_cell c = part_field(&m->w, m->row, shown[i]);

		if (c.text.n > 0)
			report_fact(m->a, b, words_field(&m->w,
			    kind_field(m->forum, str_of(shown[i]))), c);
	}
	p->more = path_part(m->a, m->forum, m->code, "facts");
	p->more_words = part_say(&m->w, TR("All that is known"));
}

static bool
is_now(const struct making *m, const struct row *row)
{
	struct date from = part_day(row, "valid_from");
	struct date to = part_day(row, "valid_to");

	return (from.lo > from.hi || from.lo <= m->w.r->today) &&
	    (to.lo > to.hi || to.hi >= m->w.r->today);
}

/* Those of today, as codes by their role. */
static enum err
put_members(struct making *m)
{
	const struct kind *k = words_kind(&m->w, "membership");
	struct report_panel *p = part_panel(&m->w, m->out, "members",
	    TR("Who belongs to it?"), 5);
	struct report_block *b = report_add_block(m->a, p, BLOCK_FACTS);
	struct term *role = NULL;
	struct rows_found found = { 0 };
	size_t roles = 0;
	enum err e = part_find(&m->w, k, arena_printf(m->a, "forum:%.*s",
	    STRF(m->id)), "partner", FIND_LIMIT_MAX, &found, m->why);

	if (e == ERR_OK)
		e = find_terms(m->w.r, m->a, STR("member-role"), m->w.lang,
		    &role, &roles, m->why);
	for (size_t i = 0; i < roles && e == ERR_OK; i++) {
		struct str codes = { "", 0 };

		for (size_t j = 0; j < found.n; j++)
			if (str_eq(part_text(&found.row[j], "role"),
			    role[i].code) && is_now(m, &found.row[j]))
				codes = arena_printf(m->a, "%.*s%s%.*s",
				    STRF(codes), codes.n > 0 ? " " : "",
				    STRF(part_field(&m->w, &found.row[j],
				    "partner").text));
		if (codes.n > 0)
			report_fact(m->a, b, role[i].name,
			    (struct report_cell){ .text = codes });
	}
	b->empty = part_say(&m->w, TR("No member is recorded."));
	p->more = path_list(m->a, k, arena_printf(m->a, "forum:%.*s",
	    STRF(m->code)));
	p->more_words = part_say(&m->w, TR("All members"));
	return e;
}

/* What we did there, and what was promised at it. */

static void
put_deeds(struct making *m, const struct rows_found *found)
{
	static const struct part_column c[] = {
		{ "date", TR("Date"), CELL_DATE, false },
		{ "activity", TR("Activity"), CELL_TEXT, false },
		{ "level", TR("Level"), CELL_TEXT, true },
		{ "place", TR("Place"), CELL_TEXT, true },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "activities",
	    TR("What did we do there?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	for (size_t i = 0; i < found->n && i < ROWS_MAX; i++) {
		const struct row *row = &found->row[i];
		struct report_cell *cell = report_row(m->a, b);

		cell[0] = part_field(&m->w, row, "start");
		cell[1] = part_title(&m->w, row);
		cell[2] = part_field(&m->w, row, "level");
		cell[3].text = part_text(row, "place");
		cell[4] = part_state(&m->w, row);
	}
	b->total = found->n;
	b->empty = part_say(&m->w, TR("None of our activities was at this "
	    "forum."));
}

static enum err
put_promises(struct making *m, const struct rows_found *deeds)
{
	static const struct part_column c[] = {
		{ "state", TR("State"), CELL_CHIP, false },
		{ "text", TR("What"), CELL_TEXT, false },
		{ "side", TR("Whose promise"), CELL_TEXT, true },
		{ "made_at", TR("Made at"), CELL_TEXT, true },
		{ "due", TR("Due"), CELL_DATE, false }
	};
	const struct kind *k = words_kind(&m->w, "commitment");
	struct report_panel *p = part_panel(&m->w, m->out, "promises",
	    TR("What was promised there, and kept?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));
	struct map *there = map_new(m->a);
	struct ledger_count n = { 0 };
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, k, STR("made_at:*"), "-made",
	    FIND_LIMIT_MAX, &found, m->why);

	for (size_t i = 0; i < deeds->n; i++)
		(void)map_put(there, id_str(m->a, deeds->row[i].id), m);
	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *cell;

		if (map_get(there, part_ref(&m->w, row, "made_at")) == NULL)
			continue;
		ledger_add(&n, row->derived[0], 1);
		cell = report_row(m->a, b);
		cell[0] = part_state(&m->w, row);
		cell[1] = part_title(&m->w, row);
		cell[2] = part_field(&m->w, row, "side");
		cell[3] = part_field(&m->w, row, "made_at");
		cell[4] = part_field(&m->w, row, "due");
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%lld of %lld kept*, "
	    "%lld late."), (long long)n.kept, (long long)n.promised,
	    (long long)n.late);
	b->empty = part_say(&m->w, TR("No commitment was made at this "
	    "forum."));
	return e;
}

/* ---- head ---- */

static int
year_of(int32_t day)
{
	int y, month, d;

	date_split(day, &y, &month, &d);
	return y;
}

/* All years, and the last few in which it met or will. */
static void
put_tabs(struct making *m, const struct rows_found *sessions)
{
	struct str own = path_record(m->a, m->forum, m->code);
	int last = 0;

	part_tab(&m->w, m->out, TR("All years"), -1, own);
	for (size_t i = sessions->n; i-- > 0 &&
	    m->out->tabs <= YEARS_MAX;) {
		struct date d = part_day(&sessions->row[i], "start");
		int year;

		if (d.lo > d.hi || (year = year_of(d.lo)) == last)
			continue;
		last = year;
		if (year == m->year)
			m->out->tab_at = m->out->tabs;
		report_add_tab(m->a, m->out, arena_printf(m->a, "%d", year),
		    arena_printf(m->a, "%.*s/%d", STRF(own), year));
	}
	if (m->year != 0 && m->out->tab_at == 0) {
		m->out->tab_at = m->out->tabs;
		report_add_tab(m->a, m->out, arena_printf(m->a, "%d",
		    m->year), arena_printf(m->a, "%.*s/%d", STRF(own),
		    m->year));
	}
}

static enum err
put_head(struct making *m)
{
	struct str own = path_record(m->a, m->forum, m->code);
	struct rows_found all = { 0 };
	enum err e = part_find(&m->w, words_kind(&m->w, "session"),
	    arena_printf(m->a, "forum:%.*s", STRF(m->id)), "start",
	    FIND_LIMIT_MAX, &all, m->why);

	if (e != ERR_OK)
		return e;
	m->out->name = STR("forum");
	m->out->title = words_title(&m->w, m->row);
	m->out->code = part_text(m->row, "acronym");
	m->out->path = m->year == 0 ? own : arena_printf(m->a, "%.*s/%d",
	    STRF(own), m->year);
	report_add_crumb(m->a, m->out, words_many(&m->w, m->forum),
	    STR("/forums"));
	report_add_action(m->a, m->out, tr(m->w.lang, "New initiative"),
	    path_query(m->a, STR("/initiatives/new"), "forum", m->code));
	report_add_action(m->a, m->out, tr(m->w.lang, "Edit"), path_part(m->a,
	    m->forum, m->code, "edit"));
	put_tabs(m, &all);
	return ERR_OK;
}

enum err
forums_forum(struct reader *r, struct arena *a, const struct forums_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .id = id_str(a, ask->id),
		.year = ask->year, .why = why };
	struct rows_found deeds = { 0 };
	struct row *row;
	size_t n;
	enum err e;

	*out = (struct report){ 0 };
	words_init(&m.w, r, a, ask->lang);
	m.forum = words_kind(&m.w, "forum");
	e = find_row(r, a, m.forum, ask->id, &row, &n, why);
	if (e != ERR_OK)
		return e;
	m.row = &row[0];
	words_label(&m.w, row[0].label);
	m.code = words_code(&m.w, m.row);
	e = put_head(&m);
	if (e == ERR_OK)
		e = part_find(&m.w, words_kind(&m.w, "session"), of_forum(&m,
		    "start"), "start", FIND_LIMIT_MAX, &m.sessions, why);
	if (e == ERR_OK)
		e = part_find(&m.w, words_kind(&m.w, "activity"), of_forum(&m,
		    "start"), "-start", FIND_LIMIT_MAX, &deeds, why);
	if (e != ERR_OK)
		return e;
	put_facts(&m);
	e = put_members(&m);
	put_sessions(&m);
	if (e == ERR_OK)
		e = forums_initiatives(&m.w, out, of_forum(&m, "tabled"),
		    why);
	if (e == ERR_OK)
		e = put_promises(&m, &deeds);
	put_deeds(&m, &deeds);
	words_head(&m.w, out);
	return e;
}
