#include "cmd/cmd_read_part.h"

#include "base/str.h"
#include "base/tr.h"

#include "base/banned.h"

enum { PART_BYTES = 64 * 1024 };

struct str
cmd_read_word(const char *lang, struct str code)
{
	static const struct {
		const char *code, *words;
	} known[] = {
		{ "agreement", TR("agreement") },
		{ "border_exchange", TR("border exchange") },
		{ "cancelled", TR("cancelled") },
		{ "dialogue", TR("dialogue") }, { "done", TR("done") },
		{ "exchange", TR("exchange") }, { "exercise", TR("exercise") },
		{ "hadr", TR("disaster relief") },
		{ "industry", TR("defence industry") },
		{ "medical", TR("military medicine") },
		{ "meeting", TR("meeting") }, { "ongoing", TR("ongoing") },
		{ "patrol", TR("patrol") },
		{ "peacekeeping", TR("peacekeeping") },
		{ "planned", TR("planned") }, { "port_call", TR("port call") },
		{ "proposed", TR("proposed") },
		{ "sport_culture", TR("sport or culture") },
		{ "training", TR("training") }, { "visit", TR("visit") },
		{ "war_legacy", TR("legacy of war") },
	};

	for (size_t i = 0; i < countof(known); i++)
		if (str_is(code, known[i].code))
			return tr_str(lang, known[i].words);
	return code;
}

/* One proposal for people: what, then the words, then where they stand. */
static void
row(struct buf *b, const char *lang, const struct reading_item *i,
    struct str text, size_t number)
{
	if (number > 0)
		buf_printf(b, "%3zu.", number);
	else
		buf_text(b, "  -");
	if (i->kind == READING_DIRECTIVE && i->ordinal > 0)
		buf_printf(b, " (%d)", i->ordinal);
	if (i->source.n > 0 || i->target.n > 0)
		buf_printf(b, " %.*s > %.*s", STRF(i->source.n > 0 ? i->source
		    : STR("?")), STRF(i->target.n > 0 ? i->target
		    : STR("?")));
	if (i->kind == READING_EVENT)
		buf_printf(b, " %.*s", STRF(i->root));
	if (i->name.n > 0)
		buf_printf(b, " %.*s", STRF(i->name));
	if (i->type.n > 0)
		buf_printf(b, " %.*s", STRF(cmd_read_word(lang, i->type)));
	if (i->status.n > 0)
		buf_printf(b, " (%.*s)", STRF(cmd_read_word(lang, i->status)));
	if (i->mechanism.n > 0)
		buf_printf(b, " [%.*s]", STRF(i->mechanism));
	if (i->has_due || i->has_when) {
		buf_char(b, ' ');
		date_say(b, lang, i->has_due ? i->due : i->when);
	}
	if (i->where.n > 0)
		buf_printf(b, tr(lang, " in %.*s"), STRF(i->where));
	if (i->who.n > 0 && i->kind <= READING_COMMITMENT)
		buf_printf(b, " %.*s:", STRF(i->who));
	buf_printf(b, "\n      \"%.*s\" [%zu-%zu]\n", STRF(i->text), i->begin,
	    i->end);
	for (size_t k = 0; k < i->alsos; k++)
		buf_printf(b, "      %s \"%.*s\" [%zu-%zu]\n",
		    tr(lang, "also"), (int)(i->also[k].end - i->also[k].begin),
		    text.p + i->also[k].begin, i->also[k].begin,
		    i->also[k].end);
	if (i->first != NULL)
		buf_printf(b, "      %s %.*s [%zu-%zu]\n",
		    tr(lang, "the same as in"), STRF(i->first->file),
		    i->first->begin, i->first->end);
}

void
cmd_read_table(struct buf *b, const char *lang, const struct reading *r,
    void (*put)(void *arg, struct buf *b), void *arg)
{
	static const char *const heads[READING__MAX] = {
		TR("Directives"), TR("Commitments"), TR("Activities"),
		TR("Events"), TR("Mechanisms"), TR("Organisations"),
		TR("References"), TR("States")
	};

	/* The numbers by which comity accept --only knows them. */
	size_t number = 0;

	buf_printf(b, "%.*s (%s)", STRF(r->file.n > 0 ? r->file
	    : tr_str(lang, "standard input")), tr(lang,
	    str_is(r->lang, "vi") ? TR("Vietnamese") : TR("English")));
	if (r->speaker.n > 0)
		buf_printf(b, tr(lang, ", speaker: %.*s"), STRF(r->speaker));
	if (r->has_date) {
		buf_text(b, ", ");
		date_say(b, lang, r->date);
	}
	buf_char(b, '\n');
	for (int k = 0; k < READING__MAX; k++) {
		if (r->count[k] == 0)
			continue;
		buf_printf(b, "\n%s (%zu)\n", tr(lang, heads[k]), r->count[k]);
		for (size_t i = 0; i < r->items; i++) {
			if ((int)r->item[i].kind != k)
				continue;
			if (b->n > PART_BYTES)
				put(arg, b);
			if (k == READING_STATE)
				buf_printf(b, "  %.*s  \"%.*s\" [%zu-%zu]\n",
				    STRF(r->item[i].code),
				    STRF(r->item[i].text), r->item[i].begin,
				    r->item[i].end);
			else
				row(b, lang, &r->item[i], r->text,
				    k <= READING_EVENT ? ++number : 0);
		}
	}
	if (r->items == 0)
		buf_printf(b, "  %s\n", tr(lang, "Nothing to propose."));
	buf_char(b, '\n');
}
