/*
 * Speed, never meaning: every page works without this file. No markup is made
 * from text, so it passes "require-trusted-types-for 'script'".
 */
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (target, names, act) => names.split(" ").forEach((name) => target.addEventListener(name, act));
const texts = (cells) => [...cells].map((cell) => cell.textContent.trim());
const said = (form) => [...new FormData(form)].filter(([, value]) => value);
const held = (event) => event.ctrlKey || event.metaKey || event.altKey;

function set(element, properties) {
	for (const name in properties)
		if (name in element)
			element[name] = properties[name];
		else
			element.setAttribute(name, properties[name]);
	return element;
}
function make(tag, properties, ...children) {
	const element = set(document.createElement(tag), properties);
	element.append(...children);
	return element;
}

/* A picture tells what its own table says of the place under the pointer. */
function tells(picture, move) {
	const tip = make("div", { className: "tip" });
	const cursor = make("div", { className: "cursor", hidden: true }, tip);
	on(picture, "pointermove", (event) => move(event, picture.getBoundingClientRect()));
	on(picture, "pointerleave focusout", () => { cursor.hidden = true; });
	picture.append(cursor);
	return [cursor, tip];
}

/* A cursor along a chart; the range input is for keyboards and screen readers. */
all("[data-cursor]").forEach((picture) => {
	const [heads, ...rows] = all(`#${picture.dataset.cursor} tr`);
	const places = rows.map((row) => Number(row.dataset.place));
	const last = rows.length - 1;
	if (last < 1)
		return;
	const slider = make("input", { type: "range", className: "slider", max: last, "aria-label": picture.dataset.label });
	const [cursor, tip] = tells(picture, ({ clientX }, box) => {
		const away = places.map((place) => Math.abs(place - (clientX - box.left) / box.width));
		show(away.indexOf(Math.min(...away)));
	});

	function show(i) {
		const [name, ...values] = texts(rows[i].cells);
		const words = values.map((text, k) => text && `${heads.cells[k + 1].textContent} ${text}`).filter(Boolean);
		cursor.hidden = false;
		cursor.style.left = `${places[i] * 100}%`;
		cursor.classList.toggle("late", places[i] > 0.55);
		tip.replaceChildren(make("strong", { textContent: name }), ["", ...words].join("\n"));
		set(slider, { value: i, "aria-valuetext": `${name}: ${words.join(", ")}` });
	}
	show(last);
	cursor.hidden = true;
	on(slider, "input focus", () => show(slider.value));
	picture.append(slider);
});

/* On a map: the row of the state under the pointer, which a click opens. */
all("[data-map]").forEach((picture) => {
	const rows = new Map(all(`#${picture.dataset.map} tr`).map((row) => [texts(row.cells)[0], row]));
	const row = ({ target }) => rows.get(target.dataset.unit ?? target.getAttribute("href")?.split("#")[1]);
	const [cursor, tip] = tells(picture, (event, box) => {
		const at = row(event);
		cursor.hidden = !at;
		tip.textContent = at && texts(at.cells).slice(1).join(" · ");
		cursor.style.left = `${Math.min(event.clientX - box.left + 12, box.width - 180)}px`;
		cursor.style.top = `${event.clientY - box.top + 16}px`;
	});
	on(picture, "click", (event) => find("a", row(event) ?? tip)?.click());
});

/* What a person hears of what changed on the page. */
const voice = make("p", { className: "hidden", role: "status" });
document.body.append(voice);

/* Keys: off while typing, and off altogether where a person says so (WCAG 2.1.4). */
const typing = "input:not([type=range], [type=checkbox]), textarea, select";
const keysOn = () => !document.cookie.includes("keys=off");
all("#keys-on").forEach((box) => {
	box.checked = keysOn();
	on(box, "change", () => { document.cookie = `keys=${box.checked ? "on" : "off"}; path=/; max-age=31536000; samesite=lax`; });
});

/* Lists: the part that changes takes the place of the old one. */
function part(url, keep) {
	const ask = new XMLHttpRequest();
	const to = new URL(url);
	const link = to.href.replace(/[?&]keep=yes/, "");
	const name = document.activeElement?.name;
	to.searchParams.set("frag", "rows");
	ask.open("GET", to);
	ask.responseType = "document";
	ask.onerror = () => { location.href = url; };
	ask.onload = () => {
		const fresh = ask.status === 200 && find("#rows", ask.response);
		if (!fresh)
			return ask.onerror();
		find("#rows").replaceWith(fresh);
		if (keep)
			history.pushState(null, "", link);
		const focus = name && find(`[name="${name}"]`, fresh);
		(focus || fresh).focus({ preventScroll: focus });
		voice.textContent = find(".lead-answer", fresh).textContent;
		dress();
	};
	ask.send();
}

/* Rows that can be ticked can be so all at once; the stylesheet counts them. */
function dress() {
	const cell = find("#list thead .tick"), words = find("#bulk b");
	if (!words || !cell)
		return;
	const every = make("input", { type: "checkbox", "aria-label": words.dataset.all });
	on(every, "change", () => all("#list .tick input").forEach((tick) => { tick.checked = every.checked; }));
	cell.append(every);
}
dress();

