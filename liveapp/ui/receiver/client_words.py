"""A client in words: what it is, what it sent, and what was refused of it. Plain functions without Qt."""

import re
from collections.abc import Sequence

from liveapp.domain.clients import DEMO_CLIENT, ClientSeen
from liveapp.ui.receiver.refusal_words import advice_text, request_text
from liveapp.ui.widgets.formatting import (
    MISSING,
    age_text,
    count_text,
    counted,
    local_time_text,
    utc_time_text,
)

NAMELESS = "Program that does not say what it is"
ELECTRON = "Electron program"

_PRODUCT = re.compile(r"([A-Za-z][\w.-]*)(?:/\S+)?")
_COMMENT = re.compile(r"\([^()]*\)?")

_EXTENSION_BROWSERS = {
    "chrome-extension://": "",
    "moz-extension://": "Firefox",
    "safari-web-extension://": "Safari",
}
"""The schemes of extensions' origins; Chrome's is that of many browsers."""

_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Vivaldi": "Vivaldi",
    "Firefox": "Firefox",
    "HeadlessChrome": "Chrome",
    "Chromium": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
"""Browsers by what they call themselves, each before those that it also claims to be."""

_OF_BROWSERS = {*_BROWSERS, "Electron", "Mozilla", "AppleWebKit", "Gecko", "Version"}

_NODE_LIBRARIES = frozenset({"axios", "node-fetch", "got", "node-superagent"})
_NODES_OWN = frozenset({"node", "undici", "Node.js"})

_TOOLS = {"curl": "curl", "Wget": "Wget", "Go-http-client": "Go program", "Deno": "Deno program"}


def client_name(origin: str | None, client: str | None) -> str:
    """What a client is, as far as its origin and what it calls itself tell; else just that."""
    products = _products(client or "")
    for scheme, browser in _EXTENSION_BROWSERS.items():
        if origin and origin.startswith(scheme):
            named = browser or _browser(products)
            return f"Browser extension in {named}" if named else "Browser extension"
    if "Electron" in products or (origin or "").startswith("app://"):
        own = next((one for one in products if one not in _OF_BROWSERS), None)
        return f"{ELECTRON} ({own or 'Antebot may be one'})"
    if origin and origin.startswith(("http://", "https://")):
        return f"Web page {origin}"
    if origin:
        return "Page from a file" if origin == "file://" else f"Page of unknown origin ({origin})"
    return _program_name(client, products)


def heading_words(clients: Sequence[ClientSeen], now_us: int) -> str:
    """How many there are, and when the last bet of any came: what is looked for first."""
    number = counted(len(clients), "client", "clients")
    bets_us = [one.last_bet_us for one in clients if one.last_bet_us is not None]
    last_bet = f"last bet {age_text(max(bets_us), now_us)}" if bets_us else "no bet yet"
    return f"{number} in the last 15 minutes · {last_bet}"


def refusal_words(client: ClientSeen, now_us: int) -> str:
    """Why the last request that was refused was, and how long ago; nothing where none was."""
    refusal = client.last_refusal
    return f"{refusal.reason} · {age_text(refusal.refused_us, now_us)}" if refusal else ""


def detail_rows(client: ClientSeen) -> Sequence[tuple[str, str]]:
    """All that is known of a client, as names and values."""
    rows = [
        ("Client", client_name(client.origin, client.client)),
        ("Origin", client.origin or MISSING),
        ("Calls itself", client.client or MISSING),
        ("First request", moment_words(client.first_us)),
        ("Last request", moment_words(client.last_us)),
        ("Last bet", moment_words(client.last_bet_us)),
        ("Bets", f"{count_text(client.bets)} new"),
        ("Rounds", f"{count_text(client.heartbeats)} new, told without a bet"),
        ("Sent again", f"{count_text(client.duplicates)} bets or rounds that were known already"),
        ("Refused", f"{counted(client.refused, 'request', 'requests')}, in whole or in part"),
    ]
    refusal = client.last_refusal
    if refusal is not None:
        rows += [
            ("Last refused", moment_words(refusal.refused_us)),
            ("Request", request_text(refusal)),
            ("Why", f"{refusal.reason}. {advice_text(refusal)}".rstrip()),
        ]
    return rows


def moment_words(time_us: int | None) -> str:
    """A moment in local time and in UTC."""
    return MISSING if time_us is None else f"{local_time_text(time_us)} ({utc_time_text(time_us)})"


def _products(client: str) -> list[str]:
    """The names of what a user agent lists, without versions and remarks in brackets."""
    bare = _COMMENT.sub(" ", client)
    return [match[1] for part in bare.split() if (match := _PRODUCT.fullmatch(part))]


def _browser(products: Sequence[str]) -> str:
    return next((name for product, name in _BROWSERS.items() if product in products), "")


def _program_name(client: str | None, products: Sequence[str]) -> str:
    if not client:
        return NAMELESS
    if client == DEMO_CLIENT:
        return "liveapp's demo"
    if not products:
        return client
    first = products[0]
    if first.lower().startswith("python"):
        library = next(iter(products[1:]), "") or first[len("python") :].strip("-")
        return f"Python program ({library})" if library else "Python program"
    if first in _NODES_OWN:
        return "Node.js program"
    if first in _NODE_LIBRARIES:
        return f"Node.js program ({first})"
    if first == "Mozilla" and _browser(products):
        return f"Script in {_browser(products)}"
    return _TOOLS.get(first, client)
