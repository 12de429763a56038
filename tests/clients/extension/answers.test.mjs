import assert from "node:assert/strict";
import { test } from "node:test";

import { factsOf } from "../../../resources/extension/worker/answers.js";
import { payload } from "../../../resources/extension/worker/payload.js";

const PUMP_URL = "https://stake.com/_api/casino/pump/bet";
const GRAPHQL_URL = "https://stake.com/_api/graphql";

const PUMP_BET = {
  id: "b1",
  active: false,
  payoutMultiplier: 1.96,
  amountMultiplier: 1,
  amount: 0.5,
  payout: 0.98,
  updatedAt: "Sat, 17 Jun 2023 09:44:06 GMT",
  currency: "btc",
  game: "pump",
  user: { id: "u", name: "player" },
  state: { difficulty: "EXPERT", round: 2, payoutMultiplier: 1.96, _popPoint: 4 },
};
const SEEDS = {
  id: "u",
  activeClientSeed: { id: "c", seed: "client" },
  activeServerSeed: { id: "s", nonce: 12, seedHash: "hash", nextSeedHash: "next" },
  activeCasinoBets: [{ id: "open", game: "pump" }],
};

function facts(reply, url = PUMP_URL, more = {}) {
  const text = typeof reply === "string" ? reply : JSON.stringify(reply);
  return factsOf({ url, text, startedMs: 10, answeredMs: 20, openMs: [], ...more });
}

const EXPECTED = {
  kind: "bet",
  id: "b1",
  game: "pump",
  active: false,
  isPlacing: true,
  pump: {
    difficulty: "expert",
    round: 2,
    amount: 0.5,
    payout: 0.98,
    payoutMultiplier: 1.96,
    currency: "btc",
    dateTime: "2023-06-17T09:44:06.000Z",
  },
  startedMs: 10,
  answeredMs: 20,
  openMs: [],
};

test("a bet is found with and without an envelope, by its address or by its name, alone or among several", () => {
  const replies = [
    facts({ pumpBet: PUMP_BET }),
    facts({ data: { pumpBet: PUMP_BET } }),
    facts({ result: PUMP_BET }),
    facts({ data: { pumpBet: PUMP_BET } }, GRAPHQL_URL),
    facts([{ data: { nothing: null } }, { data: { pumpBet: PUMP_BET } }], GRAPHQL_URL),
  ];
  replies.forEach((found) => assert.deepEqual(found, [EXPECTED]));
});

test("bets of one request went out in the order of its queries", () => {
  const reply = ["a", "b", "c"].map((id) => ({ data: { pumpBet: { ...PUMP_BET, id } } }));
  const startedMs = facts(reply, GRAPHQL_URL).map((fact) => fact.startedMs);
  assert.ok(startedMs[0] === 10 && startedMs[0] < startedMs[1] && startedMs[1] < startedMs[2]);
});

test("a round that goes on or is cashed out was not placed by that request", () => {
  for (const name of ["pumpNext", "pumpCashout"]) {
    const [found] = facts({ [name]: PUMP_BET }, "https://stake.com/_api/casino/pump/next");
    assert.equal(found.isPlacing, false);
  }
});

test("bets of other games are found, however their replies are named", () => {
  const games = { diceRoll: "dice", wheelSpin: "wheel", dragonTowerBet: "dragon-tower", flipBet: "flip" };
  for (const [name, game] of Object.entries(games)) {
    const [found] = facts({ data: { [name]: { ...PUMP_BET, game } } }, GRAPHQL_URL);
    assert.deepEqual([found.game, found.pump], [game, null]);
  }
});

test("lists, feeds, look-ups, others' bets and multiplayer games are no own bets", () => {
  const replies = [
    { user: { activeCasinoBet: PUMP_BET } },
    { houseBets: { id: "h", iid: "house:1", game: { name: "pump" }, bet: PUMP_BET } },
    { bet: { ...PUMP_BET, iid: "house:1" } },
    { lastBet: PUMP_BET },
    { pumpBets: [PUMP_BET] },
    { multiplayerCrashBet: { ...PUMP_BET, game: "crash" } },
    { crashBet: { ...PUMP_BET, game: "crash" } },
  ];
  replies.forEach((data) => assert.deepEqual(facts({ data }, GRAPHQL_URL), []));
});

test("refused bets give nothing", () => {
  const errors = [{ errorType: "insufficientBalance", message: "no" }];
  for (const reply of [{ errors }, { data: { pumpBet: null }, errors }, { pumpBet: null, errors }]) {
    assert.deepEqual(facts(reply), []);
  }
});

