"use strict";
/* What a page can see of its own `fetch` and `XMLHttpRequest`. The same with and without the extension. */

const PATH = "/_api/casino/dice/roll";
const BODY = JSON.stringify(stake({ target: 1 }));
const POST = { method: "POST", headers: HEADERS, body: BODY };

const told = (error) => `${error?.name}: ${error?.message}`;
const thrown = (act) => {
  try {
    return `gave ${typeof act()}`;
  } catch (error) {
    return told(error);
  }
};
const outcome = (promise) => promise.then((value) => `gave ${String(value)}`, told);

function shapeOf(owner, name) {
  const { value, ...flags } = Object.getOwnPropertyDescriptor(owner, name);
  const own = Reflect.ownKeys(value).map(String);
  return { flags, own, name: value.name, length: value.length, prototype: "prototype" in value };
}

const checks = {
  globals: () => Object.getOwnPropertyNames(window).sort(),
  document: () => document.documentElement.outerHTML,
  shapeOfFetch: () => shapeOf(window, "fetch"),
  shapeOfXhr: () => ["open", "send", "abort", "setRequestHeader"].map((name) => shapeOf(XMLHttpRequest.prototype, name)),
  xhrKeys: () => [Reflect.ownKeys(XMLHttpRequest.prototype).map(String), Reflect.ownKeys(new XMLHttpRequest()).map(String)],
  constructorOfXhr: () => [XMLHttpRequest.name, XMLHttpRequest.length, new XMLHttpRequest().constructor === XMLHttpRequest],
  // Without the function's name: the extension's do not hide, but they still look native.
  printed: () => [fetch, XMLHttpRequest.prototype.send].map((one) => String(one).replace(/^function \w*/, "function ")),
  printedXhr: () => [String(XMLHttpRequest), String(new XMLHttpRequest()), `${JSON.stringify(new XMLHttpRequest())}`],
  newFetch: () => thrown(() => new fetch("/")),
  fetchOfNothing: () => outcome(fetch()),
  fetchOfAnObject: () => outcome(fetch.call({}, "/")),
  fetchOfUndefined: () => outcome(Reflect.apply(fetch, undefined, [PATH, POST]).then((reply) => reply.status)),
  fetchOfBadUrl: () => outcome(fetch("http://[")),
  openOfAnObject: () => thrown(() => XMLHttpRequest.prototype.open.call({}, "GET", "/")),
  openTooShort: () => thrown(() => new XMLHttpRequest().open("GET")),
  sendUnopened: () => thrown(() => new XMLHttpRequest().send()),
  sendOfAnObject: () => thrown(() => XMLHttpRequest.prototype.send.call({})),

  async stringifiedOnce() {
    let count = 0;
    await fetch({ toString: () => ((count += 1), PATH) }, POST);
    return count;
  },
  async initReadOnce() {
    let count = 0;
    const init = { ...POST, get signal() { count += 1; return undefined; } };
    await fetch(PATH, init);
    return count;
  },
  async reply() {
    const reply = await fetch(PATH, POST);
    const { url, type, redirected, status, ok, bodyUsed } = reply;
    const before = { url, type, redirected, status, ok, bodyUsed, locked: reply.body.locked };
    const copy = reply.clone();
    const texts = [await reply.text(), await copy.text()];
    return { before, same: texts[0] === texts[1], used: reply.bodyUsed, again: await outcome(reply.text()) };
  },
  async streamed() {
    const reply = await fetch("/_api/casino/dice/slow", POST);
    const reader = reply.body.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    await fetch("/release", POST);
    let rest = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += new TextDecoder().decode(part.value);
    return [first, rest];
  },
  async cancelled() {
    const reply = await fetch(PATH, POST);
    await reply.body.cancel("enough");
    return reply.bodyUsed;
  },
  async abortedEarly() {
    const controller = new AbortController();
    controller.abort(new DOMException("mine", "AbortError"));
    return outcome(fetch(PATH, { ...POST, signal: controller.signal }));
  },
  async abortedLate() {
    const controller = new AbortController();
    const reply = await fetch("/_api/casino/dice/slow", { ...POST, signal: controller.signal });
    const text = outcome(reply.text());
    controller.abort();
    await fetch("/release", POST);
    return text;
  },
  async brokenOff() {
    const reply = await fetch("/_api/casino/broken", POST);
    return [reply.status, await outcome(reply.text())];
  },
  unreachable: () => outcome(fetch("https://stake.com:0/_api/casino/dice/roll", POST)),
  forbidden: () => outcome(fetch("https://example.com/_api/casino/dice/roll", POST)),

  eventsOfXhr: () => eventsOf((xhr) => xhr.send(BODY)),
  eventsOfAbortedXhr: () => eventsOf((xhr) => { xhr.send(BODY); xhr.abort(); }),
  async eventsOfBrokenXhr() {
    // How much of it comes is chance.
    const seen = await eventsOf((xhr) => xhr.send(BODY), "/_api/casino/broken");
    return seen.filter((event) => !/^(progress|readystatechange [23])/.test(event));
  },
  eventsOfXhrAgain: () =>
    eventsOf((xhr) => {
      xhr.send(BODY);
      xhr.open("POST", PATH);
      xhr.send(BODY);
    }),
  async responsesOfXhr() {
    const seen = [];
    for (const kind of ["", "text", "json", "blob", "arraybuffer", "document"]) {
      await byXhr(PATH, BODY, kind, (xhr) => seen.push([kind, String(xhr.response).slice(0, 15), thrown(() => xhr.responseText)]));
    }
    return seen;
  },
  synchronousXhr() {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", PATH, false);
    xhr.send(BODY);
    return [xhr.status, xhr.readyState, typeof JSON.parse(xhr.responseText).diceRoll.id];
  },
  listenersOfXhr: () => new XMLHttpRequest().onreadystatechange,
};

function eventsOf(act, path = PATH) {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    const seen = [];
    const kinds = ["readystatechange", "loadstart", "progress", "load", "error", "abort", "timeout", "loadend"];
    // A reply may come in one piece or in several.
    const note = (kind) => seen.at(-2) !== kind && seen.at(-1) !== kind && seen.push(kind);
    for (const kind of kinds) xhr.addEventListener(kind, (event) => note(`${kind} ${xhr.readyState} ${event.isTrusted}`));
    xhr.addEventListener("loadend", () => setTimeout(() => resolve(seen), 20));
    xhr.open("POST", path);
    act(xhr);
  });
}

/** Each check's name with what the page saw, then what nobody caught. */
async function semantics() {
  const seen = {};
  for (const [name, check] of Object.entries(checks)) seen[name] = await check();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { ...seen, rejections: window.rejections };
}
