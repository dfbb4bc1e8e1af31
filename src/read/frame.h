/*
 * What words do in a sentence, and which of them make an event: grammar,
 * verbs with their forms, classes of terms, frames. All from sheets in the
 * packs:
 *   read_words.csv  word,kind,forms   the, det, - / go, verb, went gone
 *   read_terms.csv  class,lang,words  talks, en, meeting;peace talks
 *   patterns*.csv   lang,head,with,root,mode,activity,control,target
 * A pattern's head is one or more verbs, each with its particle after "_"
 * ("call_on"); its with is a list of classes or words of which, in each group
 * between "&", one must stand in the object ("<x": in the subject; "!x": x
 * may not stand in the object).
 */
#ifndef READ_FRAME_H
#define READ_FRAME_H

#include "base/arena.h"
#include "base/map.h"
#include "read/word.h"

/* What a word can be besides a name or a common noun; bits. */
enum frame_word {
	FRAME_DET = 1 << 0,
	FRAME_PREP = 1 << 1,
	FRAME_AND = 1 << 2,     /* and, or, but */
	FRAME_SUB = 1 << 3,     /* after, while: begins a dependent clause */
	FRAME_REL = 1 << 4,     /* who, which, that */
	FRAME_MODAL = 1 << 5,   /* will, would, may, must */
	FRAME_NOT = 1 << 6,
	FRAME_BE = 1 << 7,
	FRAME_HAVE = 1 << 8,
	FRAME_DO = 1 << 9,
	FRAME_PRON = 1 << 10,
	FRAME_ADV = 1 << 11,
	FRAME_MONTH = 1 << 12,
	FRAME_WEEKDAY = 1 << 13,
	FRAME_ABBR = 1 << 14,
	FRAME_IF = 1 << 15,     /* if, whether, unless */
	FRAME_FUTURE = 1 << 16, /* will, shall: with MODAL */
	FRAME_MAYBE = 1 << 17,  /* may, could, would: with MODAL */
	FRAME_MUST = 1 << 18,   /* must, should: with MODAL */
	FRAME_TO = 1 << 19,
	FRAME_PLACE = 1 << 20,  /* in, at, near: what follows is where */
	FRAME_ROLE = 1 << 21,   /* minister, general: a post */
	FRAME_FORCE = 1 << 22,  /* army, navy, police: of a state */
	FRAME_NOUN = 1 << 23,   /* a noun though it looks like a verb */
	FRAME_ADJ = 1 << 24,
	FRAME_NUMBER = 1 << 25  /* two, third; the value is kept */
};

/* The forms of a verb; bits, for "put" is four of them. */
enum frame_form {
	FRAME_BASE = 1,
	FRAME_S = 2,
	FRAME_PAST = 4,
	FRAME_PART = 8,
	FRAME_ING = 16
};

/* What a verb does to the event it governs. */
enum frame_control {
	FRAME_NONE,
	FRAME_PROMISE, /* agree, pledge, is ready */
	FRAME_PLAN,    /* plan, intend, is due */
	FRAME_PROPOSE, /* offer, suggest */
	FRAME_REQUEST, /* call on, urge */
	FRAME_REFUSE,
	FRAME_THREATEN,
	FRAME_BEGIN,   /* begin, continue, manage: changes nothing */
	FRAME_STOP,
	FRAME_FAIL,
	FRAME_CANCEL,
	FRAME_SAY,     /* what is said is the event */
	FRAME_WISH,    /* hope, consider: no event */
	FRAME_CONTROL__MAX
};

enum { FRAME_CLASSES_MAX = 832, FRAME_GROUPS_MAX = 3 };

/* Many classes: of all words of a passage. */
struct frame_set {
	uint64_t bits[FRAME_CLASSES_MAX / 64];
};

/* A few: what a frame asks for, or what begins at one word, mostly nothing. */
struct frame_list {
	uint16_t *class;
	size_t n;
};

/* How the target is found when it is not the plain object. */
enum frame_target {
	FRAME_ANY,   /* the first actor behind the verb */
	FRAME_SWAP,  /* the object acted, the subject is the target */
	FRAME_RECIP, /* the subjects among themselves when there are several */
	FRAME_ALONE, /* nobody */
	FRAME_WITHIN,/* the place */
	FRAME_HOST,  /* the forum's organisation, or its host */
	FRAME_LED    /* the first object acts towards the second */
};

