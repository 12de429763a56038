"""The documentation is complete, and what it shows works."""

import argparse
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from liveapp.app.core.options import _parser
from liveapp.receiver.origins import PREFLIGHT_HEADERS
from liveapp.settings import Settings
from tests.bets import TOKEN, Json
from tests.documents import blocks_of
from tests.http_client import strict_json

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HTTP_API = (DOCS / "http-api.md").read_text(encoding="utf-8")
OPENAPI: Json = json.loads((ROOT / "resources" / "openapi.json").read_text(encoding="utf-8"))
EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md")))
BASE_URL = "http://127.0.0.1:17888"
DATA_FOLDER = "~/.local/share/liveapp"
EXAMPLE_STREAM = "6f1c2f0a-52a5-4f4e-9b53-0d3f1f6a7b10"
EXAMPLE_CODE = "123456"
SAME_IN_EVERY_REPLY = ("detail", "msg", "type", "loc", "status", "app", "accepted", "rejected", "total_bets")


@dataclass(frozen=True, slots=True)
class Example:
    """One command of the page, and the reply that is shown for it."""

    command: str
    status: int
    reply_kind: str | None
    reply: str


def read_page() -> tuple[str, list[Example]]:
    """The lines that all commands need, and the commands in order."""
    first, *blocks = blocks_of("http-api.md")
    assert first.language == "sh"
    examples = []
    for block, follows in zip_longest(blocks, blocks[1:]):
        if block.language == "sh":
            status = re.search(r"# (\d{3})$", block.text.strip())
            assert status, f"a command without its status: {block.text}"
            is_shown = follows is not None and follows.language != "sh"
            reply_kind, reply = (follows.language, follows.text) if is_shown else (None, "")
            examples.append(Example(block.text, int(status.group(1)), reply_kind, reply))
    return first.text, examples


def assert_like(shown: Any, real: Any, place: str = "reply") -> None:
    """The same fields, kinds of values and words; numbers, ids and times may differ."""
    if shown is None or isinstance(shown, str | bool):
        assert type(real) is type(shown), place
        if place.rpartition(".")[2] in SAME_IN_EVERY_REPLY:
            assert real == shown, place
    elif isinstance(shown, dict):
        assert list(real) == list(shown) or sorted(real) == sorted(shown), place
        for name, value in shown.items():
            assert_like(value, real[name], f"{place}.{name}")
    elif isinstance(shown, list):
        assert len(real) >= len(shown), place
        for one, other in zip(shown, real, strict=False):
            assert_like(one, other, place)
    else:
        assert isinstance(real, int | float), place


@pytest.fixture
def bash(service: "Service", client: httpx.Client, tmp_path: Path) -> Callable[[str], tuple[int, str]]:
    """Runs a command of the page against `service`; the status and body of the reply."""
    for program in ("bash", "curl"):
        assert shutil.which(program), f"{program} is needed to run the commands of docs/http-api.md"
    (tmp_path / "ingest-token").write_text(TOKEN, encoding="utf-8")
    service.keeper.back_up()
    preamble, _ = read_page()
    assert BASE_URL in preamble
    assert DATA_FOLDER in preamble

    def run(command: str) -> tuple[int, str]:
        # The status comes as a last line of its own.
        counted = "curl() { command curl --noproxy '*' -w '\\n%{http_code}' \"$@\"; }"
        script = f"set -eu\n{counted}\n{preamble}{command}"
        script = script.replace(BASE_URL, str(service.receiver_url)).replace(DATA_FOLDER, str(tmp_path))
        streams = client.get("/live/streams").json()["streams"]
        if EXAMPLE_CODE in command:
            script = script.replace(EXAMPLE_CODE, service.pairing.begin())
        if streams:
            script = script.replace(EXAMPLE_STREAM, streams[0]["id"])
        done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=True)
        body, _, status = done.stdout.decode("utf-8").rpartition("\n")
        return int(status), body

    return run


def test_every_command_of_the_page_does_what_it_shows(bash: Callable[[str], tuple[int, str]]) -> None:
    _, examples = read_page()
    assert len(examples) >= 12
    for example in examples:
        status, body = bash(example.command)
        assert status == example.status, (example.command, body)
        if example.reply_kind == "json":
            assert_like(strict_json(example.reply), strict_json(body), "reply")
        elif example.reply_kind == "csv":
            assert body.startswith(example.reply.splitlines()[0] + "\r\n")
            shape = re.compile(r"\d+")
            assert shape.sub("0", body.split("\r\n")[1]) == shape.sub("0", example.reply.splitlines()[1])
        else:
            assert example.reply_kind is None


def test_every_route_has_a_chapter_and_a_command(service: "Service") -> None:
    commands = "\n".join(example.command for example in read_page()[1])
    for route in service._application.routes:
        path = re.sub(r"<path_(\w+)>", r"{\1}", route.rule)
        assert f"\n## {route.method} {path}\n" in HTTP_API
        address = f'"$URL{path.replace("{id}", "$STREAM").replace("{bet_id}", "$BET")}'
        method = "" if route.method in ("GET", "POST") else f"-X {route.method} "
        assert re.search(re.escape(method + address) + r'["?]', commands), (
            f"no command for {route.method} {path}"
        )


def properties(schema: Any) -> set[str]:
    """Names of all fields in a schema and what it holds."""
    if isinstance(schema, list):
        return set().union(*map(properties, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(properties, schema.values()))


def test_every_field_parameter_header_and_status_of_the_api_is_told() -> None:
    names = properties(OPENAPI["components"]["schemas"]) | set(OPENAPI["components"]["headers"])
    names |= set(PREFLIGHT_HEADERS) - {
        "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers",
        "Access-Control-Max-Age",
    }
    statuses = set()
    for methods in OPENAPI["paths"].values():
        for operation in methods.values():
            names |= {one["name"] for one in operation["parameters"]}
            statuses |= set(operation["responses"])
    assert {name for name in names if not re.search(rf"[`\"]{re.escape(name)}[`\":]", HTTP_API)} - {
        "id"
    } == set()
    assert {status for status in statuses - {"200"} if f"\n| {status} | " not in HTTP_API} == set()


def test_every_option_and_every_setting_is_told() -> None:
    parser: argparse.ArgumentParser = _parser()
    options = {name for action in parser._actions for name in action.option_strings if name.startswith("--")}
    assert options >= {"--port", "--headless", "--help"}
    assert {name for name in options if f"`{name}" not in EVERYTHING} == set()
    variables = {f"LIVEAPP_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in variables if f"`{name}" not in EVERYTHING} == set()


def anchors_of(page: Path) -> set[str]:
    """What links to the headings of a page end in."""
    lines = page.read_text(encoding="utf-8").splitlines()
    headings = [line.lstrip("# ").lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            if "://" in target:
                continue
            aim = page.parent / path if path else page
            assert aim.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors_of(aim), f"{page.name}: {target}"
