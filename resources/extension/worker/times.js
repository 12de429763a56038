/**
 * What times tell of eras and their bets: what was before what, what may be of one era or of the next.
 *
 * Functions that change an era change the object that they are given.
 */

/** Of so many of an era's last bets it is known when they were placed. */
export const MOST_RECENT = 100;

/** Whether what is there was over before the other began; of two at one moment, what came first. */
export function isBefore(there, other) {
  return there.answeredMs <= other.startedMs;
}

/** Whether a bet was answered before another, or with it and did not go out later. */
export function isInOrder(bet, other) {
  return bet.answeredMs < other.answeredMs || (bet.answeredMs === other.answeredMs && bet.startedMs <= other.startedMs);
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
 * Bets that may be of an era or of its neighbours, and bets that were lost: how many of the later ones its count may
 * hold, how many of the former ones it may not.
 */
export function straysAround(eras, era, seen) {
  const index = eras.indexOf(era);
  const isCounted = (later) => (bet) => !isBefore(later.begin, bet) && !isBefore(seen, bet);
  const isUncounted = (bet) => !isBefore(bet, era.begin) && !isBefore(bet, seen) && !isBefore(seen, bet);
  const counted = eras.slice(index + 1).flatMap((later) => later.recent.filter(isCounted(later)));
  const uncounted = eras.slice(0, index).flatMap((former) => former.recent.filter(isUncounted));
  const losses = eras.slice(index + 1).filter(({ begin, isTorn }) => isTorn && !isBefore(seen, begin));
  return { counted: counted.length + losses.length, uncounted: uncounted.length };
}

/** Takes in that counts that were read may hold a bet that has no place in their era: it was placed, or lost, then. */
export function doubtMarks(eras, bet) {
  for (const era of eras) {
    era.marks = era.marks.map((mark) =>
      mark.seen === null || isBefore(mark.seen, bet) ? mark : { ...mark, low: mark.low - 1 },
    );
  }
}

/** Ends an era with a request, or earlier where it had ended: the last of the bets before it may be of another one. */
export function endEra(era, last, seen) {
  const until = Math.max(0, betsAround(era, seen).before - last);
  if (era.until === null || until < era.until) {
    era.until = until;
    era.end = seen;
  }
}

/** Moves the bets that were placed after a request from former eras to the one that it began. */
export function moveBetsAfter(formerEras, era, seen) {
  const isAfter = (bet) => !isBefore(bet, seen) && isBefore(seen, bet);
  for (const former of formerEras) {
    for (const bet of former.recent.filter(isAfter)) {
      era.places += 1;
      era.recent.push({ ...bet, place: era.places });
      former.moved.push({ place: bet.place, to: { era: era.number, place: era.places } });
      if (former.mixed.includes(bet.place)) {
        era.mixed.push(era.places);
      }
    }
    const kept = former.recent.filter((bet) => !isAfter(bet));
    former.taken -= former.recent.length - kept.length;
    former.recent = kept;
  }
  era.recent.sort((bet, other) => (isInOrder(bet, other) ? -1 : 1));
  era.taken = era.places;
  const ranks = era.recent.map(({ place }, index) => ({ place, rank: index + 1 }));
  era.late = ranks.filter(({ place, rank }) => place !== rank);
}

/** Forgets when an era's bets were placed: it is long over. */
export function forgetTimes(era) {
  era.recent = [];
}
