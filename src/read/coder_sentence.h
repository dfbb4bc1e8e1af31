/* One sentence taken apart, for the coder's own files. */
#ifndef READ_CODER_SENTENCE_H
#define READ_CODER_SENTENCE_H

#include "read/coder.h"

enum {
	MENTIONS_MAX = 64,
	GROUPS_MAX = 48,
	ACTORS_MAX = 8
};

/* A name found. */
struct mention {
	int begin; /* tokens */
	int end;
	const struct gazetteer_name *name;
	struct str code; /* of whom it stands for; empty for a region */
	uint32_t prep;   /* grammar bits of the preposition before it */
	uint32_t prep_word;
	bool direct;     /* no preposition between it and the verb */
	bool implied;    /* no name: "they", "the two sides", "our" */
	const struct mention *other; /* one word stands for both, or NULL */
};

/* Whom the sentences before spoke of. */
struct memory {
	struct str subject; /* who acted last */
	struct str pair[2]; /* who dealt with each other last */
};

enum group_kind { GROUP_FINITE, GROUP_INF, GROUP_ING, GROUP_PART };

/* A verb with its auxiliaries. */
struct group {
	int begin;
	int verb; /* token of the main verb */
	int end;  /* behind it */
	uint32_t base;
	enum group_kind kind;
	bool passive;
	bool negated;
	bool future;
	bool maybe;
	bool must;
	bool perfect;
	bool going_on;
	bool past;
	bool bare;      /* without auxiliary */
	bool whole;     /* its particle belongs to the word: "bắt đầu" */
	bool relative;  /* of a relative clause */
	bool dependent; /* of a clause with after, while, as */
	bool iffy;      /* of an if-clause */
	bool said;      /* inside what somebody said */
	bool shares;    /* has the subject of an earlier group */
	int subject;    /* first token of the subject's region, or -1 */
	int subject_end;
	int object_end; /* where its objects end */
};

struct sentence {
	const struct coder_context *c;
	struct str text;
	struct text_span span;
	struct text_token t[TEXT_TOKENS_MAX];
	struct frame_list classes[TEXT_TOKENS_MAX];
	uint32_t grammar[TEXT_TOKENS_MAX]; /* 0 inside a name */
	int mention_at[TEXT_TOKENS_MAX];   /* number + 1, 0 when none */
	bool is_verb[TEXT_TOKENS_MAX]; /* the verb of a group, no noun */
	int n;
	struct mention m[MENTIONS_MAX];
	int mentions;
	struct group v[GROUPS_MAX];
	int groups;
	struct memory memory;
	struct gazetteer_name stand_in[8]; /* for what is implied */
	struct mention other[8];
	int stand_ins;
};

/*
 * coder_refer(s): put in what is implied: those whom "the two sides", "they",
 * "we", "the Ministry" stand for. coder_remember(s, e, n): keep whom the
 * sentence with these ${n} events spoke of.
 */
void coder_refer(struct sentence *s);
void coder_remember(struct sentence *s, const struct coder_event *e,
    size_t n);

/* coder_grammar(s, i): of token ${i}; 0 where there is none. */
static inline uint32_t
coder_grammar(const struct sentence *s, int i)
{
	return i < 0 || i >= s->n ? 0 : s->grammar[i];
}

/* Grammar of the words of a verb, of those before a noun, of all that close. */
enum {
	CODER_AUXILIARY = FRAME_MODAL | FRAME_BE | FRAME_HAVE | FRAME_DO,
	CODER_BEFORE_NOUN = FRAME_DET | FRAME_ADJ | FRAME_PREP | FRAME_NUMBER,
	CODER_CLOSED = FRAME_DET | FRAME_PREP | FRAME_AND | FRAME_SUB |
	    FRAME_REL | FRAME_MODAL | FRAME_NOT | FRAME_BE | FRAME_HAVE |
	    FRAME_DO | FRAME_PRON | FRAME_ADV | FRAME_TO | FRAME_IF
};

/*
 * What is a verb, for coder_group.c. coder_verb_at(s, i): token ${i} as a verb;
 * base 0 when it is none. coder_verb_before(s, i): the token before it that is
 * no adverb. coder_verb_bare(s, i, finite_before): which kind of group a verb
 * without auxiliary makes; -1, it is a noun. coder_verb_group(s, i, v): the
 * group that begins with the auxiliary at ${i}; false when it is none.
 */
