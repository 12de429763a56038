"""Bets wait for liveapp, for the seeds and for the browser's next start, and none is lost or sent twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.extension import FOLDER, Options, Player, popup_text, recorded, truth
from tests.clients.impostor import Impostor, Reply
from tests.clients.site import Site
from tests.http_client import port_of


@pytest.fixture
def start(chromium: Path, site: Site, tmp_path: Path) -> Iterator[Callable[[], Browser]]:
    """Starts a browser on this test's profile; each after the one before is over."""
    started: list[Browser] = []

    def one() -> Browser:
        started.append(Browser(chromium, tmp_path / "profile", site.port, FOLDER))
        return started[-1]

    yield one
    started[-1].close()


def test_bets_that_are_played_while_liveapp_is_off_are_sent_when_it_runs_again(
    connected: Options, player: Player, service, service_factory, database
) -> None:
    player.do("pump()")
    connected.wait_for_badge("")
    service.shutdown()
    for _ in range(3):
        player.do("pump()")
    connected.wait_for_badge("3")
    assert "liveapp is not running" in popup_text(connected.browser)
    connected.stop_worker()
    player.do("pump()")
    eventually(lambda: connected.waiting == 4)
    again = service_factory(data_dir=service.settings.data_dir, port=port_of(service.receiver_url))
    connected.wait_for_badge("")
    assert recorded(database(again)) == truth(player.bets)


def test_bets_wait_for_seeds_and_outlive_a_kill_of_the_browser(
    start, site: Site, service, service_factory, database
) -> None:
    browser = start()
    options = Options(browser)
    options.save(service.receiver_url, TOKEN)
    player = Player(browser, site.casino, "www.stake.us")
    player.do("pump()")
    player.do("otherGame()")
    player.do("pump()")
    options.wait_for_badge("2")
    assert "open the Fairness dialog once" in popup_text(browser)
    browser.kill()

    browser = start()
    options = Options(browser)
    assert options.waiting == 2
    service.shutdown()
    page = browser.open("https://stake.us/")
    page.evaluate("openFairness()")
    page.evaluate("pump()")
    eventually(lambda: options.waiting == 3 and "liveapp is not running" in popup_text(browser))
    browser.kill()

    again = service_factory(data_dir=service.settings.data_dir, port=port_of(service.receiver_url))
    browser = start()
    Options(browser).wait_for_badge("")
    assert recorded(database(again)) == truth(player.bets)


def test_a_pair_that_is_shown_while_a_bet_is_placed_is_not_trusted_for_the_count(
    connected: Options, player: Player, site: Site, service, database
) -> None:
    with site.holding("pump/bet") as bet, site.holding("RotateSeedPair") as rotation:
        player.do("void (window.rotating = rotate('overlapping'))")
        assert rotation.arrived.wait(30)
        player.do("void (window.betting = pump())")
        assert bet.arrived.wait(30)
        rotation.released.set()
        player.do("rotating")
        bet.released.set()
        player.do("betting")
    player.do("pump()")
    eventually(lambda: connected.waiting == 2)
    assert "once more while no round is being played" in popup_text(connected.browser)
    player.do("openFairness()")
    connected.wait_for_badge("")
    assert recorded(database(service)) == truth(player.bets)


def test_nothing_is_recorded_while_paused_but_nonces_are_counted(
    connected: Options, player: Player, service, database
) -> None:
    popup = connected.browser.open(f"{connected.browser.extension_url}/popup.html")
    player.do("pump()")
    connected.wait_for_badge("")
    popup.evaluate("document.querySelector('#pause').click()")
    popup.eventually("document.body.innerText.includes('Paused')")
    player.do("pump()")
    popup.evaluate("document.querySelector('#pause').click()")
    popup.eventually("!document.body.innerText.includes('Paused')")
    player.do("pump()")
    eventually(lambda: len(recorded(database(service))) == 2)
    assert recorded(database(service)) == [row for row in truth(player.bets) if row[2] != 2]
    popup.close()


@pytest.mark.parametrize(
    "odd",
    [
        Reply(200, "<h1>Hello</h1>"),
        Reply(200, {"accepted": 0, "duplicates": 0, "rejected": []}),
        Reply(503, {"detail": "shutting down"}, (("Retry-After", "1"),)),
        Reply(404, {"detail": "Not found"}),
    ],
)
def test_bets_are_kept_until_each_is_accounted_for(
    options: Options, player: Player, service, database, odd: Reply
) -> None:
    asked: list[str] = []

    def answer(request: str, _body: object) -> Reply:
        asked.append(request)
        return odd

    impostor = Impostor(answer)
    options.save(impostor.url, TOKEN)
    player.do("pump()")
    eventually(lambda: "POST /live/ingest" in asked)
    impostor.close()
    options.wait_for_badge("1")
    options.save(service.receiver_url, TOKEN)
    options.wait_for_badge("")
    assert recorded(database(service)) == truth(player.bets)
    assert options.refused == []


def test_a_page_outlives_a_reload_of_the_extension_and_is_recorded_after_its_own(
    start, site: Site, service, database
) -> None:
    browser = start()
    options = Options(browser)
    options.save(service.receiver_url, TOKEN)
    player = Player(browser, site.casino)
    player.rotate()
    player.do("pump()")
    eventually(lambda: len(recorded(database(service))) == 1)
    (worker,) = browser.targets("service_worker")
    options.page.evaluate("void setTimeout(() => chrome.runtime.reload())")
    eventually(lambda: [one for one in browser.targets("service_worker") if one != worker])
    player.do("pump()")
    assert player.do("rejections") == []
    player.page.go("https://stake.com/again")
    player.do("openFairness()")
    player.do("pump()")
    eventually(lambda: len(recorded(database(service))) > 1)
    assert recorded(database(service)) == [row for row in truth(player.bets) if row[2] != 2]
