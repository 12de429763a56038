/** What may be taken from an answer: each gives false or null for anything else, of whatever type. */

const LONGEST_NAME = 200;
/** Half of a surrogate pair, or NUL. */
const UNFIT = /[\p{Surrogate}\0]/u;
const LAST_TIME_MS = 8.64e15;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whether it is an object, not an array. */
export function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Whether it is a whole number from 0 on that JSON carries exactly. */
export function isCount(value) {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Whether it is an amount: finite, 0 or more. */
export function isAmount(value) {
  return Number.isFinite(value) && value >= 0;
}

/** Whether it is a time in ms since 1970. */
export function isTime(value) {
  return isAmount(value) && value <= LAST_TIME_MS;
}

/** A text of 1 to `longest` characters that the receiver takes, else null. */
export function textOf(value, longest = LONGEST_NAME) {
  const isFit = typeof value === "string" && value.length > 0 && value.length <= longest;
  return isFit && !UNFIT.test(value) ? value : null;
}

/** A moment as ISO-8601 in UTC, from an HTTP date, ISO-8601 with its zone, or ms since 1970; else null. */
export function momentOf(value) {
  const isDate = typeof value === "string" && (HTTP_DATE.test(value) || ISO_DATE.test(value));
  const timeMs = isDate ? Date.parse(value) : value;
  return isTime(timeMs) ? new Date(timeMs).toISOString() : null;
}
