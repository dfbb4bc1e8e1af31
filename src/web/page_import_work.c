#include <string.h>

#include "base/map.h"
#include "web/page_import.h"

#include "base/banned.h"

enum {
	SLICE_MS = 700,
	WRITE_ROWS = 400,       /* of one record */
	WRITE_BYTES = 200 * 1024, /* of one message to the writer */
	/* One record has less fields, so that every row fits whole. */
	WRITE_OPS = ENTRY_OPS_MAX - 2 * KIND_FIELDS_MAX,
	UNKNOWN_MAX = 200 /* different cells to ask a person about */
};

static bool
may_see(const struct page *p, const struct batch *b)
{
	struct id who;

	if (p->local || page_may(p, NULL, RIGHT_ADMINISTER))
		return true;
	return id_parse(b->who, &who) && id_eq(who, p->who.account.id);
}

enum err
page_import_open(struct page *p, struct page_import *out, struct why *why)
{
	int64_t number;
	enum err e;

	*out = (struct page_import){ .p = p };
	if (!str_int(p->arg[0], &number))
		return why_set(why, ERR_MISSING, "There is no such import.");
	e = batch_open(p->site->office, &out->all, why);
	if (e == ERR_OK)
		e = batch_get(out->all, p->arena, number, &out->b, why);
	if (e == ERR_OK && !may_see(p, &out->b))
		e = why_set(why, ERR_MISSING, "There is no such import.");
	if (e == ERR_OK) {
		out->kind = kind_named(&p->site->office->kinds, out->b.kind);
		if (out->kind == NULL)
			e = why_set(why, ERR_INPUT, "This program does not "
			    "know the kind \"%.*s\".", STRF(out->b.kind));
	}
	return e;
}

void
page_import_close(struct page_import *x)
{
	batch_close(x->all);
	x->all = NULL;
}

enum err
page_import_save(struct page_import *x, struct why *why)
{
	return batch_set(x->all, &x->b, why);
}

enum err
page_import_read(struct page_import *x, struct why *why)
{
	struct import_ask ask = { .sheet = x->b.sheet, .lenient = true,
		.columns = x->b.columns, .words = x->b.words };
	enum err e = batch_file(x->all, x->p->arena, &x->b, &ask.bytes, why);

	if (e != ERR_OK)
		return e;
	ask.repair = legacy_named(x->b.encoding, &ask.encoding);
	e = import_open(x->p->reader, x->p->arena, x->kind, &ask, &x->im, why);
	x->opened = e == ERR_OK;
	return e;
}

struct str
page_import_path(const struct page_import *x, const char *part)
{
	return arena_printf(x->p->arena, "/imports/%lld%s%s",
	    (long long)x->b.number, part[0] != '\0' ? "/" : "", part);
}

bool
page_import_busy(const struct page_import *x)
{
	switch (x->b.state) {
	case BATCH_CHECK:
		return x->opened && x->b.fates.n < x->im.sheet.rows;
	case BATCH_WRITING:
	case BATCH_UNDOING:
		return true;
	case BATCH_COLUMNS:
	case BATCH_DONE:
	case BATCH_CANCELLED:
	case BATCH_UNDONE:
	case BATCH__MAX:
		break;
	}
	return false;
}

static bool
is_over(const struct page *p, int64_t began)
{
	struct world *w = p->site->office->world;

	return w->tick_ms(w) - began >= SLICE_MS;
}

/* ---- looking at rows ---- */

/* Cells that the register does not know, each with how often it stands. */
struct unknown {
	struct map *seen; /* "field\tcell" to its count */
	size_t n;
};

static void
unknown_add(struct arena *a, struct unknown *u, struct str key, int64_t n)
{
	int64_t *count = map_get(u->seen, key);

	if (count == NULL) {
		if (u->n++ >= UNKNOWN_MAX)
			return;
		count = arena_alloc(a, sizeof(*count));
		(void)map_put(u->seen, arena_str(a, key), count);
	}
	*count += n;
}

static void
unknown_read(struct arena *a, struct unknown *u, struct str lines)
{
	struct str line;

	u->seen = map_new(a);
	while (str_line(&lines, &line)) {
		size_t at = line.n;
		int64_t n;

		while (at > 0 && line.p[at - 1] != '\t')
			at--;
		if (at > 1 && str_int(str_from(line, at), &n))
			unknown_add(a, u, str_to(line, at - 1), n);
	}
}

