#include "lib/folder.h"

#include "lib/check.h"

void
folder_make(struct folder *f)
{
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(f->path, sizeof(f->path), "%s/comity-test-XXXXXX",
	    tmp != NULL && strlen(tmp) < 32 ? tmp : "/tmp");
	assert_non_null(mkdtemp(f->path));
	(void)snprintf(f->file, sizeof(f->file), "%s/file", f->path);
}

void
folder_remove(const struct folder *f)
{
	char command[80];

	(void)snprintf(command, sizeof(command), "rm -r %s", f->path);
	assert_int_equal(system(command), 0);
}

int
folder_setup(void **state)
{
	static struct folder f;

	folder_make(&f);
	*state = &f;
	return 0;
}

int
folder_teardown(void **state)
{
	folder_remove(*state);
	return 0;
}
