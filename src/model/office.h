/*
 * An office: a folder with its database and key, the kinds of this program,
 * its labels and settings. The start of every command.
 */
#ifndef MODEL_OFFICE_H
#define MODEL_OFFICE_H

#include "model/kind.h"
#include "record/journal.h"
#include "record/label.h"

enum { OFFICE_PARTS_MAX = 63 };

struct office_part {
	int part;
	struct str label; /* normalised expression */
	struct str mark;  /* prefix of reference numbers; "" for the lowest */
	const struct label *expr;
};

struct office {
	struct world *world;
	struct arena *arena; /* lives as long as the office */
	struct str dir;
	struct str db_path, key_path;
	struct kinds kinds;
	struct label_scheme scheme;
	struct office_part part[OFFICE_PARTS_MAX];
	size_t parts;
	struct str name;
	struct str pack;
	const char *lang;  /* of who did not choose one: "en" or "vi" */
	unsigned codes;    /* roles of which a second factor is asked */
	struct str setup;  /* of the first run: "", "open", "done" */
	struct str setup_done; /* its steps that are done, or left out */
	int64_t settings;  /* grows with each of them that is changed */
	struct str world_view; /* of maps; advise/atlas.h has its default */
	bool demo;         /* every page and print says so; never merged */
	int offset_min;    /* of the office's civil day from UTC */
	bool wrong_format; /* made by a newer program */
};

/*
 * office_create(w, dir, name, packs, demo, out, why):
 * Make the folder, the key, the database, a partition for each label of the
 * packs' label.csv, and load the packs (core first) as records of the lowest
 * label. ERR_INPUT when there is an office already; nothing is overwritten.
 */
MUST_USE enum err office_create(struct world *w, struct str dir,
    struct str name, const struct str *packs, size_t n, bool demo,
    struct office **out, struct why *why);

/*
 * office_open(w, dir, out, why):
 * Read its settings. ERR_MISSING says how to make one. Free with office_close.
 */
MUST_USE enum err office_open(struct world *w, struct str dir,
    struct office **out, struct why *why);
void office_close(struct office *o);

/*
 * office_refresh(o, db, why):
 * Read again what may have been set since: name, language, world view and the
 * like; some microseconds when nothing was.
 */
MUST_USE enum err office_refresh(struct office *o, struct db *db,
    struct why *why);

/*
 * office_setting(o, name):
 * What stands for "name", "lang", "world_view", "setup" or "setup_done";
 * account_setting sets it. Empty for any other name.
 */
struct str office_setting(const struct office *o, const char *name);

/* office_today(o): the civil day it is at the office. */
int32_t office_today(const struct office *o);

/* office_day_end(o, day): the last instant of that day there, as an hlc. */
uint64_t office_day_end(const struct office *o, int32_t day);

/*
 * office_as_of(o, text, hlc, today, why):
 * A date (the end of that day at the office) or an RFC 3339 instant; empty or
 * "now" is now: the greatest hlc and today.
 */
MUST_USE enum err office_as_of(const struct office *o, struct str text,
    uint64_t *hlc, int32_t *today, struct why *why);

/* office_part_named(o, label): NULL when the office has no such label. */
const struct office_part *office_part_named(const struct office *o,
    struct str label);

/*
 * office_clearance(o, tokens, mask, why):
 * The partitions that a holder of these comma-separated tokens may read, as
 * bits; empty ${tokens} means all: the single local user.
 */
MUST_USE enum err office_clearance(const struct office *o, struct str tokens,
    uint64_t *mask, struct why *why);

#endif
