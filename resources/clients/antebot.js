// liveapp for Antebot: reports each round of Pump to liveapp on this computer. It places no bets and changes
// nothing of your strategy. The token below is a secret: take it out before you show this script to anyone.
//
// Paste all of this at the very top of your script. If your script sets no engine.onBetPlaced, that is all.
// If it does, yours takes the place of the one at the end of this part: then say there what was played,
//
//     engine.onBetPlaced(function (lastBet) {
//         liveappLog(lastBet);
//         // and what stood here before
//     });
//
// and if it sets engine.onBettingStopped too, call liveapp.bettingStopped() there.
//
// While liveapp does not run, rounds wait here and are sent later. Those that still wait when betting stops are
// written to the file liveapp-unsent.jsonl in Antebot's folder of logs: liveapp reads it with File > Import.

// 0 reports every round as a bet. With 34, rounds that reached less than 34x are known to liveapp's statistics,
// but do not stand in its table of bets.
var LIVEAPP_MIN_MULTIPLIER = 0;

var LIVEAPP_URL = __LIVEAPP_URL__;
var LIVEAPP_TOKEN = __LIVEAPP_TOKEN__;

/** All that belongs to liveapp. Whatever goes wrong in here, betting never notices: nothing throws or waits. */
var liveapp = {};

/** What Antebot offers. Each of it may be missing, throw, or give a promise that fails. */
liveapp.surroundings = (function () {
    "use strict";

    var FILE = "liveapp-unsent.jsonl";
    var alreadyTold = {};

    function isTaken(call, whenRefusedLater) {
        try {
            var result = call();
            if (result && typeof result.then === "function") {
                result.then(null, whenRefusedLater);
            }
            return true;
        } catch (error) {
            return false;
        }
    }

    function note(text) {
        isTaken(function () { return log("liveapp: " + text); }, function () {});
    }

    function notify(text, kind) {
        function noteInstead() { note(text); }
        if (!isTaken(function () { return notification("liveapp: " + text, kind); }, noteInstead)) {
            noteInstead();
        }
    }

    function notifyOnce(text, kind) {
        if (!alreadyTold[text]) {
            alreadyTold[text] = true;
            notify(text, kind);
        }
    }

    function write(texts) {
        return isTaken(function () { return logToFile(FILE, texts.join("\n") + "\n"); }, function () {
            notifyOnce(FILE + " cannot be written: what should be in it may be lost.", "error");
        });
    }

    return {
        FILE: FILE,
        /** Says something in the log. */
        note: note,
        /** Says what the user should see; in the log where nothing can be shown. */
        notify: notify,
        /** Says it, but never again. */
        notifyOnce: notifyOnce,
        /** Appends JSON texts to the file, one a line. Returns whether they were taken. */
        write: write
    };
}());

