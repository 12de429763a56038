"""What is said of the chart of the pace. Plain functions without Qt."""

from datetime import tzinfo

from liveapp.domain.statistics.pictures.pace import PacePicture
from liveapp.ui.widgets.formatting import count_text, counted, duration_text, local_time_text

NOTHING = "No bets yet."

_WHOLE_FROM = 10


def pace_text(bets_a_minute: float) -> str:
    """`84 a minute`, `2.4 a minute`."""
    decimals = 0 if bets_a_minute >= _WHOLE_FROM or bets_a_minute == int(bets_a_minute) else 1
    return f"{bets_a_minute:,.{decimals}f} a minute"


def caption(picture: PacePicture) -> str:
    """What is drawn, and how many pauses there were."""
    if not len(picture.begins_us):
        return NOTHING
    bars = f"Bars: bets a minute, {duration_text(picture.bar_us)} each, by local time."
    least = duration_text(picture.pause_us)
    if not picture.pauses:
        return f"{bars} No pause of {least} or longer."
    pauses = counted(picture.pauses, "pause", "pauses")
    return f"{bars} Shaded: {pauses} of {least} or longer, {duration_text(picture.paused_us)} together."


def reading_words(picture: PacePicture, place: int, zone: tzinfo | None = None) -> str:
    """One bar: when, how many bets, how fast."""
    begin_us = int(picture.begins_us[place])
    end = local_time_text(begin_us + picture.bar_us, zone)[len("2026-01-28 ") :]
    bets = counted(int(picture.counts[place]), "bet", "bets")
    between = f"{local_time_text(begin_us, zone)} to {end}"
    if not picture.counts[place]:
        return f"{between}: no bets"
    pace = pace_text(float(picture.bets_a_minute[place]))
    return f"{between}: {bets}, {pace}, from nonce {count_text(int(picture.nonces[place]))} on"
