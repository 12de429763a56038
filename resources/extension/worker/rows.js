/** Rows of the queue: bets that liveapp does not have yet, and whether their nonces are known. */

import { nonceOf } from "./counting.js";
import { beginningWith, resultOf } from "./database.js";
import { payload } from "./payload.js";

/**
 * @typedef {object} Row
 * @property {number} seq rises in the order in which bets were recorded
 * @property {string} site
 * @property {number} era its place in the count of nonces, with `place` and `details`
 * @property {number | null} place
 * @property {object | null} details
 * @property {string} id
 * @property {import("./answers.js").BetFact} bet
 * @property {"ready" | "pair" | "again" | "undetermined"} state `ready`: its nonce is known. Else what it waits for:
 *   that the site shows the seed pair, that it does so again, or the details of this bet
 * @property {number} heldUntilMs when it may be sent, once it is ready
 */

/** How long a row is held where a site is open in several tabs: what one of them says may come late. */
export const HOLD_MS = 1500;

/** @param {import("./counting.js").Count} count @param {import("./counting.js").Spot} spot @returns {Row["state"]} */
export function stateOfRow(count, spot) {
  const nonce = nonceOf(count, spot);
  if (nonce.kind === "known") return "ready";
  return nonce.kind === "waits" ? nonce.for : "undetermined";
}

/**
 * Rows with what is posted of them, by what is known of their nonces at this moment.
 *
 * @param {IDBObjectStore} sites
 * @param {Row[]} rows all of them ready
 * @returns {Promise<(Row & {payload: object})[]>}
 */
export async function payloadsOf(sites, rows) {
  const kept = await resultOf(sites.getAll());
  const counts = new Map(kept.map(({ site, count }) => [site, count]));
  return rows.map((row) => {
    const { pair, nonce } = nonceOf(counts.get(row.site), row);
    return { ...row, payload: payload(row.bet, pair, nonce) };
  });
}

/**
 * Looks again whether the nonces of an era's rows are known.
 *
 * @param {IDBObjectStore} queue
 * @param {{site: string, count: import("./counting.js").Count, heldUntilMs: number}} ledger
 * @param {number} era
 */
export async function judgeAgain(queue, { site, count, heldUntilMs }, era) {
  const rows = await resultOf(queue.index("byEra").getAll([site, era]));
  for (const row of rows) {
    const state = stateOfRow(count, row);
    if (state !== row.state) queue.put({ ...row, state, heldUntilMs });
  }
}

/** For how long a row may not be sent yet, in milliseconds. A clock that was set back holds nothing up. */
export function heldMs({ heldUntilMs }, nowMs) {
  const leftMs = heldUntilMs - nowMs;
  return leftMs > HOLD_MS ? 0 : Math.max(0, leftMs);
}

/** The lowest era of a site that a row is kept of; undefined where no row is. @returns {Promise<number | undefined>} */
export async function oldestEra(queue, site) {
  const cursor = await resultOf(queue.index("byEra").openKeyCursor(beginningWith(site)));
  return cursor?.key[1];
}