/** From Antebot's lastBet to what liveapp takes. */
liveapp.rounds = (function () {
    "use strict";

    // No value of a bet is an object. JSON has null for numbers that it cannot hold.
    function plain(value) {
        return typeof value === "string" || typeof value === "number" ? value : null;
    }

    function heartbeatOf(lastBet, state) {
        return {
            type: "heartbeat",
            nonce: plain(lastBet.nonce),
            difficulty: plain(state.difficulty),
            roundResult: plain(state.roundResultMultiplier),
            clientSeed: plain(lastBet.clientSeed),
            serverSeedHashed: plain(lastBet.serverSeedHashed)
        };
    }

    // roundTarget and roundResult of Antebot's state are numbers of rounds: liveapp's are their multipliers.
    function betOf(lastBet, state) {
        var item = heartbeatOf(lastBet, state);
        item.type = "bet";
        item.id = plain(lastBet.id);
        item.dateTime = plain(lastBet.dateTime);
        item.amount = plain(lastBet.amount);
        item.payout = plain(lastBet.payout);
        item.payoutMultiplier = plain(lastBet.payoutMultiplier);
        item.currency = plain(lastBet.currency);
        item.roundTarget = plain(state.roundTargetMultiplier);
        return item;
    }

    return {
        /** Whether a round is one of Pump, and over: of one that still runs nothing can be recorded. */
        isPlayed: function (lastBet) {
            var name = lastBet.game || (typeof game === "undefined" ? "" : game);
            var isRunning = lastBet.active === true && !(lastBet.state && lastBet.state.roundResultMultiplier);
            return !isRunning && (!name || String(name).toLowerCase() === "pump");
        },

        /** Whether a round was only simulated. Nobody else is shown the server seed of a pair in use. */
        isSimulated: function (lastBet) {
            var isMode = typeof isSimulationMode !== "undefined" && isSimulationMode === true;
            return isMode || Boolean(lastBet.serverSeed && !lastBet.serverSeedHashed);
        },

        /** A bet, or a heartbeat for a round below the threshold; one without a result is a bet. */
        itemOf: function (lastBet) {
            var state = lastBet.state || {};
            var result = plain(state.roundResultMultiplier);
            var isBelow = typeof result === "number" && result < LIVEAPP_MIN_MULTIPLIER;
            return isBelow ? heartbeatOf(lastBet, state) : betOf(lastBet, state);
        }
    };
}());

/** Rounds that liveapp does not have on disk yet, as JSON texts, the oldest first. */
liveapp.unsent = (function (surroundings) {
    "use strict";

    var MOST_UNSENT = 5000;
    var MOST_ITEMS = 500;
    // liveapp takes up to 1 MiB, and a character is at most 3 bytes of UTF-8.
    var MOST_CHARACTERS = 349000;
    var texts = [];
    // So many of them, from the oldest on, stand in the file already.
    var writtenCount = 0;
    // So many stand in the file alone, and the user has not heard how many.
    var beyondCount = 0;

    function writeRefused(refused) {
        var lines = refused.map(function (one) {
            return one.text.slice(0, -1) + ',"refused":' + JSON.stringify(one.reason) + "}";
        });
        if (lines.length) {
            var where = surroundings.write(lines) ? "in " + surroundings.FILE : "lost, as no file can be written";
            surroundings.note(lines.length + " refused and " + where + ": " + refused[0].reason);
        }
    }

    function writeBeyond(text) {
        var far = MOST_UNSENT + " rounds wait, and those that follow ";
        if (surroundings.write([text])) {
            beyondCount += 1;
            surroundings.notifyOnce(far + "go to " + surroundings.FILE + ": import it into liveapp.", "warning");
        } else {
            surroundings.notifyOnce(far + "are lost, as no file can be written.", "error");
        }
    }

    return {
        MOST_ITEMS: MOST_ITEMS,

        /** How many there are. */
        count: function () { return texts.length; },

        /** How many went to the file instead since this was asked last. */
        takeBeyondCount: function () {
            var count = beyondCount;
            beyondCount = 0;
            return count;
        },

        /** Has a round wait; in the file, where too many wait or it is too large to be sent. */
        add: function (item) {
            var text = JSON.stringify(item);
            if (text.length >= MOST_CHARACTERS) {
                writeRefused([{ text: text, reason: "too large to be sent" }]);
            } else if (texts.length < MOST_UNSENT) {
                texts.push(text);
            } else {
                writeBeyond(text);
            }
        },

        /** How many of the oldest fit into a request, of at most so many. */
        fitting: function (limit) {
            var count = 0;
            var characters = 0;
            while (count < Math.min(texts.length, limit) && characters + texts[count].length < MOST_CHARACTERS) {
                characters += texts[count].length + 1;
                count += 1;
            }
            return count;
        },

        /** The body of a request with so many of the oldest. */
        body: function (count) { return "[" + texts.slice(0, count).join(",") + "]"; },

        /** The oldest ones are settled; those refused, [{index, detail}], go to the file with the reason. */
        settle: function (count, refused) {
            writeRefused(refused.map(function (one) {
                return { text: texts[one.index], reason: one.detail };
            }));
            texts.splice(0, count);
            writtenCount = Math.max(0, writtenCount - count);
        },

        /** Has the file hold all of them, which go on waiting. Returns whether it does. */
        write: function () {
            while (writtenCount < texts.length) {
                var some = texts.slice(writtenCount, writtenCount + MOST_ITEMS);
                if (!surroundings.write(some)) {
                    return false;
                }
                writtenCount += some.length;
            }
            return true;
        }
    };
}(liveapp.surroundings));