static struct str
unknown_text(struct arena *a, const struct unknown *u)
{
	struct buf b CLEANUP(buf_free) = { .max = MIB };
	struct str key;
	int64_t *n;
	size_t i = 0;

	while ((n = map_each(u->seen, &i, &key)) != NULL)
		buf_printf(&b, "%.*s\t%lld\n", STRF(key), (long long)*n);
	return b.err == ERR_OK ? arena_str(a, buf_view(&b)) : STR("");
}

/* A cell on one line, as it stands in the list of what is unknown. */
static bool
is_line(struct str cell)
{
	return cell.n > 0 && cell.n < 200 &&
	    memchr(cell.p, '\n', cell.n) == NULL &&
	    memchr(cell.p, '\t', cell.n) == NULL;
}

static void
unknown_note(struct page_import *x, struct unknown *u, size_t row,
    const struct import_checked *checked, struct arena *keep)
{
	for (size_t c = 0; c < x->im.sheet.columns; c++) {
		struct str cell = str_trim(sheet_cell(&x->im.sheet, row, c));

		if (checked->said[c].unknown && is_line(cell))
			unknown_add(keep, u, arena_printf(keep, "%.*s\t%.*s",
			    STRF(x->im.field[c]->name), STRF(cell)), 1);
	}
}

static enum err
check_slice(struct page_import *x, struct why *why)
{
	struct page *p = x->p;
	struct world *w = p->site->office->world;
	struct arena *keep = arena_new(64 * MIB);
	struct buf fates CLEANUP(buf_free) = { .max = BOOK_ROWS_MAX };
	struct unknown u = { 0 };
	int64_t began = w->tick_ms(w);
	enum err e = ERR_OK;

	buf_str(&fates, x->b.fates);
	unknown_read(keep, &u, x->b.unknown);
	while (e == ERR_OK && fates.n < x->im.sheet.rows &&
	    fates.err == ERR_OK && !is_over(p, began)) {
		struct arena_mark mark = arena_mark(p->arena);
		struct import_checked checked;

		e = import_check(p->reader, p->arena, &x->im, fates.n, p->lang,
		    &checked, why);
		if (e == ERR_OK) {
			unknown_note(x, &u, fates.n, &checked, keep);
			buf_char(&fates, (char)checked.fate);
		}
		arena_rewind(p->arena, mark);
	}
	x->b.rows = (int64_t)x->im.sheet.rows;
	x->b.fates = arena_str(p->arena, buf_view(&fates));
	x->b.unknown = unknown_text(p->arena, &u);
	arena_free(keep);
	return e == ERR_OK ? page_import_save(x, why) : e;
}

/* ---- writing ---- */

/* Rows from ${b.at} on that change something, as many as one record holds. */
struct slice {
	struct change_item *item;
	size_t *row;
	enum batch_fate *fate;
	size_t items, ops, bytes;
	int64_t next;
};

static size_t
bytes_of(const struct change_item *item)
{
	size_t n = 64;

	for (size_t i = 0; i < item->fields; i++)
		n += item->field[i].name.n + item->field[i].value.n + 16;
	return n;
}

static enum err
slice_fill(struct page_import *x, struct slice *s, struct why *why)
{
	struct page *p = x->p;
	struct arena *a = p->arena;

	*s = (struct slice){ .next = x->b.at };
	s->item = arena_array(a, WRITE_ROWS, sizeof(*s->item));
	s->row = arena_array(a, WRITE_ROWS, sizeof(*s->row));
	s->fate = arena_array(a, WRITE_ROWS, sizeof(*s->fate));
	while ((size_t)s->next < x->im.sheet.rows && s->items < WRITE_ROWS &&
	    s->ops < WRITE_OPS && s->bytes < WRITE_BYTES) {
		struct import_checked checked;
		enum err e = import_check(p->reader, a, &x->im,
		    (size_t)s->next, p->lang, &checked, why);

		if (e != ERR_OK)
			return e;
		if (checked.fate == BATCH_NEW || checked.fate ==
		    BATCH_WARNING || checked.fate == BATCH_CHANGED) {
			s->row[s->items] = (size_t)s->next;
			s->fate[s->items] = checked.fate;
			s->item[s->items++] = checked.item;
			s->ops += checked.item.fields + 1;
			s->bytes += bytes_of(&checked.item);
		}
		s->next++;
	}
	return ERR_OK;
}

