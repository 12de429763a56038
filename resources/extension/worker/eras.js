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
 * @property {Times|null} since  the request that first showed its pair, if one did
 * @property {boolean} isTorn  whether it began as an answer was lost, and perhaps a bet with it
 * @property {number} places  how many places were given
 * @property {number} taken  how many ranks are taken
 * @property {number} from  ranks up to it cannot be determined
 * @property {number|null} until  ranks above it cannot be determined: they may belong to the next pair
 * @property {Times|null} end  the request that may have ended it; `until` counts the bets before it
 * @property {{place: number, rank: number}[]} late  bets whose rank was not their place, with that rank
 * @property {{place: number, to: {era: number, place: number}}[]} moved  bets that turned out to be of the next era
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

import { HIGHEST, countAt, isExact, withMark } from "./marks.js";
import { MOST_RECENT, betsAround, doubtMarks, isInOrder, isBefore, straysAround } from "./times.js";

const MOST_LATE = 100;
const MOST_MIXED = 500;
const MOST_MARKS = 80;

/** @returns {Era} an era without bets */
export function newEra(number, pair, since, begin, isTorn) {
  const lists = { late: [], moved: [], mixed: [], marks: [], recent: [] };
  const counts = { places: 0, taken: 0, from: 0, until: null, end: null, listedAt: null };
  return { number, pair, since, begin, isTorn, ...counts, ...lists };
}

/**
 * Gives a bet the next place.
 *
 * @param {Era[]} eras
 * @param {Era} era  one of them
 * @param {import("./answers.js").BetFact} fact  the request that placed it
 * @param {Times|null} listed  the sighting that named it as open before it came
 * @returns {number} its place
 */
export function takePlace(eras, era, fact, listed) {
  const { startedMs, answeredMs } = fact;
  const index = era.recent.findLastIndex((other) => isInOrder(other, fact)) + 1;
  const rank = era.taken - era.recent.length + index + 1;
  era.taken += 1;
  era.places += 1;
  if (era.until !== null && isBefore(fact, era.end)) {
    era.until += 1;
  }
  if (rank !== era.places) {
    rememberLate(era, rank, index === 0);
  }
  const bet = { place: era.places, startedMs, answeredMs };
  rememberMixed(eras, era, bet, fact.openMs);
  era.recent = [...era.recent.slice(0, index), bet, ...era.recent.slice(index)].slice(-MOST_RECENT);
  const marks = era.marks.filter(({ unseenId }) => unseenId !== fact.id);
  era.marks = marks.map((mark) => markWith(mark, bet, rank, listed));
  if (era.begin !== null && !isBefore(era.begin, bet)) {
    doubtMarks(eras.slice(0, eras.indexOf(era)), bet);
  }
  return era.places;
}

function rememberLate(era, rank, isFirst) {
  era.late.push({ place: era.places, rank });
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
function rememberMixed(eras, era, bet, openMs) {
  let isMixed = openMs.some((startedMs) => startedMs < bet.startedMs);
  for (const each of eras) {
    const turned = each.recent.filter((other) => areTurned(other, bet)).map(({ place }) => place);
    isMixed ||= turned.length > 0;
    mix(each, turned);
  }
  if (isMixed || (era.isTorn && !isBefore(era.begin, bet))) {
    mix(era, [bet.place]);
  }
}

/** Whether two requests went out in one order and were answered in another, or both at once. */
function areTurned(bet, other) {
  const wentOutMs = bet.startedMs - other.startedMs;
  const answeredMs = bet.answeredMs - other.answeredMs;
  const areAtOnce = wentOutMs === 0 && answeredMs === 0 && bet.answeredMs > bet.startedMs;
  return wentOutMs * answeredMs < 0 || areAtOnce;
}

function mix(era, places) {
  era.mixed = [...new Set([...era.mixed, ...places])];
  era.marks = era.marks.filter(({ place }) => !places.includes(place)); // their ranks tell nothing any more
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
 * @param {Era[]} eras
 * @param {Era} era  one of them, of the same pair
 * @param {number} placed
 * @param {number} open  how many bets it may hold that have not come yet
 * @param {Times} seen
 */
export function sight(eras, era, placed, open, seen) {
  const { rank, after, overlapping, isTooOld } = betsAround(era, seen);
  if (!isTooOld) {
    const { counted, uncounted } = straysAround(eras, era, seen);
    const low = placed + after - open - counted;
    const high = raised(placed + after, overlapping + uncounted);
    setMarks(era, withMark(era.marks, { rank, low, high, seen }));
  }
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
    takeUnseenNonce(era, nonce, seen, null);
    return;
  }
  const rank = rankOf(era, place);
  const counted = countAt(era.marks, rank);
  if (counted !== null && nonce >= counted.low && !isExactly(counted, nonce)) {
    setMarks(era, withMark(era.marks, { rank, low: nonce, high: nonce, seen: null, place }));
  }
}

/**
 * Takes in that a bet with this nonce was placed at some time; it corrects the count upwards only. A bet that was not
 * seen and is above the count is taken for the last one.
 *
 * @param {Era} era
 * @param {number} nonce
 * @param {Times} seen  when the site showed it
 * @param {string|null} unseenId  of a bet that was not seen
 */
export function takeUnseenNonce(era, nonce, seen, unseenId) {
  const { rank, after } = betsAround(era, seen);
  const counted = countAt(era.marks, rank);
  const low = nonce + after;
  if (counted !== null && low > counted.low) {
    const isLast = unseenId !== null && low > counted.high;
    setMarks(era, withMark(era.marks, { rank, low, high: isLast ? low : HIGHEST, seen, unseenId }));
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
