#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/*
 * The acting phrase in the subject's region: a name, a post, a force or "we"
 * before any preposition, so that "the deployment to the mission" acts not.
 */
static bool
acting(const struct sentence *s, const struct group *v, bool anyone,
    struct coder_duty *d)
{
	int from = v->subject < 0 ? 0 : v->subject;
	int to = v->subject < 0 ? v->begin : v->subject_end;
	bool found = anyone;

	for (int i = from; i < to; i++) {
		uint32_t g = s->grammar[i];
		bool noun = s->mention_at[i] != 0 &&
		    s->m[s->mention_at[i] - 1].name->type !=
		    GAZETTEER_REGION;

		if ((g & FRAME_PREP) != 0 || (g & FRAME_REL) != 0)
			break;
		d->we |= coder_any_word(s, i, "we chúng");
		d->named |= noun;
		if (noun || d->we || (g & (FRAME_FORCE | FRAME_ROLE)) != 0 ||
		    coder_any_word(s, i, "sides side countries parties "
		    "agencies units unit country department sector bloc "
		    "office"))
			found = true;
	}
	/* "What it needs is to agree" obliges nobody. */
	if (!found || coder_is_word(s, from, "what"))
		return false;
	while (from < to && (s->t[from].punct != 0 || (s->grammar[from] &
	    (FRAME_AND | FRAME_ADV)) != 0))
		from++;
	while (to > from && s->t[to - 1].punct != 0)
		to--;
	if (from < to)
		d->who = (struct text_span){ s->t[from].begin,
			s->t[to - 1].end };
	return from < to;
}

/* "It is necessary to", "it is expected that there will be". */
static bool
impersonal(const struct sentence *s, struct coder_duty *d)
{
	for (int i = 0; i + 2 < s->n; i++) {
		if (!coder_is_word(s, i, "it") ||
		    !coder_is_word(s, i + 1, "is"))
			continue;
		if (coder_any_word(s, i + 2, "necessary essential imperative "
		    "important vital")) {
			d->force = CODER_SHOULD;
			return coder_is_word(s, i + 3, "to") ||
			    coder_is_word(s, i + 3, "that");
		}
		if (coder_any_word(s, i + 2, "expected planned scheduled "
		    "hoped") &&
		    coder_is_word(s, i + 3, "that")) {
			d->force = CODER_WILL;
			return true;
		}
	}
	return false;
}

/* "is ready for deployment", where what is ready is no person's mood. */
static bool
ready(const struct sentence *s, const struct group *v)
{
	for (int i = v->begin; i < v->end + 2 && i < s->n; i++)
		if (coder_is_word(s, i, "ready") &&
		    coder_any_word(s, i + 1, "for to"))
			return true;
	return false;
}

static enum coder_force
force_of(const struct sentence *s, int k)
{
	const struct group *v = &s->v[k];
	const struct frame *f = s->c->g->frame.first[v->base];
	bool inf = k + 1 < s->groups && s->v[k + 1].kind == GROUP_INF &&
	    s->v[k + 1].begin - v->end < 4;

	if (v->negated || v->maybe)
		return CODER_NOTHING;
	if (v->future)
		return CODER_WILL;
	if (v->must)
		return CODER_SHOULD;
	if (ready(s, v))
		return CODER_WILL;
	if (coder_any_word(s, v->verb, "needs need") && inf)
		return CODER_SHOULD;
	if (coder_any_word(s, v->verb, "instructed instructs directed ordered "
	    "tasked assigned requested") && !v->passive && k + 1 < s->groups &&
	    s->v[k + 1].kind == GROUP_INF && s->v[k + 1].begin > v->end)
		return CODER_INSTRUCT;
	for (; f != NULL && inf; f = f->next)
		if (f->particle == 0 && (f->control == FRAME_PROMISE ||
		    f->control == FRAME_PLAN))
			return CODER_WILL;
	return CODER_NOTHING;
}

/* Where the clause of the Vietnamese verb at ${i} begins. */
static int
vietnamese_subject(const struct sentence *s, int i)
{
	int from = i;

	while (from > 0 && s->t[from - 1].punct == 0 &&
	    !coder_any_word(s, from - 1, "rằng biết mạnh song nhưng nghĩ hay"))
		from--;
	return from;
}

/* Vietnamese says it with one word before the verb. */
static bool
vietnamese_duty(const struct sentence *s, struct coder_duty *d)
{
	for (int i = 1; i < s->n; i++) {
		struct group v = { .begin = i, .subject_end = i };

		if (s->mention_at[i] != 0 || coder_any_word(s, i - 1, "không"))
			continue;
		if (coder_any_word(s, i, "sẽ"))
			d->force = CODER_WILL;
		else if (coder_any_word(s, i, "cần phải") &&
		    !coder_any_word(s, i + 1, "thiết là chăng"))
			d->force = CODER_SHOULD;
		else if (coder_is_word(s, i, "cam") &&
		    coder_is_word(s, i + 1, "kết"))
			d->force = CODER_WILL;
		else
			continue;
		v.subject = vietnamese_subject(s, i);
		d->span.begin = s->t[0].begin;
		if (i - v.subject < 14 && acting(s, &v, false, d))
			return true;
	}
	d->force = CODER_NOTHING;
	return false;
}

static void
instructed(const struct sentence *s, int k, struct coder_duty *d)
{
	const struct group *v = &s->v[k];
	int end = s->v[k + 1].begin;

	if ((s->grammar[end - 1] & FRAME_TO) != 0)
		end--;
	if (end > v->end)
		d->to_whom = (struct text_span){ s->t[v->end].begin,
			s->t[end - 1].end };
}

