/*
 * Speed, never meaning: every page works without this file. No markup is made
 * from text, so it passes "require-trusted-types-for 'script'".
 */
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (target, name, act) => target.addEventListener(name, act);

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
const texts = (cells) => [...cells].map((cell) => cell.textContent);
all("[data-cursor]").forEach((picture) => {
	const table = document.getElementById(picture.dataset.cursor);
	const heads = table && texts(all("thead th", table));
	const rows = table ? all("tbody tr", table).map((row) => ({ place: Number(row.dataset.place), cells: texts(row.children) })) : [];
	const last = rows.length - 1;
	if (last < 1)
		return;
	const line = make("div", { className: "cursor", hidden: true });
	const tip = make("div", { className: "tip", hidden: true });
	const slider = make("input", {
		type: "range", className: "slider", min: 0, max: last, value: last,
		"aria-label": picture.dataset.label, "aria-valuetext": rows[last].cells[0],
	});

	function show(i) {
		const { place, cells: [name, ...values] } = rows[i];
		const words = values.map((text, k) => text && `${heads[k + 1]} ${text}`).filter(Boolean);
		const right = place > 0.55;
		line.hidden = tip.hidden = false;
		line.style.left = `${place * 100}%`;
		tip.replaceChildren(make("strong", { textContent: name }), ...words.flatMap((text) => [make("br"), text]));
		tip.style.left = right ? "" : `calc(${place * 100}% + 8px)`;
		tip.style.right = right ? `calc(${100 - place * 100}% + 8px)` : "";
		slider.value = i;
		slider.setAttribute("aria-valuetext", `${name}: ${words.join(", ")}`);
	}
	const hide = () => { line.hidden = tip.hidden = true; };
	for (const name of ["input", "focus"])
		on(slider, name, () => show(Number(slider.value)));
	on(slider, "blur", hide);
	on(picture, "pointerleave", hide);
	on(picture, "pointermove", ({ clientX }) => {
		const box = picture.getBoundingClientRect();
		const away = rows.map(({ place }) => Math.abs(place - (clientX - box.left) / box.width));
		show(away.indexOf(Math.min(...away)));
	});
	picture.append(line, tip, slider);
});

