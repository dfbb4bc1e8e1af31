#include "web/page.h"

#include <string.h>

#include "advise/path.h"
#include "base/str.h"
#include "base/tr.h"
#include "web/html.h"

#include "base/banned.h"

/*
 * The first run: a list of tasks, each of which can be left out and taken up
 * again. While there is no account it is open to whoever has the key that was
 * printed once; afterwards to administrators, as the settings.
 */
static const struct {
	const char *name, *words, *means;
} page_steps[] = {
	{ "administrator", TR("Administrator"), TR("The first account. From "
	    "then on everyone signs in.") },
	{ "organisation", TR("Organisation and markings"), TR("What stands at "
	    "the foot of each page, and who may see what.") },
	{ "languages", TR("Languages of pages"), TR("What a page is in for "
	    "those who did not choose.") },
	{ "maps", TR("World view"), TR("How maps draw what is disputed.") },
	{ "lists", TR("Lists"), TR("Ranks, kinds and areas to choose "
	    "from.") },
	{ "start", TR("How to start"), TR("Empty, by an import, or with the "
	    "sample.") },
};

static bool
page_setup_keyed(const struct page *p)
{
	struct str given = page_query(p, "key"), key = p->site->setup;
	unsigned char differ;

	if (given.n == 0)
		given = page_field(p, "key");
	differ = key.n == 0 || given.n != key.n;
	for (size_t i = 0; i < given.n && i < key.n; i++)
		differ |= (unsigned char)(given.p[i] ^ key.p[i]);
	return differ == 0;
}

/* Whether it may be seen; else what to do is told. */
static enum err
page_setup_open(struct page *p, struct why *why)
{
	if (!p->local)
		return page_may(p, NULL, RIGHT_ADMINISTER) &&
		    !p->who.program ? ERR_OK : ERR_MISSING;
	if (p->site->accounts != NULL && page_setup_keyed(p))
		return ERR_OK;
	return why_set(why, ERR_DENIED, "This office has one user, whoever is "
	    "at this machine. To give others an account, start it with comity "
	    "serve --setup and open the address that it prints, or use comity "
	    "user add.");
}

static struct str
page_setup_path(struct page *p, const char *step)
{
	struct str path = step == NULL ? STR("/setup") :
	    arena_printf(p->arena, "/setup/%s", step);

	return p->local ? path_query(p->arena, path, "key", p->site->setup) :
	    path;
}

/* '+' done, '-' left out, 0 neither. */
static char
page_setup_state(const struct page *p, const char *step)
{
	struct str done = p->site->office->setup_done, one;

	if (strcmp(step, "administrator") == 0 && !p->local)
		return '+';
	while (done.n > 0) {
		(void)str_cut(done, ',', &one, &done);
		if (one.n > 0 && str_is(str_from(one, 1), step))
			return one.p[0];
	}
	return '\0';
}

static void
page_setup_row(struct page *p, struct report_block *b, size_t i)
{
	struct report_cell *c = report_row(p->arena, b);
	char state = page_setup_state(p, page_steps[i].name);
	bool made = i == 0 && !p->local;

	c[0] = report_link(tr_str(p->lang, page_steps[i].words), made ?
	    STR("/admin/accounts") :
	    page_setup_path(p, page_steps[i].name));
	c[0].sub = tr_str(p->lang, page_steps[i].means);
	c[1] = (struct report_cell){ .type = CELL_CHIP,
		.tone = state == '+' ? TONE_OK : TONE_MUTED,
		.text = tr_str(p->lang, state == '+' ? TR("done") :
		    state == '-' ? TR("left out") : TR("open")) };
}

/* GET /setup */
enum err
page_setup(struct page *p, struct why *why)
{
	struct report r = { .name = STR_INIT("setup"),
		.title = tr_str(p->lang, p->local ? TR("First run") :
		    TR("Settings")) };
	struct report_panel *panel;
	struct report_block *b;
	enum err e = page_setup_open(p, why);

	if (e != ERR_OK)
		return e;
	panel = report_add_panel(p->arena, &r, "tasks", tr_str(p->lang,
	    TR("What is to be settled?")));
	panel->answer = tr_str(p->lang, TR("Each can be left out now and "
	    "taken up later, in any order."));
	b = report_add_block(p->arena, panel, BLOCK_TABLE);
	report_columns(p->arena, b, 2);
	b->column[0] = (struct report_column){ .name = STR("task"),
		.head = tr_str(p->lang, TR("Task")) };
	b->column[1] = (struct report_column){ .name = STR("state"),
		.head = tr_str(p->lang, TR("State")), .type = CELL_CHIP };
	for (size_t i = 0; i < countof(page_steps); i++)
		page_setup_row(p, b, i);
	report_add_action(p->arena, &r, tr(p->lang, TR("To the overview")),
	    STR("/"));
	return page_plain(p, &r, why);
}

/* ---- the steps ---- */

