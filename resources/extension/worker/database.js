/**
 * What the extension keeps, in one IndexedDB database: it outlives the worker, the browser and the machine.
 *
 * - `sites`: the count of nonces of each site
 * - `seen`: which bets of a site were seen, oldest first by `order`
 * - `queue`: bets that liveapp does not have yet, in the order in which they were played
 * - `refused`: bets that it will not get, with the reason
 * - `keys`: small values by name (settings, how sending goes, today's number)
 *
 * Settings lie here and not in `chrome.storage`, which scripts in pages of the casino could read.
 * Whatever has to hold together is changed in one transaction.
 */

const NAME = "liveapp";
const VERSION = 1;

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

/** All keys of an index that begin with these parts. @param {...(string | number)} parts */
export function beginningWith(...parts) {
  return IDBKeyRange.bound(parts, [...parts, []]);
}

/**
 * Runs `work` in one transaction: all that it changes is on the disk when the promise resolves, or nothing of it.
 * `work` may wait for nothing but requests of this transaction (see `resultOf`).
 *
 * @template T
 * @param {string[]} stores
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: (name: string) => IDBObjectStore) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function transact(stores, mode, work) {
  const transaction = (await database()).transaction(stores, mode, { durability: "strict" });
  const completed = completion(transaction);
  try {
    const result = await work((name) => transaction.objectStore(name));
    await completed;
    return result;
  } catch (fault) {
    abort(transaction);
    await completed.catch(() => {});
    throw fault;
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Deletes the oldest rows of a store, so that at most `limit` stay. @param {IDBObjectStore} store */
export async function keepNewest(store, limit) {
  const excess = (await resultOf(store.count())) - limit;
  if (excess <= 0) return;
  const keys = await resultOf(store.getAllKeys(null, excess));
  await resultOf(store.delete(IDBKeyRange.upperBound(keys.at(-1))));
}

function database() {
  opening ??= open().catch((fault) => {
    opening = undefined;
    throw fault;
  });
  return opening;
}

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => make(request.result);
  const opened = await resultOf(request);
  opened.onclose = () => (opening = undefined);
  opened.onversionchange = () => {
    opened.close();
    opening = undefined;
  };
  return opened;
}

/** @param {IDBDatabase} fresh */
function make(fresh) {
  fresh.createObjectStore("sites", { keyPath: "site" });
  fresh.createObjectStore("seen", { keyPath: ["site", "id"] }).createIndex("byOrder", ["site", "order"]);
  const queue = fresh.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
  queue.createIndex("byState", ["state", "seq"]);
  queue.createIndex("bySiteState", ["site", "state"]);
  queue.createIndex("byEra", ["site", "era"]);
  queue.createIndex("byId", ["site", "id"]);
  fresh.createObjectStore("refused", { keyPath: "seq", autoIncrement: true });
  fresh.createObjectStore("keys");
}

/** @param {IDBTransaction} transaction */
function completion(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error ?? new Error("The transaction was given up"));
  });
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It ended by itself: that is what made `work` fail.
  }
}
