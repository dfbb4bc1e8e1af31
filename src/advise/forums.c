#include "advise/forums.h"

#include "advise/forums_part.h"
#include "advise/part.h"
#include "advise/path.h"
#include "base/map.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { FORUMS_MAX = 200, AHEAD_MAX = 10 };

struct making {
	struct words w;
	struct arena *a;
	struct report *out;
	const struct kind *forum, *session;
	struct rows_found forums, sessions; /* by day */
	struct map *initiatives, *activities; /* id of a forum to a count */
	struct why *why;
};

static enum err
count_by(struct making *m, const char *kind, struct map **out)
{
	struct facet *f;
	size_t n;
	enum err e = find_facet(m->w.r, m->a, words_kind(&m->w, kind),
	    STR(""), STR("forum"), &f, &n, m->why);

	*out = map_new(m->a);
	for (size_t i = 0; i < n && e == ERR_OK; i++)
		if (f[i].value.n > 0)
			(void)map_put(*out, f[i].value, &f[i].n);
	return e;
}

static enum err
read_all(struct making *m)
{
	enum err e = part_find(&m->w, m->forum, STR(""), "name", FORUMS_MAX,
	    &m->forums, m->why);

	if (e == ERR_OK)
		e = part_find(&m->w, m->session, STR(""), "start",
		    FIND_LIMIT_MAX, &m->sessions, m->why);
	if (e == ERR_OK)
		e = count_by(m, "initiative", &m->initiatives);
	return e == ERR_OK ? count_by(m, "activity", &m->activities) : e;
}

/* The last session before today, or the first from today on. */
static const struct row *
session_of(struct making *m, struct str forum, bool next)
{
	const struct row *found = NULL;

	for (size_t i = 0; i < m->sessions.n; i++) {
		const struct row *row = &m->sessions.row[i];
		struct date d = part_day(row, "start");
		bool ahead = d.lo <= d.hi && d.hi >= m->w.r->today;

		if (d.lo > d.hi || ahead != next ||
		    !str_eq(part_ref(&m->w, row, "forum"), forum))
			continue;
		found = row;
		if (next)
			break;
	}
	return found;
}

static struct report_cell
counted(struct making *m, const struct map *by, struct str forum,
    const char *kind, struct str code)
{
	const int64_t *n = map_get(by, forum);

	if (n == NULL)
		return report_number(m->a, 0, STR(""));
	return report_number(m->a, *n, path_list(m->a, words_kind(&m->w,
	    kind), arena_printf(m->a, "forum:%.*s", STRF(code))));
}

static void
put_forum(struct making *m, struct report_block *b, const struct row *row,
    bool under)
{
	struct str id = id_str(m->a, row->id), code = words_code(&m->w, row);
	const struct row *last = session_of(m, id, false);
	const struct row *next = session_of(m, id, true);
	struct report_cell *c = report_row(m->a, b);

	c[0] = part_title(&m->w, row);
	if (under)
		c[0].text = arena_printf(m->a, "› %.*s", STRF(c[0].text));
	c[1].text = part_text(row, "acronym");
	if (last != NULL)
		c[2] = part_field(&m->w, last, "start");
	if (next != NULL) {
		c[3] = part_field(&m->w, next, "start");
		c[4] = part_field(&m->w, next, "chair");
		if (c[4].text.n == 0)
			c[4] = part_field(&m->w, next, "host");
	}
	c[5] = counted(m, m->initiatives, id, "initiative", code);
	c[6] = counted(m, m->activities, id, "activity", code);
}

/* Each before those under it; what is under nothing seen stands by itself. */
static void
put_under(struct making *m, struct report_block *b, struct str parent,
    int depth)
{
	for (size_t i = 0; i < m->forums.n; i++) {
		const struct row *row = &m->forums.row[i];

		if (!str_eq(part_ref(&m->w, row, "parent"), parent))
			continue;
		put_forum(m, b, row, depth > 0);
		/* Deeper than any tree of forums: a loop in the records. */
		if (depth < 6)
			put_under(m, b, id_str(m->a, row->id), depth + 1);
	}
}

static void
put_forums(struct making *m)
{
	static const struct part_column c[] = {
		{ "forum", TR("Forum"), CELL_TEXT, false },
		{ "acronym", TR("Acronym"), CELL_TEXT, true },
		{ "last", TR("Last session"), CELL_DATE, true },
		{ "next", TR("Next session"), CELL_DATE, false },
		{ "chair", TR("Chair"), CELL_ISO, false },
		{ "initiatives", TR("Initiatives"), CELL_NUMBER, true },
		{ "activities", TR("Activities"), CELL_NUMBER, true }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "forums",
	    TR("Where do we meet many at once?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	put_under(m, b, STR(""), 0);
	b->empty = part_say(&m->w, TR("No forum is recorded. Add the first: "
	    "New forum."));
}

static void
put_ahead(struct making *m)
{
	static const struct part_column c[] = {
		{ "date", TR("Date"), CELL_DATE, false },
		{ "session", TR("Session"), CELL_TEXT, false },
		{ "forum", TR("Forum"), CELL_TEXT, true },
		{ "host", TR("Host"), CELL_ISO, false },
		{ "chair", TR("Chair"), CELL_ISO, true }
	};
	struct report_panel *p = part_panel(&m->w, m->out, "ahead",
	    TR("Which session is next?"), 0);
	struct report_block *b = part_table(&m->w, p, c, countof(c));

	for (size_t i = 0; i < m->sessions.n && b->rows < AHEAD_MAX; i++) {
		const struct row *row = &m->sessions.row[i];
		struct date d = part_day(row, "start");
		struct report_cell *cell;

		if (d.lo > d.hi || d.hi < m->w.r->today)
			continue;
		cell = report_row(m->a, b);
		cell[0] = part_field(&m->w, row, "start");
		cell[1] = part_title(&m->w, row);
		cell[2] = part_field(&m->w, row, "forum");
		cell[3] = part_field(&m->w, row, "host");
		cell[4] = part_field(&m->w, row, "chair");
	}
	b->empty = part_say(&m->w, TR("No session to come is recorded."));
	p->more = path_list(m->a, m->session, STR(""));
	p->more_words = part_say(&m->w, TR("All sessions"));
}

enum err
forums_report(struct reader *r, struct arena *a, const char *lang,
    struct report *out, struct why *why)
{
	struct making m = { .a = a, .out = out, .why = why };
	enum err e;

	*out = (struct report){ .name = STR("forums"),
		.path = STR("/forums") };
	words_init(&m.w, r, a, lang);
	m.forum = words_kind(&m.w, "forum");
	m.session = words_kind(&m.w, "session");
	out->title = words_many(&m.w, m.forum);
	report_add_action(a, out, tr(m.w.lang, "New initiative"),
	    STR("/initiatives/new"));
	report_add_action(a, out, tr(m.w.lang, "As a list"),
	    STR("/forums?show=list"));
	e = read_all(&m);
	if (e != ERR_OK)
		return e;
	put_ahead(&m);
	e = forums_initiatives(&m.w, out, STR(""), why);
	put_forums(&m);
	words_head(&m.w, out);
	return e;
}