static void
page_step_administrator(struct page *p)
{
	page_input(p, &(struct page_input){ .name = "name",
	    .label = TR("Name to sign in with"), .first = true,
	    .complete = "username", .value = page_field(p, "name"),
	    .help = TR("Small letters, digits, and . - _") });
	page_input(p, &(struct page_input){ .name = "shown",
	    .label = TR("Shown as"), .value = page_field(p, "shown"),
	    .help = TR("Beside its changes; a post rather than a person's "
	    "name: Desk officer, Asia.") });
	page_input(p, &(struct page_input){ .name = "password",
	    .label = TR("Passphrase"), .type = "password",
	    .complete = "new-password", .help = TR("Twelve letters or more; "
	    "four or five words make a good one.") });
	page_input(p, &(struct page_input){ .name = "again",
	    .label = TR("The passphrase again"), .type = "password",
	    .complete = "new-password" });
	if ((p->site->office->codes >> ROLE_ADMINISTRATOR & 1) != 0)
		html_put(&p->out, "<p>%s</p>", tr(p->lang, TR("After these "
		    "tasks a second factor is asked of it, a code from a "
		    "telephone; under Organisation and markings you can say "
		    "of whom one is asked.")));
}

static void
page_step_organisation(struct page *p)
{
	const struct office *o = p->site->office;
	page_input(p, &(struct page_input){ .name = "name",
	    .label = TR("Name of the organisation"), .value = o->name,
	    .first = true });
	page_roles(p, "code", TR("Of whom a second factor is asked"),
	    TR("A code from a telephone, beside the password. Whoever has one "
	    "of these roles turns it on at the next sign-in; everyone else "
	    "may. Where telephones stay outside, ask it of nobody."),
	    o->codes);
	html_put(&p->out, "<p>%s</p><ul>", tr(p->lang, TR("Its markings, from "
	    "the lowest. Each has a place of its own for its records, so they "
	    "come with the pack an office is made of and stay:")));
	for (size_t i = 0; i < o->parts; i++)
		html_put(&p->out, "<li>%.*s</li>",
		    STRF(tr_view(p->lang, o->part[i].label)));
	html_put(&p->out, "</ul>");
}

static void
page_step_languages(struct page *p)
{
	static const struct page_option langs[] = { { "en", "English" },
		{ "vi", "Tiếng Việt" } };

	page_choice(p, "lang", TR("Language"), TR("Everyone can choose the "
	    "other, at the top of each page or for good under the own "
	    "account."), langs, countof(langs),
	    str_of(p->site->office->lang));
}

static void
page_step_maps(struct page *p)
{
	static const struct page_option views[] = {
		{ "neutral", TR("neutral: disputed lines are dotted") },
		{ "un", TR("as the United Nations draw it") },
		{ "vn", TR("as Viet Nam draws it") } };

	page_choice(p, "world_view", TR("World view"), TR("Maps say under "
	    "them which one they use."), views, countof(views),
	    office_setting(p->site->office, "world_view"));
}

static void
page_step_lists(struct page *p)
{
	html_put(&p->out, "<p>%s</p><p><a href=\"/terms\">%s</a></p>",
	    tr(p->lang, TR("The lists of this office came with its pack. "
	    "Words can be added, renamed and ended under Lists at any time; "
	    "records keep the words they had.")),
	    tr(p->lang, TR("See the lists")));
}

static void
page_step_start(struct page *p)
{
	html_put(&p->out, "<ul><li><b>%s</b> %s</li><li><b>%s</b> %s</li>"
	    "<li><b>%s</b> %s</li></ul>", tr(p->lang, TR("Empty:")),
	    tr(p->lang, TR("begin with the next activity.")),
	    tr(p->lang, TR("By an import:")), tr(p->lang, TR("tables that "
	    "you have become records, after a look at each row: Import a "
	    "table, at the side.")),
	    tr(p->lang, TR("With the sample:")), tr(p->lang, TR("invented "
	    "records never stand among true ones, so the sample is an office "
	    "of its own: ./run, or comity init --sample.")));
}

static void
page_step_show(struct page *p, size_t i, struct str error)
{
	static void (*const show[])(struct page *) = {
		page_step_administrator, page_step_organisation,
		page_step_languages, page_step_maps, page_step_lists,
		page_step_start };
	struct report r = { .name = STR_INIT("setup"),
		.title = tr_str(p->lang, page_steps[i].words) };

	r.sub = tr_str(p->lang, page_steps[i].means);
	report_add_crumb(p->arena, &r, tr_str(p->lang, p->local ?
	    TR("First run") : TR("Settings")), page_setup_path(p, NULL));
	page_form_begin(p, &r, arena_printf(p->arena, "/setup/%s",
	    page_steps[i].name).p, error);
	if (p->local)
		html_put(&p->out, "<input type=\"hidden\" name=\"key\" "
		    "value=\"%.*s\">", STRF(p->site->setup));
	show[i](p);
	html_put(&p->out, "</section><div class=\"actions\"><button "
	    "class=\"button first\" name=\"do\" value=\"save\">%s</button>"
	    "<button class=\"button\" name=\"do\" value=\"skip\" "
	    "formnovalidate>%s</button></div></form>",
	    tr(p->lang, TR("Save")), tr(p->lang, TR("Leave out")));
	page_close(p, &r);
}

