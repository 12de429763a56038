"""The dialog that explores a seed: what is asked, how far it is, what was found."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liveapp.domain.jobs import Progress
from liveapp.ui.exploring import dialog as dialog_module
from liveapp.ui.exploring.dialog import ExploreDialog
from liveapp.ui.exploring.form import SeedPairToExplore
from liveapp.ui.exploring.owner_line import OwnerLine
from liveapp.ui.exploring.words import THE_PAST
from liveapp.ui.widgets.tone_label import Tone
from tests.shell import button, visible_words
from tests.unit.ui.exploring.values import ASKED, SERVER_SEED, SOME, explored

PAIR = SeedPairToExplore(SERVER_SEED, "my-client", "expert", 1, 100_000)


@pytest.fixture
def dialog(theme, store, questions, qtbot) -> ExploreDialog:
    made = ExploreDialog(OwnerLine(store.reader, questions))
    qtbot.addWidget(made)
    made.show()
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def words(dialog) -> Callable[[], str]:
    return lambda: visible_words(dialog)


def test_at_first_nothing_can_be_copied_or_exported_and_it_is_said_what_this_is(dialog, words) -> None:
    assert THE_PAST in words()
    assert "Nothing is explored yet" in words()
    assert not button(dialog, "Copy rows").isEnabled()
    assert not button(dialog, "Export CSV…").isEnabled()
    assert not button(dialog, "Cancel").isEnabled()


def test_enter_asks_for_what_is_typed(dialog, words, qtbot) -> None:
    dialog.fill_in(PAIR)
    dialog.form.min_multiplier.setText("400")
    with qtbot.waitSignal(dialog.explore_requested) as asked:
        qtbot.keyClick(dialog.form.nonce_to, Qt.Key.Key_Return)
    assert asked.args == [ASKED]
    assert "0 of 100,000 rounds" in words()
    assert not button(dialog, "Explore").isEnabled()
    assert "Exploring…" in words()
    with qtbot.waitSignal(dialog.cancel_requested):
        button(dialog, "Cancel").click()
    dialog.show_ended("Cancelled")
    assert "Nothing is explored yet" in words()


def test_what_cannot_be_used_is_not_asked_for(dialog, words, qtbot) -> None:
    with qtbot.assertNotEmitted(dialog.explore_requested):
        button(dialog, "Explore").click()
    assert "The server seed is missing." in words()
    assert button(dialog, "Explore").isEnabled()


def test_progress_then_what_was_found_is_shown(dialog, words) -> None:
    dialog.fill_in(PAIR)
    button(dialog, "Explore").click()
    dialog.show_progress(Progress(40_000, 100_000))
    assert "40,000 of 100,000 rounds" in words()
    assert dialog._bar.isVisible()
    assert dialog._bar.value() == 400
    dialog.show_explored(SOME)
    assert "400.02× or more in 100,000 expert rounds: expected 245, seen 3" in words()
    assert "longest wait 494 rounds" in words()
    assert "40,000 of" not in words()
    assert not dialog._bar.isVisible()
    assert dialog.model.rowCount() == 3
    assert button(dialog, "Explore").isEnabled()


def test_cancelled_or_failed_what_was_found_before_stays(dialog, words) -> None:
    dialog.show_explored(SOME)
    dialog.show_ended("Exploring failed: no memory", Tone.ERROR)
    assert "Exploring failed: no memory" in words()
    assert dialog.model.explored is SOME
    assert button(dialog, "Explore").isEnabled()
    assert not button(dialog, "Cancel").isEnabled()


def test_where_no_round_reaches_it_that_is_said(dialog, words) -> None:
    dialog.show_explored(SOME)
    dialog.show_explored(explored(wait=(1, 100_000)))
    assert "None of these rounds reaches it" in words()
    assert "expected 245, seen 0" in words()
    assert not button(dialog, "Export CSV…").isEnabled()
    dialog.show_explored(SOME)
    assert "None of these" not in words()


def copied() -> list[str]:
    return [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()]


def test_the_chosen_rows_are_copied_or_all_where_none_is_chosen(dialog, qtbot, monkeypatch) -> None:
    dialog.show_explored(SOME)
    copy = button(dialog, "Copy rows")
    copy.click()
    assert copied() == ["Nonce", "5", "6", "501"]
    assert copy.text() == "Copied 3 rows"
    dialog.view.selectRow(1)
    qtbot.keyClick(dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == ["Nonce", "6"]
    monkeypatch.setattr(dialog_module, "MOST_COPIED", 2)
    dialog.view.selectAll()
    copy.click()
    assert copied() == ["Nonce", "5", "6"]
    assert copy.text() == "Copied the first 2 rows"


def test_export_carries_what_is_shown(dialog, qtbot) -> None:
    dialog.show_explored(SOME)
    with qtbot.waitSignal(dialog.export_requested) as asked:
        button(dialog, "Export CSV…").click()
    assert asked.args == [SOME]


def test_it_fits_the_smallest_window_whatever_was_found(dialog) -> None:
    dialog.fill_in(SeedPairToExplore("𝔖" * 200, "<b>" * 66, "expert", 2**63 - 10, 2**63 - 1))
    dialog.show_explored(explored((2**63 - 1, 15), wait=(2**63 - 10, 2**63 - 2), nonce_to=2**63 - 1))
    assert dialog.minimumSizeHint().width() <= 640
    assert dialog.minimumSizeHint().height() <= 430
