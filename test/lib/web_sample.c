#include "lib/web_sample.h"

#include "base/date.h"
#include "base/str.h"

static struct report_cell
words(const char *text)
{
	return (struct report_cell){ .text = str_of(text) };
}

static struct report_cell
linked(const char *text, const char *link)
{
	return (struct report_cell){ .text = str_of(text),
		.link = str_of(link) };
}

static struct report_cell
number(struct arena *a, double v)
{
	return (struct report_cell){ .type = CELL_NUMBER, .number = v,
		.text = arena_printf(a, "%g", v) };
}

static struct report_cell
day(const char *text)
{
	return (struct report_cell){ .type = CELL_DATE, .text = str_of(text) };
}

static struct report_cell
chip(const char *text, enum report_tone tone)
{
	return (struct report_cell){ .type = CELL_CHIP, .tone = tone,
		.text = str_of(text) };
}

static struct report_cell
iso(const char *text, const char *link)
{
	return (struct report_cell){ .type = CELL_ISO, .text = str_of(text),
		.link = str_of(link) };
}

struct head {
	const char *name, *head;
	enum report_cell_type type;
};

static struct report_block *
table(struct arena *a, struct report_panel *p, enum report_block_type type,
    const struct head *head, size_t n)
{
	struct report_block *b = report_add_block(a, p, type);

	(void)report_columns(a, b, n);
	for (size_t i = 0; i < n; i++)
		b->column[i] = (struct report_column){
			.name = str_of(head[i].name),
			.head = str_of(head[i].head), .type = head[i].type,
		};
	return b;
}

static void
key_figures(struct arena *a, struct report *r)
{
	static double spark[] = { 4, 2, 9, 7, 11, 8, 6, 7, 13, 10, 8 };
	struct report_panel *p = report_add_panel(a, r, "figures",
	    STR("Key figures"));
	struct report_block *b = report_add_block(a, p, BLOCK_KPIS);

	b->kpi = arena_array(a, 4, sizeof(*b->kpi));
	b->kpis = 4;
	b->kpi[0] = (struct report_kpi){ .label = STR("Activities held 2026"),
		.figure = figure_count(139, "activities/1", STR("")),
		.unit = STR("of 144 planned"), .detail = STR("+20 on 2025"),
		.tone = TONE_OK, .spark = spark, .sparks = countof(spark),
		.link = STR("/activities") };
	b->kpi[1] = (struct report_kpi){ .label = STR("Promises kept"),
		.figure = figure_share(a, 88, 154, "share-kept/1", STR("")),
		.detail = STR("17 late"), .tone = TONE_BAD, .spark = spark,
		.sparks = countof(spark) };
	b->kpi[2] = (struct report_kpi){ .label = STR("Time to keep one"),
		.figure = figure_share(a, 1, 2, "share-kept/1", STR("")) };
	b->kpi[3] = (struct report_kpi){ .label = STR("Partners in contact"),
		.figure = figure_count(71, "partners/1", STR("")),
		.unit = STR("of 104"), .detail = STR("33 silent for a year") };
}

