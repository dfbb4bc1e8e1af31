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

/* serve(): a new office with invented records, or one that is new, on a free port. */
export async function serve({ fresh = false } = {}) {
	if (!program)
		throw new Error("COMITY does not name the program");
	const dir = mkdtempSync(join(tmpdir(), "comity-browser-"));
	const office = join(dir, "office");
	const made = spawnSync(program, ["init", office, "--pack", "vietnam", ...fresh ? [] : ["--sample"]],
		{ env: environment, encoding: "utf8" });
	if (made.status !== 0)
		throw new Error(`init: ${made.stderr}`);
	const child = spawn(program, ["serve", "--office", office, "--port", "0"],
		{ env: environment, stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	const base = await new Promise((resolve, reject) => {
		child.stderr.on("data", (data) => {
			said += data;
			const found = /http:\/\/[0-9.]+:\d+/.exec(said);
			if (found && (!fresh || /setup\?key=\w+/.test(said)))
				resolve(found[0]);
		});
		child.on("exit", () => reject(new Error(`serve ended: ${said}`)));
	});
	return {
		base, office,
		setup: /\/setup\?key=\w+/.exec(said)?.[0],
		async stop() {
			const ended = new Promise((resolve) => child.once("exit", resolve));
			child.kill("SIGTERM");
			const status = await ended;
			rmSync(dir, { recursive: true, force: true });
			return status;
		},
	};
}

export function launch() {
	return chromium.launch({
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

/* violations(page): of the content policy, of which there are to be none. */
export async function violations(page) {
	return [...page.complaints, ...await page.evaluate(() => window.policyViolations ?? [])];
}

/* overflow(page): pixels that the page is wider than its window. */
export function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/* axe(page): what axe finds, one line each. Evaluated by the debugger: the policy stays on. */
export async function axe(page) {
	await page.evaluate(axeSource);
	return page.evaluate(async () => {
		const result = await window.axe.run(document, {
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		});
		return result.violations.flatMap((violation) => violation.nodes.slice(0, 4)
			.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`));
	});
}