const struct frame_verb *coder_verb_at(const struct sentence *s, int i);
int coder_verb_before(const struct sentence *s, int i);
int coder_verb_bare(const struct sentence *s, int i, bool finite_before);
bool coder_verb_group(const struct sentence *s, int i, struct group *v);

/* coder_groups(s): find the verb groups and how they hang together. */
void coder_groups(struct sentence *s);

/* coder_vietnamese(s): the same for Vietnamese. */
void coder_vietnamese(struct sentence *s);

/*
 * coder_events(s, out, max): the events of all groups, each with its rank;
 * the caller picks.
 */
struct candidate {
	struct coder_event e;
	int rank;
	int group;
	bool quiet; /* only a sign that there is no event here */
};

int coder_events(struct sentence *s, struct candidate *out, int max);

/*
 * coder_beside(s, main, out):
 * What is told beside the event ${main}: the dialogue at which it happened,
 * the signing that ended it. Whether there is one.
 */
bool coder_beside(const struct sentence *s, const struct coder_event *main,
    struct coder_event *out);

/*
 * coder_mechanism(s, a, e):
 * The name of the dialogue, exchange or exercise that ${e} was held in, where
 * the text makes it up of its parties: "Vietnam-Japan defence policy
 * dialogue". Made in ${a}.
 */
void coder_mechanism(const struct sentence *s, struct arena *a,
    struct coder_event *e);

/* coder_when(s, from, to, future, out): the first date in those tokens. */
bool coder_when(const struct sentence *s, int from, int to, bool future,
    struct date *out);

/*
 * coder_open(c, text, span):
 * Tokens, names and prepositions of ${span}. Opening the same one again costs
 * nothing; verb groups must be found anew.
 */
struct sentence *coder_open(const struct coder_context *c, struct str text,
    struct text_span span);

/* coder_span(s, from, to): those tokens as text. */
struct str coder_span(const struct sentence *s, int from, int to);

/* The actors on one side of an act, no code twice. */
struct actors {
	const struct mention *m[ACTORS_MAX];
	int n;
};

/* What one verb group says, before it is written down as events. */
struct act {
	const struct frame *f;
	struct str root;
	struct str activity;
	struct str status;
	struct actors source;
	struct actors target;
	int last; /* the last group used */
};

/* coder_one_of(word, list): whether ${word} is in the blank-separated list. */
bool coder_one_of(struct str word, const char *list);

/* coder_is_word(s, i, w): whether token ${i} is the known word ${w}. */
bool coder_is_word(const struct sentence *s, int i, const char *w);

/* coder_any_word(s, i, list): the same for a blank-separated list. */
bool coder_any_word(const struct sentence *s, int i, const char *list);

/* coder_mention(s, i, to): the next name from *${i} on, which moves behind. */
const struct mention *coder_mention(const struct sentence *s, int *i, int to);

/* coder_at_place(m): whether a preposition of place stands before it. */
bool coder_at_place(const struct mention *m);

void coder_actor_add(struct actors *a, const struct mention *m);

/* coder_phrase_actors: the first actor of a phrase and those joined to it. */
void coder_phrase_actors(const struct sentence *s, int from, int to,
    struct actors *a);

/* coder_object_actors: the likeliest target there, and those joined to it. */
void coder_object_actors(const struct sentence *s, int from, int to,
    const struct actors *not, struct actors *a);

/* coder_all_actors: the two named there, or nobody. */
void coder_all_actors(const struct sentence *s, int from, int to,
    struct actors *a);

/* coder_find_actors(s, v, a): both sides of ${v}, as its frame a->f asks. */
void coder_find_actors(const struct sentence *s, const struct group *v,
    struct act *a);

/* coder_window(s, from, to, out): the classes of all terms, verbs left out. */
void coder_window(const struct sentence *s, int from, int to,
    struct frame_set *out);

/* coder_frame(s, k): the first frame that fits group ${k}, or NULL. */
const struct frame *coder_frame(const struct sentence *s, int k);

/* coder_topic(c, f, activity): what "~x" is, given what is named. */
struct str coder_topic(const struct frame_set *c, const struct frame_table *f,
    struct str activity);

/* coder_act(s, k, a, depth): the act of group ${k}; false when it is none. */
bool coder_act(struct sentence *s, int k, struct act *a, int depth);

#endif
