"""How the document is put together; `tests/integration/test_openapi.py` holds it against the receiver."""

import json
from pathlib import Path
from typing import Any

import pytest

from liveapp import __version__
from liveapp.schemas.openapi import as_text, build_document, main
from liveapp.schemas.operations import OPERATIONS

DOCUMENT = build_document()


def operation(path: str, method: str) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENT["paths"][path][method]
    return found


def test_every_row_is_in_the_document() -> None:
    told = {(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert told == {(row.path, row.method) for row in OPERATIONS}
    assert DOCUMENT["info"]["version"] == __version__


def test_only_rows_behind_the_token_ask_for_it() -> None:
    assert DOCUMENT["security"] == []
    assert "security" not in operation("/healthz", "get")
    assert operation("/live/ingest", "post")["security"] == [{"ingestToken": []}]


def test_a_query_parameter_that_may_be_left_out_is_told_without_null() -> None:
    parameters = {one["name"]: one for one in operation("/live/streams/{id}/bets", "get")["parameters"]}
    assert parameters["min_multiplier"]["required"] is False
    assert parameters["min_multiplier"]["schema"] == {"type": "number", "minimum": 0}
    assert parameters["id"]["in"] == "path"
    tail = {one["name"]: one for one in operation("/live/streams/{id}/tail", "get")["parameters"]}
    assert tail["since_id"]["required"] is True


def test_a_reply_is_its_model_or_one_of_several_or_csv() -> None:
    ingest = operation("/live/ingest", "post")["responses"]["200"]["content"]["application/json"]["schema"]
    assert [one["$ref"].split("/")[-1] for one in ingest["oneOf"]] == [
        "BetAccepted",
        "HeartbeatAccepted",
        "BatchAccepted",
    ]
    export = operation("/live/streams/{id}/export.csv", "get")["responses"]["200"]
    assert set(export["content"]) == {"text/csv"}
    assert "ETag" in operation("/live/streams/{id}", "get")["responses"]["200"]["headers"]
    assert "ETag" not in export["headers"]


def test_only_a_change_of_notes_may_be_made_on_a_condition() -> None:
    conditional = {
        (path, method)
        for path, methods in DOCUMENT["paths"].items()
        for method, told in methods.items()
        if any(one["name"] == "If-Match" for one in told["parameters"])
    }
    assert conditional == {("/live/streams/{id}", "put")}


def test_the_text_is_json_that_ends_in_a_line_break() -> None:
    text = as_text({"a": "ü…"})
    assert text == '{\n  "a": "ü…"\n}\n'
    assert json.loads(as_text(DOCUMENT)) == DOCUMENT


def test_the_document_is_printed_or_written_to_the_file_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([])
    assert capsys.readouterr().out == as_text(DOCUMENT)
    main([str(tmp_path / "openapi.json")])
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == as_text(DOCUMENT)
    assert capsys.readouterr().out == ""
