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

/* svg_begin(b, w, type, high): open a picture; svg_stretch: its inner one. */
void svg_begin(struct buf *b, const struct svg_words *w, const char *type,
    int high);
void svg_stretch(struct buf *b, int high);

/* False, with nothing written, when there is nothing to draw. */
bool svg_draw_sankey(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_calendar(struct buf *b, const struct report_block *c,
    const struct svg_words *w);
bool svg_draw_map(struct buf *b, const struct report_block *c,
    const struct svg_words *w);

/* svg_legend_map(b, c, lang): the marks of a map, with their numbers. */
void svg_legend_map(struct buf *b, const struct report_block *c,
    const char *lang);

#endif
