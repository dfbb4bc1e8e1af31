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

/* Keys: off while typing, and off altogether where a person says so (WCAG 2.1.4). */
const places = Object.fromEntries(all("[data-go]").map((link) => [link.dataset.go, link.href]));
const keysOn = () => localStorage.getItem("keys") !== "off";
const box = find("#keys-on");
if (box) {
	box.checked = keysOn();
	box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
}

function typing(target) {
	return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "range";
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
	} else {
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
