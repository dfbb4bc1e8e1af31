#include "read/reading.h"

#include "base/str.h"
#include "base/tr.h"
#include "read/document.h"
#include "read/gazetteer.h"
#include "read/rank.h"

#include "base/banned.h"

#define SCRATCH_BYTES_MAX (1024 * MIB)

enum { PART_BYTES = 64 * 1024 };

static enum reading_format
format_of(struct str text, struct str name)
{
	struct str start = str_trim(str_head(text, 200));

	if (str_ends(name, STR(".html")) || str_ends(name, STR(".htm")) ||
	    str_ends(name, STR(".xhtml")))
		return READING_HTML;
	if (str_ends(name, STR(".md")) || str_ends(name, STR(".markdown")))
		return READING_MARKDOWN;
	if (start.n > 5 && (str_eq_nocase(str_to(start, 5), STR("<html")) ||
	    str_eq_nocase(str_to(start, 5), STR("<!doc"))))
		return READING_HTML;
	return READING_TEXT;
}

/* HTML is made text; all else is read as it is. */
static enum err
take_text(struct arena *a, struct str text, enum reading_format format,
    struct reading *out, struct why *why)
{
	struct buf b CLEANUP(buf_free) = { .max = READING_BYTES_MAX };
	enum err e;

	out->text = text;
	if (format != READING_HTML)
		return ERR_OK;
	e = text_of_html(&b, text, why);
	if (e == ERR_OK)
		out->text = arena_str(a, buf_view(&b));
	return e;
}

static bool
plain_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((signed char)s.p[i] <= 0)
			return false;
	return true;
}

enum err
reading_of(struct arena *a, const struct gazetteer *g, struct str text,
    struct str name, const struct reading_opts *opts, struct reading *out,
    struct why *why)
{
	static const struct reading_opts none;
	struct coder_context c = { .g = g };
	struct arena *scratch;
	enum reading_format format;
	bool ascii;
	enum err e;

	if (opts == NULL)
		opts = &none;
	*out = (struct reading){ .file = name, .title = opts->title };
	if (text.n > READING_BYTES_MAX)
		return why_set(why, ERR_LIMIT,
		    "the text is longer than %zu MiB; cut it into parts",
		    READING_BYTES_MAX / MIB);
	ascii = plain_ascii(text);
	if (!ascii && !str_valid(text))
		return why_set(why, ERR_INPUT,
		    "the text is not UTF-8; convert it, for instance with "
		    "iconv");
	format = opts->format != READING_AUTO ? opts->format
	    : format_of(text, name);
	e = take_text(a, text, format, out, why);
	if (e != ERR_OK)
		return e;
	c.vietnamese = opts->lang.n > 0 ? str_is(opts->lang, "vi")
	    : !(ascii && format != READING_HTML) &&
	    text_is_vietnamese(out->text);
	out->lang = c.vietnamese ? STR("vi") : STR("en");
	c.home = opts->home.n > 0 || !c.vietnamese ? opts->home : STR("VNM");
	out->has_date = c.has_date = opts->has_date;
	out->date = c.date = opts->date;
	scratch = opts->scratch != NULL ? opts->scratch
	    : arena_new(SCRATCH_BYTES_MAX);
	coder_init(&c, scratch);
	document_read(&c, a, format == READING_MARKDOWN, opts->events_only,
	    out);
	if (!opts->events_only)
		rank_items(opts->rank, out);
	if (opts->scratch != NULL)
		arena_reset(scratch);
	else
		arena_free(scratch);
	return ERR_OK;
}

const char *
reading_kind_name(enum reading_kind k)
{
	static const char *const names[READING__MAX] = {
		TR("directive"), "commitment", "activity", TR("event"),
		TR("mechanism"), TR("organisation"), TR("reference"),
		TR("state")
	};

	ALWAYS(k < READING__MAX);
	return names[k];
}

static void
field(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, ",\"%s\":", name);
	buf_json(b, value);
}

static void
optional(struct buf *b, const char *name, struct str value)
{
	if (value.n > 0)
		field(b, name, value);
}

static void
date_field(struct buf *b, const char *name, struct date d)
{
	buf_printf(b, ",\"%s\":\"", name);
	date_format(b, d);
	buf_char(b, '"');
}

static void
span(struct buf *b, const struct reading_item *i)
{
	for (size_t k = 0; k < i->alsos; k++)
		buf_printf(b, "%s[%zu,%zu]%s", k == 0 ? ",\"also\":[" : ",",
		    i->also[k].begin, i->also[k].end,
		    k + 1 == i->alsos ? "]" : "");
	if (i->first != NULL) {
		buf_text(b, ",\"same_as\":{\"file\":");
		buf_json(b, i->first->file);
		buf_printf(b, ",\"span\":[%zu,%zu]}", i->first->begin,
		    i->first->end);
	}
	buf_printf(b, ",\"span\":[%zu,%zu]}", i->begin, i->end);
}

