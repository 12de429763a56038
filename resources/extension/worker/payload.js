import { MULTIPLIERS } from "./multipliers.js";

/**
 * What is posted to the receiver for one Pump bet. It names no result of the round, since the site's
 * replies hold none: only what was paid. What the site left out is left out here.
 *
 * @param {import("./answers.js").BetFact} bet  one with `pump`
 * @param {import("./counting.js").Pair} pair
 * @param {number} nonce
 * @returns {object}
 */
export function payload(bet, pair, nonce) {
  const { difficulty, round, amount, payout, payoutMultiplier, currency, dateTime } = bet.pump;
  const posted = { type: "bet", id: bet.id, nonce, amount, payout, difficulty };
  const optional = { roundTarget: MULTIPLIERS[difficulty][round], payoutMultiplier, currency, dateTime };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== null && value !== undefined) {
      posted[name] = value;
    }
  }
  return { ...posted, clientSeed: pair.clientSeed, serverSeedHashed: pair.serverSeedHashed };
}
