#include "read/rank.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "read/word.h"

#include "base/banned.h"

enum { FOLDS = 10, ROUNDS = 60 };

/* How far examples may move a weight from where it starts. */
static const double pull = 0.02, step = 0.2;

/* What a proposal can have, and what that is worth to begin with. */
enum feature {
	ALWAYS_THERE, DIRECTIVE, COMMITMENT, ACTIVITY, EVENT, ORDINAL, DUE,
	WHEN, SOURCE, TARGET, BOTH, WHO, TO_WHOM, NAMED_ONLY, MECHANISM,
	PLACE, TWICE, DONE, ONGOING, PLANNED, PROPOSED, CANCELLED, DENIED,
	SHORT, LONG, WE, QUOTED, STATEMENT, VISIT, MEETING, EXERCISE,
	AGREEMENT, AID, TRAINING, OTHER, FEATURE__MAX
};
_Static_assert((int)FEATURE__MAX <= (int)RANK_NAMED,
    "more features than weights");

static const struct {
	const char *name;
	double prior;
} features[FEATURE__MAX] = {
	[ALWAYS_THERE] = { "always", 0.2 },
	[DIRECTIVE] = { "directive", 0.6 },
	[COMMITMENT] = { "commitment", 0.3 },
	[ACTIVITY] = { "activity", 0 }, [EVENT] = { "event", 0 },
	[ORDINAL] = { "ordinal", 0.5 }, [DUE] = { "due", 0.6 },
	[WHEN] = { "when", 0.5 }, [SOURCE] = { "source", 0.2 },
	[TARGET] = { "target", 0.2 }, [BOTH] = { "both", 0.5 },
	[WHO] = { "who", 0.2 }, [TO_WHOM] = { "to_whom", 0.1 },
	[NAMED_ONLY] = { "named_only", -1.2 },
	[MECHANISM] = { "mechanism", 0.3 }, [PLACE] = { "place", 0.2 },
	[TWICE] = { "twice", 0.4 }, [DONE] = { "done", 0.2 },
	[ONGOING] = { "ongoing", -0.2 }, [PLANNED] = { "planned", 0 },
	[PROPOSED] = { "proposed", -0.4 },
	[CANCELLED] = { "cancelled", 0 }, [DENIED] = { "denied", -0.3 },
	[SHORT] = { "short", -0.4 }, [LONG] = { "long", -0.3 },
	[WE] = { "we", -0.2 }, [QUOTED] = { "quoted", -0.2 },
	[STATEMENT] = { "statement", -0.3 }, [VISIT] = { "visit", 0.2 },
	[MEETING] = { "meeting", 0 }, [EXERCISE] = { "exercise", 0.2 },
	[AGREEMENT] = { "agreement", 0 }, [AID] = { "aid", 0 },
	[TRAINING] = { "training", 0 }, [OTHER] = { "other", 0 }
};

const struct rank *
rank_prior(void)
{
	static struct rank prior;
	static bool ready;

	if (!ready) {
		for (int i = 0; i < FEATURE__MAX; i++)
			prior.weight[i] = features[i].prior;
		ready = true;
	}
	return &prior;
}

static void
add(struct rank_features *f, size_t at, bool has)
{
	if (has && f->n < RANK_FEATURES_MAX)
		f->at[f->n++] = (uint16_t)at;
}

/* FNV-1a: weights are stored by it, so it is the same for ever. */
static uint32_t
hash(struct str s, uint32_t h)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

/* Words of the passage and each with the one before it. */
static void
add_words(struct rank_features *f, struct str text)
{
	uint32_t before = 0;
	struct str one;

	while (str_word(&text, &one)) {
		char fold[WORD_BYTES_MAX];
		struct str w = { fold, word_fold(one, fold) };
		uint32_t h = hash(w, 2166136261u);

		if (w.n == 0)
			continue;
		add(f, RANK_NAMED + h % RANK_WORDS, true);
		if (before != 0)
			add(f, RANK_NAMED + hash(w, before) % RANK_WORDS,
			    true);
		before = h;
	}
}

static void
add_status(struct rank_features *f, struct str status)
{
	static const struct {
		const char *name;
		enum feature at;
	} all[] = {
		{ "done", DONE }, { "ongoing", ONGOING },
		{ "planned", PLANNED }, { "proposed", PROPOSED },
		{ "cancelled", CANCELLED }, { "denied", DENIED }
	};

	for (size_t i = 0; i < countof(all); i++)
		add(f, all[i].at, str_is(status, all[i].name));
}

static void
add_type(struct rank_features *f, struct str type)
{
	static const struct {
		const char *name;
		enum feature at;
	} all[] = {
		{ "statement", STATEMENT }, { "visit", VISIT },
		{ "meeting", MEETING }, { "dialogue", MEETING },
		{ "exercise", EXERCISE }, { "agreement", AGREEMENT },
		{ "aid", AID }, { "training", TRAINING }
	};
	size_t n = f->n;

	for (size_t i = 0; i < countof(all); i++)
		add(f, all[i].at, str_is(type, all[i].name));
	add(f, OTHER, type.n > 0 && n == f->n);
}

