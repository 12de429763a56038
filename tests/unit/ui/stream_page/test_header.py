"""The top of a stream's page: two lines, whatever it shows and however narrow it is."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.jobs import JobEnded, JobStarted
from liveapp.domain.proof_jobs import SeedVerification
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.stream_page.header import StreamHeader
from liveapp.ui.stream_page.more_button import MoreButton
from liveapp.ui.stream_page.sparkline import Sparkline
from liveapp.ui.stream_page.tab_bar import PageTabBar
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES, focus
from tests.unit.ui.streams.values import PLAIN, make_stream

PROVEN = StreamProof(True, verified=1234)
LONG = make_stream(
    seeds=SeedPair("<img src=x>" + "ab" * 26, "<b>" + "c" * 197),
    totals=tuple(CurrencyTotal(f"coin{number}", 9, 1e9, 3e9) for number in range(40)),
    notes="n" * 1000,
    proof=StreamProof(True, 1000, 200, 34),
)


@pytest.fixture
def actions(header) -> dict[str, QAction]:
    icons = Icons(RESOURCES)
    made = {name: QAction(f"&{name}…", header) for name in ("back", "forward", "export", "notes")}
    for name, action in made.items():
        action.setIcon(icons.themed(name, header.palette()))
    header.add_export_actions([made["export"], made["notes"]])
    header.set_actions(**made)
    return made


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    """A window whose least size Qt does not take from its parts."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 60)
    return made


@pytest.fixture
def header(window, store, questions) -> StreamHeader:
    bar = PageTabBar()
    for title in ("Bets", "Charts", "Waits", "Seed && proof"):
        bar.addTab(title)
    more = MoreButton(Icons(RESOURCES), store.reader, questions)
    made = StreamHeader(bar, Sparkline(store.reader, questions), more, window)
    made.resize(1000, 60)
    made.show_stream(PLAIN)
    window.show()
    return made


def test_it_tells_the_pair_the_statistics_and_whether_there_are_notes(header, actions) -> None:
    assert header.title.text() == "my-client · 1a2b3c4d5e"
    assert header.statistics.text() == "1,234 bets · high 24.50× · profit −2.5"
    header.show_stream(make_stream(notes="Tuesday"))
    assert header.notes_button.toolTip().endswith("Tuesday")


@pytest.mark.parametrize("width", [360, 400, 680, 1000])
def test_it_is_two_lines_high_whatever_it_shows(header, actions, width) -> None:
    plain_height = header.sizeHint().height()
    header.show_stream(LONG)
    header.resize(width, plain_height)
    assert header.sizeHint().height() == plain_height
    assert header.minimumSizeHint().width() <= 360
    assert plain_height <= 3.5 * header.fontMetrics().height() + 20


@pytest.mark.parametrize("width", [360, 400, 680, 1000])
def test_nothing_covers_anything_else_however_narrow_it_is(header, actions, width) -> None:
    header.show_stream(LONG)
    header.resize(width, 60)
    QApplication.processEvents()
    bar = header.findChild(PageTabBar)
    parts = [
        header.back_button,
        header.forward_button,
        header.title,
        bar,
        header.export_button,
        header.notes_button,
        header.more_button,
    ]
    edges = [edge for part in parts for edge in (part.geometry().left(), part.geometry().right())]
    assert edges == sorted(edges)
    assert edges[-1] < width
    assert bar.tabRect(bar.count() - 1).right() < bar.width()


def test_buttons_keep_their_words_only_where_the_title_has_room(header, actions) -> None:
    export = header.export_button
    assert export.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert header.title.width() >= 160
    header.resize(420, 60)
    assert export.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    header.resize(1000, 60)
    assert export.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon


@pytest.mark.parametrize(("width", "has_menu"), [(1000, True), (420, True), (360, False)])
def test_the_way_into_the_menu_of_exports_is_the_last_to_give_way(header, actions, width, has_menu) -> None:
    header.resize(width, 60)
    assert (header.export_button.menu() is header.export_menu) is has_menu
    header.resize(1000, 60)
    assert header.export_button.menu() is header.export_menu


def test_a_narrow_one_leaves_the_sparklines_room_to_the_statistics(header, actions) -> None:
    assert header.sparkline.isVisible()
    header.resize(400, 60)
    assert not header.sparkline.isVisible()
    header.resize(1000, 60)
    assert header.sparkline.isVisible()


