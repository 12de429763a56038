/**
 * From the text of an answer that a page got to facts about the player's own bets and seeds.
 *
 * Nothing in an answer is trusted: whoever runs scripts in the page can make one up.
 *
 * @typedef {object} Answer  page/relay.js sends {kind: "answers", answers: Answer[], dropped: number,
 *   droppedMs: number|null}: dropped answers were lost before these
 * @property {string} url  the answer's own address
 * @property {string|null} text  its body; null: a request that may have placed a bet was not answered readably
 * @property {number} startedMs  when the request went out, in ms since 1970
 * @property {number} answeredMs  when the answer's head came, or when it failed
 * @property {number[]} openMs  when the requests went out that may place a bet and had no answer then
 *
 * @typedef {object} PairFact  the site showed the active seed pair
 * @property {"pair"} kind
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 * @property {number} placed  how many bets were placed with the pair, 0 or more
 * @property {string[]|null} activeIds  bets that were open then: they are in that number; null: it names none
 * @property {number} startedMs
 * @property {number} answeredMs
 * @property {number[]} openMs  as in Answer
 *
 * @typedef {object} BetFact  an own bet of any game that counts nonces
 * @property {"bet"} kind
 * @property {string} id
 * @property {string} game  in lower case
 * @property {boolean} active  whether the round is still being played
 * @property {boolean} isPlacing  whether this request placed it (a next or a cash-out did not)
 * @property {number} startedMs
 * @property {number} answeredMs
 * @property {number[]} openMs  as in Answer
 * @property {Pump|null} pump  null for other games
 *
 * @typedef {object} Pump
 * @property {string} difficulty  in lower case
 * @property {number|null} round  index into the multiplier table
 * @property {number} amount
 * @property {number} payout
 * @property {number|null} payoutMultiplier
 * @property {string|null} currency
 * @property {string|null} dateTime  ISO-8601
 *
 * @typedef {object} DetailsFact  the site showed the details of one bet, perhaps an own one
 * @property {"details"} kind
 * @property {string} id
 * @property {number} nonce  1 or more
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * @typedef {object} MissedFact  an answer was lost, and perhaps a bet with it
 * @property {"missed"} kind
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * @typedef {PairFact|BetFact|DetailsFact|MissedFact} Fact
 */

import { betsOf } from "./bets.js";
import { isCount, isObject, isTime, textOf } from "./values.js";

const LONGEST_TEXT = 256 * 1024;
const MOST_RESULTS = 50;
const MOST_FACTS = 200;
const MOST_OPEN = 100;
const ONE_AFTER_ANOTHER_MS = 0.001;
const DEEPEST = 8;
const WATCHED = /^\/_api\/(?:casino\/|graphql)/;
const PLAYED = /^\/_api\/casino\//;

/**
 * The facts in one answer, in its order; never throws, whatever it is given.
 *
 * @param {Answer} answer
 * @returns {Fact[]}
 */
export function factsOf(answer) {
  const { url, text, startedMs, answeredMs, openMs } = isObject(answer) ? answer : {};
  const pathname = pathOf(url);
  if (!WATCHED.test(pathname) || !isTime(startedMs) || !isTime(answeredMs)) {
    return [];
  }
  const times = { startedMs: Math.min(startedMs, answeredMs), answeredMs: Math.max(startedMs, answeredMs) };
  const reply = replyIn(text);
  if (reply === undefined) {
    return PLAYED.test(pathname) ? [{ kind: "missed", ...times }] : [];
  }
  const open = Array.isArray(openMs) ? openMs.filter(isTime).slice(0, MOST_OPEN) : [];
  const facts = resultsOf(reply).flatMap((root) => [...betsOf(root, pathname), ...seedsOf(root)]);
  return facts.slice(0, MOST_FACTS).map((fact, index) => ({ ...fact, ...inTurn(times, index), openMs: open }));
}

/** What several queries of one request asked for was asked for in their order. */
function inTurn({ startedMs, answeredMs }, index) {
  return { startedMs: Math.min(startedMs + index * ONE_AFTER_ANOTHER_MS, answeredMs), answeredMs };
}

/**
 * The fact that answers did not arrive.
 *
 * @param {number} droppedMs  when the last of them was answered
 * @returns {MissedFact}
 */
export function missed(droppedMs) {
  const timeMs = isTime(droppedMs) ? droppedMs : Date.now();
  return { kind: "missed", startedMs: timeMs, answeredMs: timeMs };
}

function pathOf(url) {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).pathname : "";
}

/** What a text holds; undefined where it is too long or no JSON. */
function replyIn(text) {
  if (typeof text !== "string" || text.length > LONGEST_TEXT) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The objects that hold results by name: with or without the envelope `data`, one or several queries. */
function resultsOf(reply) {
  const replies = Array.isArray(reply) ? reply.slice(0, MOST_RESULTS) : [reply];
  return replies
    .filter((each) => isObject(each) && !hasErrors(each))
    .map((each) => (isObject(each.data) ? each.data : each));
}

function hasErrors(reply) {
  return Array.isArray(reply.errors) ? reply.errors.length > 0 : isObject(reply.errors);
}

/** Seed pairs and details of bets, however deep queries put them. */
function seedsOf(value, depth = 0) {
  if (depth > DEEPEST || value === null || typeof value !== "object") {
    return [];
  }
  const own = isObject(value) ? [pairOf(value), detailsOf(value)].filter((fact) => fact !== null) : [];
  return [...own, ...Object.values(value).flatMap((child) => seedsOf(child, depth + 1))];
}

function pairOf(value) {
  const { activeServerSeed: server, activeClientSeed: client, activeCasinoBets: open } = value;
  if (!isObject(server) || !isObject(client) || !isCount(server.nonce)) {
    return null;
  }
  const serverSeedHashed = textOf(server.seedHash);
  const clientSeed = textOf(client.seed);
  if (serverSeedHashed === null || clientSeed === null) {
    return null;
  }
  return { kind: "pair", serverSeedHashed, clientSeed, placed: server.nonce, activeIds: idsOfOpen(open) };
}

function idsOfOpen(open) {
  if (!Array.isArray(open) || open.length > MOST_FACTS) {
    return null;
  }
  return open.map((bet) => (isObject(bet) ? textOf(bet.id) : null)).filter((id) => id !== null);
}

function detailsOf(value) {
  if (!isObject(value.clientSeed) || !isObject(value.serverSeed) || !isCount(value.nonce) || value.nonce < 1) {
    return null;
  }
  const id = textOf(value.id);
  const serverSeedHashed = textOf(value.serverSeed.seedHash);
  const clientSeed = textOf(value.clientSeed.seed);
  if (id === null || serverSeedHashed === null || clientSeed === null) {
    return null;
  }
  return { kind: "details", id, nonce: value.nonce, serverSeedHashed, clientSeed };
}
