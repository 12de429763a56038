"""A report's own check in a real browser: it says what the program says, whatever was changed in it."""

import contextlib
import random
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from liveapp.domain.bets import Bet
from liveapp.domain.outcome_classes import class_of
from liveapp.domain.proof import BetToProve, judge
from liveapp.domain.pump import MULTIPLIERS, safe_pumps
from liveapp.domain.verdicts import DIFFERING, StreamProof, Verdict, counts_words
from liveapp.jobs import report_rows
from liveapp.storage import Store, open_store
from tests.clients.browser import Browser, Page
from tests.proving import SERVER_SEED, Player
from tests.unit.jobs.reports import record, write

HOSTILE = "</script><img src=x onerror=alert(1)><!--\u202e\u2028 \"'` {{facts}}\r\n&amp; é"
AS_IT_SAYS = "The server seed has its hash, and every row says what comes out."
NO_SEED = "The hash of this server seed is another one: nothing on this page is proven."
ONE_CHANGED = "1 row does not say what comes out: this page was changed after it was written."
OTHER_COUNTS = "The page tells other numbers: it was changed after it was written."
NUMBERS = (0.0, 1e-8, 0.1 + 0.2, 1.0, 2.0, 1e16, 1.7976931348623157e308, 5e-324)


@dataclass(frozen=True, slots=True)
class Reports:
    """A browser off the network, and a server of this machine that no page has a reason to ask."""

    browser: Browser
    bait: socket.socket
    folder: Path

    def open(self, source: str) -> Page:
        path = self.folder / "report.html"
        path.write_bytes(source.encode())
        return self.browser.open(path.as_uri())

    def check(self, source: str) -> tuple[str, list[str]]:
        """What a page says once its button was pressed, and its list of what does not fit."""
        page = self.open(source)
        page.evaluate("document.getElementById('check').click()")
        said = page.eventually(
            "!document.getElementById('said').textContent.startsWith('Checking …')"
            " && document.getElementById('said').textContent"
        )
        found = page.evaluate("Array.from(document.querySelectorAll('#found li'), (one) => one.textContent)")
        page.close()
        return said, found

    def requests(self) -> list[bytes]:
        """What pages asked that server for; a connection alone, made in advance, asks nothing."""
        asked = []
        self.bait.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                connection, _ = self.bait.accept()
                connection.setblocking(False)
                with connection, contextlib.suppress(BlockingIOError):
                    asked.append(connection.recv(1 << 16))
        return [request for request in asked if request]


@pytest.fixture(scope="module")
def reports(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reports]:
    folder = tmp_path_factory.mktemp("reports")
    # What the browser asks for by itself arrives at the door.
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_server(("127.0.0.1", 0)) as bait:
        browser = Browser(chromium, folder / "profile", door.getsockname()[1])
        yield Reports(browser, bait, folder)
        browser.close()


def source_of(folder: Path, bets: list[Bet], server_seed: str = SERVER_SEED, notes: str = "") -> str:
    """The report of these bets."""
    store: Store = open_store(folder / "liveapp.sqlite3")
    try:
        record(store, bets, server_seed)
        (stream,), _ = store.reader.streams()
        store.writer.set_notes(stream.id, notes, None)
        (path,) = write(store, folder / "proof.html").paths
    finally:
        store.close()
    return path.read_bytes().decode()


@pytest.fixture(scope="module")
def bets() -> list[Bet]:
    player = Player()
    return [
        *(player.bet(nonce, "expert") for nonce in range(1, 6)),
        *(player.bet(nonce, "easy") for nonce in range(6, 11)),
        player.bet(11, round_target=None, is_stand_in=True, payout=0.123),
    ]


@pytest.fixture(scope="module")
def source(bets: list[Bet], tmp_path_factory: pytest.TempPathFactory) -> str:
    return source_of(tmp_path_factory.mktemp("right"), bets)


def judged(bets: list[Bet], server_seed: str = SERVER_SEED) -> str:
    """What the program says of these bets, in words."""
    verdicts = [
        judge(
            BetToProve(
                1,
                bet.nonce,
                bet.amount,
                bet.payout,
                bet.difficulty,
                bet.round_target,
                bet.round_result,
                bet.is_stand_in,
            ),
            safe_pumps(server_seed, bet.seeds.client_seed, bet.nonce, bet.difficulty),
        ).verdict
        for bet in bets
    ]
    differing = sum(verdict in DIFFERING for verdict in verdicts)
    counts = (verdicts.count(Verdict.VERIFIED), differing, verdicts.count(Verdict.UNVERIFIABLE))
    return f"Checked in this browser: {counts_words(StreamProof(True, *counts))}."


def with_cell(source: str, nonce: int, column: int, text: str) -> str:
    """The page with another text in a cell of a bet."""
    (row,) = re.findall(rf"<tr[^>]*><td>{nonce}<td>.*\n", source)
    cells = row.removesuffix("\n").split("<td>")
    cells[column + 1] = text
    return source.replace(row, "<td>".join(cells) + "\n")