def test_what_is_missing_is_told_as_far_as_there_is_room_beside_the_statistics(header, actions) -> None:
    assert header.missing.isHidden()
    plain_height = header.sizeHint().height()
    header.show_stream(make_stream(rounds=8812, first_round=1, last_round=8830))
    assert header.missing.text() == "8,812 of nonces 1 to 8,830 · 18 missing"
    assert header.sizeHint().height() == plain_height
    for width in (680, 400, 360):
        header.resize(width, 60)
        QApplication.processEvents()
        parts = [header.statistics, header.sparkline, header.missing]
        shown = [part.geometry() for part in parts if part.isVisible()]
        assert all(one.right() < other.left() for one, other in pairwise(shown))
        assert shown[-1].right() < width
        assert header.missing.width() >= header.missing.sizeHint().width()
    assert header.missing.text() == "18 missing"


def test_long_statistics_leave_what_is_missing_its_short_form(header, actions) -> None:
    many = tuple(CurrencyTotal(f"coin{number}", 9, 1e9, 3e9) for number in range(3))
    header.resize(800, 60)
    header.show_stream(make_stream(totals=many, rounds=2, first_round=1, last_round=3))
    assert header.missing.text() == "1 missing"
    header.resize(1600, 60)
    assert header.missing.text() == "2 of nonces 1 to 3 · 1 missing"


def test_the_proof_is_told_beside_the_statistics_and_never_covered(header, actions) -> None:
    assert header.proof.isHidden()
    plain_height = header.sizeHint().height()
    header.show_stream(make_stream(rounds=8812, first_round=1, last_round=8830, proof=PROVEN))
    assert header.proof.text() == "1,234 of 1,234 proven"
    assert header.sizeHint().height() == plain_height
    for width in (1000, 680, 480, 400, 360):
        header.resize(width, 60)
        QApplication.processEvents()
        parts = [header.statistics, header.sparkline, header.proof, header.missing]
        shown = [part.geometry() for part in parts if part.isVisible()]
        assert all(one.right() < other.left() for one, other in pairwise(shown))
        assert shown[-1].right() < width
        for figure in (header.proof, header.missing):
            assert figure.width() >= figure.sizeHint().width()
    assert (header.proof.text(), header.missing.text()) == ("proven", "18 missing")


def test_what_is_missing_gives_way_before_the_proof(header, actions) -> None:
    header.show_stream(make_stream(rounds=8812, first_round=1, last_round=8830, proof=PROVEN))
    forms = []
    for width in range(1000, 360, -20):
        header.resize(width, 60)
        forms.append((header.proof.text(), header.missing.text()))
    both_long, one_long, both_short = dict.fromkeys(forms)
    assert both_long == ("1,234 of 1,234 proven", "8,812 of nonces 1 to 8,830 · 18 missing")
    assert one_long == ("1,234 of 1,234 proven", "18 missing")
    assert both_short == ("proven", "18 missing")


def test_longer_words_of_a_proof_that_begins_find_their_room_too(header, actions) -> None:
    request = SeedVerification(PLAIN.seeds.server_seed_hashed)
    header.show_stream(make_stream(proof=StreamProof(True, verified=1)))
    narrow = next(
        width
        for width in range(1000, 300, -1)
        if header.resize(width, 60) or header.proof.text() == "0 % proven"
    )
    header.resize(narrow + 1, 60)
    assert header.proof.text() == "1 of 1,234 proven"
    header.apply_jobs([JobStarted(1, request)])
    assert header.proof.text() == "proving 0 %"
    header.apply_jobs([JobEnded(1, request, None)])
    assert header.proof.text() == "1 of 1,234 proven"


def test_buttons_do_what_their_actions_do_and_are_named_so_without_marks(header, actions, qtbot) -> None:
    for name, action in actions.items():
        button = getattr(header, f"{name}_button")
        assert button.accessibleName().lower() == name
        with qtbot.waitSignal(action.triggered):
            button.click()


def test_the_tab_key_follows_the_eye(header, actions, qtbot) -> None:
    wanted = [
        header.back_button,
        header.forward_button,
        header.findChild(PageTabBar),
        header.export_button,
        header.notes_button,
        header.more_button,
        header.sparkline,
        header.proof,
        header.missing,
    ]
    header.show_stream(make_stream(rounds=8812, first_round=1, last_round=8830, proof=PROVEN))
    focus(qtbot, header.window(), wanted[0])
    for following in wanted[1:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is following
