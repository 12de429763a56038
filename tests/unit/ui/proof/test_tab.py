"""The tab *Seed & proof*: seeds, times, totals and notes, whole, and no work while it is not shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QPushButton

from liveapp.domain.bets import SeedPair
from liveapp.domain.clock import EPOCH
from liveapp.domain.events import StreamRestored
from liveapp.domain.patterns import Pattern, PatternKind
from liveapp.domain.proof import Mismatch, Verification
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import UNREVEALED, StreamProof, Verdict
from liveapp.ui.proof.findings import Findings
from liveapp.ui.proof.seed_words import streams_words
from liveapp.ui.proof.tab import ProofTab
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message import ToastKind
from tests.shell import RESOURCES
from tests.unit.ui.proof.values import OWN, SEED, judge, played, tampered
from tests.unit.ui.streams.values import NOW_US, PLAIN, make_stream

HOSTILE = make_stream(
    seeds=SeedPair("<b>" + "a" * 61, "<img src=x> & " + "c" * 186),
    totals=(CurrencyTotal("<b>x</b>", 3, 1.0, 2.0), CurrencyTotal("btc", 1, 1.0, 0.5)),
    notes="<b>" + "n" * 990 + "\n</b>",
)


@pytest.fixture
def tab(theme, store, questions, qtbot) -> ProofTab:
    made = ProofTab(store.reader, questions, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show_stream(PLAIN)
    made.show()
    return made


def figures(tab: ProofTab) -> list[str]:
    return [label.text() for label in (tab.bets, tab.highest, tab.average, tab.lowest)]


def test_the_whole_pair_is_there_and_copied_by_a_button_with_an_icon(tab) -> None:
    tab.show_stream(HOSTILE)
    for field, value in (
        (tab.server_hash, HOSTILE.seeds.server_seed_hashed),
        (tab.client_seed, HOSTILE.seeds.client_seed),
    ):
        assert field.value == value
        (button,) = field.findChildren(QPushButton)
        assert not button.icon().isNull()
        assert not button.isFlat()
        button.click()
        assert QGuiApplication.clipboard().text() == value


def test_times_are_local_and_in_utc_in_the_tooltip(tab) -> None:
    tab.show_stream(make_stream(last_seen_us=NOW_US + 5_000_000))
    local = (EPOCH + timedelta(microseconds=NOW_US + 5_000_000)).astimezone()
    assert tab.last_seen.text() == f"{local:%Y-%m-%d %H:%M:%S}"
    assert tab.last_seen.toolTip().endswith(" UTC")
    assert tab.first_seen.text() != tab.last_seen.text()


def test_bets_and_multipliers_are_told(tab) -> None:
    assert figures(tab) == ["1,234", "24.50×", "2.00×", "1.00×"]
    empty = make_stream(total_bets=0, highest_multiplier=None, lowest_multiplier=None, totals=())
    tab.show_stream(empty)
    assert figures(tab) == ["0", "–", "–", "–"]


def test_every_currency_has_its_row_and_notes_stand_as_they_are(tab) -> None:
    tab.show_stream(HOSTILE)
    model = tab.totals.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["<B>X</B>", "BTC"]
    assert tab.notes.toPlainText() == HOSTILE.notes
    assert tab.notes.isReadOnly()
    tab.apply(make_stream(notes=None), [])
    assert tab.notes.toPlainText() == ""


def test_nothing_is_brought_up_while_it_is_not_shown_and_the_newest_when_it_is(tab) -> None:
    tab.hide()
    tab.apply(make_stream(total_bets=1235), [])
    assert tab.bets.text() == "1,234"
    tab.show()
    assert tab.bets.text() == "1,235"


def test_the_server_seed_has_its_place_once_it_is_known(tab) -> None:
    assert not tab.server_seed.isVisible()
    tab.apply(replace(PLAIN, proof=StreamProof(True, 1234)), [])
    assert tab.server_seed.isVisible()
    assert not tab.server_seed.is_readable
    tab.show_stream(PLAIN)
    assert not tab.server_seed.isVisible()


def test_a_stream_that_has_bets_back_is_looked_at_anew(tab, store, stream_of, qtbot) -> None:
    store.writer.record(played([1]))
    store.writer.reveal_seed(SEED)
    known = stream_of(OWN)
    tab.apply(known, [])
    qtbot.waitUntil(lambda: tab.server_seed.value == SEED)
    store.writer.record(tampered([2]))
    judge(store, known)
    tab.apply(known, [])
    assert tab.section.result.model.rowCount() == 0
    tab.apply(known, [StreamRestored(known)])
    qtbot.waitUntil(lambda: tab.section.result.model.rowCount() == 1)


def test_what_the_user_selects_stays_selected_while_bets_arrive(tab) -> None:
    edit = tab.client_seed.focusProxy()
    edit.selectAll()
    tab.apply(make_stream(notes="abc"), [])
    tab.notes.selectAll()
    tab.apply(make_stream(notes="abc", total_bets=1235), [])
    assert edit.selectedText() == "my-client"
    assert tab.notes.textCursor().selectedText() == "abc"


def test_notes_are_edited_by_the_window_s_action(tab, qtbot) -> None:
    action = QAction("&Notes…", tab)
    tab.set_notes_action(action)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(tab.edit_notes, Qt.MouseButton.LeftButton)


def test_without_a_stream_it_says_so(tab) -> None:
    tab.show_stream(None)
    assert tab.notice.words.startswith("No stream is shown")
    assert not tab.server_hash.isVisible()
    tab.show_stream(PLAIN)
    assert not tab.notice.words
    assert tab.server_hash.isVisible()


@pytest.mark.parametrize("size", [(380, 300), (800, 600)])
@pytest.mark.parametrize("proof", [UNREVEALED, StreamProof(True, 0, 1_000_000, 0)], ids=["asking", "proven"])
def test_it_scrolls_only_down(tab, qtbot, size, proof) -> None:
    tab.show_stream(replace(HOSTILE, proof=proof))
    tab.section.entry.edit.setText("<b>" + "f" * 190)
    tab.section.entry._tell(ToastKind.TROUBLE, "In lower case it is: " + streams_words([HOSTILE] * 3))
    tab.section.entry._use.show()
    pattern = Pattern(PatternKind.CLIENT_SEED_SPACED, client_seed=" " + "c" * 190, explained=9, compared=9)
    mismatch = Mismatch(1, 2**63 - 1, 1.0, 3_203_384.8, Verdict.RESULT_DIFFERS)
    verification = Verification("seed", StreamProof(True, 0, 1_000_000, 0), 0, (mismatch,))
    tab.section.result.show_findings(Findings(HOSTILE.key, verification, pattern))
    tab.resize(*size)
    qtbot.wait(1)
    bar = tab.notice.parentWidget().parentWidget().horizontalScrollBar()
    assert bar.maximum() == 0