/* What group ${k} obliges to; false when it does not. */
static bool
duty_of(const struct sentence *s, int k, bool anyone, struct coder_duty *d)
{
	const struct group *v = &s->v[k];
	bool asks = v->begin == 0 && s->t[s->n - 1].punct == '?';

	*d = (struct coder_duty){ .force = force_of(s, k) };
	/* What somebody says is an obligation is a clause of its own. */
	if (d->force == CODER_NOTHING || v->iffy || v->relative || asks ||
	    v->kind != GROUP_FINITE || !acting(s, v, anyone ||
	    (d->force == CODER_WILL && ready(s, v)), d))
		return false;
	if (v->dependent && !d->named)
		return false;
	if (d->force == CODER_INSTRUCT)
		instructed(s, k, d);
	d->span.begin = s->t[v->shares || v->subject < 0 ? v->begin
	    : v->subject].begin;
	d->has_due = coder_when(s, v->begin, v->object_end, true, &d->due);
	return true;
}

/* Each clause ends where the next begins; the first has the beginning. */
static void
lay_out(const struct sentence *s, struct text_span span, size_t n,
    struct coder_duty *d)
{
	struct date due;
	bool dated = coder_when(s, 0, s->n, true, &due);

	for (size_t i = 0; i < n; i++) {
		if (i == 0)
			d[i].span.begin = span.begin;
		d[i].span.end = i + 1 < n ? d[i + 1].span.begin : span.end;
		if (!d[i].has_due && dated) {
			d[i].has_due = true;
			d[i].due = due;
		}
	}
}

size_t
coder_duties(const struct coder_context *c, struct str text,
    struct text_span span, bool anyone,
    struct coder_duty out[static CODER_DUTIES_MAX])
{
	struct sentence *s = coder_open(c, text, span);
	size_t n = 0;

	if (s->n == 0)
		return 0;
	memset(out, 0, CODER_DUTIES_MAX * sizeof(*out));
	if (c->vietnamese) {
		n = vietnamese_duty(s, &out[0]);
	} else {
		coder_groups(s);
		for (int k = 0; k < s->groups && n < CODER_DUTIES_MAX; k++)
			n += duty_of(s, k, anyone, &out[n]);
		if (n == 0)
			n = impersonal(s, &out[0]);
	}
	lay_out(s, span, n, out);
	return n;
}

bool
coder_date(const struct coder_context *c, struct str text,
    struct text_span span, struct date *out)
{
	struct coder_context undated = *c;
	struct sentence *s;
	bool found;

	/* Nothing is relative to a date that is only now looked for. */
	undated.has_date = false;
	s = coder_open(&undated, text, span);
	found = coder_when(s, 0, s->n, false, out) && out->lo == out->hi;
	/* Its context ends here, so it may not stay open. */
	s->text = (struct str){ NULL, 0 };
	s->c = c;
	return found;
}

static size_t
term_end(const struct sentence *s, int i)
{
	struct gazetteer_match w;

	gazetteer_at(s->c->g, &s->t[i], (size_t)(s->n - i),
	    s->c->vietnamese, INT32_MIN, &w);
	return s->t[i + (w.term_length > 0 ? (int)w.term_length - 1 : 0)].end;
}

size_t
coder_names(const struct coder_context *c, struct str text,
    struct text_span span, struct coder_name out[static CODER_NAMES_MAX])
{
	struct sentence *s = coder_open(c, text, span);
	size_t n = 0;

	for (int i = 0; i < s->n && n < CODER_NAMES_MAX; i++) {
		int at = s->mention_at[i];
		bool begins = at != 0 && s->m[at - 1].begin == i &&
		    !s->m[at - 1].implied;

		if (!begins && s->classes[i].n == 0)
			continue;
		out[n].name = begins ? s->m[at - 1].name : NULL;
		out[n].classes = &s->classes[i];
		out[n].begin = s->t[i].begin;
		out[n].end = begins ? s->t[s->m[at - 1].end - 1].end
		    : term_end(s, i);
		n++;
	}
	return n;
}

/* Ranks are no posts; they come between the post and the name. */
static bool
rank_word(const struct sentence *s, int i)
{
	return coder_any_word(s, i, "general lieutenant colonel major captain "
	    "admiral commodore brigadier marshal senior gen lt sr col maj "
	    "thượng đại trung thiếu tướng tá");
}

bool
coder_post(const struct coder_context *c, struct str text,
    struct text_span span, struct text_span *out)
{
	struct sentence *s = coder_open(c, text, span);

	for (int i = 0; i < s->n; i++) {
		int from = i, to = i;

		while (to < s->n && s->mention_at[to] == 0 &&
		    s->t[to].punct == 0 && !rank_word(s, to) &&
		    ((s->grammar[to] & (FRAME_ROLE | FRAME_FORCE)) != 0 ||
		    coder_any_word(s, to, "defense defence foreign national "
		    "prime vice deputy permanent first state affairs")))
			to++;
		if (to == from)
			continue;
		if ((s->grammar[to - 1] & FRAME_ROLE) != 0 && to < s->n &&
		    (s->t[from].flags & TEXT_CAP) != 0 &&
		    ((s->t[to].flags & TEXT_CAP) != 0 || rank_word(s, to))) {
			*out = (struct text_span){ s->t[from].begin,
				s->t[to - 1].end };
			return true;
		}
		i = to;
	}
	return false;
}
