"""The window's first place fits the screen; a place that was kept fits the screens there are."""

import pytest
from PySide6.QtCore import QRect

from liveapp.ui.window_place import IDEAL_SIZE_PX, LEAST_SIZE_PX, first_place, place_on_screens

LAPTOP = QRect(0, 0, 1366, 768)
SCALED = QRect(0, 0, 960, 600)
LARGE = QRect(0, 0, 2560, 1400)
WITH_BARS = QRect(60, 32, 1306, 700)


@pytest.mark.parametrize("available", [LAPTOP, SCALED, LARGE, WITH_BARS])
def test_the_first_place_is_inside_the_screen_with_room_for_its_frame(available):
    place = first_place(available)
    assert available.contains(place.adjusted(-4, -36, 4, 4))
    assert place.width() >= LEAST_SIZE_PX[0]
    assert place.height() >= LEAST_SIZE_PX[1]


def test_the_first_place_is_as_large_as_it_should_be_and_in_the_middle():
    place = first_place(LARGE)
    assert (place.width(), place.height()) == IDEAL_SIZE_PX
    assert abs(place.center().x() - LARGE.center().x()) <= 1
    assert abs(place.center().y() - LARGE.center().y()) <= 20


@pytest.mark.parametrize(
    ("kept", "screens", "place"),
    [
        (QRect(100, 90, 900, 600), [LARGE], QRect(100, 90, 900, 600)),
        (QRect(3000, 90, 900, 600), [LARGE], QRect(1660, 90, 900, 600)),
        (QRect(-5000, -5000, 900, 600), [LAPTOP], QRect(0, 0, 900, 600)),
        (QRect(0, 0, 2560, 1400), [SCALED], QRect(0, 0, 960, 600)),
        (QRect(2600, 100, 900, 600), [LARGE, QRect(2560, 0, 1366, 768)], QRect(2600, 100, 900, 600)),
        (QRect(5, 5, 30, 30), [LARGE], QRect(5, 5, *LEAST_SIZE_PX)),
        (QRect(5, 5, 700, 500), [], QRect(5, 5, 700, 500)),
    ],
    ids=["as it was", "screen gone", "far away", "smaller screen", "second screen", "tiny", "no screen"],
)
def test_a_place_that_was_kept_is_brought_onto_the_screens_that_there_are(kept, screens, place):
    assert place_on_screens(kept, screens) == place
