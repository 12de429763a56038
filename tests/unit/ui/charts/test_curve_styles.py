"""Lines that are told apart without their colours, and letters that do not cover each other."""

from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QColor

from liveapp.domain.streams import MOST_COMPARED
from liveapp.ui.charts.curve_styles import GAP_PX, LETTER_PX, LETTERS, EndLetter, curve_pen, free_places
from liveapp.ui.theme import colors, palette_for


def test_there_is_a_letter_and_a_colour_for_each_stream_that_can_be_compared() -> None:
    assert len(set(LETTERS)) == MOST_COMPARED
    for is_dark in (False, True):
        assert len({one.name() for one in colors(palette_for(is_dark)).chart.curves}) == MOST_COMPARED


def test_neighbours_have_other_patterns() -> None:
    styles = [curve_pen(QColor("red"), place).style() for place in range(MOST_COMPARED)]
    assert all(one != other for one, other in pairwise(styles))
    assert len(set(styles)) == 4
    assert curve_pen(QColor("red"), 1).isCosmetic()


def test_letters_stand_beside_their_ends_and_within_the_drawing() -> None:
    ((x, y), (edge_x, edge_y), (_, low_y)) = free_places(
        [(100.0, 50.0), (400.0, 199.0), (9.0, 1.0)], 400.0, 200.0
    )
    assert x > 100.0 + LETTER_PX / 2
    assert y == 50.0
    assert edge_x == 400.0 - LETTER_PX / 2 - GAP_PX
    assert (low_y, edge_y) == (LETTER_PX / 2 + GAP_PX, 200.0 - LETTER_PX / 2 - GAP_PX)


@pytest.mark.parametrize("y", [0.0, 60.0, 120.0])
def test_letters_of_lines_that_end_together_stand_over_each_other_in_their_order(y) -> None:
    ends = [(300.0, y + number / 10) for number in (3, 1, 2, 8, 5, 4, 7, 6)]
    places = free_places(ends, 400.0, 120.0)
    assert all(abs(one - other) >= LETTER_PX for (_, one), (_, other) in combinations(places, 2))
    assert {x for x, _ in places} == {310.0}
    order = sorted(range(8), key=lambda place: places[place][1])
    assert [ends[place] for place in order] == sorted(ends)
    assert all(0 < up < 120 for _, up in places)


def test_a_letter_stands_where_it_is_told_or_nowhere(theme) -> None:
    letter = EndLetter("A")
    letter.stand_at(3.0, 4.0)
    assert [part.tolist() for part in letter.getData()] == [[3.0], [4.0]]
    letter.vanish()
    assert len(letter.getData()[0]) == 0
