/** How sending goes: kept under one key, so that a worker that was ended goes on where it was. */

import { resultOf } from "./database.js";
import { UNTROUBLED } from "./pace.js";

/**
 * @param {IDBObjectStore} keys
 * @returns {Promise<import("./pace.js").Sending>}
 */
export async function sendingIn(keys) {
  return (await resultOf(keys.get("sending"))) ?? UNTROUBLED;
}
