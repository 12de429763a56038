/** When the next try follows one that failed. Pure: clock and chance are given. */

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
/** The longest wait that a receiver may ask for: its own limits are those of a minute. */
const LONGEST_ASKED_MS = 120_000;
/** So far a wait may be off, up or down, so that many clients do not come back at the same moment. */
const JITTER = 0.2;

/** The most rows of a batch. */
export const BATCH_ROWS = 200;

/**
 * @typedef {object} Sending how sending goes
 * @property {number} failures in a row
 * @property {number} notBeforeMs time of the next try, by `Date.now()`
 * @property {number} batchRows
 * @property {null | {kind: string, status?: number, detail: string}} trouble why the last try failed; after
 *   `stopped` nothing is sent until the user saves
 */

/** @type {Sending} */
export const UNTROUBLED = { failures: 0, notBeforeMs: 0, batchRows: BATCH_ROWS, trouble: null };

/**
 * @param {Sending} sending
 * @returns {Sending} after a batch was taken: batches grow again if they had to be small
 */
export function afterSuccess(sending) {
  return { ...UNTROUBLED, batchRows: Math.min(BATCH_ROWS, sending.batchRows * 2) };
}

/**
 * @param {Sending} sending
 * @param {import("./receiver.js").NotTaken} outcome
 * @param {number} size rows in the batch that was not taken
 * @param {number} nowMs
 * @param {number} chance 0 to 1
 * @returns {Sending}
 */
export function afterFailure(sending, outcome, size, nowMs, chance) {
  if (outcome.kind === "misfit") return { ...sending, batchRows: Math.max(1, Math.floor(size / 2)) };
  const { kind, status, detail } = outcome;
  const usualMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(sending.failures, 10));
  const waitMs = usualMs * (1 - JITTER + 2 * JITTER * chance);
  const askedMs = Math.min(LONGEST_ASKED_MS, (outcome.retryAfterS ?? 0) * 1000);
  return {
    ...sending,
    failures: sending.failures + 1,
    notBeforeMs: nowMs + Math.max(waitMs, askedMs),
    trouble: { kind, status, detail },
  };
}

/**
 * How long to wait yet, in milliseconds. A clock that was set back does not hold sending up.
 *
 * @param {Sending} sending
 * @param {number} nowMs
 */
export function waitMs(sending, nowMs) {
  const leftMs = sending.notBeforeMs - nowMs;
  return leftMs <= LONGEST_ASKED_MS ? Math.max(0, leftMs) : 0;
}
