/* What the tests share: an office that is served, a browser, three checks. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.COMITY;
const environment = { ...process.env, COMITY_NOW: "2026-11-21T09:00:00Z" };

export const password = "four plain words here";

function comity(args, input) {
	const made = spawnSync(program, args, { env: environment, encoding: "utf8", input });
	if (made.status !== 0)
		throw new Error(`${args.join(" ")}: ${made.stderr}`);
}

/*
 * serve(): a new office with invented records, or one that is new, on a free port; its accounts are
 * [name, roles, clearance], the first an administrator.
 */
export async function serve({ fresh = false, accounts = [] } = {}) {
	if (!program)
		throw new Error("COMITY does not name the program");
	const dir = mkdtempSync(join(tmpdir(), "comity-browser-"));
	const office = join(dir, "office");
	comity(["init", office, "--pack", "vietnam", ...fresh ? [] : ["--sample"]]);
	for (const [name, roles, clearance] of accounts)
		comity(["user", "add", name, "--office", office, "--roles", roles, "--clearance", clearance], `${password}\n`);
	if (accounts.length)
		comity(["user", "second-factor", "nobody", "--office", office]);
	const child = spawn(program, ["serve", "--office", office, "--port", "0"],
		{ env: environment, stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	const base = await new Promise((resolve, reject) => {
		child.stderr.on("data", (data) => {
			said += data;
			const found = /http:\/\/[0-9.]+:\d+/.exec(said);
			if (found && (!fresh || accounts.length || /setup\?key=\w+/.test(said)))
				resolve(found[0]);
		});
		child.on("exit", () => reject(new Error(`serve ended: ${said}`)));
	});
	let stopped;
	return {
		base, office,
		setup: /\/setup\?key=\w+/.exec(said)?.[0],
		stop() {
			return stopped ??= new Promise((resolve) => {
				child.once("exit", (status) => {
					rmSync(dir, { recursive: true, force: true });
					resolve(status);
				});
				child.kill("SIGTERM");
			});
		},
	};
}

/* sample(): the one office with invented records of those who only look. */
let looked;
export function sample() {
	return looked ??= serve();
}

let started;
export function launch() {
	return started ??= chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync"],
	});
}

/* open(browser, options): a page that remembers what the browser complains of. */
export async function open(browser, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();
	page.complaints = [];
	page.on("console", (message) => {
		if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
			page.complaints.push(message.text());
	});
	page.on("pageerror", (error) => page.complaints.push(String(error)));
	await context.addInitScript(() => {
		window.policyViolations = [];
		document.addEventListener("securitypolicyviolation", (event) =>
			window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI}`));
	});
	return page;
}

/* enter(page, base, name): signed in as that account, with a password of its own where one is wanted. */
export async function enter(page, base, name) {
	await page.goto(`${base}/sign-in`);
	await page.fill("#f-name", name);
	await page.fill("#f-password", password);
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => url.pathname !== "/sign-in");
	if (!page.url().includes("/me/password"))
		return;
	await page.fill("#f-now", password);
	await page.fill("#f-new", `${password} now`);
	await page.fill("#f-again", `${password} now`);
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/me$/);
}

/* violations(page): of the content policy, of which there are to be none. */
export async function violations(page) {
	return [...page.complaints, ...await page.evaluate(() => window.policyViolations ?? [])];
}

/* overflow(page): pixels that the page is wider than its window. */
export function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/* axe(page, rules): what axe finds, one line each. Evaluated by the debugger: the policy stays on. */
export async function axe(page, rules) {
	if (!await page.evaluate(() => Boolean(window.axe)))
		await page.evaluate(axeSource);
	return page.evaluate(async (only) => {
		const result = await window.axe.run(document, {
			resultTypes: ["violations"],
			runOnly: only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		});
		return result.violations.flatMap((violation) => violation.nodes.slice(0, 4)
			.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`));
	}, Array.isArray(rules) ? { type: "rule", values: rules } : null);
}
