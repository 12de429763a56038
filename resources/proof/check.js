// Computes every row of this page again and compares it with what the page says. Plain JavaScript and Web Crypto;
// it reads nothing but the texts on this page, writes nothing but texts, and asks no network.
"use strict";

(() => {
  // By difficulty: multipliers by number of safe pumps, and how many of the positions pop. How near is near enough.
  const { tables, pops, positions, tolerances, verdicts } = {{facts}};
  const [VERIFIED, RESULT_DIFFERS, PAYOUT_DIFFERS, UNVERIFIABLE] = verdicts;
  const BATCH = 250;
  const MOST_FOUND = 100;
  const NUMBER = /^(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)$/;
  const NONCE = /^(0|[1-9]\d*)$/;
  const STAND_IN = /^none \(paid (.*)\)$/;

  const encoder = new TextEncoder();
  const element = (id) => document.getElementById(id);
  const button = element("check");
  const bar = element("progress");
  let isRunning = false;

  /** The HMAC of one message as bytes; `key` is made of the server seed. */
  async function digest(key, clientSeed, nonce, cursor) {
    const message = encoder.encode(`${clientSeed}:${nonce}:${cursor}`);
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  }

  /** How many pumps the round survives: the lowest of the positions that are drawn. */
  async function safePumps(key, clientSeed, nonce, difficulty) {
    const bytes = [];
    for (let cursor = 0; bytes.length < 4 * pops[difficulty]; cursor += 1) {
      bytes.push(...(await digest(key, clientSeed, nonce, cursor)));
    }
    const left = Array.from({ length: positions }, (_, position) => position);
    let lowest = positions;
    for (let draw = 0; draw < pops[difficulty]; draw += 1) {
      const [a, b, c, d] = bytes.slice(4 * draw, 4 * draw + 4);
      const number = a / 256 + b / 256 ** 2 + c / 256 ** 3 + d / 256 ** 4;
      const [taken] = left.splice(Math.floor(number * left.length), 1);
      lowest = Math.min(lowest, taken);
    }
    return lowest;
  }

  /** Which number of safe pumps a multiplier stands for: the nearest, the lower in a tie, if it is near; else null. */
  function classOf(difficulty, multiplier) {
    const table = tables[difficulty];
    let nearest = 0;
    table.forEach((value, pumps) => {
      if (Math.abs(value - multiplier) < Math.abs(table[nearest] - multiplier)) nearest = pumps;
    });
    const tolerance = Math.max(tolerances.absolute, tolerances.relative * table[nearest]);
    return Math.abs(table[nearest] - multiplier) <= tolerance ? nearest : null;
  }

  function isPaid(payout, expected) {
    if (payout === expected) return true;
    if (!Number.isFinite(payout) || !Number.isFinite(expected)) return false;
    const tolerance = Math.max(tolerances.payout_relative * expected, tolerances.payout_absolute);
    return Math.abs(payout - expected) <= tolerance;
  }

  /** The verdict on a bet, and the payout that would be right where that differs. */
  function judge(bet, pumps) {
    const reached = tables[bet.difficulty][pumps];
    if (bet.result !== null && bet.result !== reached && classOf(bet.difficulty, bet.result) !== pumps) {
      return { verdict: RESULT_DIFFERS, expected: null };
    }
    const target = bet.target === null ? null : classOf(bet.difficulty, bet.target);
    if (target === null) {
      if (bet.result !== null) return { verdict: VERIFIED, expected: null };
      const isRight = bet.amount ? isPaid(bet.payout, bet.amount * reached) : isPaid(bet.paid, reached);
      return { verdict: isRight ? VERIFIED : UNVERIFIABLE, expected: null };
    }
    const expected = pumps < target ? 0 : bet.amount * bet.target;
    const isRight = pumps < target ? bet.payout === 0 : isPaid(bet.payout, expected);
    return isRight ? { verdict: VERIFIED, expected: null } : { verdict: PAYOUT_DIFFERS, expected };
  }

  function numberOf(text) {
    if (!NUMBER.test(text)) throw new Error(`“${text}” is no number`);
    return Number(text);
  }

  /** What a row says, from the texts that are seen in it. */
  function read(row) {
    const texts = Array.from(row.cells, (cell) => cell.textContent);
    if (texts.length !== 11) throw new Error("it has not eleven cells");
    const [nonce, , , difficulty, amount, , target, recorded, recomputed, payout, verdict] = texts;
    if (!NONCE.test(nonce)) throw new Error(`“${nonce}” is no nonce`);
    if (!Object.hasOwn(tables, difficulty)) throw new Error(`“${difficulty}” is no difficulty`);
    const standIn = STAND_IN.exec(recorded);
    return {
      nonce,
      difficulty,
      amount: numberOf(amount),
      payout: numberOf(payout),
      target: target === "" ? null : numberOf(target),
      result: standIn ? null : numberOf(recorded),
      paid: standIn ? numberOf(standIn[1]) : null,
      recomputed: numberOf(recomputed),
      verdict: verdict.trim(),
    };
  }

  /** Whether a row's own words are those that come out; a payout is compared as a number. */
  function saysSo(words, { verdict, expected }) {
    if (expected === null) return words === verdict;
    const [begin, payout] = words.split(": ");
    return begin === verdict && NUMBER.test(payout) && Number(payout) === expected;
  }

  /** Checks one row: its verdict, and a sentence where it does not say what comes out. */
  async function check(row, key, clientSeed) {
    let bet;
    try {
      bet = read(row);
    } catch (error) {
      return { verdict: UNVERIFIABLE, changed: `A row cannot be read: ${error.message}` };
    }
    const pumps = await safePumps(key, clientSeed, bet.nonce, bet.difficulty);
    const reached = tables[bet.difficulty][pumps];
    const judged = judge(bet, pumps);
    const is = `Nonce ${bet.nonce}: the seeds give ${reached}×, and the bet is “${judged.verdict}”`;
    if (bet.recomputed !== reached) return { ...judged, changed: `${is}; the page says ${bet.recomputed}×` };
    if (!saysSo(bet.verdict, judged)) return { ...judged, changed: `${is}; the page says “${bet.verdict}”` };
    return { ...judged, changed: null };
  }

  const count = (number) => number.toLocaleString("en-US");

  /** The same words as the program's. */
  function countsWords({ right, differ, unverifiable }) {
    const verb = differ === 1 ? "differs" : "differ";
    return `${count(right)} right · ${count(differ)} ${verb} · ${count(unverifiable)} cannot be computed`;
  }

  function mark(row, { verdict, changed }) {
    const isBad = verdict === RESULT_DIFFERS || verdict === PAYOUT_DIFFERS;
    row.className = isBad ? "bad" : verdict === UNVERIFIABLE ? "unsure" : "";
    if (changed === null) return;
    row.classList.add("bad", "changed");
    if (element("found").childElementCount < MOST_FOUND) {
      element("found").append(Object.assign(document.createElement("li"), { textContent: changed }));
    }
  }

  function add(sums, { verdict, changed }) {
    if (verdict === VERIFIED) sums.right += 1;
    else if (verdict === UNVERIFIABLE) sums.unverifiable += 1;
    else sums.differ += 1;
    if (changed !== null) sums.changed += 1;
  }

  async function isSeedOfHash(serverSeed) {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(serverSeed)));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex === element("server-seed-hashed").textContent.toLowerCase();
  }

  /** What is said at the end. The page's own counts are compared too: rows may be gone from it. */
  function conclusion(sums, isSeed) {
    const said = [`Checked in this browser: ${countsWords(sums)}.`];
    const isAsStated = countsWords(sums) === element("stated").textContent;
    if (!isSeed) said.push("The hash of this server seed is another one: nothing on this page is proven.");
    if (sums.changed) {
      const rows = sums.changed === 1 ? "1 row does" : `${count(sums.changed)} rows do`;
      said.push(`${rows} not say what comes out: this page was changed after it was written.`);
    } else if (!isAsStated) {
      said.push("The page tells other numbers: it was changed after it was written.");
    } else if (isSeed) {
      said.push("The server seed has its hash, and every row says what comes out.");
    }
    const isRight = isSeed && isAsStated && !sums.changed && !sums.differ;
    element("said").className = isRight ? "good" : "bad";
    return said.join(" ");
  }

  async function run() {
    const rows = Array.from(document.querySelectorAll("tbody tr"));
    const serverSeed = element("server-seed").textContent;
    const clientSeed = element("client-seed").textContent;
    const usage = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", encoder.encode(serverSeed), usage, false, ["sign"]);
    const sums = { right: 0, differ: 0, unverifiable: 0, changed: 0 };
    element("found").replaceChildren();
    for (let begin = 0; begin < rows.length; begin += BATCH) {
      const some = rows.slice(begin, begin + BATCH);
      const checked = await Promise.all(some.map((row) => check(row, key, clientSeed)));
      if (!isRunning) return `Stopped after ${count(begin)} of ${count(rows.length)} rows.`;
      checked.forEach((one, place) => {
        mark(some[place], one);
        add(sums, one);
      });
      bar.value = (begin + some.length) / rows.length;
      await new Promise((resolve) => setTimeout(resolve));
    }
    return conclusion(sums, await isSeedOfHash(serverSeed));
  }

  async function press() {
    if (isRunning) {
      isRunning = false;
      return;
    }
    isRunning = true;
    bar.hidden = false;
    bar.value = 0;
    button.textContent = "Stop";
    element("said").className = "";
    element("said").textContent = "Checking …";
    const said = await run().catch((error) => `The check could not be made: ${error.message}`);
    isRunning = false;
    bar.hidden = true;
    button.textContent = "Check again in this browser";
    element("said").textContent = said;
  }

  if (globalThis.crypto && crypto.subtle) {
    button.disabled = false;
    button.addEventListener("click", press);
    element("said").textContent = "";
  } else {
    element("said").textContent = "This browser offers no Web Crypto to this page: try another one, or the way below.";
  }
})();
