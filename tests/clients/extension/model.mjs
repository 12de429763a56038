// A simple model of the site: it knows the true nonce of each bet, and answers several tabs.

/** Numbers from 0 to 1, the same ones for the same seed. */
export function random(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * What happens in several tabs: requests with when they went out and were answered, in no order.
 *
 * @param {() => number} chance
 * @param {{tabs: number, steps: number, atOnce: boolean, lossy: boolean}} kind  atOnce: tabs do not wait for answers
 */
export function requestsOf(chance, { tabs, steps, atOnce, lossy }) {
  const requests = [];
  for (let tab = 0; tab < tabs; tab += 1) {
    let nowMs = 1000 + Math.floor(chance() * 30);
    for (let step = 0; step < steps; step += 1) {
      const startedMs = nowMs + Math.floor(chance() * 4);
      const answeredMs = startedMs + 1 + Math.floor(chance() * 12);
      requests.push({ ...kindOf(chance(), lossy), tab, id: `${tab}-${step}`, startedMs, answeredMs });
      nowMs = atOnce && chance() < 0.4 ? startedMs : answeredMs;
    }
  }
  return requests.map((request) => withQuietRotation(request, requests));
}

/**
 * Seeds are rotated while no bet and no other rotation is under way; else they are only looked at. One answer is lost at
 * most: of several that overlap, what is counted is not always the truth.
 */
function withQuietRotation(request, requests) {
  const isAround = (other) =>
    other !== request &&
    ["bet", "rotation"].includes(other.kind) &&
    other.startedMs <= request.answeredMs &&
    other.answeredMs >= request.startedMs;
  const isDisturbed = request.kind === "rotation" && requests.some(isAround);
  const isLost = request === requests.find((other) => other.isLost);
  return { ...request, kind: isDisturbed ? "sighting" : request.kind, isLost };
}

function kindOf(number, lossy) {
  if (number < 0.55) return { kind: "bet", isLost: lossy && number < 0.05 };
  if (number < 0.62) return { kind: "refused" };
  if (number < 0.82) return { kind: "sighting" };
  if (number < 0.9) return { kind: "rotation" };
  return { kind: "details", of: number };
}

/** Gives each request the moment at which the site works on it: bets in the order in which they come and go. */
export function workOn(chance, requests) {
  const inOrder = [...requests].sort(
    (one, other) => one.answeredMs - other.answeredMs || one.startedMs - other.startedMs,
  );
  const bets = [];
  for (const request of inOrder) {
    const former = bets.filter(({ startedMs }) => startedMs <= request.startedMs).map(({ workedMs }) => workedMs);
    const fromMs = request.kind === "bet" ? Math.max(request.startedMs, ...former) : request.startedMs;
    request.workedMs = fromMs + (request.answeredMs - fromMs) * (0.05 + 0.9 * chance());
    if (request.kind === "bet") bets.push(request);
  }
}

/** Has the site work on the requests; gives each its answer, and the truth by id. */
export function answer(requests) {
  const truth = new Map();
  let pair = 1;
  let placed = 0;
  for (const request of [...requests].sort((one, other) => one.workedMs - other.workedMs)) {
    if (request.kind === "rotation") [pair, placed] = [pair + 1, 0];
    if (request.kind === "bet") {
      placed += 1;
      truth.set(request.id, { pair, nonce: placed });
    }
    request.fact = factOf(request, pair, placed, truth);
  }
  return truth;
}

function factOf({ kind, id, of, isLost, startedMs, answeredMs }, pair, placed, truth) {
  const times = { startedMs, answeredMs };
  const seeds = { serverSeedHashed: `h${pair}`, clientSeed: "c" };
  if (isLost) return { kind: "missed", ...times };
  if (kind === "bet") return { kind, id, game: "pump", active: false, isPlacing: true, pump: {}, ...times };
  if (kind === "details") return detailsOf(of, truth, times);
  return kind === "refused" ? null : { kind: "pair", ...seeds, placed, activeIds: [], ...times };
}

/** Details of one of the bets that were placed so far. */
function detailsOf(of, truth, times) {
  const bets = [...truth];
  if (bets.length === 0) return null;
  const [id, { pair, nonce }] = bets[Math.floor(((of - 0.9) / 0.1) * bets.length)];
  return { kind: "details", id, nonce, serverSeedHashed: `h${pair}`, clientSeed: "c", ...times };
}

/** The facts as they reach the worker: each tab's in the order of its answers, other tabs' up to `delayMs` later. */
export function delivered(chance, requests, delayMs) {
  const lastMs = new Map();
  const arrivals = [...requests]
    .sort((one, other) => one.answeredMs - other.answeredMs)
    .map((request) => {
      const arrivedMs = Math.max(lastMs.get(request.tab) ?? 0, request.answeredMs + chance() * delayMs);
      lastMs.set(request.tab, arrivedMs);
      return { arrivedMs, fact: withOpen(request, requests) };
    });
  return arrivals.sort((one, other) => one.arrivedMs - other.arrivedMs).map(({ fact }) => fact).filter(Boolean);
}

/** The fact with when those requests of its tab went out that may place a bet and were still open. */
function withOpen({ fact, tab, answeredMs, id }, requests) {
  if (fact === null) return null;
  const mayBet = (other) => other.tab === tab && other.id !== id && ["bet", "refused"].includes(other.kind);
  const isOpen = (other) => mayBet(other) && other.startedMs < answeredMs && other.answeredMs > answeredMs;
  return { ...fact, openMs: requests.filter(isOpen).map(({ startedMs }) => startedMs) };
}
