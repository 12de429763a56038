"""Chromium's DevTools protocol over two pipes: JSON messages, each ended by NUL. No port, no driver."""

import collections
import json
import os
import select
import time
from collections.abc import Callable
from typing import Any

HANG_LIMIT_S = 60.0

Message = dict[str, Any]


class DevToolsError(Exception):
    """The browser refused a command."""


class NavigatedError(DevToolsError):
    """The page went to another address before it had answered."""


NAVIGATED = ("Inspected target navigated or closed", "Execution context was destroyed.")


class Connection:
    """Commands to one browser, one at a time, and the events that come meanwhile. Not for several threads."""

    def __init__(self, reads: int, writes: int) -> None:
        self._reads = reads
        self._writes = writes
        self._number = 0
        self._unread = b""
        self._messages: collections.deque[Message] = collections.deque()
        self._events: list[Message] = []

    def command(self, method: str, session: str | None = None, **parameters: Any) -> Message:
        """The browser's answer to one command, sent to a session (a page, a worker) or to itself."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        until = time.monotonic() + HANG_LIMIT_S
        while True:
            answer = self._next(until, method)
            if answer.get("id") == self._number:
                break
            if "method" in answer:
                self._events.append(answer)
        if "error" in answer:
            said = answer["error"]["message"]
            raise (NavigatedError if said in NAVIGATED else DevToolsError)(f"{method}: {said}")
        result: Message = answer["result"]
        return result

    def event(
        self, method: str, session: str | None = None, where: Callable[[Message], bool] = lambda _event: True
    ) -> Message:
        """What the first such event told; waits for it where it has not come yet. Each is given once."""
        until = time.monotonic() + HANG_LIMIT_S
        while True:
            for event in self._events:
                if event["method"] == method and event.get("sessionId") == session and where(event["params"]):
                    self._events.remove(event)
                    told: Message = event["params"]
                    return told
            message = self._next(until, method)
            if "method" in message:
                self._events.append(message)

    def close(self) -> None:
        """Close both pipes: a browser that still runs ends by itself."""
        os.close(self._reads)
        os.close(self._writes)

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._writes, data) :]

    def _next(self, until: float, what: str) -> Message:
        while not self._messages:
            ready, _, _ = select.select([self._reads], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise AssertionError(f"waited {HANG_LIMIT_S:.0f} s for {what}")
            data = os.read(self._reads, 1 << 20)
            if not data:
                raise DevToolsError(f"the browser is gone; waited for {what}")
            *whole, self._unread = (self._unread + data).split(b"\0")
            self._messages.extend(json.loads(part) for part in whole)
        return self._messages.popleft()
