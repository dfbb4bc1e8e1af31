#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

void
coder_window(const struct sentence *s, int from, int to, struct frame_set *out)
{
	memset(out, 0, sizeof(*out));
	for (int i = from; i < to; i++)
		if (!s->is_verb[i])
			frame_add(out, &s->classes[i]);
}

static bool
particle_follows(const struct sentence *s, const struct group *v, uint32_t w)
{
	for (int i = v->end; i < s->n && i < v->end + 2; i++) {
		if (s->t[i].word == w && s->mention_at[i] == 0)
			return true;
		if ((s->grammar[i] & FRAME_ADV) == 0)
			return false;
	}
	return false;
}

/* Whether one token of the region is what is asked for. */
static bool
needed(const struct sentence *s, const struct frame_need *n, int from, int to)
{
	for (int i = from < 0 ? 0 : from; i < to && i < s->n; i++)
		if (n->class >= 0 ? frame_lists(&s->classes[i], n->class)
		    : s->t[i].word != 0 && (s->t[i].word == n->word[0] ||
		    s->t[i].word == n->word[1]))
			return true;
	return false;
}

/* What the dictionaries that people brought say of the verb. */
static const struct frame *
of_dictionary(const struct sentence *s, const struct group *v)
{
	const struct frame_block *b = s->c->g->frame.block[v->base];
	int reach = v->object_end < v->end + 16 ? v->object_end : v->end + 16;

	for (size_t r = 0; b != NULL && r < b->rules; r++) {
		const struct frame_rule *rule = &b->rule[r];
		bool fits = true;

		for (int i = 0; fits && i < rule->needs; i++) {
			const struct frame_need *n = &rule->need[i];

			fits = (n->before || v->passive ? needed(s, n,
			    v->subject, v->subject_end) : false) ||
			    (!n->before && needed(s, n, v->end, reach));
		}
		if (fits)
			return rule->act;
	}
	return b != NULL ? b->otherwise : NULL;
}

/* The first frame of the packs that fits, or NULL. */
static const struct frame *
of_packs(const struct sentence *s, const struct group *v)
{
	const struct frame *f = s->c->g->frame.first[v->base];
	struct frame_set object, subject;
	int reach = v->object_end;

	if (f == NULL)
		return NULL;
	if (reach > v->end + 16)
		reach = v->end + 16;
	coder_window(s, v->end, reach, &object);
	coder_window(s, v->subject < 0 ? 0 : v->subject, v->subject < 0 ? 0
	    : v->subject_end, &subject);
	if (v->passive) {
		/* What is done is done to the subject. */
		for (size_t j = 0; j < countof(object.bits); j++)
			object.bits[j] |= subject.bits[j];
	}
	for (; f != NULL; f = f->next) {
		bool fits = f->particle == 0 ? !v->whole
		    : particle_follows(s, v, f->particle);

		for (int i = 0; fits && i < f->groups; i++)
			fits = frame_meet(&f->object[i], &object) ||
			    frame_meet(&f->subject[i], &subject);
		if (fits && !frame_meet(&f->without, &object))
			return f;
	}
	return NULL;
}

const struct frame *
coder_frame(const struct sentence *s, int k)
{
	const struct group *v = &s->v[k];
	const struct frame *f = of_packs(s, v);

	return f != NULL ? f : of_dictionary(s, v);
}

static const struct {
	const char *fallback;
	const char *classes; /* in order */
} topics[] = {
	{ "aid", "peacekeeping trainingnoun warlegacy" },
	{ "event", "dialogue border exercise patrol portcall visit "
	    "trainingnoun industry office exchange talks" },
	{ "hadr", "peacekeeping" },
	{ "medical", "peacekeeping" },
	{ "agreement", "peacekeeping border patrol exercise medical industry "
	    "portcall training visits exchange visit" },
	{ "statement", "peacekeeping exercise patrol industry portcall visit "
	    "training" },
	{ "industry", "industry trainingnoun" },
	{ "invitation", "exercise dialogue sport talks trainingnoun" },
	{ "offer", "exercise patrol industry trainingnoun visit aidnoun" },
	{ "meeting", "sport border dialogue industry" },
	{ "visit", "portcall peacekeeping dialogue border" },
	{ "exchange", "border warlegacy training industry medical" },
	{ "dialogue", "border" },
	{ "training", "peacekeeping" }
};

static const struct {
	const char *class;
	const char *activity;
} activities[] = {
	{ "portcall", "port_call" }, { "border", "border_exchange" },
	{ "warlegacy", "war_legacy" }, { "sport", "sport_culture" },
	{ "agreementnoun", "agreement" }, { "talks", "meeting" },
	{ "visits", "exchange" }, { "aidnoun", "aid" },
	{ "office", "exchange" }, { "trainingnoun", "training" }
};

/* What the activity is about: the first of its classes that is named. */
struct str
coder_topic(const struct frame_set *c, const struct frame_table *f,
    struct str activity)
{
	struct str list, one;

	if (activity.n == 0 || activity.p[0] != '~')
		return activity;
	activity = str_from(activity, 1);
	for (size_t i = 0; i < countof(topics); i++) {
		if (!str_is(activity, topics[i].fallback))
			continue;
		list = str_of(topics[i].classes);
		while (str_word(&list, &one)) {
			if (!frame_has(c, frame_class(f, one)))
				continue;
			for (size_t j = 0; j < countof(activities); j++)
				if (str_is(one, activities[j].class))
					return str_of(activities[j].activity);
			return one;
		}
	}
	return str_is(activity, "event") ? STR("meeting")
	    : str_is(activity, "invitation") ? STR("visit")
	    : str_is(activity, "offer") ? STR("agreement") : activity;
}

