import assert from "node:assert/strict";
import { test } from "node:test";

import { missed } from "../../../resources/extension/worker/answers.js";
import { newCount, nonceOf, waitsFor, withoutErasBefore } from "../../../resources/extension/worker/counting.js";
import { bet, details, pair, times } from "./facts.mjs";
import { answer, delivered, random, requestsOf, workOn } from "./model.mjs";
import { Recorder } from "./recorder.mjs";

/** Histories, each with what is known of bets in the end. */
const HISTORIES = {
  "the bet after a sighting has the next nonce": [
    [pair("h", 10, times(0)), bet("a", times(10)), bet("b", times(20))],
    { a: "h:11", b: "h:12" },
  ],
  "the first bet after a rotation has nonce 1": [
    [pair("h", 7, times(0)), pair("i", 0, times(10)), bet("a", times(20))],
    { a: "i:1" },
  ],
  "bets before the first sighting get their nonces from it": [
    [bet("a", times(0)), bet("b", times(10)), pair("h", 9, times(20)), bet("c", times(30))],
    { a: "h:8", b: "h:9", c: "h:10" },
  ],
  "bets of an earlier pair are not determined": [
    [bet("a", times(0)), bet("b", times(10)), bet("c", times(20)), pair("h", 1, times(30))],
    { a: "undetermined", b: "undetermined", c: "h:1" },
  ],
  "bets wait for a seed pair": [[bet("a", times(0))], { a: "pair" }],
  "other games count": [
    [pair("h", 0, times(0)), bet("d", times(10), { game: "dice", pump: null }), bet("a", times(20))],
    { a: "h:2" },
  ],
  "an open round keeps the nonce it was placed with": [
    [
      pair("h", 0, times(0)),
      bet("a", times(10), { active: true }),
      bet("d", times(20), { game: "dice", pump: null }),
      bet("a", times(30), { isPlacing: false }),
    ],
    { a: "h:1", d: "h:2" },
  ],
  "an answer that comes twice counts once": [
    [pair("h", 0, times(0)), bet("a", times(10)), bet("a", times(10)), bet("b", times(20))],
    { a: "h:1", b: "h:2" },
  ],
  "a sighting sets the count outright, up and down": [
    [pair("h", 5, times(0)), bet("a", times(10)), pair("h", 9, times(20)), bet("b", times(30)), pair("h", 2, times(40)), bet("c", times(50))],
    { c: "h:3" },
  ],
  "bets between two sightings that do not fit are not determined": [
    [pair("h", 5, times(0)), bet("a", times(10)), pair("h", 9, times(20))],
    { a: "undetermined" },
  ],
  "a sighting during a bet gives the pair but no count": [
    [bet("a", times(0, 20)), pair("h", 5, times(10, 15)), bet("b", times(30))],
    { a: "again", b: "again" },
  ],
  "the next sighting tells what one during a bet left open": [
    [bet("a", times(0, 20)), pair("h", 5, times(10, 15)), bet("b", times(30)), pair("h", 7, times(40))],
    { a: "h:6", b: "h:7" },
  ],
  "a sighting during a bet does not disturb a count that is known": [
    [pair("h", 5, times(0)), bet("a", times(10, 30)), pair("h", 5, times(15, 20)), bet("b", times(40))],
    { a: "h:6", b: "h:7" },
  ],
  "a sighting that comes after later bets counts none of them": [
    [bet("a", times(0)), bet("b", times(20)), pair("h", 4, times(10)), bet("c", times(30))],
    { a: "h:4", b: "h:5", c: "h:6" },
  ],
  "an old sighting does not bring an old pair back": [
    [pair("h", 5, times(0)), pair("i", 0, times(30)), pair("h", 6, times(10)), bet("a", times(40))],
    { a: "i:1" },
  ],
  "a pair that is shown again after another is the active one": [
    [pair("h", 5, times(0)), pair("i", 3, times(10)), pair("h", 5, times(20)), bet("a", times(30))],
    { a: "h:6" },
  ],
  "details of an old own bet do not put the count back": [
    [pair("h", 5, times(0)), bet("a", times(10)), bet("b", times(20)), details("a", "h", 6, times(30)), bet("c", times(40))],
    { a: "h:6", c: "h:8" },
  ],
  "details of an own bet raise the count": [
    [pair("h", 5, times(0)), bet("a", times(10)), details("a", "h", 9, times(20)), bet("b", times(30))],
    { a: "h:9", b: "h:10" },
  ],
  "details of a bet that was not seen raise the count": [
    [pair("h", 5, times(0)), details("x", "h", 9, times(10)), bet("a", times(20))],
    { a: "h:10" },
  ],
  "details of an older bet that was not seen change nothing": [
    [pair("h", 5, times(0)), details("x", "h", 3, times(10)), bet("a", times(20))],
    { a: "h:6" },
  ],
  "details of somebody else's bet change nothing": [
    [pair("h", 5, times(0)), details("x", "theirs", 90, times(10)), bet("a", times(20))],
    { a: "h:6" },
  ],
  "details of an own bet give the pair where none was seen": [
    [bet("a", times(0)), bet("b", times(10)), details("a", "h", 3, times(20)), bet("c", times(30))],
    { a: "h:3", b: "h:4", c: "h:5" },
  ],
  "details tell the nonce of a bet of an earlier pair, and change no pair": [
    [bet("a", times(0)), pair("i", 0, times(10)), details("a", "h", 40, times(20)), bet("b", times(30))],
    { a: "h:40", b: "i:1" },
  ],
  "a round that was open before the recording is in the count": [
    [pair("h", 5, times(0), ["x"]), bet("x", times(10), { isPlacing: false }), bet("a", times(20))],
    { x: "undetermined", a: "h:6" },
  ],
  "a round that goes on and is not in the list of open ones counts when it is first seen": [
    [pair("h", 5, times(0), []), bet("d", times(10)), bet("x", times(20), { isPlacing: false }), bet("a", times(30))],
    { x: "h:7", a: "h:8" },
  ],
  "a round that goes on counts when it is first seen, where no list was shown": [
    [pair("h", 0, times(0), null), bet("x", times(10), { active: true, isPlacing: false }), bet("a", times(20))],
    { x: "h:1", a: "h:2" },
  ],
  "a round that goes on after a lost answer was placed then": [
    [
      pair("h", 5, times(0)),
      { kind: "missed", ...times(10) },
      bet("a", times(20)),
      bet("x", times(30), { isPlacing: false }),
      pair("h", 7, times(40)),
    ],
    { a: "h:7", x: "undetermined" },
  ],
  "a bet that the site named as open before its answer came is counted once": [
    [pair("h", 5, times(0)), pair("h", 6, times(20, 25), ["a"]), bet("a", times(10, 30)), bet("b", times(40))],
    { a: "h:6", b: "h:7" },
  ],
  "bets are placed in the order of their answers, whichever went out first": [
    [pair("h", 0, times(0)), bet("b", times(12, 15, [10])), bet("a", times(10, 20)), bet("c", times(30))],
    { b: "h:1", a: "h:2", c: "h:3" },
  ],
  "bets at once that were answered as they went out keep this order": [
    [pair("h", 0, times(0)), bet("a", times(10, 20, [11])), bet("b", times(11, 21))],
    { a: "h:1", b: "h:2" },
  ],
  "a bet that comes late from another tab takes its own place": [
    [pair("h", 0, times(0)), bet("b", times(20)), bet("a", times(10)), bet("c", times(30))],
    { a: "h:1", b: "h:2", c: "h:3" },
  ],
  "a rotation that comes late takes the bets after it": [
    [pair("h", 5, times(0)), bet("a", times(10)), bet("b", times(30)), pair("i", 0, times(20)), bet("c", times(40))],
    { a: "h:6", b: "i:1", c: "i:2" },
  ],
  "after a lost answer bets wait for the next sighting": [
    [pair("h", 0, times(0)), bet("a", times(10)), { kind: "missed", ...times(20) }, bet("b", times(30))],
    { a: "h:1", b: "again" },
  ],
  "a loss that is told again, late, changes nothing": [
    [
      bet("z", times(0)),
      { kind: "missed", ...times(0) },
      pair("h", 5, times(10)),
      { kind: "missed", ...times(0) },
      bet("a", times(20)),
    ],
    { a: "h:6" },
  ],
  "the next sighting tells what a lost answer left open": [
    [pair("h", 0, times(0)), { kind: "missed", ...times(20) }, bet("b", times(30)), pair("h", 2, times(40))],
    { b: "h:2" },
  ],
  "a clock that was set back does not turn the order around": [
    [pair("h", 0, times(900_000)), bet("a", times(900_010)), bet("b", times(1000)), bet("c", times(1010))],
    { a: "h:1", b: "h:2", c: "h:3" },
  ],
};

