/*
 * Every route, in both languages, at three widths, light, dark, on paper and without script, with the budgets of
 * doc/web.md. MATRIX=full looks at every address in every state; else each route is visited once in each language and
 * the states take turns.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { axe, enter, launch, open, overflow, sample, serve, violations } from "./house.mjs";
import { bare, places, routes, signed } from "./places.mjs";

const full = process.env.MATRIX === "full";
const languages = ["en", "vi"];
const widths = [1280, 390, 320];
const states = widths.flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));
/* What depends on the width or the colours; all else is looked at once. */
const seen = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];
const dashboards = /^\/(overview|calendar|partners|partners\/[A-Z]{3}|people|peacekeeping)?(\?|$)/;
/* Forms have all their choices on them; a review has every deed under every clause. */
const limits = { page: 12, dashboard: 20, form: 13, review: 20 };
const kindOf = (address) => dashboards.test(address) ? "dashboard" : /\/(new|edit)(\?|$)/.test(address) ? "form" :
	/^\/reviews\/|\/review(\?|$)/.test(address) ? "review" : "page";
const most = { page: [0], dashboard: [0], form: [0], review: [0], nodes: [0] };
const marking = { en: /DEMO DATA/, vi: /DỮ LIỆU TRÌNH DIỄN/ };
const paper = spawnSync("pdftotext", ["-v"]).status === 0;
let house, browser, all, cells = 0, turn = 0, pages;

before(async () => {
	house = await sample();
	browser = await launch();
	all = await places(house.base);
	pages = await windows(house.base);
	await upload();
});
after(async () => {
	console.log(`# ${cells} states looked at; most:`, JSON.stringify(most));
	await browser?.close();
	assert.equal(await house?.stop(), 0);
});

/* upload(): two files to import, one with its columns named; and a list that is saved. */
async function upload() {
	const page = pages["en true"];
	for (const name of ["one.csv", "two.csv"]) {
		await page.goto(`${house.base}/imports/new`);
		await page.setInputFiles("#f-file", { name, mimeType: "text/csv", buffer: Buffer.from(
			"Reference,Title,Type,Partner,From\nP-1,Visit of the navy,port-call,AUS,21/03/2027\nP-2,Talks,sports,Uc,32/13/2027\n") });
		await page.click(".actions .first");
		if (name === "one.csv")
			await page.click(".actions .first");
	}
	await page.goto(`${house.base}/activities?filter=status%3Aheld`);
	await page.click("summary:text-is('Save this list')");
	await page.fill("#view-name", "Held");
	await page.click("button:text-is('Save list')");
	await page.waitForURL(/view=/);
	all["/views/:code"] = [await page.locator(".views a:text-is('Held')").getAttribute("href")];
}

/* windows(base): for each language one with script and one without. */
async function windows(base, cookies = []) {
	const made = {};
	for (const lang of languages)
		for (const javaScriptEnabled of [true, false]) {
			const page = await open(browser, { javaScriptEnabled });
			await page.context().addCookies([{ name: "lang", value: lang, url: base }, ...cookies]);
			made[`${lang} ${javaScriptEnabled}`] = page;
		}
	return made;
}

function more(name, value, where) {
	if (value > most[name][0])
		most[name] = [value, where];
}

/* targets(page): what can be pressed and is smaller than 24 pixels; links in running text may be. */
function targets(page) {
	return page.evaluate(() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")]
		.filter((one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).display !== "inline")
		.map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect(), one.getBoundingClientRect()])
		.filter(([, wide, box]) => box.width > 1 && (Math.max(wide.height, box.height) < 23.9 || Math.max(wide.width, box.width) < 23.9))
		.slice(0, 3).map(([one, , box]) => `target ${Math.round(box.width)}x${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`));
}

