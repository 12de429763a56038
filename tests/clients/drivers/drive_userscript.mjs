// Drives `userscript.js`, which lies in the working directory: TOKEN PORT. Stands in for its manager: the head of
// the script grants what it may use, and requests are real ones, as an extension's worker makes them.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createInterface } from "node:readline";
import vm from "node:vm";

const FASTER = 40; // so many times sooner than asked a timer fires

const [token, port] = process.argv.slice(2);
const source = readFileSync("userscript.js", "utf8")
  .replace("paste the token here", token)
  .replace("127.0.0.1:17888", `127.0.0.1:${port}`);
const head = source.slice(0, source.indexOf("// ==/UserScript=="));
const granted = (key) => [...head.matchAll(new RegExp(`^// @${key} +(\\S+)$`, "gm"))].map((match) => match[1]);

/** The manager's request: refuses hosts that `@connect` does not name; sends no cookies. */
function managersRequest({ method, url, headers, data, anonymous, timeout, onload, onerror, ontimeout }) {
  if (!granted("connect").includes(new URL(url).hostname)) throw new Error(`${url} is not permitted`);
  if (anonymous !== true) throw new Error("would send cookies");
  const origin = { Origin: "chrome-extension://dhdgffkkebhmkfjojejmpbldmpobfkfo", "Sec-Fetch-Site": "none" };
  const outgoing = request(url, { method, headers: { ...headers, ...origin }, timeout }, (reply) => {
    const parts = [];
    reply.on("data", (part) => parts.push(part));
    reply.on("end", () => onload({ status: reply.statusCode, responseText: Buffer.concat(parts).toString() }));
  });
  outgoing.on("timeout", ontimeout);
  outgoing.on("error", onerror);
  outgoing.end(data);
}

const surroundings = { console, setTimeout: (callback, ms) => setTimeout(callback, ms / FASTER) };
for (const name of granted("grant")) surroundings[name] = { GM_xmlhttpRequest: managersRequest }[name];
const page = vm.createContext(surroundings);
vm.runInContext(source, page);
for await (const line of createInterface({ input: process.stdin })) page.report(JSON.parse(line));
