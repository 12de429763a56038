"""The strip of figures over the charts."""

from dataclasses import replace

import pytest

from liveapp.domain.verdicts import StreamProof
from liveapp.ui.charts.figures_strip import FiguresStrip
from tests.unit.ui.charts.figures import BTC, FIGURES
from tests.values import make_stream

STREAM = make_stream(total_bets=12_345)


@pytest.fixture
def strip(theme, qtbot) -> FiguresStrip:
    made = FiguresStrip()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def shown(strip: FiguresStrip) -> list[str]:
    return [block.accessibleName() for block in strip.blocks if block.isVisible()]


def test_the_rounds_come_first_then_each_currency(strip) -> None:
    strip.show_figures(STREAM, replace(FIGURES, totals=(BTC, replace(BTC, currency="eth"))))
    assert shown(strip) == ["Rounds", "Bets in BTC", "Bets in ETH"]
    strip.show_figures(STREAM, FIGURES)
    assert shown(strip) == ["Rounds", "Bets in BTC"]


def test_while_figures_are_not_known_none_are_shown(strip) -> None:
    strip.show_figures(STREAM, FIGURES)
    strip.show_figures(STREAM, None)
    assert shown(strip) == []
    strip.show_figures(None, None)
    assert not strip.proof.isVisible()


def test_many_currencies_are_told_by_their_number(strip) -> None:
    totals = tuple(replace(BTC, currency=f"c{number}") for number in range(10_000))
    strip.show_figures(STREAM, replace(FIGURES, totals=totals))
    assert len(shown(strip)) == 4
    assert strip.more.text() == "and 9,997 currencies more, with fewer bets"


def test_the_proof_stands_above_all_and_leads_to_itself(strip, qtbot) -> None:
    strip.show_figures(STREAM, FIGURES)
    assert not strip.proof.isVisible()
    revealed = replace(
        STREAM, proof=StreamProof(is_revealed=True, verified=12_345, mismatched=0, unverifiable=0)
    )
    strip.show_figures(revealed, FIGURES)
    assert strip.proof.text() == "12,345 of 12,345 bets proven"
    assert strip.proof.y() < strip.blocks[0].y()
    with qtbot.waitSignal(strip.proof_requested):
        strip.proof.click()


def test_what_is_missing_is_told_before_the_figures(strip) -> None:
    strip.show_figures(STREAM, FIGURES)
    assert not strip.caution.isVisible()
    strip.show_figures(STREAM, replace(FIGURES, missing=300))
    assert "missing" in strip.caution.text()
    strip.layout().activate()
    assert strip.caution.y() < strip.blocks[0].y()
