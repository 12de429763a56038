"""What replies of the receiver share."""

import pytest

from liveapp.schemas.openapi_replies import (
    COMMON_HEADERS,
    HEADERS,
    REFUSALS,
    RefusalReply,
    reply_headers,
)


def test_every_reply_has_the_common_headers_and_its_own() -> None:
    assert tuple(reply_headers()) == COMMON_HEADERS
    assert tuple(reply_headers("ETag")) == (*COMMON_HEADERS, "ETag")
    assert reply_headers("ETag")["ETag"] == {"$ref": "#/components/headers/ETag"}


def test_every_header_that_a_refusal_names_is_described() -> None:
    for refusal in REFUSALS.values():
        assert set(reply_headers(*refusal.headers)) <= set(HEADERS)
    assert all(header["description"] for header in HEADERS.values())


def test_a_header_that_only_some_replies_carry_is_not_required() -> None:
    assert HEADERS["Cache-Control"]["required"]
    assert "required" not in HEADERS["Vary"]
    assert "required" not in HEADERS["X-RateLimit-Limit"]


@pytest.mark.parametrize(
    ("by_server", "types"), [(True, {"application/json", "text/plain"}), (False, {"application/json"})]
)
def test_only_what_the_server_refuses_by_itself_may_be_plain_text(by_server: bool, types: set[str]) -> None:
    assert set(RefusalReply("Name", "Why.", by_server=by_server).response()["content"]) == types


def test_a_refusal_that_lists_problems_may_also_be_a_sentence() -> None:
    plain = RefusalReply("Name", "Why.").response()["content"]["application/json"]["schema"]
    listed = RefusalReply("Name", "Why.", lists_problems=True).response()["content"]["application/json"][
        "schema"
    ]
    assert plain == {"$ref": "#/components/schemas/Refusal"}
    assert listed == {"oneOf": [plain, {"$ref": "#/components/schemas/Misfit"}]}


def test_names_of_refusals_are_never_alike() -> None:
    assert len({refusal.name for refusal in REFUSALS.values()}) == len(REFUSALS)
