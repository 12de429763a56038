"""Which requests were refused of late."""

from liveapp.domain.events import RequestRefused, RequestsRefused
from liveapp.domain.refusals import MOST_KEPT, RefusalLog


def refusal(value: str, refused_us: int = 0, times: int = 1) -> RequestRefused:
    return RequestRefused(422, "A reason", refused_us, value=value, times=times)


def test_the_newest_are_kept_and_all_are_counted() -> None:
    log = RefusalLog()
    for number in range(MOST_KEPT + 50):
        log.add(refusal(str(number)))
    assert log.number == MOST_KEPT + 50
    assert [one.value for one in log.kept] == [str(number) for number in range(50, MOST_KEPT + 50)]


def test_equal_ones_that_follow_each_other_are_one_with_the_time_of_the_last() -> None:
    log = RefusalLog()
    for moment, value in enumerate("aabaa"):
        log.add(refusal(value, moment))
    assert [(one.value, one.refused_us, one.times) for one in log.kept] == [
        ("a", 1, 2),
        ("b", 2, 1),
        ("a", 4, 2),
    ]
    assert log.number == 5


def test_what_is_told_goes_on_where_the_listener_was_and_keeps_the_count() -> None:
    source, listener = RefusalLog(), RefusalLog()
    listener.add(refusal("a", 1))
    for moment in range(2, 5):
        source.add(refusal("a", moment))
    listener.add_all(source.told())
    listener.add_all(RequestsRefused((refusal("b", 9, times=3),), 1_000))
    assert [(one.value, one.refused_us, one.times) for one in listener.kept] == [("a", 4, 4), ("b", 9, 3)]
    assert listener.number == 1_004


def test_a_cleared_log_knows_of_nothing() -> None:
    log = RefusalLog()
    log.add(refusal("a"))
    log.clear()
    assert (log.number, list(log.kept)) == (0, [])
    assert log.told() == RequestsRefused((), 0)


def test_what_ever_began_is_counted_for_those_who_show_it() -> None:
    log = RefusalLog()
    for value in "aabbc":
        log.add(refusal(value))
    assert log.begun == 3
    log.clear()
    log.add(refusal("c"))
    assert log.begun == 4
