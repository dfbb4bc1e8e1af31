#include "read/coder_sentence.h"

#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/*
 * Vietnamese words do not change: what marks a verb stands before it. A word
 * that begins a frame is a verb unless a word that makes nouns precedes it.
 */
static bool
any_word(const struct sentence *s, int i, const char *list)
{
	return i >= 0 && i < s->n && s->mention_at[i] == 0 &&
	    coder_any_word(s, i, list);
}

/*
 * How many syllables the verb at ${i} has; 0 when it is none, -2 for a word of
 * two that only begins like one.
 */
static int
verb_length(const struct sentence *s, int i)
{
	const struct frame *f;
	bool acts = false;
	int best = 0;

	if (s->mention_at[i] != 0 || s->t[i].word == 0)
		return 0;
	f = s->c->g->frame.first[s->t[i].word];
	for (; f != NULL; f = f->next) {
		if (f->particle == 0 && best == 0)
			best = 1;
		if (f->particle != 0 && i + 1 < s->n &&
		    s->t[i + 1].word == f->particle) {
			best = 2;
			acts |= f->root.n > 0 || f->control != FRAME_NONE;
		}
	}
	return best == 2 && !acts ? -2 : best;
}

/* "không" denies, unless it is the air: không quân, không phận. */
static bool
denied(const struct sentence *s, int from, int to)
{
	for (int i = from > to - 6 ? from : to - 6; i < to; i++)
		if (any_word(s, i, "không chưa") && !any_word(s, i + 1,
		    "quân gian kích phận trung lực khí"))
			return true;
	return false;
}

/* Words that make a noun of the verb behind them. */
static bool
noun_follows(const struct sentence *s, int i)
{
	return any_word(s, i, "chuyến cuộc sự việc lễ buổi bản các những "
	    "quan chính công về nền mối khóa lực hoạt của tàu trường tâm "
	    "trung vụ vi trận đợt chiến lời lệnh đòn kế hành động người nhà");
}

static void
marks_before(const struct sentence *s, struct group *v)
{
	for (int i = v->begin - 1; i >= 0 && i > v->begin - 5; i--) {
		if (any_word(s, i, "sẽ"))
			v->future = true;
		else if (any_word(s, i, "đang"))
			v->going_on = true;
		else if (any_word(s, i, "không chưa"))
			v->negated = true;
		else if (any_word(s, i, "được bị"))
			v->passive = true;
		else if (any_word(s, i, "phải cần nên"))
			v->must = true;
		else if (any_word(s, i, "thể muốn mong"))
			v->maybe = true;
		else if (any_word(s, i, "nếu"))
			v->iffy = true;
		else if (!any_word(s, i, "đã vừa mới cũng vẫn cùng có"))
			break;
		v->begin = i;
	}
}

static int
clause_begin(const struct sentence *s, int from, int to, struct group *v)
{
	int begin = from;

	for (int i = from; i < to; i++) {
		/* "Việt Nam, Lào và Campuchia" is one subject. */
		if (s->t[i].punct == ',' && i > 0 && i + 1 < s->n &&
		    s->mention_at[i - 1] != 0 && s->mention_at[i + 1] != 0)
			continue;
		if (s->t[i].punct == ',' || s->t[i].punct == ';' ||
		    any_word(s, i, "rằng nhưng"))
			begin = i + 1;
		if (any_word(s, i, "mà"))
			v->relative = true;
		if (any_word(s, i, "khi nếu nhằm để")) {
			v->dependent = true;
			begin = i + 1;
		}
		if (any_word(s, i, "nếu"))
			v->iffy = true;
	}
	return begin;
}

static bool
has_name(const struct sentence *s, int from, int to)
{
	for (int i = from; i < to; i++)
		if (s->mention_at[i] != 0)
			return true;
	return false;
}

void
coder_vietnamese(struct sentence *s)
{
	s->groups = 0;
	memset(s->is_verb, 0, (size_t)s->n * sizeof(s->is_verb[0]));
	for (int i = 0; i < s->n && s->groups < GROUPS_MAX; i++) {
		struct group *v = &s->v[s->groups];
		int length = verb_length(s, i), from, begin;

		if (length == -2)
			i++;
		if (length <= 0)
			continue;
		if (noun_follows(s, i - 1) || (i == 0 && length == 1)) {
			i += length - 1;
			continue;
		}
		*v = (struct group){ .begin = i, .verb = i, .end = i + 1,
			.base = s->t[i].word, .kind = GROUP_FINITE,
			.subject = -1, .past = true, .whole = length == 2 };
		marks_before(s, v);
		from = s->groups > 0 ? s->v[s->groups - 1].end : 0;
		begin = clause_begin(s, from, v->begin, v);
		v->negated |= denied(s, begin, v->begin);
		if (!has_name(s, begin, v->begin) && s->groups > 0) {
			v->subject = s->v[s->groups - 1].subject;
			v->subject_end = s->v[s->groups - 1].subject_end;
			v->shares = true;
			if (begin == from)
				v->kind = GROUP_INF;
		} else {
			v->subject = has_name(s, begin, v->begin) ? begin : 0;
			v->subject_end = v->begin;
		}
		s->groups++;
		i += length - 1;
	}
	for (int k = 0; k < s->groups; k++) {
		struct group *v = &s->v[k];

		v->object_end = s->n;
		for (int j = k + 1; j < s->groups; j++)
			if (s->v[j].kind == GROUP_FINITE) {
				v->object_end = s->v[j].begin;
				break;
			}
	}
}
