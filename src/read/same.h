/*
 * The same event told more than once: one proposal with several passages. Two
 * tellings are of one event when the same actors did the same thing, and
 * neither date, place nor mechanism says otherwise. Words (a statement, an
 * accusation) are the same only on the same day, since people repeat
 * themselves.
 */
#ifndef READ_SAME_H
#define READ_SAME_H

#include "read/reading.h"

/*
 * same_within(a, scratch, r):
 * Events and activities that ${r} tells twice become one each, with the later
 * passages in item.also and what they add (a date, a place). Linear in the
 * items; what stays is in ${a}, what is forgotten in ${scratch}.
 */
void same_within(struct arena *a, struct arena *scratch, struct reading *r);

/* What the texts of one run have told so far. */
struct same;

/* same_new(a): nothing yet; all it will remember lives in ${a}. */
struct same *same_new(struct arena *a);

/*
 * same_across(s, r):
 * Set item.first of each event and activity that an earlier text of ${s} told,
 * and remember the others. Tellings in different texts need a date each, the
 * event's or else the text's, which a report follows by three days at most.
 */
void same_across(struct same *s, struct reading *r);

#endif
