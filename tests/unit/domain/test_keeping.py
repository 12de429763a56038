"""What checks and health say in short."""

import pytest

from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import OK, CheckResult, StoreHealth, no_report


@pytest.mark.parametrize(
    ("integrity", "totals", "is_sound"), [(OK, OK, True), (OK, "wrong", False), ("page 7", OK, False)]
)
def test_a_check_is_sound_where_nothing_is_wrong(integrity: str, totals: str, is_sound: bool) -> None:
    assert CheckResult(integrity, totals, 1, 2).is_sound is is_sound


@pytest.mark.parametrize("fault", [None, "The disk is full"])
def test_a_store_without_a_fault_is_writable(fault: str | None) -> None:
    assert StoreHealth(fault, False, 0, 0, None).is_writable is (fault is None)


def test_work_that_nobody_watches_may_report() -> None:
    no_report(Progress(1, 2))
