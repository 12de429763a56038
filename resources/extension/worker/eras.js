/**
 * One era: the bets of any game placed under one seed pair, in their order.
 *
 * A bet's place is its number in the order of arrival and never changes. Its rank is its number in the order in which
 * the site answered, which is the order of nonces: a site works through one player's bets one after another.
 * They differ only where an answer came late, from another tab.
 *
 * @typedef {object} Era
 * @property {number} number
 * @property {import("./counting.js").Pair|null} pair
 * @property {Times|null} begin  the sighting that began it; null for the first one
 * @property {number} taken  how many places are taken
 * @property {number} from  ranks up to it cannot be determined
 * @property {number|null} until  ranks above it cannot be determined: they may belong to the next pair
 * @property {{place: number, rank: number}[]} late  bets that came late, with the rank that they took
 * @property {import("./marks.js").Mark[]} marks
 * @property {Times[]} recent  when the last bets were placed, by rank; the last one has the rank `taken`
 * @property {number|null} listedAt  `taken` when the site last named its open bets
 *
 * @typedef {object} Times
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * Functions that change an era change the object that they are given.
 */

import { HIGHEST, countAt, isExact, tidied, withMark } from "./marks.js";

const MOST_RECENT = 100;
const MOST_LATE = 100;
const MOST_MARKS = 40;

/** @returns {Era} an era without bets */
export function newEra(number, pair, begin) {
  const nothing = { taken: 0, from: 0, until: null, late: [], marks: [], recent: [], listedAt: null };
  return { number, pair, begin, ...nothing };
}

/** Whether what is there was over before the other began; of two at one moment, what came first. */
export function isBefore(there, other) {
  return there.answeredMs <= other.startedMs;
}

/**
 * Gives a bet the next place.
 *
 * @param {Era} era
 * @param {Times} times  of the request that placed it
 * @param {Times|null} listed  the sighting that named it as open before it came
 * @returns {number} its place
 */
export function takePlace(era, times, listed) {
  const index = era.recent.findLastIndex((bet) => bet.answeredMs <= times.answeredMs) + 1;
  const rank = era.taken - era.recent.length + index + 1;
  // Placed after those that were answered before it, so not before they were asked for.
  const startedMs = Math.max(times.startedMs, era.recent[index - 1]?.startedMs ?? 0);
  const bet = { startedMs, answeredMs: times.answeredMs };
  era.taken += 1;
  era.until = era.until === null ? null : era.until + 1; // it was placed before the next era began
  if (rank < era.taken) {
    rememberLate(era, rank, index === 0);
  }
  remember(era, index, bet);
  setMarks(era, tidied(era.marks.map((mark) => markWith(mark, bet, rank, listed))));
  return era.taken;
}

function remember(era, index, bet) {
  era.recent.splice(index, 0, bet);
  for (const later of era.recent.slice(index + 1)) {
    later.startedMs = Math.max(later.startedMs, bet.startedMs);
  }
  era.recent = era.recent.slice(-MOST_RECENT);
}

function rememberLate(era, rank, isFirst) {
  era.late.push({ place: era.taken, rank });
  if (rank <= era.from) {
    era.from += 1;
  }
  if (isFirst && era.recent.length === MOST_RECENT) {
    era.from = Math.max(era.from, rank); // it may have been placed before more bets than are remembered
  }
  if (era.late.length > MOST_LATE) {
    era.late = [];
    era.from = era.taken; // the ranks of the places so far are not known any more
  }
}

function setMarks(era, marks) {
  era.marks = marks.slice(-MOST_MARKS);
  if (marks.length > MOST_MARKS) {
    era.from = Math.max(era.from, era.marks[0].rank);
  }
}

/** A mark after a bet has taken a rank: one more before it, or perhaps one more in its count. */
function markWith(mark, bet, rank, listed) {
  if (mark.seen === null) {
    return rank <= mark.rank ? { ...mark, rank: mark.rank + 1 } : mark;
  }
  if (isBefore(mark.seen, bet)) {
    return mark;
  }
  const isListed = listed !== null && (isBefore(listed, mark.seen) || listed.startedMs === mark.seen.startedMs);
  const isCounted = isListed || isBefore(bet, mark.seen);
  return { ...mark, rank: mark.rank + 1, high: Math.min(mark.high + (isCounted ? 0 : 1), HIGHEST) };
}

/**
 * Takes in that the site said how many bets were placed.
 *
 * @param {Era} era  one of the same pair
 * @param {number} placed
 * @param {Times} seen
 */
export function sight(era, placed, seen) {
  const { before, overlapping, isTooOld } = betsAround(era, seen);
  if (!isTooOld) {
    const mark = { rank: before + overlapping, low: placed, high: placed + overlapping, seen };
    setMarks(era, withMark(era.marks, mark));
  }
}

/** How many of the era's bets were placed before a request, and how many perhaps before it. */
export function betsAround(era, seen) {
  const before = era.recent.filter((bet) => isBefore(bet, seen)).length;
  const after = era.recent.filter((bet) => !isBefore(bet, seen) && isBefore(seen, bet)).length;
  return {
    before: era.taken - era.recent.length + before,
    overlapping: era.recent.length - before - after,
    isTooOld: before === 0 && era.recent.length === MOST_RECENT,
  };
}

/**
 * Takes in the nonce of the bet at a place; it corrects the count upwards only.
 *
 * @param {Era} era
 * @param {number} place
 * @param {number} nonce
 */
export function takeNonce(era, place, nonce) {
  const rank = rankOf(era, place);
  const counted = countAt(era.marks, rank);
  if (counted !== null && nonce >= counted.low && !isExactly(counted, nonce)) {
    setMarks(era, withMark(era.marks, { rank, low: nonce, high: nonce, seen: null }));
  }
}

/**
 * Takes in that a bet with this nonce was placed unseen.
 *
 * @param {Era} era
 * @param {number} nonce
 * @param {Times} seen  when the site showed it
 */
export function takeUnseenNonce(era, nonce, seen) {
  const { before, overlapping } = betsAround(era, seen);
  const rank = before + overlapping;
  const counted = countAt(era.marks, rank);
  if (counted !== null && nonce > counted.low) {
    const high = nonce > counted.high ? nonce : counted.high;
    setMarks(era, withMark(era.marks, { rank, low: nonce, high, seen }));
  }
}

function isExactly(counted, nonce) {
  return isExact(counted) && counted.low === nonce;
}

/** The rank of a place. */
function rankOf(era, place) {
  let rank = era.late.find((bet) => bet.place === place)?.rank ?? place;
  for (const bet of era.late) {
    if (bet.place > place && bet.rank <= rank) {
      rank += 1;
    }
  }
  return rank;
}

/**
 * The nonce of a place.
 *
 * @param {Era} era
 * @param {number} place
 * @returns {number|"waits"|"undetermined"}
 */
export function nonceAt(era, place) {
  const rank = rankOf(era, place);
  const isOutside = rank <= era.from || (era.until !== null && rank > era.until);
  const counted = isOutside ? null : countAt(era.marks, rank);
  if (counted === null || counted.high < 1) {
    return "undetermined";
  }
  if (!isExact(counted)) {
    return "waits";
  }
  return counted.low;
}

/** Whether the next bet's nonce is known. */
export function isNextKnown(era) {
  const counted = countAt(era.marks, era.taken + 1);
  return counted !== null && isExact(counted);
}
