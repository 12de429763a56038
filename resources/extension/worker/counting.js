/**
 * Counts nonces: the site tells them of no bet, only how many bets were placed with a seed pair.
 *
 * Pure: states go in and come out, and are plain JSON. The caller keeps what comes out in one transaction.
 *
 * @typedef {object} Count  what is known of one site; opaque, kept as it is
 * @property {import("./eras.js").Era[]} eras  by number; the last one is under way
 * @property {number} lastMs  the latest answer so far
 *
 * @typedef {object} Pair
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 *
 * @typedef {object} Spot  where a bet stands in the count; never changes but for `details`
 * @property {number} era  number of the stretch of bets under one seed pair, from 1
 * @property {number|null} place  1, 2, … in its era; null: only details tell its nonce
 * @property {{serverSeedHashed: string, clientSeed: string, nonce: number}|null} details  what the site said of this
 *   very bet
 *
 * @typedef {object} Seen  what is kept of a bet of any game: a Spot and
 * @property {string} id
 * @property {number} era
 * @property {number|null} place
 * @property {object|null} details
 * @property {boolean} finished
 * @property {import("./eras.js").Times|null} listed  the sighting that named it as open before it came itself
 *
 * @typedef {object} Counted
 * @property {Count} state  to be kept instead of the former one
 * @property {Seen[]} seen  to be kept under their ids
 * @property {"new"|"finished"|null} row  the fact's bet is a Pump bet to be recorded: it was finished when
 *   first seen, or has finished now. Its row takes era, place and details of seen[0]
 * @property {boolean} hasDetails  seen[0] got its details: a row of this id that waits takes them
 * @property {number[]} settledEras  eras of which more is known: ask `nonceOf` for their waiting rows again
 *
 * @typedef {{kind: "known", pair: Pair, nonce: number}} Known
 * @typedef {{kind: "waits", for: "pair"|"again"}} Waits  "pair": no seed pair was seen; "again": its number was
 *   seen while a bet was being placed, or an answer was lost, so it must be seen once more
 * @typedef {{kind: "undetermined"}} Undetermined  only details of this bet can tell (it was played under an earlier
 *   pair, was open before the recording began, was placed at the same time as another, or others were placed
 *   unseen around it). Not for ever: an answer that comes late may still tell
 */

import { isNextKnown, newEra, nonceAt, sight, takeNonce, takePlace, takeUnseenNonce } from "./eras.js";
import { beginEra, endEarlier, eraOfPair, isSame, tornEra } from "./sightings.js";
import { doubtMarks, isBefore } from "./times.js";

/** An answer older than the latest by more than this was not late: the clock was set back. */
const LONGEST_DELAY_MS = 60_000;

/** @returns {Count} the count of a site of which nothing is known */
export function newCount() {
  return { eras: [newEra(1, null, null, null, false)], lastMs: 0 };
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
  const next = structuredClone(state);
  noteTime(next, fact);
  const counted = TAKERS[fact.kind](next, fact, known);
  const settledEras = settledSince(state.eras, next.eras);
  return { seen: [], row: null, hasDetails: false, ...counted, state: next, settledEras };
}

/** Numbers of the eras of whose bets more is known; of bets that moved to such an era, in however many steps, too. */
function settledSince(formerEras, eras) {
  const settled = new Set();
  for (const era of [...eras].reverse()) { // bets move to later eras only
    if (!isKnownAs(era, eras, formerEras) || era.moved.some(({ to }) => settled.has(to.era))) {
      settled.add(era.number);
    }
  }
  return eras.map((era) => era.number).filter((number) => settled.has(number));
}

const TAKERS = { pair: takePair, bet: takeBet, details: takeDetails, missed: takeMissed };

/** Whether of an era as much is known as before; of one that is over no more will be shown. */
function isKnownAs(era, eras, formerEras) {
  const former = formerEras.find((each) => each.number === era.number);
  const knowledge = ({ pair, from, until, late, mixed, moved, marks }, isOver) =>
    JSON.stringify([pair, from, until, late, mixed, moved, marks, isOver]);
  const isOver = former !== undefined && former !== formerEras.at(-1);
  return former !== undefined && knowledge(former, isOver) === knowledge(era, era !== eras.at(-1));
}

/** Where the clock was set back, earlier times say nothing of what comes: all that was is before it. */
function noteTime(state, fact) {
  if (fact.answeredMs < state.lastMs - LONGEST_DELAY_MS) {
    const longAgo = { startedMs: 0, answeredMs: 0 };
    for (const era of state.eras) {
      era.begin = era.begin && longAgo;
      era.since = era.since && longAgo;
      era.end = era.end && longAgo;
      era.recent = [];
      era.marks = era.marks.map((mark) => ({ ...mark, seen: mark.seen && longAgo }));
    }
    state.lastMs = 0;
  }
  state.lastMs = Math.max(state.lastMs, fact.answeredMs);
}

/** A bet takes its place when it is first seen, finished or not. */
function takeBet(state, fact, [seen]) {
  const finished = !fact.active || (seen?.finished ?? false);
  const isRecorded = fact.pump !== null && !fact.active && !seen?.finished;
  const spot = seen === undefined || isLateListed(seen, fact) ? spotOf(state, fact, seen) : seen;
  const row = isRecorded ? (seen === undefined ? "new" : "finished") : null;
  return { seen: [{ ...spot, finished }], row };
}

