#include "advise/analysis.h"

#include "advise/part.h"
#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { VIEWS_MAX = 100 };

struct way {
	const char *words, *link, *about;
};

static const struct way questions[] = {
	{ TR("Is our engagement balanced?"), "/analysis/balance",
	    TR("Shares of groups and partners in what was held, with "
	    "their intervals and the year before.") },
	{ TR("Who connects with whom?"), "/analysis/network",
	    TR("Who belongs to which forum, whom we meet most often, "
	    "who was at one table with us.") },
	{ TR("Are we keeping to the plan?"), "/plans",
	    TR("What was held beside what was planned, the balance of "
	    "the plan and its targets.") },
	{ TR("How uncertain is what comes next?"), "/analysis/outlook",
	    TR("How many activities the next three months bring with "
	    "each partner, with their intervals.") },
	{ TR("Where are we present?"), "/partners",
	    TR("The map of what was held with whom, and every partner "
	    "with its tier.") },
	{ TR("When do activities pile up?"), "/calendar?view=year",
	    TR("The days and months of a year, and what is wanted "
	    "twice at once.") },
	{ TR("Do words become deeds?"), "/commitments",
	    TR("What was promised, what is late, and how long "
	    "promises take.") },
};

static const struct way grounds[] = {
	{ TR("Sources"), "/sources", TR("Who published what, and how far it "
	    "has proved reliable.") },
	{ TR("Indicators"), "/indicators", TR("What is measured, with its "
	    "measurements.") },
	{ TR("Library"), "/library", TR("Texts, and what each passage "
	    "became.") },
	{ TR("Check data"), "/quality", TR("What is missing, late or "
	    "contradictory, before it is counted.") },
};

static struct report_block *
rows(struct words *w, struct report_panel *p)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_ROWS);

	report_columns(w->a, b, 1)[0].name = STR("what");
	return b;
}

static void
put_ways(struct words *w, struct report *out, const char *name,
    const char *question, const struct way *way, size_t n)
{
	struct report_block *b = rows(w, part_panel(w, out, name, question,
	    0));

	for (size_t i = 0; i < n; i++) {
		struct report_cell *c = report_row(w->a, b);

		*c = report_link(part_say(w, way[i].words),
		    str_of(way[i].link));
		c->sub = part_say(w, way[i].about);
	}
}

static void
put_view(struct words *w, struct report_block *b, const struct row *row,
    struct str owner)
{
	const struct kind *k = kind_named(&w->r->office->kinds,
	    part_text(row, "records"));
	struct str whose = part_text(row, "owner");
	struct report_cell *c;

	/* One's own and the office's; of kinds that may be read. */
	if (k == NULL || (whose.n > 0 && !str_eq(whose, owner)) ||
	    (w->r->hidden >> (k - w->r->office->kinds.kind) & 1) != 0)
		return;
	words_label(w, row->label);
	c = report_row(w->a, b);
	*c = report_link(words_title(w, row), path_record(w->a, row->kind,
	    words_code(w, row)));
	c->sub = arena_printf(w->a, "%.*s · %.*s", STRF(find_kind_many(w->r,
	    w->a, k, w->lang)), STRF(whose.n > 0 ? part_say(w, TR("one's "
	    "own")) : part_say(w, TR("for the whole office"))));
}

static enum err
put_views(struct words *w, struct report *out, struct str owner,
    struct why *why)
{
	struct report_block *b = rows(w, part_panel(w, out, "views",
	    TR("Which lists are kept?"), 0));
	struct rows_found found = { 0 };
	enum err e = part_find(w, words_kind(w, "view"), STR(""), "name",
	    VIEWS_MAX, &found, why);

	for (size_t i = 0; i < found.n && e == ERR_OK; i++)
		put_view(w, b, &found.row[i], owner);
	b->empty = part_say(w, TR("No list is kept yet. Whoever writes keeps "
	    "one above any list, for himself or for all: Save this list."));
	return e;
}

enum err
analysis_report(struct reader *r, struct arena *a,
    const struct analysis_ask *ask, struct report *out, struct why *why)
{
	struct words w;
	enum err e;

	*out = (struct report){ .name = STR_INIT("analysis"),
		.path = STR_INIT("/analysis") };
	words_init(&w, r, a, ask->lang);
	out->title = part_say(&w, TR("Analysis"));
	put_ways(&w, out, "questions", TR("What do you want to know?"),
	    questions, countof(questions));
	e = put_views(&w, out, ask->owner, why);
	put_ways(&w, out, "grounds", TR("What is it drawn from?"), grounds,
	    countof(grounds));
	words_head(&w, out);
	return e;
}
