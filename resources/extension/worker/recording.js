/**
 * From answers that a page got to rows of the queue.
 *
 * A message of answers is counted as a whole or not at all: count of nonces, seen bets and rows change in one
 * transaction, and messages one after another. The page is answered when that is on the disk; a message that comes
 * twice changes nothing the second time.
 */

import { factsOf, missed } from "./answers.js";
import { tellChange } from "./badge.js";
import { count, idsOf, newCount, withoutErasBefore } from "./counting.js";
import { resultOf, transact } from "./database.js";
import { HOLD_MS, judgeAgain, moveRow, oldestEra, stateOfRow } from "./rows.js";
import { send } from "./sending.js";
import { settingsIn } from "./settings.js";

const QUEUE_ROWS = 50_000;
const SEEN_BETS = 20_000;
const ANSWERS = 1000;
const URL_CHARACTERS = 4096;
const TEXT_CHARACTERS = 256 * 1024;

/** @type {Promise<void>} */
let recording = Promise.resolve();

/**
 * Records what a message from a page of a site holds.
 *
 * @param {string} site
 * @param {number} tab the number of the page's tab
 * @param {{answers: import("./answers.js").Answer[], dropped: number, droppedMs: number}} message from outside:
 *   anything may be in it
 * @returns {Promise<void>} when it is on the disk
 */
export function record(site, tab, message) {
  const facts = factsIn(message);
  const recorded = recording.then(() => recordFacts(site, tab, facts));
  recording = recorded.catch(() => {});
  return recorded;
}

/** A tab has opened a site. What other tabs say is held from now on, since this one may say late what counts before. */
export function noteTab(site, tab) {
  const noted = recording.then(() =>
    transact(["sites"], "readwrite", async (store) => {
      const ledger = (await resultOf(store("sites").get(site))) ?? newLedger(site);
      await resultOf(store("sites").put({ ...ledger, tabs: [...new Set([...ledger.tabs, tab])] }));
    }),
  );
  recording = noted.catch(() => {});
  return noted.then(tellChange);
}

function newLedger(site) {
  return { site, count: newCount(), order: 0, tabs: [], lastMs: 0, heldUntilMs: 0 };
}

function factsIn({ answers, dropped, droppedMs }) {
  const facts = dropped > 0 ? [missed(droppedMs)] : [];
  if (!Array.isArray(answers)) return facts;
  for (const answer of answers.slice(0, ANSWERS)) {
    if (isAnswer(answer)) facts.push(...factsOf(answer));
  }
  return facts;
}

function isAnswer(answer) {
  const { url, text, startedMs, answeredMs } = answer ?? {};
  const isShort = (value, characters) => typeof value === "string" && value.length <= characters;
  const isTimed = Number.isFinite(startedMs) && Number.isFinite(answeredMs);
  return isTimed && isShort(url, URL_CHARACTERS) && (text === null || isShort(text, TEXT_CHARACTERS));
}

async function recordFacts(site, tab, facts) {
  if (facts.length === 0) return;
  const tabs = (await chrome.tabs.query({})).map(({ id }) => id);
  await transact(["sites", "seen", "queue", "keys"], "readwrite", async (store) => {
    const { isPaused } = await settingsIn(store("keys"));
    const kept = await resultOf(store("sites").get(site));
    const former = kept ?? newLedger(site);
    const others = former.tabs.filter((one) => one !== tab && tabs.includes(one));
    const ledger = openedLedger(former, tab, others);
    for (const fact of facts) await recordFact(store, ledger, fact, isPaused);
    const oldest = await oldestEra(store("queue"), site);
    ledger.count = withoutErasBefore(ledger.count, oldest ?? Number.MAX_SAFE_INTEGER);
    await forgetOldBets(store("seen"), ledger);
    await resultOf(store("sites").put(ledger));
  });
  tellChange();
  send();
}

/**
 * The ledger of a site as a message of a tab finds it. What one tab says comes in its order; where others are open too,
 * a bet that counts before others may come after them, so that all have to be held for a moment.
 */
function openedLedger(former, tab, others) {
  const lastMs = Date.now();
  const heldUntilMs = lastMs + (others.length > 0 ? HOLD_MS : 0);
  return { ...former, tabs: [...others, tab], lastMs, heldUntilMs };
}

/** Takes one fact into the site's ledger, which it changes; with what follows from it for bets and rows. */
async function recordFact(store, ledger, fact, isPaused) {
  const known = [];
  for (const id of idsOf(fact)) {
    const seen = await resultOf(store("seen").get([ledger.site, id]));
    if (seen !== undefined) known.push(seen);
  }
  const counted = count(ledger.count, fact, known);
  ledger.count = counted.state;
  for (const seen of counted.seen) await keepSeen(store, ledger, seen);
  if (counted.row !== null && !isPaused) await addRow(store, ledger, fact, counted.seen[0]);
  for (const era of counted.settledEras) await judgeAgain(store("queue"), ledger, era);
}

async function keepSeen(store, ledger, seen) {
  const { site } = ledger;
  const kept = await resultOf(store("seen").get([site, seen.id]));
  const order = kept?.order ?? (ledger.order += 1);
  await resultOf(store("seen").put({ ...seen, site, order }));
  const row = await resultOf(store("queue").index("byId").get([site, seen.id]));
  if (row !== undefined) await moveRow(store("queue"), ledger, row, seen);
}

async function addRow(store, { site, count: state, heldUntilMs }, bet, { id, era, place, details }) {
  if ((await resultOf(store("queue").count())) >= QUEUE_ROWS) {
    const lost = (await resultOf(store("keys").get("lost"))) ?? 0;
    await resultOf(store("keys").put(lost + 1, "lost"));
    return;
  }
  const spot = { era, place, details };
  await resultOf(store("queue").add({ site, id, ...spot, bet, state: stateOfRow(state, spot), heldUntilMs }));
}

/** Bets of long ago do not come again: without them what is kept stays small. */
async function forgetOldBets(seen, { site, order }) {
  if (order <= SEEN_BETS) return;
  const old = IDBKeyRange.bound([site, 0], [site, order - SEEN_BETS]);
  for (const key of await resultOf(seen.index("byOrder").getAllKeys(old))) seen.delete(key);
}
