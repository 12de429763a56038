"""Cuts the power of a disk under a load, again and again: is all that was acknowledged still there?

    python -m tests.faults.power_cuts --cuts 20 [--lying-disk]

Needs root and ext4. The headless program records onto a disk of its own (a loop mount); the disk
is shut down without a flush, the program killed, the disk mounted again (which replays its
journal), the database checked, and the program started on what is left. `--lying-disk` makes every
sync a lie, to see that a cut then costs something: it must end with status 1. Mounts belong to a
namespace of this process: they go with it, however it ends.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disks import ExtDisk, forgets_what_was_not_synced
from tests.faults.load import Acknowledged, Load
from tests.faults.strace import pretending
from tests.program import Program, clean_environment

MOST_BETS_BEFORE_A_CUT = 1500
FIRST_START_S = (0.1, 0.5)
"""When, after it began, a first start is cut off: from before its first file to after its last."""

IN_A_NAMESPACE = "LIVEAPP_POWER_CUTS_NAMESPACE"


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cut met: bets acknowledged before it, and how long the next start took."""

    bets: int
    restart_s: float


def started(home: Path, data: Path) -> Program:
    arguments = ("--port", "0", "--no-token", "--data-dir", str(data))
    return Program(home, *arguments, environment={"LIVEAPP_RATE_LIMIT": "0"})


def cut(disk: ExtDisk, program: Program, turn: int, acknowledged: Acknowledged) -> int:
    """Cut the power after a number of bets that nobody knows; how many were acknowledged."""
    load = Load(program.url, turn)
    try:
        load.wait_for(random.Random(turn).randrange(1, MOST_BETS_BEFORE_A_CUT))
        disk.cut_power()
    finally:
        program.process.send_signal(signal.SIGKILL)
        program.process.wait()
        load.stop()
    acknowledged.add(load)
    disk.restore_power()
    return len(load.acknowledged)


def cuts(home: Path, disk: ExtDisk, times: int, is_lying: bool = False) -> list[Cut]:
    """Cut the power so often.

    Raises:
        AssertionError: something acknowledged is lost, or the database is not whole.
    """
    data, acknowledged, done = disk.path / "data", Acknowledged(), []
    program = started(home, data)
    try:
        for turn in range(times):
            if is_lying:
                with pretending(program.process.pid, ["fsync", "fdatasync"]):
                    bets = cut(disk, program, turn, acknowledged)
            else:
                bets = cut(disk, program, turn, acknowledged)
            program.close()
            begun_s = time.monotonic()
            program = started(home, data)
            done.append(Cut(bets, time.monotonic() - begun_s))
            acknowledged.check(data)
        assert program.stop() == 0
        acknowledged.check(data)
    finally:
        program.close()
    return done


def cut_first_starts(home: Path, disk: ExtDisk, times: int) -> None:
    """Cut the power so often amid a first start; the next start takes what is left.

    Raises:
        AssertionError: it does not, or what it then acknowledges is lost.
    """
    for turn in range(times):
        data = disk.path / f"start-{turn}"
        command = [sys.executable, "-m", "liveapp", "--headless", "--port", "0", "--data-dir", str(data)]
        # What it says when its disk goes is not asked here.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, **quiet, env=clean_environment(home)) as process:
            try:
                time.sleep(random.Random(turn).uniform(*FIRST_START_S))
                disk.cut_power()
            finally:
                process.kill()
        disk.restore_power()
        program, acknowledged = started(home, data), Acknowledged()
        try:
            load = Load(program.url)
            load.wait_for(1)
            load.stop()
            assert program.stop() == 0
        finally:
            program.close()
        acknowledged.add(load)
        acknowledged.check(data)


def tell(done: Sequence[Cut]) -> None:
    """Print the figures."""
    bets, restarts_s = [one.bets for one in done], [one.restart_s for one in done]
    print(
        f"{len(done)} cuts under a load, {min(bets)} to {max(bets)} bets before each: 0 of {sum(bets):,} lost"
    )
    print(f"the next start took {statistics.median(restarts_s):.2f} s, {max(restarts_s):.2f} s at most")
    print(f"{len(done)} cuts amid a first start: the next one came up")


def enter_a_namespace() -> None:
    """Begin anew where mounts are this process's own, so that none outlives it."""
    if IN_A_NAMESPACE not in os.environ:
        os.environ[IN_A_NAMESPACE] = "1"
        arguments = [sys.executable, "-m", "tests.faults.power_cuts", *sys.argv[1:]]
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", *arguments])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; 1 where something was lost, 2 where no power can be cut here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--lying-disk", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="liveapp-cuts-") as folder:
        home = Path(folder)
        try:
            with ExtDisk(home) as disk:
                if not forgets_what_was_not_synced(disk):
                    print("this disk keeps what was never synced: cuts would prove nothing", file=sys.stderr)
                    return 2
                done = cuts(home, disk, options.cuts, options.lying_disk)
                cut_first_starts(home, disk, options.cuts)
                tell(done)
        except AssertionError as error:
            print(f"LOST: {error}", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"no power can be cut here: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    enter_a_namespace()
    sys.exit(main())