/* ["military","diplomatic"] */
static void
contexts(struct buf *b, struct str list)
{
	const char *before = ",\"contexts\":[";
	struct str one;

	while (str_word(&list, &one)) {
		buf_text(b, before);
		buf_json(b, one);
		before = ",";
	}
	if (before[1] == '\0')
		buf_char(b, ']');
}

static void
event_json(struct buf *b, const struct reading_item *i)
{
	buf_text(b, "{\"source\":");
	buf_json(b, i->source);
	field(b, "target", i->target);
	field(b, "root", i->root);
	optional(b, "mode", i->mode);
	field(b, "status", i->status);
	field(b, "activity", i->type);
	optional(b, "mechanism", i->mechanism);
	if (i->has_when)
		date_field(b, "when", i->when);
	optional(b, "where", i->where);
	contexts(b, i->contexts);
	span(b, i);
}

static void
activity_json(struct buf *b, const struct reading_item *i)
{
	buf_text(b, "{\"type\":");
	buf_json(b, i->type);
	optional(b, "domain_type", i->domain_type);
	field(b, "status", i->status);
	optional(b, "who", i->who);
	optional(b, "to_whom", i->to_whom);
	optional(b, "mechanism", i->mechanism);
	if (i->has_when)
		date_field(b, "when", i->when);
	optional(b, "where", i->where);
	span(b, i);
}

static void
duty_json(struct buf *b, const struct reading_item *i)
{
	if (i->kind == READING_DIRECTIVE)
		buf_printf(b, "{\"ordinal\":%d,\"text\":", i->ordinal);
	else
		buf_text(b, "{\"text\":");
	buf_json(b, i->text);
	optional(b, "who", i->who);
	optional(b, "to_whom", i->to_whom);
	if (i->year != 0)
		buf_printf(b, ",\"year\":%d", i->year);
	if (i->has_due)
		date_field(b, "due", i->due);
	optional(b, "status", i->status);
	span(b, i);
}

static void
item_json(struct buf *b, const struct reading_item *i)
{
	switch (i->kind) {
	case READING_DIRECTIVE:
	case READING_COMMITMENT:
		duty_json(b, i);
		return;
	case READING_ACTIVITY:
		activity_json(b, i);
		return;
	case READING_EVENT:
		event_json(b, i);
		return;
	case READING_MECHANISM:
	case READING_ORGANISATION:
	case READING_REFERENCE:
		buf_text(b, "{\"name\":");
		buf_json(b, i->name);
		span(b, i);
		return;
	case READING_STATE:
		buf_json(b, i->code);
		return;
	case READING__MAX:
		break;
	}
	ALWAYS(i->kind < READING__MAX);
}

/* Who takes the JSON as it is made; NULL: nobody, it stays. */
struct taker {
	void (*put)(void *arg, struct buf *b);
	void *arg;
};

static void
list_json(struct buf *b, const struct reading *r, enum reading_kind k,
    const struct taker *t)
{
	bool first = true;

	buf_char(b, '[');
	for (size_t i = 0; i < r->items; i++) {
		if (r->item[i].kind != k)
			continue;
		if (!first)
			buf_char(b, ',');
		first = false;
		item_json(b, &r->item[i]);
		if (t->put != NULL && b->n > PART_BYTES)
			t->put(t->arg, b);
	}
	buf_char(b, ']');
}

void
reading_events_json(struct buf *b, const struct reading *r)
{
	static const struct taker nobody;

	list_json(b, r, READING_EVENT, &nobody);
}

void
reading_json(struct buf *b, const struct reading *r)
{
	reading_json_parts(b, r, NULL, NULL);
}

void
reading_json_parts(struct buf *b, const struct reading *r,
    void (*put)(void *arg, struct buf *b), void *arg)
{
	const struct taker taker = { put, arg };
	static const struct {
		const char *name;
		enum reading_kind kind;
	} lists[] = {
		{ "states", READING_STATE },
		{ "organisations", READING_ORGANISATION },
		{ "mechanisms", READING_MECHANISM },
		{ "references", READING_REFERENCE },
		{ "activities", READING_ACTIVITY },
		{ "commitments", READING_COMMITMENT },
		{ "directives", READING_DIRECTIVE },
		{ "events", READING_EVENT }
	};

	buf_text(b, "{\"file\":");
	buf_json(b, r->file);
	optional(b, "title", r->title);
	field(b, "lang", r->lang);
	for (size_t i = 0; i < countof(lists); i++) {
		buf_printf(b, ",\"%s\":", lists[i].name);
		list_json(b, r, lists[i].kind, &taker);
	}
	optional(b, "speaker", r->speaker);
	if (r->has_date)
		date_field(b, "date", r->date);
	buf_char(b, '}');
}