static void
slice_drop(struct slice *s, size_t at)
{
	for (size_t i = at; i + 1 < s->items; i++) {
		s->item[i] = s->item[i + 1];
		s->row[i] = s->row[i + 1];
		s->fate[i] = s->fate[i + 1];
	}
	s->items--;
}

static void
fate_set(struct page_import *x, size_t row, enum batch_fate fate)
{
	char *fates = arena_cstr(x->p->arena, x->b.fates);

	if (row < x->b.fates.n)
		fates[row] = (char)fate;
	x->b.fates = (struct str){ fates, x->b.fates.n };
}

/* What the writer refuses after all is a fault of that row alone. */
static enum err
slice_write(struct page_import *x, struct slice *s, struct why *why)
{
	struct page *p = x->p;

	while (s->items > 0) {
		struct change c = { .label = x->b.label, .item = s->item,
			.items = s->items, .mask = p->reader->mask,
			.note = arena_printf(p->arena, "Import %lld: %.*s",
			(long long)x->b.number, STRF(x->b.name)) };
		struct change_done done = { 0 };
		struct why one = { .lang = p->lang };
		enum err e = p->site->commit(p->site->self, p->arena, &c,
		    &done, &one);

		if (e == ERR_OK) {
			if (done.record.n > 0)
				x->b.records = arena_printf(p->arena,
				    "%.*s%s%.*s", STRF(x->b.records),
				    x->b.records.n > 0 ? " " : "",
				    STRF(done.record));
			for (size_t i = 0; i < s->items; i++)
				if (s->fate[i] == BATCH_CHANGED)
					x->b.changed++;
				else
					x->b.added++;
			return ERR_OK;
		}
		if (s->items > 1 && (e == ERR_INPUT || e == ERR_MISSING)) {
			/* The answer names no item: one of them is at fault. */
			s->items /= 2;
			s->next = (int64_t)s->row[s->items];
			continue;
		}
		if (e != ERR_INPUT && e != ERR_MISSING)
			return why_set(why, e, "%s", one.text);
		fate_set(x, s->row[0], BATCH_FAULT);
		slice_drop(s, 0);
	}
	return ERR_OK;
}

static enum err
write_slice(struct page_import *x, struct why *why)
{
	struct slice s;
	enum err e = slice_fill(x, &s, why);

	if (e == ERR_OK)
		e = slice_write(x, &s, why);
	if (e != ERR_OK)
		return e;
	x->b.at = s.next;
	if ((size_t)x->b.at >= x->im.sheet.rows)
		x->b.state = BATCH_DONE;
	return page_import_save(x, why);
}

/* ---- undoing ---- */

static enum err
undo_slice(struct page_import *x, struct why *why)
{
	struct page *p = x->p;
	size_t at = x->b.records.n;
	struct change_item item = { .verb = CHANGE_UNDO };
	struct change c = { .item = &item, .items = 1,
		.mask = p->reader->mask, .note = arena_printf(p->arena,
		"Import %lld undone", (long long)x->b.number) };
	struct change_done done;
	enum err e = ERR_OK;

	while (at > 0 && x->b.records.p[at - 1] != ' ')
		at--;
	item.target = str_from(x->b.records, at);
	if (item.target.n > 0)
		e = p->site->commit(p->site->self, p->arena, &c, &done, why);
	if (e != ERR_OK)
		return e;
	x->b.records = str_trim(str_to(x->b.records, at));
	if (x->b.records.n == 0)
		x->b.state = BATCH_UNDONE;
	return page_import_save(x, why);
}

enum err
page_import_work(struct page_import *x, struct why *why)
{
	struct world *w = x->p->site->office->world;
	int64_t began = w->tick_ms(w);
	enum err e = ERR_OK;

	if (x->b.state == BATCH_CHECK && page_import_busy(x))
		return check_slice(x, why);
	while (e == ERR_OK && (x->b.state == BATCH_WRITING ||
	    x->b.state == BATCH_UNDOING) && !is_over(x->p, began))
		e = x->b.state == BATCH_WRITING ? write_slice(x, why)
		    : undo_slice(x, why);
	return e;
}
