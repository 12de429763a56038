/** The bets on the options page that were refused. */

import { askWorker, find } from "./page.js";

/** @type {{seq: number, bet: object, detail: string}[]} */
let refused = [];

/** Shows the list as it is now, the latest first. What is in a bet is shown as text. */
export async function showRefused() {
  refused = await askWorker({ kind: "refused" });
  find("refused-number").textContent = String(refused.length);
  find("refused").replaceChildren(...refused.map(refusedItem));
  find("refused-buttons").hidden = refused.length === 0;
}

function refusedItem({ bet, detail }) {
  const item = document.createElement("li");
  const reason = document.createElement("div");
  const whole = document.createElement("code");
  reason.textContent = detail;
  whole.textContent = JSON.stringify(bet);
  item.append(reason, whole);
  return item;
}

/** One JSON object a line, with the reason: liveapp's import reads such a file. */
function asLines() {
  return refused.map(({ bet, detail }) => `${JSON.stringify({ ...bet, refused: detail })}\n`).join("");
}

find("copy-refused").addEventListener("click", async () => {
  await navigator.clipboard.writeText(asLines());
  find("refused-status").textContent = "Copied.";
});
find("clear-refused").addEventListener("click", async () => {
  await askWorker({ kind: "clearRefused", upTo: refused[0].seq });
  find("refused-status").textContent = "Cleared.";
});
