"""A value to be taken elsewhere."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from liveapp.ui.widgets import copy_field
from liveapp.ui.widgets.copy_field import CopyField
from tests.shell import button


@pytest.fixture
def token(theme, qtbot) -> CopyField:
    made = CopyField("ingest token", is_secret=True)
    qtbot.addWidget(made)
    made.set_value("secret")
    return made


def test_copying_a_secret_does_not_show_it(token) -> None:
    button(token, "Copy").click()
    assert QGuiApplication.clipboard().text() == "secret"
    assert not token.is_readable


def test_a_secret_is_shown_and_hidden_on_demand(token) -> None:
    button(token, "Show").click()
    assert token.is_readable
    button(token, "Hide").click()
    assert not token.is_readable


def test_a_secret_can_be_hidden_again_by_what_shows_it(token) -> None:
    button(token, "Show").click()
    token.hide_value()
    assert not token.is_readable
    button(token, "Show").click()
    assert token.is_readable


def test_what_is_no_secret_can_be_read_at_once_and_has_nothing_to_show(theme, qtbot) -> None:
    field = CopyField("ingest URL")
    qtbot.addWidget(field)
    assert field.is_readable
    assert [one.accessibleName() for one in field.findChildren(QPushButton)] == ["Copy ingest URL"]


def test_nothing_cannot_be_copied(token) -> None:
    token.set_value("")
    assert not button(token, "Copy").isEnabled()


def test_the_button_says_for_a_while_that_it_copied(token, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(copy_field, "COPIED_MS", 20)
    copy = button(token, "Copy")
    copy.click()
    assert copy.text() == "Copied"
    qtbot.waitUntil(lambda: copy.text() == "Copy")
