/*
 * A text as proposals: what a document directs, promises, reports and names,
 * each with the bytes that prove it. Pure: no database, no files, no clock.
 * Nothing is guessed: an item without evidence words in its span is not made,
 * and nothing here is a record until a person accepts it.
 */
#ifndef READ_READING_H
#define READ_READING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"

struct gazetteer;
struct rank;

enum reading_kind {
	READING_DIRECTIVE,    /* ordinal, who, text, year, due */
	READING_COMMITMENT,   /* who, to_whom, text, year, due, status */
	READING_ACTIVITY,     /* type, domain_type, status, who, to_whom, ... */
	READING_EVENT,        /* source, target, root, mode, status, ... */
	READING_MECHANISM,    /* name, code */
	READING_ORGANISATION, /* name, code */
	READING_REFERENCE,    /* name */
	READING_STATE,        /* code: ISO 3166-1 alpha-3 */
	READING__MAX
};

enum reading_format {
	READING_AUTO, /* from the name's ending, else from the first bytes */
	READING_TEXT,
	READING_MARKDOWN,
	READING_HTML
};

/* A passage of this text. */
struct reading_span {
	size_t begin;
	size_t end;
};

/* A passage of another text of the same run. */
struct reading_place {
	struct str file;
	size_t begin;
	size_t end;
};

/*
 * One proposal. ${begin} and ${end} are byte offsets into reading.text. Every
 * str is empty when the text does not say; codes are lower case except states,
 * organisations and roots.
 */
struct reading_item {
	enum reading_kind kind;
	size_t begin;
	size_t end;
	int ordinal;            /* directives; 0 elsewhere */
	int year;               /* the year the text names; 0 when none */
	bool has_due;
	struct date due;        /* by when, as exact as the text is */
	bool has_when;
	struct date when;       /* when it is or was, as exact as the text is */
	struct str who;         /* as written: "the military" */
	struct str to_whom;     /* as written */
	struct str text;        /* the words of the span, blanks made single */
	struct str name;        /* mechanism, organisation, reference */
	struct str code;        /* ISO-3 code or acronym */
	struct str type;        /* visit dialogue meeting exercise ... */
	struct str domain_type; /* the register's: "senior-visit" */
	struct str status;      /* done ongoing planned proposed cancelled */
	struct str source;      /* ISO-3 code or acronym of who acted */
	struct str target;      /* and towards whom */
	struct str root;        /* PLOVER: CONSULT, COOPERATE, ... */
	struct str mode;        /* PLOVER mode: visit, multilateral, ... */
	struct str mechanism;   /* ADMM, UNMISS, ... */
	struct str where;       /* ISO-3 code */
	struct str contexts;    /* PLOVER: "military diplomatic" */
	struct reading_span *also; /* further passages that tell the same */
	size_t alsos;
	double sure; /* 0 to 1, by rank.h: what to look at first is low */
	const struct reading_place *first; /* an earlier text's, or NULL */
};

struct reading {
	struct str file;
	struct str title;   /* as given: a mail's subject; else empty */
	struct str lang;    /* "en" or "vi" */
	struct str speaker; /* the post when one is stated, else the name */
	struct str text;    /* what all spans point into, and what is stored */
	bool has_date;
	struct date date;   /* of the document, stated in it or given */
	struct reading_item *item; /* by kind, then by begin */
	size_t items;
	size_t count[READING__MAX];
};

/* What the caller knows besides the text; all zero is fine. */
struct reading_opts {
	enum reading_format format;
	struct str lang; /* "en", "vi"; empty: found out */
	bool has_date;
	struct date date; /* when it was written; makes "next year" a year */
	struct str title; /* what it is called, when that is known */
	/*
	 * Whose "we" and "the Ministry" are, ISO-3. Empty: in Vietnamese VNM,
	 * in English the state of who is interviewed, else nobody's.
	 */
	struct str home;
	const struct rank *rank; /* for reading_item.sure; NULL: rank_prior */
	bool events_only; /* make no other items; half the cost */
	/*
	 * Room for what is forgotten at the end, which is all that is in it;
	 * it is reset. NULL: made anew. For who reads many small texts.
	 */
	struct arena *scratch;
};

/* The most bytes one document may have. */
#define READING_BYTES_MAX (16 * MIB)

/*
 * reading_of(a, g, text, name, opts, out, why):
 * Read ${text}, called ${name} (a file name; may be empty), with the words of
 * ${g} into ${out}, which lives in ${a} and may point into ${text} and ${g}.
 * ${opts} may be NULL. Spans are offsets into ${text} itself for plain text
 * and Markdown, for HTML into the text taken out of it (reading.text).
 * ERR_INPUT: not UTF-8. ERR_LIMIT: longer than READING_BYTES_MAX.
 * Costs one pass: about 10 us and 2 KiB of ${a} a sentence.
 */
MUST_USE enum err reading_of(struct arena *a, const struct gazetteer *g,
    struct str text, struct str name, const struct reading_opts *opts,
    struct reading *out, struct why *why);

/*
 * reading_json(b, r):
 * ${r} as one JSON object without a line end: file, lang, states,
 * organisations, mechanisms, references, activities, commitments, directives,
 * events, speaker, date. Spans are [begin, end].
 */
void reading_json(struct buf *b, const struct reading *r);

/*
 * reading_json_parts(b, r, put, arg):
 * The same, given to ${put} in parts of some 64 KiB, which takes what is in
 * ${b} and clears it; the last part stays in ${b}.
 */
void reading_json_parts(struct buf *b, const struct reading *r,
    void (*put)(void *arg, struct buf *b), void *arg);

/* reading_events_json(b, r): only the events, as a JSON array. */
void reading_events_json(struct buf *b, const struct reading *r);

/* reading_kind_name(k): "directive", "commitment", ... */
const char *reading_kind_name(enum reading_kind k);

#endif
