#include "lib/folder_office.h"

#include "lib/check.h"
#include "lib/folder.h"

/* The office takes the place of the folder's one file. */
struct office *
folder_office(struct world *w, const char *pack, bool demo)
{
	const struct str packs[] = { STR("core"),
		str_of(pack != NULL ? pack : "") };
	struct folder f = { .path = "" };
	struct office *o = NULL;
	struct why why = { 0 };

	folder_make(&f);
	if (office_create(w, str_of(f.file), STR("Test"), packs,
	    pack != NULL ? 2 : 1, demo, &o, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return o;
}

void
folder_office_remove(struct office *o)
{
	struct folder f;
	struct str dir = o->dir;

	assert_true(str_ends(dir, STR("/file")) && dir.n < sizeof(f.path));
	(void)snprintf(f.path, sizeof(f.path), "%.*s",
	    (int)(dir.n - strlen("/file")), dir.p);
	office_close(o);
	folder_remove(&f);
}

struct reader *
folder_reader(struct office *o, const char *clearance)
{
	struct reader *r = NULL;
	struct why why = { 0 };
	uint64_t hlc = 0, mask = 0;
	int32_t today = 0;

	if (office_as_of(o, STR(""), &hlc, &today, &why) != ERR_OK ||
	    office_clearance(o, str_of(clearance), &mask, &why) != ERR_OK ||
	    reader_open(o, mask, hlc, today, &r, &why) != ERR_OK)
		fail_msg("%s", why.text);
	return r;
}
