"""A field for a seed gives it as it is meant."""

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.domain.seeds import trimmed_seed
from liveapp.ui.widgets.seed_edit import SeedEdit


@pytest.fixture
def edit(theme, qtbot) -> SeedEdit:
    made = SeedEdit("Server seed", "A seed", trimmed_seed)
    qtbot.addWidget(made)
    yield made
    QGuiApplication.clipboard().clear()


def test_a_pasted_seed_is_without_what_stood_around_it(edit) -> None:
    QGuiApplication.clipboard().setText('\u200b "abc 123"\n')
    edit.paste()
    assert edit.seed == "abc 123"


def test_an_offered_seed_stays_exactly_what_it_is_until_somebody_changes_it(edit, qtbot) -> None:
    strange = " \tline\nline\u2028" + "𝔖" * 190 + " "
    edit.offer(strange)
    assert edit.seed == strange
    edit.offer("  abc")
    assert edit.seed == "  abc"
    edit.setCursorPosition(5)
    qtbot.keyClicks(edit, "d")
    assert edit.seed == "abcd"


def test_nothing_of_an_offered_seed_is_left_once_the_field_is_cleared(edit) -> None:
    edit.offer("  abc")
    edit.clear()
    assert edit.seed == ""


def test_a_seed_of_the_greatest_length_fits_with_what_is_pasted_around_it(edit, qtbot) -> None:
    QGuiApplication.clipboard().setText("  " + "𝔖" * 200 + "\n")
    edit.paste()
    assert edit.seed == "𝔖" * 200
