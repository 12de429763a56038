"""Explored rounds for the tests of their dialog."""

from array import array
from dataclasses import replace

from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.pump import hash_server_seed

SERVER_SEED = "a server seed that was revealed"
HASH = hash_server_seed(SERVER_SEED)
ASKED = Exploration(SERVER_SEED, "my-client", "expert", 1, 100_000, 400.0)


def explored(*hits: tuple[int, int], wait: tuple[int, int] | None = (7, 500), **changes: object) -> Explored:
    """These hits, as (nonce, safe pumps)."""
    request = replace(ASKED, **changes)  # type: ignore[arg-type]
    return Explored(request, array("q", [one for one, _ in hits]), bytes(pumps for _, pumps in hits), wait)


SOME = explored((5, 9), (6, 10), (501, 15))
