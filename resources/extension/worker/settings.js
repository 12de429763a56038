/** What the user chose. Kept in the database under one key; what was never chosen has its default. */

import { resultOf, transact } from "./database.js";
import { DEFAULT_URL, baseOf, tokenOf } from "./receiver.js";

/**
 * @typedef {object} Settings
 * @property {string} url the receiver's, as the user entered it
 * @property {string} token empty where none is needed
 * @property {number} saved how often URL and token were saved: an answer to a request that went out before says
 *   nothing about those in force
 * @property {boolean} isPaused whether new bets are left out
 * @property {string[]} hosts that the user added to those of the manifest
 */

/** @type {Settings} */
const DEFAULTS = { url: DEFAULT_URL, token: "", saved: 0, isPaused: false, hosts: [] };

/**
 * The settings, inside of a transaction that has the store `keys`.
 *
 * @param {IDBObjectStore} keys
 * @returns {Promise<Settings>}
 */
export async function settingsIn(keys) {
  return { ...DEFAULTS, ...(await resultOf(keys.get("settings"))) };
}

/** @returns {Promise<Settings>} */
export function settings() {
  return transact(["keys"], "readonly", (store) => settingsIn(store("keys")));
}

/** @param {(kept: Settings) => Partial<Settings>} change */
export function changeSettings(change) {
  return transact(["keys"], "readwrite", async (store) => {
    const kept = await settingsIn(store("keys"));
    await resultOf(store("keys").put({ ...kept, ...change(kept) }, "settings"));
  });
}

/**
 * Keeps where bets go to, and lifts whatever held sending up.
 *
 * @param {string} url
 * @param {string} token
 * @throws {RangeError} in words for the user; then nothing is kept
 */
export async function saveReceiver(url, token) {
  baseOf(url);
  const usable = tokenOf(token);
  await transact(["keys"], "readwrite", async (store) => {
    const kept = await settingsIn(store("keys"));
    const changed = { ...kept, url: url.trim(), token: usable, saved: kept.saved + 1 };
    await resultOf(store("keys").put(changed, "settings"));
    await resultOf(store("keys").delete("sending"));
  });
}