struct frame {
	uint32_t head;     /* the verb's base form */
	uint32_t particle; /* 0 when none */
	/* Of each group one class must stand in the object or subject. */
	struct frame_list object[FRAME_GROUPS_MAX];
	struct frame_list subject[FRAME_GROUPS_MAX];
	unsigned char groups;
	bool nominal; /* the event is the subject: "the talks ended" */
	struct frame_list without;
	struct str root;
	struct str mode;
	struct str activity; /* "~x": the topic's, else x */
	enum frame_control control;
	enum frame_target target;
	struct frame *next;   /* the same head, later in the sheet */
};

/* A word, or one of a set, that a dictionary's pattern asks for. */
struct frame_need {
	uint32_t word[2]; /* either; 0 when it is a set */
	int class;        /* the set, -1 when it is a word */
	bool before;      /* before the verb, not behind it */
};

enum { FRAME_NEEDS_MAX = 12 };

/* A pattern of a dictionary, and what it makes; see dictionary.h. */
struct frame_rule {
	struct frame_need need[FRAME_NEEDS_MAX];
	int needs;
	const struct frame *act;
};

/* What a dictionary says of the verbs of one block. */
struct frame_block {
	struct frame_rule *rule; /* those with the most needs first */
	size_t rules;
	const struct frame *otherwise; /* NULL: nothing */
};

struct frame_verb {
	uint32_t base;
	unsigned char forms;
};

struct frame_table {
	struct word_table *words;
	uint32_t n;               /* words at the time of freezing */
	uint32_t *grammar;        /* by word number: FRAME_ bits */
	int32_t *value;           /* numbers, months (1-12), weekdays (0-6) */
	struct frame_verb *verb;  /* by word number; base 0: no verb */
	struct frame **first;     /* by word number of the base form */
	struct frame_block **block; /* the same; of dictionaries */
	struct map *class;        /* name -> its number, an int */
	int number[FRAME_CLASSES_MAX];
	size_t classes;
	unsigned char *abbreviation; /* by word number */
};

/* frame_class(t, name): the number of that class, -1 when there is none. */
int frame_class(const struct frame_table *t, struct str name);

/* frame_has(s, c): whether ${c} is one of ${s}; frame_lists(l, c): of ${l}. */
static inline bool
frame_has(const struct frame_set *s, int c)
{
	return c >= 0 && (s->bits[c / 64] >> (c % 64) & 1) != 0;
}

static inline bool
frame_lists(const struct frame_list *l, int c)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->class[i] == c)
			return true;
	return false;
}

/* frame_add(s, l): put all of ${l} into ${s}. */
static inline void
frame_add(struct frame_set *s, const struct frame_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		s->bits[l->class[i] / 64] |= (uint64_t)1 << (l->class[i] % 64);
}

/* frame_meet(l, s): whether one of ${l} is in ${s}. */
static inline bool
frame_meet(const struct frame_list *l, const struct frame_set *s)
{
	for (size_t i = 0; i < l->n; i++)
		if (frame_has(s, l->class[i]))
			return true;
	return false;
}

/* A term of a class, to be put where names are looked for. */
struct frame_term {
	struct str words;
	int class;
	struct frame_term *next;
};

/*
 * frame_verb_add(a, t, base, forms):
 * Make ${base} an English verb with its regular forms and those in ${forms},
 * blank between, unless it is one already; its number.
 */
uint32_t frame_verb_add(struct arena *a, struct frame_table *t,
    struct str base, struct str forms);

/* frame_class_add(a, t, name): a new class; -1 when there is no room. */
int frame_class_add(struct arena *a, struct frame_table *t, struct str name);

/*
 * frame_load(a, words, max, terms, out, why):
 * Read the embedded sheets, with room for ${max} words. ${terms} gets every
 * multi-word and single-word term with its class, for the gazetteer.
 * ERR_INPUT names file and line.
 */
MUST_USE enum err frame_load(struct arena *a, struct word_table *words,
    uint32_t max, struct frame_term **terms, struct frame_table *out,
    struct why *why);

#endif
