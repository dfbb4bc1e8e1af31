/*
 * What the pages of an import share: the batch, its file, and the work on it,
 * which goes on a slice at a time, so that no page keeps a worker.
 */
#ifndef WEB_PAGE_IMPORT_H
#define WEB_PAGE_IMPORT_H

#include "advise/import_report.h"
#include "web/page.h"

struct page_import {
	struct page *p;
	struct batches *all;
	struct batch b;
	const struct kind *kind;
	struct import im; /* when ${opened} */
	bool opened;
};

/*
 * page_import_open(p, out, why), page_import_close(x):
 * The import that the address names, if whoever asks may see it. Its file is
 * not read. Close whatever is answered.
 */
MUST_USE enum err page_import_open(struct page *p, struct page_import *out,
    struct why *why);
void page_import_close(struct page_import *x);

/*
 * page_import_read(x, why): its table, by what was said of it. ERR_INPUT says
 * what is wrong with the file.
 */
MUST_USE enum err page_import_read(struct page_import *x, struct why *why);

/* page_import_save(x, why): store what was decided. */
MUST_USE enum err page_import_save(struct page_import *x, struct why *why);

/*
 * page_import_work(x, why):
 * Go on with what the import is about, for some tenths of a second: look at
 * rows, write them, undo them. What was written is durable and noted.
 */
MUST_USE enum err page_import_work(struct page_import *x, struct why *why);

/* page_import_busy(x): whether there is more of that to do. */
bool page_import_busy(const struct page_import *x);

/* page_import_path(x, part): "/imports/7/columns". */
struct str page_import_path(const struct page_import *x, const char *part);

#endif
