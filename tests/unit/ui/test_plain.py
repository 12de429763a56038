import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QToolTip,
    QWidget,
)

from liveapp.ui import plain
from tests.hostile import MARKUP


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_tooltip_that_is_shown_at_once_is_no_markup_either(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    plain.show_tooltip(widget.mapToGlobal(QPoint(5, 5)), "<b>bold</b>", widget, widget.rect())
    assert not GuiQt.mightBeRichText(QToolTip.text())
    assert "bold" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("text", MARKUP)
def test_a_label_shows_every_character_and_interprets_none(theme, qtbot, text: str) -> None:
    label = plain.PlainLabel(text)
    qtbot.addWidget(label)
    assert label.text() == text
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_label_that_qt_made_itself_is_plain_from_its_first_text_on(theme, qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    plain.set_text(label, "<b>x</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("text", MARKUP)
def test_both_texts_of_a_message_are_shown_as_they_are(theme, qtbot, text: str) -> None:
    message = plain.PlainMessage()
    qtbot.addWidget(message)
    for _ in range(2):
        message.say(text, text)
        labels = [
            message.findChild(QLabel, name) for name in ("qt_msgbox_label", "qt_msgbox_informativelabel")
        ]
        assert [label.text() for label in labels] == [text, text]
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        assert not labels[1].openExternalLinks()


@pytest.mark.parametrize("text", MARKUP)
def test_what_hovers_or_is_read_aloud_is_no_markup_to_qt(theme, qtbot, text: str) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    plain.set_tooltip(button, text)
    plain.set_status_tip(button, text)
    plain.set_accessible_name(button, text)
    plain.set_accessible_description(button, text)
    for shown in (
        button.toolTip(),
        button.statusTip(),
        button.accessibleName(),
        button.accessibleDescription(),
    ):
        assert not GuiQt.mightBeRichText(shown)


@given(st.text(alphabet="<>&lt;img srcq!?/xmldo \n\t\"'=", max_size=40))
def test_no_text_at_all_is_markup_to_qt_once_it_has_passed(text: str) -> None:
    shown = plain.tooltip_text(text)
    assert not GuiQt.mightBeRichText(shown)
    assert plain.not_markup(shown) == shown


def test_without_markup_a_tooltip_is_the_text_itself() -> None:
    assert plain.tooltip_text("/home/a & b (Ctrl+E)\nsecond") == "/home/a & b (Ctrl+E)\nsecond"


def test_a_tooltip_has_lines_of_bearable_length_and_an_end() -> None:
    shown = plain.tooltip_text("word " * 2_000)
    assert max(map(len, shown.split("\n"))) <= plain.TOOLTIP_LINE
    assert shown.endswith("…")
    assert len(shown) < plain.TOOLTIP_LENGTH + 100


def test_an_action_made_of_outside_words_has_no_letter_no_shortcut_and_a_harmless_tooltip(qapp) -> None:
    menu = QMenu()
    action = plain.add_action(menu, plain.outside_words('A&B\t<img src="/dev/zero">'))
    assert action.text() == 'A&&B <img src="/dev/zero">'
    assert not GuiQt.mightBeRichText(action.toolTip())
    assert menu.actions() == [action]


def test_a_row_of_a_form_focuses_its_field_by_its_letter(theme, qtbot) -> None:
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    label = plain.add_row(QFormLayout(dialog), "&Port", field)
    assert label.buddy() is field
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_label_leads_to_the_control_inside_of_what_it_names(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, around, edit = QWidget(dialog), QWidget(dialog), QLineEdit(dialog)
    around.setFocusProxy(edit)
    field.setFocusProxy(around)
    assert plain.add_row(QFormLayout(dialog), "&Port", field).buddy() is edit


def test_the_clipboard_holds_plain_text_alone(qapp) -> None:
    plain.copy_text("<b>x</b>")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "<b>x</b>"
    assert not data.hasHtml()


def test_a_process_that_ends_with_its_text_on_the_clipboard_ends_well() -> None:
    program = (
        "from PySide6.QtGui import QGuiApplication\n"
        "from liveapp.ui import plain\n"
        "application = QGuiApplication(['-platform', 'offscreen'])\n"
        "plain.copy_text('copied')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_words_without_their_mnemonic_keep_ampersands_that_are_meant() -> None:
    assert plain.without_mnemonic("S&eed && proof…") == "Seed & proof"
    assert plain.without_mnemonic("&Delete…") == "Delete"


def test_the_tooltip_of_a_tab_is_plain_text(qapp) -> None:
    bar = QTabBar()
    place = bar.addTab("one")
    plain.set_tab_tooltip(bar, place, "<img src=x>")
    assert not GuiQt.mightBeRichText(bar.tabToolTip(place))
    assert bar.tabToolTip(place).replace("\u2060", "") == "<img src=x>"


@pytest.mark.parametrize("text", MARKUP)
def test_what_the_system_shows_holds_nothing_that_begins_markup_or_a_letter(qapp, text: str) -> None:
    owner = QObject()
    icon = plain.PlainTrayIcon(owner)
    plain.set_tray_tooltip(icon, text * 10)
    assert not set("<>&") & set(icon.toolTip())
    assert not GuiQt.mightBeRichText(icon.toolTip())
    assert len(icon.toolTip()) <= plain.MESSAGE_LENGTH


def test_what_the_system_shows_is_the_text_itself_where_it_is_none_of_that() -> None:
    assert plain.system_text("two\nlines · 3 s ago") == "two\nlines · 3 s ago"


def test_an_icon_in_the_tray_says_that_its_tooltip_is_asked_for(qapp, qtbot) -> None:
    owner = QObject()
    icon = plain.PlainTrayIcon(owner)
    with qtbot.waitSignal(icon.tooltip_wanted):
        QCoreApplication.sendEvent(icon, QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint()))
