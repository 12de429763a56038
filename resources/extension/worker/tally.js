/** How many bets liveapp got today, by the machine's own day. Kept under one key. */

import { resultOf } from "./database.js";

/** @param {IDBObjectStore} keys @param {number} bets that liveapp did not have before */
export async function addToToday(keys, bets) {
  await resultOf(keys.put({ day: dayNow(), bets: (await todayIn(keys)) + bets }, "today"));
}

/** @param {IDBObjectStore} keys @returns {Promise<number>} */
export async function todayIn(keys) {
  const kept = await resultOf(keys.get("today"));
  return kept?.day === dayNow() ? kept.bets : 0;
}

function dayNow() {
  return new Date().toDateString();
}
