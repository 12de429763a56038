"""The SSH tunnels of docs/clients.md, tried between two networks: `python -m tests.clients.tunnel`.

Needs Linux, root, `ip` (iproute2), `ssh` and `sshd` (OpenSSH), and curl. liveapp runs in a network namespace,
the bot in another one, and a cable with two addresses is all that joins them. The commands are the page's.
"""

import contextlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bets import Json, bet
from tests.clients.drivers import DRIVERS, PYTHON
from tests.documents import blocks_of, program_of
from tests.program import clean_environment

HOME, FAR = "10.213.7.1", "10.213.7.2"
"""Addresses of the machine with liveapp, and of the one with the bot."""

PORT = 17888
LIMIT_S = 90.0

CALM = (
    "-F none -o BatchMode=yes -o LogLevel=ERROR -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
)
"""Nobody is asked, and nothing of the user's own is read or written."""

SOON = "-o ServerAliveInterval=1 -o ServerAliveCountMax=2"
"""A dead line is noticed in seconds; the option that comes first counts."""

SSHD = """
ListenAddress {address}
HostKey {folder}/key
AuthorizedKeysFile {folder}/key.pub
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
ClientAliveInterval 1
ClientAliveCountMax 2
"""


def missing() -> str | None:
    """What it lacks here, in words."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "network namespaces need Linux and root"
    lacking = [name for name in ("ip", "ssh", "ssh-keygen", "sshd", "curl") if shutil.which(name) is None]
    return f"not installed: {', '.join(lacking)}" if lacking else None


def wait_until(what: str, is_so: Callable[[], bool]) -> float:
    """Wait until it is so; the seconds that it took."""
    started_s = time.monotonic()
    while not is_so():
        if time.monotonic() - started_s > LIMIT_S:
            raise AssertionError(f"not within {LIMIT_S:.0f} s: {what}")
        time.sleep(0.1)
    return time.monotonic() - started_s


class Machine:
    """A network namespace with an address, and the processes that run in it."""

    def __init__(self, name: str, address: str, folder: Path) -> None:
        self.address = address
        self._space = f"{name}-{os.getpid()}"
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        ip("netns", "add", self._space)
        ip("-n", self._space, "link", "set", "lo", "up")

    def plug_in(self, cable_end: str) -> None:
        """Have one end of a cable."""
        ip("link", "set", cable_end, "netns", self._space, "name", "cable")
        ip("-n", self._space, "address", "add", f"{self.address}/24", "dev", "cable")
        self.set_cable("up")

    def set_cable(self, state: str) -> None:
        """Switch the cable's end `up` or `down`."""
        ip("-n", self._space, "link", "set", "cable", state)

    def start(self, *command: str, **pipes: int) -> subprocess.Popen[str]:
        """Start a program here."""
        inside = ["ip", "netns", "exec", self._space, *command]
        surroundings = clean_environment(self._folder)
        process = subprocess.Popen(inside, text=True, cwd=self._folder, env=surroundings, **pipes)
        self._processes.append(process)
        return process

    def output(self, *command: str) -> str:
        """What a program prints here."""
        inside = ["ip", "netns", "exec", self._space, *command]
        return subprocess.run(inside, capture_output=True, text=True, timeout=LIMIT_S, check=False).stdout

    def start_sshd(self) -> None:
        """Let the other machine log in."""
        config = self._folder / f"sshd-{self.address}"
        config.write_text(SSHD.format(address=self.address, folder=self._folder), encoding="utf-8")
        Path("/run/sshd").mkdir(exist_ok=True)
        self.start(str(shutil.which("sshd")), "-D", "-e", "-f", str(config), stderr=subprocess.DEVNULL)

    def close(self) -> None:
        """End everything that was started here."""
        for process in self._processes:
            process.kill()
            process.wait()
        ip("netns", "delete", self._space)


def ip(*arguments: str) -> None:
    """Run `ip`."""
    subprocess.run(["ip", *arguments], check=True)


