#include "lib/check.h"

#include "base/packed.h"
#include "base/str.h"
#include "read/source_part.h"

#include "base/banned.h"

/* What is in files, whatever their kind. */

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256 * MIB);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* A Word document of these parts, of which NULL is not there. */
static struct str
docx(const char *body, const char *numbering, const char *footnotes)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct packed_part part[4];
	size_t n = 0;
	struct why why = { 0 };

	part[n++] = (struct packed_part){ STR("word/document.xml"),
		arena_printf(arena, "<w:document xmlns:w=\"x\"><w:body>%s"
		    "</w:body></w:document>", body) };
	if (numbering != NULL)
		part[n++] = (struct packed_part){ STR("word/numbering.xml"),
			arena_printf(arena, "<w:numbering xmlns:w=\"x\">%s"
			    "</w:numbering>", numbering) };
	if (footnotes != NULL)
		part[n++] = (struct packed_part){ STR("word/footnotes.xml"),
			arena_printf(arena, "<w:footnotes xmlns:w=\"x\">%s"
			    "</w:footnotes>", footnotes) };
	assert_int_equal(packed_make(&b, part, n, &why), ERR_OK);
	return arena_str(arena, buf_view(&b));
}

static struct source *
source(struct str bytes, const char *name)
{
	struct source *s = NULL;
	struct why why = { 0 };
	enum err e = source_of(arena, world_posix(), bytes, str_of(name), &s,
	    &why);

	if (e != ERR_OK)
		print_error("%s\n", why.text);
	assert_int_equal(e, ERR_OK);
	return s;
}

/* The reason why these bytes are no source. */
static const char *
refused(struct str bytes, const char *name, enum err want)
{
	struct source *s;
	struct why *why = arena_alloc(arena, sizeof(*why));

	assert_int_equal(source_of(arena, world_posix(), bytes, str_of(name),
	    &s, why), want);
	assert_true(why->text[0] != '\0');
	return why->text;
}

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define N(level, text) "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level \
	"\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>" text \
	"</w:t></w:r></w:p>"
#define LVL(n, format, text) "<w:lvl w:ilvl=\"" n "\"><w:start w:val=\"1\"/>" \
	"<w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"

static void
word_document(void **state)
{
	(void)state;
	check_str(source(docx(P("Minutes &amp; plan")
	    "<w:p><w:r><w:t>Two</w:t></w:r><w:r><w:t xml:space=\"preserve\">"
	    " runs</w:t><w:tab/><w:t>one</w:t></w:r></w:p>", NULL, NULL),
	    "a.docx")->text, "Minutes & plan\n\nTwo runs one\n\n");
	/* What was deleted, moved away or doubled is not in the text. */
	check_str(source(docx("<w:p><w:del><w:r><w:delText>old</w:delText>"
	    "<w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r>"
	    "</w:ins><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom>"
	    "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
	    "<w:p><w:r><mc:A xmlns:mc=\"m\"><mc:Choice>"
	    "<w:t>box</w:t></mc:Choice><mc:Fallback><w:t>box</w:t>"
	    "</mc:Fallback></mc:A></w:r></w:p>", NULL, NULL),
	    "a.docx")->text, "new\n\nbox\n\n");
	check_str(source(docx("<w:tbl><w:tr><w:tc>" P("May") "</w:tc><w:tc>"
	    P("Visit") P("by ship") "</w:tc></w:tr><w:tr><w:tc>" P("June")
	    "</w:tc></w:tr></w:tbl>", NULL, NULL), "a.docx")->text,
	    "May | Visit by ship\n\nJune\n\n");
	check_str(source(docx(P("Text"), NULL, "<w:footnote>" P("A note.")
	    "</w:footnote>"), "a.docx")->text, "Text\n\nA note.\n\n");
}

