"""Queries and notes, and what is no query and no note."""

from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.errors import NOTHING
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.requests import (
    MAX_BETS,
    MAX_STREAMS,
    BetsQuery,
    MetricsQuery,
    OutOfRange,
    QueryModel,
    StreamsQuery,
    TailQuery,
    VerifyQuery,
    parse_bet_id,
    parse_bookmark,
    parse_notes,
    parse_pairing,
    parse_query,
    parse_seed,
)


def test_an_empty_query_has_the_defaults() -> None:
    assert parse_query(StreamsQuery, "") == StreamsQuery(limit=50, offset=0)
    assert parse_query(BetsQuery, "") == BetsQuery(
        limit=100, offset=0, min_multiplier=None, order="nonce_asc", include_distance=False
    )
    assert parse_query(MetricsQuery, "") == MetricsQuery(multipliers=(), bucket_size=1000, top_peaks_limit=20)
    assert parse_query(TailQuery, "since_id=0") == TailQuery(since_id=0, limit=MAX_BETS)


def test_parameters_are_read_the_last_of_repeated_ones_and_unknown_ones_not_at_all() -> None:
    query = parse_query(BetsQuery, "limit=5&offset=2&limit=7&order=id_desc&min_multiplier=1.5&x=1")
    assert query == BetsQuery(limit=7, offset=2, min_multiplier=1.5, order="id_desc")
    assert parse_query(BetsQuery, "min_multiplier=").min_multiplier is None


def test_multipliers_count_as_often_as_they_come_in_their_order() -> None:
    query = parse_query(MetricsQuery, "multipliers=4.5&bucket_size=7&multipliers=2&multipliers=4.5")
    assert (query.multipliers, query.bucket_size) == ((4.5, 2.0, 4.5), 7)


@pytest.mark.parametrize(
    ("model", "query", "reason"),
    [
        (StreamsQuery, "limit=0", "at least 1"),
        (StreamsQuery, f"limit={MAX_STREAMS + 1}", f"cannot exceed {MAX_STREAMS}"),
        (StreamsQuery, "offset=-1", "Offset cannot be negative"),
        (BetsQuery, f"limit={MAX_BETS + 1}", f"cannot exceed {MAX_BETS}"),
        (BetsQuery, "limit=-5", "at least 1"),
        (BetsQuery, "min_multiplier=-0.1", "min_multiplier cannot be negative"),
        (TailQuery, "since_id=-1", "since_id cannot be negative"),
        (TailQuery, "since_id=1&limit=0", "at least 1"),
        (MetricsQuery, "multipliers=1&multipliers=-2", "multipliers must be greater than 0"),
        (MetricsQuery, "&".join(["multipliers=1"] * 51), "multipliers cannot be more than 50"),
        (MetricsQuery, "bucket_size=0", "bucket_size must be at least 1"),
        (MetricsQuery, "top_peaks_limit=0", "top_peaks_limit must be at least 1"),
        (MetricsQuery, "top_peaks_limit=101", "top_peaks_limit cannot exceed 100"),
    ],
)
def test_a_number_that_is_not_allowed_is_out_of_range(
    model: type[QueryModel], query: str, reason: str
) -> None:
    with pytest.raises(OutOfRange, match=reason):
        parse_query(model, query)


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (TailQuery, ""),
        (TailQuery, "since_id="),
        (StreamsQuery, "limit=ten"),
        (StreamsQuery, "limit=1.5"),
        (BetsQuery, "min_multiplier=nan"),
        (BetsQuery, "min_multiplier=inf"),
        (BetsQuery, "order=random"),
        (MetricsQuery, "multipliers=1&multipliers=nan"),
        (MetricsQuery, "multipliers="),
        (BetsQuery, "include_distance=perhaps"),
        (StreamsQuery, "limit=" + "9" * 5000),
    ],
)
def test_what_is_no_number_or_choice_is_unprocessable(model: type[QueryModel], query: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_query(model, query)
    assert isinstance(refused.value.detail, list)
    assert refused.value.detail[0]["loc"][0] == "query"


@given(query=st.text())
@pytest.mark.parametrize("model", [StreamsQuery, BetsQuery, TailQuery, VerifyQuery, MetricsQuery])
def test_any_query_string_is_taken_or_refused(model: type[QueryModel], query: str) -> None:
    try:
        parsed = parse_query(model, query)
    except (Unprocessable, OutOfRange):
        return
    parsed.check_ranges()


@pytest.mark.parametrize(
    ("body", "note"), [({}, None), ({"note": None}, None), ({"note": " a ", "x": 1}, " a ")]
)
def test_a_bookmark_has_a_note_or_none(body: object, note: str | None) -> None:
    assert parse_bookmark(body).note == note


@pytest.mark.parametrize("body", [None, [], "note", 1, {"note": 1}, {"note": ["a"]}, {"note": "a\0"}])
def test_what_is_no_bookmark_is_refused(body: object) -> None:
    with pytest.raises(Unprocessable):
        parse_bookmark(body)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("-5", -5), ("007", 7), ("9" * 40, int("9" * 40))])
