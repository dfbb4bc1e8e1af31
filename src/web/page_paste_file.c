#include "web/page_part.h"

#include "base/str.h"
#include "base/tr.h"
#include "read/source.h"

#include "base/banned.h"

/* Of a web page the words alone; all else is text already. */
static enum err
file_plain(struct page *p, const struct source *s, struct str *out,
    struct why *why)
{
	struct reading_opts opts = { .format = s->format };
	struct reading r;
	enum err e;

	*out = s->text;
	if (s->format != READING_HTML)
		return ERR_OK;
	e = reading_of(p->arena, p->site->gazetteer, s->text, s->name, &opts,
	    &r, why);
	if (e == ERR_OK)
		*out = r.text;
	return e;
}

/* What is attached stands below the mail, under its own name. */
static void
file_join(struct page *p, struct page_pasted *to, const struct source *s,
    struct str text)
{
	text = str_trim(text);
	if (text.n == 0)
		return;
	to->text = to->text.n == 0 ? text : arena_printf(p->arena,
	    "%.*s\n\n%.*s\n\n%.*s", STRF(to->text), STRF(s->name), STRF(text));
}

static void
file_fault(struct page *p, struct page_pasted *to, struct str name,
    struct str fault)
{
	to->fault = arena_printf(p->arena, "%.*s%s%.*s: %.*s",
	    STRF(to->fault), to->fault.n > 0 ? "; " : "", STRF(name),
	    STRF(fault));
}

static struct str
file_date(struct page *p, const struct source *s)
{
	struct buf b CLEANUP(buf_free) = { .max = 64 };

	if (s->has_date)
		date_format(&b, s->date);
	return arena_str(p->arena, buf_view(&b));
}

enum err
page_paste_file(struct page *p, struct page_pasted *to, struct why *why)
{
	const struct http_file *f = &p->request.file;
	struct source *s;
	enum err e;

	*to = (struct page_pasted){ .name = f->name };
	if (f->bytes.n == 0)
		return why_set(why, ERR_INPUT, "Choose a file that is not "
		    "empty.");
	if (!source_reads(f->name))
		return why_set(why, ERR_INPUT, "A file with an ending of .txt, "
		    ".md, .html, .pdf, .docx or .eml can be read.");
	e = source_of(p->arena, p->site->office->world, f->bytes, f->name, &s,
	    why);
	if (e != ERR_OK)
		return e;
	to->title = s->title;
	to->date = file_date(p, s);
	for (; e == ERR_OK && s != NULL; s = s->next) {
		struct why one = { .lang = p->lang };
		struct str text;

		if (s->fault.n > 0)
			file_fault(p, to, s->name, s->fault);
		else if (file_plain(p, s, &text, &one) == ERR_OK)
			file_join(p, to, s, text);
		else
			file_fault(p, to, s->name, arena_str(p->arena,
			    str_of(one.text)));
	}
	if (to->text.n == 0)
		return why_set(why, ERR_INPUT, "There is no text in %.*s.",
		    STRF(to->name));
	return ERR_OK;
}
