"""An axis of named places."""

from collections.abc import Iterable, Sequence

from liveapp.ui.charts.axes import NumberAxis

GAP_LETTERS = 1.5
"""So many letters are free between two names at least."""


class PlacesAxis(NumberAxis):
    """Each place has a tick; from left to right those are named whose names have room."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._names: dict[float, str] = {}
        self._place_px = 1.0

    def name_places(self, places: Iterable[float], names: Sequence[str]) -> None:
        """Be about these places, ascending."""
        named = dict(zip(places, names, strict=True))
        if named != self._names:
            self._names = named
            self.picture = None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Ticks at all places that are in view."""
        self._place_px = size / max(maxVal - minVal, 1e-9)
        return [(1.0, [place for place in self._names if minVal <= place <= maxVal])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The names that have room."""
        names = [self._names[place] for place in values]
        letter_px = self._letter_px[0]
        return with_room(names, [place * self._place_px / letter_px for place in values])


def with_room(names: Sequence[str], middles: Sequence[float]) -> list[str]:
    """`names` without those that would touch the one before; `middles` are where they stand, in letters."""
    kept, end = [], float("-inf")
    for name, middle in zip(names, middles, strict=True):
        has_room = middle - len(name) / 2 >= end + GAP_LETTERS
        kept.append(name if has_room else "")
        end = middle + len(name) / 2 if has_room else end
    return kept
