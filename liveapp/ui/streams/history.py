"""The streams that were looked at, in their order, and a place among them."""

MOST_REMEMBERED = 100


class StreamHistory:
    """Keys of streams, with a place in them, as a browser keeps its pages."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._place = -1

    @property
    def can_go_back(self) -> bool:
        """Whether a stream was shown before this one."""
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the user went back from a stream."""
        return self._place < len(self._keys) - 1

    def visit(self, key: int) -> None:
        """This stream is shown now; what lay ahead is forgotten. The same one again changes nothing."""
        if self._place >= 0 and self._keys[self._place] == key:
            return
        self._keys = [*self._keys[: self._place + 1], key][-MOST_REMEMBERED:]
        self._place = len(self._keys) - 1

    def back(self) -> int | None:
        """Go back by one; the key there, None where there is none."""
        if not self.can_go_back:
            return None
        self._place -= 1
        return self._keys[self._place]

    def forward(self) -> int | None:
        """Go forward by one; the key there, None where there is none."""
        if not self.can_go_forward:
            return None
        self._place += 1
        return self._keys[self._place]

    def forget(self, key: int) -> None:
        """The stream is gone: leave it out, and do not let its neighbours stand twice."""
        kept: list[int] = []
        place = -1
        for number, one in enumerate(self._keys):
            if one != key and (not kept or kept[-1] != one):
                kept.append(one)
            if number == self._place:
                place = len(kept) - 1
        self._keys, self._place = kept, place
