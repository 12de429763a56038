import assert from "node:assert/strict";
import { test } from "node:test";

import { waitsFor, withoutErasBefore } from "../../../resources/extension/worker/counting.js";
import { bet, details, lost, pair, times } from "./facts.mjs";
import { Recorder } from "./recorder.mjs";

const HIGHEST = Number.MAX_SAFE_INTEGER;

/** So many bets, one each 10 ms from 1000 on: b1, b2, … */
function bets(number) {
  return Array.from({ length: number }, (_, index) => bet(`b${index + 1}`, times(1000 + 10 * index)));
}

/** Histories in which answers overlap, are lost or come late, each with what is known of bets in the end. */
const HISTORIES = {
  "a bet that overlapped with a rotation and came after it is of the new pair where that counts it": [
    [pair("h", 3, times(0)), pair("i", 0, times(10, 20)), bet("a", times(15, 25)), pair("i", 1, times(30))],
    { a: "i:1" },
  ],
  "a bet that overlapped with a rotation is not told where the new pair does not count it": [
    [pair("h", 3, times(0)), pair("i", 0, times(10, 20)), bet("a", times(15, 25)), pair("i", 0, times(30))],
    { a: "undetermined" },
  ],
  "a bet that may be one of those the new pair had is not told": [
    [pair("h", 3, times(0)), pair("i", 2, times(10, 20)), bet("a", times(15, 25)), pair("i", 2, times(30)), bet("b", times(40))],
    { a: "undetermined", b: "i:3" },
  ],
  "a bet that was answered during a rotation may count under the new pair": [
    [pair("h", 3, times(0)), bet("a", times(10, 14)), pair("i", 0, times(12, 20)), bet("b", times(30)), pair("i", 2, times(40))],
    { a: "undetermined", b: "i:2" },
  ],
  "the last bets before a pair that has bets already may be of it": [
    [pair("h", 5, times(0)), bet("a", times(10)), bet("b", times(20)), pair("i", 1, times(30))],
    { a: "h:6", b: "undetermined" },
  ],
  "a sighting that overlaps with a lost answer may hold its bet": [
    [bet("a", times(0)), pair("h", 5, times(10, 20)), lost(times(12, 25))],
    { a: "undetermined" },
  ],
  "a sighting that is over after an answer was lost tells nothing where they overlapped": [
    [pair("h", 5, times(0)), lost(times(10, 20)), pair("h", 6, times(15, 25)), bet("a", times(30))],
    { a: "again" },
  ],
  "a bet that overlapped with a lost answer is not told, those after it are": [
    [pair("h", 0, times(0)), lost(times(10, 20)), bet("a", times(15, 25)), bet("b", times(30)), pair("h", 3, times(40))],
    { a: "undetermined", b: "h:3" },
  ],
  "a round that goes on after a loss at one moment is not told": [
    [pair("h", 5, times(0)), lost(times(10, 10)), bet("x", times(20), { isPlacing: false }), pair("h", 6, times(30))],
    { x: "undetermined" },
  ],
  "a bet under way when the seeds are shown may be in their number": [
    [bet("a", times(0)), pair("h", 5, times(10, 15, [12]))],
    { a: "again" },
  ],
  "a bet under way when the seeds are shown is the one that comes, not one more": [
    [
      pair("h", 5, times(10, 15, [12])),
      bet("a", times(12, 20)),
      bet("b", times(30)),
      bet("c", times(42, 50)),
      pair("h", 6, times(40, 45)),
    ],
    { a: "h:5", b: "h:6", c: "h:7" },
  ],
  "a bet that was answered while one that went out earlier is still under way was placed first": [
    [pair("h", 0, times(0)), bet("b", times(12, 15, [10]))],
    { b: "h:1" },
  ],
  "two pairs that were first shown at once have to be shown again": [
    [pair("h", 5, times(0, 20)), pair("i", 0, times(10, 25)), pair("i", 0, times(24, 30)), bet("a", times(40))],
    { a: "pair" },
  ],
  "a pair that was shown before is not new where it overlaps with the next one": [
    [pair("h", 5, times(0)), pair("i", 0, times(10, 20)), pair("h", 5, times(8, 25)), bet("a", times(30))],
    { a: "i:1" },
  ],
  "a sighting during a bet tells of bets placed elsewhere": [
    [pair("h", 5, times(0)), bet("a", times(10, 20)), pair("h", 9, times(15, 25)), bet("b", times(30)), pair("h", 10, times(40))],
    { a: "undetermined", b: "h:10" },
  ],
  "details of an older bet do not confirm the bets since": [
    [pair("h", 5, times(0)), bet("a", times(10)), details("x", "h", 4, times(20)), pair("h", 9, times(30))],
    { a: "undetermined" },
  ],
  "details of a bet of an earlier pair say nothing of the next one": [
    [pair("h", 5, times(0)), bet("a", times(10)), pair("i", 0, times(20)), details("a", "h", 9, times(30)), bet("b", times(40))],
    { a: "h:9", b: "i:1" },
  ],
  "details confirm the bets before them": [
    [bet("a", times(0)), bet("b", times(10)), details("b", "h", 3, times(20)), pair("h", 9, times(30))],
    { a: "h:2", b: "h:3" },
  ],
  "details that raise the count count the bets since": [
    [pair("h", 5, times(0)), bet("a", times(10)), bet("b", times(20)), details("a", "h", 9, times(30)), bet("c", times(40))],
    { a: "h:9", c: "h:11" },
  ],
  "a sighting that began before what is remembered tells nothing": [
    [...bets(100), pair("h", 5, times(1040, 3000)), pair("h", 100, times(3010))],
    { b1: "h:1", b100: "h:100" },
  ],
  "a bet that comes later than what is remembered is like a lost answer": [
    [pair("h", 0, times(0)), ...bets(100), bet("late", times(1005)), bet("a", times(3000))],
    { b10: "h:10", late: "undetermined", a: "again" },
  ],
  "a clock that was set back does not hide the next sightings": [
    [pair("h", 5, times(900_000)), pair("i", 0, times(900_010)), pair("i", 4, times(1000)), bet("a", times(1010))],
    { a: "i:5" },
  ],
  "after a clock was set back, what comes late takes its place": [
    [pair("h", 0, times(900_000)), bet("b", times(1020)), bet("a", times(1010))],
    { a: "h:1", b: "h:2" },
  ],
  "a count that no number holds tells nothing": [
    [pair("h", HIGHEST, times(0)), bet("a", times(10)), bet("b", times(20)), pair("i", 0, times(30)), bet("c", times(40))],
    { a: "undetermined", b: "undetermined", c: "i:1" },
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

test("counting goes on after eras were dropped", () => {
  const recorder = new Recorder();
  recorder.take(...["h", "i", "j", "k"].map((hash, index) => pair(hash, 0, times(10 * index))));
  recorder.state = withoutErasBefore(recorder.state, 9);
  recorder.take(bet("a", times(100)));
  assert.equal(recorder.nonce("a"), "k:1");
  assert.equal(waitsFor(recorder.state), null);
});

test("a bet that takes another place as an earlier one comes late is told", () => {
  const recorder = new Recorder();
  recorder.take(pair("h", 0, times(0)), bet("b", times(20)));
  const places = recorder.take(bet("a", times(10))).seen.map(({ id, place }) => [id, place]);
  assert.deepEqual(places, [["a", 1], ["b", 2]]);
});
