"""Streams in the order they were looked at."""

from liveapp.ui.streams.history import StreamHistory


def test_it_goes_back_and_forward_like_a_browser():
    history = StreamHistory()
    for key in (1, 2, 3):
        history.visit(key)
    assert (history.back(), history.back(), history.back()) == (2, 1, None)
    assert history.forward() == 2
    history.visit(9)
    assert history.forward() is None
    assert history.back() == 2


def test_the_same_stream_again_is_no_new_place():
    history = StreamHistory()
    history.visit(1)
    history.visit(1)
    assert not history.can_go_back


def test_a_deleted_stream_is_forgotten_without_leaving_a_step_that_does_nothing():
    history = StreamHistory()
    for key in (1, 2, 1, 3):
        history.visit(key)
    history.forget(2)
    assert history.back() == 1
    assert not history.can_go_back


def test_forgetting_the_only_stream_leaves_nowhere_to_go():
    history = StreamHistory()
    history.visit(1)
    history.forget(1)
    assert not history.can_go_back
    assert not history.can_go_forward
    history.visit(2)
    assert not history.can_go_back
