#include "web/serve_part.h"

#include "web/kept.h"

#include "base/banned.h"

/* The one that was longest not asked for. */
static struct serve_view *
serve_view_oldest(struct serve_views *v)
{
	struct serve_view *old = &v->one[0];

	for (size_t i = 1; i < countof(v->one); i++)
		if (v->one[i].used < old->used)
			old = &v->one[i];
	return old;
}

static void
serve_view_close(struct serve_view *one)
{
	if (one->view.reader != NULL)
		reader_close(one->view.reader);
	kept_free(one->view.kept);
	*one = (struct serve_view){ 0 };
}

static enum err
serve_view_open(struct serve_views *v, struct serve_view *one, uint64_t mask,
    uint64_t hidden, struct why *why)
{
	uint64_t hlc = 0;
	int32_t today = 0;
	enum err e = office_as_of(v->office, STR(""), &hlc, &today, why);

	serve_view_close(one);
	if (e == ERR_OK)
		e = reader_open_hiding(v->office, mask, hidden, hlc, today,
		    &one->view.reader, why);
	if (e != ERR_OK)
		return e;
	one->mask = mask;
	one->hidden = hidden;
	one->view.reader->accounts = v->accounts;
	one->view.counts = one->counts;
	one->view.kept = kept_new();
	return ERR_OK;
}

enum err
serve_view(struct serve_views *v, uint64_t mask, uint64_t hidden,
    struct page_view *out, struct why *why)
{
	struct serve_view *one = NULL;
	enum err e = ERR_OK;

	mask &= v->mask;
	for (size_t i = 0; i < countof(v->one) && one == NULL; i++)
		if (v->one[i].used > 0 && v->one[i].mask == mask &&
		    v->one[i].hidden == hidden)
			one = &v->one[i];
	if (one == NULL) {
		one = serve_view_oldest(v);
		e = serve_view_open(v, one, mask, hidden, why);
	}
	if (e != ERR_OK)
		return e;
	one->used = ++v->asked;
	*out = one->view;
	return ERR_OK;
}

void
serve_views_close(struct serve_views *v)
{
	for (size_t i = 0; i < countof(v->one); i++)
		serve_view_close(&v->one[i]);
}
