/** Which hosts belong to which site. Pure: worker and options page judge alike. */

/** Sites of the manifest: a host and all below it are one site, with one count of bets. */
const BUILT_IN = ["stake.com", "stake.us"];

/** @param {string} hostname @returns {string | undefined} the site of the manifest that it belongs to */
export function builtInSiteOf(hostname) {
  return BUILT_IN.find((site) => hostname === site || hostname.endsWith(`.${site}`));
}

/**
 * The site that a message came from, by what the browser says of its sender; undefined where nothing is recorded.
 * Only the page itself counts, not a frame in it.
 *
 * @param {chrome.runtime.MessageSender} sender
 * @param {string[]} hosts that the user added
 * @returns {string | undefined}
 */
export function siteOf(sender, hosts) {
  const address = sender.origin ?? sender.url ?? "";
  if (sender.frameId !== 0 || sender.tab === undefined || !URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  return builtInSiteOf(hostname) ?? (hosts.includes(hostname) ? hostname : undefined);
}

/**
 * The host that a user entered, alone or within a web address.
 *
 * @param {string} text
 * @returns {string}
 * @throws {RangeError} in words, where that is none that could be added
 */
export function hostOf(text) {
  const entered = text.trim();
  const address = /^[a-z]+:\/\//i.test(entered) ? entered : `https://${entered}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!isWeb || !/^[a-z0-9.-]+$/.test(url.hostname)) throw new RangeError("That is not a site, such as example.com");
  if (builtInSiteOf(url.hostname)) throw new RangeError(`${url.hostname} is recorded already`);
  return url.hostname;
}

/** The match pattern that the browser asks the user about. @param {string} host */
export function patternOf(host) {
  return `*://${host}/*`;
}
