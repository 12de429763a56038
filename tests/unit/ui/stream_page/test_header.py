"""The top of a stream's page."""

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QToolButton

from liveapp.domain.bets import SeedPair
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.stream_page.header import StreamHeader, statistics_text
from tests.unit.ui.streams.values import PLAIN, make_stream


@pytest.fixture
def header(theme, qtbot) -> StreamHeader:
    made = StreamHeader()
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show_stream(PLAIN)
    made.show()
    return made


def test_statistics_are_one_line_and_only_a_count_without_bets() -> None:
    assert statistics_text(PLAIN) == "1,234 bets · high 24.50× · avg 2.00× · profit −2.5"
    assert statistics_text(make_stream(total_bets=0, highest_multiplier=None)) == "0 bets"


def test_currencies_stand_side_by_side_and_are_never_added(header) -> None:
    totals = (
        CurrencyTotal("btc", 2, wagered=3.0, paid_out=2.0),
        CurrencyTotal("doge", 1, wagered=1.0, paid_out=50_001.0),
        CurrencyTotal("usdt", 1, wagered=5.0, paid_out=5.0),
    )
    header.show_stream(make_stream(totals=totals))
    assert header.statistics.text().endswith("profit −1 BTC · +50,000 DOGE · 0 USDT")
    assert "Wagered 1 DOGE, paid out 50,001 DOGE" in header.statistics.toolTip()


def test_the_way_to_the_stream_and_its_whole_pair_are_told(header) -> None:
    assert header.breadcrumb.text() == "Live › 1a2b3c4d5e › my-client"
    assert header.server_hash.edit.text() == PLAIN.seeds.server_seed_hashed
    header.show_stream(make_stream(seeds=SeedPair("ab" * 32, "c" * 200)))
    assert header.client_seed.edit.text() == "c" * 200


def test_seeds_are_copied_whole_and_the_button_says_so(header) -> None:
    header.server_hash.copy_button.click()
    assert QGuiApplication.clipboard().text() == PLAIN.seeds.server_seed_hashed
    assert header.server_hash.copy_button.text() == "Copied"


def test_notes_take_room_only_where_there_are_some(header) -> None:
    assert not header.notes.isVisible()
    header.show_stream(make_stream(notes="one\ntwo"))
    assert header.notes.isVisible()
    assert header.notes.text() == "one two"
    assert header.notes.toolTip() == "one\ntwo"


def test_buttons_are_named_as_their_actions_without_marks(header) -> None:
    action = QAction("&Export CSV…", header)
    header.add_actions([action])
    (button,) = [one for one in header.findChildren(QToolButton) if one.defaultAction() is action]
    assert button.accessibleName() == "Export CSV"
