import assert from "node:assert/strict";
import { test } from "node:test";

import { baseOf, judged, tokenOf } from "../../../resources/extension/worker/receiver.js";

test("a receiver's URL is its base, or ends where bets are posted to", () => {
  const taken = {
    "http://127.0.0.1:17888": "http://127.0.0.1:17888",
    " http://127.0.0.1:17888/ ": "http://127.0.0.1:17888",
    "HTTP://LocalHost:5000/live/ingest": "http://localhost:5000",
    "http://localhost:5000/live/ingest/": "http://localhost:5000",
    "http://[::1]:17888/live/ingest": "http://[::1]:17888",
    "http://127.0.0.1": "http://127.0.0.1",
  };
  for (const [entered, base] of Object.entries(taken)) assert.equal(baseOf(entered), base);
});

test("no other host and no other path can be a receiver's", () => {
  const refused = [
    "",
    "127.0.0.1:17888",
    "https://127.0.0.1:17888",
    "ftp://127.0.0.1",
    "http://127.0.0.1:99999",
    "http://",
    "http://example.com",
    "http://127.0.0.1.example.com:17888",
    "http://localhost.example.com",
    "http://localhost.:17888",
    "http://127.0.0.2:17888",
    "http://0.0.0.0:17888",
    "http://[::]:17888",
    "http://192.168.0.1:17888",
    "http://127.0.0.1:17888@example.com",
    "http://127.0.0.1\\@example.com",
    "http://user@127.0.0.1:17888",
    "http://:word@127.0.0.1:17888",
    "http://127.0.0.1:17888/?",
    "http://127.0.0.1:17888/#x",
    "http://127.0.0.1:17888/live",
    "http://127.0.0.1:17888/live/ingest/more",
    "http://127.0.0.1:17888//live/ingest",
  ];
  for (const entered of refused) assert.throws(() => baseOf(entered), RangeError, entered);
});

test("a token is taken without blanks at its ends, and not with what cannot be seen", () => {
  assert.equal(tokenOf(" a token ✓ \n"), "a token ✓");
  assert.equal(tokenOf(""), "");
  for (const token of ["a\nb", "a\u0000b", "a\u200bb", "x".repeat(201)]) {
    assert.throws(() => tokenOf(token), RangeError);
  }
});

function answer(status, body, retryAfterS) {
  return { kind: "answer", status, body, retryAfterS };
}

test("a batch is taken where each of its items is accounted for", () => {
  const rejected = [{ index: 1, id: "b", detail: "no such difficulty" }];
  const taken = judged(answer(200, { accepted: 1, duplicates: 1, rejected }), 3);
  assert.deepEqual(taken, { kind: "taken", accepted: 1, refused: new Map([[1, "no such difficulty"]]) });
});

test("a 200 that does not account for each item is another program's", () => {
  const bodies = [
    undefined,
    null,
    "ok",
    {},
    { accepted: 2, duplicates: 0 },
    { accepted: 1, duplicates: 0, rejected: [] },
    { accepted: 3, duplicates: 0, rejected: [] },
    { accepted: 3, duplicates: -1, rejected: [] },
    { accepted: "2", duplicates: 0, rejected: [] },
    { accepted: 1, duplicates: 0, rejected: [{ index: 2, detail: "" }] },
    { accepted: 1, duplicates: 0, rejected: [null] },
    { accepted: 0, duplicates: 0, rejected: [{ index: 0 }, { index: 0 }] },
  ];
  for (const body of bodies) assert.equal(judged(answer(200, body), 2).kind, "strange", JSON.stringify(body));
});

test("what an answer asks for follows from its status", () => {
  const kinds = {
    201: "strange",
    0: "strange",
    302: "strange",
    400: "misfit",
    401: "stopped",
    403: "stopped",
    404: "strange",
    413: "misfit",
    422: "misfit",
    429: "busy",
    500: "busy",
    503: "busy",
  };
  for (const [status, kind] of Object.entries(kinds)) {
    assert.equal(judged(answer(Number(status), { detail: "why" }), 1).kind, kind, status);
  }
  assert.equal(judged({ kind: "none" }, 1).kind, "unreachable");
  assert.equal(judged({ kind: "late" }, 1).kind, "unreachable");
});

test("the receiver's own words are handed on, one text or a list of faults", () => {
  assert.equal(judged(answer(401, { detail: "Invalid ingest token" }), 1).detail, "Invalid ingest token");
  assert.equal(judged(answer(422, { detail: [{ msg: "too long" }] }), 1).detail, "too long");
  assert.match(judged(answer(503, { detail: { a: 1 } }), 1).detail, /503/);
  assert.equal(judged(answer(429, { detail: "x" }, 7), 1).retryAfterS, 7);
});
