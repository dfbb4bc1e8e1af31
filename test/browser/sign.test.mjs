/* The first run and signing in, by keyboard; the pages of accounts on a telephone, in both languages. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { axe, launch, open, overflow, serve, violations } from "./house.mjs";

let house, browser, page;

before(async () => {
	house = await serve({ fresh: true });
	browser = await launch();
	page = await open(browser);
});
after(async () => {
	await browser?.close();
	assert.equal(await house?.stop(), 0);
});

/* The page as it stands fits a telephone and breaks no policy; axe looks at it too, when asked. */
async function look(where, thorough = true) {
	await page.setViewportSize({ width: 320, height: 800 });
	assert.equal(await overflow(page), 0, `${where} is too wide`);
	if (thorough)
		assert.deepEqual(await axe(page), [], where);
	assert.deepEqual(await violations(page), [], where);
	await page.setViewportSize({ width: 1280, height: 900 });
}

/* follow(words): as one does with the Tab key, by the link or button of that name. */
async function follow(words) {
	await page.locator("main").getByRole("link", { name: words, exact: true }).focus();
	await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

test("the first run, task by task", async () => {
	await page.goto(house.base + house.setup);
	await look("the tasks");
	await follow("World view");
	await page.selectOption("#f-world_view", "vn");
	await page.getByRole("button", { name: "Save" }).press("Enter");
	await page.waitForURL(/setup\?key/);
	await follow("Languages of pages");
	await page.getByRole("button", { name: "Leave out" }).press("Enter");
	await page.waitForURL(/setup\?key/);
	assert.deepEqual(await page.locator(".chip").allTextContents(),
		["open", "open", "left out", "done", "open", "open"]);
	await follow("Administrator");
	await page.keyboard.type("chief");
	await page.keyboard.press("Tab");
	await page.keyboard.type("Head of office");
	for (const words of ["four plain words here", "four plain words her"]) {
		await page.keyboard.press("Tab");
		await page.keyboard.type(words);
	}
	await page.keyboard.press("Enter");
	await page.getByText("The two passphrases differ.").waitFor();
	await look("a passphrase that differs");
	await page.fill("#f-password", "four plain words here");
	await page.fill("#f-again", "four plain words here");
	await page.keyboard.press("Enter");
	await page.waitForURL(/setup$/);
	await page.getByRole("link", { name: "Head of office" }).waitFor();
	const other = await open(browser);
	assert.equal((await other.goto(house.base + house.setup)).status(), 404);
	await other.context().close();
});

/* codeOf(secret): what a telephone shows (RFC 6238) when the program's clock stands. */
function codeOf(secret) {
	const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Date.parse("2026-11-21T09:00:00Z") / 30000));
	const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))).update(step).digest();
	return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0");
}

test("an administrator is asked for a second factor", async () => {
	await page.goto(`${house.base}/admin?lang=en`);
	assert.match(page.url(), /me\/factor/);
	await page.getByText("This office asks your role for a second factor").waitFor();
	await page.fill("#f-code", codeOf(await page.inputValue("input[name=secret]")));
	await page.keyboard.press("Enter");
	await page.getByText("I have them").waitFor();
	const codes = await page.locator(".codes code").allTextContents();
	assert.equal(codes.length, 10);
	await look("recovery codes");
	await follow("I have them");
	await page.getByRole("button", { name: "Sign out" }).press("Enter");
	await page.waitForURL(/sign-in/);
	await page.fill("#f-name", "chief");
	await page.fill("#f-password", "four plain words here");
	await page.keyboard.press("Enter");
	await page.waitForURL(/sign-in\/code/);
	await look("the code");
	await page.fill("#f-code", codes[3]);
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => url.pathname === "/");
	assert.equal((await page.goto(`${house.base}/admin`)).url(), `${house.base}/admin`);
});

const looked = new Set(["/me", "/me/factor", "/me/tokens", "/admin/accounts", "/admin/accounts/new", "/admin/audit"]);

test("the pages of accounts, in both languages", async () => {
	for (const lang of ["en", "vi"])
		for (const path of ["/me", "/me/password", "/me/factor", "/me/tokens", "/admin", "/admin/accounts",
			"/admin/accounts/new", "/admin/accounts/chief", "/admin/audit", "/setup", "/setup/organisation"]) {
			assert.equal((await page.goto(`${house.base}${path}?lang=${lang}`)).status(), 200, path);
			await look(`${path} in ${lang}`, lang === "en" && looked.has(path));
		}
});

test("an account for an officer, who then has less before him", async () => {
	await page.goto(`${house.base}/admin/accounts/new?lang=en`);
	await page.fill("#f-name", "asia-1");
	await page.fill("#f-shown", "Desk officer, Asia");
	await page.check("input[name=role-officer]");
	await page.check("input[name=clear-internal]");
	await page.fill("#f-password", "first words for asia");
	await page.keyboard.press("Enter");
	await page.getByText("must choose a password").waitFor();
	await page.goto(`${house.base}/me`);
	await page.getByRole("button", { name: "Sign out" }).press("Enter");
	await page.waitForURL(/sign-in/);
	await look("signing in");
	await page.goto(`${house.base}/partners`);
	await page.fill("#f-name", "asia-1");
	await page.fill("#f-password", "first words for asia");
	await page.keyboard.press("Enter");
	await page.waitForURL(/me\/password/);
	await look("a password of one's own first", false);
	await page.fill("#f-now", "first words for asia");
	await page.fill("#f-new", "words of my own choosing");
	await page.fill("#f-again", "words of my own choosing");
	await page.keyboard.press("Enter");
	await page.waitForURL(/me$/);
	await page.goto(`${house.base}/indicators`);
	assert.equal(await page.locator("main a[href='/indicators/new']").count(), 0);
	await page.goto(`${house.base}/activities`);
	assert.ok(await page.locator("main a[href='/activities/new']").count() > 0);
	assert.equal((await page.goto(`${house.base}/persons`)).status(), 404);
	assert.equal(await page.locator(".side a[href='/admin']").count(), 0);
});
