/* What people come to do, from the first page on, with and without script. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { spawnSync } from "node:child_process";
import { axe, enter, launch, open, serve, violations } from "./house.mjs";

let house, browser;

before(async () => {
	house = await serve();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	assert.equal(await house?.stop(), 0);
});

/* Keys that a person presses; the test counts them. */
async function press(page, ...keys) {
	for (const key of keys)
		await page.keyboard.press(key);
	return keys.length;
}
async function type(page, text) {
	await page.keyboard.type(text);
	return text.length;
}

/* Whether a screen reader meets these words, those of the stylesheet too. */
async function hears(page, words) {
	const cdp = await page.context().newCDPSession(page);
	const { nodes } = await cdp.send("Accessibility.getFullAXTree");
	return nodes.some(({ name }) => name?.value.trim() === words);
}

/* By the Tab key alone to what matches, as one who has no mouse does. */
async function tab(page, selector) {
	for (let i = 0; i < 120; i++) {
		await page.keyboard.press("Tab");
		if (await page.evaluate((one) => document.activeElement.matches(one), selector))
			return;
	}
	assert.fail(`${selector} is out of reach`);
}

test("an activity by keyboard alone, in fewer than 60 keys, then undone", async () => {
	const page = await open(browser);
	await page.goto(house.base);
	let keys = await press(page, "n");
	await page.waitForURL("**/activities/new");
	assert.equal(await page.evaluate(() => document.activeElement.id), "f-start");
	keys += await type(page, "12/12");
	keys += await press(page, "Tab");
	keys += await type(page, "austra");
	await page.locator("[role=option]").first().waitFor();
	assert.deepEqual(await axe(page), []);
	keys += await press(page, "ArrowDown", "Enter", "Tab");
	assert.equal(await page.inputValue("#f-partner"), "AUS");
	keys += await type(page, "Port");
	keys += await press(page, "Tab", "Tab");
	keys += await type(page, "Training ship in Da Nang");
	keys += await press(page, "Control+Enter");
	await page.waitForURL("**/activities/2026-*");
	assert.ok(keys < 60, `${keys} keys`);
	assert.match(await page.locator("h1").innerText(), /Training ship in Da Nang/);
	assert.match(await page.locator(".toast").innerText(), /Saved/);
	assert.match(await page.locator("main").innerText(), /12 Dec 2026/);
	assert.deepEqual(await axe(page), []);
	await press(page, "u");
	await page.waitForURL("**/changes?undone=*");
	assert.match(await page.locator(".toast").innerText(), /Undone/);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("an activity in one line, and the next one beside it", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/activities/new`);
	await page.fill("#line", "12/12 aus visit dm Chief of Army, Hanoi");
	await page.locator("#line").press("Enter");
	await page.waitForURL("**line=*");
	assert.match(await page.locator(".toast").innerText(), /Type, Level/);
	await page.locator("#f-title").press("Control+Enter");
	await page.waitForURL("**/activities/2026-*");
	await page.goto(`${house.base}/activities/new?partner=AUS`);
	assert.equal(await page.inputValue("#f-level"), "deputy-minister");
	await page.fill("#f-partner", "");
	await page.locator("#f-partner").pressSequentially("uc");
	await page.locator("[role=option]").first().waitFor();
	await press(page, "Tab");
	assert.equal(await page.inputValue("#f-partner"), "AUS");
	await page.fill("#f-start", "11/12");
	await page.locator("#f-title").pressSequentially("Chief of Army visits");
	await page.locator("#similar li").first().waitFor();
	assert.match(await page.locator("#similar").innerText(), /Chief of Army/);
	assert.deepEqual(await axe(page), []);
	await page.click("button:text-is('Save and next')");
	await page.locator("[name='@sure']").waitFor({ state: "attached" });
	await page.click("button:text-is('Save and next')");
	await page.waitForURL("**/activities/new?partner=AUS*done=*");
	assert.equal(await page.inputValue("#f-start"), "11/12");
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("a pasted text is taken in five keys", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/activities/paste`);
	await page.fill("#text", "Hanoi, 14 October 2026. India will train 20 pilots by 2029.");
	let keys = await press(page, "Tab");
	await page.locator("#text").focus();
	keys = await press(page, "Control+Enter");
	await page.locator("fieldset.proposal").first().waitFor();
	const n = await page.locator("fieldset.proposal").count();
	await press(page, "c");
	assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "FIELDSET");
	await press(page, "Escape");
	for (let i = 0; i < n; i++)
		keys += await press(page, await page.evaluate(() => document.activeElement.textContent.includes("Commitment")) ? "Enter" : "i");
	assert.deepEqual(await axe(page), []);
	keys += await press(page, "Enter");
	await page.waitForURL("**/documents/**");
	assert.ok(keys <= 5, `${keys} keys`);
	await page.goto(`${house.base}/activities/paste`);
	await page.fill("#text", "Nothing of note.");
	await page.click("button:text-is('Read it')");
	await page.click("button:text-is('Keep the text as a document')");
	await page.waitForURL("**/documents/**");
	assert.match(await page.locator("h1").innerText(), /Nothing of note/);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
	const how = javaScriptEnabled ? "with" : "without";

	test(`a form with errors keeps what was typed and leads to it, ${how} script`, async () => {
		const page = await open(browser, { javaScriptEnabled });
		await page.goto(`${house.base}/activities/new`);
		await page.fill("#f-title", `Kept <words> ${how}`);
		await page.fill("#f-start", "31/02/2026");
		await page.fill("#f-partner", "Atlantis");
		await page.click("button:text-is('Save')");
		assert.match(await page.title(), /^Error: /);
		assert.equal(await page.inputValue("#f-title"), `Kept <words> ${how}`);
		assert.equal(await page.inputValue("#f-start"), "31/02/2026");
		if (javaScriptEnabled) {
			assert.equal(await page.evaluate(() => document.activeElement.className), "summary");
			assert.deepEqual(await axe(page), []);
		}
		await page.click(".summary a[href='#f-start']");
		assert.match(page.url(), /#f-start$/);
		await page.fill("#f-start", "today");
		await page.fill("#f-partner", javaScriptEnabled ? "AUS" : "IND");
		await page.selectOption("#f-type", "port-call");
		await page.click("button:text-is('Save')");
		assert.match(await page.locator("h1").innerText(), /Kept <words>/);
		await page.context().close();
	});
}

test("a promise from a pasted text to the record and back to its words", async () => {
	const page = await open(browser);
	await page.goto(house.base);
	await page.click("text=Paste a text");
	await page.fill("#text", "Hanoi, 12 October 2026. Australia will train 40 officers in English by 2028. " +
		"The Deputy Minister of Defence visited France on 2 October 2026.");
	await page.fill("#date", "2026-10-12");
	await page.click("button:text-is('Read it')");
	assert.match(await page.locator(".passages").innerText(), /Australia will train/);
	assert.ok(await page.locator("mark").count() > 0);
	assert.deepEqual(await axe(page), []);
	const promise = page.locator("fieldset.proposal", { hasText: "Commitment" }).first();
	await promise.locator("input[type=checkbox]").check();
	await promise.locator("[name$='.partner']").fill("AUS");
	await promise.locator("[name$='.side']").selectOption("theirs");
	for (const other of await page.locator("fieldset.proposal:not(:has-text('Commitment')) input[type=checkbox]").all())
		await other.uncheck();
	await page.click("text=Record what is ticked");
	await page.waitForURL("**/documents/**");
	assert.equal(await page.locator("mark").count(), 1);
	await page.goto(`${house.base}/commitments?filter=partner%3AAUS+officers`);
	await page.click("#list tbody tr:first-child td a");
	assert.match(await page.locator("main").innerText(), /Australia will train 40 officers in English by 2028/);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("the review of a directive, as known on three days", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/reviews`);
	await page.click("a[href*='806']");
	const answers = new Set();
	for (const day of ["2024-12-31", "2025-12-31", ""]) {
		await page.fill("#review-asof", day);
		await page.click("button:text-is('Show')");
		answers.add(await page.locator(".lead-answer").innerText());
		assert.equal(await page.locator(".past").count(), day ? 1 : 0);
		for (const link of await page.locator("main .panels a[href^='/']").evaluateAll((all) => all.slice(0, 20).map((a) => a.getAttribute("href"))))
			assert.equal(link.includes("asof="), day !== "", link);
	}
	assert.equal(answers.size, 3, [...answers].join(" | "));
	await page.context().close();
});

const held = "/activities?filter=status%3Aheld";

test("an activity is closed from the list by keyboard in fewer than 20 keys, and undone", async () => {
	const page = await open(browser);
	await page.goto(house.base + held);
	const before = await page.locator(".lead-answer").innerText();
	const second = await page.locator("#list tbody tr:nth-child(2) th .iso").innerText();
	let keys = await press(page, "j", "j", "c");
	keys += await type(page, "Met in May.");
	assert.deepEqual(await axe(page), []);
	keys += await press(page, "Enter");
	await page.waitForURL("**&done=*");
	assert.ok(keys < 20, `${keys} keys`);
	assert.notEqual(await page.locator(".lead-answer").innerText(), before);
	assert.equal(await page.locator("#list tr.at").count(), 1);
	await page.goto(`${house.base}/activities/${second}`);
	assert.match(await page.locator("h1").innerText(), /Closed/);
	await page.goBack();
	await press(page, "u");
	await page.waitForURL("**/changes?undone=*");
	await page.goto(house.base + held);
	assert.equal(await page.locator(".lead-answer").innerText(), before);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("without script an activity is closed on a page of its own", async () => {
	const page = await open(browser, { javaScriptEnabled: false });
	await page.goto(house.base + held);
	await page.click("#list tbody tr:first-child a:text-is('Close')");
	await page.fill("#report", "Both sides will meet again in May.");
	await page.click("button:text-is('Close')");
	assert.match(await page.locator("h1").innerText(), /Closed/);
	await page.context().close();
});

test("ticked rows are changed together, what is refused is told, and one undo takes all back", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/commitments?side=ours&filter=label:internal`);
	assert.ok(await page.locator("#list tbody tr").count() > 2);
	await press(page, "j", "x", "j", "x", "j", "x");
	assert.ok(await hears(page, "3"), "how many are ticked");
	await page.selectOption("#bulk-field", "ambition");
	await page.fill("#bulk-value", "4");
	await page.click("#bulk button[value=set]");
	await page.waitForURL("**/commitments?*done=*");
	assert.deepEqual(await axe(page), []);
	await press(page, "u");
	await page.waitForURL("**/changes?undone=*");
	await page.goto(`${house.base}/activities?from=2026-08-01&to=2026-12-31&sort=start&filter=label:internal`);
	await page.check("#list thead input");
	await page.click("#bulk button[value=close]");
	assert.match(await page.locator("h1").innerText(), /Partly done/);
	assert.match(await page.locator("#refused").innerText(), /it has not begun/);
	await press(page, "u");
	await page.waitForURL("**/changes?undone=*");
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
	const how = javaScriptEnabled ? "with" : "without";

	test(`a list is narrowed, its columns are chosen, it is saved and found again, ${how} script`, async () => {
		const page = await open(browser, { javaScriptEnabled });
		await page.goto(`${house.base}/commitments?show=list`);
		await page.click("#facets a:text-is('Late')");
		await page.waitForURL(/status%3Alate/);
		const late = await page.locator(".lead-answer").innerText();
		await page.click("summary:text-is('Columns')");
		await page.uncheck("[name=cols][value=made]");
		await page.click("text=Show these");
		await page.waitForURL(/cols=/);
		await page.locator("th:has-text('Made on')").waitFor({ state: "detached" });
		await page.click("summary:text-is('Save this list')");
		await page.fill("#view-name", `Late, ${how}`);
		await page.click("button:text-is('Save list')");
		await page.waitForURL(/view=/);
		await page.goto(`${house.base}/commitments?show=list`);
		assert.equal(await page.locator("th:has-text('Made on')").count(), 0);
		await page.click(`.views a:text-is('Late, ${how}')`);
		await page.waitForURL(/view=/);
		assert.equal(await page.locator(".lead-answer").innerText(), late);
		if (javaScriptEnabled)
			assert.deepEqual(await axe(page), []);
		await page.click(".views a:text-is('Delete')");
		await page.fill("#reason", "No longer wanted.");
		await page.click("button:text-is('Withdraw')");
		await page.waitForURL("**/commitments?show=list&done=*");
		assert.equal(await page.locator(`.views a:text-is('Late, ${how}')`).count(), 0);
		assert.deepEqual(await violations(page), []);
		await page.context().close();
	});
}

test("keys: search, help, go; none while typing; they can be switched off", async () => {
	const page = await open(browser);
	await page.goto(house.base);
	await press(page, "/");
	assert.equal(await page.evaluate(() => document.activeElement.id), "q");
	await type(page, "n?");
	assert.equal(await page.inputValue("#q"), "n?");
	await page.locator("main").focus();
	await press(page, "?");
	assert.equal(await page.locator("dialog#keys").isVisible(), true);
	assert.deepEqual(await axe(page), []);
	await page.uncheck("#keys-on");
	await press(page, "Escape");
	await page.locator("main").focus();
	await press(page, "n");
	assert.equal(new URL(page.url()).pathname, "/");
	await page.click("[data-open=keys]");
	await page.check("#keys-on");
	await press(page, "Escape");
	await page.locator("main").focus();
	await press(page, "g", "p");
	await page.waitForURL("**/partners");
	await page.context().close();
});

test("a chart is read by keyboard from its own table", async () => {
	const page = await open(browser);
	await page.goto(house.base);
	const slider = page.locator(".slider").first();
	await slider.focus();
	await press(page, "Home");
	const first = await slider.getAttribute("aria-valuetext");
	await press(page, "ArrowRight");
	const second = await slider.getAttribute("aria-valuetext");
	assert.notEqual(first, second);
	assert.match(second, /\d/);
	assert.equal(await page.locator(".tip").first().isVisible(), true);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("hostile words in a record are words on every page", async () => {
	const hostile = "<img src=x onerror=document.title='broken'>\"'`${1}</textarea></title><script>1</script>";
	const page = await open(browser);
	await page.goto(`${house.base}/partners/AUS/edit`);
	await page.fill("#f-name", hostile);
	await page.click("button:text-is('Save')");
	for (const path of ["/partners/AUS", "/partners/AUS/edit", "/partners/AUS/history", "/partners/AUS/facts", "/partners", "/",
		"/changes", "/search?q=onerror", "/activities/new", "/activities?filter=partner%3AAUS"]) {
		await page.goto(house.base + path);
		assert.doesNotMatch(await page.title(), /^broken/, path);
		assert.equal(await page.locator("img").count(), 0, path);
		assert.equal(await page.locator("script").count(), 1, path);
	}
	await page.goto(`${house.base}/partners/AUS/edit`);
	assert.equal(await page.inputValue("#f-name"), hostile);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("a file with errors is imported by keyboard, what is wrong is told, and it is undone", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/activities`);
	const before = await page.locator(".lead-answer").innerText();
	await page.goto(house.base);
	await tab(page, ".side a[href='/imports']");
	await press(page, "Enter");
	await page.waitForURL("**/imports");
	await tab(page, "main a[href^='/imports/new']");
	await press(page, "Enter");
	await page.waitForURL("**/imports/new*");
	await tab(page, "#f-file");
	/* The window of the system that chooses a file is not the browser's. */
	await page.setInputFiles("#f-file", { name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(
		"Title,Type,Partner,From\nVisit of the navy,port-call,AUS,21/03/2027\nFriendly match,sports,Uc,2027-04-02\nTalks,sports,LAO,32/13/2027\n") });
	await tab(page, ".actions .first");
	await press(page, "Enter");
	await page.waitForURL(/imports\/\d+$/);
	await tab(page, ".actions .first");
	await press(page, "Enter");
	await page.getByText("Import 1, leave 2").waitFor();
	assert.match(await page.locator("main").innerText(), /"32\/13\/2027" is not a date/);
	assert.deepEqual(await axe(page), []);
	await tab(page, "main form[action$='/write'] button, main button[formaction$='/write']");
	await press(page, "Enter");
	await page.getByText("added").first().waitFor();
	await page.goto(`${house.base}/activities?filter=title%3Anavy+start%3A2027-03-21`);
	assert.equal(await page.locator("#list tbody tr").count(), 1);
	await page.goBack();
	await tab(page, "main form[action$='/undo'] button, main button[formaction$='/undo']");
	await press(page, "Enter");
	await page.getByText("It was undone").waitFor();
	await page.goto(`${house.base}/activities`);
	assert.equal(await page.locator(".lead-answer").innerText(), before);
	assert.deepEqual(await violations(page), []);
	await page.context().close();
});

test("a brief carries its marking on every sheet, from the browser and as a file", async () => {
	const page = await open(browser);
	await page.goto(`${house.base}/partners/AUS/brief`);
	const file = await page.request.get(`${house.base}/partners/AUS/brief.pdf`);
	assert.equal(file.status(), 200);
	for (const input of [await page.pdf({ preferCSSPageSize: true }), await file.body()]) {
		assert.equal(input.subarray(0, 5).toString(), "%PDF-");
		const sheets = spawnSync("pdftotext", ["-", "-"], { input, encoding: "utf8" }).stdout.split("\f").slice(0, -1);
		assert.ok(sheets.length > 0 && sheets.length <= 3, `${sheets.length} sheets`);
		sheets.forEach((sheet, i) => assert.match(sheet, /INTERNAL · DEMO DATA|DEMO DATA · internal/, `sheet ${i + 1}`));
	}
	await page.context().close();
});

test("what may not be seen is not there: 404 on every address, and in no list", async () => {
	const guarded = await serve({ accounts: [["chief", "administrator", "internal"], ["guest", "reader", "public"], ["desk", "officer", "internal"]] });
	after(() => guarded.stop());
	const desk = await open(browser), guest = await open(browser);
	await enter(desk, guarded.base, "desk");
	await enter(guest, guarded.base, "guest");
	await desk.goto(`${guarded.base}/activities?filter=label:internal+status:held`);
	const hidden = await desk.locator("#list tbody th a").first().getAttribute("href");
	const words = await desk.locator("#list tbody tr").first().locator("td a").first().innerText();
	for (const ending of ["", ".json", ".csv", "/history", "/facts", "/edit", "/close", "/withdraw", "/approve"]) {
		const mine = await desk.request.get(guarded.base + hidden + ending);
		const theirs = await guest.request.get(guarded.base + hidden + ending);
		const none = await guest.request.get(`${guarded.base}/activities/1999-0001${ending}`);
		assert.equal(theirs.status(), none.status(), ending);
		assert.ok(theirs.status() === 404 || /\/(edit|close|withdraw|approve)/.test(ending) && theirs.status() === 403, ending);
		if (!/approve|withdraw/.test(ending))
			assert.equal(mine.status(), 200, ending);
	}
	const nothing = await guest.request.get(`${guarded.base}/activities/1999-0001`);
	const refused = await guest.request.get(guarded.base + hidden);
	const bare = (text) => text.replaceAll(hidden, "").replaceAll("/activities/1999-0001", "").replaceAll(/[\da-f]{32,}/g, "");
	assert.equal(bare(await refused.text()), bare(await nothing.text()));
	await guest.goto(`${guarded.base}/search?q=${encodeURIComponent(words)}`);
	assert.equal(await guest.locator(`a[href='${hidden}']`).count(), 0);
	await guest.goto(`${guarded.base}/activities`);
	assert.equal(await guest.locator(`a[href='${hidden}']`).count(), 0);
	for (const path of ["/admin", "/admin/audit", "/persons", "/people", "/activities/new", "/imports"])
		assert.ok([403, 404].includes((await guest.request.get(guarded.base + path)).status()), path);
	await desk.context().close();
	await guest.context().close();
	assert.equal(await guarded.stop(), 0);
});