for (const [name, [facts, expected]] of Object.entries(HISTORIES)) {
  test(name, () => {
    const recorder = new Recorder();
    recorder.take(...facts);
    const known = Object.fromEntries(Object.keys(expected).map((id) => [id, recorder.nonce(id)]));
    assert.deepEqual(known, expected);
  });
}

test("only Pump bets that have finished become rows, each once", () => {
  const recorder = new Recorder();
  const rows = [
    bet("d", times(0), { game: "dice", pump: null }),
    bet("a", times(10), { active: true }),
    bet("a", times(20), { active: true, isPlacing: false }),
    bet("a", times(30), { isPlacing: false }),
    bet("a", times(30), { isPlacing: false }),
    bet("b", times(40)),
  ].map((fact) => recorder.take(fact).row);
  assert.deepEqual(rows, [null, null, null, "finished", null, "new"]);
});

test("what settles waiting bets is told by their era", () => {
  const recorder = new Recorder();
  assert.deepEqual(recorder.take(bet("a", times(0))).settledEras, []);
  assert.deepEqual(recorder.take(pair("h", 3, times(10))).settledEras, [1]);
  assert.deepEqual(recorder.take(bet("b", times(20))).settledEras, []);
});

test("the site as a whole waits for a pair, for its number once more, or for nothing", () => {
  const recorder = new Recorder();
  assert.equal(waitsFor(recorder.state), "pair");
  recorder.take(bet("a", times(0, 20)), pair("h", 5, times(10, 15)));
  assert.equal(waitsFor(recorder.state), "again");
  recorder.take(pair("h", 5, times(30)));
  assert.equal(waitsFor(recorder.state), null);
});