static void
word_lists(void **state)
{
	(void)state;
	check_str(source(docx(N("0", "first") N("1", "sub") N("1", "sub")
	    N("0", "second") N("1", "sub") N("2", "deep") N("3", "dot"),
	    "<w:abstractNum w:abstractNumId=\"2\">"
	    LVL("0", "decimal", "%1.") LVL("1", "lowerLetter", "(%2)")
	    LVL("2", "upperRoman", "%1.%3") LVL("3", "bullet", "o")
	    "</w:abstractNum><w:num w:numId=\"7\">"
	    "<w:abstractNumId w:val=\"2\"/></w:num>", NULL), "a")->text,
	    "1. first\n\n(a) sub\n\n(b) sub\n\n2. second\n\n(a) sub\n\n"
	    "2.I deep\n\n- dot\n\n");
}

static void
word_faults(void **state)
{
	(void)state;
	assert_non_null(strstr(refused(docx("<w:p>", NULL, NULL), "a.docx",
	    ERR_INPUT), "not well formed"));
	assert_non_null(strstr(refused(docx("", NULL, NULL), "a.docx",
	    ERR_INPUT), "no text"));
	assert_non_null(strstr(refused(STR("PK\3\4 and nothing"), "a.docx",
	    ERR_INPUT), ""));
}

static const char mail[] =
    "From: office@example.org\r\n"
    "Subject: =?utf-8?q?Chuy=E1=BA=BFn_th=C4=83m?= in March\r\n"
    "Date: Tue, 5 Mar 2024 23:30:00 +0700\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=out\r\n\r\n"
    "--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/html\r\n\r\n<p>In <b>HTML</b></p>\r\n"
    "--in\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "Attach=E9 visits =\r\nHanoi.\r\n"
    "--in--\r\n"
    "--out\r\nContent-Type: text/plain; name=\"plan.md\"\r\n"
    "Content-Disposition: attachment; filename=\"plan.md\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nIyBQbGFuCg==\r\n"
    "--out\r\nContent-Type: image/png; name=\"a.png\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    "--out\r\nContent-Type: application/pdf; name=\"bad.pdf\"\r\n\r\n"
    "%PDF-1.4 nothing\r\n"
    "--out--\r\n";

static void
mails(void **state)
{
	const struct source *s = source(str_of(mail), "m.eml"), *next;
	struct reading_opts given = { 0 }, opts;

	(void)state;
	check_str(s->title, "Chuyến thăm in March");
	check_str(s->text, "Attaché visits Hanoi.");
	assert_int_equal(s->format, READING_TEXT);
	assert_true(s->has_date);
	assert_int_equal(s->date.lo, date_ymd(2024, 3, 5));
	source_opts(s, &given, &opts);
	assert_int_equal(opts.date.lo, date_ymd(2024, 3, 5));
	check_str(opts.title, "Chuyến thăm in March");
	/* What was given is believed more than the mail. */
	given.has_date = true;
	given.date = (struct date){ 1, 1 };
	source_opts(s, &given, &opts);
	assert_int_equal(opts.date.lo, 1);
	next = s->next;
	assert_non_null(next);
	check_str(next->name, "m.eml: plan.md");
	check_str(next->text, "# Plan\n");
	assert_int_equal(next->format, READING_MARKDOWN);
	assert_int_equal(next->date.lo, date_ymd(2024, 3, 5));
	/* A picture is no text; a damaged attachment says so itself. */
	next = next->next;
	assert_non_null(next);
	check_str(next->name, "m.eml: bad.pdf");
	assert_true(next->fault.n > 0);
	assert_null(next->next);
}

static void
mail_faults(void **state)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * MIB };

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "Content-Type: multipart/mixed; boundary=%d\n\n"
		    "--%d\n", i, i);
	(void)refused(buf_view(&b), "m.eml", ERR_LIMIT);
	assert_non_null(strstr(refused(STR("Subject: x\n\n"), "m.eml",
	    ERR_INPUT), "no text"));
}