static void
lists(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "state", "State", CELL_CHIP },
		{ "what", "What", CELL_TEXT }, { "who", "Who", CELL_ISO } };
	struct report_panel *p = report_add_panel(a, r, "decide",
	    STR("What needs a decision?"));
	struct report_block *b;
	struct report_cell *c;

	p->width = 7;
	p->answer = STR("*2 late*, 1 coming up. Sorted by how soon it hurts.");
	p->more = STR("/commitments?filter=status%3Alate");
	p->more_words = STR("All 17 late commitments");
	b = table(a, p, BLOCK_ROWS, heads, 3);
	c = report_row(a, b);
	c[0] = chip("19 d late", TONE_BAD);
	c[1] = linked("Reply to the draft arrangement on search and rescue",
	    "/commitments/2026-0031");
	c[1].sub = STR("promised at deputy-minister talks, 14 Aug");
	c[2] = iso("IND", "/partners/IND");
	c = report_row(a, b);
	c[0] = chip("in 9 d", TONE_WARN);
	c[1] = linked("List for the joint committee <missing> & \"open\"",
	    "javascript:alert(1)");
	c[2] = iso("JPN", "/partners/JPN");

	p = report_add_panel(a, r, "glance", STR("At a glance"));
	p->width = 5;
	b = report_add_block(a, p, BLOCK_FACTS);
	report_fact(a, b, STR("Last at minister level"), day("2026-08-27"));
	report_fact(a, b, STR("Open commitments"), chip("2 late", TONE_BAD));
	report_fact(a, b, STR("Agreements"), chip("1 expiring", TONE_WARN));
	report_fact(a, b, STR("Next"), linked("Chief of Army visits",
	    "/activities/2026-0412"));
	report_fact(a, b, STR("State"), chip("confirmed", TONE_OK));
	report_fact(a, b, STR("Plan"), chip("proposed", TONE_INFO));
}

static void
line(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "month", "Month", CELL_TEXT },
		{ "held", "Held", CELL_NUMBER },
		{ "plan_low", "Plan, low", CELL_NUMBER },
		{ "plan_high", "Planned range", CELL_NUMBER },
		{ "before", "2025", CELL_NUMBER } };
	static const char *const month[] = { "Jan", "Feb", "Mar", "Apr",
		"May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	static const double held[] = { 9, 16, 30, 42, 58, 71, 82, 94, 112, 127,
		139, 0 };
	struct report_panel *p = report_add_panel(a, r, "plan",
	    STR("Are we keeping to the plan?"));
	struct report_block *b;

	p->width = 7;
	p->answer = STR("*Yes, slightly ahead:* 139 activities held; the "
	    "planned range for today is 120 to 138.");
	p->source = STR("Source: activities held.");
	b = table(a, p, BLOCK_CHART, heads, 5);
	b->chart = CHART_LINE;
	for (size_t i = 0; i < countof(month); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = words(month[i]);
		c[1] = number(a, held[i]);
		if (i == 11)
			c[1].text = STR("");
		c[2] = number(a, (double)(8 + 10 * i));
		c[3] = number(a, (double)(10 + 12 * i));
		c[4] = number(a, (double)(6 + 10 * i));
	}
}

static void
dots(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "group", "Group", CELL_TEXT },
		{ "share", "2026", CELL_NUMBER }, { "low", "Low", CELL_NUMBER },
		{ "high", "planned range", CELL_NUMBER },
		{ "before", "2025", CELL_NUMBER } };
	static const struct {
		const char *group;
		double v[4];
	} rows[] = {
		{ "Neighbours", { 0.24, 0.20, 0.28, 0.26 } },
		{ "Other ASEAN members", { 0.22, 0.20, 0.28, 0.19 } },
		{ "All other partners", { 0.07, 0.08, 0.14, 0.11 } },
	};
	struct report_panel *p = report_add_panel(a, r, "balance",
	    STR("Is our engagement balanced?"));
	struct report_block *b;

	p->width = 5;
	p->answer = STR("*2 of 3 groups* are inside their planned range.");
	b = table(a, p, BLOCK_CHART, heads, 5);
	b->chart = CHART_DOTS;
	for (size_t i = 0; i < countof(rows); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = words(rows[i].group);
		for (size_t k = 0; k < 4; k++) {
			c[k + 1] = number(a, rows[i].v[k]);
			c[k + 1].text = arena_printf(a, "%.0f %%",
			    100 * rows[i].v[k]);
		}
		if (i == 2)
			c[1].tone = TONE_BAD;
	}
}

