/**
 * Runs beside the page, out of its reach: passes what watch.js copied to the extension's worker.
 *
 * Anything may come from the page. Messages are bounded in size and number, in the order of arrival, one under way at a
 * time, and sent again until the worker has answered {ok: true}: it may have been ended in between. What comes twice
 * does no harm, since bets are known by their ids.
 *
 * A message: {kind: "answers", answers: [{url, text, startedMs, answeredMs, openMs}], dropped, droppedMs}. `dropped`
 * answers were lost before these; `droppedMs` is when the last of them was answered (null where none was lost).
 * Before all of them goes {kind: "opened"}: while several tabs of a site are open, what one says may count before what
 * another has said already.
 */
"use strict";

(() => {
  const EVENT = "liveapp-answer";
  const LONGEST_URL = 2000;
  const LONGEST_TEXT = 256 * 1024;
  const LONGEST_DETAIL = 3 * LONGEST_TEXT;
  const MOST_WAITING = 1000;
  const MOST_CHARACTERS_WAITING = 16 * 1024 * 1024;
  const MOST_IN_MESSAGE = 50;
  const MOST_CHARACTERS_IN_MESSAGE = 2 * 1024 * 1024;
  const FIRST_PAUSE_MS = 250;
  const LONGEST_PAUSE_MS = 30_000;

  /** What waits, in its order: {answer} or {dropped, droppedMs}. */
  let waiting = [];
  let charactersWaiting = 0;
  let isSending = false;

  function take({ detail }) {
    const answer = answerOf(detail);
    if (answer === null) {
      return;
    }
    const isFull = waiting.length >= MOST_WAITING || charactersWaiting + lengthOf(answer) > MOST_CHARACTERS_WAITING;
    if (isFull) {
      drop(answer.answeredMs);
    } else {
      waiting.push({ answer });
      charactersWaiting += lengthOf(answer);
    }
    send();
  }

  /** What an event holds, with nothing else; null where it is no answer. */
  function answerOf(detail) {
    if (typeof detail !== "string" || detail.length > LONGEST_DETAIL) {
      return null;
    }
    try {
      const { url, text, startedMs, answeredMs, openMs } = JSON.parse(detail);
      const isFit = isText(url, LONGEST_URL) && (text === null || isText(text, LONGEST_TEXT));
      const isTimed = isTime(startedMs) && isTime(answeredMs) && Array.isArray(openMs) && openMs.every(isTime);
      return isFit && isTimed ? { url, text, startedMs, answeredMs, openMs } : null;
    } catch {
      return null;
    }
  }

  function isTime(value) {
    return Number.isFinite(value);
  }

  function isText(value, longest) {
    return typeof value === "string" && value.length <= longest;
  }

  function lengthOf(answer) {
    return answer?.text?.length ?? 0;
  }

  function drop(droppedMs) {
    const last = waiting.at(-1);
    const dropped = last?.dropped ?? 0;
    if (dropped > 0) {
      waiting.pop();
    }
    waiting.push({ dropped: dropped + 1, droppedMs });
  }

  /** The next message, and how many entries of what waits are in it. */
  function nextMessage(most = MOST_IN_MESSAGE, mostCharacters = MOST_CHARACTERS_IN_MESSAGE) {
    const { dropped = 0, droppedMs = null } = waiting[0];
    const entries = dropped > 0 ? waiting.slice(1) : waiting;
    const answers = [];
    let characters = 0;
    for (const { answer } of entries) {
      characters += lengthOf(answer);
      const isFull = answers.length === most || (characters > mostCharacters && answers.length > 0);
      if (answer === undefined || isFull) {
        break;
      }
      answers.push(answer);
    }
    const message = { kind: "answers", answers, dropped, droppedMs };
    return { message, length: answers.length + (dropped > 0 ? 1 : 0) };
  }

  async function send() {
    if (isSending) {
      return;
    }
    isSending = true;
    let pauseMs = FIRST_PAUSE_MS;
    while (waiting.length > 0) {
      const { message, length } = nextMessage();
      if (await isTaken(message)) {
        pauseMs = FIRST_PAUSE_MS;
        forget(length);
      } else if (isCutOff()) {
        stop();
      } else {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
    isSending = false;
  }

  async function isTaken(message) {
    try {
      const reply = await chrome.runtime.sendMessage(message);
      return reply?.ok === true;
    } catch {
      return false; // the worker was ended, or the extension is gone
    }
  }

  /** Whether the extension was removed or loaded anew: then a script of its new self comes with the next page. */
  function isCutOff() {
    return chrome.runtime?.id === undefined;
  }

  function forget(length) {
    for (const { answer } of waiting.splice(0, length)) {
      charactersWaiting -= lengthOf(answer);
    }
  }

  function stop() {
    document.removeEventListener(EVENT, take);
    waiting = [];
  }

  /** The page goes: what waits goes out at once, as it may be the last chance. */
  function sendRest() {
    if (waiting.length > 0 && !isCutOff()) {
      isTaken(nextMessage(MOST_WAITING, MOST_CHARACTERS_WAITING).message);
    }
  }

  async function greet() {
    while (!(await isTaken({ kind: "opened" })) && !isCutOff()) {
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS));
    }
  }

  greet();
  document.addEventListener(EVENT, take);
  window.addEventListener("pagehide", sendRest);
})();