static void
check_pages(const char *printed, const char *want)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };

	source_pages(&b, str_of(printed));
	check_str(buf_view(&b), want);
}

static void
pages(void **state)
{
	(void)state;
	check_pages("", "");
	check_pages("One line\nand an-\nother.\n\nNext.\n\f",
	    "One line\nand another.\n\nNext.");
	check_pages("co-\nOperate", "co-\nOperate");
	/* Heads and numbers go; a sentence goes on over the page. */
	check_pages("Office\nHe said that\n1\n\fOffice\nhe came.\n\nNew.\n2\n"
	    "\fOffice\nEnd.\n3\n\f", "He said that\nhe came.\n\nNew.\n\nEnd.");
	check_pages("Report 2024, page 1\na\n\fReport 2024, page 2\nB\n"
	    "\fReport 2024, page 3\nC\n\f", "a\n\nB\n\nC");
	/* Two pages are too few to tell a head from a text. */
	check_pages("Office\nA.\n\fOffice\nB.\n\f",
	    "Office\nA.\n\nOffice\nB.");
}

/* A page that says ${text}, as a PDF that has to be repaired. */
static struct str
pdf(const char *text)
{
	struct str stream = arena_printf(arena,
	    "BT /F 12 Tf 60 700 Td (%s) Tj ET", text);

	return arena_printf(arena, "%%PDF-1.4\n"
	    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
	    "2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n"
	    "3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\n"
	    "endobj\n4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox "
	    "[0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> "
	    ">> >>\nendobj\n5 0 obj\n<< /Length %zu >>\nstream\n%.*s\n"
	    "endstream\nendobj\ntrailer << /Root 1 0 R >>\n", stream.n,
	    STRF(stream));
}

static void
pdf_documents(void **state)
{
	(void)state;
	check_str(source(pdf("Laos will host the talks."), "a")->text,
	    "Laos will host the talks.");
	assert_non_null(strstr(refused(pdf(""), "a.pdf", ERR_INPUT),
	    "ocrmypdf"));
	assert_non_null(strstr(refused(STR("%PDF-1.4 x"), "a.pdf", ERR_INPUT),
	    "damaged"));
}

/* A world without pdftotext, and one in which it never ends. */
static enum err
run_missing(struct world *w, const struct world_run *r, struct buf *b)
{
	(void)w;
	(void)r;
	(void)b;
	return ERR_MISSING;
}

static void
pdf_without_program(void **state)
{
	struct world bare = *world_posix();
	struct source *s;
	struct why why = { 0 };

	(void)state;
	bare.run = run_missing;
	assert_int_equal(source_of(arena, &bare, pdf("x"), STR("a.pdf"), &s,
	    &why), ERR_MISSING);
	assert_non_null(strstr(why.text, "apt-get install poppler-utils"));
}

static void
kinds(void **state)
{
	(void)state;
	assert_int_equal(source_kind(STR("%PDF-1.7"), STR("a.txt")),
	    SOURCE_PDF);
	assert_int_equal(source_kind(STR("x"), STR("A.HTM")), SOURCE_HTML);
	assert_int_equal(source_kind(STR("<!DOCTYPE html>"), STR("")),
	    SOURCE_HTML);
	assert_int_equal(source_kind(STR("x"), STR("a.eml")), SOURCE_MAIL);
	assert_int_equal(source_kind(STR("x"), STR("a")), SOURCE_TEXT);
	assert_true(source_reads(STR("a.DOCX")));
	assert_false(source_reads(STR(".a.txt")));
	assert_false(source_reads(STR("a.png")));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(word_document),
		cmocka_unit_test(word_lists),
		cmocka_unit_test(word_faults),
		cmocka_unit_test(mails),
		cmocka_unit_test(mail_faults),
		cmocka_unit_test(pages),
		cmocka_unit_test(pdf_documents),
		cmocka_unit_test(pdf_without_program),
		cmocka_unit_test(kinds),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