test("the seed pair is found wherever a query puts it", () => {
  const expected = {
    kind: "pair",
    serverSeedHashed: "hash",
    clientSeed: "client",
    placed: 12,
    activeIds: ["open"],
    startedMs: 10,
    answeredMs: 20,
    openMs: [],
  };
  assert.deepEqual(facts({ data: { user: SEEDS } }, GRAPHQL_URL), [expected]);
  const rotated = { ...SEEDS, activeCasinoBets: undefined };
  const reply = { data: { rotateSeedPair: { clientSeed: { user: rotated } } } };
  assert.deepEqual(facts(reply, GRAPHQL_URL), [{ ...expected, activeIds: null }]);
});

test("details of a bet give its nonce and seeds", () => {
  const bet = { ...PUMP_BET, nonce: 7, clientSeed: { seed: "client" }, serverSeed: { seed: null, seedHash: "hash" } };
  const found = facts({ data: { bet: { iid: "house:1", type: "casino", bet } } }, GRAPHQL_URL);
  assert.deepEqual(found, [
    {
      kind: "details",
      id: "b1",
      nonce: 7,
      serverSeedHashed: "hash",
      clientSeed: "client",
      startedMs: 10,
      answeredMs: 20,
      openMs: [],
    },
  ]);
});

test("a request that may have placed a bet, without a readable answer, is missed", () => {
  const expected = [{ kind: "missed", startedMs: 10, answeredMs: 20 }];
  for (const text of [null, "<html>", "{", " ".repeat(300_000)]) {
    assert.deepEqual(facts("", PUMP_URL, { text }), expected);
    assert.deepEqual(facts("", GRAPHQL_URL, { text }), []);
  }
});

test("malformed answers give nothing, and nothing throws", () => {
  const wrong = [null, undefined, 1, "x", [], {}, { url: 1 }, { url: "x", text: "{}" }, { url: PUMP_URL, text: {} }];
  wrong.forEach((answer) => assert.deepEqual(factsOf(answer), []));
  for (const startedMs of [-1, 1e99, "1", null]) {
    assert.deepEqual(facts({ pumpBet: PUMP_BET }, PUMP_URL, { startedMs }), []);
  }
  assert.deepEqual(facts({ pumpBet: PUMP_BET }, "https://stake.com/other?/_api/casino/pump/bet"), []);
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  assert.ok(facts(deep, GRAPHQL_URL).length === 0);
});

test("values of a bet that do not fit are left out or make it no bet", () => {
  const noBets = [{ id: "" }, { id: 1 }, { id: "x".repeat(201) }, { id: "\ud800" }, { game: null }, { game: "…" }, { amount: -1 }, { amount: "1" }, { active: 1 }];
  noBets.forEach((change) => assert.deepEqual(facts({ pumpBet: { ...PUMP_BET, ...change } }), [], JSON.stringify(change)));
  const leftOut = { state: { difficulty: "hard", round: 1.5 }, payoutMultiplier: "2", currency: "x".repeat(17), updatedAt: "soon" };
  const [{ pump }] = facts({ pumpBet: { ...PUMP_BET, ...leftOut } });
  assert.deepEqual([pump.round, pump.payoutMultiplier, pump.currency, pump.dateTime], [null, null, null, null]);
  const [{ pump: none }] = facts({ pumpBet: { ...PUMP_BET, state: { difficulty: "constructor" } } });
  assert.equal(none, null);
});

test("keys that mean something to JavaScript do no harm", () => {
  const text = '{"__proto__": {"pumpBet": 1}, "constructor": {"prototype": {"x": 1}}, "data": {"__proto__": {"x": 1}}}';
  assert.deepEqual(facts(text), []);
  assert.equal({}.x, undefined);
});

test("what is posted names the target's multiplier, what was paid and no result", () => {
  const [bet] = facts({ pumpBet: PUMP_BET });
  const pair = { serverSeedHashed: "hash", clientSeed: "client" };
  assert.deepEqual(payload(bet, pair, 13), {
    type: "bet",
    id: "b1",
    nonce: 13,
    amount: 0.5,
    payout: 0.98,
    difficulty: "expert",
    roundTarget: 2.8,
    payoutMultiplier: 1.96,
    currency: "btc",
    dateTime: "2023-06-17T09:44:06.000Z",
    clientSeed: "client",
    serverSeedHashed: "hash",
  });
});

test("what is not known of a bet is not posted", () => {
  const [bet] = facts({ pumpBet: { ...PUMP_BET, state: { difficulty: "expert", round: 99 }, currency: null, updatedAt: null } });
  const posted = payload(bet, { serverSeedHashed: "hash", clientSeed: "client" }, 1);
  assert.deepEqual(["roundTarget", "currency", "dateTime"].filter((name) => name in posted), []);
});
