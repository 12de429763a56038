"""A first start that is killed at any call that changes a file: the next one comes up."""

import pytest

from tests.faults.conftest import ProgramFactory, spread
from tests.faults.lab import Lab
from tests.faults.starts import FIRST_START, comes_up_and_works
from tests.faults.strace import needs_strace

SHARES = 4
CALLS_PER_SHARE = 2


@needs_strace
@pytest.mark.parametrize("share", range(SHARES))
def test_a_first_start_killed_at_any_call_leaves_a_folder_that_the_next_start_takes(
    lab: Lab, program_factory: ProgramFactory, share: int
) -> None:
    calls = lab.calls(FIRST_START)
    assert len(calls) > 40
    for call in spread(calls[share::SHARES], CALLS_PER_SHARE):
        ended = lab.killed_at(FIRST_START, call)
        assert ended.status == -9, f"never came to {call}"
        comes_up_and_works(program_factory, ended.home)
        lab.forget(ended)
