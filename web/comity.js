/*
 * Speed, never meaning: every page works without this file. No markup is made
 * from text, so it passes "require-trusted-types-for 'script'".
 */
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function make(tag, properties = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (name in element)
			element[name] = value;
		else
			element.setAttribute(name, value);
	}
	element.append(...children);
	return element;
}

/*
 * A cursor on a chart reads the data table that the chart carries. The range
 * input gives the keyboard and the screen reader what the pointer has.
 */
function cursor(picture) {
	const table = document.getElementById(picture.dataset.cursor);
	if (!table)
		return;
	const heads = all("thead th", table).map((cell) => cell.textContent);
	const rows = all("tbody tr", table).map((row) => ({
		place: Number(row.dataset.place),
		cells: [...row.children].map((cell) => cell.textContent),
	}));
	if (rows.length < 2)
		return;
	const line = make("div", { className: "cursor", hidden: true });
	const tip = make("div", { className: "tip", hidden: true });
	const slider = make("input", {
		type: "range", className: "slider", min: 0, max: rows.length - 1,
		value: rows.length - 1, "aria-label": picture.dataset.label,
		"aria-valuetext": rows[rows.length - 1].cells[0],
	});
	const words = (row) => row.cells.slice(1)
		.map((text, i) => text && `${heads[i + 1]} ${text}`).filter(Boolean);

	function show(i) {
		const row = rows[i];
		line.hidden = tip.hidden = false;
		line.style.left = `${row.place * 100}%`;
		tip.replaceChildren(make("strong", { textContent: row.cells[0] }),
			...words(row).flatMap((text) => [make("br"), text]));
		tip.style.left = row.place > 0.55 ? "" : `calc(${row.place * 100}% + 8px)`;
		tip.style.right = row.place > 0.55 ? `calc(${100 - row.place * 100}% + 8px)` : "";
		slider.value = i;
		slider.setAttribute("aria-valuetext", `${row.cells[0]}: ${words(row).join(", ")}`);
	}
	function hide() {
		line.hidden = tip.hidden = true;
	}
	function nearest(event) {
		const box = picture.getBoundingClientRect();
		const place = (event.clientX - box.left) / box.width;
		const away = rows.map((row) => Math.abs(row.place - place));
		return away.indexOf(Math.min(...away));
	}
	slider.addEventListener("input", () => show(Number(slider.value)));
	slider.addEventListener("focus", () => show(Number(slider.value)));
	slider.addEventListener("blur", hide);
	picture.addEventListener("pointermove", (event) => show(nearest(event)));
	picture.addEventListener("pointerleave", hide);
	picture.append(line, tip, slider);
}
all("[data-cursor]").forEach(cursor);

