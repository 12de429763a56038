/** The popup: how recording goes, in one line, and the way to the options. */

import { askWorker, followStatus, find } from "./page.js";
import { stateOf } from "./words.js";

let isPaused = false;

/** @param {import("./worker/status.js").Status} status */
function show(status) {
  // What waits and was refused stands in lines of its own.
  const { kind, line, help, needsOptions } = stateOf({ ...status, waiting: 0 });
  find("state").textContent = line;
  find("state").className = kind;
  find("help").textContent = help;
  find("help").hidden = help === "";
  find("today").textContent = status.today.toLocaleString("en");
  find("waiting").textContent = status.waiting.toLocaleString("en");
  find("refused").textContent = status.refused.toLocaleString("en");
  find("refused").hidden = find("refused-name").hidden = status.refused === 0;
  isPaused = status.isPaused;
  find("options").className = needsOptions ? "primary" : "";
  find("pause").textContent = isPaused ? "Resume" : "Pause";
  document.querySelector("main").hidden = false;
}

find("pause").addEventListener("click", () => askWorker({ kind: "pause", isPaused: !isPaused }));
find("options").addEventListener("click", async () => {
  await chrome.runtime.openOptionsPage();
  window.close();
});

followStatus(show);
askWorker({ kind: "send" });
