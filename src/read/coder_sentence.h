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
	struct frame_set classes[TEXT_TOKENS_MAX];
	uint32_t grammar[TEXT_TOKENS_MAX]; /* 0 inside a name */
	int mention_at[TEXT_TOKENS_MAX];   /* number + 1, 0 when none */
	bool is_verb[TEXT_TOKENS_MAX]; /* the verb of a group, no noun */
	int n;
	struct mention m[MENTIONS_MAX];
	int mentions;
	struct group v[GROUPS_MAX];
	int groups;
};

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

#endif
