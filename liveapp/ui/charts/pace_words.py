"""What is said of the chart of the pace. Plain functions without Qt."""

from datetime import tzinfo

from liveapp.domain.number_texts import count_text, counted
from liveapp.domain.statistics.pictures.pace import PacePicture
from liveapp.ui.widgets.formatting import DAY_US, HOUR_US, MINUTE_US, SECOND_US, local_time_text

NOTHING = "No bets yet."

_UNITS = ((DAY_US, "day", "days"), (HOUR_US, "h", "h"), (MINUTE_US, "min", "min"), (SECOND_US, "s", "s"))
_WHOLE_FROM = 10


def duration_text(time_us: int) -> str:
    """`45 s`, `12 min`, `1 h 30 min`, `2 days 3 h`: two units at most."""
    parts = []
    for unit_us, one, many in _UNITS:
        number, time_us = divmod(time_us, unit_us)
        if number:
            parts.append(counted(number, one, many))
        elif parts:
            break
        if len(parts) == 2:
            break
    return " ".join(parts) or "0 s"


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
