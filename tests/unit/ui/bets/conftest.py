"""What tests of the bet table share."""

from collections.abc import Callable

import pytest

from liveapp.storage.store import Store


@pytest.fixture
def mark(store: Store, stream_of) -> Callable[..., list[int]]:
    """Bookmarks bets of the stream by their nonces."""

    def mark_bets(*nonces: int, note: str | None = None) -> list[int]:
        stream = stream_of()
        _, stored = store.reader.export(stream.id)
        ids = {bet.nonce: bet.id for bet in stored}
        for nonce in nonces:
            store.writer.set_bookmark(stream.id, ids[nonce], note)
        return [ids[nonce] for nonce in nonces]

    return mark_bets
