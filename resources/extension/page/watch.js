/**
 * Runs in the page's own world: copies the text of answers about bets and seeds, and passes them to relay.js.
 *
 * Invariants: the page's requests go out as they are, and their answers, errors and order stay what they were. Nothing
 * of a request is read but its address and method: no body, no header, no cookie. Whatever goes wrong in here, the
 * page does not notice.
 *
 * An answer passed on is an event on the document whose detail is JSON: {url, text, startedMs, answeredMs, openMs}, in
 * the order in which the heads of answers came. startedMs is when the request went out, answeredMs when the answer's
 * head came, so that what a page asks for after an answer never overlaps with it; openMs is when the requests went out
 * that may place a bet and had no answer then; all in ms since 1970. Where a request that may place a bet fails, or
 * its answer cannot be read, text is null: nobody knows whether a bet was placed. Where the site answers that it did
 * not do what was asked, whatever its status, none was.
 */
"use strict";

(() => {
  const EVENT = "liveapp-answer";
  const LONGEST_TEXT = 256 * 1024;
  const LONGEST_BODY_MS = 20_000;
  const LONGEST_REQUEST_MS = 60_000;
  const MOST_OPEN = 100;
  const CLOCK_ERROR_MS = 10;
  const [PLAYED, ASKED] = ["/_api/casino/", "/_api/graphql"].map((path) => location.origin + path);
  const PLACES = /^(?!active)[^/?#]+\/(?!next|cash-?out|active)[^/?#]/i;
  const TELLS = /"(?:active|activeServerSeed|nonce)"/;
  const ENDLESS = /^(?:text\/event-stream|multipart\/)/i;

  // The page may replace these later.
  const { JSON, Promise, URL, CustomEvent, TextDecoder, Response, XMLHttpRequest, setTimeout, clearTimeout } = window;
  const { apply } = Reflect;
  const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
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

  /** Requests under way that may place a bet. */
  const open = new Set();

  /** A request as it goes out: {startedMs, url}; url is null unless it may place a bet. */
  function begun(findTarget) {
    const request = { startedMs: nowMs(), url: null };
    try {
      const { url, method } = findTarget();
      const isPlay = url.startsWith(PLAYED) && !/^(?:GET|HEAD)$/i.test(method);
      if (isPlay && PLACES.test(url.slice(PLAYED.length))) {
        request.url = url;
        open.add(request);
      }
    } catch {
      // No address that can be read without the page's noticing.
    }
    return request;
  }

  /** When the requests went out that are under way; what takes too long is lost. */
  function timesOfOpenMs() {
    for (const request of open) {
      if (nowMs() - request.startedMs > LONGEST_REQUEST_MS) {
        passLoss(request);
      }
    }
    return [...open].slice(0, MOST_OPEN).map(({ startedMs }) => startedMs);
  }

  /** Passes on that it is not known what became of a request, where that matters. */
  function passLoss(request) {
    if (open.delete(request)) {
      passOn(request, request.url, Promise.resolve(null));
    }
  }

  /** Passes an answer on after those whose heads came before; `reading` gives its text, or null for a loss. */
  function passOn({ startedMs, url: playedUrl }, url, reading) {
    const answeredMs = nowMs();
    const openMs = timesOfOpenMs();
    const former = passing;
    const passed = (async () => {
      await former;
      const read = await reading;
      const isTooLong = (read?.length ?? 0) > LONGEST_TEXT && TELLS.test(read);
      const text = isTooLong ? null : read;
      if (text === null ? playedUrl !== null : TELLS.test(text)) {
        const detail = JSON.stringify({ url, text, startedMs, answeredMs, openMs });
        apply(dispatchEvent, document, [new CustomEvent(EVENT, { detail })]);
      }
    })();
    passing = passed.catch(() => {});
  }

  /** Passes on an answer whose head came, where it may tell something; `read` gives its text, or null. */
  function passAnswer(request, status, url, read) {
    open.delete(request);
    if (status >= 200 && status < 300 && (url.startsWith(PLAYED) || url.startsWith(ASKED))) {
      passOn(request, url, read());
    } else if (isOfGateway(status) && request.url !== null) {
      passOn(request, request.url, read().then(nothingIfJson, () => null));
    }
  }

  /** Whether what stands between page and site answers, since the site itself gave no answer. */
  function isOfGateway(status) {
    return status === 502 || status === 504 || (status >= 520 && status < 530);
  }

  /** The site itself answers in JSON, also that it failed: then nothing was placed. */
  function nothingIfJson(text) {
    try {
      JSON.parse(text);
      return text === null ? null : "";
    } catch {
      return null;
    }
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

  /** The text of a body; only the first of it where it is longer than what is passed on. */
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
        return text;
      }
    }
  }

  const urlOfResponse = getter(Response, "url");
  const statusOfResponse = getter(Response, "status");
  const headersOfResponse = getter(Response, "headers");
  const bodyOfResponse = getter(Response, "body");
  const cloneResponse = Response.prototype.clone;

  function noteResponse(response, request) {
    const url = apply(urlOfResponse, response, []);
    passAnswer(request, apply(statusOfResponse, response, []), url, () => readResponse(response));
  }

  function readResponse(response) {
    const type = apply(headersOfResponse, response, []).get("content-type") ?? "";
    if (ENDLESS.test(type)) {
      return Promise.resolve(null);
    }
    const body = apply(bodyOfResponse, apply(cloneResponse, response, []), []);
    return body === null ? Promise.resolve("") : inTime(textOfBody(body));
  }

  /** The page's promise: settled as the browser's own, after the answer was noted. */
  async function noted(request, promise) {
    let response;
    try {
      response = await promise;
    } catch (fault) {
      quietly(passLoss)(request);
      throw fault;
    }
    quietly(noteResponse)(response, request);
    return response;
  }

  const urlOfAsked = getter(Request, "url");
  const methodOfAsked = getter(Request, "method");
  const hrefOfUrl = getter(URL, "href");

  /** Where a request goes; fails where that cannot be read without running code of the page. */
  function targetOf([input, init]) {
    const given = Object.getOwnPropertyDescriptor(Object(init), "method")?.value;
    if (typeof input === "string" || input instanceof URL) {
      const address = typeof input === "string" ? input : apply(hrefOfUrl, input, []);
      return { url: new URL(address, document.baseURI).href, method: given ?? "GET" };
    }
    return { url: apply(urlOfAsked, input, []), method: given ?? apply(methodOfAsked, input, []) };
  }

  window.fetch = new Proxy(window.fetch, {
    apply: (fetch, self, parameters) => noted(begun(() => targetOf(parameters)), apply(fetch, self, parameters)),
  });

  const urlOfXhr = getter(XMLHttpRequest, "responseURL");
  const stateOfXhr = getter(XMLHttpRequest, "readyState");
  const statusOfXhr = getter(XMLHttpRequest, "status");
  const typeOfXhr = getter(XMLHttpRequest, "responseType");
  const responseOfXhr = getter(XMLHttpRequest, "response");
  const HEAD_CAME = 2;

  /** By XMLHttpRequest: where it goes, as it was opened; and what was sent last, with what takes its text. */
  const targets = new WeakMap();
  const requests = new WeakMap();

  async function readXhr(xhr) {
    const response = apply(responseOfXhr, xhr, []);
    if (typeof response === "string") {
      return response;
    }
    return apply(typeOfXhr, xhr, []) === "json" ? JSON.stringify(response) : new Response(response).text();
  }

  function noteHead(xhr) {
    const request = requests.get(xhr);
    if (request === undefined || request.resolve !== undefined) {
      return;
    }
    const reading = new Promise((resolve) => (request.resolve = resolve));
    const url = apply(urlOfXhr, xhr, []);
    passAnswer(request, apply(statusOfXhr, xhr, []), url, () => inTime(reading));
  }

  function noteState({ target }) {
    if (apply(stateOfXhr, target, []) === HEAD_CAME) {
      noteHead(target);
    }
  }

  function noteLoad({ target }) {
    noteHead(target); // a synchronous request tells of no head
    requests.get(target)?.resolve(readXhr(target));
  }

  function noteEnd({ target }) {
    const request = requests.get(target);
    requests.delete(target);
    if (request !== undefined) {
      passLoss(request);
      request.resolve?.(null);
    }
  }

  /** Runs what the page does not wait for: it goes on, whatever happens in there. */
  function quietly(work) {
    return (...parameters) => {
      try {
        work(...parameters);
      } catch {
        // Something of the browser was replaced by the page before this script ran.
      }
    };
  }

  // Listeners that capture come before the page's own, whoever was first.
  const listeners = { readystatechange: quietly(noteState), load: quietly(noteLoad), loadend: quietly(noteEnd) };

  const noteOpening = quietly((xhr, [method, address]) => {
    targets.delete(xhr);
    targets.set(xhr, targetOf([address, { method }]));
  });

  const noteSending = quietly((xhr) => {
    for (const [name, listener] of Object.entries(listeners)) {
      apply(addEventListener, xhr, [name, listener, { capture: true }]);
    }
    noteEnd({ target: xhr });
    requests.set(xhr, begun(() => targets.get(xhr)));
  });

  function noticed(method, note) {
    return new Proxy(method, {
      apply(original, self, parameters) {
        note(self, parameters);
        return apply(original, self, parameters);
      },
    });
  }

  XMLHttpRequest.prototype.open = noticed(XMLHttpRequest.prototype.open, noteOpening);
  XMLHttpRequest.prototype.send = noticed(XMLHttpRequest.prototype.send, noteSending);
})();
