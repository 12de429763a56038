/**
 * Takes bets from the queue to the receiver: in order, in batches, one request at a time.
 *
 * A bet leaves the queue only when the receiver said what became of it. How sending goes is kept in the database,
 * so that a worker that was ended in between goes on as if it had not been.
 */

import { tellChange } from "./badge.js";
import { beginningWith, resultOf, transact } from "./database.js";
import { afterFailure, afterSuccess, waitMs } from "./pace.js";
import { baseOf, isLiveapp, post } from "./receiver.js";
import { addRefused } from "./refused.js";
import { heldMs, payloadsOf } from "./rows.js";
import { sendingIn } from "./sending_state.js";
import { settingsIn } from "./settings.js";
import { addToToday } from "./tally.js";

/** The name of the alarm that goes on with what waits, when the worker was ended. */
export const ALARM = "send";
const ALARM_PERIOD_MIN = 0.5;
/** A batch's text stays far below the receiver's limit of 1 MiB, whatever its characters take in UTF-8. */
const BATCH_CHARACTERS = 150_000;

let isSending = false;
let isAskedAgain = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Sends what is ready, unless sending has to wait or is stopped. While it is under way it looks again at its end. */
export async function send() {
  isAskedAgain = true;
  if (isSending) return;
  isSending = true;
  try {
    while (isAskedAgain) {
      isAskedAgain = false;
      while (await sendBatch());
    }
  } finally {
    isSending = false;
  }
}

/** Sends at once what would wait for a later try. A stop holds. */
export async function sendNow() {
  await transact(["keys"], "readwrite", async (store) => {
    const sending = await sendingIn(store("keys"));
    await resultOf(store("keys").put({ ...sending, notBeforeMs: 0 }, "sending"));
  });
  await send();
}

/** Sends the next batch; whether to look for another one at once. */
async function sendBatch() {
  clearTimeout(timer);
  const { settings, sending, rows } = await nextBatch();
  if (rows.length === 0 || sending.trouble?.kind === "stopped") {
    await chrome.alarms.clear(ALARM);
    return false;
  }
  await chrome.alarms.create(ALARM, { periodInMinutes: ALARM_PERIOD_MIN });
  const nowMs = Date.now();
  const due = rows.filter((row) => heldMs(row, nowMs) === 0);
  const heldForMs = due.length > 0 ? 0 : Math.min(...rows.map((row) => heldMs(row, nowMs)));
  const leftMs = Math.max(waitMs(sending, nowMs), heldForMs);
  if (leftMs > 0) {
    timer = setTimeout(send, leftMs);
    return false;
  }
  await settle(settings.saved, due, await posted(settings, due));
  tellChange();
  return true;
}

/** What became of a batch. Only liveapp can say that it does not take it as it is. */
async function posted({ url, token }, rows) {
  const base = baseOf(url);
  const outcome = await post(base, token, rows.map((row) => row.payload));
  const isOthers = outcome.kind === "misfit" && !(await isLiveapp(base));
  return isOthers ? { ...outcome, kind: "strange" } : outcome;
}

function nextBatch() {
  return transact(["keys", "queue", "sites"], "readonly", async (store) => {
    const sending = await sendingIn(store("keys"));
    const ready = store("queue").index("byState").getAll(beginningWith("ready"), sending.batchRows);
    const kept = await resultOf(ready);
    const rows = withinCharacters(await payloadsOf(store("sites"), kept));
    return { settings: await settingsIn(store("keys")), sending, rows };
  });
}

/** The first of the rows whose text fits a batch; the first one always. */
function withinCharacters(rows) {
  let characters = 0;
  const end = rows.findIndex((row) => (characters += JSON.stringify(row.payload).length) > BATCH_CHARACTERS);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}

/** Keeps what became of a batch, all of it in one transaction. */
function settle(saved, rows, outcome) {
  return transact(["keys", "queue", "refused"], "readwrite", async (store) => {
    const keys = store("keys");
    const sending = await sendingIn(keys);
    if (outcome.kind === "taken") {
      await remove(store, rows, outcome.refused);
      await addToToday(keys, outcome.accepted);
      await resultOf(keys.put(afterSuccess(sending), "sending"));
    } else if (outcome.kind === "misfit" && rows.length === 1) {
      await remove(store, rows, new Map([[0, outcome.detail]]));
    } else if ((await settingsIn(keys)).saved === saved) {
      const failed = afterFailure(sending, outcome, rows.length, Date.now(), Math.random());
      await resultOf(keys.put(failed, "sending"));
    }
  });
}

async function remove(store, rows, refused) {
  for (const row of rows) store("queue").delete(row.seq);
  const gone = [...refused].map(([index, detail]) => ({ bet: rows[index].payload, detail }));
  await addRefused(store("refused"), gone);
}