/** Sends what waits: one request at a time. There is no timer, so what is due is done at the next bet. */
liveapp.sender = (function (surroundings, unsent) {
    "use strict";

    var FIRST_PAUSE_MS = 2000;
    var LONGEST_PAUSE_MS = 60000;
    var LOST_AFTER_MS = 30000;
    // The request in flight, {count, sentMs}, or null. What comes of any other one is of no interest any more.
    var pending = null;
    // Failures in a row, when the last one was, and for how long nothing is sent after it.
    var failures = 0;
    var failedMs = 0;
    var pauseMs = 0;
    var itemLimit = unsent.MOST_ITEMS;
    var isHalted = false;

    // A clock that was put back keeps nothing waiting.
    function hasPassed(sinceMs, spanMs) {
        var elapsedMs = Date.now() - sinceMs;
        return elapsedMs < 0 || elapsedMs >= spanMs;
    }

    function send() {
        if (pending && hasPassed(pending.sentMs, LOST_AFTER_MS)) {
            fail(0);
        }
        var isPausing = failures > 0 && !hasPassed(failedMs, pauseMs);
        if (!isHalted && !pending && !isPausing && unsent.count() > 0) {
            post({ count: unsent.fitting(itemLimit), sentMs: Date.now() });
        }
    }

    function unlessLate(request, react) {
        return function (value) {
            if (request === pending) {
                react(value);
            }
        };
    }

    function post(request) {
        pending = request;
        try {
            fetch(ingestUrl(), {
                method: "POST",
                headers: headers(),
                body: unsent.body(request.count),
                redirect: "error", // the token goes to nobody else
                credentials: "omit"
            }).then(
                unlessLate(request, function (response) { read(request, response); }),
                unlessLate(request, function () { fail(0); })
            );
        } catch (error) {
            fail(0);
        }
    }

    function ingestUrl() {
        return LIVEAPP_URL.replace(/\/*$/, "").replace(/\/live\/ingest$/, "") + "/live/ingest";
    }

    function headers() {
        var named = { "Content-Type": "application/json" };
        if (LIVEAPP_TOKEN) {
            named["X-Ingest-Token"] = unescape(encodeURIComponent(LIVEAPP_TOKEN)); // the bytes of its UTF-8
        }
        return named;
    }

    function read(request, response) {
        try {
            if (response.status === 401 || response.status === 403) {
                halt(response.status);
            } else {
                response.json().then(
                    unlessLate(request, function (body) { take(request.count, response, body); }),
                    unlessLate(request, function () { take(request.count, response, null); })
                );
            }
        } catch (error) {
            fail(0);
        }
    }

    function take(count, response, body) {
        var isUnfit = (response.status === 400 || response.status === 422) && body && body.detail;
        if (response.status === 200 && isReceipt(body, count)) {
            confirm(count, body.rejected);
        } else if (isUnfit) {
            narrow(count, typeof body.detail === "string" ? body.detail : JSON.stringify(body.detail));
        } else if (response.status === 413) {
            narrow(count, "too large to be sent");
        } else {
            // Another program may have this port, or something on the way answers.
            fail(retryAfterMs(response));
        }
    }

    // Of so many items each is either stored, known or refused.
    function isReceipt(body, count) {
        function isRefusal(one) {
            var isPlaced = Boolean(one) && one.index % 1 === 0 && one.index >= 0 && one.index < count;
            return isPlaced && typeof one.detail === "string";
        }
        return Boolean(body) && Array.isArray(body.rejected) && body.rejected.every(isRefusal)
            && body.accepted + body.duplicates + body.rejected.length === count;
    }

    function confirm(count, rejected) {
        pending = null;
        unsent.settle(count, rejected);
        if (failures > 0) {
            surroundings.note("takes rounds again");
        }
        failures = 0;
        itemLimit = Math.min(unsent.MOST_ITEMS, itemLimit * 2);
        send();
    }

    // A batch that is refused as a whole is sent in halves, until what is refused is a single round.
    function narrow(count, reason) {
        pending = null;
        if (count === 1) {
            unsent.settle(1, [{ index: 0, detail: reason }]);
        }
        itemLimit = Math.max(1, Math.floor(count / 2));
        send();
    }

    // What was sent may have arrived or not: it is sent again, as liveapp knows each bet by its id.
    function fail(retryMs) {
        pending = null;
        var backOffMs = FIRST_PAUSE_MS * Math.pow(2, failures);
        pauseMs = Math.min(Math.max(backOffMs, retryMs), LONGEST_PAUSE_MS);
        failedMs = Date.now();
        failures += 1;
        if (failures === 1) {
            surroundings.note("takes no rounds now; they wait here and are sent later");
        }
    }

    function retryAfterMs(response) {
        try {
            return 1000 * (parseInt(response.headers.get("Retry-After"), 10) || 0);
        } catch (error) {
            return 0;
        }
    }

    function halt(status) {
        pending = null;
        isHalted = true;
        surroundings.notify("this script was turned away (" + status + ") and sends nothing more. " + (status === 401
            ? "Its token is not the one in force: copy the script again (Receiver > Copy Antebot script)."
            : "Receiver > Requests tells why.")
            + " What is unsent is kept, and written to " + surroundings.FILE + " when betting stops.", "error");
    }

    return {
        /** Sends, unless a request is in flight or a pause is not over. */
        send: send,
        /** Whether the last request failed. */
        isFailing: function () { return failures > 0; },
        /** Whether nothing more is sent, which the user was told. */
        isHalted: function () { return isHalted; }
    };
}(liveapp.surroundings, liveapp.unsent));

/** Writes everything unsent to the file, in flight or not, at once: after betting nothing may run any more. */
liveapp.bettingStopped = function () {
    var surroundings = liveapp.surroundings;
    var isHalted = liveapp.sender.isHalted();
    var beyond = liveapp.unsent.takeBeyondCount();
    var count = liveapp.unsent.count() + beyond;
    var are = count + (count === 1 ? " round is " : " rounds are ");
    if (count === 0) {
        return;
    }
    if (!liveapp.unsent.write()) {
        surroundings.notify(are + "unsent, and the file cannot be written.", "error");
    } else if (isHalted || beyond > 0 || liveapp.sender.isFailing()) {
        var tell = isHalted ? surroundings.note : surroundings.notify;
        tell(are + "in " + surroundings.FILE + ": import it into liveapp.", "warning");
    } else {
        surroundings.note(are + "not confirmed yet, and in " + surroundings.FILE + " too: import it if any is missing");
    }
};

/**
 * Reports a round, given Antebot's lastBet. Rounds may come in any order, and again; those of other games and
 * simulated ones are left out. Returns at once, and never throws.
 */
function liveappLog(lastBet) {
    try {
        if (!lastBet || !liveapp.rounds.isPlayed(lastBet)) {
            return;
        }
        if (liveapp.rounds.isSimulated(lastBet)) {
            liveapp.surroundings.notifyOnce("simulated rounds are not recorded.", "info");
            return;
        }
        liveapp.unsent.add(liveapp.rounds.itemOf(lastBet));
        liveapp.sender.send();
    } catch (error) {
        liveapp.surroundings.note("a round could not be reported: " + error);
    }
}

engine.onBetPlaced(liveappLog);
engine.onBettingStopped(liveapp.bettingStopped);

// Here liveapp's part ends, and your own script begins.
