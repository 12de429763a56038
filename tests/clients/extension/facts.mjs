// Facts as answers.js gives them.

const PUMP = { difficulty: "easy", round: 1, amount: 1, payout: 0, payoutMultiplier: 0, currency: "btc", dateTime: null };

/** Times in ms, one after another unless they say otherwise. */
export function times(startedMs, answeredMs = startedMs + 5, openMs = []) {
  return { startedMs, answeredMs, openMs };
}

export function bet(id, at, more = {}) {
  return { kind: "bet", id, game: "pump", active: false, isPlacing: true, pump: PUMP, ...at, ...more };
}

export function pair(hash, placed, at, activeIds = []) {
  return { kind: "pair", serverSeedHashed: hash, clientSeed: "c", placed, activeIds, ...at };
}

export function details(id, hash, nonce, at) {
  return { kind: "details", id, serverSeedHashed: hash, clientSeed: "c", nonce, ...at };
}

/** An answer that was lost. */
export function lost(at) {
  return { kind: "missed", ...at };
}
