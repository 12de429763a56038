"""A page of the casino cannot tell whether the extension is there, nor get at what it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.browser import Browser
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
    assert {name for name in expected if seen[name] != expected[name]} == set()
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
