"""The whole program under an even load for a long time: what grows?

    python -m tests.soak --minutes 20 [--rate 100]

A process with its window (offscreen), which follows the stream that plays, gets bets and heartbeats
over one kept connection while a reader tails, exports CSV and asks for its health. Prints a table;
ends with status 1 and names what grew (memory beyond SQLite's caches, threads, handles,
write-ahead log, latency), what was refused, and which acknowledged bet is not stored exactly once.
Linux only: reads `/proc`.
"""

import argparse
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from tests.growth import Allowance, Sample, growth
from tests.playing import HANG_LIMIT_S, MIB, Load, Window

LONGEST_INTERVAL_S = 5.0
SAMPLES_OF_A_SHORT_RUN = 30

CACHED_MIB = 40.0
"""So much of the database SQLite keeps in memory: 32 MB where it writes, 8 MB where it reads."""

ALLOWED = {
    # The window holds the ids of the stream that it shows.
    "beyond_cache_mib": Allowance(share=0.03, amount=2.0, per_work=100 / MIB),
    "threads": Allowance(),
    "handles": Allowance(amount=2),
    "wal_mib": Allowance(amount=8),
    "p50_ms": Allowance(share=0.5, amount=2.0),
    "p99_ms": Allowance(share=0.5, amount=20.0),
}
"""How much each figure may be above its beginning at the end."""

HARMLESS = "QBackingStore::flush() called for"
"""What Qt says on the way out, when a window closes that was about to be painted."""

ORDINARY = " INFO "
"""How the log marks what is no trouble: that a backup was made, say."""

SHORTEST_JUDGED_S = 60.0
"""A shorter run is over before the program is warm: nothing is said about growth."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured at the end of an interval."""

    at_s: float
    bets: int
    memory_mib: float
    threads: int
    handles: int
    wal_mib: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    cpu_percent: float
    database_mib: float

    @property
    def beyond_cache_mib(self) -> float:
        """Memory less what SQLite may keep of the database, which grows until its caches are full."""
        return self.memory_mib - min(self.database_mib, CACHED_MIB)


def watch(window: Window, load: Load, duration_s: float) -> list[Row]:
    """Sample until the time is over, printing each row."""
    interval_s = min(LONGEST_INTERVAL_S, duration_s / SAMPLES_OF_A_SHORT_RUN)
    rows: list[Row] = []
    print("".join(f"{field.name:>13}" for field in fields(Row)))
    begun_s = last_s = time.monotonic()
    cpu_s = window.cpu_s()
    while last_s - begun_s < duration_s and window.process.poll() is None:
        time.sleep(interval_s)
        before_s, last_s = last_s, time.monotonic()
        before_cpu_s, cpu_s = cpu_s, window.cpu_s()
        busy = (cpu_s - before_cpu_s) / (last_s - before_s)
        rows.append(sample(window, load, last_s - begun_s, busy))
        print("".join(_cell(getattr(rows[-1], field.name)) for field in fields(Row)), flush=True)
    return rows


def _cell(value: float) -> str:
    return f"{value:>13,}" if isinstance(value, int) else f"{value:>13,.1f}"


def sample(window: Window, load: Load, at_s: float, busy: float) -> Row:
    """What is to be seen now; latencies are those since the last sample."""
    latencies_ms = sorted(1000 * latency_s for latency_s in load.take_latencies_s()) or [0.0]
    memory_mib, threads = window.memory_mib_and_threads()
    return Row(
        at_s=at_s,
        bets=len(load.acknowledged),
        memory_mib=memory_mib,
        threads=threads,
        handles=window.handles(),
        wal_mib=window.file_mib("-wal"),
        p50_ms=statistics.median(latencies_ms),
        p99_ms=latencies_ms[int(len(latencies_ms) * 0.99)],
        max_ms=latencies_ms[-1],
        cpu_percent=100 * busy,
        database_mib=window.file_mib(),
    )


def grown(rows: Sequence[Row]) -> list[str]:
    """Each figure that grew, and how."""
    found = []
    for name, allowance in ALLOWED.items():
        samples = [Sample(row.at_s, getattr(row, name), row.bets) for row in rows]
        if words := growth(samples, allowance):
            found.append(f"{name} grew: {words}")
    return found


def lost_or_doubled(database: Path, acknowledged: Sequence[str]) -> list[str]:
    """What is wrong with the database after the program has ended."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        stored = Counter(row[0] for row in connection.execute("SELECT antebot_bet_id FROM live_bets"))
    wrong = [one for one in acknowledged if stored[one] != 1]
    found = [f"{len(wrong)} acknowledged bets are not stored once, {wrong[0]} first"] if wrong else []
    return found if integrity == "ok" else [*found, f"integrity_check: {integrity}"]


def soak(home: Path, duration_s: float, rate: float) -> list[str]:
    """Run it all; everything that is wrong, in words."""
    with Window(home) as window:
        window.wait_until_it_receives()
        with Load(window.port, rate) as load:
            rows = watch(window, load, duration_s)
        window.process.send_signal(signal.SIGTERM)
        status = window.process.wait(HANG_LIMIT_S)
    found = [f"{times} times: {problem}" for problem, times in load.problems.items()]
    found += [f"the program ended with status {status}"] if status else []
    found += [f"standard error: {line}" for line in window.errors.splitlines() if not is_harmless(line)]
    found += lost_or_doubled(window.database, load.acknowledged)
    is_judged = duration_s >= SHORTEST_JUDGED_S
    seconds = f"{rows[-1].at_s:,.0f} s" if rows else "no time"
    print(f"{len(load.acknowledged):,} bets acknowledged in {seconds}", end="; ")
    print("growth was judged" if is_judged else "too short to judge growth")
    return found + (grown(rows) if is_judged else [])


def is_harmless(line: str) -> bool:
    """Whether a line on standard error says nothing that is wrong."""
    return HARMLESS in line or ORDINARY in line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=100.0, help="bets a second")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="liveapp-soak-") as folder:
        found = soak(Path(folder), options.minutes * 60, options.rate)
    for one in found:
        print(f"WRONG: {one}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