@contextlib.contextmanager
def two_machines(folder: Path) -> Iterator[tuple[Machine, Machine]]:
    """One for liveapp, one for the bot, and a cable between them."""
    with contextlib.ExitStack() as stack:
        home, far = Machine("home", HOME, folder), Machine("far", FAR, folder)
        stack.callback(home.close)
        stack.callback(far.close)
        ends = f"la{os.getpid()}", f"lb{os.getpid()}"
        ip("link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
        home.plug_in(ends[0])
        far.plug_in(ends[1])
        yield home, far


class Tunnel:
    """The page's command, started again whenever it ends, as the page says."""

    def __init__(self, machine: Machine, command: Sequence[str]) -> None:
        self._machine = machine
        self._command = command
        self._process = self._start()
        self._starts = 1

    def keep(self) -> int:
        """Start it again where it has ended; how often it was started."""
        if self._process.poll() is not None:
            self._process = self._start()
            self._starts += 1
        return self._starts

    def _start(self) -> subprocess.Popen[str]:
        return self._machine.start(*self._command)


def command_of(way: str, target: str, key: Path, *, port: int = PORT) -> list[str]:
    """The page's command for `-L` or `-R`, that logs in there; `port` is where the bot posts to."""
    (text,) = (block.text for block in blocks_of("clients.md") if block.text.startswith(f"ssh -N {way} "))
    ssh, *options = shlex.split(text)
    here = [one.replace(f"127.0.0.1:{PORT}:", f"127.0.0.1:{port}:") for one in options[:-1]]
    return [ssh, *shlex.split(CALM), *shlex.split(SOON), "-i", str(key), *here, f"root@{target}"]


def start_liveapp(home: Machine, folder: Path) -> str:
    """Start it on its usual port; its token."""
    command = [sys.executable, "-m", "liveapp", "--headless", "--data-dir", "data"]
    program = home.start(*command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert program.stdout
    assert json.loads(program.stdout.readline())["url"] == f"http://127.0.0.1:{PORT}"
    return (folder / "data" / "ingest-token").read_text(encoding="utf-8").strip()


def bets_in(folder: Path) -> int:
    """How many bets are stored."""
    checked = subprocess.run(
        [sys.executable, "-m", "liveapp", "check", "--data-dir", folder / "data"],
        capture_output=True,
        check=True,
        timeout=LIMIT_S,
    )
    return int(json.loads(checked.stdout)["bets"])


def have_landed(number: int, tunnel: Tunnel, folder: Path) -> bool:
    """Whether so many bets are stored by now; the tunnel is kept open."""
    tunnel.keep()
    return bets_in(folder) == number


def is_refused(machine: Machine, address: str) -> bool:
    """Whether nothing takes a connection to that address from there."""
    attempt = f"import socket; print(socket.socket().connect_ex(({address!r}, {PORT})))"
    return int(machine.output(sys.executable, "-c", attempt)) != 0


def try_way(way: str) -> None:
    """Bets go through a tunnel, also through one that breaks, and nothing else does."""
    with tempfile.TemporaryDirectory() as name, two_machines(folder := Path(name)) as (home, far):
        key = folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
        token = start_liveapp(home, folder)
        client, server = (home, far) if way == "-R" else (far, home)
        server.start_sshd()
        tunnel = Tunnel(client, command_of(way, server.address, key))
        (folder / PYTHON[1]).write_text(program_of("clients.md", PYTHON[2]), encoding="utf-8")
        bot = far.start(sys.executable, str(DRIVERS / PYTHON[0]), token, str(PORT), stdin=subprocess.PIPE)
        play(bot, [bet(nonce) for nonce in range(1, 201)])
        took_s = wait_until("200 bets", lambda: have_landed(200, tunnel, folder))
        print(f"{way}: 200 bets landed after {took_s:.1f} s")
        for machine, address in ((home, FAR), (far, HOME)):
            assert is_refused(machine, address), f"{address} takes connections from the network"
        print(f"{way}: neither machine takes connections on its network address")
        try_another_port(way, client, far, command_of(way, server.address, key, port=PORT + 1))
        try_dead_line(way, far, tunnel, bot, folder)


def try_dead_line(way: str, far: Machine, tunnel: Tunnel, bot: subprocess.Popen[str], folder: Path) -> None:
    """What is played while the line is dead lands once it is back."""
    before = tunnel.keep()
    far.set_cable("down")
    play(bot, [bet(nonce) for nonce in range(201, 401)])
    wait_until("the end of the dead tunnel", lambda: tunnel.keep() > before)
    far.set_cable("up")
    took_s = wait_until("the bets of meanwhile", lambda: have_landed(400, tunnel, folder))
    print(f"{way}: 200 more, played while the line was dead, landed {took_s:.1f} s after it came back")


def try_another_port(way: str, client: Machine, far: Machine, command: Sequence[str]) -> None:
    """A tunnel whose ends have different ports is turned away by the receiver."""
    client.start(*command)
    ask = ("curl", "-s", "--noproxy", "*", f"http://127.0.0.1:{PORT + 1}/healthz")
    wait_until("the tunnel with another port", lambda: far.output(*ask) != "")
    reply = far.output(*ask)
    assert "Host not allowed" in reply, reply
    print(f"{way}: with another port at the bot's end the receiver answers {reply}")


def play(bot: subprocess.Popen[str], bets: Sequence[Json]) -> None:
    """Hand bets to the bot's client."""
    assert bot.stdin
    bot.stdin.writelines(json.dumps(one) + "\n" for one in bets)
    bot.stdin.flush()


def main() -> int:
    """Try both ways."""
    if lacking := missing():
        print(f"The tunnels cannot be tried here: {lacking}")
        return 0
    for way in ("-R", "-L"):
        try_way(way)
    return 0


if __name__ == "__main__":
    sys.exit(main())
