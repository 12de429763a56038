"""What is kept comes back as it was; of a text that others wrote, only what makes sense does."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from liveapp.domain.alerts.book import READY_RULES
from liveapp.domain.alerts.kept import KINDS, TEXT_LENGTH, TITLE_LENGTH, Kept, Mark, read, text_of, trimmed
from liveapp.domain.alerts.rules import MOST_HISTORY, MOST_RULES, Alert, AlertRule, NoBet, ProfitBeyond

RULE = AlertRule(UUID(int=21), NoBet(2.5), stream_id=UUID(int=7), rest_s=60, notifies=True, sounds=True)
ALERT = Alert(RULE.id, RULE.stream_id, 1_795_000_000_000_000, "No bet", "<b>€\u202e", notifies=True)
KEPT = Kept(
    rules=(RULE, replace(RULE, id=UUID(int=22), condition=ProfitBeyond("BTC", 1e-8, is_above=True))),
    history=(ALERT, replace(ALERT, stream_id=None)),
    marks=(Mark(RULE.id, RULE.stream_id, 12), Mark(RULE.id, None)),
    spoke_us=((RULE.id, 5),),
)


def test_what_is_kept_comes_back_as_it_was() -> None:
    assert read(text_of(KEPT)) == (KEPT, 0)


def test_every_kind_of_rule_is_kept() -> None:
    assert {type(rule.condition) for rule in READY_RULES} == set(KINDS.values())
    assert read(text_of(Kept(READY_RULES))) == (Kept(READY_RULES), 0)


def with_rule(**changes: Any) -> str:
    """A text of two rules, the second one changed."""
    values = json.loads(text_of(KEPT))
    values["rules"][1].update(changes)
    return json.dumps(values)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "full moon"},
        {"kind": ["profit"]},
        {"values": {}},
        {"values": None},
        {"values": {"currency": "BTC", "amount": float("nan"), "is_above": True}},
        {"values": {"currency": "BTC", "amount": float("inf"), "is_above": True}},
        {"values": {"currency": "BTC", "amount": 10**4000, "is_above": True}},
        {"values": {"currency": "BTC", "amount": True, "is_above": True}},
        {"values": {"currency": "BTC", "amount": "1", "is_above": True}},
        {"values": {"currency": 7, "amount": 1, "is_above": True}},
        {"values": {"currency": "B" * 17, "amount": 1, "is_above": True}},
        {"values": {"currency": "BTC", "amount": 1, "is_above": 1}},
        {"kind": "missed rounds", "values": {"rounds": 1.5}},
        {"kind": "missed rounds", "values": {"rounds": 10**4000}},
        {"kind": "missed rounds", "values": {"rounds": True}},
        {"id": "none"},
        {"id": 5},
        {"is_on": "yes"},
        {"is_on": None},
        {"stream_id": 5},
        {"rest_s": -1},
        {"rest_s": None},
    ],
)
def test_a_rule_that_is_not_understood_is_left_out_and_all_else_is_read(changes: dict[str, Any]) -> None:
    kept, refused = read(with_rule(**changes))
    assert refused == 1
    assert kept == replace(KEPT, rules=KEPT.rules[:1])


@pytest.mark.parametrize(
    ("spoil", "left_out"),
    [
        (lambda values: values["rules"].append(5), 1),
        (lambda values: values["history"].append({"title": "x"}), 1),
        (lambda values: values["history"].append({**values["history"][0], "text": 5}), 1),
        (lambda values: values["history"].append({**values["history"][0], "raised_us": 2**70}), 1),
        (lambda values: values["history"].append({**values["history"][0], "raised_us": 2**62}), 1),
        (lambda values: values["history"].append({**values["history"][0], "raised_us": -(2**62)}), 1),
        (lambda values: values["marks"].append([]), 1),
        (lambda values: values["marks"].append({**values["marks"][0], "at": 0.5}), 1),
        (lambda values: values["spoke"].update({"nobody": 1}), 1),
        (lambda values: values["spoke"].update({str(UUID(int=9)): None}), 1),
        (lambda values: values.update({"of a newer version": 1}), 0),
    ],
)
def test_other_entries_that_are_not_understood_are_left_out_too(
    spoil: Callable[[dict[str, Any]], object], left_out: int
) -> None:
    values = json.loads(text_of(KEPT))
    spoil(values)
    assert read(json.dumps(values)) == (KEPT, left_out)


def test_of_two_rules_with_one_id_the_first_is_read() -> None:
    values = json.loads(text_of(KEPT))
    values["rules"][1]["id"] = values["rules"][0]["id"]
    assert read(json.dumps(values))[0].rules == (RULE,)


def test_no_more_is_read_than_is_kept() -> None:
    values = json.loads(text_of(KEPT))
    values["rules"] = [{**values["rules"][0], "id": str(UUID(int=place))} for place in range(MOST_RULES + 9)]
    values["history"] *= MOST_HISTORY
    kept, refused = read(json.dumps(values))
    assert (len(kept.rules), len(kept.history), refused) == (MOST_RULES, MOST_HISTORY, 9 + MOST_HISTORY)


@pytest.mark.parametrize("text", ["", "[]", "7", '{"rules": [', "[" * 200_000, '{"x":' + "9" * 5000 + "}"])
def test_what_is_no_such_text_raises(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read(text)


def test_parts_that_are_no_lists_hold_nothing() -> None:
    assert read('{"rules": {}, "history": 5, "marks": null, "spoke": []}') == (Kept(), 0)


def test_texts_are_cut_to_what_is_kept_and_can_be_written() -> None:
    alert = trimmed(replace(ALERT, title="t" * 5000, text="half \ud800\n\0" + "x" * 5000))
    assert len(alert.title) == TITLE_LENGTH
    assert len(alert.text) == TEXT_LENGTH
    assert alert.text.startswith("half ? x")
    assert text_of(Kept(history=(alert,))).encode("utf-8")
