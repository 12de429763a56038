"""The options page: trying a receiver, saving, pairing, and what was refused."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from liveapp.domain.pairing import TRIES
from tests.bets import TOKEN
from tests.clients.browser import Browser, eventually
from tests.clients.extension import Options, Player, popup_text, recorded
from tests.clients.impostor import Impostor, Reply

HEALTHY = Reply(200, {"status": "ok", "app": "liveapp", "version": "1"})

NO_RECEIVERS = (
    "https://127.0.0.1:17888",
    "http://example.com:17888",
    "http://127.0.0.1.example.com:17888",
    "http://me@127.0.0.1:17888",
    "http://127.0.0.1:17888/other",
    "http://127.0.0.1:17888/live/ingest?x=1",
    "http://127.0.0.1:99999",
    "javascript:alert(1)",
    "",
)


@pytest.fixture
def impostor() -> Iterator[Callable[..., Impostor]]:
    """Makes servers that are not liveapp."""
    made: list[Impostor] = []

    def make(answer: Callable[..., Reply]) -> Impostor:
        made.append(Impostor(answer))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port at which nothing listens, nor will as long as the test runs."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def test_a_receiver_is_found_by_its_base_or_by_the_address_of_ingest(
    options: Options, service, tables
) -> None:
    url = service.receiver_url
    localhost = url.replace("127.0.0.1", "localhost")
    for entered in (url, f"{url}/", f"{url}/live/ingest", f"{localhost}/live/ingest/"):
        assert options.test(entered, TOKEN).startswith("Connected")
    assert set(tables().values()) == {0}


def test_a_wrong_token_is_told(options: Options, service) -> None:
    for token in ("", "another-token", "tökén ✓"):
        assert options.test(service.receiver_url, token).startswith("Wrong token"), token


def test_a_program_that_does_not_run_is_told(options: Options, closed_port: int) -> None:
    assert options.test(f"http://127.0.0.1:{closed_port}", TOKEN).startswith("Not running")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, "<h1>It works</h1>"),
        Reply(200, {"status": "ok"}),
        Reply(404, {"detail": "Not found"}),
        Reply(302, "", (("Location", "https://example.com/"),)),
    ],
)
def test_another_program_is_told(options: Options, impostor, reply: Reply) -> None:
    url = impostor(lambda _asked, _body: reply).url
    assert options.test(url, TOKEN).startswith("Something else answers")


def test_a_refusal_is_told(options: Options, impostor) -> None:
    forbidden = Reply(403, {"detail": "Not from there"})
    url = impostor(lambda asked, _body: HEALTHY if asked == "GET /healthz" else forbidden).url
    told = options.test(url, TOKEN)
    assert told.startswith("Refused")
    assert "Not from there" in told


def test_what_is_no_receiver_on_this_machine_is_not_kept(connected: Options, service) -> None:
    for url in NO_RECEIVERS:
        assert "Saved" not in connected.save(url, TOKEN), url
        assert connected.test(url, TOKEN).startswith("Not running"), url
    assert Options(connected.browser).url == service.receiver_url


def test_a_wrong_token_stops_sending_until_another_one_is_saved(
    options: Options, service, player: Player, database, is_recorded
) -> None:
    options.save(service.receiver_url, "a-wrong-token")
    player.do("pump()")
    options.wait_for_badge("!")
    player.do("pump()")
    eventually(lambda: options.waiting == 2)
    popup = popup_text(options.browser)
    assert popup.startswith("Stopped: wrong token")
    assert popup.count("2") == 1, "the number that waits is told once"
    options.stop_worker()
    assert options.waiting == 2
    assert recorded(database(service)) == []
    options.save(service.receiver_url, TOKEN)
    is_recorded(player.truth)
    options.wait_for_badge("")


def test_a_code_hands_over_the_token_once(options: Options, service, player: Player, is_recorded) -> None:
    options.save(service.receiver_url, "a-wrong-token")
    player.do("pump()")
    options.wait_for_badge("!")
    code = service.pairing.begin()
    assert options.pair(f"{code[:3]} {code[3:]}", f"{service.receiver_url}/live/ingest").startswith(
        "Connected"
    )
    assert options.page.evaluate("document.querySelector('#pair-code').value") == "", "it is used up"
    is_recorded(player.truth)
    options.wait_for_badge("")
    assert "No code" in options.pair(code, service.receiver_url)


def test_wrong_codes_end_a_pairing(options: Options, service) -> None:
    code = service.pairing.begin()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(TRIES):
        assert "Wrong code" in options.pair(wrong, service.receiver_url)
    assert "No code" in options.pair(code, service.receiver_url)


def test_a_code_is_told_from_what_is_none_and_from_nobody(
    options: Options, service, closed_port: int
) -> None:
    assert "6 digits" in options.pair("12345", service.receiver_url)
    assert "No code" in options.pair("123456", service.receiver_url)
    assert options.pair("123456", f"http://127.0.0.1:{closed_port}").startswith("Not running")


def test_a_refused_bet_is_listed_as_text_and_holds_up_no_other(
    options: Options, player: Player, impostor, service, is_recorded
) -> None:
    markup = "<img src=x onerror=alert(1)>"

    def refuse_what_has_markup(_asked: str, bets: list[dict[str, Any]]) -> Reply:
        refused = [index for index, bet in enumerate(bets) if bet["id"] == markup]
        rejected = [{"index": index, "id": markup, "detail": f"No {markup}"} for index in refused]
        return Reply(200, {"accepted": len(bets) - len(rejected), "duplicates": 0, "rejected": rejected})

    options.save(impostor(refuse_what_has_markup).url, TOKEN)
    player.do(
        f"""ask("/_api/casino/pump/echo", {{ pumpBet: {{
            id: "{markup}", game: "pump", active: false, amount: 1, payout: 0, payoutMultiplier: 0,
            currency: "btc", updatedAt: null, state: {{ difficulty: "easy", round: 1 }},
        }} }})"""
    )
    player.do("pump()")
    eventually(lambda: options.refused)
    options.wait_for_badge("")
    (refused,) = options.refused
    assert f"No {markup}" in refused
    assert f'"id":"{markup}"' in refused
    assert options.page.evaluate("document.querySelectorAll('#refused img').length") == 0
    options.save(service.receiver_url, TOKEN)
    assert len(options.refused) == 1
    options.page.evaluate("document.querySelector('#clear-refused').click()")
    eventually(lambda: not options.refused)
    player.rotate()
    player.do("pump()")
    is_recorded(player.truth)


def test_a_field_that_was_cleared_before_it_was_filled_in_stays_as_it_is(
    browser: Browser, options: Options
) -> None:
    page = browser.open("about:blank")
    page.command("Page.enable")
    clear = "document.querySelector('#receiver-url').value = ''"
    page.command(
        "Page.addScriptToEvaluateOnNewDocument",
        source=f"addEventListener('DOMContentLoaded', () => void ({clear}))",
    )
    page.go(f"{browser.extension_url}/options.html")
    page.eventually("document.querySelector('#state').textContent")
    assert page.evaluate("document.querySelector('#receiver-url').value") == ""
    page.close()
