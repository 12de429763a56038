/**
 * From the text of an answer that a page got to facts about the player's own bets and seeds.
 *
 * Nothing in an answer is trusted: whoever runs scripts in the page can make one up.
 *
 * @typedef {object} Answer  what page/relay.js sends for each answer: {kind: "answers", answers: Answer[], dropped: number}
 * @property {string} url  the answer's own address
 * @property {string} text  its body
 * @property {number} startedMs  when the request went out, in ms since 1970
 * @property {number} answeredMs  when the answer's head came
 *
 * @typedef {object} PairFact  the site showed the active seed pair
 * @property {"pair"} kind
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 * @property {number} placed  how many bets were placed with the pair, 0 or more
 * @property {string[]} activeIds  bets that were open then: they are in that number
 * @property {number} startedMs
 * @property {number} answeredMs
 *
 * @typedef {object} BetFact  an own bet of any game that counts nonces
 * @property {"bet"} kind
 * @property {string} id
 * @property {string} game  in lower case
 * @property {boolean} active  whether the round is still being played
 * @property {boolean} isPlacing  whether this request placed it (a next or a cash-out did not)
 * @property {number} startedMs
 * @property {number} answeredMs
 * @property {Pump|null} pump  null for other games
 *
 * @typedef {object} Pump
 * @property {string} difficulty  in lower case
 * @property {number|null} round  index into the multiplier table
 * @property {number} amount
 * @property {number} payout
 * @property {number|null} payoutMultiplier
 * @property {string|null} currency
 * @property {string|null} dateTime  ISO-8601
 *
 * @typedef {object} DetailsFact  the site showed the details of one bet, perhaps an own one
 * @property {"details"} kind
 * @property {string} id
 * @property {number} nonce  1 or more
 * @property {string} serverSeedHashed
 * @property {string} clientSeed
 *
 * @typedef {object} MissedFact  answers were lost on their way: `missed` makes one of `dropped`
 * @property {"missed"} kind
 *
 * @typedef {PairFact|BetFact|DetailsFact|MissedFact} Fact
 */

/**
 * The facts in one answer, in its order; never throws, whatever it is given.
 *
 * @param {Answer} answer
 * @returns {Fact[]}
 */
export function factsOf(answer) {
  throw new Error("being written");
}

/** The fact that some answers did not arrive. @returns {MissedFact} */
export function missed() {
  return { kind: "missed" };
}
