/**
 * What is posted for one bet (contract of the receiver's ingest): no result of the round, since the site tells none.
 *
 * @param {import("./answers.js").BetFact} bet  a Pump bet
 * @param {import("./counting.js").Pair} pair
 * @param {number} nonce
 * @returns {object}
 */
export function payload(bet, pair, nonce) {
  throw new Error("being written");
}
