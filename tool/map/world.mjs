/*
 * Makes web/world.svg, a sprite of the world with a path for each unit, and
 * web/world-unit.csv, where each unit lies; writes what it took and made, with
 * hashes, to tool/map/SOURCE. Run by `make map`; what it makes is checked in,
 * so that the program is built without it. It takes the files of SOURCE that
 * are named "from" and no others: a file with lines at sea cannot slip in.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [home, modules] = process.argv.slice(2);
const need = createRequire(join(modules, "node_modules", "x.js"));
const load = (name) => import(need.resolve(name));
const { geoArea, geoBounds, geoCentroid, geoContains, geoEqualEarth, geoPath } = await load("d3-geo");
const { feature, mesh } = await load("topojson-client");
const { presimplify, quantile, simplify } = await load("topojson-simplify");

const WIDE = 7200; /* units of the drawing; a tenth of a pixel */
const KEPT = 0.17; /* the share of points that stay */
const SPECK = 90; /* an island below this area is left out */
const DOT = 420; /* a unit below this area gets a dot */

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const source = readFileSync(join(home, "tool/map/SOURCE"), "utf8");
const allowed = new Map(source.split("\n").filter((line) => line.startsWith("from "))
	.map((line) => line.split(" ")).map(([, sum, path]) => [path, sum]));

function take(path) {
	const bytes = readFileSync(join(modules, "node_modules", path));
	if (/_chn|maritime_indicator/i.test(path))
		throw new Error(`${path} is never used`);
	if (allowed.get(path) !== hash(bytes))
		throw new Error(`${path} is not the file that tool/map/SOURCE allows`);
	return JSON.parse(bytes);
}

const choices = JSON.parse(readFileSync(join(home, "tool/map/choices.json")));
const codes = new Map(readFileSync(join(home, "tool/map/codes.csv"), "utf8").trim().split("\n").slice(1)
	.map((line) => line.split(",")));
const parts = (shape) => shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
const polygon = (coordinates) => ({ type: "Polygon", coordinates });

/* ---- units ---- */

/* A part of a unit whose status is not shown stands for itself. */
function split(topology, units) {
	for (const { of, at, unit } of choices.split) {
		const whole = units.find((one) => one.properties.name === of);
		const index = parts(feature(topology, whole).geometry).findIndex((part) => geoContains(polygon(part), at));
		if (index < 0)
			throw new Error(`${unit} is not a part of ${of}`);
		const [arcs] = whole.arcs.splice(index, 1);
		units.push({ type: "MultiPolygon", arcs: [arcs], properties: { name: unit }, unit });
	}
}

function named(topology) {
	const units = topology.objects.countries.geometries.filter((one) => !choices.drop.includes(one.properties.name));
	for (const one of units)
		one.unit = one.id ? codes.get(one.id) : choices.uncoded[one.properties.name];
	split(topology, units);
	for (const one of units)
		if (!one.unit)
			throw new Error(`no code for ${one.properties.name}`);
	return units;
}

/* Nothing of these islands, whatever a later file may bring. */
function without_islands(topology, unit) {
	const shape = feature(topology, unit).geometry;
	for (const part of parts(shape)) {
		const [[west, south], [east, north]] = geoBounds(polygon(part));
		for (const box of choices.empty)
			if (west >= box.west && east <= box.east && south >= box.south && north <= box.north)
				throw new Error(`${unit.unit} has a part of the ${box.name}`);
	}
}

/* ---- drawing ---- */

const projection = geoEqualEarth().rotate([-11, 0]).scale(1).translate([0, 0]);

/* The rings that a shape is drawn as, in whole units of the drawing. */
function rings(shape) {
	const all = [];
	let ring;
	geoPath(projection, {
		moveTo(x, y) { all.push(ring = [[x, y]]); },
		lineTo(x, y) { ring.push([x, y]); },
		closePath() { ring.closed = true; },
		arc() {},
	})(shape);
	return all.map((points) => {
		const whole = points.map(([x, y]) => [Math.round(x), Math.round(y)])
			.filter((p, i, a) => i === 0 || p[0] !== a[i - 1][0] || p[1] !== a[i - 1][1]);
		whole.closed = points.closed;
		return whole;
	});
}

