"use strict";
/* A page that is after the extension. It hears everything that is said in its world, and says it again, changed. */

window.heard = [];

/** Runs before the extension's scripts do. */
function eavesdrop() {
  for (const name of ["dispatchEvent", "addEventListener"]) {
    const real = EventTarget.prototype[name];
    EventTarget.prototype[name] = function (...given) {
      for (const one of given) window.heard.push({ target: this, name, type: one?.type ?? one, detail: one?.detail });
      return Reflect.apply(real, this, given);
    };
  }
  const realPost = window.postMessage;
  window.postMessage = function (...given) {
    window.heard.push({ target: this, name: "postMessage", type: "message", detail: given[0] });
    return Reflect.apply(realPost, this, given);
  };
}

/** Values that nothing expects. */
function oddValues() {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const polluting = '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}';
  return [
    undefined, null, 0, -1, NaN, Infinity, true, "", "x", "{", "null", "[]", "{}", deep, polluting, "x".repeat(5_000_000),
    [], {}, [null], { toString: 1 }, { __proto__: null }, "\u0000", "\ud800", new Date(0), () => 1,
  ];
}

/** Bets, seeds and details in which each field in turn is odd. */
function oddReplies() {
  const bet = {
    id: "odd", game: "pump", active: false, amount: 1, payout: 1, payoutMultiplier: 1, currency: "btc",
    updatedAt: "Sat, 17 Jun 2023 09:44:06 GMT", state: { difficulty: "easy", round: 1 },
  };
  const seeds = { activeClientSeed: { seed: "c" }, activeServerSeed: { seedHash: "h", nonce: 1 }, activeCasinoBets: [] };
  const details = { id: "odd", nonce: 1, clientSeed: { seed: "c" }, serverSeed: { seedHash: "h" } };
  const replies = oddValues();
  for (const value of [null, {}, [], -1, 1e308, "", "x".repeat(100_000), "\u0000", "\ud800", { __proto__: { a: 1 } }]) {
    for (const key of Object.keys(bet)) replies.push({ pumpBet: { ...bet, id: `odd ${replies.length}`, [key]: value } });
    for (const key of ["activeClientSeed", "activeServerSeed"]) replies.push({ user: { ...seeds, [key]: value } });
    for (const key of Object.keys(details)) replies.push({ bet: { bet: { ...details, [key]: value } } });
    replies.push({ user: { ...seeds, activeServerSeed: { seedHash: value, nonce: value } } });
    replies.push({ pumpBet: { ...bet, id: `odd ${replies.length}`, state: { difficulty: value, round: value } } });
  }
  return replies;
}

/** Events of every type that was heard, with odd details of every kind and with changed ones. */
function forgeEvents() {
  const told = window.heard.filter(({ name, detail }) => name !== "addEventListener" && detail !== undefined);
  window.heard = [];
  const odd = [...oddValues(), ...oddReplies(), ...told.flatMap(({ detail }) => changed(detail))];
  for (const { target, type } of new Map(told.map((one) => [one.type, one])).values()) {
    for (const detail of odd) {
      try {
        if (type === "message") target.postMessage(detail, "*");
        else target.dispatchEvent(new CustomEvent(type, { detail }));
      } catch {
        // What cannot be copied cannot be sent.
      }
    }
  }
  return told.length;
}

/** A message that was heard, with each of its fields odd. */
function changed(detail) {
  let fields;
  try {
    fields = typeof detail === "string" ? JSON.parse(detail) : detail;
  } catch {
    return [];
  }
  const changes = [];
  for (const key of Object.keys(fields ?? {})) {
    for (const value of oddValues()) {
      try {
        changes.push(JSON.stringify({ ...fields, [key]: value }), JSON.stringify([{ ...fields, [key]: value }]));
      } catch {
        // Some values are no JSON.
      }
    }
  }
  return changes;
}

/** Replies of the site's own that are odd. */
async function makeUpReplies() {
  for (const reply of oddReplies()) {
    const body = typeof reply === "string" ? reply : JSON.stringify(reply) ?? "";
    for (const path of ["/_api/casino/pump/echo", "/_api/graphql/echo"]) {
      await fetch(path, { method: "POST", body }).catch(() => {});
    }
  }
}

/** What was heard, again and again. */
function flood() {
  const told = window.heard.filter(({ name }) => name === "dispatchEvent");
  for (let number = 0; number < 5000; number += 1) {
    for (const { target, type, detail } of told.slice(-3)) target.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
