// Stands in for Antebot: runs scripts among the functions that Antebot gives them, and plays rounds.
//
// Each line of standard input is a command, {"engine": NUMBER, "do": NAME, ...}, answered by a line of JSON. `begin`
// makes an engine. A script's clock stands still unless a command moves it; its `fetch` is Node's own.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate as turn } from "node:timers/promises";
import { createContext, runInContext } from "node:vm";

const engines = new Map();
const unhandled = [];

process.on("unhandledRejection", (reason) => unhandled.push(String(reason)));

function failing() {
    throw new Error("not today");
}

/** One script among Antebot's functions. `folder` is where its files go. */
class Engine {
    constructor(folder) {
        this.handlers = {};
        this.said = { log: [], notifications: [], requests: [] };
        this.nowMs = Date.now();
        this.inFlight = 0;
        this.whenQuiet = [];
        this.letGo = undefined;
        this.context = createContext({
            engine: {
                onBetPlaced: (handler) => { this.handlers.betPlaced = handler; },
                onBettingStopped: (handler) => { this.handlers.bettingStopped = handler; },
            },
            game: "pump",
            isSimulationMode: false,
            fetch: (url, init) => this.fetched(url, init),
            log: (...parts) => this.said.log.push(parts.join(" ")),
            notification: (text, kind) => this.said.notifications.push([kind, text]),
            logToFile: (name, content) => appendFileSync(join(folder, name), content),
        });
        runInContext("(now) => { Date.now = now; }", this.context)(() => this.nowMs);
    }

    /** A request of the script, noted: its items, when by its clock, and, once there is one, the reply's status. */
    noted(url, init) {
        const items = JSON.parse(init.body).length;
        const request = { url, items, bytes: Buffer.byteLength(init.body), atMs: this.nowMs, status: null };
        this.said.requests.push(request);
        return request;
    }

    async fetched(url, init) {
        const request = this.noted(url, init);
        this.inFlight += 1;
        try {
            const response = await fetch(url, init);
            request.status = response.status;
            const body = await response.text();
            return new Response(body, { status: response.status, headers: response.headers });
        } finally {
            // The script goes on with the reply within this turn of the event loop.
            setImmediate(() => this.settle());
        }
    }

    settle() {
        this.inFlight -= 1;
        if (this.inFlight === 0) {
            this.whenQuiet.splice(0).forEach((resume) => resume());
        }
    }

    /** Has the script hear of each round; how long each call took, in milliseconds. */
    async play({ bets, apart }) {
        const tookMs = [];
        for (const bet of bets) {
            const startedMs = performance.now();
            const result = this.handlers.betPlaced(bet);
            tookMs.push(performance.now() - startedMs);
            if (result !== undefined) {
                throw new Error(`onBetPlaced gave ${result}: Antebot would wait for it`);
            }
            if (apart) {
                await turn();
            }
        }
        return tookMs;
    }

    /** Until no request is in flight, and none follows from a reply. */
    async rest() {
        while (this.inFlight > 0) {
            await new Promise((resume) => this.whenQuiet.push(resume));
        }
        await turn();
    }

    stop() {
        this.handlers.bettingStopped(true, null);
    }

    run({ source }) {
        return runInContext(source, this.context);
    }

    pass({ ms }) {
        this.nowMs += ms;
    }

    set({ values }) {
        Object.assign(this.context, values);
    }

    /** What `fetch` does from now on. A late reply comes when it is released, an unheard one is lost on its way. */
    fetch({ how }) {
        this.context.fetch = {
            real: (url, init) => this.fetched(url, init),
            throws: (url, init) => failing(this.noted(url, init)),
            unheard: async (url, init) => failing(await this.fetched(url, init)),
            hangs: (url, init) => new Promise(() => this.noted(url, init)),
            late: (url, init) => new Promise((resume) => {
                const reply = this.fetched(url, init);
                this.letGo = () => resume(reply);
            }),
            givesNothing: (url, init) => { this.noted(url, init); },
            givesNonsense: async (url, init) => { this.noted(url, init); },
        }[how];
    }

    release() {
        this.letGo();
    }

    /** Has some of Antebot's functions be missing, throw, or give promises that fail. */
    spoil({ names, how }) {
        for (const name of names) {
            if (how === "missing") {
                delete this.context[name];
            } else {
                this.context[name] = how === "throws" ? failing : async () => failing();
            }
        }
    }

    told() {
        return { ...this.said, unhandled };
    }
}

function answer({ engine: number, do: name, ...given }) {
    if (name === "begin") {
        engines.set(number, new Engine(given.folder));
        return engines.get(number).run(given);
    }
    return engines.get(number)[name](given);
}

for await (const line of createInterface({ input: process.stdin })) {
    const result = await answer(JSON.parse(line));
    process.stdout.write(`${JSON.stringify(result ?? null)}\n`);
}
