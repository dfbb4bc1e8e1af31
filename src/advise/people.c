#include "advise/people.h"

#include "advise/path.h"
#include "advise/people_part.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { PEOPLE_MAX = 500, LAPSE_DAYS = 180, ROWS_MAX = 60 };

/* What is known of one person today. */
struct standing {
	const struct row *tenure, *posting, *course;
	int64_t learnt, lapsed;
	int32_t free; /* first day after what binds them; INT32_MIN: now */
};

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *person, *tenure, *qualification, *deployment;
	struct rows_found people, tenures, learnt, postings;
	struct map *by_person; /* id to a struct standing */
	struct why *why;
};

static struct standing *
standing_of(struct making *m, struct str person)
{
	struct standing *s = map_get(m->by_person, person);

	if (s == NULL) {
		s = arena_alloc(m->a, sizeof(*s));
		*s = (struct standing){ .free = INT32_MIN };
		(void)map_put(m->by_person, person, s);
	}
	return s;
}

static bool
holds(struct date from, struct date to, int32_t day)
{
	return (from.lo > from.hi || from.lo <= day) &&
	    (to.lo > to.hi || to.hi >= day);
}

static void
bind_until(struct standing *s, struct date until)
{
	if (until.lo <= until.hi && until.hi + 1 > s->free)
		s->free = until.hi + 1;
}

static void
take_tenures(struct making *m)
{
	for (size_t i = 0; i < m->tenures.n; i++) {
		const struct row *row = &m->tenures.row[i];
		struct standing *s = standing_of(m, part_ref(&m->w, row,
		    "person"));
		struct date to = part_day(row, "valid_to");

		if (!holds(part_day(row, "valid_from"), to, m->w.r->today))
			continue;
		s->tenure = row;
		bind_until(s, to);
	}
}

static void
take_learnt(struct making *m)
{
	for (size_t i = 0; i < m->learnt.n; i++) {
		const struct row *row = &m->learnt.row[i];
		struct standing *s = standing_of(m, part_ref(&m->w, row,
		    "person"));

		s->learnt += str_is(row->derived[0], "held");
		s->lapsed += str_is(row->derived[0], "expired");
		if (str_is(row->derived[0], "attending")) {
			s->course = row;
			bind_until(s, part_day(row, "finish"));
		}
	}
}

static void
take_postings(struct making *m)
{
	for (size_t i = 0; i < m->postings.n; i++) {
		const struct row *row = &m->postings.row[i];
		struct standing *s = standing_of(m, part_ref(&m->w, row,
		    "person"));

		s->posting = row;
		bind_until(s, part_day(row, "finish"));
	}
}

static enum err
read_all(struct making *m)
{
	enum err e = part_find(&m->w, m->person, STR("partner:"), "code",
	    PEOPLE_MAX, &m->people, m->why);

	if (e == ERR_OK)
		e = part_find(&m->w, m->tenure, STR(""), "valid_from",
		    FIND_LIMIT_MAX, &m->tenures, m->why);
	if (e == ERR_OK)
		e = part_find(&m->w, m->qualification, STR(""), "start",
		    FIND_LIMIT_MAX, &m->learnt, m->why);
	if (e == ERR_OK)
		e = part_find(&m->w, m->deployment, STR("person:* "
		    "status:preparing,deployed,rotating,overdue"), "start",
		    FIND_LIMIT_MAX, &m->postings, m->why);
	if (e != ERR_OK)
		return e;
	m->by_person = map_new(m->a);
	take_tenures(m);
	take_learnt(m);
	take_postings(m);
	return e;
}

static struct str
person_path(struct making *m, const struct row *row)
{
	return arena_printf(m->a, "/people/%.*s",
	    STRF(words_code(&m->w, row)));
}

/* ---- everybody ---- */