/** Whether a bet comes now that the site had already named as open. */
function isLateListed(seen, fact) {
  return fact.isPlacing && seen.listed !== null && seen.place === null;
}

function spotOf(state, fact, seen) {
  const listed = seen?.listed ?? null;
  const era = state.eras.find((each) => each.number === seen?.era) ?? eraAt(state, fact);
  const details = seen?.details ?? null;
  return { id: fact.id, era: era.number, place: placeOf(state.eras, era, fact, listed), details, listed: null };
}

/**
 * The place of a bet. One that is first seen as it goes on was placed earlier: before the recording began (no place),
 * unless the site has named the open bets without it. Then its own answer was missed, and it is the next one only
 * where no other bet has come since.
 */
function placeOf(eras, era, fact, listed) {
  if (fact.isPlacing) {
    return takePlace(eras, era, fact, listed);
  }
  if (era.listedAt === null) {
    return null;
  }
  const isNext = era.listedAt === era.taken;
  const place = takePlace(eras, era, fact, null);
  return isNext ? place : null;
}

/** The era that was under way at a time; where that overlaps with the beginning of one, this one. */
function eraAt(state, times) {
  const hasBegun = (era) => era.begin === null || isBefore(era.begin, times) || !isBefore(times, era.begin);
  return state.eras.findLast(hasBegun) ?? state.eras[0];
}

function takePair(state, fact, known) {
  const { serverSeedHashed, clientSeed, placed, openMs, startedMs, answeredMs } = fact;
  const seen = { startedMs, answeredMs };
  const pair = { serverSeedHashed, clientSeed };
  const begun = eraOfPair(state, pair, placed, seen);
  if (begun === null) {
    return {};
  }
  const era = begun ?? beginEra(state, pair, placed, openMs.length, seen);
  if (begun !== undefined) {
    sight(state.eras, era, placed, openMs.length, seen);
  }
  if (fact.activeIds === null) {
    return {};
  }
  era.listedAt = era.taken;
  const unknown = fact.activeIds.filter((id) => !known.some((bet) => bet.id === id));
  const spot = { era: era.number, place: null, details: null, finished: false, listed: seen };
  return { seen: unknown.map((id) => ({ id, ...spot })) };
}

/** Details tell a bet's own nonce, correct the count upwards only, and never change a pair that is known. */
function takeDetails(state, fact, [seen]) {
  const { serverSeedHashed, clientSeed, nonce, startedMs, answeredMs } = fact;
  const pair = { serverSeedHashed, clientSeed };
  const shown = { startedMs, answeredMs };
  const { era: own, place } = seen === undefined ? {} : placeNow(state, seen);
  if (own !== undefined && place !== null) {
    own.pair ??= pair;
    if (isSame(own.pair, pair)) {
      takeNonce(own, place, nonce, shown);
    }
  } else if (isSame(state.eras.at(-1).pair, pair)) {
    takeUnseenNonce(state.eras.at(-1), nonce, shown, fact.id);
  }
  return seen === undefined ? {} : { seen: [{ ...seen, details: { ...pair, nonce } }], hasDetails: true };
}

/** After a lost answer a new stretch begins, whose number is not known. */
function takeMissed(state, { startedMs, answeredMs }) {
  const lost = { startedMs, answeredMs };
  const last = state.eras.at(-1);
  if (last.begin !== null && !isBefore(last.begin, lost)) {
    endEarlier(state, 0, lost);
    doubtMarks(state.eras.slice(0, -1), lost);
  }
  if (last.begin === null || !isBefore(lost, last.begin)) {
    tornEra(state, last.pair, last.since, lost);
  }
  return {};
}

/** Where a bet stands now: a pair that was shown late may have moved it to the next era. */
function placeNow(state, { era: number, place }) {
  const era = state.eras.find((each) => each.number === number);
  const moved = era?.moved.find((bet) => bet.place === place);
  return moved === undefined ? { era, place } : placeNow(state, moved.to);
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
  const { era, place } = placeNow(state, spot);
  const isCurrent = era === state.eras.at(-1);
  if (era === undefined || place === null || (era.pair === null && !isCurrent)) {
    return { kind: "undetermined" };
  }
  if (era.pair === null) {
    return { kind: "waits", for: "pair" };
  }
  const nonce = nonceAt(era, place);
  if (typeof nonce === "number") {
    return { kind: "known", pair: era.pair, nonce };
  }
  return nonce === "waits" && isCurrent ? { kind: "waits", for: "again" } : { kind: "undetermined" };
}

/**
 * What the site as a whole waits for, for the popup: null where the next bet's nonce is known.
 *
 * @param {Count} state
 * @returns {"pair"|"again"|null}
 */
export function waitsFor(state) {
  const era = state.eras.at(-1);
  if (era.pair === null) {
    return "pair";
  }
  return isNextKnown(era) ? null : "again";
}

/**
 * The count without the eras that no row needs any more; the newest ones stay.
 *
 * @param {Count} state
 * @param {number} oldestEra  the lowest era of a row that is still kept
 * @returns {Count}
 */
export function withoutErasBefore(state, oldestEra) {
  const newest = state.eras.at(-1).number - 1;
  return { ...state, eras: state.eras.filter((era) => era.number >= Math.min(oldestEra, newest)) };
}
