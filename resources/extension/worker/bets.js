/** Own bets in a result: the root values of replies to requests that play a game. */

import { MULTIPLIERS } from "./multipliers.js";
import { isAmount, isCount, isObject, momentOf, textOf } from "./values.js";

const LONGEST_CURRENCY = 16;
const MULTIPLAYER_GAMES = ["crash", "slide"];
const GOES_ON = /next|cashout|active/;

/**
 * The bets among a result's root values. Lists, feeds and look-ups show bets too, own and others', but not
 * as a root value that is named for its game, or that comes from the game's own address.
 *
 * @param {object} root  a reply's results by name
 * @param {string} pathname  of the address that gave it
 * @returns {object[]}  BetFacts but for their times
 */
export function betsOf(root, pathname) {
  return Object.entries(root)
    .map(([name, value]) => betOf(name, value, pathname))
    .filter((bet) => bet !== null);
}

function betOf(name, value, pathname) {
  if (!isObject(value) || typeof value.active !== "boolean" || !isAmount(value.amount)) {
    return null;
  }
  const id = textOf(value.id);
  const game = textOf(value.game);
  const request = id === null || game === null ? null : requestOf(name, plain(game), value, pathname);
  if (request === null) {
    return null;
  }
  const pump = plain(game) === "pump" ? pumpOf(value) : null;
  const isPlacing = !GOES_ON.test(request);
  return { kind: "bet", id, game: game.toLowerCase(), active: value.active, isPlacing, pump };
}

/** What was asked of the game ("bet", "roll", "next", …); null where name and address do not fit the game. */
function requestOf(name, game, value, pathname) {
  if (game === "" || MULTIPLAYER_GAMES.includes(game) || /multiplayer/i.test(name + pathname)) {
    return null;
  }
  if (plain(name).startsWith(game)) {
    return plain(name).slice(game.length);
  }
  const [, addressed, asked = ""] = /^\/_api\/casino\/([^/]+)\/?(.*)$/.exec(pathname) ?? [];
  const isOfGame = addressed !== undefined && plain(addressed) === game && value.iid === undefined;
  return isOfGame ? plain(asked) + plain(name) : null;
}

/** A name without case and signs: `dragon-tower` and `dragonTower` are one game. */
function plain(name) {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** What a Pump bet holds of its round; null where it cannot be told. @returns {object|null} */
function pumpOf(bet) {
  const state = isObject(bet.state) ? bet.state : {};
  const difficulty = typeof state.difficulty === "string" ? state.difficulty.toLowerCase() : "";
  if (!Object.hasOwn(MULTIPLIERS, difficulty) || !isAmount(bet.payout)) {
    return null;
  }
  return {
    difficulty,
    round: isCount(state.round) ? state.round : null,
    amount: bet.amount,
    payout: bet.payout,
    payoutMultiplier: isAmount(bet.payoutMultiplier) ? bet.payoutMultiplier : null,
    currency: textOf(bet.currency, LONGEST_CURRENCY),
    dateTime: momentOf(bet.updatedAt) ?? momentOf(bet.createdAt),
  };
}
