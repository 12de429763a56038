/** How it goes, as badge, popup and options page show it: one consistent state. */

import { waitsFor } from "./counting.js";
import { resultOf, transact } from "./database.js";
import { sendingIn } from "./sending_state.js";
import { settingsIn } from "./settings.js";
import { todayIn } from "./tally.js";

/**
 * @typedef {object} Pending bets of one site whose nonces are not known
 * @property {string} site
 * @property {"pair" | "again" | "undetermined"} why
 * @property {number} bets may be 0: the site's next bet would wait
 *
 * @typedef {object} Status
 * @property {string} url
 * @property {string} token
 * @property {boolean} isSaved whether the user ever said where liveapp is
 * @property {boolean} isPaused
 * @property {string[]} hosts that the user added
 * @property {import("./pace.js").Sending["trouble"]} trouble why the last try to send failed
 * @property {number} waiting bets that liveapp does not have yet, for whatever reason
 * @property {boolean} hasSeenSite whether a casino's page ever told anything
 * @property {Pending[]} pending
 * @property {number} refused
 * @property {number} lastRefused number of the latest refused bet
 * @property {number} lost bets that found the queue full
 * @property {number} today bets that liveapp got today
 */

/** @returns {Promise<Status>} */
export function status() {
  return transact(["sites", "queue", "refused", "keys"], "readonly", async (store) => {
    const { url, token, saved, isPaused, hosts } = await settingsIn(store("keys"));
    const lastRefused = await resultOf(store("refused").openKeyCursor(null, "prev"));
    return {
      url,
      token,
      isSaved: saved > 0,
      isPaused,
      hosts,
      trouble: (await sendingIn(store("keys"))).trouble,
      waiting: await resultOf(store("queue").count()),
      hasSeenSite: (await resultOf(store("sites").count())) > 0,
      pending: await pendingIn(store),
      refused: await resultOf(store("refused").count()),
      lastRefused: lastRefused?.key ?? 0,
      lost: (await resultOf(store("keys").get("lost"))) ?? 0,
      today: await todayIn(store("keys")),
    };
  });
}

/** @returns {Promise<Pending[]>} */
async function pendingIn(store) {
  const pending = [];
  const sites = await resultOf(store("sites").getAll());
  const lastMs = Math.max(...sites.map((ledger) => ledger.lastMs));
  for (const { site, count, lastMs: siteLastMs } of sites) {
    for (const why of ["pair", "again", "undetermined"]) {
      const bets = await resultOf(store("queue").index("bySiteState").count([site, why]));
      const isNext = siteLastMs === lastMs && waitsFor(count) === why;
      if (bets > 0 || isNext) pending.push({ site, why, bets });
    }
  }
  return pending;
}
