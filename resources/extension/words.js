/** What the extension says of its state. Pure: the same words stand in the popup, the options and the tooltip. */

/** @param {number} number @param {string} one @param {string} [many] */
export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/**
 * The state in one line, and what to do about it where the user can do something.
 *
 * @param {import("./worker/status.js").Status} status
 * @returns {{kind: "good" | "note" | "trouble", line: string, help: string, needsOptions?: boolean}} `needsOptions`
 *   where it is done on the options page
 */
export function stateOf(status) {
  if (status.trouble?.kind === "stopped") return stopped(status);
  const wait = status.waiting === 0 ? "" : ` · ${counted(status.waiting, "bet")} waiting`;
  if (status.isPaused) {
    return { kind: "note", line: `Paused${wait}`, help: "New bets are not recorded until you resume." };
  }
  if (!status.isSaved && status.today === 0) {
    const help = "Connect it in the options, with a code that liveapp shows.";
    return { kind: "note", line: `Not connected to liveapp${wait}`, help, needsOptions: true };
  }
  const help = [...unseenHelp(status), ...status.pending.map(pendingHelp), ...lostHelp(status)].join(" ");
  if (status.trouble !== null) return troubled(status.trouble, wait, help);
  if (status.pending.some(({ why }) => why !== "undetermined")) {
    return { kind: "note", line: `Waiting for the seeds${wait}`, help };
  }
  return { kind: "good", line: `Recording${wait}`, help };
}

/** Pages that were open before the extension was there say nothing to it. */
function unseenHelp({ hasSeenSite }) {
  const open = "open the casino's page, or reload it where it is open, and open its Fairness dialog once";
  return hasSeenSite ? [] : [`Nothing was seen yet: ${open}.`];
}

function lostHelp({ lost }) {
  return lost === 0 ? [] : [`${counted(lost, "bet")} found no room here, since so many wait: import your bets into liveapp.`];
}

function stopped({ trouble, token, waiting }) {
  const kept = waiting === 0 ? "" : ` ${counted(waiting, "bet")} wait here.`;
  if (trouble.status === 401) {
    const line = token === "" ? "Stopped: liveapp requires a token" : "Stopped: wrong token";
    const help = `Connect it in the options, with a code that liveapp shows, or with its token.${kept}`;
    return { kind: "trouble", line, help, needsOptions: true };
  }
  return {
    kind: "trouble",
    needsOptions: true,
    line: "Stopped: liveapp refuses this extension",
    help: `It says: ${trouble.detail}. Check the options, then save.${kept}`,
  };
}

const TROUBLES = {
  unreachable: { line: "liveapp is not running", help: "Start liveapp: what waits is sent by itself." },
  busy: { line: "liveapp cannot take bets now", help: "It is tried again by itself." },
  strange: {
    line: "Something else answers in liveapp's place",
    help: "Test the connection in the options.",
    needsOptions: true,
  },
};

function troubled(trouble, wait, more) {
  const { line, help, needsOptions } = TROUBLES[trouble.kind];
  const said = trouble.kind === "busy" ? `It says: ${trouble.detail}.` : "";
  return { kind: "trouble", line: line + wait, help: [said, help, more].filter(Boolean).join(" "), needsOptions };
}

/**
 * What bets of one site wait for, and how the user can help.
 *
 * @param {import("./worker/status.js").Pending} pending
 */
export function pendingHelp({ site, why, bets }) {
  const number = bets === 0 ? "" : ` (${counted(bets, "bet")} waiting)`;
  if (why === "pair") return `${site}: open the Fairness dialog once, so that the seeds are known${number}.`;
  if (why === "again") return `${site}: open the Fairness dialog once more while no round is being played${number}.`;
  const played = `${counted(bets, "bet was", "bets were")} played before the seed pair was known`;
  const besides = "while it changed, or beside bets that were not seen here";
  return `${site}: ${played}, ${besides}. Only the details of such a bet, opened on the site, tell its nonce.`;
}
