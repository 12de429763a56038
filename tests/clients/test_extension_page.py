"""What a page of the casino asks for comes back as ever, and the page gets at nothing that is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bets import TOKEN
from tests.clients.browser import Browser
from tests.clients.extension import Options, Player
from tests.clients.site import Request, Site


@pytest.fixture(scope="module")
def plain_browser(chromium: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium without the extension."""
    made = Browser(chromium, tmp_path_factory.mktemp("plain"), site.port)
    yield made
    made.close()


def test_fetch_and_xhr_do_what_they_do_without_the_extension(
    browser: Browser, plain_browser: Browser
) -> None:
    seen, expected = (
        one.open("https://stake.com/").evaluate("semantics()") for one in (browser, plain_browser)
    )
    assert {name: (seen[name], told) for name, told in expected.items() if seen[name] != told} == {}
    assert expected["rejections"] == []


PLAY = """(async () => {
    await openFairness();
    for (const way of Object.keys(ways)) await pump(3, way);
    await rotate("another seed ✓", "xhr");
    await otherGame("keno/bet", "request");
    await graphql("BetLookup", { iid: "house:0" });
})()"""


def test_the_pages_requests_leave_as_they_do_without_the_extension(
    browser: Browser, plain_browser: Browser, site: Site
) -> None:
    def requests_of(one: Browser) -> list[Request]:
        before = len(site.requests("/_api/"))
        page = one.open("https://stake.com/")
        page.evaluate(PLAY)
        page.close()
        return site.requests("/_api/")[before:]

    assert requests_of(browser) == requests_of(plain_browser)


def test_the_token_is_nowhere_in_the_page(
    connected: Options, player: Player, site: Site, is_recorded
) -> None:
    player.go_eavesdropping()
    player.rotate()
    player.do("pump()")
    is_recorded(player.truth)
    page = player.do(
        """JSON.stringify([
            heard.map(({ type, detail }) => [String(type), String(detail)]),
            document.documentElement.outerHTML, document.cookie, localStorage, sessionStorage,
        ])"""
    )
    assert player.bets[0].id in page, "the eavesdropper heard nothing"
    assert TOKEN not in page
    assert not any(TOKEN in repr(request) for request in site.requests())


def test_scripts_in_the_page_learn_nothing_from_the_worker(connected: Options, player: Player) -> None:
    asked = "['status', 'refused', 'test', 'save', 'pause', 'giveUp', 'addHost'].map((kind) => ({ kind }))"
    answers = player.page.evaluate_in_world_of(
        connected.browser.extension_url,
        f"Promise.all({asked}.map((one) => chrome.runtime.sendMessage(one))).then(JSON.stringify)",
    )
    assert "answer" not in answers
    assert TOKEN not in answers
    for place in ("options.html", "worker/main.js", "page/watch.js", "manifest.json"):
        outcome = f"fetch('{connected.browser.extension_url}/{place}').then(() => 'read', () => 'refused')"
        assert player.do(outcome) == "refused"
    assert player.do("typeof chrome === 'undefined' || typeof chrome.runtime === 'undefined'")


def test_only_the_extension_itself_reaches_the_receiver(
    connected: Options, player: Player, service, is_recorded
) -> None:
    healthz = f"fetch('{service.receiver_url}/healthz').then(() => 'reached', () => 'refused')"
    extension = connected.browser.extension_url
    assert player.do(healthz) == "refused"
    assert player.page.evaluate_in_world_of(extension, healthz) == "refused"
    player.do("pump()")
    is_recorded(player.truth)
    assert {client.origin for client in service.clients.seen()} == {extension}
