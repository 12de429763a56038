"""What bets come to, in words: each currency by itself. No Qt."""

from collections.abc import Sequence

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.widgets.formatting import amount_text, counted, profit_text

CURRENCIES_IN_LINE = 3
CURRENCIES_IN_TOOLTIP = 20


def sums_text(totals: Sequence[CurrencyTotal]) -> str:
    """`−3.21 BTC · +12 USDT`."""
    sums = [profit_text(total.profit, total.currency) for total in totals[:CURRENCIES_IN_LINE]]
    more = len(totals) - len(sums)
    return " · ".join([*sums, f"+{more} more"] if more else sums)


def sums_details(totals: Sequence[CurrencyTotal]) -> str:
    """The same in lines, with what was wagered and paid out."""
    lines = [
        f"Profit {profit_text(total.profit, total.currency)} of {counted(total.bets, 'bet', 'bets')}:"
        f" wagered {amount_text(total.wagered, total.currency)},"
        f" paid out {amount_text(total.paid_out, total.currency)}"
        for total in totals[:CURRENCIES_IN_TOOLTIP]
    ]
    more = len(totals) - len(lines)
    return "\n".join([*lines, f"and {counted(more, 'currency', 'currencies')} more"] if more else lines)
