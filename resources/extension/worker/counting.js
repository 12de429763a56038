/**
 * Counts nonces: the site tells them of no bet, only how many bets were placed with a seed pair. How: see eras.js.
 *
 * Pure: states go in and come out, and are plain JSON. The caller keeps what comes out in one transaction.
 *
 * @typedef {object} Count  what is known of one site; opaque, kept as it is
 * @property {import("./eras.js").Era[]} eras  by number; the last one is under way
 * @property {import("./eras.js").Era[]} settledEras  as entries of the log that were taken for good leave them
 * @property {import("./log.js").Log} log
 * @property {number} lastMs  the latest answer so far
 *
 * @typedef {object} Pair
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 *
 * @typedef {object} Spot  where a bet stands in the count
 * @property {number|null} era  the number of its era; null: it was only named by the site, as an open bet
 * @property {number|null} place  1, 2, … in its era; null: only details tell its nonce
 * @property {{serverSeedHashed: string, clientSeed: string, nonce: number}|null} details  what the site said of this
 *   very bet
 *
 * @typedef {Spot & {id: string, finished: boolean}} Seen  what is kept of a bet of any game
 *
 * @typedef {object} Counted
 * @property {Count} state  to be kept instead of the former one
 * @property {Seen[]} seen  what has changed of bets, the fact's own first: to be kept under their ids, and rows of them
 *   that wait take era, place and details
 * @property {"new"|"finished"|null} row  the fact's bet is a Pump bet to be recorded: it was finished when
 *   first seen, or has finished now. Its row takes era, place and details of seen[0]
 * @property {number[]} settledEras  eras of which more is known: ask `nonceOf` for their waiting rows again
 *
 * @typedef {{kind: "known", pair: Pair, nonce: number}} Known
 * @typedef {{kind: "waits", for: "pair"|"again"}} Waits  "pair": no seed pair was seen; "again": its number was
 *   seen while a bet was being placed, or an answer was lost, so it must be seen once more
 * @typedef {{kind: "undetermined"}} Undetermined  only details of this bet can tell (it was played under an earlier
 *   pair, was open before the recording began, or others were placed unseen around it). Not for ever: an answer that
 *   comes late may still tell
 */

import { firstEra } from "./eras.js";
import { insert, newLog, settle, settledMs, takeRest } from "./log.js";

/** An answer older than the latest by more than this was not late: the clock was set back. */
const LONGEST_DELAY_MS = 60_000;

/** @returns {Count} the count of a site of which nothing is known */
export function newCount() {
  return { eras: [firstEra()], settledEras: [firstEra()], log: newLog(), lastMs: 0 };
}

/**
 * The ids whose Seen the caller looks up for `count`, the fact's own first.
 *
 * @param {import("./answers.js").Fact} fact
 * @returns {string[]}
 */
export function idsOf(fact) {
  return fact.kind === "pair" ? (fact.activeIds ?? []) : fact.kind === "missed" ? [] : [fact.id];
}

/**
 * Takes one fact into the count.
 *
 * @param {Count} state
 * @param {import("./answers.js").Fact} fact
 * @param {Seen[]} known  what was kept of the ids that `idsOf` names, as far as there is any
 * @returns {Counted}
 */
export function count(state, fact, known) {
  const log = { ...state.log, entries: copied(state.log.entries) };
  const next = { ...state, settledEras: copied(state.settledEras), log };
  if (fact.answeredMs < next.lastMs - LONGEST_DELAY_MS) {
    forgetTimes(next);
  }
  next.lastMs = Math.max(next.lastMs, fact.answeredMs);
  const own = TAKERS[fact.kind](next, fact, known);
  settle(next.log, next.settledEras);
  next.eras = copied(next.settledEras);
  takeRest(next.log, next.eras);
  const [inLog, formerly] = [seenIn(next.log), seenIn(state.log)];
  const changed = [...inLog.values()].filter((seen) => seen !== formerly.get(seen.id));
  return {
    state: next,
    seen: distinct([...own.map((seen) => inLog.get(seen.id) ?? seen), ...changed]),
    row: rowOf(fact, known[0]),
    settledEras: next.eras.filter((era) => !isKnownAs(era, state.eras)).map((era) => era.number),
  };
}

/** Copies of eras or entries; what they hold is not changed, but put in another's place. */
function copied(objects) {
  return objects.map((each) => ({ ...each }));
}

/** Where the clock was set back, earlier times say nothing of what comes: all that was is before it. */
function forgetTimes(state) {
  state.settledEras = state.eras.map((era) => ({ ...era, begin: null, since: null }));
  state.log = newLog();
  state.lastMs = 0;
}

/** Each gives the bets that the fact itself is about. */
const TAKERS = { pair: takePair, bet: takeBet, details: takeDetails, missed: takeMissed };

/**
 * A bet takes its place when it is first seen, finished or not, and by whatever request. Only one that the site named
 * as open is in its number already: unless the answer that placed it is still to come, it has no place.
 */
