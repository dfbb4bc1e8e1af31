/* What the pages say: figures with their answer and their data, titles, paper. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, overflow, sample } from "./house.mjs";

/* The kinds of page there are; that every route is sound is for matrix.test.mjs. */
const routes = ["/", "/?asof=2026-03-03", "/activities", "/partners", "/partners/AUS", "/commitments", "/agreements",
	"/directives/806-NQ%2FQUTW", "/calendar?view=year&at=2026", "/analysis/balance", "/analysis/network", "/peacekeeping",
	"/plans/2027", "/people", "/activities/new", "/activities/paste", "/nope"];
let house, browser;

before(async () => {
	house = await sample();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	assert.equal(await house?.stop(), 0);
});

async function walk(options, check) {
	const page = await open(browser, options);
	for (const route of routes) {
		await page.goto(house.base + route);
		await check(page, route);
	}
	await page.context().close();
}

async function figures(page, route) {
	for (const panel of await page.locator("section.panel:has(svg.chart[role=img])").all()) {
		assert.ok((await panel.locator("h2").innerText()).endsWith("?"), route);
		assert.ok((await panel.locator("p.answer").innerText()).length > 10, route);
		assert.equal(await panel.locator("details table").count(), 1, route);
		const picture = panel.locator("svg.chart[role=img]");
		assert.ok((await picture.getAttribute("aria-label")).length > 5, route);
		assert.equal(await picture.getAttribute("aria-describedby"), await panel.locator("p.answer").getAttribute("id"), route);
		assert.equal(await picture.locator("a, [tabindex]").count(), 0, route);
		const csv = await panel.locator(".formats a", { hasText: "CSV" }).getAttribute("href");
		const rows = await panel.locator("details tbody tr").count();
		const answer = await page.request.get(house.base + csv);
		assert.equal(answer.status(), 200, csv);
		assert.equal((await answer.text()).trimEnd().split("\r\n").length - 1, rows, csv);
	}
}

test("a title, a language, a way past the navigation; figures with answer and data; on paper the marking", async () => {
	await walk({}, async (page, route) => {
		await figures(page, route);
		assert.match(await page.title(), / – Comity$/, route);
		assert.equal(await page.locator("h1").count(), 1, route);
		assert.equal(await page.locator("html").getAttribute("lang"), "en", route);
		const skip = page.locator("a[href], button, input, select, textarea").first();
		assert.equal(await skip.getAttribute("class"), "skip", route);
		await skip.focus();
		assert.ok((await skip.boundingBox()).y >= 0, route);
		await page.emulateMedia({ media: "print" });
		assert.equal(await page.locator("nav.side").isVisible(), false, route);
		assert.equal(await page.locator("header.top").isVisible(), false, route);
		assert.match(await page.locator("aside.marking").innerText(), /DEMO DATA/, route);
		assert.equal(await page.locator("h1").isVisible(), true, route);
		await page.emulateMedia({ media: "screen" });
	});
	const page = await open(browser);
	await page.goto(house.base);
	assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 20000);
	await page.context().close();
});

test("the brief of a partner is two sheets, and names a source for each number", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/partners/AUS/brief`);
	const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
	assert.equal(sheets.length, 2);
	const named = new Set((await page.locator("main").innerText()).match(/\[\d+\]/g));
	assert.ok(named.size > 5);
	assert.equal(await page.locator("#notes tbody tr").count(), named.size);
	await page.context().close();
});

test("the JSON of a page has every number the page shows", async () => {
	for (const route of ["/", "/partners/AUS", "/commitments"]) {
		const page = await open(browser);
		await page.goto(house.base + route);
		const shown = await page.locator(".figures .value, .panel td.number").allInnerTexts();
		const path = route === "/" ? "/overview" : route;
		const data = await (await page.request.get(`${house.base}${path}.json`)).text();
		for (const text of shown) {
			for (const number of text.match(/\d+(\.\d+)?/g) ?? []) {
				const share = String(Number(number) / 100);
				assert.ok(data.includes(number) || data.includes(share), `${route}: ${text}`);
			}
		}
		await page.context().close();
	}
});

test("the state of a list is in sight, the tabs do not roll, paper cuts nothing", async () => {
	const page = await open(browser);
	for (const route of ["/commitments?show=list", "/activities", "/agreements?show=list"]) {
		await page.goto(house.base + route);
		const state = await page.locator("#list tbody .chip").first().boundingBox();
		const panel = await page.locator("#list").boundingBox();
		assert.ok(state.x + state.width <= panel.x + panel.width, route);
	}
	await page.goto(`${house.base}/partners/AUS`);
	assert.equal(await page.locator(".tabs").evaluate((tabs) => getComputedStyle(tabs).overflowY), "hidden");
	await page.setViewportSize({ width: 688, height: 1010 });
	await page.emulateMedia({ media: "print" });
	for (const route of ["/", "/commitments", "/activities", "/partners/AUS", "/agreements"]) {
		await page.goto(house.base + route);
		assert.ok(await overflow(page) <= 0, `${route} on paper`);
		assert.deepEqual(await page.locator(".panel").evaluateAll((panels) =>
			panels.filter((p) => p.scrollWidth > p.clientWidth + 1).map((p) => p.id)), [], route);
	}
	await page.context().close();
});

test("a map tells the number of a state and leads to it", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/partners`);
	const state = await page.locator("#presence .m1 use, #presence .m2 use, #presence .m3 use").first();
	const code = (await state.getAttribute("href")).split("#")[1];
	const row = page.locator("#presence details tbody tr", { has: page.locator(".iso", { hasText: code }) });
	const number = (await row.locator("td.number").textContent()).trim();
	await state.dispatchEvent("pointermove", { clientX: 300, clientY: 300, bubbles: true });
	assert.match(await page.locator("#presence .tip").textContent(), new RegExp(` · ${number} · `));
	await state.dispatchEvent("click");
	await page.waitForURL(`**/partners/${code}`);
	await page.context().close();
});
