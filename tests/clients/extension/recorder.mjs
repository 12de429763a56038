// Keeps what the count gives, as the worker does, but in memory.

import { count, idsOf, newCount, nonceOf } from "../../../resources/extension/worker/counting.js";

/** Takes facts in and tells what is known of bets. */
export class Recorder {
  state = newCount();
  seen = new Map();
  rows = new Map();

  /** Takes facts in; what came of the last one. */
  take(...facts) {
    let counted;
    for (const fact of facts) {
      const known = idsOf(fact).filter((id) => this.seen.has(id)).map((id) => this.seen.get(id));
      const before = JSON.stringify(this.state);
      counted = count(this.state, fact, known);
      if (JSON.stringify(this.state) !== before) {
        throw new Error("the former state was changed");
      }
      this.state = JSON.parse(JSON.stringify(counted.state));
      counted.seen.forEach((bet) => this.seen.set(bet.id, bet));
      if (counted.row !== null) {
        this.rows.set(fact.id, counted.row);
      }
    }
    return counted;
  }

  /** What is known of a bet's nonce: "hash:nonce", or "pair", "again" or "undetermined". */
  nonce(id) {
    const known = nonceOf(this.state, this.seen.get(id));
    return known.kind === "known" ? `${known.pair.serverSeedHashed}:${known.nonce}` : (known.for ?? known.kind);
  }
}
