#include "advise/shares.h"

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "study/figure.h"

#include "base/banned.h"

enum { SHARES_COLUMNS = 10, SHARES_SAID = 3, FILTER_MAX = 900,
	NAMED_MAX = 32 };

static const char *
place_words(enum target_place place, bool clear)
{
	switch (place) {
	case TARGET_BELOW:
		return clear ? TR("clearly below the target") :
		    TR("below the target");
	case TARGET_WITHIN:
		return TR("within the target");
	case TARGET_ABOVE:
		return clear ? TR("clearly above the target") :
		    TR("above the target");
	case TARGET_NONE:
		break;
	}
	return TR("no target");
}

static enum report_tone
place_tone(enum target_place place, bool clear)
{
	return place == TARGET_NONE ? TONE_MUTED : place == TARGET_WITHIN ?
	    TONE_OK : clear ? TONE_BAD : TONE_WARN;
}

/* The whole interval is outside: so few records do not explain it. */
static bool
is_clear(const struct target *t, const struct figure *f)
{
	return t != NULL && (f->high < t->low || f->low > t->high);
}

static struct figure
share_of(struct words *w, const struct shares *s, const struct shares_part *p)
{
	return figure_share(w->a, p->now, s->now, s->formula, STR(""));
}

static bool
has_target(const struct shares *s)
{
	for (size_t i = 0; i < s->parts; i++)
		if (s->part[i].target != NULL)
			return true;
	return false;
}

static struct report_column *
put_head(struct report_column *c, const char *name, struct str head)
{
	*c = (struct report_column){ .name = str_of(name), .head = head,
		.type = CELL_NUMBER };
	return c + 1;
}

static struct report_block *
chart(struct words *w, const struct shares *s, struct report_panel *p)
{
	struct report_block *b = report_add_block(w->a, p, BLOCK_CHART);
	bool aimed = has_target(s);
	size_t n = SHARES_COLUMNS - (aimed ? 0u : 3u) -
	    (s->has_dated ? 0u : 1u);
	struct report_column *c = report_columns(w->a, b, n);
	const char *lang = w->lang;

	b->chart = CHART_DOTS;
	c = put_head(c, "group", tr_str(lang, s->head));
	c[-1].type = CELL_TEXT;
	c = put_head(c, "share", arena_printf(w->a, "%d", s->year));
	c = put_head(c, "low", tr_str(lang, "From (90 %)"));
	c = put_head(c, "high", tr_str(lang, "To (90 %)"));
	c = put_head(c, "before", arena_printf(w->a, "%d", s->before));
	if (aimed) {
		c = put_head(c, "plan_low", tr_str(lang, "Target from"));
		c = put_head(c, "plan_high", tr_str(lang, "Target up to"));
		c = put_head(c, "place", tr_str(lang, "Against the target"));
		c[-1].type = CELL_CHIP;
	}
	c = put_head(c, "activities", tr_str(lang, s->counted));
	if (s->has_dated)
		(void)put_head(c, "dated", tr_str(lang, "Dated, whole year"));
	b->empty = tr_str(lang, "Fewer than five activities: too few for "
	    "shares.");
	return b;
}

static void
put_target(struct words *w, const struct target *t, const struct figure *f,
    struct report_cell *c)
{
	enum target_place place = target_place(t, f->value);
	bool clear = is_clear(t, f);

	c[2] = (struct report_cell){ .type = CELL_CHIP,
		.text = tr_str(w->lang, place_words(place, clear)),
		.tone = place_tone(place, clear) };
	if (t == NULL)
		return;
	c[0] = report_percent(w->a, 100 * t->low);
	c[1] = report_percent(w->a, 100 * t->high);
	c[0].link = c[1].link = path_record(w->a, t->row->kind,
	    words_code(w, t->row));
}

static void
put_part(struct words *w, const struct shares *s, struct report_block *b,
    const struct shares_part *p)
{
	struct report_cell *c = report_row(w->a, b);
	struct figure f = share_of(w, s, p);

	c[0] = report_link(p->name, p->link);
	c[1] = report_percent(w->a, 100 * f.value);
	c[2] = report_percent(w->a, 100 * f.low);
	c[3] = report_percent(w->a, 100 * f.high);
	if (s->then >= SHARES_LEAST)
		c[4] = report_percent(w->a, 100 * ((double)p->then /
		    (double)s->then));
	if (has_target(s)) {
		put_target(w, p->target, &f, &c[5]);
		if (p->target != NULL)
			c[1].tone = c[7].tone;
		c += 3;
	}
	c[5] = report_number(w->a, p->now, p->list);
	if (s->has_dated)
		c[6] = report_number(w->a, p->dated, p->list_dated);
}

