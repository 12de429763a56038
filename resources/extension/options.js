/** The options page: where bets go to, how that goes, what was refused, and which sites are recorded. */

import { askWorker, find, followStatus } from "./page.js";
import { showSites } from "./options_sites.js";
import { showRefused } from "./options_refused.js";
import { pendingHelp, stateOf } from "./words.js";

let isFilled = false;
let questions = 0;
let shownRefused = "";

/** @param {import("./worker/status.js").Status} status */
function show(status) {
  const { kind, line, help } = stateOf(status);
  find("state").textContent = line;
  find("state").className = kind;
  find("help").textContent = help;
  find("help").hidden = help === "";
  find("waiting").textContent = String(status.waiting);
  find("pending").replaceChildren(...status.pending.map(pendingItem));
  showSites(status.hosts);
  if (!isFilled) fill(status);
  showRefusedOnce(`${status.refused} up to ${status.lastRefused}`);
}

/** Fills the fields in, once: what the user types is neither overwritten nor added to. */
function fill({ url, token }) {
  isFilled = true;
  for (const [name, value] of [["receiver-url", url], ["ingest-token", token]]) {
    const field = find(name);
    if (field.value === field.defaultValue) field.value = value;
  }
}

/** Reads the list of refused bets, unless it is the one that is shown. */
function showRefusedOnce(refused) {
  if (refused !== shownRefused) showRefused();
  shownRefused = refused;
}

function pendingItem(pending) {
  const item = document.createElement("li");
  const help = document.createElement("span");
  help.textContent = pendingHelp(pending);
  item.append(help);
  if (pending.why === "undetermined") item.append(giveUpButton());
  return item;
}

function giveUpButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Move to the refused bets";
  button.addEventListener("click", () => askWorker({ kind: "giveUp" }));
  return button;
}

/** What stands in the fields, saved or not. */
function entered() {
  return { url: find("receiver-url").value, token: find("ingest-token").value };
}

/** Asks the worker and says what came of the last question, also where that is a fault. */
async function tell(question) {
  const number = (questions += 1);
  const sayOfIt = (text, kind) => number === questions && say(text, kind);
  say("", "busy");
  try {
    const { text, token } = await askWorker(question);
    if (token !== undefined) find("ingest-token").value = token;
    sayOfIt(text, /^(Connected|Saved)/.test(text) ? "good" : "trouble");
  } catch (fault) {
    sayOfIt(`${fault.message}.`, "trouble");
  }
}

/** @param {string} text @param {"good" | "trouble" | "busy"} kind */
function say(text, kind) {
  find("status").textContent = text;
  find("status").className = kind;
  find("status").scrollIntoView({ block: "nearest" });
}

find("receiver-form").addEventListener("submit", (event) => {
  event.preventDefault();
  tell({ kind: "save", ...entered() });
});
find("test").addEventListener("click", () => tell({ kind: "test", ...entered() }));
find("pair-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await tell({ kind: "pair", url: entered().url, code: find("pair-code").value });
  if (find("status").className === "good") find("pair-code").value = ""; // it is used up
});
find("show-token").addEventListener("click", () => {
  const isShown = find("ingest-token").type === "password";
  find("ingest-token").type = isShown ? "text" : "password";
  find("show-token").textContent = isShown ? "Hide" : "Show";
  find("show-token").setAttribute("aria-pressed", String(isShown));
});

followStatus(show);
