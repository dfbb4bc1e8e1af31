/* What the files of comity read share. */
#ifndef CMD_CMD_READ_PART_H
#define CMD_CMD_READ_PART_H

#include "cmd/cmd.h"
#include "read/gazetteer.h"
#include "read/reading.h"
#include "read/same.h"

enum read_form { READ_TABLE, READ_JSON, READ_STREAM };
enum { READ__FILES = 8 };

struct cmd_read_job {
	struct cmd_line *line;
	struct world *world;
	const struct gazetteer *g;
	struct same *same; /* what the texts before told */
	struct reading_opts opts;
	enum read_form form;
	struct gazetteer_file file[READ__FILES]; /* the caller's dictionaries */
	size_t files;
	size_t done;   /* texts that were read */
	size_t failed; /* files and lines that could not be */
	size_t missing; /* of these, files that are not there */
	int64_t begun; /* tick_ms */
	int64_t told;  /* when progress was last shown; 0: never */
	bool tty;      /* progress is wanted */
};

/* cmd_read_out(j, b): onto standard output; a failure is counted. */
void cmd_read_out(struct cmd_read_job *j, const struct buf *b);

/* cmd_read_fault(j, path, why): tell what could not be read, and count it. */
void cmd_read_fault(struct cmd_read_job *j, const char *path,
    const char *why);

/*
 * cmd_read_table(b, lang, r, put, arg): for people; as reading_json_parts.
 */
void cmd_read_table(struct buf *b, const char *lang, const struct reading *r,
    void (*put)(void *arg, struct buf *b), void *arg);

/*
 * cmd_read_path(j, path):
 * Read the file ${path}, or every document in the folder ${path} and in the
 * folders in it, in the order of their names. "-" is standard input.
 */
void cmd_read_path(struct cmd_read_job *j, const char *path);

/* cmd_read_stream(j, path): JSON lines in, JSON lines out; "-" as above. */
void cmd_read_stream(struct cmd_read_job *j, const char *path);

/* cmd_read_end(j): take the progress off the terminal. */
void cmd_read_end(struct cmd_read_job *j);

/* cmd_read_word(lang, code): a type or status for people, or the code. */
struct str cmd_read_word(const char *lang, struct str code);

/* cmd_read_learn(l): tune the ranking of an office's labels. */
int cmd_read_learn(struct cmd_line *l);

#endif
