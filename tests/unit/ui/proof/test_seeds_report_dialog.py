"""What became of the seeds of a file, in words."""

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreFull
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seed_reading import SeedHint, SeedReading
from liveapp.domain.streams import Stream
from liveapp.ui.proof.seeds_report_dialog import MOST_LISTED, SIZE_PX, SeedsReportDialog, report_text
from liveapp.ui.proof.seeds_revealing import SeedsNotReadable, SeedsReport
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import make_stream

SEED = "a-secret-seed"


def reading(seed: str, *streams: Stream, **more: object) -> SeedReading:
    return SeedReading(seed, hash_server_seed(seed), streams, **more)


MINE = make_stream(1, seeds=SeedPair(hash_server_seed(SEED), "my-client"), total_bets=12_345)
HOSTILE = make_stream(2, alias="<b>bold</b>", seeds=SeedPair("77" * 32, "<img src=x>"), total_bets=1)
NEW = reading(SEED, MINE)
KNOWN = reading("known", HOSTILE)
NOBODYS = reading("of nobody")


@pytest.fixture
def dialog(theme, qtbot) -> SeedsReportDialog:
    made = SeedsReportDialog("my <b>seeds</b>.txt")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_that_it_reads_until_there_is_a_report(dialog) -> None:
    assert "Reading my <b>seeds</b>.txt …" in visible_words(dialog).replace("\u200b", "")
    assert not button(dialog, "Copy").isEnabled()
    dialog.show_report(SeedsReport(revealed=(NEW,)))
    assert "Reading" not in visible_words(dialog)
    assert dialog.report.isVisible()
    assert dialog.height() == SIZE_PX[1]
    assert button(dialog, "Copy").isEnabled()


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (
            SeedsReport((NEW,), (KNOWN,), (NOBODYS,)),
            "1 of 3 seeds revealed. The bets of 1 stream are being compared",
        ),
        (SeedsReport(known=(KNOWN,)), "1 seed read, none of them new. Nothing was changed."),
        (SeedsReport(nobodys=(NOBODYS, KNOWN)), "2 seeds read, none of a recorded stream."),
        (SeedsReport(), "The file holds no seeds. One seed is to stand on each line."),
        (
            SeedsReport((NEW,), untried=2, fault=StoreFull("disk is full")),
            "1 of 3 seeds revealed. It ended early: disk is full. 2 seeds of recorded streams are left.",
        ),
        (
            SeedsReport(untried=1, fault=StoreFull("disk is full")),
            "No seed was taken. It ended early: disk is full. 1 seed of a recorded stream is left.",
        ),
    ],
)
def test_it_says_what_it_came_to(dialog, report, words) -> None:
    dialog.show_report(report)
    assert words in visible_words(dialog)


def test_it_says_why_nothing_could_be_read(dialog) -> None:
    dialog.show_fault(SeedsNotReadable("It is no regular file"))
    words = visible_words(dialog).replace("\u200b", "")
    assert "No seed was taken from my <b>seeds</b>.txt. It is no regular file." in words
    assert not dialog.report.isVisible()
    assert dialog.height() < SIZE_PX[1] / 2


def test_streams_are_named_as_they_are_and_seeds_are_not(dialog, qtbot) -> None:
    dialog.show_report(SeedsReport((NEW,), (KNOWN,), (NOBODYS,)))
    button(dialog, "Copy").click()
    copied = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    assert copied.split("\n\n") == [
        f"Revealed (1):\n  {hash_server_seed(SEED)[:10]} · my-client · 12,345 bets",
        "Known already (1):\n  <b>bold</b> · <img src=x> · 1 bet",
        f"Of no recorded stream (1):\n  hash {hash_server_seed('of nobody')[:10]}…",
    ]


def test_what_is_nearly_a_seed_is_told_first_and_how() -> None:
    capital = reading("A-SECRET-SEED", hint=SeedHint.LOWER_CASE, meant=SEED, meant_streams=(MINE,))
    hashed = reading(hash_server_seed(SEED), hint=SeedHint.HASH)
    cut = reading("0f" * 30, hint=SeedHint.LENGTH)
    _, *lines = report_text(SeedsReport(nobodys=(NOBODYS, capital, hashed, cut))).splitlines()
    assert lines[0].startswith(f"  hash {hash_server_seed('A-SECRET-SEED')[:10]}…: ")
    assert "In lower case it is the server seed of" in lines[0]
    assert lines[1].startswith(f"  {hash_server_seed(SEED)[:10]}…: This is the hash, not the seed")
    assert lines[2].startswith(f"  hash {hash_server_seed('0f' * 30)[:10]}…: ")
    assert "60 characters" in lines[2]
    assert lines[3] == f"  hash {hash_server_seed('of nobody')[:10]}…"
    assert SEED.upper() not in "".join(lines)


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(reading(f"seed {number}") for number in range(MOST_LISTED + 23))
    lines = report_text(SeedsReport(nobodys=many)).splitlines()
    assert lines[0] == "Of no recorded stream (123):"
    assert lines[-1] == "  and 23 more"
    assert len(lines) == MOST_LISTED + 2
