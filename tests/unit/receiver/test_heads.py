"""A head is found by all of its bytes, for as long as there is room."""

from liveapp.receiver.heads import MAX_HEAD_BYTES, MOST_HEADS, Head, Heads


def test_only_the_same_bytes_find_a_head() -> None:
    heads, head = Heads(), Head({"path": "/"})
    heads.keep(b"GET / HTTP/1.1\r\n", head)
    assert heads.find(b"GET / HTTP/1.1\r\n") is head
    assert heads.find(b"GET / HTTP/1.0\r\n") is None
    assert heads.find(b"") is None


def test_where_there_are_too_many_the_oldest_goes() -> None:
    heads = Heads()
    for number in range(MOST_HEADS + 1):
        heads.keep(b"%d" % number, Head({}))
    assert heads.find(b"0") is None
    assert all(heads.find(b"%d" % number) for number in range(1, MOST_HEADS + 1))


def test_a_long_head_is_not_kept() -> None:
    heads = Heads()
    heads.keep(b"x" * MAX_HEAD_BYTES, Head({}))
    heads.keep(b"y" * (MAX_HEAD_BYTES + 1), Head({}))
    assert heads.find(b"x" * MAX_HEAD_BYTES)
    assert heads.find(b"y" * (MAX_HEAD_BYTES + 1)) is None
