/* W7: a thousand clients that send a byte a second do not keep others waiting. */
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "./house.mjs";

const SLOW = 1000;

function ask(port) {
	return new Promise((resolve, reject) => {
		const began = performance.now();
		http.get({ port, host: "127.0.0.1", path: "/help", agent: false }, (answer) => {
			answer.resume();
			answer.on("end", () => resolve(performance.now() - began));
		}).on("error", reject);
	});
}

test(`${SLOW} slow clients`, async () => {
	const house = await serve();
	const port = Number(new URL(house.base).port);
	let open = 0, closed = 0;
	const slow = Array.from({ length: SLOW }, () => {
		const socket = net.connect(port, "127.0.0.1", () => {
			open++;
			socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: `);
		});
		socket.on("error", () => {});
		socket.on("close", () => closed++);
		return socket;
	});
	const drip = setInterval(() => slow.forEach((socket) => socket.destroyed || socket.write("a")), 1000);
	while (open < SLOW)
		await pause(50);
	const times = [];
	for (let i = 0; i < 100; i++)
		times.push(await ask(port));
	times.sort((a, b) => a - b);
	for (let i = 0; i < 200 && closed < SLOW; i++)
		await pause(100);
	clearInterval(drip);
	slow.forEach((socket) => socket.destroy());
	assert.equal(await house.stop(), 0);
	assert.equal(closed, SLOW);
	assert.ok(times[98] < 500, `p99 ${times[98].toFixed(0)} ms`);
});
