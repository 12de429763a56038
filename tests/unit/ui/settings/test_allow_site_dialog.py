"""The question before a web site may call the receiver."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.settings.allow_site_dialog import AllowSiteDialog
from tests.shell import button, visible_words

SITE = "https://site.example"


@pytest.mark.parametrize(
    ("requires_token", "words"), [(True, "with the ingest token"), (False, "without any token")]
)
def test_it_names_the_site_and_what_it_may_do_then(light_theme, qtbot, requires_token, words) -> None:
    dialog = AllowSiteDialog(SITE, requires_token)
    qtbot.addWidget(dialog)
    dialog.show()
    assert f"Allow {SITE} to call the receiver?" in visible_words(dialog)
    assert words in visible_words(dialog)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_allow_nothing(light_theme, qtbot, key) -> None:
    dialog = AllowSiteDialog(SITE, requires_token=True)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog, key)
    assert not dialog.isVisible()


def test_allow_says_yes(light_theme, qtbot) -> None:
    dialog = AllowSiteDialog(SITE, requires_token=True)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "Allow").click()
    assert not dialog.isVisible()
