"""The long run, made short: it runs, measures and checks; and it names what grows."""

import dataclasses
import sys
from pathlib import Path

import pytest

from tests.soak import Row, grown, soak

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

WARM = Row(
    at_s=0.0,
    bets=0,
    memory_mib=120.0,
    threads=15,
    handles=24,
    wal_mib=15.7,
    p50_ms=1.5,
    p99_ms=10.0,
    max_ms=20.0,
    cpu_percent=50.0,
    database_mib=1.0,
)


def rows(**rises: float) -> list[Row]:
    """A run of ten minutes, in which some figures rise by so much in all."""
    made = []
    for number in range(121):
        risen = {name: getattr(WARM, name) + rise * number / 120 for name, rise in rises.items()}
        made.append(dataclasses.replace(WARM, at_s=number * 5.0, bets=number * 500, **risen))
    return made


def test_a_few_seconds_of_it_find_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert soak(tmp_path, duration_s=4.0, rate=50.0) == []
    printed = capsys.readouterr().out
    assert "too short to judge growth" in printed
    assert int(printed.splitlines()[-2].split()[1]) > 10


@pytest.mark.parametrize(
    ("name", "rise"),
    [("memory_mib", 60), ("threads", 6), ("handles", 20), ("wal_mib", 60), ("p50_ms", 20), ("p99_ms", 200)],
)
def test_what_grows_is_named(name: str, rise: float) -> None:
    (words,) = grown(rows(**{name: rise}))
    assert name.replace("memory_mib", "beyond_cache_mib") in words


def test_memory_may_hold_ids_and_what_sqlite_keeps_of_the_database() -> None:
    assert grown(rows()) == []
    assert grown(rows(memory_mib=30, database_mib=30)) == []
    assert grown(rows(memory_mib=60, database_mib=60)) != []
