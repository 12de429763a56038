/**
 * One era: the bets of any game placed under one seed pair, in their order.
 *
 * A bet's place is its number in the order of arrival and never changes. Its rank is its number in the order in which
 * the site answered: they differ only where an answer came late, from another tab. Ranks are the order of nonces,
 * since a site works through one player's bets one after another, but for bets that are mixed: requests that went out
 * in one order and were answered in another.
 *
 * @typedef {object} Era
 * @property {number} number
 * @property {import("./counting.js").Pair|null} pair
 * @property {Times|null} begin  the request that began it; null for the first one
 * @property {boolean} isTorn  whether it began as an answer was lost, and perhaps a bet with it
 * @property {number} taken  how many places are taken
 * @property {number} from  ranks up to it cannot be determined
 * @property {number|null} until  ranks above it cannot be determined: they may belong to the next pair
 * @property {{place: number, rank: number}[]} late  bets that came late, with the rank that they took
 * @property {number[]} mixed  places of bets whose order is not known
 * @property {import("./marks.js").Mark[]} marks
 * @property {Placed[]} recent  the last bets, by rank; the last one has the rank `taken`
 * @property {number|null} listedAt  `taken` when the site last named its open bets
 *
 * @typedef {object} Times
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * @typedef {Times & {place: number}} Placed
 *
 * Functions that change an era change the object that they are given.
 */

import { HIGHEST, countAt, isExact, tidied, withMark } from "./marks.js";

const MOST_RECENT = 100;
const MOST_LATE = 100;
const MOST_MIXED = 500;
const MOST_MARKS = 40;

/** @returns {Era} an era without bets */
export function newEra(number, pair, begin, isTorn) {
  const lists = { late: [], mixed: [], marks: [], recent: [] };
  return { number, pair, begin, isTorn, taken: 0, from: 0, until: null, listedAt: null, ...lists };
}

/** Whether what is there was over before the other began; of two at one moment, what came first. */
export function isBefore(there, other) {
  return there.answeredMs <= other.startedMs;
}

/**
 * Gives a bet the next place.
 *
 * @param {Era} era
 * @param {import("./answers.js").BetFact} fact  the request that placed it
 * @param {Times|null} listed  the sighting that named it as open before it came
 * @returns {number} its place
 */
