/** The sites on the options page, and adding one: that takes the browser's permission, which it asks the user for. */

import { askWorker, find } from "./page.js";
import { hostOf, patternOf } from "./hosts.js";

const BUILT_IN = ["stake.com", "*.stake.com", "stake.us", "*.stake.us"];

/** @param {string[]} hosts that the user added */
export function showSites(hosts) {
  find("sites").replaceChildren(...BUILT_IN.map((host) => siteItem(host)), ...hosts.map(addedItem));
}

function siteItem(host) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = host;
  item.append(name);
  return item;
}

function addedItem(host) {
  const item = siteItem(host);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Remove";
  button.setAttribute("aria-label", `Remove ${host}`);
  button.addEventListener("click", () => remove(host));
  item.append(button);
  return item;
}

async function remove(host) {
  await askWorker({ kind: "removeHost", host });
  await chrome.permissions.remove({ origins: [patternOf(host)] }).catch(() => false);
  say(`${host} is no longer recorded.`);
}

/** Asks for the permission first of all: the browser allows that only at once after the user's click. */
async function add() {
  try {
    const host = hostOf(find("site").value);
    if (!(await chrome.permissions.request({ origins: [patternOf(host)] }))) {
      throw new RangeError(`${host} is not recorded: the permission was not given`);
    }
    await askWorker({ kind: "addHost", host });
    find("site").value = "";
    say(`${host} is recorded now. Reload its pages.`);
  } catch (fault) {
    say(`${fault.message}.`);
  }
}

function say(text) {
  find("site-status").textContent = text;
  find("site-status").scrollIntoView({ block: "nearest" });
}

find("site-form").addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});
