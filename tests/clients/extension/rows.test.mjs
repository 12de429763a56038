import assert from "node:assert/strict";
import { test } from "node:test";

import { HOLD_MS, heldMs, stateOfRow } from "../../../resources/extension/worker/rows.js";
import { count, newCount } from "../../../resources/extension/worker/counting.js";

const NOW_MS = 1_000_000_000_000;

test("a row is held until its time has come", () => {
  assert.equal(heldMs({ heldUntilMs: NOW_MS + 300 }, NOW_MS), 300);
  assert.equal(heldMs({ heldUntilMs: NOW_MS }, NOW_MS), 0);
  assert.equal(heldMs({ heldUntilMs: NOW_MS - 5000 }, NOW_MS), 0);
});

test("a clock that was set back holds no row up", () => {
  assert.equal(heldMs({ heldUntilMs: NOW_MS + HOLD_MS + 1 }, NOW_MS), 0);
});

test("a row is ready where its nonce is known, else it says what it waits for", () => {
  const spot = { era: 1, place: 1, details: null };
  const details = { serverSeedHashed: "hash", clientSeed: "seed", nonce: 7 };
  const pair = { kind: "pair", serverSeedHashed: "hash", clientSeed: "seed", placed: 3, activeIds: null };
  const times = { startedMs: NOW_MS, answeredMs: NOW_MS + 10, openMs: [] };
  const shown = count(newCount(), { ...pair, ...times }, []).state;
  assert.equal(stateOfRow(newCount(), spot), "pair");
  assert.equal(stateOfRow(newCount(), { ...spot, place: null }), "undetermined");
  assert.equal(stateOfRow(newCount(), { ...spot, place: null, details }), "ready");
  assert.equal(stateOfRow(shown, spot), "ready");
});

test("rows of an era that is over are judged again", () => {
  const bet = { kind: "bet", id: "a", game: "dice", active: false, isPlacing: true, pump: null, openMs: [] };
  const placed = count(newCount(), { ...bet, startedMs: NOW_MS, answeredMs: NOW_MS + 10 }, []).state;
  const missed = { kind: "missed", startedMs: NOW_MS + 20, answeredMs: NOW_MS + 20 };
  const after = count(placed, missed, []);
  assert.equal(stateOfRow(placed, { era: 1, place: 1, details: null }), "pair");
  assert.equal(stateOfRow(after.state, { era: 1, place: 1, details: null }), "undetermined");
  assert.ok(after.settledEras.includes(1));
});