async function budgets(page, answer, address) {
	const bytes = gzipSync(await answer.body()).length;
	const kind = kindOf(address);
	const nodes = await page.locator("*").count();
	more(kind, bytes, address);
	if (kind !== "review")
		more("nodes", nodes, address);
	return [
		bytes > limits[kind] * 1024 && `${bytes} bytes of HTML, compressed`,
		nodes > (kind === "review" ? 4500 : 2500) && `${nodes} nodes`,
	].filter(Boolean);
}

/* ask(): the page itself, whatever the window. */
async function ask(page, base, address, lang) {
	const [path, status = "200"] = address.split(" ");
	const found = [];
	page.complaints = [];
	const answer = await page.goto(base + path);
	if (answer.status() !== Number(status))
		found.push(`status ${answer.status()}`);
	if (await page.locator("html").getAttribute("lang") !== lang)
		found.push("another language");
	if (!/\S – Comity$/.test(await page.title()))
		found.push(`title ${await page.title()}`);
	if (await page.locator("h1").count() !== 1)
		found.push("not one h1");
	return [...found, ...await violations(page), ...await budgets(page, answer, path)];
}

async function state(page, { width, colorScheme }, rules) {
	cells++;
	await page.setViewportSize({ width, height: 900 });
	await page.emulateMedia({ colorScheme, media: "screen" });
	const wide = await overflow(page);
	return [...wide > 0 ? [`${wide} pixels too wide`] : [], ...await targets(page), ...rules ? await axe(page, rules) : []]
		.map((line) => `${width} ${colorScheme}: ${line}`);
}

/* print(): its marking on every page of the PDF, nothing to press, nothing cut. */
async function print(page, lang, office) {
	const found = [];
	cells++;
	await page.setViewportSize({ width: 688, height: 1010 });
	await page.emulateMedia({ media: "print", colorScheme: "light" });
	if (await overflow(page) > 0)
		found.push(`print: ${await overflow(page)} pixels too wide`);
	for (const hidden of ["nav.side", "header.top", ".toast"])
		for (const one of await page.locator(hidden).all())
			if (await one.isVisible())
				found.push(`print: ${hidden} is shown`);
	if (office && paper) {
		const text = spawnSync("pdftotext", ["-", "-"], { input: await page.pdf({ preferCSSPageSize: true }), encoding: "utf8" }).stdout;
		const sheets = text.split("\f").slice(0, -1);
		sheets.forEach((sheet, i) => marking[lang].test(sheet) || found.push(`print: sheet ${i + 1} has no marking`));
		if (new URL(page.url()).pathname === "/" && sheets.length > 3)
			found.push(`print: ${sheets.length} sheets of an overview`);
	} else if (office && !marking[lang].test(await page.locator("aside.marking").first().innerText())) {
		found.push("print: no marking");
	}
	await page.emulateMedia({ media: "screen" });
	return found;
}

/* without(): the same words, in the same room, with nothing run. */
async function without(page, base, address, lang, said) {
	await page.setViewportSize({ width: 1280, height: 900 });
	const found = await ask(page, base, address, lang);
	/* The log has a new line and the second factor a new secret each time. */
	const anew = /^\/(admin\/audit|me\/factor)$/.test(address);
	if (!anew && said !== await page.locator("main").innerText())
		found.push("other words");
	for (const one of full ? states : [states[turn % states.length]])
		found.push(...await state(page, one));
	return found.map((line) => `no script: ${line}`);
}

async function visit(at, base, address, lang, office) {
	const page = at[`${lang} true`];
	const found = await ask(page, base, address, lang);
	turn++;
	await page.setViewportSize({ width: 1280, height: 900 });
	const said = await page.locator("main").innerText();
	if (full) {
		for (const one of states)
			found.push(...await state(page, one, one.colorScheme === "light" && one.width > 320 || seen));
		found.push(...await print(page, lang, office), ...await without(at[`${lang} false`], base, address, lang, said));
	} else {
		/* axe in one language, the rest in the other. */
		const thorough = (turn + languages.indexOf(lang)) % 2 === 0;
		found.push(...await state(page, states[(turn >> 1) % states.length], thorough && true));
		if (!thorough)
			found.push(...turn % 4 < 2 ? await print(page, lang, office && turn % 16 < 2) :
				await without(at[`${lang} false`], base, address, lang, said));
	}
	return found.map((line) => `${address} ${line}`);
}