/* A map reads its table too: the row of the state under the pointer, which a click opens. */
all("[data-map]").forEach((picture) => {
	const rows = new Map(all(`#${picture.dataset.map} tbody tr`).map((row) => [row.cells[0].textContent.trim(), row]));
	const tip = make("div", { className: "tip", hidden: true });
	const row = ({ target }) =>
		rows.get(target.dataset?.unit ?? target.getAttribute("href")?.split("#")[1]);
	picture.addEventListener("pointermove", (event) => {
		const at = row(event), box = picture.getBoundingClientRect();
		tip.hidden = !at;
		if (!at)
			return;
		tip.textContent = [...at.cells].slice(1).map((cell) => cell.textContent).join(" · ");
		tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - 180)}px`;
		tip.style.top = `${event.clientY - box.top + 16}px`;
	});
	picture.addEventListener("pointerleave", () => tip.hidden = true);
	picture.addEventListener("click", (event) => {
		const at = row(event);
		if (at)
			find("a", at)?.click();
	});
	picture.append(tip);
});
/* What a person hears of what changed on the page. */
const voice = make("p", { className: "hidden", role: "status" });
document.body.append(voice);

/* Keys: off while typing, and off altogether where a person says so (WCAG 2.1.4). */
const places = Object.fromEntries(all("[data-go]").map((link) => [link.dataset.go, link.href]));
const keysOn = () => !/(^|; )keys=off/.test(document.cookie);
const box = find("#keys-on");
if (box) {
	box.checked = keysOn();
	box.addEventListener("change", () => {
		document.cookie = `keys=${box.checked ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`;
	});
}

function typing(target) {
	return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(range|checkbox)$/.test(target.type);
}

/* Lists: a part of the page is asked for and put in the place of the old one. */
function part(url, keep) {
	const ask = new XMLHttpRequest();
	const to = new URL(url, location);
	const held = document.activeElement?.name;
	for (const [name, value] of [...to.searchParams])
		if (!value || name === "keep" && !keep)
			to.searchParams.delete(name);
	const link = `${to.pathname}${to.search}`.replace(/[?&]keep=yes/, "");
	to.searchParams.set("frag", "rows");
	ask.open("GET", to);
	ask.responseType = "document";
	ask.onload = () => {
		const fresh = ask.status === 200 && find("#rows", ask.response);
		if (!fresh) {
			location.href = url;
			return;
		}
		find("#rows").replaceWith(document.adoptNode(fresh));
		if (keep)
			history.pushState(null, "", link);
		const focus = held && find(`#rows [name="${held}"]`);
		(focus || find("#rows")).focus({ preventScroll: Boolean(focus) });
		voice.textContent = find(".lead-answer", fresh).textContent;
		dress();
	};
	ask.onerror = () => { location.href = url; };
	ask.send();
}

/* Rows that can be ticked: all at once, and how many there are. */
function dress() {
	const bulk = find("#bulk");
	const ticks = all("#list .tick input");
	const cell = find("#list thead .tick");
	if (!bulk || !cell || !ticks.length)
		return;
	const every = make("input", { type: "checkbox", "aria-label": bulk.dataset.all });
	const words = find("b", bulk);
	const first = words.textContent;
	const count = () => {
		const n = ticks.filter((tick) => tick.checked).length;
		every.checked = n === ticks.length;
		every.indeterminate = n > 0 && n < ticks.length;
		words.textContent = n ? `${first} ${n}` : first;
	};
	every.addEventListener("change", () => {
		ticks.forEach((tick) => { tick.checked = every.checked; });
		count();
	});
	ticks.forEach((tick) => tick.addEventListener("change", count));
	cell.append(every);
}
dress();

addEventListener("click", (event) => {
	const link = event.target.closest?.("#rows a[href]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
		return;
	if (link.pathname === location.pathname && !link.hash) {
		event.preventDefault();
		part(link.href, true);
	} else if (link.pathname.endsWith("/close") && closing(link.closest("tr"))) {
		event.preventDefault();
	}
});
addEventListener("submit", (event) => {
	const form = event.target;
	if (form.closest("#rows") && form.method === "get") {
		event.preventDefault();
		part(`${form.action}?${new URLSearchParams(new FormData(form))}`, true);
	}
});
addEventListener("popstate", () => find("#rows") && part(location.href, false));

/* One row is where the keys act; it is found again after it was closed. */
const rows = () => all("#list tbody tr:not(.inline)");
const at = () => find("#list tr.at");

function go(i) {
	const row = rows()[Math.max(0, Math.min(i, rows().length - 1))];
	at()?.classList.remove("at");
	row?.classList.add("at");
	row && find("a", row)?.focus();
}

/* What came of it, in the row itself; without script it is a page of its own. */
function closing(row) {
	const link = row && find("a[href$='/close']", row);
	const token = find("#bulk [name=token]");
	if (!link || !token)
		return false;
	find("#list tr.inline")?.remove();
	const field = (name, value) => make("input", { type: "hidden", name, value });
	const say = make("input", { name: "report", autocomplete: "off", "aria-label": find("#bulk").dataset.report });
	const form = make("form", { method: "post", action: link.href, className: "filter" },
		field("token", token.value), field("back", find("#bulk [name=back]").value),
		say, make("button", { className: "button", textContent: link.textContent }));
	row.after(make("tr", { className: "inline" }, make("td", { colSpan: row.cells.length }, form)));
	const i = rows().indexOf(row);
	form.addEventListener("submit", () => sessionStorage.setItem("row", `${i} ${location.pathname}`));
	say.addEventListener("keydown", (event) => {
		if (event.key !== "Escape")
			return;
		form.closest("tr").remove();
		go(i);
	});
	say.focus();
	return true;
}
const kept = /^(\d+) (.*)$/.exec(sessionStorage.getItem("row") || "");
if (kept && kept[2] === location.pathname && find(".toast"))
	go(Number(kept[1]));
sessionStorage.removeItem("row");

const listKeys = {
	j: () => go(at() ? rows().indexOf(at()) + 1 : 0),
	k: () => go(at() ? rows().indexOf(at()) - 1 : 0),
	x: () => find(".tick input", at())?.click(),
	e: () => { location.href = `${find("a", at()).href}/edit`; },
	c: () => closing(at()),
	h: () => closing(at()),
	"]": () => find("#list [rel=next]")?.click(),
	"[": () => history.back(),
};

function listKey(name) {
	if (!find("#list tbody tr") || !listKeys[name] || (/[xech]/.test(name) && !at()))
		return false;
	listKeys[name]();
	return true;
}

let wentAt = -Infinity;
function key(event) {
	if (event.ctrlKey && event.key === "Enter" && event.target.form) {
		event.target.form.requestSubmit();
		return;
	}
	if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) ||
		!keysOn() || find("dialog[open]"))
		return;
	const going = event.timeStamp - wentAt < 1200;
	wentAt = event.key === "g" ? event.timeStamp : -Infinity;
	if (going && places[event.key]) {
		location.href = places[event.key];
	} else if (event.key === "/") {
		find("#q").focus();
	} else if (event.key === "?") {
		find("#keys").showModal();
	} else if (!listKey(event.key)) {
		const target = /^[a-z]$/.test(event.key) && find(`[data-key="${event.key}"]`);
		if (!target)
			return;
		target.click();
	}
	event.preventDefault();
}
addEventListener("keydown", key);

for (const opener of all("[data-open]"))
	opener.addEventListener("click", (event) => {
		const dialog = document.getElementById(opener.dataset.open);
		if (dialog) {
			event.preventDefault();
			dialog.showModal();
		}
	});

/* A form that came back with errors: the reader begins at its summary. */
find(".summary")?.focus();
