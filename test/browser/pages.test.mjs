/* Every route, at three widths, light, dark, on paper and without script. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, overflow, serve, violations } from "./house.mjs";

const routes = [
	"/", "/?asof=2026-03-03", "/activities", "/activities?filter=status%3Aheld", "/activities?filter=title%3Anothing",
	"/activities?sort=-start", "/partners", "/partners/AUS", "/partners/AUS/facts", "/partners/AUS/history",
	"/partners/AUS/edit", "/commitments", "/commitments?filter=status%3Alate", "/agreements", "/directives",
	"/directives/806-NQ%2FQUTW", "/directives/806-NQ%2FQUTW/review?from=2024&to=2026&asof=2026-06-30", "/reviews",
	"/documents", "/forums", "/quality", "/quality?kind=commitment", "/changes", "/search?q=hospital", "/search?q=qqq",
	"/help", "/imports", "/imports/new", "/calendar", "/calendar?view=year&at=2026", "/analysis/balance", "/analysis/network", "/activities/new", "/commitments/new?partner=AUS", "/activities/paste", "/nope", "/activities?colour=red",
];
let house, browser;

before(async () => {
	house = await serve();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	assert.equal(await house?.stop(), 0);
});

async function records() {
	const page = await open(browser);
	await page.goto(`${house.base}/activities?filter=status%3Aheld`);
	const activity = await page.locator("#list tbody th a").first().getAttribute("href");
	await page.goto(`${house.base}/commitments?show=list`);
	const commitment = await page.locator("#list tbody th a").first().getAttribute("href");
	await page.context().close();
	return [activity, `${activity}/close`, `${activity}/withdraw`, `${activity}/history`, commitment, `${commitment}/edit`];
}

async function walk(options, check) {
	const page = await open(browser, options);
	for (const route of [...routes, ...await records()]) {
		await page.goto(house.base + route);
		await check(page, route);
	}
	await page.context().close();
}

/* axe looks at one scheme of each width; everything else at both. */
const views = [
	[1280, "light", true], [1280, "dark", false], [390, "light", false], [390, "dark", true],
	[320, "light", true], [320, "dark", false],
];
for (const [width, colorScheme, thorough] of views) {
	test(`every page at ${width}, ${colorScheme}${thorough ? ", with axe" : ""}`, async () => {
		const wrong = [];
		await walk({ viewport: { width, height: 900 }, colorScheme }, async (page, route) => {
			const found = [...await violations(page), ...thorough ? await axe(page) : []];
			const wide = await overflow(page);
			if (wide > 0)
				found.push(`${wide} pixels too wide`);
			page.complaints = [];
			for (const line of found)
				wrong.push(`${route} ${line}`);
		});
		assert.deepEqual(wrong, []);
	});
}

for (const width of [1280, 390]) {
	test(`pages in Vietnamese at ${width}`, async () => {
		const wrong = [];
		const page = await open(browser, { viewport: { width, height: 900 }, locale: "vi-VN" });
		for (const route of ["/", "/activities", "/partners/AUS", "/partners/AUS/edit", "/commitments", "/reviews",
			"/directives/806-NQ%2FQUTW/review", "/calendar", "/analysis/balance", "/quality", "/help",
			"/activities/paste", "/admin/names?kind=commitment", "/nope"]) {
			await page.goto(house.base + route);
			const found = [...await violations(page), ...width > 1000 ? await axe(page) : []];
			const wide = await overflow(page);
			if (wide > 0)
				found.push(`${wide} pixels too wide`);
			if (await page.locator("html").getAttribute("lang") !== "vi")
				found.push("not in Vietnamese");
			page.complaints = [];
			for (const line of found)
				wrong.push(`${route} ${line}`);
		}
		await page.context().close();
		assert.deepEqual(wrong, []);
	});
}

test("the switch of the language, without script: remembered, and nothing of the address is lost", async () => {
	const page = await open(browser, { javaScriptEnabled: false });
	await page.goto(`${house.base}/activities?filter=status%3Aheld`);
	assert.equal(await page.locator("h1").innerText(), "Activities");
	await page.locator(".langs a[hreflang=vi]").click();
	assert.match(page.url(), /filter=status%3Aheld.*lang=vi$/);
	assert.equal(await page.locator("h1").innerText(), "Hoạt động");
	assert.equal(await page.locator(".langs [aria-current]").innerText(), "VI");
	await page.goto(`${house.base}/partners`);
	assert.equal(await page.locator("h1").innerText(), "Đối tác");
	await page.goto(`${house.base}/partners?lang=en`);
	assert.equal(await page.locator("h1").innerText(), "Partners");
	await page.context().close();
});

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

test("every page without script says the same", async () => {
	const said = new Map();
	const words = (page) => page.locator("main").innerText();
	await walk({}, async (page, route) => said.set(route, await words(page)));
	await walk({ javaScriptEnabled: false }, async (page, route) => {
		/* Forms hold nothing secret, but the cursor of a chart adds no words. */
		assert.equal(await words(page), said.get(route), route);
	});
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
