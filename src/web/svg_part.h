/* What the files of svg share: the frame of a picture and its words. */
#ifndef WEB_SVG_PART_H
#define WEB_SVG_PART_H

#include "web/svg.h"

const struct report_cell *svg_cell(const struct report_block *c, size_t row,
    size_t column);

/* svg_tone(t): the end of a class name, "tone-bad". */
const char *svg_tone(enum report_tone t);

/* svg_label(b, s): ${s}, cut where it would run over its neighbours. */
void svg_label(struct buf *b, struct str s);
/* svg_label_cut(b, s, most): the same, for so many letters. */
void svg_label_cut(struct buf *b, struct str s, size_t most);

/* svg_letters(s): how many letters it has. */
size_t svg_letters(struct str s);

/* svg_begin(b, w, type, high): open a picture; svg_stretch: its inner one. */
void svg_begin(struct buf *b, const struct svg_words *w, const char *type,
    int high);
void svg_stretch(struct buf *b, int high);

/* What numbers a picture holds, and how to write them on its axis. */
struct svg_scale {
	double low, high, step;
	bool percent;   /* cells are shares, shown as per cent */
	double factor;  /* from a value to its shown number */
};

/* Pixels of a picture with an upright axis: its height, top and base line. */
enum {
	SVG_HIGH = 236,
	SVG_TOP = 18,
	SVG_BASE = 212,
	SVG_TICKS_MAX = 8,
	SVG_STEPS = 6 /* colours of what is stacked */
};

/* svg_grow(s, c): hold that cell too; svg_round(s, ticks): to round ends. */
void svg_grow(struct svg_scale *s, const struct report_cell *c);
void svg_round(struct svg_scale *s, double ticks);
void svg_tick_text(struct buf *b, const struct svg_scale *s, double v);
double svg_y(const struct svg_scale *s, double v);
void svg_grid(struct buf *b, const struct svg_scale *s);

/* svg_below(b, c): a dozen of the labels of the first column. */
void svg_below(struct buf *b, const struct report_block *c);

/* What the marks of a picture mean: a class, or none, and words. */
struct svg_mark {
	const char *class;
	struct str words;
};

struct svg_marks {
	struct arena *a;
	struct svg_mark *mark;
	size_t n;
};

/* svg_mark(m, class, words): one more; the others: those of such a chart. */
void svg_mark(struct svg_marks *m, const char *class, struct str words);
void svg_mark_line(struct svg_marks *m, const struct report_block *c);
void svg_mark_map(struct svg_marks *m, const struct report_block *c,
    const char *lang);

/* svg_plan(c): the column of dots where a planned range begins, or 0. */
size_t svg_plan(const struct report_block *c);

/* svg_points(c): the column of dots with one number a record, or 0. */
size_t svg_points(const struct report_block *c);

/* svg_is_layer(c): whether that column is stacked by svg_draw_steps. */
bool svg_is_layer(const struct report_column *c);

void svg_draw_line(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
/* svg_draw_steps: what is in each, upon each other, row by row. */
void svg_draw_steps(struct buf *b, const struct report_block *c,
    const struct svg_words *w);

/* False, with nothing written, when there is nothing to draw. */
bool svg_draw_network(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_gantt(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_matrix(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_sankey(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_calendar(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_map(struct buf *b, const struct report_block *c,
    const struct svg_words *w);

#endif
