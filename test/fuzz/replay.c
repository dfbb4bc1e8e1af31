/*
 * Runs a fuzz harness over files and folders of inputs, without libFuzzer, so
 * that any compiler replays the corpus:  fuzz_x test/fuzz/corpus/x
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replayed;

static void
fail(const char *path)
{
	perror(path);
	exit(1);
}

static void
replay_file(const char *path, size_t size)
{
	FILE *in = fopen(path, "rb");
	/* Exactly as long as the input, so that ASan sees a byte too far. */
	uint8_t *data = malloc(size > 0 ? size : 1);

	if (in == NULL || data == NULL || fread(data, 1, size, in) != size)
		fail(path);
	(void)LLVMFuzzerTestOneInput(data, size);
	free(data);
	(void)fclose(in);
	replayed++;
}

static void
replay(const char *path)
{
	struct dirent **names;
	struct stat st;
	int n;

	if (stat(path, &st) != 0)
		fail(path);
	if (!S_ISDIR(st.st_mode)) {
		replay_file(path, (size_t)st.st_size);
		return;
	}
	n = scandir(path, &names, NULL, alphasort);
	if (n < 0)
		fail(path);
	for (int i = 0; i < n; i++) {
		char inner[4096];

		(void)snprintf(inner, sizeof(inner), "%s/%s", path,
		    names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			replay(inner);
		free(names[i]);
	}
	free(names);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	(void)printf("replayed %zu inputs\n", replayed);
	return replayed > 0 ? 0 : 1;
}
