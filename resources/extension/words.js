/** What the extension says of its state. Pure: the same words stand in the popup, the options and the tooltip. */

/** @param {number} number @param {string} one @param {string} [many] */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/**
 * The state in one line, and what to do about it where the user can do something.
 *
 * @param {import("./worker/status.js").Status} status
 * @returns {{kind: "good" | "note" | "trouble", line: string, help: string}}
 */
export function stateOf(status) {
  if (status.trouble?.kind === "stopped") return stopped(status);
  const wait = status.waiting === 0 ? "" : ` · ${counted(status.waiting, "bet")} waiting`;
  if (status.isPaused) {
    return { kind: "note", line: `Paused${wait}`, help: "New bets are not recorded until you resume." };
  }
  if (status.trouble !== null) return troubled(status.trouble, wait);
  if (status.pending.length > 0) {
    return { kind: "note", line: `Waiting for the seeds${wait}`, help: status.pending.map(pendingHelp).join(" ") };
  }
  return { kind: "good", line: status.waiting === 0 ? "Recording" : `Recording${wait}`, help: "" };
}

function stopped({ trouble, token, waiting }) {
  const kept = waiting === 0 ? "" : ` ${counted(waiting, "bet")} wait here.`;
  if (trouble.status === 401) {
    const line = token === "" ? "Stopped: liveapp requires a token" : "Stopped: wrong token";
    return { kind: "trouble", line, help: `Pair again in the options, or copy the token there.${kept}` };
  }
  return {
    kind: "trouble",
    line: "Stopped: liveapp refuses this extension",
    help: `It says: ${trouble.detail}. Check the options, then save.${kept}`,
  };
}

const TROUBLES = {
  unreachable: { line: "liveapp is not running", help: "Start liveapp: what waits is sent by itself." },
  busy: { line: "liveapp cannot take bets now", help: "It is tried again by itself." },
  strange: { line: "Something else answers in liveapp's place", help: "Test the connection in the options." },
};

function troubled(trouble, wait) {
  const { line, help } = TROUBLES[trouble.kind];
  const detail = trouble.kind === "busy" ? `It says: ${trouble.detail}. ` : "";
  return { kind: "trouble", line: line + wait, help: detail + help };
}

/**
 * What bets of one site wait for, and how the user can help.
 *
 * @param {import("./worker/status.js").Pending} pending
 */
export function pendingHelp({ site, why, bets }) {
  const number = counted(bets, "bet");
  if (why === "overlap") {
    return `${site}: open the Fairness dialog once more while no round is being played (${number} waiting).`;
  }
  return `${site}: open the Fairness dialog once, so that the seeds are known (${number} waiting).`;
}
