"""The extension's folder: loadable as it is, told in its README, and careful with texts and requests."""

import json
import re
import struct

from tests.clients.extension import FOLDER

MANIFEST = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")
SCRIPTS = {
    path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js")
}
PAGES = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*.html")]

MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function")
REQUEST = re.compile(r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon")


def files_of(part: object) -> set[str]:
    """The paths of files that a part of the manifest names."""
    if isinstance(part, str):
        return {part} if re.search(r"\.(js|html|png)$", part) else set()
    values = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return {file for value in values for file in files_of(value)}


def test_each_file_that_is_named_is_there() -> None:
    named = files_of(MANIFEST)
    for page in PAGES:
        named |= set(re.findall(r'(?:src|href)="([^"]+)"', page))
    for name, script in SCRIPTS.items():
        folder = (FOLDER / name).parent
        named |= {
            (folder / part).resolve().relative_to(FOLDER.resolve()).as_posix()
            for part in re.findall(r'from "([^"]+)"', script)
        }
    assert len(named) > len(SCRIPTS)
    assert [name for name in sorted(named) if not (FOLDER / name).is_file()] == []


def test_each_script_and_permission_is_explained() -> None:
    wanted = {
        name.rpartition("/")[2] for name in SCRIPTS if not name.startswith(("options", "popup", "page."))
    }
    wanted |= {*MANIFEST["permissions"], *MANIFEST["host_permissions"]}
    assert [name for name in sorted(wanted) if name not in README] == []


def test_icons_have_the_sizes_that_the_manifest_says() -> None:
    for size, name in {**MANIFEST["icons"], **MANIFEST["action"]["default_icon"]}.items():
        head = (FOLDER / name).read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        assert struct.unpack(">II", head[16:24]) == (int(size), int(size))


def test_no_text_is_taken_for_markup_or_code() -> None:
    assert [name for name, script in SCRIPTS.items() if MARKUP.search(script)] == []


def test_only_one_file_makes_requests_and_one_watches_those_of_the_page() -> None:
    making = [name for name, script in SCRIPTS.items() if REQUEST.search(script)]
    assert sorted(making) == ["page/watch.js", "worker/receiver.js"]


def test_no_permission_is_asked_for_beyond_what_is_used() -> None:
    used = "\n".join(script for name, script in SCRIPTS.items() if name.startswith("worker/"))
    assert MANIFEST["permissions"] == ["alarms", "scripting", "unlimitedStorage"]
    assert "chrome.alarms" in used
    assert "chrome.scripting" in used
    assert "chrome.storage." not in used
