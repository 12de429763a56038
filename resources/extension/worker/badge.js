/** What is seen of the extension at any time: the badge on its button, and its own pages, which are told of changes. */

import { status } from "./status.js";
import { stateOf } from "../words.js";

const STOPPED_COLOUR = "#b3261e";
const WAITING_COLOUR = "#1a5cb0";
/** More digits do not fit on the button; its tooltip has the whole number. */
const MOST_SHOWN = 9999;

const channel = new BroadcastChannel("changes");
let isShowing = false;
let isChangedAgain = false;

/** Shows the state as it is now. Many changes at once are shown together. */
export async function tellChange() {
  isChangedAgain = true;
  if (isShowing) return;
  isShowing = true;
  try {
    while (isChangedAgain) {
      isChangedAgain = false;
      await show(await status());
    }
  } finally {
    isShowing = false;
  }
}

/** @param {import("./status.js").Status} now */
async function show(now) {
  channel.postMessage("changed");
  const isStopped = now.trouble?.kind === "stopped";
  const number = now.waiting === 0 ? "" : String(Math.min(now.waiting, MOST_SHOWN));
  await Promise.all([
    chrome.action.setBadgeText({ text: isStopped ? "!" : number }),
    chrome.action.setBadgeBackgroundColor({ color: isStopped ? STOPPED_COLOUR : WAITING_COLOUR }),
    chrome.action.setBadgeTextColor({ color: "#ffffff" }),
    chrome.action.setTitle({ title: `liveapp: ${stateOf(now).line}` }),
  ]);
}
