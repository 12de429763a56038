"""Every kind of request has its work."""

from typing import get_args

from liveapp.app.core.resources import resources_folder
from liveapp.domain.jobs import JobRequest
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.works import works_on
from liveapp.storage import Store


def test_every_kind_of_request_has_its_work(store: Store) -> None:
    kinds = set(get_args(JobRequest))
    assert set(works_on(store.reader, store.writer, store.keeper, RightOfWay(), resources_folder())) == kinds
