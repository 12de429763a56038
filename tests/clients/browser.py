"""A real Chromium with an extension, off the network: every address leads to one local server."""

import base64
import contextlib
import fcntl
import hashlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.clients.devtools import HANG_LIMIT_S, Connection, DevToolsError, Message, NavigatedError

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--ignore-certificate-errors",
    # Pages that nobody looks at work as fast as others.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--remote-debugging-pipe",
    "--enable-unsafe-extension-debugging",
)
LOOK_AGAIN_S = 0.02


class PageError(Exception):
    """What was evaluated in a page threw."""


def extension_id(folder: Path) -> str:
    """The id that the `key` in an extension's manifest gives it."""
    key = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["key"]
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


def eventually(holds: Callable[[], Any], what: str = "") -> Any:
    """What `holds` returns once it is true."""
    until = time.monotonic() + HANG_LIMIT_S
    while not (value := holds()):
        if time.monotonic() > until:
            raise AssertionError(f"did not come true in {HANG_LIMIT_S:.0f} s: {what or holds}")
        time.sleep(LOOK_AGAIN_S)
    return value


class Page:
    """One page, or one worker, of a browser."""

    def __init__(self, connection: Connection, target: str) -> None:
        self._connection = connection
        self.target = target
        attached = connection.command("Target.attachToTarget", targetId=target, flatten=True)
        self._session: str = attached["sessionId"]

    def command(self, method: str, **parameters: Any) -> Message:
        """The answer to a DevTools command for this page."""
        return self._connection.command(method, self._session, **parameters)

    def event(self, method: str, where: Callable[[Message], bool] = lambda _event: True) -> Message:
        """What the first such event of this page told."""
        return self._connection.event(method, self._session, where)

    def go(self, url: str) -> None:
        """Load an address and wait until it is loaded."""
        self.command("Page.enable")
        gone = self.command("Page.navigate", url=url)
        if gone.get("errorText"):
            raise PageError(f"{url}: {gone['errorText']}")
        self.event("Page.loadEventFired")

    def evaluate(self, expression: str) -> Any:
        """The JSON value of an expression in the page's own world; a promise is waited for."""
        return self._evaluated(expression)

    def _evaluated(self, expression: str, **where: Any) -> Any:
        answer = self.command(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
            **where,
        )
        if thrown := answer.get("exceptionDetails"):
            raise PageError(thrown.get("exception", {}).get("description") or json.dumps(thrown))
        return answer["result"].get("value")

    def call(self, function: str, *arguments: Any) -> Any:
        """What a JavaScript function returns for these JSON values."""
        return self.evaluate(f"({function})(...{json.dumps(arguments)})")

    def evaluate_in_world_of(self, origin: str, expression: str) -> Any:
        """The JSON value of an expression in the world of an extension's content scripts."""
        self.command("Runtime.enable")
        world = self.event(
            "Runtime.executionContextCreated", lambda event: event["context"]["origin"] == origin
        )["context"]["id"]
        self.command("Runtime.disable")
        return self._evaluated(expression, contextId=world)

    def eventually(self, expression: str) -> Any:
        """The value of an expression once it is true; the page may go to another address meanwhile."""

        def value() -> Any:
            with contextlib.suppress(NavigatedError):
                return self.evaluate(expression)

        return eventually(value, expression)

    def screenshot(self, path: Path) -> None:
        """Write a picture of the page."""
        picture = self.command("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(picture["data"]))

    def close(self) -> None:
        """Close the page."""
        self._connection.command("Target.closeTarget", targetId=self.target)


class Browser:
    """A running Chromium whose profile is `profile`; another one may use it when this one is over.

    It ends with the process that started it, however that ends: it listens at a pipe that closes then.
    """

    def __init__(
        self, chromium: Path, profile: Path, server_port: int, extension: Path | None = None
    ) -> None:
        flags = [*FLAGS, f"--user-data-dir={profile}"]
        flags.append(
            f"--host-resolver-rules=MAP * 127.0.0.1:{server_port}, EXCLUDE 127.0.0.1, EXCLUDE localhost"
        )
        # Else the pages of the mapped sites would count as local ones, which may reach the receiver.
        flags.append(f"--ip-address-space-overrides=127.0.0.1:{server_port}=public")
        if extension:
            flags += [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
            self.extension_url = f"chrome-extension://{extension_id(extension)}"
        self._is_over = False
        self._extension = extension
        self._process, self._connection = _started([str(chromium), *flags, "about:blank"], profile)

    def open(self, url: str) -> Page:
        """A new page that has loaded this address."""
        page = self._new_page()
        page.go(url)
        return page

    def _new_page(self) -> Page:
        made = self._connection.command("Target.createTarget", url="about:blank")
        return Page(self._connection, made["targetId"])

    def targets(self, kind: str) -> list[Message]:
        """What runs in the browser: `page`, `service_worker`."""
        infos = self._connection.command("Target.getTargets")["targetInfos"]
        return [info for info in infos if info["type"] == kind]

    def load_extension_again(self) -> None:
        """Load the extension anew from its folder, as after an update; its pages close."""
        self._connection.command("Extensions.loadUnpacked", path=str(self._extension))

    def stop_worker(self, page: Page) -> None:
        """End the extension's service worker as an idle one ends; `page` is one of the extension's pages."""
        page.command("ServiceWorker.enable")
        told = page.event("ServiceWorker.workerVersionUpdated", lambda event: bool(event["versions"]))
        version = told["versions"][-1]["versionId"]
        page.command("ServiceWorker.stopWorker", versionId=version)
        page.command("ServiceWorker.disable")

    def kill(self) -> None:
        """End it at once, with all of its processes."""
        if self._is_over:
            return
        self._is_over = True
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(HANG_LIMIT_S)
        self._connection.close()

    def close(self) -> None:
        """End it as a user would, and whatever is left of it."""
        if self._is_over:
            return
        with contextlib.suppress(DevToolsError, OSError):
            self._connection.command("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(HANG_LIMIT_S)
        self.kill()


def _started(command: list[str], profile: Path) -> tuple[subprocess.Popen[bytes], Connection]:
    """A browser in a process group of its own, and the connection to it."""
    profile.mkdir(parents=True, exist_ok=True)
    its_input, our_output = os.pipe()
    our_input, its_output = os.pipe()
    # Far from 3 and 4, which are to be replaced by them.
    given = [fcntl.fcntl(number, fcntl.F_DUPFD_CLOEXEC, 10) for number in (its_input, its_output)]

    def place_pipes() -> None:
        os.dup2(given[0], 3)
        os.dup2(given[1], 4)

    with (profile / "stderr.txt").open("ab") as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            pass_fds=(3, 4),
            preexec_fn=place_pipes,
            start_new_session=True,
            env={**os.environ, "HOME": str(profile)},
        )
    for number in (its_input, its_output, *given):
        os.close(number)
    return process, Connection(our_input, our_output)
