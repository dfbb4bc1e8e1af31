/*
 * The words the reader knows: names of states, organisations, forums, posts
 * and missions, and the frames that make events of verbs and nouns. All of it
 * is pack data, embedded in the program.
 */
#ifndef READ_GAZETTEER_H
#define READ_GAZETTEER_H

#include "base/arena.h"
#include "base/date.h"
#include "read/frame.h"
#include "read/text.h"

enum gazetteer_type {
	GAZETTEER_STATE,
	GAZETTEER_NATIONALITY,
	GAZETTEER_CAPITAL,
	GAZETTEER_CITY,
	GAZETTEER_ORG,
	GAZETTEER_ACTOR,    /* acts for the state in code: "Kremlin" */
	GAZETTEER_ORGAN,    /* a named body of the state in code */
	GAZETTEER_FORUM,
	GAZETTEER_MISSION,
	GAZETTEER_EXERCISE,
	GAZETTEER_REGION,   /* no actor; hides the names inside it */
	GAZETTEER_TYPE__MAX
};

enum { GAZETTEER_CONTEXTS_MAX = 32 };

struct gazetteer_name {
	struct str alias;
	struct str code;  /* ISO-3, acronym, or the forum's short name */
	struct str host;  /* of a mission: the state it is in; else empty */
	struct str short_name; /* of an organ: "VPA" */
	enum gazetteer_type type;
	bool vietnamese;
	bool exact;       /* only as written: "US", "IS" */
	bool capital;     /* only with a capital: "Turkey" */
	bool dated;       /* only in texts whose date is known */
	struct date valid; /* when the name was in use */
	struct gazetteer_name *next; /* another sense of the same words */
};

struct gazetteer_class {
	int class;
	struct gazetteer_class *next;
};

/* What begins at one token. */
struct gazetteer_match {
	const struct gazetteer_name *name; /* NULL: no name */
	size_t length;                     /* of the name, in tokens */
	struct frame_list classes;         /* of all terms that begin here */
	size_t term_length;                /* of the longest of them */
};

struct gazetteer {
	struct word_table *words;
	struct frame_table frame;
	struct text_rules rules;
	struct gazetteer_node *node;
	size_t nodes;
	size_t names;
	int mission_class; /* what a mission's and a forum's name count as */
	int forum_class;
	/* What an event can be about: the classes "context_x" of the packs. */
	struct str context[GAZETTEER_CONTEXTS_MAX];
	int context_class[GAZETTEER_CONTEXTS_MAX];
	int contexts;
	struct map *state; /* code -> its plain English name, a struct str */
	uint32_t *root; /* by word number: the node, 0 when none */
	uint32_t *slot; /* of edges */
	size_t slots;
	size_t nodes_max;
	uint32_t words_max;
	struct gazetteer_edge *edge;
	size_t edges;
};

/*
 * gazetteer_load(a, out, why):
 * Read the packs' names and patterns into ${a}; about 10 ms and 6 MiB. The
 * gazetteer is never written afterwards, so one serves a whole process.
 * ERR_INPUT, with file and line, when a pack is not well formed.
 */
MUST_USE enum err gazetteer_load(struct arena *a, struct gazetteer **out,
    struct why *why);

/* A file of people's own, read besides the packs. */
enum gazetteer_file_kind {
	GAZETTEER_NAMES,  /* CSV with the columns of packs/core/names.csv */
	GAZETTEER_ACTORS, /* a Phoenix, PETRARCH or TABARI actor file */
	GAZETTEER_VERBS   /* a CAMEO verb file of PETRARCH or TABARI */
};

struct gazetteer_file {
	enum gazetteer_file_kind kind;
	struct str name; /* for messages */
	struct str text; /* outlives the gazetteer */
};

/*
 * gazetteer_load_with(a, file, n, out, why):
 * The same with ${n} files, which come after the packs: a name of theirs is
 * used before a pack's, a verb's pattern where no pack's frame fits. A name
 * with dates is used only in texts whose date is known.
 * ERR_LIMIT: they have more words than a gazetteer holds (200,000). Costs
 * about 20 MiB more and 0.1 s for the dictionaries of Phoenix.
 */
MUST_USE enum err gazetteer_load_with(struct arena *a,
    const struct gazetteer_file *file, size_t n, struct gazetteer **out,
    struct why *why);

/*
 * gazetteer_add(a, g, n, why):
 * Put in one name; ${n} gives alias, code, type, dates and how it is
 * compared. For dictionary.c. ERR_LIMIT as above.
 */
MUST_USE enum err gazetteer_add(struct arena *a, struct gazetteer *g,
    const struct gazetteer_name *n, struct why *why);

/* gazetteer_term(a, g, words, class, why): the same for a term. */
MUST_USE enum err gazetteer_term(struct arena *a, struct gazetteer *g,
    struct str words, int class, struct why *why);

/*
 * gazetteer_at(g, t, n, vietnamese, day, out):
 * What begins at the first of the ${n} tokens ${t}; the longest name wins.
 * ${day} is the day of the text, or INT32_MIN when it is not known.
 */
void gazetteer_at(const struct gazetteer *g, const struct text_token *t,
    size_t n, bool vietnamese, int32_t day, struct gazetteer_match *out);

/*
 * gazetteer_plain(g, plain, whole, out, max):
 * Names of states and organisations that in their plain form (base/plain.h) are
 * ${plain}, or with ${whole} false begin with it: "uc" for "Úc". At most
 * ${max}, one for each code; returns how many. Looks at every name: about a
 * millisecond.
 */
size_t gazetteer_plain(const struct gazetteer *g, struct str plain,
    bool whole, const struct gazetteer_name **out, size_t max);

/* gazetteer_state(g, code): "Vietnam" for "VNM"; empty when not known. */
struct str gazetteer_state(const struct gazetteer *g, struct str code);

#endif
