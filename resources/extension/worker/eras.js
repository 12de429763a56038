/**
 * Eras, and how the count of nonces goes from one entry of the log to the next.
 *
 *     log       pair h: 5   bet   bet   pair h: 7   bet   pair i: 0   bet   bet
 *     era       └──────────────── 1: h, base 5 ───────┘   └──── 2: i, base 0 ──┘
 *     place                  1     2                 3                1     2
 *     nonce                  6     7                 8                1     2        = base + place
 *
 * Within an era no bet is unseen, so that one number says all: the base. Sightings of the count and details of bets
 * narrow it from both sides. Where bets overlapped with a sighting it may hold them or not, and the base stays open
 * until one more is seen. What does not fit an era begins the next one: another pair, a lost answer, a count that says
 * that bets were placed unseen. What overlaps with that beginning may be of either era and is not told.
 *
 * @typedef {object} Era
 * @property {number} number  1, 2, …
 * @property {import("./counting.js").Pair|null} pair  null: not shown yet
 * @property {Times|null} begin  the entry that began it; null for the first one
 * @property {Times|null} since  the sighting that told its pair; null: it was known when the era began, or by details
 * @property {number|null} above  the count that began it: bets that overlapped with that are of it where their nonces
 *   are above; null: they are not told
 * @property {number} taken  how many bets it has, and so places
 * @property {number} low  the base is not lower
 * @property {number} high  the base is not higher
 * @property {number} checked  up to this place the site's count agreed, so that no bet was unseen
 * @property {number|null} until  places above it may be of the next era; null: it is under way
 *
 * @typedef {object} Times
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * @typedef {import("./log.js").Log} Log
 *
 * Functions that change eras change the objects that they are given.
 */

const HIGHEST = Number.MAX_SAFE_INTEGER;
const UNKNOWN = { low: -HIGHEST, high: HIGHEST };

const TAKERS = { bet: takeBet, pair: takePair, details: takeDetails, missed: takeMissed };

/** @returns {Era} the era of a site of which nothing is known */
export function firstEra() {
  return newEra({ number: 1, pair: null, begin: null, above: 0, taken: 0, ...UNKNOWN });
}

function newEra(known) {
  return { ...known, since: null, checked: 0, until: null };
}

/**
 * Takes the next entry of the log into the eras. It looks at the whole log: what overlaps with it may stand behind it.
 *
 * @param {Era[]} eras  the last one is under way
 * @param {Log} log
 * @param {number} index  of the entry; those before it were taken
 */
export function takeEntry(eras, log, index) {
  const entry = log.entries[index];
  TAKERS[entry.kind](eras, log, index, entry);
}

/**
 * Gives a bet its era, and its place there where that is clear. The site works through one player's bets one after
 * another, and answers each when it is done with it: they were placed in the order of the answers, whichever went out
 * first.
 */
function takeBet(eras, _log, _index, bet) {
  const era = eras.at(-1);
  era.taken += 1;
  const isOfEra = isBefore(era.begin, bet) || era.above !== null;
  const place = isOfEra && !bet.isLost ? era.taken : null;
  if (bet.seen.era !== era.number || bet.seen.place !== place) {
    bet.seen = { ...bet.seen, era: era.number, place };
  }
}

/** The site showed a pair and how many bets were placed with it. */
function takePair(eras, log, index, entry) {
  const era = eras.at(-1);
  const { pair, placed } = entry;
  const isClear = isBefore(era.begin, entry) && entry.startedMs >= log.forgottenMs;
  if (era.pair === null && isClear) {
    era.pair = pair;
    era.since = timesOf(entry);
  }
  if (isSame(era.pair, pair)) {
    if (isClear) {
      takeCount(eras, log, index, placed, false);
    }
  } else if (isClear && isBefore(era.since, entry)) {
    const { before, low, high } = countAt(era, log, index, placed);
    beginEra(eras, log, index, { pair, above: placed, low, high, until: before - placed });
  } else if (era.pair !== null && !eras.some((each) => isSame(each.pair, pair))) {
    // Two pairs that were shown at once: which of them is the active one has to be seen again.
    beginEra(eras, log, index, { pair: null, above: null, ...UNKNOWN, until: HIGHEST });
  }
}

