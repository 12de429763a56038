import assert from "node:assert/strict";
import { test } from "node:test";

import { hostOf, siteOf } from "../../../resources/extension/hosts.js";

function sender(origin, more = {}) {
  return { origin, frameId: 0, tab: { id: 1 }, ...more };
}

test("a host of the manifest and all below it are one site, each other host is its own", () => {
  const hosts = ["mirror.example", "www.mirror.example"];
  const sites = {
    "https://stake.com": "stake.com",
    "https://www.stake.com": "stake.com",
    "https://a.b.stake.us": "stake.us",
    "https://mirror.example": "mirror.example",
    "https://www.mirror.example": "www.mirror.example",
  };
  for (const [origin, site] of Object.entries(sites)) assert.equal(siteOf(sender(origin), hosts), site);
});

test("nothing is recorded from anywhere else", () => {
  const origins = [
    "https://example.com",
    "https://stake.com.example.com",
    "https://notstake.com",
    "https://other.mirror.example",
    "file://stake.com",
    "chrome-extension://abcdef",
    "null",
    "",
  ];
  for (const origin of origins) assert.equal(siteOf(sender(origin), ["mirror.example"]), undefined, origin);
});

test("frames and what is no page are not recorded", () => {
  assert.equal(siteOf(sender("https://stake.com", { frameId: 3 }), []), undefined);
  assert.equal(siteOf(sender("https://stake.com", { tab: undefined }), []), undefined);
});

test("without an origin the page's address counts", () => {
  assert.equal(siteOf(sender(undefined, { url: "https://stake.com/casino?x=1" }), []), "stake.com");
});

test("a host is taken alone or from a web address", () => {
  const taken = {
    "mirror.example": "mirror.example",
    " Mirror.Example/casino ": "mirror.example",
    "https://mirror.example:8443/casino?x#y": "mirror.example",
    "bücher.example": "xn--bcher-kva.example",
    "127.0.0.1": "127.0.0.1",
  };
  for (const [entered, host] of Object.entries(taken)) assert.equal(hostOf(entered), host);
});

test("what is no host of its own is refused in words", () => {
  for (const entered of ["", "*", "*.example.com", "a b", "ftp://mirror.example", "[::1]"]) {
    assert.throws(() => hostOf(entered), /not a site/, entered);
  }
  assert.throws(() => hostOf("https://www.stake.com/"), /recorded already/);
});
