"""Where the window stands on the screens that there are."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize

IDEAL_SIZE_PX = (1180, 760)
LEAST_SIZE_PX = (680, 480)
TITLE_HEIGHT_PX = 36
BORDER_PX = 4
"""Room for the frame, which is not known before the window is shown."""


def first_place(available: QRect) -> QRect:
    """The place of a window that was never moved: its ideal size, or what fits the screen, centred."""
    inside = available.adjusted(BORDER_PX, TITLE_HEIGHT_PX, -BORDER_PX, -BORDER_PX)
    size = _fitting(QSize(*IDEAL_SIZE_PX), inside)
    place = QRect(inside.topLeft(), size)
    place.moveCenter(inside.center())
    return _moved_inside(place, inside)


def place_on_screens(place: QRect, screens: Sequence[QRect]) -> QRect:
    """A place that was kept, on the screens that there are now: on the one that has most of it."""
    if not screens:
        return place

    def shared(screen: QRect) -> int:
        part = screen.intersected(place)
        return max(0, part.width()) * max(0, part.height())

    screen = max(screens, key=shared)
    return _moved_inside(QRect(place.topLeft(), _fitting(place.size(), screen)), screen)


def _fitting(size: QSize, area: QRect) -> QSize:
    return size.boundedTo(area.size()).expandedTo(QSize(*LEAST_SIZE_PX))


def _moved_inside(place: QRect, area: QRect) -> QRect:
    left_px = max(area.left(), min(place.left(), area.right() + 1 - place.width()))
    top_px = max(area.top(), min(place.top(), area.bottom() + 1 - place.height()))
    return QRect(left_px, top_px, place.width(), place.height())
