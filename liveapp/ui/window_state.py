"""Where the window was and what it showed, kept for the next start within a second of its change."""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, QObject, QTimer

from liveapp.domain.state_store import StateStore
from liveapp.ui.questions import Question, Questions

logger = logging.getLogger(__name__)

SAVED_AFTER_MS = 700
"""How long after its first change the state is written: within a second of it, whatever follows."""

Value = str | dict[str, str]


class WindowState:
    """Texts, yes/no answers and Qt's own states by name.

    Nothing in it is needed: a missing or unreadable value is as if it had never been kept, and a file
    that nobody of us wrote is told in the log and left alone until it is replaced.
    """

    def __init__(self, store: StateStore) -> None:
        self.store = store
        self._values: dict[str, Value] = {}
        try:
            content = store.read()
            self._values = {} if content is None else _values_in(content)
        except (OSError, ValueError, RecursionError) as problem:
            logger.warning("what the window remembered is not used: %s", problem)

    def text(self, name: str, default: str = "") -> str:
        """The text kept under a name."""
        value = self._values.get(name)
        return value if isinstance(value, str) else default

    def keep_text(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        self._values[name] = value

    def flag(self, name: str, default: bool) -> bool:
        """The yes/no answer kept under a name."""
        return {"on": True, "off": False}.get(self.text(name), default)

    def keep_flag(self, name: str, value: bool) -> None:
        """Keep a yes/no answer."""
        self.keep_text(name, "on" if value else "off")

    def texts(self, name: str) -> dict[str, str]:
        """The texts that a part of the window kept together."""
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def keep_texts(self, name: str, values: Mapping[str, str]) -> None:
        """Keep several texts together under one name."""
        self._values[name] = dict(values)

    def qt_state(self, name: str) -> QByteArray:
        """A state that Qt made (geometry, splitter, header); empty where there is none."""
        try:
            return QByteArray(b64decode(self.text(name), validate=True))
        except ValueError:  # no base64, or not even ASCII
            return QByteArray()

    def keep_qt_state(self, name: str, value: QByteArray) -> None:
        """Keep a state that Qt made."""
        self.keep_text(name, b64encode(value.data()).decode("ascii"))

    def content(self) -> bytes:
        """All that is kept, as it is written."""
        return (json.dumps(self._values, indent=1, sort_keys=True) + "\n").encode("ascii")


class StateSaver(QObject):
    """Has the state written soon after it changed, off the window's thread; `save_now` at the end.

    The first change decides when: those that follow are written with it, and postpone nothing.
    """

    def __init__(
        self, state: WindowState, collect: Callable[[], object], questions: Questions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._collect = collect
        self._questions = questions
        self._written = state.content()
        self._writing: Question | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVED_AFTER_MS)
        self._timer.timeout.connect(self._save)

    def note_change(self, *_: object) -> None:
        """Something that is kept is other than before."""
        if not self._timer.isActive():
            self._timer.start()

    def save_now(self) -> None:
        """Write what is so now, before this returns."""
        self._timer.stop()
        if self._writing is not None:
            self._writing.cancel()
        self._collect()
        self._told(self._write(self._state.content(), lambda: False))

    def _save(self) -> None:
        if self._writing is not None:  # a slow disk: one after the other
            self._timer.start()
            return
        self._collect()
        content = self._state.content()
        if content != self._written:
            self._written = content
            self._writing = self._questions.ask(
                self, lambda question: self._write(content, question.is_cancelled), self._told
            )

    def _write(self, content: bytes, is_outdated: Callable[[], bool]) -> OSError | None:
        try:
            self._state.store.write(content, is_outdated)
        except OSError as problem:
            return problem
        return None

    def _told(self, problem: OSError | None) -> None:
        self._writing = None
        if problem is not None:
            logger.warning("what the window shows cannot be kept for the next start: %s", problem)


def _values_in(content: bytes) -> dict[str, Value]:
    """What a file holds, but for what is neither a text nor texts by name.

    Raises:
        ValueError, RecursionError: nobody of us wrote that.
    """
    text = content.decode("utf-8")
    kept = json.loads(text)
    if not isinstance(kept, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 - what is wrong is what was written
    values: dict[str, Value] = {}
    for name, value in kept.items():
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, dict):
            values[name] = {key: one for key, one in value.items() if isinstance(one, str)}
    # Half a surrogate pair is no text that Qt could show.
    json.dumps(values, ensure_ascii=False).encode("utf-8")
    return values