function area(ring) {
	return Math.abs(ring.reduce((sum, [x, y], i) => {
		const [u, v] = ring[(i + 1) % ring.length];
		return sum + x * v - u * y;
	}, 0) / 2);
}

const pair = (x, y) => `${x}${y < 0 ? "" : " "}${y}`;

function path(ring) {
	let d = "", letter = "";
	ring.forEach(([x, y], i) => {
		if (i === 0) {
			d += `M${pair(x, y)}`;
			letter = "l";
			return;
		}
		const dx = x - ring[i - 1][0], dy = y - ring[i - 1][1];
		d += `${letter}${letter === "" && dx >= 0 ? " " : ""}${pair(dx, dy)}`;
		letter = "";
	});
	return d + (ring.closed ? "z" : "");
}

function fit(topology, units) {
	const all = { type: "GeometryCollection", geometries: units.map((one) => feature(topology, one).geometry) };
	projection.fitWidth(WIDE, all);
	const [[, top], [, bottom]] = geoPath(projection).bounds(all);
	const [x, y] = projection.translate();
	projection.translate([x, y - top]);
	return Math.ceil(bottom - top);
}

function largest(topology, unit) {
	return parts(feature(topology, unit).geometry).reduce((best, part) =>
		geoArea(polygon(part)) > geoArea(polygon(best)) ? part : best);
}

/* ---- what is written ---- */

const raw = take("world-atlas/countries-50m.json");
const before = named(raw);
before.forEach((unit) => without_islands(raw, unit));
const high = fit(raw, before);

const weighted = presimplify(raw);
const light = simplify(weighted, quantile(weighted, KEPT));
const shapes = [], table = [];
for (const unit of before) {
	const centre = geoCentroid(polygon(largest(raw, unit)));
	const all = rings(feature(light, unit).geometry).filter((ring) => ring.length > 2);
	const size = geoPath(projection).area(feature(raw, unit).geometry);
	const kept = all.filter((ring) => area(ring) >= SPECK);
	const drawn = kept.length > 0 ? kept : all.slice(0, 1);
	if (drawn.length > 0)
		shapes.push(`<path id="${unit.unit}" d="${drawn.map(path).join("")}"/>`);
	table.push([unit.unit, ...projection(centre).map(Math.round), ...centre.map((v) => v.toFixed(2)),
		drawn.length > 0 ? "yes" : "", size < DOT ? "yes" : ""]);
}
for (const { unit, at } of choices.points)
	table.push([unit, ...projection(at).map(Math.round), ...at.map((v) => v.toFixed(2)), "", "yes"]);

const lines = [];
for (const [one, other] of choices.unsettled) {
	const of = new Set([one, other]);
	const border = mesh(light, { type: "GeometryCollection", geometries: before }, (a, b) =>
		a !== b && of.has(a.unit) && of.has(b.unit));
	const d = rings(border).filter((ring) => ring.length > 1).map(path).join("");
	if (d === "")
		throw new Error(`${one} and ${other} have no common boundary`);
	lines.push(`<path id="l-${one}-${other}" d="${d}"/>`);
}

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${high}">\n${[...shapes.sort(), ...lines.sort()]
	.join("\n")}\n</svg>\n`;
const csv = `unit,x,y,lon,lat,shape,dot\n${table.map((row) => row.join(",")).sort().join("\n")}\n`;
const [tx, ty] = projection.translate();
const made = [["web/world.svg", svg], ["web/world-unit.csv", csv]];
for (const [name, text] of made)
	writeFileSync(join(home, name), text);
writeFileSync(join(home, "tool/map/SOURCE"), [
	...source.split("\n").filter((line) => line.startsWith("#") || line.startsWith("from ")),
	...made.map(([name, text]) => `made ${hash(text)} ${name}`),
	`projection equal-earth rotate -11 scale ${projection.scale().toFixed(3)} translate ${tx.toFixed(3)} ${ty.toFixed(3)}`,
	""].join("\n"));
console.log(`${shapes.length} shapes, ${table.filter((row) => row[6]).length} dots, ${lines.length} lines, ${svg.length} bytes`);
