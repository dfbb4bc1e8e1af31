#include "read/source_part.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/str.h"

/* GLib makes it a macro, which may not be banned any more. */
#undef alloca
#include "base/banned.h"

/* No honest mail has more parts, and the parser recurses into each. */
enum { NESTED_MAX = 200 };

struct mail {
	struct arena *a;
	struct source *s;
	struct source *part;
	size_t parts;
	bool body; /* the text was found */
};

static void
unref(void *object)
{
	GObject **o = object;

	if (*o != NULL)
		g_object_unref(*o);
}

/* How often ${word} stands in ${s}, in either case. */
static size_t
count_of(struct str s, struct str word)
{
	size_t n = 0;

	for (size_t i = 0; i + word.n <= s.n; i++)
		if ((s.p[i] | 0x20) == word.p[0])
			n += str_eq_nocase(str_to(str_from(s, i), word.n),
			    word);
	return n;
}

/* The bytes of a part, its transfer encoding undone. */
static struct str
part_bytes(struct mail *m, GMimePart *p)
{
	GMimeDataWrapper *content = g_mime_part_get_content(p);
	GMimeStream *to CLEANUP(unref) = g_mime_stream_mem_new();
	GByteArray *all;

	if (content == NULL || g_mime_data_wrapper_write_to_stream(content,
	    to) < 0)
		return STR("");
	all = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
	if (all == NULL || all->data == NULL)
		return STR("");
	return arena_str(m->a, (struct str){ (const char *)all->data,
		all->len });
}

/* Text in UTF-8, whatever it was written in; carriage returns left out. */
static struct str
part_text(struct mail *m, GMimeTextPart *p)
{
	char *text = g_mime_text_part_get_text(p);
	struct str s = text != NULL ? arena_str(m->a, str_of(text)) : STR("");
	char *to;
	size_t n = 0;

	g_free(text);
	if (s.n == 0)
		return s;
	to = arena_alloc(m->a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			to[n++] = s.p[i];
	return (struct str){ to, n };
}

static void
attach(struct mail *m, struct str bytes, struct str name)
{
	struct source *x = &m->part[m->parts];
	enum source_kind kind = source_kind(bytes, name);

	/* Pictures and the like are no texts. */
	if (m->parts == SOURCE_PARTS_MAX || bytes.n == 0 ||
	    (!source_reads(name) && (kind == SOURCE_TEXT ||
	    kind == SOURCE_DOCX)))
		return;
	x->text = bytes;
	x->name = name;
	m->parts++;
}

static void
take_leaf(struct mail *m, GMimePart *p)
{
	const char *name = g_mime_part_get_filename(p);
	GMimeContentDisposition *how = g_mime_object_get_content_disposition(
	    GMIME_OBJECT(p));
	bool apart = name != NULL || (how != NULL &&
	    g_mime_content_disposition_is_attachment(how));

	if (GMIME_IS_TEXT_PART(p) && !apart) {
		GMimeContentType *type = g_mime_object_get_content_type(
		    GMIME_OBJECT(p));
		struct str text = part_text(m, GMIME_TEXT_PART(p));

		if (m->body || str_trim(text).n == 0)
			return;
		m->s->text = text;
		m->s->format = g_mime_content_type_is_type(type, "text",
		    "html") ? READING_HTML : READING_TEXT;
		m->body = true;
		return;
	}
	attach(m, part_bytes(m, p), name != NULL ? arena_str(m->a,
	    str_of(name)) : STR("attachment"));
}

/* Of several wordings of one text: the plain one, else HTML, else any. */
static GMimeObject *
best_of(GMimeMultipart *all)
{
	static const char *const subtypes[] = { "plain", "html" };
	int n = g_mime_multipart_get_count(all);

	for (size_t k = 0; k < countof(subtypes); k++)
		for (int i = 0; i < n; i++) {
			GMimeObject *o = g_mime_multipart_get_part(all, i);

			if (g_mime_content_type_is_type(
			    g_mime_object_get_content_type(o), "text",
			    subtypes[k]))
				return o;
		}
	return n > 0 ? g_mime_multipart_get_part(all, n - 1) : NULL;
}

/* A mail inside a mail is a file like any other. */
static void
take_message(struct mail *m, GMimeMessagePart *p)
{
	GMimeMessage *message = g_mime_message_part_get_message(p);
	char *text = message != NULL ? g_mime_object_to_string(
	    GMIME_OBJECT(message), NULL) : NULL;

	if (text != NULL)
		attach(m, arena_str(m->a, str_of(text)), STR("message.eml"));
	g_free(text);
}

static void
take_part(struct mail *m, GMimeObject *o, int depth)
{
	if (o == NULL || depth > 10)
		return;
	if (GMIME_IS_MESSAGE_PART(o)) {
		take_message(m, GMIME_MESSAGE_PART(o));
	} else if (GMIME_IS_MULTIPART(o)) {
		GMimeMultipart *all = GMIME_MULTIPART(o);
		int n = g_mime_multipart_get_count(all);

		if (g_mime_content_type_is_type(
		    g_mime_object_get_content_type(o), "multipart",
		    "alternative")) {
			take_part(m, best_of(all), depth + 1);
			return;
		}
		for (int i = 0; i < n; i++)
			take_part(m, g_mime_multipart_get_part(all, i),
			    depth + 1);
	} else if (GMIME_IS_PART(o)) {
		take_leaf(m, GMIME_PART(o));
	}
}

/* The day on which it was sent, as its sender counted. */
static void
take_head(struct mail *m, GMimeMessage *message)
{
	const char *subject = g_mime_message_get_subject(message);
	GDateTime *sent = g_mime_message_get_date(message);

	if (subject != NULL && str_valid(str_of(subject)))
		m->s->title = arena_str(m->a, str_trim(str_of(subject)));
	if (sent != NULL) {
		int year, month, day;
		int32_t on;

		g_date_time_get_ymd(sent, &year, &month, &day);
		on = date_ymd(year, month, day);
		m->s->has_date = true;
		m->s->date = (struct date){ on, on };
	}
}

enum err
source_mail(struct arena *a, struct str bytes, struct source *s,
    struct source part[static SOURCE_PARTS_MAX], size_t *parts,
    struct why *why)
{
	struct mail m = { .a = a, .s = s, .part = part };
	GMimeStream *stream CLEANUP(unref) = NULL;
	GMimeParser *parser CLEANUP(unref) = NULL;
	GMimeMessage *message CLEANUP(unref) = NULL;

	if (count_of(bytes, STR("multipart/")) + count_of(bytes,
	    STR("message/")) > NESTED_MAX)
		return why_set(why, ERR_LIMIT, "the mail has more than %d "
		    "parts inside each other", NESTED_MAX);
	g_mime_init();
	stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
	parser = g_mime_parser_new_with_stream(stream);
	message = g_mime_parser_construct_message(parser, NULL);
	if (message == NULL)
		return why_set(why, ERR_INPUT, "this is no mail; save it "
		    "with all its headers, as .eml");
	s->text = STR("");
	s->format = READING_TEXT;
	take_head(&m, message);
	take_part(&m, g_mime_message_get_mime_part(message), 0);
	*parts = m.parts;
	if (!m.body && m.parts == 0)
		return why_set(why, ERR_INPUT, "the mail holds no text");
	return ERR_OK;
}