export function takePlace(era, fact, listed) {
  const { startedMs, answeredMs } = fact;
  const index = era.recent.findLastIndex((other) => other.answeredMs <= answeredMs) + 1;
  const rank = era.taken - era.recent.length + index + 1;
  era.taken += 1;
  era.until = era.until === null ? null : era.until + 1; // it was placed before the next era began
  if (rank < era.taken) {
    rememberLate(era, rank, index === 0);
  }
  const bet = { place: era.taken, startedMs, answeredMs };
  rememberMixed(era, bet, index, fact.openMs);
  era.recent = era.recent.toSpliced(index, 0, bet).slice(-MOST_RECENT);
  setMarks(era, tidied(era.marks.map((mark) => markWith(mark, bet, rank, listed))));
  return era.taken;
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

/** Of bets whose requests went out in one order and were answered in another, none is told apart. */
function rememberMixed(era, bet, index, openMs) {
  const isTurned = (other, at) =>
    at < index ? other.startedMs > bet.startedMs : other.startedMs < bet.startedMs;
  const turned = era.recent.filter(isTurned).map((other) => other.place);
  const isOvertaking = openMs !== null && openMs < bet.startedMs;
  const isBesideLoss = era.isTorn && !isBefore(era.begin, bet);
  if (turned.length > 0 || isOvertaking || isBesideLoss) {
    era.mixed = [...new Set([...era.mixed, ...turned, bet.place])];
  }
  for (const forgotten of era.mixed.splice(0, era.mixed.length - MOST_MIXED)) {
    era.from = Math.max(era.from, rankOf(era, forgotten));
  }
}

function setMarks(era, marks) {
  era.marks = marks.slice(-MOST_MARKS);
  if (marks.length > MOST_MARKS) {
    era.from = Math.max(era.from, era.marks[0].rank);
  }
}

/** A mark after a bet has taken a rank: one more bet up to it, which its count holds, or perhaps holds, or not. */
function markWith(mark, bet, rank, listed) {
  const { seen, low, high } = mark;
  const isUpTo = rank <= mark.rank;
  if (seen === null) {
    return isUpTo ? { ...mark, rank: mark.rank + 1 } : mark;
  }
  const isListed = listed !== null && (isBefore(listed, seen) || listed.startedMs === seen.startedMs);
  if (isListed || (isBefore(bet, seen) && !isBefore(seen, bet))) {
    return { ...mark, rank: mark.rank + 1 };
  }
  if (isBefore(seen, bet)) {
    return isUpTo ? { ...mark, rank: mark.rank + 1, low: low + 1, high: raised(high, 1) } : mark;
  }
  const between = Math.max(0, rank - 1 - mark.rank); // bets placed after it was read
  return { ...mark, rank: mark.rank + between + 1, low: low + between, high: raised(high, between + 1) };
}

function raised(high, by) {
  return Math.min(high + by, HIGHEST);
}

/**
 * Takes in that the site said how many bets were placed.
 *
 * @param {Era} era  one of the same pair
 * @param {number} placed
 * @param {Times} seen
 */
export function sight(era, placed, seen) {
  const { rank, after, overlapping, isTooOld } = betsAround(era, seen);
  if (!isTooOld) {
    const low = placed + after;
    setMarks(era, withMark(era.marks, { rank, low, high: raised(low, overlapping), seen }));
  }
}

/**
 * How an era's bets lie around a request.
 *
 * @returns {{before: number, overlapping: number, rank: number, after: number, isTooOld: boolean}}  bets placed before
 *   it, perhaps before it; the rank of the last of these; and bets up to this rank that were placed after it
 */
export function betsAround(era, seen) {
  const forgotten = era.taken - era.recent.length;
  const isAfter = (bet) => !isBefore(bet, seen) && isBefore(seen, bet);
  const before = era.recent.filter((bet) => isBefore(bet, seen)).length;
  const length = era.recent.findLastIndex((bet) => !isAfter(bet)) + 1;
  const after = era.recent.slice(0, length).filter(isAfter).length;
  return {
    before: forgotten + before,
    overlapping: length - before - after,
    rank: forgotten + length,
    after,
    isTooOld: before === 0 && era.recent.length === MOST_RECENT,
  };
}

/**
 * Takes in the nonce of the bet at a place; it corrects the count upwards only.
 *
 * @param {Era} era
 * @param {number} place
 * @param {number} nonce
 * @param {Times} seen  when the site showed it
 */
export function takeNonce(era, place, nonce, seen) {
  if (era.mixed.includes(place)) {
    takeUnseenNonce(era, nonce, seen);
    return;
  }
  const rank = rankOf(era, place);
  const counted = countAt(era.marks, rank);
  if (counted !== null && nonce >= counted.low && !isExactly(counted, nonce)) {
    setMarks(era, withMark(era.marks, { rank, low: nonce, high: nonce, seen: null }));
  }
}

/**
 * Takes in that a bet with this nonce was placed at some time; it corrects the count upwards only.
 *
 * @param {Era} era
 * @param {number} nonce
 * @param {Times} seen  when the site showed it
 */
export function takeUnseenNonce(era, nonce, seen) {
  const { rank, after } = betsAround(era, seen);
  const counted = countAt(era.marks, rank);
  const low = nonce + after;
  if (counted !== null && low > counted.low) {
    const high = low > counted.high ? low : counted.high;
    setMarks(era, withMark(era.marks, { rank, low, high, seen }));
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
  const counted = isOutside || era.mixed.includes(place) ? null : countAt(era.marks, rank);
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
