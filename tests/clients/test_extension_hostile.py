"""A page that is after the extension breaks nothing: what is played later is recorded as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.extension import FOLDER, Options, Player, recorded
from tests.clients.site import Site

ATTACKS = {
    "events that were never told": "forgeEvents()",
    "replies that the site never gave": "makeUpReplies()",
    "the same events without end": "flood()",
}


@pytest.fixture
def own_browser(chromium: Path, site: Site, tmp_path: Path) -> Iterator[Browser]:
    """A browser of this test's own: what is made up may wait in it for good."""
    made = Browser(chromium, tmp_path / "profile", site.port, FOLDER)
    yield made
    made.close()


def test_what_a_page_makes_up_spoils_nothing_that_is_played_later(
    own_browser: Browser, site: Site, service, database, is_recorded
) -> None:
    options = Options(own_browser)
    options.save(service.receiver_url, TOKEN)
    hostile = Player(own_browser, site.casino)
    hostile.go_eavesdropping()
    player = Player(own_browser, site.casino)
    for name, attack in ATTACKS.items():
        hostile.do("pump()")
        assert hostile.do("heard.length"), f"nothing to repeat: {name}"
        hostile.do(attack)
        player.rotate()
        player.do("pump()")

        def is_played_recorded() -> bool:
            # What was lost among made-up answers may have been a bet: then the user looks at the seeds again.
            player.do("openFairness()")
            return player.truth[0] in recorded(database(service))

        eventually(is_played_recorded, name)
        is_recorded(player.truth)
        assert hostile.do("rejections") == []
    refused = "document.querySelectorAll('#refused > li *:not(div, code, span, button)').length"
    assert options.page.evaluate(refused) == 0
