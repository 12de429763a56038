"""What is analysed of a stream: recorded, read and computed as the program does it."""

from collections.abc import Sequence
from typing import Any

from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import ColumnArrays
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.storage.store import Store
from liveapp.ui.charts.chart_view import ChartView
from tests.window_fixtures import SEEDS, make_bet

SAFE_PUMPS = (0, 1, 0, 3, 0, 2, 1, 0, 5, 0)
"""Of ten rounds, over and over."""


def record_rounds(store: Store, count: int, difficulty: str = "expert", first: int = 1) -> None:
    """Bets of 1 BTC at 4.95, whose rounds come to the same classes again and again."""
    table = MULTIPLIERS[difficulty]
    bets = []
    for nonce in range(first, first + count):
        result = table[SAFE_PUMPS[nonce % len(SAFE_PUMPS)]]
        bets.append(
            make_bet(
                nonce,
                difficulty=difficulty,
                round_result=result,
                round_target=4.95,
                payout=4.95 if result >= 4.95 else 0.0,
                currency="btc",
            )
        )
    store.writer.record(bets)


def analysed(store: Store, multipliers: Sequence[float] = ()) -> StreamAnalysis:
    """All that is recorded of the one stream."""
    columns = ColumnArrays()
    (stream,) = (one for one in store.reader.streams()[0] if one.seeds == SEEDS)
    stream, _ = store.reader.read_columns(stream.id, columns, lambda: False)
    analysis = StreamAnalysis(multipliers)
    assert analysis.update(stream, columns, BEFORE_ALL)
    return analysis


def bring_up(chart: ChartView, analysis: StreamAnalysis) -> Any:
    """Have a chart show what there is, as when its picture is handed over; returns the picture."""
    picture = chart.picture_work()(analysis)
    chart.take(picture)
    return picture