/* A map reads its table too: the row of the state under the pointer, which a click opens. */
all("[data-map]").forEach((picture) => {
	const rows = new Map(all(`#${picture.dataset.map} tbody tr`).map((row) => [row.cells[0].textContent.trim(), row]));
	const tip = make("div", { className: "tip", hidden: true });
	const row = ({ target }) => rows.get(target.dataset?.unit ?? target.getAttribute("href")?.split("#")[1]);
	on(picture, "pointermove", (event) => {
		const at = row(event), box = picture.getBoundingClientRect();
		tip.hidden = !at;
		if (!at)
			return;
		tip.textContent = texts(at.cells).slice(1).join(" · ");
		tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - 180)}px`;
		tip.style.top = `${event.clientY - box.top + 16}px`;
	});
	on(picture, "pointerleave", () => { tip.hidden = true; });
	on(picture, "click", (event) => find("a", row(event) ?? make("p"))?.click());
	picture.append(tip);
});

/* What a person hears of what changed on the page. */
const voice = make("p", { className: "hidden", role: "status" });
document.body.append(voice);

/* Keys: off while typing, and off altogether where a person says so (WCAG 2.1.4). */
const places = Object.fromEntries(all("[data-go]").map((link) => [link.dataset.go, link.href]));
const keysOn = () => !/(^|; )keys=off/.test(document.cookie);
const typing = (target) => target.matches?.("input:not([type=range], [type=checkbox]), textarea, select");
const box = find("#keys-on");
if (box) {
	box.checked = keysOn();
	on(box, "change", () => { document.cookie = `keys=${box.checked ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`; });
}

/* Lists: the part that changes is asked for and put in the place of the old one. */
function part(url, keep) {
	const ask = new XMLHttpRequest();
	const to = new URL(url, location);
	for (const [name, value] of [...to.searchParams])
		if (!value)
			to.searchParams.delete(name);
	const link = to.href.replace(/[?&]keep=yes/, "");
	const held = document.activeElement?.name;
	to.searchParams.set("frag", "rows");
	ask.open("GET", to);
	ask.responseType = "document";
	ask.onerror = () => { location.href = url; };
	ask.onload = () => {
		const fresh = ask.status === 200 && find("#rows", ask.response);
		if (!fresh)
			return ask.onerror();
		find("#rows").replaceWith(document.adoptNode(fresh));
		if (keep)
			history.pushState(null, "", link);
		const focus = held && find(`[name="${held}"]`, fresh);
		(focus || fresh).focus({ preventScroll: Boolean(focus) });
		voice.textContent = find(".lead-answer", fresh).textContent;
		dress();
	};
	ask.send();
}

/* Rows that can be ticked: all at once, and how many there are. */
function dress() {
	const ticks = all("#list .tick input"), cell = find("#list thead .tick"), words = find("#bulk b");
	if (!words || !cell)
		return;
	const every = make("input", { type: "checkbox", "aria-label": words.dataset.all });
	const count = () => { words.dataset.n = ticks.filter((tick) => tick.checked).length || ""; };
	on(every, "change", () => {
		ticks.forEach((tick) => { tick.checked = every.checked; });
		count();
	});
	ticks.forEach((tick) => on(tick, "change", count));
	cell.append(every);
}
dress();

on(window, "click", (event) => {
	const link = event.target.closest?.("#rows a[href]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey)
		return;
	const here = link.pathname === location.pathname && !link.hash;
	if (here)
		part(link.href, true);
	if (here || link.pathname.endsWith("/close") && closing(link.closest("tr")))
		event.preventDefault();
});
on(window, "submit", (event) => {
	const form = event.target;
	if (!form.closest("#rows") || form.method !== "get")
		return;
	event.preventDefault();
	part(`${form.action}?${new URLSearchParams(new FormData(form))}`, true);
});
on(window, "popstate", () => find("#rows") && part(location.href));

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
	const link = row && find("a[href$='/close']", row), bulk = find("#bulk");
	if (!link || !bulk)
		return false;
	find("#list tr.inline")?.remove();
	const i = rows().indexOf(row);
	const say = make("input", { name: "report", autocomplete: "off", "aria-label": find("b", bulk).dataset.report, placeholder: find("b", bulk).dataset.report });
	const form = make("form", { method: "post", action: link.href, className: "filter" },
		...["token", "back"].map((name) => find(`[name=${name}]`, bulk).cloneNode()), say,
		make("button", { className: "button", textContent: link.textContent }));
	row.after(make("tr", { className: "inline" }, make("td", { colSpan: row.cells.length }, form)));
	on(form, "submit", () => sessionStorage.setItem("row", `${i} ${location.pathname}`));
	on(say, "keydown", ({ key }) => key === "Escape" && (form.closest("tr").remove(), go(i)));
	say.focus();
	return true;
}
const [closed, where] = (sessionStorage.getItem("row") || "").split(" ");
if (where === location.pathname && find(".toast"))
	go(Number(closed));
sessionStorage.removeItem("row");

const step = (by) => go(at() ? rows().indexOf(at()) + by : 0);
const listKeys = {
	j: () => step(1),
	k: () => step(-1),
	x: () => find(".tick input", at())?.click(),
	e: () => { location.href = `${find("a", at()).href}/edit`; },
	c: () => closing(at()),
	h: () => listKeys.c(),
	"]": () => find("#list [rel=next]")?.click(),
	"[": () => history.back(),
};

let wentAt = -Infinity;
function key(event) {
	const name = event.key;
	if (event.ctrlKey && name === "Enter" && event.target.form) {
		event.target.form.requestSubmit();
		return;
	}
	if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) ||
		!keysOn() || find("dialog[open]"))
		return;
	const going = event.timeStamp - wentAt < 1200;
	wentAt = name === "g" ? event.timeStamp : -Infinity;
	const target = /^[a-z]$/.test(name) && find(`[data-key="${name}"]`);
	if (going && places[name])
		location.href = places[name];
	else if (name === "/")
		find("#q").focus();
	else if (name === "?")
		find("#keys").showModal();
	else if (listKeys[name] && rows().length && (at() || !/[xech]/.test(name)))
		listKeys[name]();
	else if (target)
		target.click();
	else
		return;
	event.preventDefault();
}
on(window, "keydown", key);

all("[data-open]").forEach((opener) => on(opener, "click", (event) => {
	event.preventDefault();
	document.getElementById(opener.dataset.open).showModal();
}));

/* A form that came back with errors: the reader begins at its summary. */
find(".summary")?.focus();
/* What is given as a default is typed over. */
find("[autofocus]")?.select?.();

/* What the server knows while one types: asked for when the typing rests. */
function rests(act) {
	let timer;
	return () => {
		clearTimeout(timer);
		timer = setTimeout(act, 120);
	};
}
async function known(query) {
	const answer = await fetch(`/suggest?${new URLSearchParams(query)}`);
	return answer.ok ? (await answer.json()).data : [];
}

/* A combobox after the pattern of the ARIA guide, in the place of the browser's list. */
all("input[data-suggest]").forEach((field, number) => {
	const list = make("ul", { role: "listbox", className: "options", id: `options-${number}` });
	const options = list.children;
	const say = (name, value) => field.setAttribute(`aria-${name}`, value);
	let active;
	field.removeAttribute("list");
	field.setAttribute("role", "combobox");
	say("controls", list.id);
	field.after(list);

	function show(open) {
		list.hidden = !open;
		list.style.top = `${field.offsetTop + field.offsetHeight}px`;
		active = -1;
		say("expanded", open);
		say("activedescendant", "");
	}
	function choose(option) {
		field.value = option.dataset.code;
		show(false);
		field.dispatchEvent(new Event("input", { bubbles: true }));
	}
	function move(by) {
		active = (Math.max(active, by < 0 ? 0 : -1) + by + options.length) % options.length;
		[...options].forEach((option, i) => option.setAttribute("aria-selected", i === active));
		say("activedescendant", options[active].id);
	}
	show(false);
	on(field, "blur", () => show(false));
	on(field, "input", rests(async () => {
		const typed = field.value;
		const found = typed ? await known({ kind: field.dataset.suggest, q: typed }) : [];
		if (field.value !== typed || document.activeElement !== field)
			return;
		list.replaceChildren(...found.map(({ code, title }, i) => make("li", {
			role: "option", id: `${list.id}-${i}`, "data-code": code, "aria-selected": false,
		}, make("b", { textContent: code }), ` ${title}`)));
		show(found.length && found[0].code !== typed);
		voice.textContent = found.length;
	}));
	on(field, "keydown", (event) => {
		const act = list.hidden ? null : { ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: () => show(false),
			Tab: () => choose(options[Math.max(active, 0)]), Enter: active >= 0 && (() => choose(options[active])) }[event.key];
		if (!act)
			return;
		if (event.key !== "Tab")
			event.preventDefault();
		act();
	});
	on(list, "mousedown", (event) => {
		event.preventDefault();
		choose(event.target.closest("li"));
	});
});

/* What may be there already is shown while it is entered. */
const entry = find("form[data-similar]"), like = find("#similar");
if (entry && like.hidden)
	on(entry, "input", rests(async () => {
		const typed = [...new FormData(entry)].filter(([name, value]) => value && value.length < 200 && /^(?!token)[a-z_]+$/.test(name));
		const found = await known([["similar", entry.dataset.similar], ...typed]);
		like.hidden = !found.length;
		like.replaceChildren(like.dataset.words, make("ul", {}, ...found.map(({ code, title, link }) =>
			make("li", {}, make("a", { href: link, target: "_blank", textContent: `${code} ${title}` })))));
	}));

/* Proposals of a text: Enter takes one, i leaves it, c changes it, a number goes to it. */
const proposals = all("fieldset.proposal");
const walk = (i) => (proposals[i] || find("#found-end"))?.focus();
proposals.forEach((one, i) => {
	const tick = find("input[type=checkbox]", one);
	one.tabIndex = -1;
	on(one, "keydown", (event) => {
		const name = event.key;
		if (name === "Escape")
			one.focus();
		if (event.target !== one || !keysOn() || event.ctrlKey || !/^([ic1-9]|Enter)$/.test(name))
			return;
		event.preventDefault();
		event.stopPropagation();
		if (name === "c")
			return find("input:not([type=checkbox]), select, textarea", one)?.focus();
		if (Number(name))
			return walk(Number(name) - 1);
		if (tick)
			tick.checked = name === "Enter";
		walk(i + 1);
	});
});
if (!find(".summary"))
	proposals[0]?.focus();