function takeBet(state, fact, [known]) {
  const { id, active, isPlacing } = fact;
  const seen = { ...newlySeen(id), ...known, finished: !active || (known?.finished ?? false) };
  if (known !== undefined && (known.era !== null || !isPlacing)) {
    return keep(state, seen);
  }
  if (insert(state.log, { kind: "bet", ...placingOf(state.log, fact), seen })) {
    return [seen];
  }
  const timeMs = settledMs(state.log);
  takeMissed(state, { startedMs: timeMs, answeredMs: timeMs });
  return [{ ...seen, era: state.eras.at(-1).number }];
}

/** When a bet was placed. One that is first seen as it goes on is taken for the one whose answer was lost. */
function placingOf({ entries }, fact) {
  const lost = fact.isPlacing ? undefined : entries.findLast(({ kind }) => kind === "missed");
  return { ...timesOf(lost ?? fact), isLost: lost !== undefined };
}

function rowOf(fact, known) {
  if (fact.kind !== "bet" || fact.pump === null || fact.active || known?.finished) {
    return null;
  }
  return known === undefined ? "new" : "finished";
}

function takePair(state, fact, known) {
  const { serverSeedHashed, clientSeed, placed, activeIds } = fact;
  const pair = { serverSeedHashed, clientSeed };
  insert(state.log, { kind: "pair", ...timesOf(fact), pair, placed });
  const isNew = (id) => !known.some((seen) => seen.id === id);
  return (activeIds ?? []).filter(isNew).map(newlySeen);
}

/** @returns {Seen} a bet without a place */
function newlySeen(id) {
  return { id, era: null, place: null, details: null, finished: false };
}

function takeDetails(state, fact, [known]) {
  const { id, serverSeedHashed, clientSeed, nonce } = fact;
  const pair = { serverSeedHashed, clientSeed };
  insert(state.log, { kind: "details", ...timesOf(fact), id, pair, nonce, spot: known ?? null });
  return known === undefined ? [] : keep(state, { ...known, details: { ...pair, nonce } });
}

function takeMissed(state, fact) {
  insert(state.log, { kind: "missed", ...timesOf(fact) });
  return [];
}

function timesOf({ startedMs, answeredMs, openMs = [] }) {
  return { startedMs, answeredMs, openMs };
}

/** Keeps what is known of a bet, in the log too where it still is there. */
function keep(state, seen) {
  const entry = state.log.entries.find((each) => each.seen?.id === seen.id);
  if (entry !== undefined) {
    entry.seen = seen;
  }
  return [seen];
}

/** @returns {Map<string, Seen>} the bets of a log by id */
function seenIn({ entries }) {
  return new Map(entries.filter(({ kind }) => kind === "bet").map(({ seen }) => [seen.id, seen]));
}

function distinct(bets) {
  return [...new Map(bets.map((seen) => [seen.id, seen])).values()];
}

/** Whether of an era as much is known as before. */
function isKnownAs(era, formerEras) {
  const knowledge = ({ pair, low, high, until }) => JSON.stringify([pair, low, high, until]);
  const former = formerEras.find((each) => each.number === era.number);
  return former !== undefined && knowledge(former) === knowledge(era);
}

/**
 * The nonce of a bet, by what is known now. Ask when it is sent: what is not sent yet may still be corrected.
 *
 * @param {Count} state
 * @param {Spot} spot
 * @returns {Known|Waits|Undetermined}
 */
export function nonceOf(state, spot) {
  if (spot.details !== null) {
    const { nonce, ...pair } = spot.details;
    return { kind: "known", pair, nonce };
  }
  const era = state.eras.find((each) => each.number === spot.era);
  if (era === undefined || spot.place === null || spot.place > (era.until ?? spot.place)) {
    return { kind: "undetermined" };
  }
  const [lowest, highest] = [era.low + spot.place, era.high + spot.place];
  const isPossible = highest > (era.above ?? 0) && lowest <= Number.MAX_SAFE_INTEGER;
  if (isPossible && era.pair !== null && lowest === highest) {
    return { kind: "known", pair: era.pair, nonce: lowest };
  }
  return isPossible && era.until === null ? { kind: "waits", for: waitsFor(state) } : { kind: "undetermined" };
}

/**
 * What the site as a whole waits for, for the popup: null where the next bet's nonce is known.
 *
 * @param {Count} state
 * @returns {"pair"|"again"|null}
 */
export function waitsFor(state) {
  const { pair, low, high } = state.eras.at(-1);
  if (pair === null) {
    return "pair";
  }
  return low === high ? null : "again";
}

/**
 * The count without the eras that no row needs any more; the newest ones stay.
 *
 * @param {Count} state
 * @param {number} oldestEra  the lowest era of a row that is still kept
 * @returns {Count}
 */
export function withoutErasBefore(state, oldestEra) {
  const oldest = Math.min(oldestEra, state.eras.at(-1).number - 1);
  const eras = state.eras.filter((era) => era.number >= oldest);
  const settledEras = state.settledEras.filter((era, index, all) => era.number >= oldest || index === all.length - 1);
  return { ...state, eras, settledEras };
}