static struct report_cell
state_of(struct making *m, const struct standing *s)
{
	struct report_cell c = { .type = CELL_CHIP, .tone = TONE_OK };

	if (s->course != NULL && s->posting != NULL) {
		c.text = part_say(&m->w, TR("booked twice"));
		c.tone = TONE_BAD;
	} else if (s->posting != NULL) {
		c = part_state(&m->w, s->posting);
	} else if (s->course != NULL) {
		c.text = part_say(&m->w, TR("at a course"));
		c.tone = TONE_INFO;
	} else if (s->tenure != NULL) {
		c.text = part_say(&m->w, TR("in post"));
		c.tone = TONE_INFO;
	} else {
		c.text = part_say(&m->w, TR("free"));
	}
	return c;
}

static void
put_person(struct making *m, struct report_block *b, const struct row *row)
{
	const struct standing *s = standing_of(m, id_str(m->a, row->id));
	struct report_cell *c = report_row(m->a, b);

	c[0] = report_link(s->tenure == NULL ? words_title(&m->w, row) :
	    part_ranked(&m->w, s->tenure, words_title(&m->w, row)),
	    person_path(m, row));
	if (s->tenure != NULL)
		c[1] = part_field(&m->w, s->tenure, "post");
	c[2].text = part_text(row, "languages");
	c[3] = report_number(m->a, s->learnt, STR(""));
	if (s->lapsed > 0)
		c[3].sub = arena_printf(m->a, tr(m->w.lang, "%lld lapsed"),
		    (long long)s->lapsed);
	if (s->posting != NULL)
		c[4] = part_title(&m->w, s->posting);
	else if (s->course != NULL)
		c[4] = part_title(&m->w, s->course);
	if (s->free > m->w.r->today)
		c[5] = words_date(&m->w, (struct date){ s->free, s->free });
	c[6] = state_of(m, s);
}

