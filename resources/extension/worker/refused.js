/** Bets that liveapp will not get: it did not take them, or their nonce cannot be known. */

import { tellChange } from "./badge.js";
import { beginningWith, keepNewest, resultOf, transact } from "./database.js";

const ROWS = 1000;

/**
 * @typedef {object} Refused
 * @property {number} seq
 * @property {object} bet what would have been posted
 * @property {string} detail why not
 */

/** @returns {Promise<Refused[]>} the latest first */
export async function refusedBets() {
  const rows = await transact(["refused"], "readonly", (store) => resultOf(store("refused").getAll()));
  return rows.reverse();
}

/** Adds bets to the list within a transaction; the oldest give way. @param {IDBObjectStore} refused */
export async function addRefused(refused, bets) {
  for (const { bet, detail } of bets) refused.add({ bet, detail });
  await keepNewest(refused, ROWS);
}

/** Forgets the refused bets that a user has seen: those up to this number. @param {number} seq */
export async function clearRefused(seq) {
  await transact(["refused"], "readwrite", (store) => resultOf(store("refused").delete(IDBKeyRange.upperBound(seq))));
  tellChange();
}

/** Moves the bets whose nonces cannot be determined to this list: they wait no more. */
export async function giveUp() {
  await transact(["queue", "refused"], "readwrite", async (store) => {
    const rows = await resultOf(store("queue").index("byState").getAll(beginningWith("undetermined")));
    for (const row of rows) store("queue").delete(row.seq);
    await addRefused(store("refused"), rows.map(undetermined));
  });
  tellChange();
}

function undetermined({ id, bet }) {
  const { difficulty, round, amount, payout, payoutMultiplier, currency, dateTime } = bet.pump;
  return {
    bet: { id, difficulty, round, amount, payout, payoutMultiplier, currency, dateTime },
    detail: "Its nonce cannot be determined",
  };
}
