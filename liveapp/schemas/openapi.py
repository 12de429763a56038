"""The OpenAPI 3.1 document of the receiver, made from the models that check requests and write replies.

    python -m liveapp.schemas.openapi [FILE]

prints it, or writes it to the file.
"""

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from liveapp import __version__
from liveapp.schemas.ingest import MAX_BATCH, BetIn, HeartbeatIn
from liveapp.schemas.openapi_replies import HEADERS, REFUSALS, reply_headers
from liveapp.schemas.operations import OPERATIONS, Operation, json_of
from liveapp.schemas.replies import Degraded, Health, Misfit, Refusal
from liveapp.schemas.requests import BookmarkIn, NotesIn, PairingIn, QueryModel, SeedIn

DESCRIPTION = """\
Records what bots and browser extensions post, and gives it back. Listens on 127.0.0.1 only.

Times are ISO-8601 in UTC with microseconds and `Z`. `HEAD` is answered wherever `GET` is.
Pages of browser extensions and of allowed origins may call: `OPTIONS` with
`Access-Control-Request-Method` is answered 204 to them, and replies name their origin.
"""

STREAM_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The stream's id.",
    "schema": {"type": "string", "format": "uuid"},
}

BET_ID = {
    "name": "bet_id",
    "in": "path",
    "required": True,
    "description": "The bet's `id`.",
    "schema": {"type": "integer", "minimum": 1},
}

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "Change the notes only if this is still their `ETag`; several may be listed, `*` is any.",
    "schema": {"type": "string"},
}


ORIGIN = {
    "name": "Origin",
    "in": "header",
    "required": True,
    "description": "A browser extension's, as browsers send it.",
    "schema": {
        "type": "string",
        "pattern": r"^(chrome-extension|moz-extension|safari-web-extension)://[^\s,]+$",
    },
}


class _Schemas(GenerateJsonSchema):
    """JSON schemas without the titles that only repeat names."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the base class gives it
        return False


def build_document() -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "liveapp", "version": __version__, "description": DESCRIPTION},
        "servers": [{"url": "http://127.0.0.1:17888"}],
        "security": [],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "headers": HEADERS,
            "responses": {refusal.name: refusal.response() for refusal in REFUSALS.values()},
            "securitySchemes": {
                "ingestToken": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-Ingest-Token",
                    "description": "Required below `/live/` but for pairing, unless that is switched off.",
                }
            },
        },
    }


def as_text(document: dict[str, Any]) -> str:
    """The document as it is checked in."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Print the document, or write it to the file that is named."""
    text = as_text(build_document())
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _operation(operation: Operation) -> dict[str, Any]:
    document: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [
            *([STREAM_ID] if operation.is_of_stream else []),
            *([BET_ID] if operation.is_of_bet else []),
            *(_query_parameters(operation.query) if operation.query else []),
            *([IF_MATCH] if 412 in operation.refusals else []),
            *([ORIGIN] if operation.is_pairing else []),
        ],
        "responses": {"200": _reply(operation), **_refusals(operation)},
    }
    if operation.body:
        document["requestBody"] = {"required": True, "content": json_of(_BODIES[operation.body]())}
    if operation.needs_token:
        document["security"] = [{"ingestToken": []}]
    return document


def _query_parameters(query: type[QueryModel]) -> list[dict[str, Any]]:
    schema = query.model_json_schema(schema_generator=_Schemas)
    return [
        _query_parameter(name, dict(of), name in schema.get("required", []))
        for name, of in schema["properties"].items()
    ]


def _query_parameter(name: str, schema: dict[str, Any], is_required: bool) -> dict[str, Any]:
    description = schema.pop("description", None)
    if "anyOf" in schema:
        # Null is what a parameter is that was not sent.
        (schema,) = (one for one in schema["anyOf"] if one.get("type") != "null")
    described = {"description": description} if description else {}
    return {"name": name, "in": "query", "required": is_required, **described, "schema": schema}


def _reply(operation: Operation) -> dict[str, Any]:
    if not operation.replies:
        content = {"text/csv": {"schema": {"type": "string"}}}
        return {
            "description": "The CSV.",
            "headers": reply_headers("Content-Disposition"),
            "content": content,
        }
    schemas = [_reference(model) for model in operation.replies]
    is_detail = schemas == [{"$ref": "#/components/schemas/StreamDetail"}]
    return {
        "description": " ".join((model.__doc__ or "").strip() for model in operation.replies),
        "headers": reply_headers(*(["ETag"] if is_detail else [])),
        "content": json_of(schemas[0] if len(schemas) == 1 else {"oneOf": schemas}),
    }


def _refusals(operation: Operation) -> dict[str, Any]:
    documents: dict[str, Any] = {
        str(status): {"$ref": f"#/components/responses/{REFUSALS[status].name}"}
        for status in sorted(operation.refusals)
    }
    if Health in operation.replies:
        documents["503"] = {
            "description": "The database cannot be written, or the program is stopping.",
            "headers": reply_headers("Retry-After"),
            "content": json_of({"oneOf": [_reference(Degraded), _reference(Refusal)]}),
        }
    return documents


def _observations() -> dict[str, Any]:
    one = [_reference(BetIn), _reference(HeartbeatIn)]
    batch = {"type": "array", "minItems": 1, "maxItems": MAX_BATCH, "items": {"anyOf": one}}
    return {"anyOf": [*one, batch]}


def _schemas() -> dict[str, Any]:
    read: list[type[BaseModel]] = [BetIn, HeartbeatIn, NotesIn, BookmarkIn, PairingIn, SeedIn]
    written: list[type[BaseModel]] = [Degraded, Refusal, Misfit]
    written += dict.fromkeys(model for operation in OPERATIONS for model in operation.replies)
    modes: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = []
    modes += [(model, "validation") for model in read]
    modes += [(model, "serialization") for model in written]
    _, made = models_json_schema(
        modes,
        ref_template="#/components/schemas/{model}",
        schema_generator=_Schemas,
    )
    schemas: dict[str, Any] = made["$defs"]
    for name, kind in (("BetIn", "bet"), ("HeartbeatIn", "heartbeat")):
        kind_schema = {"type": "string", "enum": [kind], "description": "In any case."}
        schemas[name]["properties"] = {"type": kind_schema, **schemas[name]["properties"]}
    schemas["BetIn"]["properties"]["type"]["default"] = "bet"
    schemas["HeartbeatIn"]["required"].insert(0, "type")
    return dict(sorted(schemas.items()))


def _reference(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


_BODIES: dict[str, Callable[[], dict[str, Any]]] = {
    "Observations": _observations,
    "Notes": partial(_reference, NotesIn),
    "Bookmark": partial(_reference, BookmarkIn),
    "Pairing": partial(_reference, PairingIn),
    "Seed": partial(_reference, SeedIn),
}


if __name__ == "__main__":
    main(sys.argv[1:])
