/*
 * Whatever the bytes of a file, it becomes text or is refused with a reason:
 * as a mail, as the body of a Word document (packed here, so that the search
 * does not die in checksums), and as what pdftotext may print. The texts of a
 * Word document and of printed pages are no longer than what they came from
 * allows, and whole letters stay whole.
 */
#include <string.h>

#include "base/packed.h"
#include "base/str.h"
#include "read/source_part.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
as_mail(struct arena *a, struct str bytes)
{
	struct source s = { .name = STR("m.eml") };
	struct source *part = arena_array(a, SOURCE_PARTS_MAX, sizeof(*part));
	struct why why = { 0 };
	size_t parts = 0;
	enum err e = source_mail(a, bytes, &s, part, &parts, &why);

	ALWAYS((e == ERR_OK) == (why.text[0] == '\0'));
	ALWAYS(parts <= SOURCE_PARTS_MAX);
	if (e == ERR_OK)
		ALWAYS(s.text.n > 0 || parts > 0);
}

static void
as_docx(struct arena *a, struct str bytes)
{
	struct packed_part part[] = {
		{ STR("word/document.xml"), bytes },
		{ STR("word/numbering.xml"), bytes },
	};
	struct buf zip CLEANUP(buf_free) = { .max = 4 * MIB };
	struct buf b CLEANUP(buf_free) = { .max = 4 * MIB };
	struct why why = { 0 };
	enum err e;

	ALWAYS(packed_make(&zip, part, countof(part), &why) == ERR_OK);
	e = source_docx(a, buf_view(&zip), &b, &why);
	ALWAYS((e == ERR_OK) == (why.text[0] == '\0') || e == ERR_LIMIT);
	if (e == ERR_OK)
		ALWAYS(b.n == 0 || str_valid(buf_view(&b)));
}

static void
as_pages(struct str bytes)
{
	struct buf b CLEANUP(buf_free) = { .max = 16 * MIB };

	source_pages(&b, bytes);
	/* A line end more for each page at most. */
	ALWAYS(b.err == ERR_OK && b.n <= 2 * bytes.n);
	ALWAYS(!str_valid(bytes) || b.n == 0 || str_valid(buf_view(&b)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(512 * MIB);
	struct str bytes = { (const char *)data, size };

	as_mail(a, bytes);
	as_docx(a, bytes);
	as_pages(bytes);
	arena_free(a);
	return 0;
}
