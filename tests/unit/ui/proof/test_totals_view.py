"""The totals as a small table."""

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.proof.totals_view import TotalsView


def test_it_shows_what_it_is_given(theme, qtbot) -> None:
    view = TotalsView()
    qtbot.addWidget(view)
    view.show_totals((CurrencyTotal("btc", 1234, 4.0, 0.79),))
    assert view.model().index(0, 1).data() == "1,234"
    assert view.accessibleName()
