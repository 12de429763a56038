"""A few power cuts; `python -m tests.faults.power_cuts` makes many."""

from pathlib import Path

import pytest

from tests.faults.disks import ExtDisk, needs_power_cuts
from tests.faults.power_cuts import cut_first_starts, cuts
from tests.faults.strace import needs_attachment


@needs_power_cuts
def test_what_was_acknowledged_outlives_a_power_cut(tmp_path: Path) -> None:
    with ExtDisk(tmp_path) as disk:
        assert len(cuts(tmp_path, disk, times=2)) == 2
        cut_first_starts(tmp_path, disk, times=1)


@needs_power_cuts
@needs_attachment
def test_a_disk_that_lies_about_syncs_is_found_out(tmp_path: Path) -> None:
    with ExtDisk(tmp_path) as disk, pytest.raises(AssertionError):
        cuts(tmp_path, disk, times=2, is_lying=True)
