/**
 * Sightings of seed pairs: which era they tell of, and where they begin one.
 *
 * Functions that change a count change the object that they are given.
 */

import { newEra } from "./eras.js";
import { betsAround, doubtMarks, endEra, forgetTimes, isBefore, moveBetsAfter } from "./times.js";

const ERAS_WITH_TIMES = 5;

/**
 * The era that a sighting tells of.
 *
 * @param {import("./counting.js").Count} state
 * @param {import("./counting.js").Pair} pair
 * @param {number} placed
 * @param {import("./eras.js").Times} seen
 * @returns {import("./eras.js").Era|null|undefined}  undefined: its pair begins one; null: it does not tell of any
 */
export function eraOfPair(state, pair, placed, seen) {
  const current = state.eras.at(-1);
  if (current.pair === null) {
    current.pair = pair;
    current.since = seen;
  }
  const isCurrent = isSame(current.pair, pair);
  const isNew = !isCurrent && (current.since === null || isBefore(current.since, seen));
  if (isNew) {
    return undefined;
  }
  const begun = state.eras.findLast((era) => isSame(era.pair, pair) && isSightedIn(era, seen));
  if (begun === undefined && !isCurrent) {
    if (isBefore(seen, current.since)) {
      endEarlier(state, placed, seen);
    } else {
      tear(state, current.since, seen);
    }
  }
  const isBeside = ({ begin }) => !isBefore(begin, seen) && !isBefore(seen, begin);
  const isBesideLoss = state.eras.some((era) => era.isTorn && isBeside(era));
  return isBesideLoss ? null : (begun ?? null);
}

/** Something came late that an earlier era does not hold, of whose last bets some may be of it: it was over then. */
export function endEarlier(state, placed, seen) {
  const era = state.eras.slice(0, -1).findLast(({ begin }) => begin === null || !isBefore(seen, begin));
  if (era !== undefined) {
    endEra(era, placed, seen);
  }
}

/** Two pairs were seen at once: which of them is the active one has to be seen again. */
function tear(state, { startedMs, answeredMs }, other) {
  const begin = {
    startedMs: Math.min(startedMs, other.startedMs),
    answeredMs: Math.max(answeredMs, other.answeredMs),
  };
  tornEra(state, null, null, begin);
}

/**
 * Begins an era whose number is not known, where a bet may have been placed unseen.
 *
 * @param {import("./counting.js").Count} state
 * @param {import("./counting.js").Pair|null} pair
 * @param {import("./eras.js").Times|null} since
 * @param {import("./eras.js").Times} begin  while it may have been placed
 */
export function tornEra(state, pair, since, begin) {
  const former = state.eras.at(-1);
  endEra(former, 0, begin);
  doubtMarks(state.eras, begin);
  addEra(state, newEra(former.number + 1, pair, since, begin, true));
}

function addEra(state, era) {
  moveBetsAfter(state.eras, era, era.begin);
  state.eras.push(era);
  state.eras.slice(0, -ERAS_WITH_TIMES).forEach(forgetTimes);
}

/** Whether a sighting may tell of an era: only what is surely later than its beginning. */
function isSightedIn({ begin }, seen) {
  return begin === null || isBefore(begin, seen);
}

/**
 * Begins an era. Bets that were placed after its pair was seen are of it, those that its number may hold of one pair
 * or the other.
 *
 * @param {import("./counting.js").Count} state
 * @param {import("./counting.js").Pair} pair
 * @param {number} placed
 * @param {number} open  how many bets that number may hold that have not come yet
 * @param {import("./eras.js").Times} seen
 * @returns {import("./eras.js").Era}
 */
export function beginEra(state, pair, placed, open, seen) {
  const overlapping = state.eras.reduce((sum, each) => sum + betsAround(each, seen).overlapping, 0);
  const former = state.eras.at(-1);
  endEra(former, placed, seen);
  const era = newEra(former.number + 1, pair, seen, seen, false);
  era.marks = [{ rank: 0, low: placed - open, high: placed + overlapping, seen }];
  addEra(state, era);
  return era;
}

/** Whether two pairs are one. */
export function isSame(pair, other) {
  return pair?.serverSeedHashed === other.serverSeedHashed && pair.clientSeed === other.clientSeed;
}
