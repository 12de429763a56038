"""Exploring in the background: all or nothing, with progress."""

import pytest

from liveapp.domain.exploring import HitGathering, hits_of, lots_of
from liveapp.domain.jobs import JobCancelled, Progress
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.exploration import ROUNDS_PER_LOT, explore
from tests.unit.jobs.control import Control
