/**
 * The receiver of liveapp: which addresses may be one, how it is asked, and what its answers mean.
 *
 * Nothing else of the extension makes a request. A receiver is always on this machine: bets and token are
 * sent nowhere else, whatever is entered.
 */

/** Where liveapp listens unless its settings say otherwise. */
export const DEFAULT_URL = "http://127.0.0.1:17888";
/** The most of an answer that is read, in bytes: liveapp's own are far below. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const TIME_LIMIT_MS = 10_000;
const HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * The base address of a receiver, without a slash at its end, from what a user entered: the base itself, or
 * the address that bets are posted to.
 *
 * @param {string} text
 * @returns {string}
 * @throws {RangeError} in words for the user, where that can be no receiver on this machine
 */
export function baseOf(text) {
  const entered = text.trim();
  if (!/^http:\/\//i.test(entered)) throw new RangeError(`The URL has to begin with http://, as in ${DEFAULT_URL}`);
  if (!URL.canParse(entered)) throw new RangeError("That is not a URL");
  const url = new URL(entered);
  if (!HOSTS.has(url.hostname)) {
    throw new RangeError("The host has to be 127.0.0.1, localhost or [::1]: bets are sent to no other machine");
  }
  if (url.username || url.password) throw new RangeError("The URL may not hold a user name or password");
  if (/[?#]/.test(entered)) throw new RangeError("The URL may not hold a ? or #");
  if (!/^\/(live\/ingest\/?)?$/.test(url.pathname)) {
    throw new RangeError("After the port the URL ends, or goes on with /live/ingest");
  }
  return url.origin;
}

/**
 * The token that a user entered, without blanks at its ends.
 *
 * @param {string} text
 * @returns {string} empty where liveapp requires none
 * @throws {RangeError} in words for the user, where liveapp can have no such token
 */
export function tokenOf(text) {
  const token = text.trim();
  if (token.length > 200) throw new RangeError("The token is too long: it has up to 200 characters");
  if (/\p{C}/u.test(token)) throw new RangeError("The token holds a character that cannot be seen; copy it again");
  return token;
}

/**
 * @typedef {object} Answer
 * @property {"answer"} kind
 * @property {number} status HTTP status; 0 for a redirection, which is not followed
 * @property {unknown} body the JSON value, or undefined where it is none
 * @property {number | undefined} retryAfterS what `Retry-After` asks for, in seconds
 *
 * @typedef {object} NoAnswer
 * @property {"none"} kind nothing listens there, or the connection broke
 *
 * @typedef {object} LateAnswer
 * @property {"late"} kind no answer within the time limit
 */

/**
 * Makes one request, and never throws: what went wrong is an outcome like any other.
 *
 * @param {string} base
 * @param {string} path
 * @param {{token?: string, body?: string}} [request] with a body it is a POST of JSON, else a GET
 * @returns {Promise<Answer | NoAnswer | LateAnswer>}
 */
export async function ask(base, path, { token = "", body } = {}) {
  const headers = {};
  if (token) headers["X-Ingest-Token"] = headerValue(token);
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(base + path, {
      method: body === undefined ? "GET" : "POST",
      headers,
      body,
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    const value = jsonOf(await boundedText(response));
    return { kind: "answer", status: response.status, body: value, retryAfterS: retryAfter(response) };
  } catch (fault) {
    return { kind: fault?.name === "TimeoutError" ? "late" : "none" };
  }
}

/** A header holds bytes, one a character: text beyond ASCII goes as its UTF-8. */
function headerValue(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

async function boundedText(response) {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      return "";
    }
    text += decoder.decode(value, { stream: true });
  }
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function retryAfter(response) {
  const text = response.headers.get("Retry-After") ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/**
 * @typedef {object} Taken the receiver keeps each item of the batch, or said why not
 * @property {"taken"} kind
 * @property {number} accepted bets that it did not have
 * @property {Map<number, string>} refused why, by the item's index in the batch
 *
 * @typedef {object} NotTaken
 * @property {"stopped" | "unreachable" | "misfit" | "busy" | "strange"} kind `stopped`: only the user can help;
 *   `misfit`: the batch as a whole is not taken, smaller ones may be; the others: later again
 * @property {string} detail in words
 * @property {number} [status]
 * @property {number} [retryAfterS]
 */

/**
 * What the answer to a batch means. Only a 200 that accounts for each item counts as taken: another program on
 * that port answers 200 too.
 *
 * @param {Answer | NoAnswer | LateAnswer} answer
 * @param {number} size number of items in the batch
 * @returns {Taken | NotTaken}
 */
export function judged(answer, size) {
  if (answer.kind === "none") return { kind: "unreachable", detail: "liveapp is not running" };
  if (answer.kind === "late") return { kind: "unreachable", detail: "liveapp did not answer in time" };
  const { status, body, retryAfterS } = answer;
  const detail = detailOf(body) ?? `it answered with status ${status}`;
  if (status === 200) return taken(body, size) ?? { kind: "strange", detail: "the answer is not liveapp's" };
  if (status === 401 || status === 403) return { kind: "stopped", status, detail };
  if (status === 400 || status === 413 || status === 422) return { kind: "misfit", detail };
  if (status === 429 || status >= 500) return { kind: "busy", detail, retryAfterS };
  return { kind: "strange", detail };
}

function taken(body, size) {
  if (typeof body !== "object" || body === null) return undefined;
  const { accepted, duplicates, rejected } = body;
  const isCount = (value) => Number.isInteger(value) && value >= 0;
  if (!isCount(accepted) || !isCount(duplicates) || !Array.isArray(rejected)) return undefined;
  const refused = new Map();
  for (const item of rejected) {
    if (!isCount(item?.index) || item.index >= size) return undefined;
    refused.set(item.index, typeof item.detail === "string" ? item.detail : "no reason given");
  }
  const isAccounted = refused.size === rejected.length && accepted + duplicates + refused.size === size;
  return isAccounted ? { kind: "taken", accepted, refused } : undefined;
}

function detailOf(body) {
  const detail = body?.detail;
  if (typeof detail === "string") return detail;
  return typeof detail?.[0]?.msg === "string" ? detail[0].msg : undefined;
}

/**
 * Posts bets.
 *
 * @param {string} base
 * @param {string} token
 * @param {object[]} bets payloads
 * @returns {Promise<Taken | NotTaken>}
 */
export async function post(base, token, bets) {
  const answer = await ask(base, "/live/ingest", { token, body: JSON.stringify(bets) });
  return judged(answer, bets.length);
}

/** Whether liveapp answers there, and not another program. */
export async function isLiveapp(base) {
  return (await health(base)).isLiveapp;
}

async function health(base) {
  const answer = await ask(base, "/healthz");
  return { answer, isLiveapp: answer.kind === "answer" && answer.body?.app === "liveapp" };
}

/**
 * Tries a receiver and writes nothing there.
 *
 * @param {string} url as the user entered it
 * @param {string} token
 * @returns {Promise<string>} begins with `Connected`, `Not running`, `Something else answers`, `Wrong token` or
 *   `Refused`, and says what to do
 */
export async function tested(url, token) {
  try {
    baseOf(url);
  } catch (fault) {
    return `Not running: no receiver can have this URL. ${fault.message}.`;
  }
  try {
    return await triedAt(baseOf(url), tokenOf(token));
  } catch (fault) {
    return `Wrong token: ${fault.message}.`;
  }
}

async function triedAt(base, token) {
  const { answer, isLiveapp: isOurs } = await health(base);
  if (answer.kind === "none") return notRunning(base);
  if (answer.kind === "late") return `Not running: ${base} gave no answer within ${TIME_LIMIT_MS / 1000} seconds. Start liveapp again.`;
  if (!isOurs) return somethingElse(base, answer);
  return judgedTest(base, token, answer.body, await ask(base, "/live/streams?limit=1", { token }));
}

function notRunning(base) {
  return `Not running: nothing answers at ${base}. Start liveapp, or compare the port with the one in its status bar.`;
}

function somethingElse(base, answer) {
  if (answer.status === 403) {
    return `Something else answers at ${base}: status 403. If that is a tunnel to liveapp, use the same port at both of its ends.`;
  }
  return `Something else answers at ${base}: another program uses this port. Compare it with the one in liveapp's status bar.`;
}

function judgedTest(base, token, healthBody, answer) {
  if (answer.kind !== "answer") return notRunning(base);
  const detail = detailOf(answer.body) ?? `status ${answer.status}`;
  const copy = "copy it from liveapp: Receiver › Copy token";
  if (answer.status === 401 && !token) return `Wrong token: none is entered, and liveapp requires one; ${copy}.`;
  if (answer.status === 401) return `Wrong token: liveapp has another one; ${copy}.`;
  if (answer.status === 429) return `Wrong token: too many were tried (${detail}). Wait a minute, then ${copy}.`;
  if (answer.status === 403) return `Refused: ${detail}. Receiver › Requests in liveapp says more.`;
  const fault = typeof healthBody.detail === "string" ? healthBody.detail : answer.status === 200 ? undefined : detail;
  if (fault !== undefined) return `Connected, but liveapp cannot store bets now: ${fault}. They wait here until it can.`;
  return `Connected to liveapp at ${base}.`;
}

/**
 * Asks for the token with the code that liveapp's window shows.
 *
 * @param {string} url as the user entered it
 * @param {string} code blanks in it do not matter
 * @returns {Promise<{token: string} | {problem: string}>} the token is empty where liveapp requires none
 * @throws {RangeError} for a URL that can be no receiver's
 */
export async function paired(url, code) {
  const base = baseOf(url);
  const digits = code.replace(/\s+/g, "");
  if (!/^\d{6}$/.test(digits)) return { problem: "The code has 6 digits." };
  const answer = await ask(base, "/live/pair", { body: JSON.stringify({ code: digits }) });
  if (answer.kind !== "answer") return { problem: notRunning(base) };
  const token = answer.body?.token;
  if (answer.status === 200 && (token === null || typeof token === "string")) return { token: token ?? "" };
  return { problem: whyNotPaired(base, answer) };
}

function whyNotPaired(base, answer) {
  const show = "In liveapp choose Receiver › Connect the browser extension…";
  const detail = detailOf(answer.body);
  if (detail === "Wrong pairing code") return "Wrong code. Compare it with the one that liveapp shows.";
  if (answer.status === 409) return `No code is shown. ${show} and enter the code that it shows.`;
  if ([401, 404, 405].includes(answer.status)) return `Something else answers at ${base}, or a liveapp that is too old to pair.`;
  return detail === undefined ? somethingElse(base, answer) : `Refused: ${detail}.`;
}