static enum err
page_step_find(const struct page *p, size_t *i)
{
	for (*i = 0; *i < countof(page_steps); ++*i)
		if (str_is(p->arg[0], page_steps[*i].name))
			return ERR_OK;
	return ERR_MISSING;
}

/* GET /setup/:step */
enum err
page_setup_step(struct page *p, struct why *why)
{
	size_t i = 0;
	enum err e = page_setup_open(p, why);

	if (e == ERR_OK)
		e = page_step_find(p, &i);
	if (e != ERR_OK)
		return e;
	if (i == 0 && !p->local)
		page_go(p, STR("/admin/accounts"));
	else
		page_step_show(p, i, STR(""));
	return ERR_OK;
}

/* The step is done ('+') or left out ('-'). */
static enum err
page_step_mark(struct page *p, const char *step, char state, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct buf b CLEANUP(buf_free) = { .max = KIB };
	bool all = true;
	enum err e;

	buf_printf(&b, "%c%s", state, step);
	for (size_t i = 0; i < countof(page_steps); i++) {
		char was = page_setup_state(p, page_steps[i].name);

		if (was != '\0' && strcmp(page_steps[i].name, step) != 0)
			buf_printf(&b, ",%c%s", was, page_steps[i].name);
	}
	e = account_setting(p->site->accounts, "setup_done", buf_view(&b), &by,
	    why);
	for (size_t i = 0; i < countof(page_steps); i++)
		all &= strcmp(page_steps[i].name, step) == 0 ||
		    page_setup_state(p, page_steps[i].name) != '\0';
	if (e == ERR_OK && all)
		e = account_setting(p->site->accounts, "setup", STR("done"),
		    &by, why);
	return e;
}

/* Two at once, or a key used twice: the first that is there wins. */
static enum err
page_make_administrator(struct page *p, struct account *a, struct why *why)
{
	struct account_actor by = { .who = STR_INIT("setup"),
		.address = p->address };

	*a = (struct account){ .name = str_trim(page_field(p, "name")),
		.shown = str_trim(page_field(p, "shown")),
		.roles = 1u << ROLE_ADMINISTRATOR };
	/* Whoever sets up an office may see all of it. */
	for (size_t i = 0; i < p->site->office->scheme.tokens; i++)
		a->clearance = arena_printf(p->arena, "%.*s%s%.*s",
		    STRF(a->clearance), i > 0 ? "," : "",
		    STRF(p->site->office->scheme.token[i]));
	if (!p->local || account_any(p->site->accounts))
		return ERR_MISSING;
	if (!str_eq(page_field(p, "password"), page_field(p, "again")))
		return why_set(why, ERR_INPUT, "The two passphrases differ.");
	return account_add(p->site->accounts, p->arena, a,
	    page_field(p, "password"), &by, why);
}

static enum err
page_set(struct page *p, const char *name, struct why *why)
{
	struct account_actor by = page_actor(p);

	return account_setting(p->site->accounts, name,
	    str_trim(page_field(p, name)), &by, why);
}

static enum err
page_set_codes(struct page *p, struct why *why)
{
	struct account_actor by = page_actor(p);
	struct buf b CLEANUP(buf_free) = { .max = KIB };

	right_roles_text(&b, page_roles_ticked(p, "code"));
	return account_setting(p->site->accounts, "second_factor", b.n > 0 ?
	    buf_view(&b) : STR("optional"), &by, why);
}

static enum err
page_step_save(struct page *p, size_t i, struct why *why)
{
	const char *step = page_steps[i].name;
	enum err e = ERR_OK;

	if (strcmp(step, "organisation") == 0) {
		e = page_set(p, "name", why);
		if (e == ERR_OK)
			e = page_set_codes(p, why);
	} else if (strcmp(step, "languages") == 0) {
		e = page_set(p, "lang", why);
	} else if (strcmp(step, "maps") == 0) {
		e = page_set(p, "world_view", why);
	}
	return e;
}

/* POST /setup/:step */
enum err
page_setup_do(struct page *p, struct why *why)
{
	bool skip = str_is(page_field(p, "do"), "skip");
	struct account a = { .name = STR_INIT("") };
	size_t i = 0;
	enum err e = page_setup_open(p, why);

	if (e == ERR_OK)
		e = page_step_find(p, &i);
	if (e != ERR_OK)
		return e;
	if (!skip)
		e = i == 0 ? page_make_administrator(p, &a, why) :
		    page_step_save(p, i, why);
	if (e == ERR_INPUT) {
		page_step_show(p, i, str_of(why->text));
		return ERR_OK;
	}
	if (e == ERR_OK)
		e = page_step_mark(p, page_steps[i].name, skip ? '-' : '+',
		    why);
	if (e == ERR_OK && a.name.n > 0)
		return page_begin(p, &a, ACCOUNT_FULL, STR("/setup"), why);
	if (e == ERR_OK)
		page_go(p, page_setup_path(p, NULL));
	return e;
}
