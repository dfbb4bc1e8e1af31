/*
 * One sentence into events: who did what to whom, when, where, and whether it
 * was done, is going on, is planned or was refused. Verb groups with their
 * voice, tense and polarity; frames on what stands around them; no parser.
 */
#ifndef READ_CODER_H
#define READ_CODER_H

#include "base/date.h"
#include "read/gazetteer.h"

enum { CODER_EVENTS_MAX = 12 };

struct coder_event {
	struct str source; /* code; empty when the text names nobody known */
	struct str target;
	struct str source_text; /* as written */
	struct str target_text;
	struct str root;
	struct str mode;
	struct str status;
	struct str activity;
	struct str mechanism;
	struct str where;
	uint32_t contexts; /* bits, by their place in the gazetteer */
	bool has_when;
	struct date when;
	size_t begin; /* of the evidence, in the text */
	size_t end;
};

struct sentence;

/* Set all but scratch and work, then call coder_init. */
struct coder_context {
	const struct gazetteer *g;
	bool vietnamese;
	bool has_date; /* of the text */
	struct date date;
	struct str home; /* whose "we" and "the Ministry" are; may be empty */
	struct arena *scratch;
	struct sentence *work; /* one sentence taken apart at a time */
};

/*
 * coder_init(c, scratch): room to work in, from ${scratch}; about 25 KiB. What
 * sentences refer back to ("the two sides", "they") is remembered from here
 * on, so one context reads one text from its beginning.
 */
void coder_init(struct coder_context *c, struct arena *scratch);

/*
 * coder_sentence(c, a, text, s, out):
 * The events of sentence ${s} of ${text} into ${out}; how many. Names made up
 * of the text's words (mechanisms) are put into ${a}; all else points into
 * ${text} or the gazetteer.
 */
size_t coder_sentence(const struct coder_context *c, struct arena *a,
    struct str text, struct text_span s,
    struct coder_event out[static CODER_EVENTS_MAX]);

/* What a sentence obliges somebody to do. */
enum coder_force {
	CODER_NOTHING,
	CODER_WILL,    /* will, is to, plans to, pledged to */
	CODER_SHOULD,  /* should, must, needs to, it is necessary to */
	CODER_INSTRUCT /* instructed ... to */
};

struct coder_duty {
	enum coder_force force;
	struct text_span span;    /* of the clause that says it */
	struct text_span who;     /* of the actor; empty when impersonal */
	struct text_span to_whom; /* of the one instructed */
	bool named;               /* the actor is a name, no common noun */
	bool we;                  /* the actor is "we" */
	bool has_due;
	struct date due;
};

enum { CODER_DUTIES_MAX = 6 };

/*
 * coder_duties(c, text, s, anyone, out):
 * What sentence ${s} obliges whom to do; how many. Only an actor that is
 * named, or a post, force or "we", can be obliged; a situation that "will
 * develop" is not. With ${anyone} whatever the subject is counts.
 */
size_t coder_duties(const struct coder_context *c, struct str text,
    struct text_span s, bool anyone,
    struct coder_duty out[static CODER_DUTIES_MAX]);

/* coder_date(c, text, s, out): a date with day, month and year in ${s}. */
bool coder_date(const struct coder_context *c, struct str text,
    struct text_span s, struct date *out);

/* A name or a term found in a sentence. */
struct coder_name {
	const struct gazetteer_name *name; /* NULL for a term */
	const struct frame_list *classes; /* until another sentence is read */
	size_t begin;
	size_t end;
};

enum { CODER_NAMES_MAX = 128 };

/* coder_names(c, text, s, out): all of them, in order; how many. */
size_t coder_names(const struct coder_context *c, struct str text,
    struct text_span s, struct coder_name out[static CODER_NAMES_MAX]);

/*
 * coder_post(c, text, s, out):
 * The first post in ${s} that stands before a name or rank, as written:
 * "Deputy Defence Minister".
 */
bool coder_post(const struct coder_context *c, struct str text,
    struct text_span s, struct text_span *out);

#endif