/** Details of a bet correct the count upwards only, and never change a pair that is known. */
function takeDetails(eras, log, index, entry) {
  const { id, pair, nonce } = entry;
  const inLog = log.entries.find((other) => other.seen?.id === id);
  entry.spot = inLog?.seen ?? entry.spot;
  const { era: number, place = null } = entry.spot ?? {};
  const [current, own] = [eras.at(-1), eras.find((era) => era.number === number)];
  if (own === undefined || place === null) {
    if (isSame(current.pair, pair)) {
      takeCount(eras, log, index, nonce, true);
    }
    return;
  }
  own.pair ??= pair;
  if (isSame(own.pair, pair)) {
    takeNonce(eras, log, index, { own, place, nonce });
  }
}

function takeNonce(eras, log, index, { own, place, nonce }) {
  const base = nonce - place;
  if (base > own.high && own === eras.at(-1)) {
    takeCount(eras, log, index, base + own.taken, true);
  } else if (base >= own.low && base <= own.high) {
    [own.low, own.high] = [base, base];
    own.checked = Math.max(own.checked, place);
  }
}

/** After a lost answer nothing is known of the number. */
function takeMissed(eras, log, index) {
  beginEra(eras, log, index, { pair: eras.at(-1).pair, above: null, ...UNKNOWN, until: HIGHEST });
}

/**
 * Takes in how many bets were placed under the pair of the last era. What is not exact corrects it upwards only.
 *
 * @param {boolean} isLeast  there may have been more
 */
function takeCount(eras, log, index, placed, isLeast) {
  const era = eras.at(-1);
  const { before, low, high } = countAt(era, log, index, placed);
  const told = { low: low - before, high: high - before };
  const narrowed = {
    low: Math.max(era.low, told.low),
    high: isLeast ? era.high : Math.min(era.high, told.high),
  };
  if (narrowed.low <= narrowed.high) {
    Object.assign(era, narrowed);
    era.checked = isLeast ? era.checked : Math.max(era.checked, before);
  } else if (told.low === told.high || told.low > era.high) {
    beginEra(eras, log, index, { pair: era.pair, above: placed, low, high, until: era.checked });
  }
}

/**
 * What a count that was shown says: after so many bets of an era (`before`) it was from `low` to `high`. It may hold
 * those that overlap with it or not.
 */
function countAt(era, { entries }, index, placed) {
  const entry = entries[index];
  const mayPlace = ({ kind }) => kind === "bet" || kind === "missed";
  const later = entries.slice(index + 1).filter((other) => mayPlace(other) && !isBefore(entry, other));
  const isComing = (startedMs) => !later.some((other) => other.startedMs === startedMs);
  const earlier = overlappingBefore(entries, index);
  const overlapping = earlier + later.length + entry.openMs.filter(isComing).length;
  return { before: Math.max(0, era.taken - earlier), low: placed - overlapping, high: placed };
}

/** How many bets that were answered before an entry of the log overlap with it. */
function overlappingBefore(entries, index) {
  const isOverlapping = (other) => other.kind === "bet" && !isBefore(other, entries[index]);
  return entries.slice(0, index).filter(isOverlapping).length;
}

/** Begins an era with an entry of the log. Bets that overlap with it take its first places, but are not told. */
function beginEra(eras, { entries }, index, { until, ...known }) {
  const former = eras.at(-1);
  const taken = overlappingBefore(entries, index);
  former.until = Math.max(0, Math.min(until, former.taken - taken));
  eras.push(newEra({ number: former.number + 1, begin: timesOf(entries[index]), taken, ...known }));
}

function timesOf({ startedMs, answeredMs }) {
  return { startedMs, answeredMs };
}

/** Whether what is there was over before the other began; of two at one moment, what came first. */
function isBefore(there, other) {
  return there === null || there.answeredMs <= other.startedMs;
}

/** Whether two pairs are one. */
function isSame(pair, other) {
  return pair?.serverSeedHashed === other.serverSeedHashed && pair.clientSeed === other.clientSeed;
}
