/**
 * The log of a site: what was seen last, in the order of the answers. What comes late, from another tab, takes its
 * place there, and what stands behind it is taken once more.
 *
 * @typedef {object} Log
 * @property {Entry[]} entries  by `answeredMs`
 * @property {number} settled  the first so many were taken for good; they stay for what overlaps with them
 * @property {number} forgottenMs  when the last entry that is not kept any more was answered
 *
 * @typedef {BetEntry|PairEntry|DetailsEntry|MissedEntry} Entry  each with `startedMs`, `answeredMs` and `openMs` of
 *   its fact
 * @typedef {{kind: "bet", isLost: boolean, seen: import("./counting.js").Seen}} BetEntry  `isLost`: its times are those
 *   of the lost answer that is taken for its own
 * @typedef {{kind: "pair", pair: import("./counting.js").Pair, placed: number}} PairEntry
 * @typedef {{kind: "details", id: string, pair: import("./counting.js").Pair, nonce: number,
 *   spot: import("./counting.js").Spot|null}} DetailsEntry  `spot`: of its bet, where that was seen
 * @typedef {{kind: "missed"}} MissedEntry
 *
 * Functions that change a log change the object that they are given.
 */

import { takeEntry } from "./eras.js";

const MOST_SETTLED = 40;
const MOST_UNSETTLED = 40;

/** @returns {Log} */
export function newLog() {
  return { entries: [], settled: 0, forgottenMs: 0 };
}

/**
 * Puts an entry in its place.
 *
 * @param {Log} log
 * @param {Entry} entry
 * @returns {boolean}  whether that was possible: not where it comes too late
 */
export function insert(log, entry) {
  const index = log.entries.findLastIndex((other) => isInOrder(other, entry)) + 1;
  const isInTime = index >= log.settled;
  if (isInTime) {
    log.entries.splice(index, 0, entry);
  }
  return isInTime;
}

/** Whether one entry was answered before another, or with it and did not go out later. */
function isInOrder(entry, other) {
  const answeredMs = entry.answeredMs - other.answeredMs;
  return answeredMs < 0 || (answeredMs === 0 && entry.startedMs <= other.startedMs);
}

/** When the last entry that was taken for good was answered. */
export function settledMs({ entries, settled }) {
  return settled === 0 ? 0 : entries[settled - 1].answeredMs;
}

/**
 * Takes the older entries for good, so that the log stays short.
 *
 * @param {Log} log
 * @param {import("./eras.js").Era[]} eras  as the entries that were taken for good leave them
 */
export function settle(log, eras) {
  while (log.entries.length - log.settled > MOST_UNSETTLED) {
    takeEntry(eras, log, log.settled);
    log.settled += 1;
  }
  const forgotten = log.entries.splice(0, log.settled - MOST_SETTLED);
  log.settled -= forgotten.length;
  log.forgottenMs = forgotten.at(-1)?.answeredMs ?? log.forgottenMs;
}

/** Takes the entries that may still change. @param {Log} log @param {import("./eras.js").Era[]} eras */
export function takeRest(log, eras) {
  for (let index = log.settled; index < log.entries.length; index += 1) {
    takeEntry(eras, log, index);
  }
}
