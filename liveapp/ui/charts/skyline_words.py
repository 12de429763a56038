"""What is said of the chart of the multipliers. Plain functions without Qt."""

import numpy as np

from liveapp.domain.statistics.pictures.skyline import Skyline
from liveapp.ui.widgets.formatting import counted, multiplier_text


def caption(picture: Skyline) -> str:
    """What is drawn."""
    drawn = "Bars: the highest multiplier of each pixel; blank where no round is known."
    if picture.multiplier is None:
        return drawn
    told = counted(picture.hits, "hit", "hits")
    marked = "" if len(picture.hit_nonces) == picture.hits else "; the highest of each pixel is marked"
    return f"{drawn} Diamonds: {told} of {multiplier_text(picture.multiplier)} or more{marked}."


def reading_words(picture: Skyline, column: int, nonce: int) -> str:
    """The highest of a pixel, or one hit."""
    place = int(np.searchsorted(picture.hit_nonces, nonce))
    if place < len(picture.hit_nonces) and int(picture.hit_nonces[place]) == nonce:
        return f"Nonce {nonce:,}: {multiplier_text(float(picture.hit_multipliers[place]))}, a hit"
    first, last = int(picture.firsts[column]), int(picture.lasts[column])
    highest = multiplier_text(float(picture.multipliers[column]))
    if first == last:
        return f"Nonce {first:,}: {highest}"
    return f"Nonces {first:,}–{last:,}: highest {highest}, at {nonce:,}"
