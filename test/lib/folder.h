/* A new folder under $TMPDIR, for a test that needs the real disk. */
#ifndef LIB_FOLDER_H
#define LIB_FOLDER_H

struct folder {
	char path[64];
	char file[72]; /* a file in it, which is not there yet */
};

/* folder_make(f): must succeed. */
void folder_make(struct folder *f);

/* folder_remove(f): with all that is in it; must succeed. */
void folder_remove(const struct folder *f);

/*
 * folder_setup(state), folder_teardown(state):
 * The same for cmocka: ${*state} is a struct folder.
 */
int folder_setup(void **state);
int folder_teardown(void **state);

#endif
