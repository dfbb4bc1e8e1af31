/* Where one can go: an address for every route of the program, made from its own table and the records of the sample. */
import { readFileSync } from "node:fs";

const table = readFileSync(new URL("../../src/web/route.c", import.meta.url), "utf8");

/* routes: every pattern that answers a GET, as the program has it. */
export const routes = [...table.matchAll(/\{ HTTP_GET, "([^"]+)"/g)].map((found) => found[1]);

/* Answers that are not pages, and the page of the second factor, which is there only after a password. */
export const bare = ["/-/health", "/-/metrics", "/-/opensearch.xml", "/-/print.css", "/-/static/:tag/:name", "/-/suggest", "/suggest", "/api/openapi",
	"/export", "/feeds/:token/:name", "/sign-in/code", "/imports/:number/errors", "/imports/template"];

/* Pages of an office with accounts: one list of addresses for each pattern. */
export const signed = {
	"/admin": ["/admin"],
	"/admin/accounts": ["/admin/accounts"],
	"/admin/accounts/:name": ["/admin/accounts/chief"],
	"/admin/accounts/new": ["/admin/accounts/new"],
	"/admin/audit": ["/admin/audit"],
	"/me": ["/me"],
	"/me/factor": ["/me/factor"],
	"/me/password": ["/me/password"],
	"/me/tokens": ["/me/tokens"],
	"/setup": ["/setup"],
	"/setup/:step": ["organisation", "languages", "maps", "lists", "start"].map((step) => `/setup/${step}`),
	"/sign-in": ["/sign-in"],
};

/* All pages without accounts: patterns with addresses, the first the plainest. */
export async function places(base) {
	const ask = async (path) => (await fetch(base + path)).text();
	const kinds = JSON.parse(await ask("/api/openapi.json")).paths["/{list}"].get.parameters
		.find((one) => one.name === "list").schema.enum;
	const code = new Map();
	for (const kind of kinds) {
		const links = (await ask(`/${kind}.json`)).matchAll(/"link": "\/([a-z-]+)\/([^"/?]+)"/g);
		const homes = { documents: "library", persons: "people" };
		for (const [, list, one] of links)
			if ((list === kind || list === homes[kind]) && !/^(new|kept|paste|balance)$/.test(one))
				code.has(kind) || code.set(kind, one);
	}
	const held = (await ask("/activities.json?filter=status%3Aheld")).match(/"link": "(\/activities\/\d[^"]*)"/)[1];
	const asked = (await ask("/approvals.json")).match(/"link": "(\/activities\/[^"/?]*)/)[1];
	const change = [...code].map(([kind, one]) => `/${kind}/${one}`);
	const partner = ["/partners/AUS"];
	return {
		"/": ["/", "/?asof=2026-03-03", "/?year=2025"],
		"/overview": ["/overview"],
		"/:list": [...kinds.map((kind) => `/${kind}`), "/activities?filter=status%3Aheld", "/activities?filter=title%3Anothing",
			"/activities?sort=-start", "/activities?colour=red 400", "/nope 404"],
		"/:list/:code": [...change, "/activities/2026-9999999 404"],
		"/:list/:code/approve": [`${asked}/approve`],
		"/:list/:code/close": [`${held}/close`],
		"/:list/:code/edit": [`${held}/edit`, ...change.map((one) => `${one}/edit`)],
		"/:list/:code/facts": [...partner.map((one) => `${one}/facts`), `${held}/facts`],
		"/:list/:code/history": [`${held}/history`, "/partners/AUS/history"],
		"/:list/:code/review": ["/directives/806-NQ%2FQUTW/review",
			"/directives/806-NQ%2FQUTW/review?from=2024&to=2026&asof=2026-06-30"],
		"/:list/:code/withdraw": [`${held}/withdraw`],
		"/:list/new": ["/activities/new", "/commitments/new?partner=AUS", ...kinds.map((kind) => `/${kind}/new`)],
		"/activities/paste": ["/activities/paste"],
		"/admin/names": ["/admin/names", "/admin/names?kind=activity"],
		"/agreements": ["/agreements", "/agreements?show=list"],
		"/reports": ["/reports"],
		"/reports/board": ["/reports/board", "/reports/board?period=2025-Q4"],
		"/analysis": ["/analysis"],
		"/analysis/balance": ["/analysis/balance"],
		"/analysis/network": ["/analysis/network"],
		"/analysis/outlook": ["/analysis/outlook"],
		"/api": ["/api"],
		"/approvals": ["/approvals"],
		"/calendar": ["/calendar", "/calendar?view=week", "/calendar?view=year&at=2026", "/calendar?view=list"],
		"/changes": ["/changes"],
		"/commitments": ["/commitments", "/commitments?show=list", "/commitments?filter=status%3Alate"],
		"/directives": ["/directives"],
		"/documents": ["/documents"],
		"/documents/:code": [`/documents/${code.get("documents")}`],
		"/forums": ["/forums"],
		"/forums/:code": [`/forums/${code.get("forums") ?? "admm-plus"}`, "/forums/admm-plus"],
		"/forums/:code/:year": ["/forums/admm-plus/2026"],
		"/help": ["/help"],
		"/imports": ["/imports"],
		"/imports/:number": ["/imports/1", "/imports/1?show=errors", "/imports/2"],
		"/imports/new": ["/imports/new"],
		"/library": ["/library"],
		"/library/:code": [`/library/${code.get("documents")}`],
		"/partners": ["/partners", "/partners?filter=AUS"],
		"/partners/:code/:tab": ["activities", "commitments", "agreements", "people", "plan", "documents", "history"]
			.map((tab) => `/partners/AUS/${tab}`),
		"/peacekeeping": ["/peacekeeping"],
		"/peacekeeping/:code": ["/peacekeeping/UNMISS"],
		"/people": ["/people"],
		"/people/:code": [`/people/${code.get("persons")}`],
		"/people/courses": ["/people/courses"],
		"/people/gaps": ["/people/gaps"],
		"/plans": ["/plans"],
		"/plans/:code": ["/plans/PLAN-2027", "/plans/2027"],
		"/plans/:code/copy": ["/plans/2027/copy"],
		"/quality": ["/quality", "/quality?kind=commitment"],
		"/reviews": ["/reviews"],
		"/reviews/:code": ["/reviews/806-NQ%2FQUTW"],
		"/search": ["/search?q=hospital", "/search?q=qqq", "/search"],
	};
}
