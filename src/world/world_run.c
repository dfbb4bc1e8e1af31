#include "world/world_run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

#include "base/banned.h"

/* What a shell, too, answers when there is no such program. */
enum { NO_PROGRAM = 127 };

static void
limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	if (setrlimit(what, &r) != 0)
		_exit(1);
}

/* In the child: become the program, poorer than its parent. */
NORETURN static void
become(const struct world_run *r, int in, int out)
{
	int nowhere = open("/dev/null", O_WRONLY);

	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
	    nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
		_exit(1);
	limit(RLIMIT_CPU, r->seconds);
	limit(RLIMIT_AS, r->memory);
	limit(RLIMIT_CORE, 0);
	/* It may write into what it was given, and no file. */
	limit(RLIMIT_FSIZE, 0);
	/* execvp alters no argument; its type is older than const. */
	(void)execvp(r->argv[0], (char *const *)(uintptr_t)r->argv);
	_exit(errno == ENOENT || errno == EACCES ? NO_PROGRAM : 1);
}

/* As much of the input as is taken now; false when no more will be. */
static bool
feed(int fd, struct str *in)
{
	/* Not write: a child that reads no further must not end us. */
	ssize_t put = send(fd, in->p, in->n, MSG_NOSIGNAL | MSG_DONTWAIT);

	if (put < 0)
		return errno == EINTR || errno == EAGAIN;
	*in = str_from(*in, (size_t)put);
	return in->n > 0;
}

/* What was printed, until it ends; ERR_LIMIT when it takes too long. */
static enum err
converse(struct world *w, const struct world_run *r, int *in, int out,
    struct buf *b)
{
	int64_t until = w->tick_ms(w) + (int64_t)r->seconds * 1000;
	struct str rest = r->in;
	char part[16 * 1024 - 512];

	for (;;) {
		struct pollfd p[] = { { out, POLLIN, 0 }, { *in, POLLOUT, 0 } };
		int64_t left = until - w->tick_ms(w);
		ssize_t got;

		if (left <= 0)
			return ERR_LIMIT;
		if (poll(p, *in >= 0 ? 2 : 1, (int)left) < 0 && errno != EINTR)
			return ERR_IO;
		if (*in >= 0 && p[1].revents != 0 && !feed(*in, &rest)) {
			(void)close(*in);
			*in = -1;
		}
		if (p[0].revents == 0)
			continue;
		got = read(out, part, sizeof(part));
		if (got > 0)
			buf_put(b, part, (size_t)got);
		if (b->err != ERR_OK)
			return b->err;
		if (got == 0 || (got < 0 && errno != EINTR))
			return ERR_OK;
	}
}

static enum err
verdict(int status, enum err e)
{
	if (e != ERR_OK)
		return e;
	if (WIFEXITED(status))
		return WEXITSTATUS(status) == 0 ? ERR_OK
		    : WEXITSTATUS(status) == NO_PROGRAM ? ERR_MISSING
		    : ERR_INPUT;
	return WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU ||
	    WTERMSIG(status) == SIGKILL) ? ERR_LIMIT : ERR_INPUT;
}

enum err
world_run_child(struct world *w, const struct world_run *r, struct buf *b)
{
	int in[2], out[2], status = 0;
	enum err e;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, in) != 0)
		return ERR_IO;
	if (pipe(out) != 0) {
		(void)close(in[0]);
		(void)close(in[1]);
		return ERR_IO;
	}
	(void)fcntl(in[1], F_SETFD, FD_CLOEXEC);
	(void)fcntl(out[0], F_SETFD, FD_CLOEXEC);
	child = fork();
	if (child == 0)
		become(r, in[0], out[1]);
	(void)close(in[0]);
	(void)close(out[1]);
	e = child < 0 ? ERR_IO : converse(w, r, &in[1], out[0], b);
	if (in[1] >= 0)
		(void)close(in[1]);
	(void)close(out[0]);
	if (child < 0)
		return e;
	if (e != ERR_OK)
		(void)kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return verdict(status, e);
}