def test_a_report_that_is_right_checks_as_the_program_says(
    reports: Reports, source: str, bets: list[Bet]
) -> None:
    assert reports.check(source) == (f"{judged(bets)} {AS_IT_SAYS}", [])
    assert judged(bets).startswith("Checked in this browser: 10 right · 0 differ · 1 cannot be computed")


def test_a_hash_that_was_recorded_in_capitals_is_the_same(
    reports: Reports, source: str, bets: list[Bet]
) -> None:
    hashed = bets[0].seeds.server_seed_hashed
    assert reports.check(source.replace(hashed, hashed.upper())) == (f"{judged(bets)} {AS_IT_SAYS}", [])


def test_bets_that_differ_are_told_as_the_program_tells_them(reports: Reports, tmp_path: Path) -> None:
    player = Player()
    bets = [player.bet(1), player.tampered(2), player.bet(3, payout=0.5)]
    assert reports.check(source_of(tmp_path, bets)) == (f"{judged(bets)} {AS_IT_SAYS}", [])


def test_what_is_right_can_be_left_out_of_sight_without_any_script(
    reports: Reports, source: str, bets: list[Bet]
) -> None:
    page = reports.open(re.sub("<script>.*</script>", "", source, flags=re.DOTALL))
    seen = "Array.from(document.querySelectorAll('tbody tr')).filter((row) => row.offsetHeight).length"
    assert page.evaluate(seen) == len(bets)
    page.evaluate("document.querySelector('label').click()")
    assert page.evaluate(seen) == 1
    assert "cannot check itself" in page.evaluate("document.getElementById('said').textContent")
    page.close()


def test_a_result_that_was_changed_later_is_found(reports: Reports, source: str, bets: list[Bet]) -> None:
    changed = [Player().bet(1, round_result=3200.18), *bets[1:]]
    said, found = reports.check(with_cell(source, 1, 7, "3200.18"))
    assert said == f"{judged(changed)} {ONE_CHANGED}"
    assert len(found) == 1
    assert found[0].startswith("Nonce 1: the seeds give ")
    assert found[0].endswith("and the bet is “≠ result differs”; the page says “✓ verified”")


def test_a_payout_that_was_changed_later_is_found(reports: Reports, source: str, bets: list[Bet]) -> None:
    changed = [*bets[:2], Player().bet(3, payout=123.0), *bets[3:]]
    said, found = reports.check(with_cell(source, 3, 9, "123"))
    assert said == f"{judged(changed)} {ONE_CHANGED}"
    assert "≠ payout differs" in found[0]


def test_another_server_seed_proves_nothing(reports: Reports, source: str, bets: list[Bet]) -> None:
    other = SERVER_SEED + "!"
    said, _ = reports.check(source.replace(f'class="exact">{SERVER_SEED}<', f'class="exact">{other}<'))
    assert said.startswith(f"{judged(bets, other)} {NO_SEED}")


@pytest.mark.parametrize(
    ("column", "text"), [(10, "≠ result differs"), (8, "3203384.8"), (10, "≠ payout differs: 1"), (10, "")]
)
def test_what_a_page_says_of_a_bet_is_not_believed(
    reports: Reports, source: str, bets: list[Bet], column: int, text: str
) -> None:
    said, found = reports.check(with_cell(source, 2, column, text))
    assert said == f"{judged(bets)} {ONE_CHANGED}"
    assert len(found) == 1
    assert found[0].startswith("Nonce 2:")


@pytest.mark.parametrize(
    ("column", "text"),
    [(0, "2.0"), (0, "-1"), (3, "constructor"), (4, "1,5"), (6, "NaN"), (7, "none"), (9, "")],
)
def test_a_cell_that_means_nothing_is_told(reports: Reports, source: str, column: int, text: str) -> None:
    said, found = reports.check(with_cell(source, 2, column, text))
    assert said.endswith(ONE_CHANGED)
    assert len(found) == 1
    assert found[0].startswith("A row cannot be read:")


def test_a_row_that_is_gone_is_missed(reports: Reports, source: str, bets: list[Bet]) -> None:
    gone = re.sub(r"<tr[^>]*><td>4<td>.*\n", "", source)
    said, _ = reports.check(gone)
    assert said == f"{judged([*bets[:3], *bets[4:]])} {OTHER_COUNTS}"


def test_a_row_that_takes_the_place_of_another_is_found(
    reports: Reports, source: str, bets: list[Bet]
) -> None:
    third, fourth = (re.search(rf"<tr[^>]*><td>{nonce}<td>.*\n", source)[0] for nonce in (3, 4))
    said, found = reports.check(source.replace(fourth, third))
    assert said == f"{judged([*bets[:3], bets[2], *bets[4:]])} {ONE_CHANGED}"
    assert found == ["Nonce 3: this bet stands in another row already"]