on(window, "click", (event) => {
	const link = event.target.closest?.("#rows a[href]");
	if (!link || held(event) || event.shiftKey)
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
	part(`${form.action}?${new URLSearchParams(said(form))}`, true);
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
		return;
	find("#list tr.inline")?.remove();
	const i = rows().indexOf(row);
	const ask = find("b", bulk).dataset.report;
	const say = make("input", { name: "report", autocomplete: "off", "aria-label": ask, placeholder: ask });
	const form = make("form", { method: "post", action: link.href, className: "filter" },
		...["token", "back"].map((name) => find(`[name=${name}]`, bulk).cloneNode()), say,
		make("button", { className: "button", textContent: link.textContent }));
	row.after(make("tr", { className: "inline" }, make("td", { colSpan: row.cells.length }, form)));
	on(form, "submit", () => sessionStorage.setItem(location.pathname, i));
	on(say, "keydown", ({ key }) => key === "Escape" && (find("tr.inline").remove(), go(i)));
	say.focus();
	return true;
}
const closed = sessionStorage.getItem(location.pathname);
if (closed && find(".toast"))
	go(closed);
sessionStorage.removeItem(location.pathname);

const step = (by) => go(rows().indexOf(at()) + by);
const listKeys = {
	j: () => step(1),
	k: () => step(-1),
	x: () => find(".tick input", at())?.click(),
	e: () => { location.href = `${find("a", at()).href}/edit`; },
	c: () => closing(at()),
	h: () => closing(at()),
	"]": () => find("#list [rel=next]")?.click(),
	"[": () => history.back(),
};
const pageKeys = { "/": () => find("#q").focus(), "?": () => find("#keys").showModal() };

/* Proposals of a text: Enter takes one, i leaves it, c changes it, a number goes to it. */
const proposals = all("fieldset.proposal");
const take = (taken) => (one) => {
	const tick = find("input[type=checkbox]", one);
	if (tick)
		tick.checked = taken;
	(proposals[proposals.indexOf(one) + 1] ?? find("#found-end"))?.focus();
};
const proposalKeys = {
	Enter: take(true),
	i: take(false),
	c: (one) => find(typing, one)?.focus(),
};
proposals.forEach((one, i) => {
	one.tabIndex = -1;
	proposalKeys[i + 1] = () => one.focus();
});

let wentAt = -Infinity;
on(window, "keydown", (event) => {
	const { key, target } = event;
	if (event.ctrlKey && key === "Enter" && target.form)
		return target.form.requestSubmit();
	if (key === "Escape")
		target.closest("fieldset.proposal")?.focus();
	if (held(event) || !keysOn() || find("dialog[open]") || target.matches(typing))
		return;
	const named = (what) => /^[a-z]$/.test(key) && find(`[data-${what}="${key}"]`);
	const act = event.timeStamp - wentAt < 1200 && named("go") || proposals.includes(target) && proposalKeys[key] || pageKeys[key] ||
		rows().length && (at() || !/[xech]/.test(key)) && listKeys[key] || named("key");
	wentAt = key === "g" ? event.timeStamp : -Infinity;
	if (!act)
		return;
	event.preventDefault();
	act.click ? act.click() : act(target);
});

all("[data-open]").forEach((opener) => on(opener, "click", (event) => {
	event.preventDefault();
	find(`#${opener.dataset.open}`).showModal();
}));

/* What is given as a default is typed over. */
find("[autofocus]")?.select?.();

/* What the server knows while one types: asked for when the typing rests. */
function knows(place, query, act) {
	let timer;
	const ask = async () => {
		const typed = query();
		const answer = await fetch(`/suggest?${new URLSearchParams(typed)}`);
		act(answer.ok ? (await answer.json()).data : [], typed);
	};
	on(place, "input", () => {
		clearTimeout(timer);
		timer = setTimeout(ask, 120);
	});
}

/* A combobox after the pattern of the ARIA guide, in the place of the browser's list. */
all("input[data-suggest]").forEach((field, number) => {
	const list = make("ul", { role: "listbox", className: "options", id: `options-${number}` });
	let active;
	field.removeAttribute("list");
	field.after(list);

	function show(open) {
		list.hidden = !open;
		list.style.top = `${field.offsetTop + field.offsetHeight}px`;
		active = null;
		set(field, { role: "combobox", "aria-controls": list.id, "aria-expanded": open, "aria-activedescendant": "" });
	}
	function choose(option) {
		field.value = option.dataset.code;
		show(false);
		field.dispatchEvent(new Event("input", { bubbles: true }));
	}
	function move(to) {
		set(active ?? to, { "aria-selected": false });
		active = set(to, { "aria-selected": true });
		set(field, { "aria-activedescendant": to.id });
	}
	show(false);
	on(field, "blur", () => show(false));
	knows(field, () => ({ kind: field.dataset.suggest, q: field.value }), (found, { q }) => {
		if (field.value !== q || document.activeElement !== field)
			return;
		list.replaceChildren(...found.map(({ code, title }, i) => make("li", {
			role: "option", id: `${list.id}-${i}`, "data-code": code, "aria-selected": false,
		}, make("b", { textContent: code }), ` ${title}`)));
		show(q && found.length && found[0].code !== q);
		voice.textContent = found.length;
	});
	on(field, "keydown", (event) => {
		const act = list.hidden ? null : { ArrowDown: () => move(active?.nextSibling ?? list.firstChild),
			ArrowUp: () => move(active?.previousSibling ?? list.lastChild), Escape: () => show(false),
			Tab: () => choose(active ?? list.firstChild), Enter: active && (() => choose(active)) }[event.key];
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
	knows(entry, () => [["similar", entry.dataset.similar], ...said(entry).filter(([name, value]) =>
		value.length < 200 && /^(?!token)[a-z_]+$/.test(name))], (found) => {
		like.hidden = !found.length;
		like.replaceChildren(like.dataset.words, make("ul", {}, ...found.map(({ code, title, link }) =>
			make("li", {}, make("a", { href: link, target: "_blank", textContent: `${code} ${title}` })))));
	});

/* A form that came back with errors: the reader begins at its summary. */
(find(".summary") ?? proposals[0])?.focus();
