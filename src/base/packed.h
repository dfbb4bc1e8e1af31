/*
 * A ZIP archive in memory, such as a workbook or a text document is: opened,
 * listed, and one member at a time inflated within a stated bound. Hostile
 * archives are the normal case: what an archive claims about a size is only a
 * claim, and a member that is packed smaller than it should be is refused, not
 * inflated. The parser is libzip.
 */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include "base/arena.h"
#include "base/buf.h"

enum {
	/* More members than any document has. */
	PACKED_MEMBERS_MAX = 10000
};

struct packed;

/* packed_is(bytes): whether they begin as a ZIP archive does. */
bool packed_is(struct str bytes);

/*
 * packed_open(a, bytes, out, why):
 * Read the directory of the archive in ${bytes}, which must outlive the
 * answer. Nothing is inflated. Close with packed_close.
 * ERR_INPUT: this is no ZIP archive, or a damaged one. ERR_LIMIT: it has more
 * than PACKED_MEMBERS_MAX members.
 */
MUST_USE enum err packed_open(struct arena *a, struct str bytes,
    struct packed **out, struct why *why);

/* packed_close(p): give back what libzip holds; NULL is fine. */
void packed_close(struct packed *p);

/* packed_count(p): how many members there are, folders included. */
size_t packed_count(const struct packed *p);

/*
 * packed_name(p, i): the name of member ${i}, as long as ${p} is open; names
 * are bytes of the archive, for comparing and never for opening files.
 */
struct str packed_name(const struct packed *p, size_t i);

/*
 * packed_member(p, a, name, max, out, why):
 * Inflate the member of that name into ${a}; its checksum is verified.
 * ERR_MISSING: there is none, and ${why} stays as it is, since many members
 * are optional. ERR_LIMIT: it would be longer than ${max}, or than ${a} has
 * room for. ERR_INPUT: it is damaged, locked with a password, or packed in a
 * way that libzip does not know.
 */
MUST_USE enum err packed_member(struct packed *p, struct arena *a,
    struct str name, size_t max, struct str *out, struct why *why);

/* One member of an archive that is made. */
struct packed_part {
	struct str name;
	struct str bytes;
};

/*
 * packed_make(b, part, n, why):
 * Append the ZIP archive of the ${n} parts to ${b}, deflated, in their order,
 * all with the date 1980-01-01, so that equal parts give equal bytes.
 * ERR_LIMIT: it is longer than ${b} takes.
 */
MUST_USE enum err packed_make(struct buf *b, const struct packed_part *part,
    size_t n, struct why *why);

#endif
