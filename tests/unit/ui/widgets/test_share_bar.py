"""How much of something is done."""

from liveapp.ui.widgets.share_bar import STEPS, ShareBar


def test_counts_beyond_what_qt_holds_are_shown_as_their_share(theme, qtbot) -> None:
    bar = ShareBar("Bets that were compared")
    qtbot.addWidget(bar)
    bar.show_unknown()
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    bar.show_share(2**40, 2**41)
    assert (bar.value(), bar.maximum()) == (STEPS // 2, STEPS)
    bar.show_share(0, 0)
    assert bar.value() == 0
    assert bar.accessibleName() == "Bets that were compared"
