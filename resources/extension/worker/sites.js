/** Sites beside those of the manifest: the user adds their hosts, which takes the browser's permission. */

import { patternOf } from "../hosts.js";
import { changeSettings, settings } from "./settings.js";

/** @type {Promise<void>} one registration after another: the browser refuses an id that it has */
let registering = Promise.resolve();

/** Records a host from now on. The browser's permission has been given already. @param {string} host */
export async function addHost(host) {
  await changeSettings(({ hosts }) => ({ hosts: [...new Set([...hosts, host])].sort() }));
  await registerScripts();
}

/** Records a host no more. @param {string} host */
export async function removeHost(host) {
  await changeSettings(({ hosts }) => ({ hosts: hosts.filter((one) => one !== host) }));
  await registerScripts();
}

/** Forgets hosts whose permission was taken back in the browser's own settings. */
export async function dropForbiddenHosts() {
  for (const host of (await settings()).hosts) {
    const isAllowed = await chrome.permissions.contains({ origins: [patternOf(host)] });
    if (!isAllowed) await removeHost(host);
  }
}

/** Has the browser run the scripts in pages of the hosts that the user added, and of no others. */
export function registerScripts() {
  registering = registering.catch(() => {}).then(register);
  return registering;
}

async function register() {
  const { hosts } = await settings();
  await chrome.scripting.unregisterContentScripts();
  if (hosts.length === 0) return;
  const common = { matches: hosts.map(patternOf), runAt: "document_start", persistAcrossSessions: true };
  await chrome.scripting.registerContentScripts([
    { ...common, id: "watch", js: ["page/watch.js"], world: "MAIN" },
    { ...common, id: "relay", js: ["page/relay.js"] },
  ]);
}