def any_bet(player: Player, nonce: int, chance: random.Random) -> Bet:
    """A bet of whatever kind, often near what would be right."""
    difficulty = chance.choice(list(MULTIPLIERS))
    table = MULTIPLIERS[difficulty]
    honest = player.bet(nonce, difficulty)
    near = chance.choice((0.0, 0.0, 0.0109, 0.0111, -0.0105, 1e-7))
    target = chance.choice((None, *table[:4], *NUMBERS[1:]))
    amount = chance.choice((0.0, 0.5, 3.0, *NUMBERS))
    due = 0.0 if target is None or class_of(difficulty, target) is None else amount * target
    return player.bet(
        nonce,
        difficulty,
        round_result=max(0.0, chance.choice((honest.round_result, *table[:3], *NUMBERS)) + near),
        round_target=None if target is None else target + abs(near),
        amount=amount,
        payout=min(chance.choice((0.0, due, due * 1.0099, due * 1.0101, *NUMBERS)), 1.7e308),
        is_stand_in=chance.random() < 0.3,
    )


def test_bets_of_every_kind_are_judged_as_the_program_judges_them(reports: Reports, tmp_path: Path) -> None:
    chance = random.Random(12)
    player = Player("s" * 200, "é\u202e" * 50)
    nonces = [*range(1, 1_500), 2**53 + 1, 2**63 - 1]
    bets = [any_bet(player, nonce, chance) for nonce in nonces]
    said, found = reports.check(source_of(tmp_path, bets, player.server_seed))
    assert (said, found) == (f"{judged(bets, player.server_seed)} {AS_IT_SAYS}", [])
    right, differ, unverifiable = re.findall(r"[\d,]+(?= right| differ| cannot)", said)
    assert min(int(count.replace(",", "")) for count in (right, differ, unverifiable)) > 50


def test_hostile_texts_run_nothing_and_check_as_they_are(reports: Reports, tmp_path: Path) -> None:
    player = Player(HOSTILE, HOSTILE)
    bets = [player.bet(nonce, antebot_bet_id=f"{nonce}{HOSTILE}", currency=HOSTILE[:16]) for nonce in (1, 2)]
    source = source_of(tmp_path, bets, HOSTILE, HOSTILE)
    page = reports.open(source)
    # A dialog would hold the page: nothing could be evaluated.
    assert page.evaluate("document.querySelectorAll('img, script:not(:last-of-type), a').length") == 0
    assert page.evaluate("document.getElementById('client-seed').textContent") == HOSTILE
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    page.close()
    assert reports.check(source) == (f"{judged(bets, HOSTILE)} {AS_IT_SAYS}", [])


def test_markup_that_gets_in_nevertheless_cannot_run_or_load(reports: Reports, source: str) -> None:
    address = f"http://127.0.0.1:{reports.bait.getsockname()[1]}"
    injected = (
        f"<script>document.title = 'run'</script><img src='{address}/i' onerror=\"document.title = 'run'\">"
        f"<iframe src='{address}/f'></iframe><link rel=stylesheet href='{address}/s'>"
        "<style>body { color: red }</style><a id=bait href=\"javascript:document.title = 'run'\">x</a>"
    )
    page = reports.open(source.replace("<h2>Seeds</h2>", f"<h2>Seeds</h2>{injected}"))
    page.evaluate("document.getElementById('bait').click()")
    assert page.evaluate("document.title") == f"Proof of {Player().seeds.server_seed_hashed[:10]}"
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    page.close()
    assert reports.requests() == []


def test_the_check_can_be_stopped_and_made_again(reports: Reports, source: str, bets: list[Bet]) -> None:
    page = reports.open(source)
    button = "document.getElementById('check')"
    said = "document.getElementById('said').textContent"
    page.evaluate(f"{button}.click(), {button}.click()")
    page.eventually(f"{said}.startsWith('Stopped after 0 of 11 rows')")
    page.evaluate(f"{button}.click()")
    page.eventually(f"{said}.startsWith('Checked in this browser')")
    assert page.evaluate(f"{said} + {button}.textContent") == (
        f"{judged(bets)} {AS_IT_SAYS}Check again in this browser"
    )
    page.close()


def test_what_is_to_come_true_is_asked_again_where_the_page_went_elsewhere_meanwhile(
    reports: Reports, source: str
) -> None:
    page = reports.open(source)
    assert page.eventually("location.search === '?2' || new Promise(() => { location.search = '?2' })")
    page.close()


def test_each_of_several_files_checks_by_itself(
    reports: Reports, bets: list[Bet], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_rows, "MOST_REPORT_ROWS", 6)
    store = open_store(tmp_path / "liveapp.sqlite3")
    record(store, bets)
    first, second = write(store, tmp_path / "proof.html").paths
    store.close()
    for path, shown in ((first, bets[:6]), (second, bets[6:])):
        assert reports.check(path.read_bytes().decode()) == (f"{judged(shown)} {AS_IT_SAYS}", [])
    page = reports.browser.open(first.as_uri())
    page.evaluate("document.querySelector('nav a').click()")
    page.eventually("location.pathname.endsWith('/proof-2.html') && document.readyState === 'complete'")
    page.close()
