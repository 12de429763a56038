import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("../../../resources/extension/page/relay.js", import.meta.url), "utf8");

/** The relay in a page of its own; `reply` answers its messages but for its first one, and waits end at once. */
function page(reply, greeted = () => ({ ok: true })) {
  const document = new EventTarget();
  const window = new EventTarget();
  const messages = [];
  const pauses = [];
  const runtime = {
    id: "extension",
    sendMessage: async (message) => {
      if (message.kind === "opened") return greeted();
      messages.push(JSON.parse(JSON.stringify(message)));
      return reply(messages.length);
    },
  };
  const setTimeout = (work, pauseMs) => {
    pauses.push(pauseMs);
    setImmediate(work);
  };
  runInNewContext(SOURCE, { document, window, chrome: { runtime }, setTimeout });
  const pass = (detail) => document.dispatchEvent(new CustomEvent("liveapp-answer", { detail }));
  return { window, messages, pauses, runtime, pass };
}

class CustomEvent extends Event {
  constructor(name, { detail }) {
    super(name);
    this.detail = detail;
  }
}

function answer(number, text = "{}") {
  return { url: `https://stake.com/_api/graphql?${number}`, text, startedMs: number, answeredMs: number + 1, openMs: [] };
}

async function until(holds) {
  while (!holds()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("answers go to the worker in their order, one message at a time", async () => {
  let underWay = 0;
  const { messages, pass } = page(async () => {
    underWay += 1;
    assert.equal(underWay, 1);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return { ok: true };
  });
  for (let number = 0; number < 200; number += 1) pass(JSON.stringify(answer(number)));
  const sent = () => messages.flatMap(({ answers }) => answers);
  await until(() => sent().length === 200);
  assert.deepEqual(sent(), Array.from({ length: 200 }, (_, number) => answer(number)));
  assert.ok(messages.every(({ kind, answers, dropped }) => kind === "answers" && answers.length <= 50 && dropped === 0));
});

test("a message is sent again, after ever longer waits, until the worker has taken it", async () => {
  const { messages, pauses, pass } = page((count) => {
    if (count % 2) throw new Error("message channel closed");
    return count < 12 ? { ok: false } : { ok: true };
  });
  pass(JSON.stringify(answer(1)));
  await until(() => messages.length === 12);
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000]);
  assert.ok(messages.every(({ answers }) => answers.length === 1 && answers[0].startedMs === 1));
});

test("what is no answer is not passed on", async () => {
  const { messages, pass } = page(() => ({ ok: true }));
  const wrong = [
    undefined,
    { url: "x" },
    "no JSON",
    "null",
    JSON.stringify({ ...answer(1), url: "x".repeat(2001) }),
    JSON.stringify({ ...answer(1), text: 1 }),
    JSON.stringify({ ...answer(1), text: "x".repeat(262_145) }),
    JSON.stringify({ ...answer(1), startedMs: "1" }),
    JSON.stringify({ ...answer(1), openMs: null }),
    JSON.stringify({ ...answer(1), openMs: ["1"] }),
    `${JSON.stringify(answer(1))}${" ".repeat(800_000)}`,
  ];
  wrong.forEach(pass);
  pass(JSON.stringify({ ...answer(2), text: null, more: "not passed on" }));
  await until(() => messages.length === 1);
  assert.deepEqual(messages[0].answers, [{ ...answer(2), text: null }]);
});

test("a flood is dropped, and the worker is told where", async () => {
  let isOn = false;
  const { messages, pass } = page(() => ({ ok: isOn }));
  for (let number = 0; number < 1500; number += 1) pass(JSON.stringify(answer(number)));
  isOn = true;
  const last = () => messages.at(-1);
  await until(() => last()?.dropped > 0);
  assert.equal(last().dropped, 500);
  assert.equal(last().droppedMs, 1500);
  assert.deepEqual(last().answers, []);
});

test("a page that goes sends what waits at once", async () => {
  const { window, messages, pass } = page(() => new Promise(() => {}));
  for (let number = 0; number < 60; number += 1) pass(JSON.stringify(answer(number)));
  window.dispatchEvent(new Event("pagehide"));
  await until(() => messages.length === 2);
  assert.equal(messages[1].answers.length, 60);
});

test("after the extension is gone nothing is sent or kept", async () => {
  const { messages, pauses, runtime, pass } = page(() => {
    runtime.id = undefined;
    throw new Error("Extension context invalidated.");
  });
  pass(JSON.stringify(answer(1)));
  await until(() => messages.length === 1);
  await new Promise((resolve) => setImmediate(resolve));
  pass(JSON.stringify(answer(2)));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([messages.length, pauses], [1, []]);
});

test("the worker hears that a page is open before the page has said anything", async () => {
  let greetings = 0;
  page(assert.fail, () => {
    greetings += 1;
    if (greetings < 3) throw new Error("message channel closed");
    return { ok: true };
  });
  await until(() => greetings === 3);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(greetings, 3);
});