async function walk(at, base, addresses, lang, office = true) {
	const wrong = [];
	for (const address of addresses)
		wrong.push(...await visit(at, base, address, lang, office));
	assert.deepEqual(wrong, []);
}

/* of(): what is looked at of a route: all of it, or one address; of the lists of kinds a third. */
function of(addresses, pattern, lang) {
	if (full)
		return addresses;
	return addresses.filter((_, i) => i === 0 || pattern === "/:list" && i % 6 === languages.indexOf(lang));
}

test("every route has its addresses", () => {
	assert.ok(routes.length > 60);
	assert.deepEqual(Object.keys(all).filter((one) => all[one].length === 0 || all[one].some((path) => path.includes("undefined"))), []);
	assert.deepEqual(routes.filter((one) => !(one in all) && !(one in signed) && !bare.includes(one)), []);
});

for (const lang of languages) {
	for (const pattern of routes.filter((one) => !(one in signed) && !bare.includes(one)))
		test(`${pattern} in ${lang}`, async () => walk(pages, house.base, of(all[pattern], pattern, lang), lang));
}

/* Pages of accounts: signed in, but for the one where one signs in. */
test("the pages of an office with accounts", async () => {
	const guarded = await serve({ fresh: true, accounts: [["chief", "administrator", "internal"]] });
	try {
		const page = await open(browser);
		await enter(page, guarded.base, "chief");
		const cookies = (await page.context().cookies()).filter((one) => one.name !== "lang");
		const inside = await windows(guarded.base, cookies), outside = await windows(guarded.base);
		for (const lang of languages)
			for (const [pattern, addresses] of Object.entries(signed))
				await walk(pattern === "/sign-in" ? outside : inside, guarded.base, of(addresses, pattern, lang), lang, false);
		await page.context().close();
	} finally {
		assert.equal(await guarded.stop(), 0);
	}
});

test("a cold page: six requests, little to fetch, nothing that jumps", async () => {
	for (const lang of languages) {
		for (const path of ["/", "/partners/AUS", "/partners", "/activities", "/commitments"]) {
			const page = await open(browser, { locale: lang });
			await page.context().addInitScript(() => {
				window.jumps = 0;
				new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.jumps += one.hadRecentInput ? 0 : one.value; }))
					.observe({ type: "layout-shift", buffered: true });
			});
			const got = [];
			page.on("response", (answer) => got.push(answer));
			await page.goto(house.base + path, { waitUntil: "networkidle" });
			const sizes = {};
			for (const answer of got) {
				const kind = /\.(css|js|woff2|svg)/.exec(answer.url())?.[1] ?? "html", body = await answer.body();
				sizes[kind] = (sizes[kind] ?? 0) + (kind === "woff2" ? body : gzipSync(body)).length;
			}
			const jumps = await page.evaluate(() => window.jumps);
			console.log(`# ${lang} ${path}: ${got.length} requests, CLS ${jumps.toFixed(3)}, ${JSON.stringify(sizes)}`);
			assert.ok(sizes.css <= 8 * 1024 && sizes.js <= 5 * 1024 && (sizes.svg ?? 0) <= 31 * 1024 && sizes.woff2 <= 42 * 1024, path);
			assert.ok(Object.values(sizes).reduce((sum, one) => sum + one) <= 110 * 1024, path);
			/* The sheet for paper and the icon hold nothing up. */
			const waited = got.filter((answer) => !/print\.css|icon\.svg/.test(answer.url()));
			assert.ok(waited.length <= 6, `${path}: ${waited.length} requests`);
			assert.ok(jumps <= 0.05, `${path} jumps by ${jumps}`);
			await page.context().close();
		}
	}
});
