#include "read/coder_sentence.h"

#include "base/str.h"

#include "base/banned.h"

/* Where what stands before the main clause ends; 0 when nothing does. */
static int
fronted_end(const struct sentence *s)
{
	if (s->groups == 0 || (s->grammar[0] & FRAME_PREP) == 0)
		return 0;
	for (int i = 1; i < s->v[0].begin; i++)
		if (s->t[i].punct == ',')
			return i;
	return 0;
}

static bool
named(const struct sentence *s, int from, int to, const char *class, int *at)
{
	int c = frame_class(&s->c->g->frame, str_of(class));

	for (int i = from; i < to; i++)
		if (frame_lists(&s->classes[i], c)) {
			*at = i;
			return true;
		}
	return false;
}

/* "At the 9th X-Y defence policy dialogue, the two sides agreed ...": */
static bool
held_at(const struct sentence *s, struct coder_event *e)
{
	static const struct {
		const char *class;
		const char *root;
		const char *activity;
	} kinds[] = {
		{ "dialogue", "CONSULT", "dialogue" },
		{ "border", "CONSULT", "border_exchange" },
		{ "exercise", "COOPERATE", "exercise" }
	};
	int end = fronted_end(s), at = 0;
	struct actors a;

	coder_all_actors(s, 0, end, &a);
	if (a.n < 2)
		return false;
	for (size_t i = 0; i < countof(kinds); i++) {
		if (!named(s, 0, end, kinds[i].class, &at))
			continue;
		e->source = a.m[0]->code;
		e->target = a.m[1]->code;
		e->root = str_of(kinds[i].root);
		e->activity = str_of(kinds[i].activity);
		e->status = STR("done");
		e->source_text = coder_span(s, a.m[0]->begin, a.m[0]->end);
		e->target_text = coder_span(s, a.m[1]->begin, a.m[1]->end);
		e->begin = s->t[0].begin;
		e->end = s->t[end - 1].end;
		return true;
	}
	return false;
}

/* "... ended with the signing of a plan of cooperation" */
static bool
signing(const struct sentence *s, const struct coder_event *main,
    struct coder_event *e)
{
	int at = 0;

	if (main->source.n == 0 || main->target.n == 0 ||
	    str_is(main->root, "SUPPORT") || str_is(main->root, "AGREE"))
		return false;
	for (int i = 1; i + 1 < s->n; i++) {
		if (!coder_is_word(s, i, "signing") || (s->grammar[i - 1] &
		    FRAME_DET) == 0 || !named(s, i, i + 9 < s->n ? i + 9
		    : s->n, "agreementnoun", &at))
			continue;
		*e = *main;
		e->root = STR("SUPPORT");
		e->mode = STR("");
		e->activity = STR("agreement");
		if (s->t[at].end > e->end)
			e->end = s->t[at].end;
		return true;
	}
	return false;
}

bool
coder_beside(const struct sentence *s, const struct coder_event *main,
    struct coder_event *out)
{
	*out = (struct coder_event){ .has_when = false };
	if (s->c->vietnamese)
		return false;
	return signing(s, main, out) || (!str_is(main->root, "CONSULT") &&
	    held_at(s, out));
}
