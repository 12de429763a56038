import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QScrollArea

from liveapp.ui.bets.bet_details import bet_details
from liveapp.ui.bets.detail_pane import LEAST_WIDTH_PX, DetailPane
from tests.hostile import hostile_texts
from tests.unit.ui.bets.values import stored_bet


@pytest.fixture
def pane(theme, qtbot) -> DetailPane:
    made = DetailPane()
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    made.activateWindow()
    return made


def test_without_a_row_it_says_so(pane) -> None:
    QGuiApplication.clipboard().clear()
    assert pane.words == "No row is chosen"
    assert not pane.copy_button.isVisible()
    pane.show_bet(stored_bet())
    assert pane.copy_button.isVisible()
    pane.show_bet(None)
    assert pane.words == "No row is chosen"
    pane.copy_json()
    assert QGuiApplication.clipboard().text() == ""


def test_it_shows_every_value_of_the_bet_by_name(pane) -> None:
    bet = stored_bet(currency="btc")
    pane.show_bet(bet)
    assert pane.words == "Round 1,234"
    assert {name: value.text() for name, value in pane.values.items()} == bet_details(bet)
    assert all(value.accessibleName() == name for name, value in pane.values.items())


def test_what_the_proof_says_is_shown_with_a_way_to_its_steps(pane, qtbot) -> None:
    pane.show_bet(stored_bet(), proof="differs: recorded 3.25×, the seeds give 1.02×")
    assert pane.proof.text() == "differs: recorded 3.25×, the seeds give 1.02×"
    assert pane.proof.accessibleName() == "Proof"
    with qtbot.waitSignal(pane.calculation_requested):
        pane.calculation_button.click()


def test_a_value_is_chosen_by_tab_and_copied_and_cannot_be_changed(pane, qtbot) -> None:
    pane.show_bet(stored_bet(amount=0.0001, currency="btc"))
    pane.values["Payout multiplier"].setFocus()
    qtbot.keyClick(pane.values["Payout multiplier"], Qt.Key.Key_Tab)
    amount = QApplication.focusWidget()
    assert amount is pane.values["Amount"]
    assert amount.selectedText() == "0.0001 btc"
    qtbot.keyClicks(amount, "9")
    qtbot.keyClick(amount, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == amount.text() == "0.0001 btc"


def test_tab_goes_from_top_to_bottom(pane, qtbot) -> None:
    pane.show_bet(stored_bet())
    pane.note.edit.setPlainText("why")
    stops = [one for one in pane.tab_stops() if one.isVisible()]
    assert stops[-2:] == [pane.note.edit, pane.note.save_button]
    stops[0].setFocus()
    reached = []
    for _ in stops:
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert reached == stops


def test_the_bet_is_copied_as_json(pane, qtbot) -> None:
    pane.show_bet(stored_bet())
    with qtbot.waitSignal(pane.copied) as told:
        pane.copy_button.click()
    assert told.args == ["Copied round 1,234 as JSON."]
    assert json.loads(QGuiApplication.clipboard().text())["nonce"] == 1234


def test_esc_and_the_cross_ask_for_the_end(pane, qtbot) -> None:
    pane.show_bet(stored_bet())
    pane.values["Nonce"].setFocus()
    with qtbot.waitSignal(pane.close_requested):
        qtbot.keyClick(pane.values["Nonce"], Qt.Key.Key_Escape)
    with qtbot.waitSignal(pane.close_requested):
        pane.close_button.click()


def test_low_and_narrow_it_scrolls_to_the_value_that_tab_reaches(pane, qtbot) -> None:
    pane.show_bet(stored_bet(antebot_bet_id="x" * 200))
    pane.resize(LEAST_WIDTH_PX, 160)
    QApplication.processEvents()
    scroll = pane.findChild(QScrollArea)
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.widget().width() <= scroll.viewport().width()
    pane.values["Bot's id"].setFocus()
    qtbot.keyClick(pane.values["Bot's id"], Qt.Key.Key_Tab)
    shown = scroll.viewport().rect()
    row_id = pane.values["Row id"]
    assert shown.contains(row_id.mapTo(scroll.viewport(), row_id.rect().center()))


def test_texts_of_strangers_are_shown_as_they_are(pane, tmp_path: Path) -> None:
    for text in hostile_texts(tmp_path / "x.png"):
        pane.show_bet(stored_bet(antebot_bet_id=text, currency=text[:16]))
        shown = pane.values["Bot's id"]
        assert "".join(shown.text().split()) == "".join(text.split())
        assert not GuiQt.mightBeRichText(shown.toolTip())
        assert not GuiQt.mightBeRichText(pane.values["Amount"].toolTip())
