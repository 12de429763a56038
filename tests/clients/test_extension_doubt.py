"""Where a page did not see for certain in which order bets were placed, nonces wait: none is guessed."""

import pytest

from tests.clients.browser import eventually
from tests.clients.extension import Options, Player, popup_text, truth
from tests.clients.site import Site

HANG_LIMIT_S = 30.0


@pytest.fixture
def settled(connected: Options, player: Player, is_recorded):
    """Ends a test: once the site has shown the seeds and each bet's details, all is recorded as it was.

    All but the bets with the nonces `lost`, whose answers nobody saw.
    """

    def settle(*lost: int) -> None:
        player.do("openFairness()")
        for bet in player.bets:
            player.do(f"graphql('BetLookup', {{ betId: '{bet.id}' }})")
        is_recorded(truth(bet for bet in player.bets if bet.nonce not in lost))
        connected.wait_for_badge("")

    return settle


def test_a_pair_that_is_shown_while_a_bet_is_placed_gives_no_count(
    connected: Options, player: Player, site: Site, settled
) -> None:
    with site.holding("pump/bet") as bet, site.holding("RotateSeedPair") as rotation:
        player.do("void (window.rotating = rotate('overlapping'))")
        assert rotation.arrived.wait(HANG_LIMIT_S)
        player.do("void (window.betting = pump())")
        assert bet.arrived.wait(HANG_LIMIT_S)
        rotation.released.set()
        player.do("rotating")
        bet.released.set()
        player.do("betting")
    player.do("pump()")
    eventually(lambda: connected.waiting == 2)
    assert "once more while no round is being played" in popup_text(connected.browser)
    player.do("openFairness()")
    connected.wait_for_badge("")
    settled()


@pytest.mark.parametrize("way", ["string", "xhr"])
def test_bets_that_are_placed_at_once_are_not_told_apart_by_their_answers(
    connected: Options, player: Player, site: Site, settled, way: str
) -> None:
    player.do("pump()")
    with site.holding("pump/bet") as first:
        player.do(f"void (window.first = pump(1, '{way}'))")
        assert first.arrived.wait(HANG_LIMIT_S)
        player.do(f"pump(2, '{way}')")
        first.released.set()
        player.do("first")
    player.do("pump(3)")
    settled()


@pytest.mark.parametrize("way", ["string", "xhr"])
def test_a_bet_whose_answer_is_lost_is_not_forgotten(
    connected: Options, player: Player, site: Site, settled, way: str
) -> None:
    player.do("pump()")
    site.lose_next("pump/bet")
    player.do(f"pump(1, '{way}').catch(() => {{}})")
    player.do("pump()")
    settled(2)


def test_bets_just_before_a_page_goes_are_not_lost(connected: Options, player: Player, settled) -> None:
    for way in ("string", "xhr", "request"):
        player.do(f"pump(1, '{way}').then(() => location.assign('/{way}'))")
        player.page.eventually(f"location.pathname === '/{way}' && document.readyState === 'complete'")
    player.do("pump()")
    settled()