def test_a_bets_id_is_an_integer_of_any_size(text: str, number: int) -> None:
    assert parse_bet_id(text) == number


@pytest.mark.parametrize(
    "text", ["", "-", "--1", "+1", " 1", "1\n", "1.0", "1_0", "0x1", "\u0661", "\u00b2", "9" * 5000]
)
def test_what_is_no_integer_is_no_bets_id(text: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_bet_id(text)
    assert refused.value.place == ("path", "bet_id")


def test_notes_that_were_not_sent_are_told_from_notes_that_are_null() -> None:
    assert parse_notes({}).model_fields_set == set()
    assert parse_notes({"notes": None}).model_fields_set == {"notes"}
    assert parse_notes({"notes": " red ", "other": 1}).notes == " red "


@pytest.mark.parametrize(
    "body", [None, [], "notes", 1, {"notes": 1}, {"notes": ["a"]}, {"notes": "a\0"}, {"notes": "\ud800"}]
)
def test_what_are_no_notes_is_refused(body: object) -> None:
    with pytest.raises(Unprocessable):
        parse_notes(body)


def test_a_pairing_code_is_any_text_that_is_not_too_long() -> None:
    for code in ("", "123456", " 12 ", "é\0", "1" * 200):
        assert parse_pairing({"code": code, "other": 1}).code == code


@pytest.mark.parametrize(
    "body", [None, [], "123456", 123456, {}, {"code": 123456}, {"code": None}, {"code": "1" * 201}]
)
def test_what_is_no_pairing_code_is_refused_and_told_to_nobody(body: object) -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_pairing(body)
    assert refused.value.given is NOTHING


@pytest.mark.parametrize("seed", ["a", " a\n", "x" * 200, "\U0001f600" * 200, "A'\"<b>"])
def test_a_seed_is_taken_as_it_is(seed: str) -> None:
    assert parse_seed({"server_seed": seed, "other": 1}) == seed
    query = f"server_seed={quote(seed)}&client_seed={quote_plus(seed)}&nonce=0&difficulty=Hard"
    assert parse_query(VerifyQuery, query) == VerifyQuery(
        server_seed=seed, client_seed=seed, nonce=0, difficulty="hard"
    )


@pytest.mark.parametrize("value", ["", "x" * 201, "a\0", "\ud800", None, 5, ["a"], {}])
def test_what_is_no_seed_is_refused_and_told_to_nobody(value: object) -> None:
    for body in ({"server_seed": value}, value, [value], {"seed": value}):
        with pytest.raises(Unprocessable) as refused:
            parse_seed(body)
        assert refused.value.given is NOTHING


@pytest.mark.parametrize("text", ["%ff", "%ed%a0%80", "a%c3", "%00", ""])
def test_a_query_that_is_no_text_is_not_taken_for_another_text(text: str) -> None:
    with pytest.raises(Unprocessable):
        parse_query(VerifyQuery, f"server_seed={text}&client_seed=c&nonce=1&difficulty=easy")


@pytest.mark.parametrize(
    ("nonce", "fits"), [("0", True), (str(2**63 - 1), True), ("-1", False), (str(2**63), False)]
)
def test_a_computed_rounds_nonce_fits_where_the_database_could_hold_it(nonce: str, fits: bool) -> None:
    query = f"server_seed=s&client_seed=c&nonce={nonce}&difficulty=easy"
    if fits:
        assert parse_query(VerifyQuery, query).nonce == int(nonce)
    else:
        with pytest.raises(Unprocessable):
            parse_query(VerifyQuery, query)
