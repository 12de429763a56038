"""How a stream is doing, in words."""

from heapq import nlargest

from PySide6.QtCore import QSize

from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui import plain
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import (
    amount_text,
    average_text,
    counted,
    multiplier_text,
    profit_text,
)

CURRENCIES_IN_LINE = 3
CURRENCIES_IN_TOOLTIP = 20
WIDTH_STEP_PX = 40


def statistics_text(stream: Stream) -> str:
    """`12,345 bets · high 11,200.65× · profit −3.21 BTC · +50,000 DOGE`: no sum is over two currencies."""
    bets = counted(stream.total_bets, "bet", "bets")
    if not stream.total_bets:
        return bets
    profits = [
        profit_text(total.profit, total.currency) for total in most_used(stream.totals, CURRENCIES_IN_LINE)
    ]
    more = len(stream.totals) - len(profits)
    parts = [bets, f"high {multiplier_text(stream.highest_multiplier)}", f"profit {' · '.join(profits)}"]
    return " · ".join([*parts, f"+{more} more"] if more else parts)


def statistics_details(stream: Stream) -> str:
    """The same in lines, with what has no room in one: what each currency wagered and paid out."""
    if not stream.total_bets:
        return counted(stream.total_bets, "bet", "bets")
    totals = most_used(stream.totals, CURRENCIES_IN_TOOLTIP)
    lines = [f"{counted(stream.total_bets, 'bet', 'bets')}, multipliers {_multipliers_text(stream)}"]
    lines += [_total_text(total) for total in totals]
    more = len(stream.totals) - len(totals)
    return "\n".join([*lines, f"and {counted(more, 'currency', 'currencies')} more"] if more else lines)


def _multipliers_text(stream: Stream) -> str:
    """`lowest 1.00× · average 1.96× · highest 11,200.65×`."""
    lowest, highest = multiplier_text(stream.lowest_multiplier), multiplier_text(stream.highest_multiplier)
    return f"lowest {lowest} · average {average_text(stream.average_multiplier)} · highest {highest}"


def _total_text(total: CurrencyTotal) -> str:
    wagered = amount_text(total.wagered, total.currency)
    paid_out = amount_text(total.paid_out, total.currency)
    return f"profit {profit_text(total.profit, total.currency)}: wagered {wagered}, paid out {paid_out}"


def most_used(totals: tuple[CurrencyTotal, ...], count: int) -> list[CurrencyTotal]:
    """The `count` currencies with the most bets, in the order in which they were first bet."""
    chosen = nlargest(count, enumerate(totals), key=lambda placed: placed[1].bets)
    return [total for _, total in sorted(chosen, key=lambda placed: placed[0])]


class StatisticsLabel(ElidedLabel):
    """The statistics in one line; its tooltip has the details.

    Its width goes in steps, so that what stands beside it does not move with every digit.
    """

    def show_stream(self, stream: Stream) -> None:
        """Show a stream's totals as they are now."""
        plain.set_text(self, statistics_text(stream))
        plain.set_tooltip(self, statistics_details(stream))

    def sizeHint(self) -> QSize:
        """Room for the text, up to the next step."""
        hint = super().sizeHint()
        return QSize(-(-hint.width() // WIDTH_STEP_PX) * WIDTH_STEP_PX, hint.height())