void
rank_features(const struct reading_item *x, struct rank_features *f)
{
	bool duty = x->kind == READING_DIRECTIVE ||
	    x->kind == READING_COMMITMENT;
	bool acts = x->source.n > 0 || x->target.n > 0;

	f->n = 0;
	add(f, ALWAYS_THERE, true);
	add(f, DIRECTIVE, x->kind == READING_DIRECTIVE);
	add(f, COMMITMENT, x->kind == READING_COMMITMENT);
	add(f, ACTIVITY, x->kind == READING_ACTIVITY);
	add(f, EVENT, x->kind == READING_EVENT);
	add(f, ORDINAL, x->ordinal > 0);
	add(f, DUE, x->has_due);
	add(f, WHEN, x->has_when);
	add(f, SOURCE, x->source.n > 0);
	add(f, TARGET, x->target.n > 0);
	add(f, BOTH, x->source.n > 0 && x->target.n > 0);
	add(f, WHO, x->who.n > 0);
	add(f, TO_WHOM, x->to_whom.n > 0);
	add(f, NAMED_ONLY, !duty && !acts);
	add(f, MECHANISM, x->mechanism.n > 0);
	add(f, PLACE, x->where.n > 0);
	add(f, TWICE, x->alsos > 0 || x->first != NULL);
	add(f, SHORT, x->text.n < 20);
	add(f, LONG, x->text.n > 400);
	add(f, WE, str_eq_nocase(x->who, STR("we")));
	add(f, QUOTED, memchr(x->text.p != NULL ? x->text.p : "", '"',
	    x->text.n) != NULL);
	add_status(f, x->status);
	add_type(f, x->type);
	add_words(f, x->text);
}

static double
sum(const struct rank *r, const struct rank_features *f)
{
	double s = 0;

	for (size_t i = 0; i < f->n; i++)
		s += r->weight[f->at[i]];
	return s;
}

double
rank_sure(const struct rank *r, const struct rank_features *f)
{
	double s = sum(r, f);

	/* Division is exact to the bit everywhere, exp is not. */
	return 0.5 + 0.5 * s / (1 + (s < 0 ? -s : s));
}

void
rank_items(const struct rank *r, struct reading *reading)
{
	for (size_t i = 0; i < reading->items; i++) {
		struct rank_features f;

		rank_features(&reading->item[i], &f);
		reading->item[i].sure = rank_sure(r != NULL ? r
		    : rank_prior(), &f);
	}
}

/* Logistic regression, drawn back to the prior; always in the same order. */
void
rank_train(const struct rank_example *e, size_t n, unsigned not_group,
    struct rank *out)
{
	const struct rank *prior = rank_prior();

	*out = *prior;
	for (int round = 0; round < ROUNDS; round++) {
		double rate = step / (1 + 0.1 * round);

		for (size_t k = 0; k < n; k++) {
			double p, miss;

			if (e[k].group == not_group)
				continue;
			p = 1 / (1 + exp(-sum(out, &e[k].features)));
			miss = (e[k].taken ? 1 : 0) - p;
			for (size_t i = 0; i < e[k].features.n; i++) {
				uint16_t at = e[k].features.at[i];
				double *w = &out->weight[at];

				*w += rate * (miss - pull *
				    (*w - prior->weight[at]));
			}
		}
	}
}

/* Pairs of a taken one and one that was left; half for a draw. */
static void
count_pairs(const struct rank_example *e, const double *sure, size_t n,
    double *right, double *all)
{
	*right = *all = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; e[i].taken && j < n; j++) {
			if (e[j].taken)
				continue;
			*all += 1;
			*right += sure[i] > sure[j] ? 1
			    : sure[i] < sure[j] ? 0 : 0.5;
		}
}

bool
rank_score(struct arena *a, const struct rank_example *e, size_t n,
    struct rank_score *out)
{
	struct rank_example *fold = arena_array(a, n + 1, sizeof(*fold));
	double *before = arena_array(a, n + 1, sizeof(*before));
	double *after = arena_array(a, n + 1, sizeof(*after));
	double all;

	*out = (struct rank_score){ .taken = 0 };
	for (size_t i = 0; i < n; i++) {
		fold[i] = e[i];
		fold[i].group = e[i].group % FOLDS;
		before[i] = rank_sure(rank_prior(), &e[i].features);
		out->taken += e[i].taken;
		out->left += !e[i].taken;
	}
	for (unsigned f = 0; f < FOLDS; f++) {
		struct rank r;

		rank_train(fold, n, f, &r);
		for (size_t i = 0; i < n; i++)
			if (fold[i].group == f)
				after[i] = rank_sure(&r, &e[i].features);
	}
	count_pairs(e, before, n, &out->before, &all);
	count_pairs(e, after, n, &out->after, &all);
	if (!(all > 0))
		return false;
	out->before /= all;
	out->after /= all;
	return true;
}

void
rank_write(struct buf *b, const struct rank *r)
{
	buf_text(b, "feature,weight\n");
	for (int i = 0; i < RANK_WEIGHTS; i++) {
		bool same = fabs(r->weight[i] - rank_prior()->weight[i]) <=
		    DBL_EPSILON;

		if (!same)
			buf_printf(b, "%d,%.6f\n", i, r->weight[i]);
	}
}

bool
rank_read(struct str s, struct rank *out)
{
	struct str line, number, weight;

	*out = *rank_prior();
	if (!str_line(&s, &line) || !str_is(line, "feature,weight"))
		return false;
	while (str_line(&s, &line)) {
		int64_t at;
		double w;

		if (!str_cut(line, ',', &number, &weight) ||
		    !str_int(number, &at) || at < 0 || at >= RANK_WEIGHTS ||
		    !str_real(weight, &w) || w < -1000 || w > 1000)
			return false;
		out->weight[at] = w;
	}
	return true;
}
