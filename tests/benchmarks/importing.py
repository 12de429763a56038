"""What an import of a million bets costs, in each format, and what ingest notices of it.

    python -m tests.benchmarks.importing [--bets 1000000] [--rounds 3]

Each file is imported by `liveapp import` in a process of its own, whose processor time and highest memory are
told. Aims: 20,000 bets a second at least, and as much memory for a million as for a tenth of it. Then a bot
posts while a file is imported in the program's process, as the window starts it, and while nothing else
is done.
"""

import argparse
import contextlib
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from liveapp.app.core.service import Service
from liveapp.domain.importing import ImportSource
from liveapp.domain.jobs import FileImport, JobEnded, JobEvent
from liveapp.settings import Settings
from tests.benchmarks.jobs import TOKEN, Posting
from tests.imports import LONG_HEADER, RECEIVED, SEEDS_LINE, payload, record

AIM = 20_000


def csv_text(bets: int) -> Iterator[str]:
    yield f"{SEEDS_LINE}\r\n{LONG_HEADER}\r\n"
    for nonce in range(1, bets + 1):
        yield f"{nonce},csv-{nonce},{RECEIVED},{RECEIVED},0.0001,0.0,expert,34.68,2.8,0.0,btc\r\n"


def json_lines_text(bets: int) -> Iterator[str]:
    for nonce in range(1, bets + 1):
        yield json.dumps(payload(nonce, id=f"line-{nonce}", dateTime=RECEIVED, currency="btc")) + "\n"


def archive_text(bets: int) -> Iterator[str]:
    yield '{"data": ['
    for nonce in range(1, bets + 1):
        yield ("," if nonce > 1 else "") + json.dumps(record(nonce))
    yield "]}"


def write(path: Path, text: Iterator[str]) -> Path:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8", newline="") as file:
        file.writelines(text)
    return path


def imported(path: Path, data_dir: Path) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and highest memory (MB) of an import, without mapped files."""
    started_s, memory_mb = time.monotonic(), 0.0
    command = [sys.executable, "-m", "liveapp", "import", str(path), "--data-dir", str(data_dir)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        with contextlib.suppress(OSError, ValueError):
            memory_mb = max(memory_mb, anonymous_mb(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            assert status == 0
            return time.monotonic() - started_s, usage.ru_utime + usage.ru_stime, memory_mb
        time.sleep(0.05)


def anonymous_mb(pid: int) -> float:
    (line,) = re.findall(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(line) / 1024


def compare_formats(folder: Path, bets: int) -> None:
    for title, name, text in (
        ("CSV", "bets.csv", csv_text),
        ("CSV, packed", "bets.csv.gz", csv_text),
        ("JSON Lines", "bets.jsonl", json_lines_text),
        ("archive", "bets.json", archive_text),
    ):
        _, _, memory_of_few = imported(write(folder / name, text(bets // 10)), folder / f"few-{name}")
        seconds, processor_s, memory = imported(write(folder / name, text(bets)), folder / f"many-{name}")
        print(
            f"{title:<12} {bets / seconds:>7,.0f} bets/s (×{bets / seconds / AIM:.2f} of the aim),"
            f" {bets / processor_s:>7,.0f} by processor time · highest memory {memory:.0f} MB,"
            f" ×{memory / memory_of_few:.2f} of that for a tenth"
        )
        (folder / name).unlink()


def run_import(service: Service, path: Path) -> None:
    is_over = threading.Event()

    def listen(event: JobEvent) -> None:
        if isinstance(event, JobEnded) and isinstance(event.request, FileImport):
            is_over.set()

    unsubscribe = service.jobs.subscribe(listen)
    service.jobs.start(FileImport((ImportSource(path),)))
    is_over.wait()
    unsubscribe()


def compare_ingest(folder: Path, bets: int, rounds: int) -> None:
    service = Service(Settings(data_dir=folder / "data", port=0, ingest_token=TOKEN, rate_limit=0))
    service.start()
    port = int((service.receiver_url or "").rpartition(":")[2])
    paths = iter(
        write(folder / f"{number}.csv", (line.replace("csv-", f"{number}-") for line in csv_text(bets // 10)))
        for number in range(rounds)
    )
    works: dict[str, Callable[[], None]] = {
        "nothing else": lambda: time.sleep(4),
        "an import": lambda: run_import(service, next(paths)),
    }
    medians: dict[str, list[float]] = {title: [] for title in works}
    for number in range(rounds):
        for place, (title, work) in enumerate(works.items()):
            with Posting(port, (2 * number + place) * 1_000_000) as posting:
                work()
            ordered = posting.latencies_ms
            p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
            medians[title].append(p50)
            print(f"ingest beside {title:<13} p50 {p50:.2f} · p99 {p99:.2f} · max {ordered[-1]:.1f} ms")
    alone, beside = (statistics.median(values) for values in medians.values())
    print(f"medians: ×{beside / alone:.2f} beside an import")
    service.shutdown()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bets", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir(mode=0o700)
        compare_formats(folder, options.bets)
        compare_ingest(folder, options.bets, options.rounds)


if __name__ == "__main__":
    main()
