"""The Run key, with a registry in memory: the real one is there on Windows alone."""

import sys

import pytest

from liveapp.app.core.login_start.entry import LoginStartRefused
from liveapp.app.core.login_start.windows import (
    APPROVED,
    MAX_COMMAND,
    RUN,
    RunKey,
    UserRegistry,
    command_line,
)

COMMAND = (r"C:\Program Files\liveapp\liveapp.exe",)
ENABLED = b"\x02" + bytes(11)
DISABLED = b"\x03" + bytes(3) + b"\x10\x20\x30\x40\x50\x60\x70\x80"


class MemoryRegistry:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.is_locked = False

    def value(self, key: str, name: str) -> object:
        return self.values.get((key, name))

    def put_text(self, key: str, name: str, text: str) -> None:
        if self.is_locked:
            raise PermissionError(13, "Access is denied")
        self.values[key, name] = text

    def remove(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


@pytest.fixture
def registry() -> MemoryRegistry:
    return MemoryRegistry()


def test_turned_on_and_off_it_is_what_the_key_says(registry: MemoryRegistry) -> None:
    key = RunKey(registry)
    assert not key.is_on()
    key.turn_on(COMMAND)
    assert key.is_on()
    assert registry.values == {(RUN, "liveapp"): '"C:\\Program Files\\liveapp\\liveapp.exe"'}
    key.turn_off()
    key.turn_off()
    assert registry.values == {}


@pytest.mark.parametrize(("approved", "is_on"), [(ENABLED, True), (DISABLED, False), (b"", True), (3, True)])
def test_what_the_task_manager_disabled_is_off(
    registry: MemoryRegistry, approved: object, is_on: bool
) -> None:
    registry.values = {(RUN, "liveapp"): "liveapp.exe", (APPROVED, "liveapp"): approved}
    assert RunKey(registry).is_on() == is_on


def test_turned_on_it_is_disabled_no_more(registry: MemoryRegistry) -> None:
    registry.values = {(RUN, "liveapp"): "liveapp.exe", (APPROVED, "liveapp"): DISABLED}
    RunKey(registry).turn_on(COMMAND)
    assert RunKey(registry).is_on()


def test_a_registry_that_cannot_be_written_is_told_and_nothing_changes(registry: MemoryRegistry) -> None:
    registry.values = {(RUN, "liveapp"): "liveapp.exe", (APPROVED, "liveapp"): DISABLED}
    registry.is_locked = True
    before = dict(registry.values)
    with pytest.raises(PermissionError):
        RunKey(registry).turn_on(COMMAND)
    assert registry.values == before


def as_windows_reads(line: str) -> list[str]:
    """A command line taken apart as Microsoft's C library does it: 2n backslashes before a quote are n."""
    words: list[str] = []
    word, is_quoted, begun, backslashes = "", False, False, 0
    for letter in line:
        if letter == "\\":
            backslashes += 1
            begun = True
            continue
        if letter == '"':
            word += "\\" * (backslashes // 2)
            if backslashes % 2:
                word += '"'
            else:
                is_quoted = not is_quoted
            begun, backslashes = True, 0
            continue
        word += "\\" * backslashes
        backslashes = 0
        if letter in " \t" and not is_quoted:
            if begun:
                words.append(word)
            word, begun = "", False
        else:
            word += letter
            begun = True
    word += "\\" * backslashes
    return [*words, word] if begun else words


@pytest.mark.parametrize(
    "word",
    [
        r"C:\my bets",
        "C:\\my bets\\",
        "C:\\bets\\",
        r"C:\100% %PATH%\x",
        r"C:\Fußball 数据",
        r"C:\a^b&c;d=e",
        'C:\\"quoted\\"',
        "",
    ],
)
def test_hostile_words_come_back_whole(word: str) -> None:
    command = [r"C:\live app\liveapp.exe", "--data-dir", word]
    assert as_windows_reads(command_line(command)) == command


def test_what_the_key_cannot_hold_is_refused(registry: MemoryRegistry) -> None:
    key = RunKey(registry)
    for command in (["C:\\a\nb.exe"], ['C:\\a"b.exe'], ["C:\\" + "x" * MAX_COMMAND]):
        with pytest.raises(LoginStartRefused):
            key.turn_on(command)
    assert registry.values == {}


@pytest.mark.skipif(sys.platform != "win32", reason="the registry is Windows'")
def test_windows_own_registry_keeps_and_removes_a_value() -> None:
    registry = UserRegistry()
    key, name = r"Software\liveapp-test", "liveapp"
    assert registry.value(key, name) is None
    registry.put_text(key, name, "%PATH%")
    assert registry.value(key, name) == "%PATH%"
    registry.remove(key, name)
    registry.remove(key, name)
    assert registry.value(key, name) is None