static void
put_people(struct making *m)
{
	static const struct part_column c[] = {
		{ "person", TR("Person"), CELL_TEXT, false },
		{ "post", TR("Post"), CELL_TEXT, true },
		{ "languages", TR("Languages"), CELL_TEXT, false },
		{ "learnt", TR("Courses and grades"), CELL_NUMBER, true },
		{ "posting", TR("Posting or course"), CELL_TEXT, true },
		{ "free", TR("Free from"), CELL_DATE, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "people",
	    TR("Who can what, and who is free?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));
	int64_t bound = 0;

	for (size_t i = 0; i < m->people.n; i++) {
		const struct standing *s = standing_of(m, id_str(m->a,
		    m->people.row[i].id));

		put_person(m, b, &m->people.row[i]);
		bound += s->posting != NULL || s->course != NULL ||
		    s->tenure != NULL;
	}
	p->answer = arena_printf(m->a, tr(m->w.lang, "*%zu people*; %lld in a "
	    "post, on a posting or at a course."), m->people.n,
	    (long long)bound);
	b->empty = part_say(&m->w, TR("Nobody is recorded yet. Add the first: "
	    "New person."));
}

/* ---- what lapses, who comes back ---- */

static void
put_lapsing(struct making *m)
{
	static const struct part_column c[] = {
		{ "state", TR("State"), CELL_CHIP, false },
		{ "what", TR("What"), CELL_TEXT, false },
		{ "grade", TR("Grade"), CELL_TEXT, true },
		{ "person", TR("Person"), CELL_TEXT, false },
		{ "until", TR("Valid until"), CELL_DATE, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "lapsing",
	    TR("What is to be renewed?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	for (size_t i = 0; i < m->learnt.n; i++) {
		const struct row *row = &m->learnt.row[i];
		struct date until = part_day(row, "expires");
		struct report_cell *cell;

		if (until.lo > until.hi ||
		    until.hi > m->w.r->today + LAPSE_DAYS)
			continue;
		cell = report_row(m->a, b);
		cell[0] = part_due(&m->w, until);
		cell[1] = part_title(&m->w, row);
		cell[2].text = part_text(row, "grade");
		cell[3] = part_field(&m->w, row, "person");
		cell[4] = part_field(&m->w, row, "expires");
	}
	p->answer = arena_printf(m->a, tr_n(m->w.lang, "*%zu grade or course* "
	    "has lapsed or will within six months.", "*%zu grades or courses* "
	    "have lapsed or will within six months.", (int64_t)b->rows),
	    b->rows);
	b->empty = part_say(&m->w, TR("Nothing lapses within six months."));
}

static void
put_courses(struct making *m)
{
	static const struct part_column c[] = {
		{ "from", TR("From"), CELL_DATE, false },
		{ "until", TR("Until"), CELL_DATE, true },
		{ "type", TR("Type"), CELL_TEXT, true },
		{ "what", TR("What"), CELL_TEXT, false },
		{ "partner", TR("Partner"), CELL_ISO, true },
		{ "person", TR("Person"), CELL_TEXT, false },
		{ "state", TR("State"), CELL_CHIP, false }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "courses",
	    TR("Who learns what?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	for (size_t i = m->learnt.n; i-- > 0 && b->rows < ROWS_MAX;) {
		const struct row *row = &m->learnt.row[i];
		struct report_cell *cell = report_row(m->a, b);

		cell[0] = part_field(&m->w, row, "start");
		cell[1] = part_field(&m->w, row, "finish");
		cell[2] = part_field(&m->w, row, "type");
		cell[3] = part_title(&m->w, row);
		cell[3].sub = part_text(row, "grade");
		cell[4] = part_field(&m->w, row, "partner");
		cell[5] = part_field(&m->w, row, "person");
		cell[6] = part_state(&m->w, row);
	}
	b->total = m->learnt.n;
	b->empty = part_say(&m->w, TR("No course or grade is recorded."));
}

static void
put_head(struct making *m, struct str show)
{
	m->out->name = STR("people");
	m->out->title = part_say(&m->w, TR("People"));
	m->out->path = show.n == 0 ? STR("/people") :
	    arena_printf(m->a, "/people/%.*s", STRF(show));
	part_tab(&m->w, m->out, TR("Everybody"), (int64_t)m->people.n,
	    STR("/people"));
	part_tab(&m->w, m->out, TR("Courses and grades"),
	    (int64_t)m->learnt.n, STR("/people/courses"));
	part_tab(&m->w, m->out, TR("Returns and gaps"), -1,
	    STR("/people/gaps"));
	m->out->tab_at = str_is(show, "courses") ? 1 :
	    str_is(show, "gaps") ? 2 : 0;
	report_add_action(m->a, m->out, tr(m->w.lang, "New person"),
	    STR("/persons/new"));
}

static void
start(struct making *m, struct reader *r, struct arena *a, const char *lang)
{
	words_init(&m->w, r, a, lang);
	m->person = words_kind(&m->w, "person");
	m->tenure = words_kind(&m->w, "tenure");
	m->qualification = words_kind(&m->w, "qualification");
	m->deployment = words_kind(&m->w, "deployment");
}

enum err
people_report(struct reader *r, struct arena *a, const struct people_ask *ask,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	enum err e;

	*out = (struct report){ 0 };
	start(&m, r, a, ask->lang);
	e = read_all(&m);
	if (e != ERR_OK)
		return e;
	put_head(&m, ask->show);
	if (str_is(ask->show, "courses")) {
		put_courses(&m);
	} else if (str_is(ask->show, "gaps")) {
		e = people_gaps(&m.w, out, why);
	} else {
		put_people(&m);
		put_lapsing(&m);
	}
	words_head(&m.w, out);
	return e;
}

/* ---- one of them ---- */

static const struct part_column life_columns[] = {
	{ "from", TR("From"), CELL_DATE, false },
	{ "until", TR("Until"), CELL_DATE, false },
	{ "what", TR("What"), CELL_TEXT, false },
	{ "detail", TR("Rank, grade or place"), CELL_TEXT, true },
	{ "state", TR("State"), CELL_CHIP, false }
};

static struct report_block *
life_block(struct making *m, const char *name, const char *question,
    const char *empty)
{
	struct report_panel *p = part_panel(&m->w, m->out, name, question, 0);
	struct report_block *b = part_table(&m->w, p, life_columns,
	    countof(life_columns));

	b->empty = part_say(&m->w, empty);
	return b;
}

static enum err
put_life(struct making *m, struct str id, const struct kind *k,
    struct report_block *b, const char *from, const char *until,
    const char *what, const char *detail)
{
	struct rows_found found = { 0 };
	enum err e = part_find(&m->w, k, arena_printf(m->a, "person:%.*s",
	    STRF(id)), "", ROWS_MAX, &found, m->why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++) {
		const struct row *row = &found.row[i];
		struct report_cell *c = report_row(m->a, b);

		c[0] = part_field(&m->w, row, from);
		c[1] = part_field(&m->w, row, until);
		c[2] = part_field(&m->w, row, what);
		if (c[2].link.n == 0)
			c[2].link = path_record(m->a, k, words_code(&m->w,
			    row));
		c[3] = part_field(&m->w, row, detail);
		c[4] = part_state(&m->w, row);
	}
	return e;
}

static enum err
put_lives(struct making *m, struct str id)
{
	enum err e = put_life(m, id, m->tenure, life_block(m, "posts",
	    TR("Which posts?"), TR("No post is recorded.")), "valid_from",
	    "valid_to", "post", "rank");

	if (e == ERR_OK)
		e = put_life(m, id, m->qualification, life_block(m, "learnt",
		    TR("Which languages and courses?"),
		    TR("No course or grade is recorded.")), "start", "finish",
		    "title", "grade");
	if (e == ERR_OK)
		e = put_life(m, id, m->deployment, life_block(m, "postings",
		    TR("Which missions?"), TR("No deployment is recorded.")),
		    "start", "finish", "title", "place");
	return e;
}

enum err
people_person(struct reader *r, struct arena *a, struct id id,
    const char *lang, struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	struct report_panel *p;
	struct report_block *b;
	struct row *row;
	size_t n;
	enum err e;

	*out = (struct report){ .name = STR("person") };
	start(&m, r, a, lang);
	e = find_row(r, a, m.person, id, &row, &n, why);
	if (e != ERR_OK)
		return e;
	words_label(&m.w, row[0].label);
	out->title = words_title(&m.w, &row[0]);
	out->path = person_path(&m, &row[0]);
	report_add_crumb(a, out, part_say(&m.w, TR("People")),
	    STR("/people"));
	report_add_action(a, out, tr(m.w.lang, "Edit"), path_part(a, m.person,
	    words_code(&m.w, &row[0]), "edit"));
	p = part_panel(&m.w, out, "facts", TR("What is known?"), 0);
	b = report_add_block(a, p, BLOCK_FACTS);
	report_fact(a, b, words_field(&m.w, kind_field(m.person,
	    STR("code"))), part_field(&m.w, &row[0], "code"));
	if (part_text(&row[0], "languages").n > 0)
		report_fact(a, b, words_field(&m.w, kind_field(m.person,
		    STR("languages"))), part_field(&m.w, &row[0],
		    "languages"));
	p->more = path_part(a, m.person, words_code(&m.w, &row[0]),
	    "history");
	p->more_words = part_say(&m.w, TR("History"));
	e = put_lives(&m, id_str(a, id));
	if (e == ERR_OK)
		e = part_find(&m.w, m.tenure, arena_printf(a, "person:%.*s",
		    STRF(id_str(a, id))), "-valid_from", 1, &m.tenures, why);
	if (e == ERR_OK && m.tenures.n > 0 &&
	    holds(part_day(&m.tenures.row[0], "valid_from"),
	    part_day(&m.tenures.row[0], "valid_to"), r->today))
		out->title = part_ranked(&m.w, &m.tenures.row[0], out->title);
	words_head(&m.w, out);
	return e;
}
