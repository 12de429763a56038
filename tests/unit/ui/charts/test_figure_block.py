"""A few figures side by side."""

import pytest

from liveapp.ui.charts.figure_block import FigureBlock, FigureView
from liveapp.ui.charts.figure_texts import Block, Figure
from tests.hostile import MARKUP

BLOCK = Block(
    "Rounds", (Figure("Rounds", "5,000", "2 missing", "What is known"), Figure("Runs", "3")), "Calm."
)


@pytest.fixture
def block(theme, qtbot) -> FigureBlock:
    made = FigureBlock()
    qtbot.addWidget(made)
    made.show_block(BLOCK)
    made.resize(600, 100)
    made.show()
    return made


def views(block: FigureBlock) -> list[FigureView]:
    return [view for view in block.findChildren(FigureView) if view.isVisible()]


def texts(view: FigureView) -> list[str]:
    return [label.text() for label in (view._name, view._value, view._detail)]


def test_each_figure_has_its_name_its_value_and_what_belongs_beside_it(block) -> None:
    assert [texts(view) for view in views(block)] == [["Rounds", "5,000", "2 missing"], ["Runs", "3", ""]]
    assert views(block)[0].toolTip() == "What is known"
    assert block.sentence.text() == "Calm."


def test_all_of_it_is_told_to_who_cannot_see_it(block) -> None:
    assert block.accessibleName() == "Rounds"
    assert block.accessibleDescription() == BLOCK.spoken


def test_names_stand_in_one_line_whatever_stands_below_them(block) -> None:
    first, second = views(block)
    assert first.y() == second.y()
    assert first.height() == second.height()


def test_figures_come_and_go_with_what_is_shown(block) -> None:
    block.show_block(Block("Rounds", BLOCK.figures[:1]))
    assert len(views(block)) == 1
    assert not block.sentence.isVisible()
    block.show_block(BLOCK)
    assert len(views(block)) == 2


def test_a_few_more_digits_move_nothing(block) -> None:
    block.show_block(Block("Rounds", (Figure("Rounds", "5,001", "2 missing"), Figure("Runs", "4"))))
    before = [view.x() for view in views(block)]
    block.show_block(Block("Rounds", (Figure("Rounds", "5,002", "3 missing"), Figure("Runs", "4"))))
    assert [view.x() for view in views(block)] == before


def test_where_there_is_little_room_figures_go_on_below(block) -> None:
    block.resize(80, 300)
    first, second = views(block)
    assert second.y() > first.y()


def test_texts_from_outside_are_shown_as_they_are(block) -> None:
    for text in MARKUP:
        block.show_block(Block("Bets", (Figure(text, text, text, text),), text))
        assert texts(views(block)[0]) == [text] * 3