static void
sankey(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "level", "Level", CELL_TEXT },
		{ "state", "State", CELL_CHIP },
		{ "n", "Commitments", CELL_NUMBER } };
	static const struct {
		const char *left, *right;
		enum report_tone tone;
		double n;
	} rows[] = {
		{ "Minister", "Kept", TONE_OK, 20 },
		{ "Minister", "On track", TONE_INFO, 7 },
		{ "Minister", "Late", TONE_BAD, 2 },
		{ "Service, command", "Kept", TONE_OK, 29 },
		{ "Service, command", "Late", TONE_BAD, 7 },
		{ "Service, command", "No date", TONE_MUTED, 4 },
	};
	struct report_panel *p = report_add_panel(a, r, "deeds",
	    STR("Do words become deeds?"));
	struct report_block *b;

	p->width = 5;
	p->answer = STR("*49 of 69* commitments are kept.");
	b = table(a, p, BLOCK_CHART, heads, 3);
	b->chart = CHART_SANKEY;
	for (size_t i = 0; i < countof(rows); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = words(rows[i].left);
		c[1] = chip(rows[i].right, rows[i].tone);
		c[2] = number(a, rows[i].n);
	}
}

static void
gantt(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "what", "Agreement", CELL_TEXT },
		{ "from", "From", CELL_DATE }, { "to", "To", CELL_DATE },
		{ "state", "State", CELL_CHIP } };
	static const struct {
		const char *what, *from, *to, *state;
		enum report_tone tone;
	} rows[] = {
		{ "Memorandum on defence cooperation", "2024-01-10",
		    "2028-03", "to Mar 2028", TONE_OK },
		{ "Arrangement on peacekeeping training", "2024-05-02",
		    "2027-02-18", "expires in 89 d", TONE_WARN },
		{ "Annual defence ministers' meeting", "2025-08-12",
		    "2025-08-12", "held", TONE_PLAIN },
		{ "Language training", "2027-01", "2027-09", "planned",
		    TONE_INFO },
		{ "War-legacy archive research", "2025-06-01", "", "no end",
		    TONE_PLAIN },
	};
	struct report_panel *p = report_add_panel(a, r, "runs",
	    STR("What runs until when?"));
	struct report_block *b;

	p->width = 7;
	p->answer = STR("*One arrangement expires within 90 days.*");
	b = table(a, p, BLOCK_CHART, heads, 4);
	b->chart = CHART_GANTT;
	for (size_t i = 0; i < countof(rows); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = linked(rows[i].what, "/agreements/AUS-2024-03");
		c[1] = day(rows[i].from);
		c[2] = day(rows[i].to);
		c[3] = chip(rows[i].state, rows[i].tone);
	}
}

static void
matrix(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "area", "Area", CELL_TEXT },
		{ "2023", "2023", CELL_NUMBER }, { "2024", "2024", CELL_NUMBER },
		{ "2025", "2025", CELL_NUMBER },
		{ "2026", "2026", CELL_NUMBER } };
	static const char *const area[] = { "Policy dialogue", "Training",
		"Peacekeeping", "Defence industry" };
	struct report_panel *p = report_add_panel(a, r, "substance",
	    STR("Where is the substance?"));
	struct report_block *b;

	p->width = 5;
	p->answer = STR("*Training* leads; defence industry is thin.");
	b = table(a, p, BLOCK_CHART, heads, 5);
	b->chart = CHART_MATRIX;
	for (size_t i = 0; i < countof(area); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = words(area[i]);
		for (size_t k = 1; k < 5; k++)
			c[k] = number(a, (double)((i * 7 + k * 5) % 13));
	}
}

static void
bars(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "type", "Type", CELL_TEXT },
		{ "n", "Activities", CELL_NUMBER } };
	static const char *const type[] = { "Visit", "Dialogue", "Course" };
	struct report_panel *p = report_add_panel(a, r, "types",
	    STR("What kind of activity?"));
	struct report_block *b;

	p->width = 7;
	b = table(a, p, BLOCK_CHART, heads, 2);
	b->chart = CHART_BARS;
	for (size_t i = 0; i < countof(type); i++) {
		struct report_cell *c = report_row(a, b);

		c[0] = words(type[i]);
		c[1] = number(a, (double)(40 - 13 * i));
	}
}

