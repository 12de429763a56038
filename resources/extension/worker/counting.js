/**
 * Counts nonces: the site tells them of no bet, only how many bets were placed with a seed pair.
 *
 * Pure: states go in and come out, and are plain JSON. The caller keeps what comes out in one transaction.
 *
 * @typedef {object} Count  what is known of one site; opaque, kept as it is
 *
 * @typedef {object} Pair
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 *
 * @typedef {object} Spot  where a bet stands in the count; never changes but for `details`
 * @property {number} era  number of the stretch of bets under one seed pair, from 1
 * @property {number|null} place  1, 2, … in its era; null: only details tell its nonce
 * @property {{serverSeedHashed: string, clientSeed: string, nonce: number}|null} details  what the site said of this very bet
 *
 * @typedef {object} Seen  what is kept of a bet of any game: a Spot and
 * @property {string} id
 * @property {number} era
 * @property {number|null} place
 * @property {object|null} details
 * @property {boolean} finished
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
 *   seen while a bet was being placed, so it must be seen once more
 * @typedef {{kind: "undetermined"}} Undetermined  only details of this bet can tell (it was played under an earlier
 *   pair, was open before the recording began, or other bets were placed unseen around it)
 */

/** @returns {Count} the count of a site of which nothing is known */
export function newCount() {
  throw new Error("being written");
}

/**
 * The ids whose Seen the caller looks up for `count`, the fact's own first.
 *
 * @param {import("./answers.js").Fact} fact
 * @returns {string[]}
 */
export function idsOf(fact) {
  throw new Error("being written");
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
  throw new Error("being written");
}

/**
 * The nonce of a bet, by what is known now. Ask when it is sent: what is not sent yet may still be corrected.
 *
 * @param {Count} state
 * @param {Spot} spot
 * @returns {Known|Waits|Undetermined}
 */
export function nonceOf(state, spot) {
  throw new Error("being written");
}

/**
 * What the site as a whole waits for, for the popup: null where the next bet's nonce is known.
 *
 * @param {Count} state
 * @returns {"pair"|"again"|null}
 */
export function waitsFor(state) {
  throw new Error("being written");
}

/**
 * The count without the eras that no row needs any more; the newest ones stay.
 *
 * @param {Count} state
 * @param {number} oldestEra  the lowest era of a row that is still kept
 * @returns {Count}
 */
export function withoutErasBefore(state, oldestEra) {
  throw new Error("being written");
}
