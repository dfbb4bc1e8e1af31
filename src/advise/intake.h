/*
 * Items of coded files as records: each is known again by its external number,
 * so that a second import writes nothing and a row that changed since changes
 * its record, but for what a person has said since. Written in batches, each
 * one record of the journal.
 */
#ifndef ADVISE_INTAKE_H
#define ADVISE_INTAKE_H

#include "model/change.h"
#include "model/find.h"
#include "read/coded.h"

/* What became of items. */
struct intake_count {
	size_t added, changed, same;
	size_t apart; /* about a record that the register does not have */
	size_t fault;
};

struct intake;

struct intake_ask {
	struct reader *reader;
	const struct coded_format *format;
	struct str label; /* empty: the lowest */
	struct str note;
	bool dry; /* check and count, write nothing */
	/* A fault of an item: its line and what is wrong. */
	void (*fault)(void *self, size_t line, const struct why *why);
	void *self;
};

/*
 * intake_open(ask, out, why):
 * Takes the pen of the office. ERR_BUSY when another holds it. Free with
 * intake_close, which gives up what intake_end did not make durable.
 */
MUST_USE enum err intake_open(const struct intake_ask *ask,
    struct intake **out, struct why *why);
void intake_close(struct intake *in);

/*
 * intake_items(in): where to add items. They and their arena are the intake's;
 * call intake_put behind each line.
 */
struct coded_items *intake_items(struct intake *in);

/*
 * intake_put(in, why): write when enough has come together. Anything but
 * ERR_OK is the disk's fault or another's hold; faults of items are counted.
 */
MUST_USE enum err intake_put(struct intake *in, struct why *why);

/* intake_end(in, why): write what is left; all of it is durable then. */
MUST_USE enum err intake_end(struct intake *in, struct why *why);

const struct intake_count *intake_count(const struct intake *in);

/* intake_records(in): records written, in hex, for undo; the first hundred. */
struct str intake_records(const struct intake *in, size_t *n);

#endif
