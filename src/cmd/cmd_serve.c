#include "base/str.h"
#include "cmd/cmd.h"
#include "web/serve.h"

#include "base/banned.h"

static void
ready(void *self, struct str address, struct str setup)
{
	const struct cmd_line *l = self;

	cmd_say(l, "%.*s is at %.*s", STRF(l->o->name), STRF(address));
	if (setup.n > 0)
		cmd_say(l, "First run: open %.*s once, in your browser.",
		    STRF(setup));
	cmd_say(l, "Ctrl-C ends it.");
}

/* A whole number of an option, or what is usual. */
static bool
number(struct str text, int64_t least, int64_t most, int64_t usual,
    int64_t *out)
{
	*out = usual;
	return text.n == 0 ||
	    (str_int(text, out) && *out >= least && *out <= most);
}

int
cmd_serve(struct world *w, int argc, char **argv)
{
	struct cmd_line l;
	struct why why;
	struct serve_ask ask = { .ready = ready, .self = &l };
	int64_t port, workers;
	enum err e;
	int status = cmd_begin(&l, w, argc, argv);

	if (status >= 0)
		return status;
	if (!number(l.port, 0, UINT16_MAX, SERVE_PORT_DEFAULT, &port))
		return cmd_end(&l, cmd_usage(&l, "--port takes 0 to 65535"));
	if (!number(l.workers, 1, SERVE_WORKERS_MAX, 2, &workers))
		return cmd_end(&l, cmd_usage(&l, "--workers takes 1 to %d",
		    SERVE_WORKERS_MAX));
	why = cmd_why(&l);
	/* To refuse at once what no worker could open. */
	e = cmd_office(&l, &why);
	if (e == ERR_OK) {
		ask.dir = l.o->dir;
		ask.host = l.listen.n > 0 ? l.listen : STR("127.0.0.1");
		ask.name = l.host;
		ask.setup = l.setup;
		ask.clearance = l.clearance;
		ask.port = (uint16_t)port;
		ask.workers = (int)workers;
		e = serve_run(w, &ask, &why);
	}
	return cmd_end(&l, e == ERR_OK ? CMD_DONE : cmd_fail(&l, e, &why));
}
