"use strict";
/* What the casino's own page does: it places bets and asks for seeds, in each way a page can ask. */

window.rejections = [];
window.addEventListener("unhandledrejection", (event) => window.rejections.push(String(event.reason)));

const HEADERS = { "Content-Type": "application/json", "x-access-token": "the-players-own-token" };

/** Asks in one of the ways in which pages ask; gives the parsed reply. */
const ways = {
  string: (path, body) => fetch(path, { method: "POST", headers: HEADERS, body }).then((reply) => reply.json()),
  url: (path, body) =>
    fetch(new URL(path, location.href), { method: "POST", headers: HEADERS, body }).then((reply) => reply.json()),
  request: (path, body) =>
    fetch(new Request(path, { method: "POST", headers: HEADERS, body })).then((reply) => reply.text()).then(JSON.parse),
  xhr: (path, body) => byXhr(path, body, "", (xhr) => JSON.parse(xhr.responseText)),
  xhrJson: (path, body) => byXhr(path, body, "json", (xhr) => xhr.response),
  xhrBuffer: (path, body) =>
    byXhr(path, body, "arraybuffer", (xhr) => JSON.parse(new TextDecoder().decode(xhr.response))),
};

function byXhr(path, body, responseType, read) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open("POST", path);
    for (const [name, value] of Object.entries(HEADERS)) xhr.setRequestHeader(name, value);
    xhr.responseType = responseType;
    xhr.addEventListener("load", () => resolve(read(xhr)));
    xhr.addEventListener("error", () => reject(new Error("network")));
    xhr.send(body);
  });
}

const ask = (path, body, way = "string") => ways[way](path, JSON.stringify(body));

const graphql = (operationName, variables, way) =>
  ask("/_api/graphql", { operationName, query: `query ${operationName} { … }`, variables }, way);

const stake = (more) => ({ amount: 0.5, currency: "btc", identifier: "abcdefghijklmnopqrstu", ...more });

/** One round of Pump that is over at once: cash out after `round` pumps. */
const pump = (round = 2, way = "string", difficulty = "expert") =>
  ask("/_api/casino/pump/bet", stake({ round, difficulty }), way);

const otherGame = (path = "dice/roll", way = "string") => ask(`/_api/casino/${path}`, stake({ target: 50.5 }), way);

const openFairness = (way) => graphql("UserSeedPair", {}, way);

const rotate = (seed, way) => graphql("RotateSeedPair", { seed }, way);

const betOf = (reply) => Object.values(reply.data ?? reply)[0];
