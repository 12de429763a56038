/**
 * The extension's worker. The browser ends it whenever nothing happens, and starts it again for each event: the
 * listeners stand here at the top, and all that matters is in the database.
 */

import { siteOf } from "../hosts.js";
import { tellChange } from "./badge.js";
import { baseOf, paired, tested } from "./receiver.js";
import { noteTab, record } from "./recording.js";
import { clearRefused, giveUp, refusedBets } from "./refused.js";
import { ALARM, send, sendNow } from "./sending.js";
import { changeSettings, saveReceiver, settings } from "./settings.js";
import { addHost, dropForbiddenHosts, registerScripts, removeHost } from "./sites.js";
import { status } from "./status.js";

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const answering = isOwnPage(sender) ? answerPage(message) : answerSite(message, sender);
  answering.then(reply, (fault) => {
    if (!(fault instanceof RangeError)) console.warn(fault); // else the user entered it, and is told
    reply({ ok: false, problem: fault.message });
  });
  return true;
});
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === ALARM) send();
});
chrome.runtime.onInstalled.addListener(registerScripts);
chrome.permissions.onRemoved.addListener(dropForbiddenHosts);
tellChange();
send();

/** Whether a message comes from a page of the extension, and not from a script in a page of a site. */
function isOwnPage(sender) {
  return sender.id === chrome.runtime.id && (sender.url ?? "").startsWith(chrome.runtime.getURL(""));
}

/** What scripts in pages may say: answers that the page got. From where nothing is recorded they are dropped. */
async function answerSite(message, sender) {
  const site = siteOf(sender, (await settings()).hosts);
  if (site !== undefined && message?.kind === "opened") await noteTab(site, sender.tab.id);
  if (site !== undefined && message?.kind === "answers") await record(site, sender.tab.id, message);
  return { ok: true };
}

/** What the extension's own pages may ask, by the kind of the question. */
const ANSWERS = {
  status,
  refused: refusedBets,
  send: sendNow,
  test: async ({ url, token }) => ({ text: await tested(url, token) }),
  save: async ({ url, token }) => {
    await saveReceiver(url, token);
    startSending();
    return { text: `Saved. Bets go to ${baseOf(url)}; Test tells whether it takes them.` };
  },
  pair: async ({ url, code }) => pair(url, code),
  pause: ({ isPaused }) => changeAndTell({ isPaused }),
  clearRefused: ({ upTo }) => clearRefused(upTo),
  giveUp,
  addHost: async ({ host }) => {
    await addHost(host);
    tellChange();
  },
  removeHost: async ({ host }) => {
    await removeHost(host);
    tellChange();
  },
};

async function answerPage(message) {
  return { answer: await ANSWERS[message.kind](message) };
}

async function pair(url, code) {
  const { token, problem } = await paired(url, code);
  if (problem !== undefined) return { text: problem };
  await saveReceiver(url, token);
  startSending();
  return { text: "Connected to liveapp. Bets are recorded from now on.", token };
}

async function changeAndTell(change) {
  await changeSettings(() => change);
  tellChange();
}

function startSending() {
  tellChange();
  send();
}