static void
calendar(struct arena *a, struct report *r)
{
	static const struct head heads[] = { { "day", "Day", CELL_DATE },
		{ "n", "Activities", CELL_NUMBER } };
	struct report_panel *p = report_add_panel(a, r, "calendar",
	    STR("When do activities pile up?"));
	struct report_block *b;

	p->answer = STR("*Busiest month:* September (18).");
	b = table(a, p, BLOCK_CHART, heads, 2);
	b->chart = CHART_CALENDAR;
	for (int i = 0; i < 60; i++) {
		struct report_cell *c = report_row(a, b);
		int32_t at = date_ymd(2026, 1, 1) + i * 37 % 364;
		struct buf CLEANUP(buf_free) text;

		buf_init(&text, KIB);
		date_format(&text, (struct date){ at, at });
		c[0] = (struct report_cell){ .type = CELL_DATE,
			.text = arena_str(a, buf_view(&text)) };
		c[1] = number(a, 1 + i % 5);
	}
}

static void
table_and_text(struct arena *a, struct report *r)
{
	static const struct head heads[] = {
		{ "words", "Commitment", CELL_TEXT }, { "side", "Side",
		    CELL_TEXT }, { "due", "Due", CELL_DATE },
		{ "status", "State", CELL_CHIP } };
	static struct report_mark mark[] = {
		{ 4, 30, STR_INIT("A"), STR_INIT("/x") },
		{ 14, 50, STR_INIT("B"), STR_INIT("/y") },
	};
	struct report_panel *p = report_add_panel(a, r, "owes",
	    STR("Who owes what?"));
	struct report_block *b;
	struct report_cell *c;

	b = table(a, p, BLOCK_TABLE, heads, 4);
	b->column[2].sort = STR("due");
	b->column[2].sorted = 1;
	b->column[0].sort = STR("text");
	b->column[1].minor = true;
	b->total = 9;
	b->next = STR("/commitments?after=x");
	c = report_row(a, b);
	c[0] = linked("Send the list for the staff course",
	    "/commitments/2026-0007");
	c[1] = words("we");
	c[2] = day("2026-11-09");
	c[3] = chip("12 d late", TONE_BAD);
	p = report_add_panel(a, r, "text", STR("What was said?"));
	b = report_add_block(a, p, BLOCK_TEXT);
	b->text = STR("The ministry will host the <course> & train 40 officers"
	    " in 2027.\n\nNothing else was promised.");
	b->mark = mark;
	b->marks = countof(mark);
	p = report_add_panel(a, r, "none", STR("Is anything undated?"));
	b = table(a, p, BLOCK_TABLE, heads, 4);
	b->empty = STR("Nothing is without a date.");
}

struct report *
web_sample(struct arena *a)
{
	struct report *r = arena_alloc(a, sizeof(*r));

	r->name = STR("overview");
	r->title = STR("Overview");
	r->code = STR("AUS");
	r->chip = STR("Comprehensive strategic partner");
	r->chip_tone = TONE_INFO;
	r->sub = STR("Saturday 21 November 2026 · week 47");
	r->answer = STR("*All* of this is invented.");
	r->path = STR("/partners/AUS");
	r->marking = STR("INTERNAL");
	r->demo = true;
	report_add_crumb(a, r, STR("Overview"), STR("/"));
	report_add_crumb(a, r, STR("Partners"), STR("/partners"));
	report_add_action(a, r, "New activity", STR("/activities/new"));
	report_add_action(a, r, "Review", STR("/reviews/X"));
	key_figures(a, r);
	lists(a, r);
	line(a, r);
	dots(a, r);
	gantt(a, r);
	sankey(a, r);
	bars(a, r);
	matrix(a, r);
	calendar(a, r);
	table_and_text(a, r);
	return r;
}
