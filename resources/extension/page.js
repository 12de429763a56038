/** What popup and options page share: they show what the worker says, and ask it to act. They make no request. */

/** @param {string} id @returns {HTMLElement} */
export function find(id) {
  return document.getElementById(id);
}

/**
 * Asks the worker.
 *
 * @param {{kind: string}} question
 * @returns {Promise<any>} its answer
 * @throws {Error} in words, where it could not
 */
export async function askWorker(question) {
  const { answer, problem } = await chrome.runtime.sendMessage(question);
  if (problem !== undefined) throw new Error(problem);
  return answer;
}

/**
 * Shows the state now and after each change.
 *
 * @param {(status: import("./worker/status.js").Status) => void} show
 */
export function followStatus(show) {
  let isAsking = false;
  let isChangedAgain = false;
  async function refresh() {
    isChangedAgain = true;
    if (isAsking) return;
    isAsking = true;
    try {
      while (isChangedAgain) {
        isChangedAgain = false;
        show(await askWorker({ kind: "status" }));
      }
    } finally {
      isAsking = false;
    }
  }
  new BroadcastChannel("changes").addEventListener("message", refresh);
  refresh();
}
