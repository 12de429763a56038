/**
 * Runs in the page's own world: copies the text of answers about bets and seeds, and passes them to relay.js.
 *
 * Invariants: the page's requests go out as they are, and their answers, errors and order stay what they were. Nothing
 * of a request is read, no header and no cookie. Whatever goes wrong in here, the page does not notice.
 *
 * An answer passed on is an event on the document whose detail is JSON: {url, text, startedMs, answeredMs}, in the
 * order in which the heads of answers came. startedMs is when the request went out, answeredMs when the answer's head
 * came, so that what a page asks for after an answer never overlaps with it; both in ms since 1970.
 */
"use strict";

(() => {
  const EVENT = "liveapp-answer";
  const LONGEST_TEXT = 256 * 1024;
  const LONGEST_BODY_MS = 20_000;
  const CLOCK_ERROR_MS = 10;
  const WATCHED = ["/_api/casino/", "/_api/graphql"].map((path) => location.origin + path);
  const TELLS = /"(?:active|activeServerSeed|nonce)"/;
  const ENDLESS = /^(?:text\/event-stream|multipart\/)/i;

  // The page may replace these later.
  const { JSON, Promise, CustomEvent, TextDecoder, Response, XMLHttpRequest, setTimeout, clearTimeout } = window;
  const { apply } = Reflect;
  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const dispatchEvent = EventTarget.prototype.dispatchEvent;
  const addEventListener = EventTarget.prototype.addEventListener;
  const performanceNow = performance.now.bind(performance);
  const wallNow = Date.now;

  let originMs = performance.timeOrigin;
  let lastMs = 0;
  let passing = Promise.resolve();

  /** Now: finer than the wall's clock and never before the last one, but where that was set or the machine slept. */
  function nowMs() {
    const wallMs = wallNow();
    if (Math.abs(originMs + performanceNow() - wallMs) > CLOCK_ERROR_MS) {
      originMs = wallMs - performanceNow();
    }
    const timeMs = originMs + performanceNow();
    lastMs = lastMs - timeMs > 1000 ? timeMs : Math.max(lastMs, timeMs);
    return lastMs;
  }

  function isWatched(url) {
    return WATCHED.some((beginning) => url.startsWith(beginning));
  }

  /** Passes an answer on after those whose heads came before; `reading` gives its text or null, and never fails. */
  async function passOn(url, startedMs, answeredMs, reading) {
    const former = passing;
    const passed = (async () => {
      await former;
      const text = await reading;
      if (text !== null && text.length <= LONGEST_TEXT && TELLS.test(text)) {
        const detail = JSON.stringify({ url, text, startedMs, answeredMs });
        apply(dispatchEvent, document, [new CustomEvent(EVENT, { detail })]);
      }
    })();
    passing = passed.catch(() => {});
  }

  /** What comes in time, else null: a body that does not end must not hold up those after it. */
  function inTime(reading) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), LONGEST_BODY_MS);
      const finish = (text) => {
        clearTimeout(timer);
        resolve(text);
      };
      reading.then(finish, () => finish(null));
    });
  }

  /** The text of a body, or null where it is longer than what is passed on. */
  async function textOfBody(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return text + decoder.decode();
      }
      text += decoder.decode(value, { stream: true });
      if (text.length > LONGEST_TEXT) {
        reader.cancel().catch(() => {});
        return null;
      }
    }
  }

  const urlOfResponse = getter(Response, "url");
  const isOkOfResponse = getter(Response, "ok");
  const headersOfResponse = getter(Response, "headers");
  const bodyOfResponse = getter(Response, "body");
  const cloneResponse = Response.prototype.clone;

  function noteResponse(response, startedMs) {
    const url = apply(urlOfResponse, response, []);
    if (!isWatched(url) || !apply(isOkOfResponse, response, [])) {
      return;
    }
    const type = apply(headersOfResponse, response, []).get("content-type") ?? "";
    const answeredMs = nowMs();
    const body = ENDLESS.test(type) ? null : apply(bodyOfResponse, apply(cloneResponse, response, []), []);
    if (body !== null) {
      passOn(url, startedMs, answeredMs, inTime(textOfBody(body)));
    }
  }

  /** The page's promise: settled as the browser's own, after the answer was noted. */
  async function noted(promise, startedMs) {
    const response = await promise;
    try {
      noteResponse(response, startedMs);
    } catch {
      // The page gets its answer all the same.
    }
    return response;
  }

  window.fetch = new Proxy(window.fetch, {
    apply(fetch, self, parameters) {
      const startedMs = nowMs();
      return noted(apply(fetch, self, parameters), startedMs);
    },
  });

  const urlOfRequest = getter(XMLHttpRequest, "responseURL");
  const stateOfRequest = getter(XMLHttpRequest, "readyState");
  const statusOfRequest = getter(XMLHttpRequest, "status");
  const typeOfRequest = getter(XMLHttpRequest, "responseType");
  const textOfRequest = getter(XMLHttpRequest, "responseText");
  const responseOfRequest = getter(XMLHttpRequest, "response");
  const HEAD_CAME = 2;

  /** When each request went out, and what takes its text. */
  const requests = new WeakMap();

  async function textOfXhr(request) {
    const type = apply(typeOfRequest, request, []);
    if (type === "" || type === "text") {
      return apply(textOfRequest, request, []);
    }
    const response = apply(responseOfRequest, request, []);
    return type === "json" ? JSON.stringify(response) : new Response(response).text();
  }

  function noteHead(request) {
    const known = requests.get(request);
    const status = apply(statusOfRequest, request, []);
    const url = apply(urlOfRequest, request, []);
    if (known === undefined || known.isAnswered || status < 200 || status > 299 || !isWatched(url)) {
      return;
    }
    known.isAnswered = true;
    passOn(url, known.startedMs, nowMs(), inTime(new Promise((resolve) => (known.resolve = resolve))));
  }

  function noteEnd({ type, target }) {
    if (type === "load") {
      noteHead(target); // a synchronous request tells of no head
      requests.get(target)?.resolve?.(textOfXhr(target));
    } else {
      requests.get(target)?.resolve?.(null);
    }
  }

  function noteState({ target }) {
    if (apply(stateOfRequest, target, []) === HEAD_CAME) {
      noteHead(target);
    }
  }

  function quietly(note) {
    return (event) => {
      try {
        note(event);
      } catch {
        // The page gets its events all the same.
      }
    };
  }

  // Listeners that capture come before the page's own, whoever was first.
  const listeners = { readystatechange: quietly(noteState), load: quietly(noteEnd), loadend: quietly(noteEnd) };

  XMLHttpRequest.prototype.send = new Proxy(XMLHttpRequest.prototype.send, {
    apply(send, self, parameters) {
      try {
        apply(stateOfRequest, self, []);
        for (const [name, listener] of Object.entries(listeners)) {
          apply(addEventListener, self, [name, listener, { capture: true }]);
        }
        requests.get(self)?.resolve?.(null);
        requests.set(self, { startedMs: nowMs(), isAnswered: false, resolve: null });
      } catch {
        // Not a request: the browser says so.
      }
      return apply(send, self, parameters);
    },
  });
})();
