"""Bets wait for liveapp, for the seeds and for the browser's next start, and none is lost or sent twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.extension import FOLDER, Options, Player, popup_text
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
    connected: Options, player: Player, service, service_factory, is_recorded
) -> None:
    player.do("pump()")
    is_recorded(player.truth)
    port = port_of(service.receiver_url)
    service.shutdown()
    for _ in range(3):
        player.do("pump()")
    connected.wait_for_badge("3")
    eventually(lambda: "liveapp is not running" in popup_text(connected.browser))
    connected.stop_worker()
    player.do("pump()")
    eventually(lambda: connected.waiting == 4)
    again = service_factory(data_dir=service.settings.data_dir, port=port)
    is_recorded(player.truth, of=again)
    connected.wait_for_badge("")


def test_bets_wait_for_seeds_and_outlive_a_kill_of_the_browser(
    start, site: Site, service, service_factory, is_recorded
) -> None:
    browser = start()
    options = Options(browser)
    options.save(service.receiver_url, TOKEN)
    options.page.eventually("document.querySelector('#help').textContent.includes('or reload it')")
    player = Player(browser, site.casino, "www.stake.us")
    options.page.eventually("document.querySelector('#state').textContent === 'Waiting for the seeds'")
    player.do("pump()")
    player.do("otherGame()")
    player.do("pump()")
    options.wait_for_badge("2")
    assert "open the Fairness dialog once" in popup_text(browser)
    browser.kill()

    browser = start()
    options = Options(browser)
    assert options.waiting == 2
    port = port_of(service.receiver_url)
    service.shutdown()
    page = browser.open("https://stake.us/")
    page.evaluate("openFairness()")
    page.evaluate("pump()")
    eventually(lambda: options.waiting == 3 and "liveapp is not running" in popup_text(browser))
    browser.kill()

    again = service_factory(data_dir=service.settings.data_dir, port=port)
    browser = start()
    popup_text(browser)  # who looks does not want to wait for the next try
    is_recorded(player.truth, of=again)
    Options(browser).wait_for_badge("")


def test_nothing_is_recorded_while_paused_but_nonces_are_counted(
    connected: Options, player: Player, is_recorded
) -> None:
    popup = connected.browser.open(f"{connected.browser.extension_url}/popup.html")
    popup.eventually("document.querySelector('#state').textContent === 'Recording'")
    player.do("pump()")
    is_recorded(player.truth)
    popup.evaluate("document.querySelector('#pause').click()")
    popup.eventually("document.querySelector('#state').textContent === 'Paused'")
    player.do("pump()")
    player.do("openFairness()")
    eventually(lambda: connected.has_counted(player.bets[-1]), "the bet counted")
    popup.evaluate("document.querySelector('#pause').click()")
    popup.eventually("document.querySelector('#state').textContent === 'Recording'")
    player.do("pump()")
    first, _paused, last = player.truth
    is_recorded([first, last])
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
    options: Options, player: Player, service, is_recorded, odd: Reply
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
    is_recorded(player.truth)
    options.wait_for_badge("")
    assert options.refused == []


def test_a_page_outlives_a_new_start_of_the_extension_and_is_recorded_after_its_own(
    start, site: Site, service, is_recorded
) -> None:
    browser = start()
    options = Options(browser)
    options.save(service.receiver_url, TOKEN)
    player = Player(browser, site.casino)
    player.rotate()
    player.do("pump()")
    is_recorded(player.truth)
    browser.load_extension_again()
    player.do("pump()")
    assert player.do("rejections") == []
    player.page.go("https://stake.com/again")
    player.do("openFairness()")
    player.do("pump()")
    first, _unseen, last = player.truth
    is_recorded([first, last])


def test_bets_whose_nonce_cannot_be_told_are_named_and_can_be_given_up(
    connected: Options, player: Player, service
) -> None:
    service.shutdown()
    player.do("pump()")
    player.place_elsewhere(3)
    player.do("openFairness()")
    given_up = player.bets[0].id
    told = "1 bet was played before the seed pair was known"
    connected.page.eventually(f"document.querySelector('#pending').innerText.includes('{told}')")
    connected.page.evaluate("document.querySelector('#pending button').click()")
    connected.wait_for_badge("")
    eventually(lambda: connected.refused)
    assert given_up in connected.refused[0]
    assert "nonce cannot be determined" in connected.refused[0]
    connected.page.evaluate("document.querySelector('#clear-refused').click()")
    eventually(lambda: not connected.refused)