test("eras that no row needs are dropped, and their bets are not determined any more", () => {
  const recorder = new Recorder();
  recorder.take(bet("a", times(0)), ...["h", "i", "j", "k"].map((hash, at) => pair(hash, at === 0 ? 1 : 0, times(10 + 10 * at))));
  const state = withoutErasBefore(recorder.state, 9);
  assert.equal(state.eras.length, 2);
  assert.deepEqual(nonceOf(state, recorder.seen.get("a")), { kind: "undetermined" });
  assert.equal(nonceOf(withoutErasBefore(recorder.state, 1), recorder.seen.get("a")).kind, "known");
});

test("what is kept does not grow with the number of bets and sightings", () => {
  const recorder = new Recorder();
  recorder.take(pair("h", 0, times(0)));
  for (let number = 1; number <= 1000; number += 1) {
    recorder.take(bet(`b${number}`, times(number * 20)), pair("h", number, times(number * 20 + 10)));
  }
  assert.equal(recorder.nonce("b1"), "h:1");
  assert.equal(recorder.nonce("b1000"), "h:1000");
  assert.ok(JSON.stringify(recorder.state).length < 25_000);
});

test("answers that a message lost are one lost answer", () => {
  assert.deepEqual(missed(5), { kind: "missed", startedMs: 5, answeredMs: 5 });
  assert.equal(newCount().eras.length, 1);
});

/** What a made-up history leaves: how many bets are known, and which of them wrongly. */
function outcome(seed, kind, delayMs) {
  const chance = random(seed);
  const requests = requestsOf(chance, kind);
  workOn(chance, requests);
  const truth = answer(requests);
  const recorder = new Recorder();
  recorder.take(...delivered(chance, requests, delayMs));
  const known = [...recorder.seen.keys()].filter((id) => recorder.nonce(id).startsWith("h"));
  const wrong = known.filter((id) => recorder.nonce(id) !== `h${truth.get(id).pair}:${truth.get(id).nonce}`);
  return { bets: recorder.seen.size, known: known.length, wrong };
}

const KINDS = {
  "one tab that waits for answers": [{ tabs: 1, steps: 25, atOnce: false, lossy: false }, 0, 0.95],
  "one tab that does not wait": [{ tabs: 1, steps: 25, atOnce: true, lossy: false }, 0, 0.95],
  "two tabs": [{ tabs: 2, steps: 20, atOnce: false, lossy: false }, 0, 0.95],
  "two tabs whose answers come late": [{ tabs: 2, steps: 20, atOnce: false, lossy: false }, 60, 0.95],
  "two tabs that do not wait": [{ tabs: 2, steps: 15, atOnce: true, lossy: false }, 20, 0.95],
  "a tab with a lost answer": [{ tabs: 1, steps: 25, atOnce: false, lossy: true }, 0, 0.9],
};

for (const [name, [kind, delayMs, least]] of Object.entries(KINDS)) {
  test(`what is known in a made-up history is the truth: ${name}`, () => {
    let [bets, known] = [0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const one = outcome(seed, kind, delayMs);
      assert.deepEqual(one.wrong, [], `seed ${seed}`);
      [bets, known] = [bets + one.bets, known + one.known];
    }
    assert.ok(known > least * bets, `${known} of ${bets}`);
  });
}

test("a bet that moved on several times is judged again when more is known of where it is", () => {
  const recorder = new Recorder();
  recorder.take(bet("a", times(100)));
  for (const startedMs of [50, 50, 60]) recorder.take({ kind: "missed", ...times(startedMs) });
  const { settledEras } = recorder.take(pair("h", 7, times(200)));
  assert.equal(recorder.nonce("a"), "h:7");
  assert.ok(settledEras.includes(recorder.seen.get("a").era), `${settledEras}`);
});
