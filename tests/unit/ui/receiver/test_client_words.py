"""Clients in words."""

from dataclasses import replace

import pytest

from liveapp.domain.clients import DEMO_CLIENT
from liveapp.ui.receiver.client_words import (
    NAMELESS,
    client_name,
    detail_rows,
    heading_words,
    refusal_words,
)
from tests.unit.ui.receiver.clients import CHROME, EXTENSION, client
from tests.unit.ui.receiver.refusals import NOW_US, refusal

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
ANTEBOT = "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) {} Electron/31.0.2 Safari/537.36"


@pytest.mark.parametrize(
    ("origin", "agent", "name"),
    [
        (EXTENSION, CHROME, "Browser extension in Chrome"),
        (EXTENSION, CHROME.replace("Chrome/", "HeadlessChrome/"), "Browser extension in Chrome"),
        (EXTENSION, f"{CHROME} Edg/142.0.0.0", "Browser extension in Edge"),
        (EXTENSION, f"{CHROME} OPR/120.0.0.0", "Browser extension in Opera"),
        (EXTENSION, None, "Browser extension"),
        ("moz-extension://4f1c", FIREFOX, "Browser extension in Firefox"),
        ("safari-web-extension://4f1c", CHROME, "Browser extension in Safari"),
        ("app://-", None, "Electron program (Antebot may be one)"),
        ("file://", ANTEBOT.format("Chrome/126.0.0.0"), "Electron program (Antebot may be one)"),
        (None, ANTEBOT.format("antebot/2.4.1 Chrome/126.0.0.0"), "Electron program (antebot)"),
        ("https://site.example", CHROME, "Web page https://site.example"),
        ("http://localhost:3000", None, "Web page http://localhost:3000"),
        ("file://", CHROME, "Page from a file"),
        ("null", CHROME, "Page of unknown origin (null)"),
        (None, CHROME, "Script in Chrome"),
        (None, "python-httpx/0.27.2", "Python program (httpx)"),
        (None, "python-requests/2.32.3", "Python program (requests)"),
        (None, "Python-urllib/3.11", "Python program (urllib)"),
        (None, "Python/3.11 aiohttp/3.9.5", "Python program (aiohttp)"),
        (None, "Python", "Python program"),
        (None, "curl/8.14.1", "curl"),
        (None, "node", "Node.js program"),
        (None, "undici", "Node.js program"),
        (None, "axios/1.7.2", "Node.js program (axios)"),
        (None, "got (https://github.com/sindresorhus/got)", "Node.js program (got)"),
        (None, "Go-http-client/1.1", "Go program"),
        (None, DEMO_CLIENT, "liveapp's demo"),
        (None, "my bot 7 (of mine)", "my bot 7 (of mine)"),
        (None, "((((", "(((("),
        (None, "", NAMELESS),
        (None, None, NAMELESS),
    ],
)
def test_a_client_is_named_by_what_it_tells_of_itself(origin, agent, name) -> None:
    assert client_name(origin, agent) == name


def test_the_heading_says_when_the_last_bet_of_any_came() -> None:
    clients = [client(bet_s=70), client("curl/8", bet_s=3), client(None, bet_s=None)]
    assert heading_words(clients, NOW_US) == "3 clients in the last 15 minutes · last bet 3 s ago"
    assert heading_words(clients[2:], NOW_US) == "1 client in the last 15 minutes · no bet yet"


def test_the_last_refusal_is_told_with_its_age_or_not_at_all() -> None:
    refused = client(refusal=refusal(age_s=130, reason="The ingest token is wrong"))
    assert refusal_words(refused, NOW_US) == "The ingest token is wrong · 2 min ago"
    assert refusal_words(client(), NOW_US) == ""


def test_all_that_is_known_is_told_whole() -> None:
    refused = refusal(status=422, reason="The body does not fit")
    seen = replace(client(CHROME, EXTENSION, bets=1_204, refusal=refused), heartbeats=7, duplicates=2)
    told = dict(detail_rows(seen))
    assert (told["Origin"], told["Calls itself"]) == (EXTENSION, CHROME)
    assert told["Bets"] == "1,204 new"
    assert told["Rounds"].startswith("7 new")
    assert told["Sent again"].startswith("2 ")
    assert told["Refused"].startswith("1 request,")
    assert told["Request"] == "POST /live/ingest"
    assert told["Why"].startswith("The body does not fit. Nothing of it was stored.")
    assert told["Last bet"].endswith(" UTC)")


def test_of_a_client_that_was_never_refused_and_sent_no_bet_nothing_is_made_up() -> None:
    told = dict(detail_rows(client(None, bet_s=None, bets=0)))
    assert told["Last bet"] == told["Origin"] == told["Calls itself"] == "–"
    assert "Why" not in told
