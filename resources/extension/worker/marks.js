/**
 * Marks: what is known of the site's count at points of an era.
 *
 * @typedef {object} Mark  just after the bet at `rank` of the era, the site's count was from `low` to `high`
 * @property {number} rank  0 or more; 0 is before the era's first bet
 * @property {number} low
 * @property {number} high
 * @property {{startedMs: number, answeredMs: number}|null} seen  the request that read the count; null: from the bet at
 *   `rank` itself
 * @property {number} [place]  the place of that bet
 * @property {string|null} [unseenId]  the bet whose details gave it, as long as that has not come itself
 *
 * Marks stand in the order of their ranks. Two that fit together (as many bets between them as their counts
 * differ by) are one line of nonces; where they do not, bets were placed unseen between them.
 */

/** More marks than this are put together, but for the newest. */
const MOST_MARKS = 40;
const NEWEST = 10;

/** The site's highest count: beyond it nothing is told apart. */
export const HIGHEST = Number.MAX_SAFE_INTEGER;

/** Whether the count is known exactly. */
export function isExact(mark) {
  return mark.low === mark.high;
}

/**
 * The count after the bet at a rank: its nonce, where no bet was placed unseen around it.
 *
 * @param {Mark[]} marks
 * @param {number} rank
 * @returns {{low: number, high: number}|null}  null: bets were placed unseen around it
 */
export function countAt(marks, rank) {
  const narrowed = narrowedMarks(marks);
  const before = narrowed.findLast((mark) => mark.rank < rank);
  const after = narrowed.find((mark) => mark.rank >= rank);
  if (after === undefined) {
    return before === undefined ? { low: 0, high: HIGHEST } : moved(before, rank);
  }
  const backwards = moved(after, rank);
  if (before === undefined) {
    return backwards;
  }
  const forwards = moved(before, rank);
  const low = Math.max(forwards.low, backwards.low);
  const high = Math.min(forwards.high, backwards.high);
  return low <= high ? { low, high } : null;
}

/**
 * The marks with one more. All stay as they were read, since a bet that comes late may still change one of them; only
 * where they are many, the older ones are put together.
 *
 * @param {Mark[]} marks
 * @param {Mark} added
 * @returns {Mark[]}
 */
export function withMark(marks, added) {
  const isLater = (mark) => mark.rank > added.rank || (mark.rank === added.rank && isSeenLater(mark, added));
  const index = marks.findIndex(isLater);
  const at = index === -1 ? marks.length : index;
  const more = [...marks.slice(0, at), added, ...marks.slice(at)];
  const old = more.length > MOST_MARKS ? more.length - NEWEST : 0;
  return [...withoutMiddles(narrowedMarks(more.slice(0, old))), ...more.slice(old)];
}

/** At one rank the bet's own mark comes first, then sightings as they were seen. */
function isSeenLater(mark, added) {
  return mark.seen !== null && (added.seen === null || mark.seen.startedMs > added.seen.startedMs);
}

/** The marks with those that fit together narrowed by each other. */
function narrowedMarks(marks) {
  const kept = [];
  for (const mark of marks) {
    const narrowed = narrowedBy(kept.at(-1), mark);
    if (narrowed !== null) {
      kept.push(narrowed);
    }
  }
  for (let index = kept.length - 2; index >= 0; index -= 1) {
    kept[index] = narrowedBy(kept[index + 1], kept[index]) ?? kept[index];
  }
  return kept;
}

/**
 * A mark narrowed by a neighbour; as it is where they do not fit. Null: it was read while bets were being placed and
 * is below what was counted, and such marks correct the count upwards only.
 */
function narrowedBy(neighbour, mark) {
  if (neighbour === undefined) {
    return mark;
  }
  const counted = moved(neighbour, mark.rank);
  const low = Math.max(mark.low, counted.low);
  const high = Math.min(mark.high, counted.high);
  if (low <= high) {
    return { ...mark, low, high };
  }
  return isExact(mark) || mark.low > counted.high ? mark : null;
}

/** Of exact marks on one line, its first and its last. */
function withoutMiddles(marks) {
  return marks.filter((mark, index) => {
    const [before, after] = [marks[index - 1], marks[index + 1]];
    return before === undefined || after === undefined || !areOnOneLine(before, mark) || !areOnOneLine(mark, after);
  });
}

function areOnOneLine(mark, other) {
  return isExact(mark) && isExact(other) && other.low - mark.low === other.rank - mark.rank;
}

function moved(mark, rank) {
  const by = rank - mark.rank;
  return { low: mark.low + by, high: Math.min(mark.high + by, HIGHEST) };
}
