#include "base/packed.h"

#include <string.h>
#include <zip.h>

#include "base/str.h"

#include "base/banned.h"

struct packed {
	zip_t *zip;
	size_t members;
};

bool
packed_is(struct str bytes)
{
	return str_starts(bytes, STR("PK\x03\x04")) ||
	    str_starts(bytes, STR("PK\x05\x06"));
}

enum err
packed_open(struct arena *a, struct str bytes, struct packed **out,
    struct why *why)
{
	zip_error_t fault;
	zip_source_t *source;
	zip_int64_t n;
	zip_t *zip;

	*out = NULL;
	zip_error_init(&fault);
	source = packed_is(bytes)
	    ? zip_source_buffer_create(bytes.p, bytes.n, 0, &fault) : NULL;
	zip = source == NULL ? NULL
	    : zip_open_from_source(source, ZIP_RDONLY, &fault);
	if (zip == NULL)
		zip_source_free(source);
	zip_error_fini(&fault);
	if (zip == NULL)
		return why_set(why, ERR_INPUT,
		    "the file is no ZIP archive, or it is damaged");
	n = zip_get_num_entries(zip, 0);
	if (n < 0 || n > PACKED_MEMBERS_MAX) {
		zip_discard(zip);
		return why_set(why, ERR_LIMIT, "the archive has more than %d "
		    "members", PACKED_MEMBERS_MAX);
	}
	*out = arena_alloc(a, sizeof(**out));
	**out = (struct packed){ .zip = zip, .members = (size_t)n };
	return ERR_OK;
}

void
packed_close(struct packed *p)
{
	if (p == NULL)
		return;
	zip_discard(p->zip);
	p->zip = NULL;
}

size_t
packed_count(const struct packed *p)
{
	return p->members;
}

struct str
packed_name(const struct packed *p, size_t i)
{
	ALWAYS(i < p->members);
	return str_of(zip_get_name(p->zip, i, ZIP_FL_ENC_RAW));
}

static enum err
member_fault(struct why *why, struct str name, const char *what)
{
	name = str_head(name, 80);
	return why_set(why, ERR_INPUT, "\"%.*s\" in the archive %s",
	    STRF(name), what);
}

/* All bytes that were claimed, and not one more. */
static bool
member_read(zip_file_t *file, char *p, size_t n)
{
	char more;
	size_t at = 0;

	while (at < n) {
		zip_int64_t got = zip_fread(file, p + at, n - at);

		if (got <= 0)
			return false;
		at += (size_t)got;
	}
	/* The checksum is compared where the end is met. */
	return zip_fread(file, &more, 1) == 0;
}

enum err
packed_member(struct packed *p, struct arena *a, struct str name, size_t max,
    struct str *out, struct why *why)
{
	const size_t slack = 64 * KIB;
	size_t left = arena_left(a);
	zip_stat_t st;
	zip_int64_t at;
	zip_file_t *file;
	char *bytes;
	bool fine;

	*out = STR("");
	at = zip_name_locate(p->zip, arena_cstr(a, name), ZIP_FL_ENC_RAW);
	if (at < 0)
		return ERR_MISSING;
	zip_stat_init(&st);
	if (zip_stat_index(p->zip, (zip_uint64_t)at, 0, &st) != 0 ||
	    (st.valid & ZIP_STAT_SIZE) == 0)
		return member_fault(why, name, "is damaged");
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    st.encryption_method != ZIP_EM_NONE)
		return member_fault(why, name, "is locked with a password; "
		    "save the file without one");
	if (st.size > max || left < slack || st.size > left - slack) {
		name = str_head(name, 80);
		return why_set(why, ERR_LIMIT, "\"%.*s\" in the archive is too "
		    "long: %llu bytes", STRF(name),
		    (unsigned long long)st.size);
	}
	file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
	if (file == NULL)
		return member_fault(why, name, "cannot be unpacked");
	bytes = arena_alloc(a, (size_t)st.size + 1);
	fine = member_read(file, bytes, (size_t)st.size);
	fine = zip_fclose(file) == 0 && fine;
	if (!fine)
		return member_fault(why, name, "is damaged");
	*out = (struct str){ bytes, (size_t)st.size };
	return ERR_OK;
}

static bool
part_add(zip_t *zip, const struct packed_part *part)
{
	char name[256];
	zip_source_t *source;
	zip_int64_t at;

	ALWAYS(part->name.n > 0 && part->name.n < sizeof(name));
	memcpy(name, part->name.p, part->name.n);
	name[part->name.n] = '\0';
	source = zip_source_buffer(zip, part->bytes.p, part->bytes.n, 0);
	if (source == NULL)
		return false;
	at = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(source);
		return false;
	}
	/* 1980-01-01, the first day that a ZIP archive can name. */
	return zip_file_set_dostime(zip, (zip_uint64_t)at, 0, 0x21, 0) == 0;
}

static enum err
archive_take(struct buf *b, zip_source_t *source)
{
	char piece[8 * KIB];
	zip_int64_t n = 0;

	if (zip_source_open(source) != 0)
		return ERR_NOMEM;
	while (b->err == ERR_OK &&
	    (n = zip_source_read(source, piece, sizeof(piece))) > 0)
		buf_put(b, piece, (size_t)n);
	zip_source_close(source);
	return b->err != ERR_OK ? b->err : n < 0 ? ERR_NOMEM : ERR_OK;
}

enum err
packed_make(struct buf *b, const struct packed_part *part, size_t n,
    struct why *why)
{
	zip_error_t fault;
	zip_source_t *source;
	zip_t *zip = NULL;
	enum err e = ERR_OK;

	zip_error_init(&fault);
	source = zip_source_buffer_create(NULL, 0, 0, &fault);
	if (source != NULL)
		zip = zip_open_from_source(source, ZIP_TRUNCATE, &fault);
	zip_error_fini(&fault);
	if (zip == NULL) {
		zip_source_free(source);
		return why_set(why, ERR_NOMEM, "no memory for an archive");
	}
	zip_source_keep(source);
	for (size_t i = 0; e == ERR_OK && i < n; i++)
		if (!part_add(zip, &part[i]))
			e = ERR_NOMEM;
	if (e == ERR_OK && zip_close(zip) != 0)
		e = ERR_NOMEM;
	else if (e == ERR_OK)
		zip = NULL;
	if (zip != NULL)
		zip_discard(zip);
	if (e == ERR_OK)
		e = archive_take(b, source);
	zip_source_free(source);
	return e == ERR_OK ? e : why_set(why, e, e == ERR_LIMIT
	    ? "the archive is too long" : "no memory for an archive");
}
