/*
 * A document as a tree, no markup: what a page, a print, a terminal, a CSV and
 * a JSON show are renderings of one report. Builders in this floor compute;
 * renderers only show.
 *
 * A report is a title, an answer in one sentence, and panels. A panel is a
 * question, its computed answer, and blocks: facts, a table, a text with
 * passages, a chart with its data. Every cell can carry a link to records.
 */
#ifndef ADVISE_REPORT_H
#define ADVISE_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "study/figure.h"

/* How a cell is to be seen; never the only carrier of meaning. */
enum report_tone {
	TONE_PLAIN,
	TONE_BAD,  /* late, contradictory */
	TONE_WARN, /* soon, undated */
	TONE_OK,
	TONE_INFO,
	TONE_MUTED
};

enum report_cell_type {
	CELL_TEXT,
	CELL_NUMBER, /* right-aligned; text is shown, number the value */
	CELL_DATE,   /* text is the exact form, as date_parse takes it */
	CELL_CHIP, /* a status: tone and words */
	CELL_ISO   /* a partner's code */
};

struct report_cell {
	enum report_cell_type type;
	struct str text;
	double number;
	enum report_tone tone;
	struct str link; /* path on this site, such as /commitments/2026-0012 */
	struct str sub;  /* a second, muted line */
	bool again;      /* as in the row above: people are shown nothing */
};

struct report_column {
	struct str name; /* for JSON and CSV: a field name */
	struct str head; /* for people */
	enum report_cell_type type;
	struct str sort; /* sort key that the list takes, or empty */
	int8_t sorted;   /* 1 ascending, -1 descending, 0 not by this */
	bool minor;      /* hidden on narrow screens */
};

enum report_block_type {
	BLOCK_FACTS,  /* label and value pairs: a table of two columns */
	BLOCK_TABLE,
	BLOCK_ROWS,   /* a list: chip or date, words with link, codes */
	BLOCK_TEXT,   /* paragraphs; passages marked by span */
	BLOCK_KPIS,   /* figures side by side */
	BLOCK_CHART   /* a picture of its table, which stays below it */
};

enum report_chart {
	CHART_LINE,   /* x label, then one or more numbers a row; */
	CHART_DOTS,   /* label, value, low, high: dots on ranges */
	CHART_SANKEY, /* left, right, number */
	CHART_CALENDAR, /* day, number */
	CHART_MATRIX, /* label, then numbers */
	CHART_GANTT,  /* label, from, to, state */
	CHART_BARS,   /* label, number: one bar a row */
	CHART_MAP,    /* code of a state, name, number: the world */
	CHART_MONTH,  /* day, last day, what, with whom, state: weeks of days */
	CHART_STEPS,  /* x label, then numbers that are stacked, as steps */
	CHART_NETWORK /* one, other: a tie a row; a number is its weight */
};

struct report_mark {
	size_t begin, end; /* bytes of the text */
	struct str letter; /* shown beside the passage */
	struct str link;
};

struct report_kpi {
	struct str label;
	struct figure figure;
	struct str unit;   /* "%", "of 144 planned" */
	struct str detail; /* one short sentence */
	enum report_tone tone;
	struct str link;
	double *spark; /* a small line of the last periods, or NULL */
	size_t sparks;
};

struct report_block {
	enum report_block_type type;
	struct report_column *column;
	size_t columns;
	struct report_cell *cell; /* rows * columns */
	size_t rows;
	size_t total;    /* how many there are, of which rows are shown */
	struct str next; /* link to the next page, or empty */
	struct str *id;  /* of each row, where rows can be ticked, or NULL */
	struct str text;
	struct report_mark *mark;
	size_t marks;
	struct report_kpi *kpi;
	size_t kpis;
	enum report_chart chart;
	const char *view; /* of a CHART_MAP: the world view */
	int32_t first, last; /* of a CHART_MONTH: the days that are shown */
	struct str empty; /* what to say and do when there are no rows */
};