struct report_block *
shares_chart(struct words *w, const struct shares *s, struct report_panel *p)
{
	struct report_block *b = chart(w, s, p);

	for (size_t i = 0; i < s->parts && s->now >= SHARES_LEAST; i++)
		put_part(w, s, b, &s->part[i]);
	return b;
}

/* "Neighbours 41 % (90 % interval 34 to 48 %, 57 of 139) for 25 to 35 %" */
static struct str
said(struct words *w, const struct shares *s, const struct shares_part *p)
{
	struct figure f = share_of(w, s, p);

	return arena_printf(w->a, tr(w->lang, "%.*s %.0f %% (90 %% interval "
	    "%.0f to %.0f %%; %lld of %lld) for %.0f to %.0f %%"),
	    STRF(p->name), 100 * f.value, 100 * f.low, 100 * f.high,
	    (long long)p->now, (long long)s->now, 100 * p->target->low,
	    100 * p->target->high);
}

struct str
shares_answer(struct words *w, const struct shares *s)
{
	struct str list = STR("");
	size_t aimed = 0, outside = 0, clear = 0;

	for (size_t i = 0; i < s->parts && s->now >= SHARES_LEAST; i++) {
		const struct shares_part *p = &s->part[i];
		struct figure f = share_of(w, s, p);
		enum target_place place = target_place(p->target, f.value);

		aimed += place != TARGET_NONE;
		clear += is_clear(p->target, &f);
		if (place != TARGET_BELOW && place != TARGET_ABOVE)
			continue;
		if (outside++ < SHARES_SAID)
			list = arena_printf(w->a, "%.*s%s%.*s", STRF(list),
			    list.n > 0 ? ", " : "", STRF(said(w, s, p)));
	}
	if (aimed == 0)
		return STR("");
	if (outside == 0)
		return arena_printf(w->a, tr(w->lang, "*All that have a target "
		    "are within its range*: %zu of %zu, with %lld "
		    "activities."), aimed, s->parts, (long long)s->now);
	if (outside > SHARES_SAID)
		list = arena_printf(w->a, tr(w->lang, "%.*s and %zu more"),
		    STRF(list), outside - SHARES_SAID);
	if (clear == 0)
		return arena_printf(w->a, tr(w->lang, "*%zu of %zu are outside "
		    "their target range*, none of them clearly: %.*s."),
		    outside, aimed, STRF(list));
	return arena_printf(w->a, tr(w->lang, "*%zu of %zu are outside their "
	    "target range*, %zu of them clearly: %.*s."), outside, aimed,
	    clear, STRF(list));
}

/* "partner:LAO,KHM", or "-partner:LAO,KHM" for those who are neither. */
static void
put_code(struct buf *b, const struct roll_partner *p, size_t *n, bool without)
{
	if (*n % NAMED_MAX == 0)
		buf_printf(b, " %spartner:%.*s", without ? "-" : "",
		    STRF(p->code));
	else
		buf_printf(b, ",%.*s", STRF(p->code));
	++*n;
}

struct str
shares_of_group(struct words *w, const struct roll *roll,
    const struct roll_partner *const *seen, size_t n, int group)
{
	struct buf b CLEANUP(buf_free) = { .max = FILTER_MAX };
	size_t in = 0, put = 0;
	bool without;

	for (size_t i = 0; i < n; i++)
		in += (int)seen[i]->group == group;
	/* Many are those that are not any of the others. */
	without = in > NAMED_MAX;
	if (without)
		buf_text(&b, "partner:*");
	for (size_t i = 0; i < n; i++)
		if (((int)seen[i]->group == group) != without)
			put_code(&b, seen[i], &put, without);
	for (size_t i = 0; i < roll->n && without; i++)
		if (roll->partner[i]->home)
			put_code(&b, roll->partner[i], &put, without);
	return b.err != ERR_OK ? STR("") :
	    str_trim(arena_str(w->a, buf_view(&b)));
}
