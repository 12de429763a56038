import assert from "node:assert/strict";
import { test } from "node:test";

import { UNTROUBLED, afterFailure, afterSuccess, waitMs } from "../../../resources/extension/worker/pace.js";

const NOW_MS = 1_000_000_000_000;

function failed(times, outcome, chance = 0.5) {
  let sending = UNTROUBLED;
  const waits = [];
  for (let number = 0; number < times; number += 1) {
    sending = afterFailure(sending, outcome, 200, NOW_MS, chance);
    waits.push(waitMs(sending, NOW_MS));
  }
  return { sending, waits };
}

test("waits double from 2 to 60 seconds", () => {
  const { waits } = failed(8, { kind: "unreachable", detail: "" });
  assert.deepEqual(waits, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("chance moves a wait by a fifth at most", () => {
  assert.deepEqual(failed(1, { kind: "strange", detail: "" }, 0).waits, [1600]);
  assert.deepEqual(failed(1, { kind: "strange", detail: "" }, 1).waits, [2400]);
});

test("a receiver that asks for a longer wait gets it, within two minutes", () => {
  assert.deepEqual(failed(1, { kind: "busy", detail: "", retryAfterS: 20 }).waits, [20_000]);
  assert.deepEqual(failed(1, { kind: "busy", detail: "", retryAfterS: 1 }).waits, [2000]);
  assert.deepEqual(failed(1, { kind: "busy", detail: "", retryAfterS: 999_999 }).waits, [120_000]);
});

test("a stop is kept with its status and reason", () => {
  const { sending } = failed(1, { kind: "stopped", status: 401, detail: "Invalid ingest token" });
  assert.deepEqual(sending.trouble, { kind: "stopped", status: 401, detail: "Invalid ingest token" });
});

test("a batch that does not fit is halved at once, down to one bet, and grows again", () => {
  const halved = afterFailure(UNTROUBLED, { kind: "misfit", detail: "" }, 7, NOW_MS, 0.5);
  assert.equal(halved.batchRows, 3);
  assert.equal(waitMs(halved, NOW_MS), 0);
  assert.equal(afterFailure(halved, { kind: "misfit", detail: "" }, 1, NOW_MS, 0.5).batchRows, 1);
  assert.equal(afterSuccess(halved).batchRows, 6);
  assert.equal(afterSuccess({ ...UNTROUBLED, batchRows: 150 }).batchRows, 200);
});

test("success ends all trouble", () => {
  const { sending } = failed(5, { kind: "busy", detail: "full" });
  assert.deepEqual(afterSuccess(sending), UNTROUBLED);
});

test("a clock that was set back holds nothing up", () => {
  const { sending } = failed(9, { kind: "unreachable", detail: "" });
  assert.equal(waitMs(sending, NOW_MS + 59_000), 1000);
  assert.equal(waitMs(sending, NOW_MS + 61_000), 0);
  assert.equal(waitMs(sending, NOW_MS - 3_600_000), 0);
});
