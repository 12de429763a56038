"""What of a rule decides on its situations."""

from dataclasses import replace
from uuid import UUID

import pytest

from liveapp.domain.alerts.rules import AlertRule, LosingStreak

RULE = AlertRule(UUID(int=1), LosingStreak(5))


@pytest.mark.parametrize("change", [{"condition": LosingStreak(6)}, {"stream_id": UUID(int=2)}])
def test_a_rule_about_something_else_is_judged_anew(change) -> None:
    assert replace(RULE, **change).judged != RULE.judged


@pytest.mark.parametrize("change", [{"rest_s": 1}, {"notifies": True}, {"sounds": True}])
def test_how_a_rule_tells_changes_nothing_of_what_it_judges(change) -> None:
    assert replace(RULE, **change).judged == RULE.judged
