"""What ingest notices of exports from the window: `python -m tests.benchmarks.jobs`.

Posts go over a real socket from a process of their own; exports run in the program's process, as
the window starts them. Four turns in one run: nothing else, an export that gives way to bets, the report of a
proof, which does too, and an export that does not, which is the comparison.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

from liveapp.app.core.service import Service
from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.jobs import CsvExport, JobEnded, JobEvent
from liveapp.domain.proof_jobs import ProofReport
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.csv_export import export_csv
from liveapp.jobs.runner import JobRunner
from liveapp.settings import Settings

TOKEN = "benchmark"
SERVER_SEED = "benchmark"
BATCH = 500
POST = """
import http.client, json, sys, time
port, first = int(sys.argv[1]), int(sys.argv[2])
connection = http.client.HTTPConnection("127.0.0.1", port)
headers = {"Content-Type": "application/json", "X-Ingest-Token": "benchmark"}
latencies, nonce = [], first
import threading
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
while not stop.is_set():
    nonce += 1
    bet = {"id": str(nonce), "nonce": nonce, "amount": 1, "payout": 0, "difficulty": "easy",
           "roundResult": 1.02, "clientSeed": "posting", "serverSeedHashed": "f" * 64}
    started = time.perf_counter()
    connection.request("POST", "/live/ingest", json.dumps(bet), headers)
    reply = connection.getresponse()
    reply.read()
    assert reply.status == 200, reply.status
    latencies.append(time.perf_counter() - started)
    time.sleep(0.005)
print(json.dumps(latencies))
"""


class NoRightOfWay(RightOfWay):
    """Lets nobody pass."""

    def give_way(self) -> None:
        pass


class Posting:
    """A bot in a process of its own while the block runs; its latencies after it."""

    def __init__(self, port: int, first_nonce: int) -> None:
        command = [sys.executable, "-c", POST, str(port), str(first_nonce)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.latencies_ms: list[float] = []

    def __enter__(self) -> "Posting":
        time.sleep(0.5)
        return self

    def __exit__(self, *_: object) -> None:
        output, _ = self._process.communicate()
        self.latencies_ms = sorted(1000 * one for one in json.loads(output))


def fill(service: Service, bets: int) -> None:
    seeds = SeedPair(hash_server_seed(SERVER_SEED), "exported")
    for first in range(1, bets + 1, BATCH):
        service.writer.record(
            [Bet(seeds, str(nonce), nonce, 0.5, 0.0, "easy", 1.02) for nonce in range(first, first + BATCH)]
        )


def export(runner: JobRunner, request: CsvExport | ProofReport) -> None:
    """Run one export, or one report, to its end."""
    is_over = threading.Event()

    def listen(event: JobEvent) -> None:
        if isinstance(event, JobEnded):
            is_over.set()

    unsubscribe = runner.subscribe(listen)
    runner.start(request)
    is_over.wait()
    unsubscribe()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bets", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        service = Service(Settings(data_dir=folder, port=0, ingest_token=TOKEN, rate_limit=0))
        service.start()
        fill(service, options.bets)
        port = int((service.receiver_url or "").rpartition(":")[2])
        service.writer.reveal_seed(SERVER_SEED)
        while service.reader.unproven_streams():
            time.sleep(0.1)
        (stream,), _ = service.reader.streams()
        request = CsvExport(stream, folder / "bets.csv")
        report = ProofReport(stream, folder / "proof.html")
        rude = JobRunner({CsvExport: partial(export_csv, service.reader, NoRightOfWay())})
        works = {
            "nothing else": lambda: time.sleep(3),
            "an export that gives way": lambda: export(service.jobs, request),
            "a report of a proof": lambda: export(service.jobs, report),
            "an export that does not": lambda: export(rude, request),
        }
        medians: dict[str, list[float]] = {work: [] for work in works}
        nonce = 0
        for _ in range(options.rounds):
            for title, work in works.items():
                with Posting(port, nonce) as posting:
                    work()
                nonce += 100_000
                ordered = posting.latencies_ms
                p50, p99 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
                medians[title].append(p50)
                print(f"ingest beside {title:<26} p50 {p50:.2f} · p99 {p99:.2f} · max {ordered[-1]:.1f} ms")
        alone, *others = (statistics.median(values) for values in medians.values())
        ratios = [f"×{other / alone:.2f}" for other in others]
        print(
            f"medians: {ratios[0]} beside an export that gives way, {ratios[1]} beside a report,"
            f" {ratios[2]} beside an export that gives no way"
        )
        rude.stop()
        service.shutdown()


if __name__ == "__main__":
    main()