struct report_panel {
	struct str name;     /* for JSON and anchors: a short word */
	struct str question; /* heading */
	struct str answer;   /* computed sentence; part between * * is strong */
	int width;           /* of 12 columns; 0 is 12 */
	bool column;         /* with others beside it: each right below the last
	                        on its side, the wider ones on the left */
	struct report_block *block;
	size_t blocks;
	struct str source; /* where the data come from, formula and version */
	struct str more;   /* link to the whole list, or empty */
	struct str more_words;
};

struct report_link {
	struct str words, link;
};

struct report {
	struct str name; /* of the kind of document: "review", "list" */
	const char *lang; /* as tr() takes it; words_head sets it */
	struct str title;
	struct str code; /* ISO code or reference beside the title */
	struct str chip; /* a state beside the title */
	enum report_tone chip_tone;
	struct str sub;     /* a line under the title */
	struct str answer;  /* the document in one sentence */
	struct str path;    /* its own path and query, without format */
	struct str marking; /* highest label in it, for page and print */
	bool demo;
	struct str as_of;   /* RFC 3339 or date; empty: now */
	struct report_link *crumb, *action, *tab;
	size_t crumbs, actions, tabs;
	size_t tab_at;
	struct report_panel *panel;
	size_t panels;
};

/*
 * report_add_panel(a, r, name, question), report_add_block(a, p, type):
 * Append, in the arena; the pointers stay good until the next append to the
 * same list, so finish one before beginning the next.
 */
struct report_panel *report_add_panel(struct arena *a, struct report *r,
    const char *name, struct str question);
struct report_block *report_add_block(struct arena *a, struct report_panel *p,
    enum report_block_type type);

/* report_columns(a, b, n): room for that many columns, zeroed. */
struct report_column *report_columns(struct arena *a, struct report_block *b,
    size_t n);
/* report_row(a, b): append a row; its cells, zeroed. */
struct report_cell *report_row(struct arena *a, struct report_block *b);
/* report_fact(a, b, label, cell): append a pair to a BLOCK_FACTS. */
void report_fact(struct arena *a, struct report_block *b, struct str label,
    struct report_cell cell);
void report_add_action(struct arena *a, struct report *r, const char *words,
    struct str link);
void report_add_crumb(struct arena *a, struct report *r, struct str words,
    struct str link);
void report_add_tab(struct arena *a, struct report *r, struct str words,
    struct str link);
void report_add_kpi(struct arena *a, struct report_block *b,
    const struct report_kpi *kpi);
void report_add_mark(struct arena *a, struct report_block *b,
    const struct report_mark *mark);

/* report_copy(a, r): ${r} with all that hangs on it; may be added to. */
struct report report_copy(struct arena *a, const struct report *r);

/*
 * report_marking(b, marking, demo, lang):
 * As it stands on every page and sheet: each label of ${marking} in capitals
 * and the reader's language, then that the office is a demonstration.
 */
void report_marking(struct buf *b, struct str marking, bool demo,
    const char *lang);

/*
 * report_shown(b, lang, cell): its text for people: a date as date_say has it,
 * a number as tr_number has it.
 */
void report_shown(struct buf *b, const char *lang,
    const struct report_cell *cell);

/*
 * report_link(words, link): a cell of text with a link; report_number(n);
 * report_percent(p): 57 as 57 %.
 */
struct report_cell report_link(struct str words, struct str link);
struct report_cell report_number(struct arena *a, int64_t n, struct str link);
struct report_cell report_percent(struct arena *a, double percent);

/*
 * Renderers. Equal reports give equal bytes. Text is at most ${width} columns
 * wide; ${colour} uses terminal colours for tones. JSON has every number that
 * is shown. CSV is the first table (header row; RFC 4180); false when there
 * is none, and nothing is written.
 */
void report_text(struct buf *b, const struct report *r, int width, bool colour);
void report_json(struct buf *b, const struct report *r);
MUST_USE bool report_csv(struct buf *b, const struct report *r);

#endif
