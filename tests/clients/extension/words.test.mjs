import assert from "node:assert/strict";
import { test } from "node:test";

import { stateOf } from "../../../resources/extension/words.js";

const CALM = {
  token: "t",
  isSaved: true,
  isPaused: false,
  trouble: null,
  waiting: 0,
  hasSeenSite: true,
  pending: [],
  lost: 0,
  today: 5,
};

function line(change) {
  return stateOf({ ...CALM, ...change }).line;
}

function help(change) {
  return stateOf({ ...CALM, ...change }).help;
}

const stoppedBy = (status) => ({ kind: "stopped", status, detail: "Not from there" });

test("one line says how recording goes", () => {
  assert.equal(line({}), "Recording");
  assert.equal(line({ waiting: 1 }), "Recording · 1 bet waiting");
  assert.equal(line({ isPaused: true, waiting: 1200 }), "Paused · 1,200 bets waiting");
  assert.equal(line({ isSaved: false, today: 0 }), "Not connected to liveapp");
  assert.equal(
    line({ trouble: { kind: "unreachable", detail: "" }, waiting: 2 }),
    "liveapp is not running · 2 bets waiting",
  );
});

test("a stop is told before all else, with what the user can do", () => {
  const all = { isPaused: true, isSaved: false, waiting: 3 };
  assert.equal(line({ ...all, trouble: stoppedBy(401) }), "Stopped: wrong token");
  assert.equal(line({ ...all, trouble: stoppedBy(401), token: "" }), "Stopped: liveapp requires a token");
  assert.equal(line({ ...all, trouble: stoppedBy(403) }), "Stopped: liveapp refuses this extension");
  assert.match(help({ ...all, trouble: stoppedBy(403) }), /Not from there.*3 bets wait here/);
});

test("what bets wait for is told with what the user can do", () => {
  const pair = [{ site: "stake.com", why: "pair", bets: 2 }];
  assert.equal(line({ pending: pair, waiting: 2 }), "Waiting for the seeds · 2 bets waiting");
  assert.match(help({ pending: pair }), /stake\.com: open the Fairness dialog once, .*2 bets waiting/);
  const again = [{ site: "stake.us", why: "again", bets: 0 }];
  assert.match(help({ pending: again }), /once more while no round is being played\./);
});

test("bets whose nonce cannot be told are named, and do not look like a state of waiting", () => {
  const pending = [{ site: "stake.com", why: "undetermined", bets: 1 }];
  assert.equal(line({ pending, waiting: 1 }), "Recording · 1 bet waiting");
  assert.match(help({ pending }), /1 bet was played before the seed pair was known, while it changed, or beside/);
});

test("where no page told anything yet, it is said how one does", () => {
  assert.equal(line({ hasSeenSite: false }), "Recording");
  assert.match(help({ hasSeenSite: false }), /reload it where it is open, and open its Fairness dialog/);
  assert.equal(help({}), "");
});

test("what is done on the options page leads there", () => {
  const leads = (change) => stateOf({ ...CALM, ...change }).needsOptions === true;
  assert.ok(leads({ isSaved: false, today: 0 }));
  assert.ok(leads({ trouble: stoppedBy(401) }));
  assert.ok(leads({ trouble: stoppedBy(403) }));
  assert.ok(leads({ trouble: { kind: "strange", detail: "" } }));
  assert.ok(!leads({ trouble: { kind: "unreachable", detail: "" } }));
  assert.ok(!leads({ isPaused: true }));
  assert.ok(!leads({}));
});

test("bets that found no room are told", () => {
  assert.match(help({ lost: 7 }), /7 bets found no room/);
});

test("what the receiver says and what the seeds need are told together", () => {
  const pending = [{ site: "stake.com", why: "pair", bets: 2 }];
  const text = help({ trouble: { kind: "busy", detail: "the disk is full" }, pending });
  assert.match(text, /It says: the disk is full\. .*stake\.com: open the Fairness dialog once/);
});
