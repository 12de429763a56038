"""What is played in the browser is recorded: each bet with the nonce and the seeds it truly has."""

import pytest

from tests.clients.browser import Browser, eventually
from tests.clients.extension import Player
from tests.clients.site import Site


@pytest.mark.parametrize("way", ["string", "url", "request", "xhr", "xhrJson", "xhrBuffer"])
def test_bets_are_recorded_however_the_page_asks(connected, player, is_recorded, way: str) -> None:
    for round_ in (1, 2, 15):
        player.do(f"pump({round_}, '{way}')")
    player.do(f"otherGame('dice/roll', '{way}')")
    player.do(f"pump(1, '{way}', 'easy')")
    is_recorded(player.truth)
    connected.wait_for_badge("")


def test_bets_under_data_are_recorded(connected, player, is_recorded, site: Site) -> None:
    site.casino.enveloped = True
    try:
        player.do("pump(3)")
        player.do("otherGame('keno/bet')")
        player.do("pump(3, 'xhr')")
    finally:
        site.casino.enveloped = False
    is_recorded(player.truth)


def test_bets_by_graphql_are_recorded_in_lists_of_requests_too(connected, player, is_recorded) -> None:
    player.do("graphql('PumpBet', stake({ round: 2, difficulty: 'hard' }))")
    player.do(
        """ask('/_api/graphql', [
            { operationName: 'HouseBets', variables: {} },
            { operationName: 'PumpBet', variables: stake({ round: 4, difficulty: 'medium' }) },
        ])"""
    )
    is_recorded(player.truth)


def test_a_round_that_is_pumped_by_hand_has_the_nonce_it_was_placed_with(
    connected, player, is_recorded
) -> None:
    player.do(
        """(async () => {
            const play = async (pumps) => {
                let bet = betOf(await pump(0, "string", "easy"));
                await otherGame();
                for (let left = pumps; left && bet.active; left -= 1) {
                    bet = betOf(await ask("/_api/casino/pump/next", { identifier: bet.id }));
                    await otherGame("limbo/bet");
                }
                if (bet.active) await ask("/_api/casino/pump/cashout", { identifier: bet.id });
            };
            for (const pumps of [1, 3, 24]) await play(pumps);
            await pump();
        })()"""
    )
    is_recorded(player.truth)


def test_each_seed_pair_counts_for_itself(connected, player, is_recorded) -> None:
    for seed in ("second", "third"):
        player.do("pump()")
        player.do("otherGame('wheel/spin')")
        player.do("pump()")
        player.do(f"rotate('{seed}', 'xhr')")
    player.do("pump()")
    is_recorded(player.truth)


def test_a_refused_bet_takes_no_nonce(connected, player, is_recorded, site: Site) -> None:
    for operation in ("pump/bet", "dice/roll", "RotateSeedPair"):
        player.do("pump()")
        site.casino.refuse_next(operation)
        player.do({"pump/bet": "pump()", "dice/roll": "otherGame()"}.get(operation, "rotate('no')"))
    player.do("pump()")
    is_recorded(player.truth)


def test_lists_of_bets_are_not_taken_for_bets(connected, player, is_recorded) -> None:
    player.do("pump()")
    player.do("graphql('HouseBets', {})")
    player.do("pump()")
    player.do("graphql('BetLookup', { iid: 'house:0' })")
    player.do("pump()")
    is_recorded(player.truth)


def test_two_tabs_and_a_mirror_share_a_count_and_another_site_has_its_own(
    connected, player, is_recorded, browser: Browser, site: Site
) -> None:
    mirror = browser.open("https://eu.stake.com/casino/games/pump")
    tab = browser.open("https://stake.com/casino/games/dice")
    other = Player(browser, site.casino, "stake.us")
    other.rotate()
    for _ in range(4):
        player.do("pump()")
        mirror.evaluate("pump(1)")
        other.do("pump(1)")
        tab.evaluate("otherGame()")
        tab.evaluate("pump(2, 'xhr')")
    is_recorded(player.truth + other.truth)
    for page in (mirror, tab, other):
        page.close()


def test_bets_played_elsewhere_are_counted_when_seeds_or_details_are_seen(
    connected, player, is_recorded
) -> None:
    player.do("pump()")
    is_recorded(player.truth)
    player.place_elsewhere(3)
    player.do("openFairness()")
    player.do("pump()")
    is_recorded(player.truth)
    player.place_elsewhere(2)
    player.do("otherGame().then((reply) => graphql('BetLookup', { betId: betOf(reply).id }))")
    player.do("pump()")
    is_recorded(player.truth)


def test_an_autobet_loop_is_recorded_while_the_worker_is_stopped(connected, player, is_recorded) -> None:
    player.page.evaluate(
        """void (window.loop = (async () => {
            for (let number = 0; number < 200; number += 1) {
                await (number % 5 ? pump(number % 4 + 1, number % 2 ? "string" : "xhr") : otherGame());
                await new Promise((resolve) => setTimeout(resolve, 5));
            }
        })())"""
    )
    for number in (20, 60, 100, 140, 180):
        eventually(lambda number=number: len(player.bets) >= number)
        connected.stop_worker()
    player.do("loop")
    is_recorded(player.truth)
