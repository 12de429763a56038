"""Random histories of posts, edits, deletions and reads: every reply is compared with a plain model."""

import csv
import io
import time
from typing import Any

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.bets import HASH, Json
from tests.conftest import ClientFactory, ServiceFactory
from tests.http_client import strict_json
from tests.integration.contract_model import ContractModel, ModelStream, timeless
from tests.integration.proof_model import SEEDS as SEEDS_OF_HASHES
from tests.integration.proof_model import right_result
from tests.samples import histories

HANG_LIMIT_S = 30

# Binary fractions: sums of them are exact in any order.
RESULTS = st.sampled_from([0, 1, 1.5, 34.625])
SEEDS = st.sampled_from(["a", "a", "a", "b", "ü ñ"])
NONCES = st.sampled_from([*range(1, 10), *range(1, 10), 2**63 - 1, 0])
FIRST, SECOND = SEEDS_OF_HASHES
HASHES = st.sampled_from([FIRST, FIRST, FIRST, FIRST.upper(), SECOND, HASH])
AMOUNTS = st.sampled_from([0, 0.5, 3, 0.125, 7, 2.5, 1e-05, 1234567.5, 0.5, 0.5, 2, -1])

BETS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 40).map("=bet,{}".format),
        "nonce": NONCES,
        "amount": AMOUNTS,
        "payout": st.sampled_from([0, 1, 12.5]),
        "difficulty": st.sampled_from(["easy", "Medium", "HARD", "expert"]),
        "clientSeed": SEEDS,
        "serverSeedHashed": HASHES,
    },
    optional={
        "type": st.sampled_from(["bet", "BET"]),
        "dateTime": st.sampled_from(
            ["2026-03-01T18:00:23.870Z", "2026-03-01T19:30:00+01:30", "rubbish", None]
        ),
        "roundTarget": st.sampled_from([None, 1.63, 2.0]),
        "currency": st.sampled_from([None, "btc"]),
        "unknown": st.just([1, {}]),
    },
)
HEARTBEATS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["heartbeat", "Heartbeat"]),
        "nonce": NONCES,
        "clientSeed": SEEDS,
        "serverSeedHashed": HASHES,
    }
)
OUTCOMES = st.fixed_dictionaries({"roundResult": RESULTS}, optional={"payoutMultiplier": RESULTS}) | (
    st.fixed_dictionaries({"payoutMultiplier": RESULTS}, optional={"roundResult": st.none()})
)


def as_the_seeds_give_it(item: Json, is_paid: bool) -> Json:
    """The same bet with the result, and perhaps the payout, that its seeds give; others as they are."""
    server_seed = SEEDS_OF_HASHES.get(item["serverSeedHashed"].lower())
    if server_seed is None or "difficulty" not in item or not item["nonce"]:
        return item
    difficulty = item["difficulty"].lower()
    result = right_result(server_seed, item["clientSeed"], item["nonce"], difficulty)
    paid = item["amount"] * item["roundTarget"] if is_paid and item.get("roundTarget") else 0
    right = {**item, "payout": paid if result >= (item.get("roundTarget") or 0) - 0.011 else 0}
    return {**right, "roundResult": result} if item.get("roundResult") is not None else right


RECORDED = st.builds(lambda item, outcome: {**item, **outcome}, BETS | BETS | HEARTBEATS, OUTCOMES)
ITEMS = RECORDED | st.builds(as_the_seeds_give_it, RECORDED, st.booleans())
NOTES = st.sampled_from(["first", "second", "  second ", "", " \n", None, "x" * 1000, "x" * 1001])
WHICH = st.integers(0, 8)
LIMITS = st.sampled_from([1, 2, 3, 7, 100])
OFFSETS = st.sampled_from([0, 0, 1, 2, 5, 30])


class Histories(RuleBasedStateMachine):
    """One history. The receiver outlives it, so that the next one begins where nothing is stored."""

    def __init__(self, client: httpx.Client) -> None:
        super().__init__()
        self.client = client
        self.model = ContractModel()

    def teardown(self) -> None:
        # A history reveals few seeds; here every bet that it has left is judged.
        for hashed in SEEDS_OF_HASHES:
            self.reveal(hashed)
        for which in range(len(self.model.streams)):
            self.prove(which)
        for stream in self.client.get("/live/streams", params={"limit": "100"}).json()["streams"]:
            assert self.client.delete(f"/live/streams/{stream['id']}").status_code == 200

    # Posts

    @rule(item=ITEMS)
    def post_one(self, item: Json) -> None:
        reply = self.client.post("/live/ingest", json=item)
        (outcome,) = self.model.take([item])
        if isinstance(outcome, str):
            assert (reply.status_code, reply.json()) == (422, {"detail": outcome})
            return
        stream = self.model.streams[item["serverSeedHashed"], item["clientSeed"]]
        stream.id = stream.id or reply.json()["streamId"]
        is_heartbeat = str(item.get("type")).lower() == "heartbeat"
        expected = {"streamId": stream.id, "accepted": outcome}
        assert reply.status_code == 200
        assert reply.json() == {**expected, **({"type": "heartbeat"} if is_heartbeat else {})}

    @rule(items=st.lists(ITEMS, min_size=8, max_size=20))
    def post_long_batch(self, items: list[Json]) -> None:
        self.post_batch(items)

    @rule(items=st.lists(ITEMS, min_size=1, max_size=5))
    def post_batch(self, items: list[Json]) -> None:
        reply = self.client.post("/live/ingest", json=items)
        outcomes = self.model.take(items)
        assert reply.status_code == 200
        assert reply.json() == {
            "accepted": outcomes.count(True),
            "duplicates": outcomes.count(False),
            "rejected": [
                {"index": index, "id": items[index].get("id"), "detail": outcome}
                for index, outcome in enumerate(outcomes)
                if isinstance(outcome, str)
            ],
        }
        for shown in self.client.get("/live/streams").json()["streams"]:
            stream = self.model.streams[shown["server_seed_hashed"], shown["client_seed"]]
            stream.id = stream.id or shown["id"]

    # Edits

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH, notes=NOTES, match=st.sampled_from(["none", "none", "right", "any", "old", "wrong"]))
    def edit_notes(self, which: int, notes: str | None, match: str) -> None:
        stream = self._stream(which)
        if match == "right":
            self._check_detail(stream)
        matches: dict[str, str | None] = {
            "none": None,
            "right": f'"other", {stream.etag}',
            "any": "*",
            "old": min(stream.old_etags, default='"older"'),
            "wrong": '"wrong"',
        }
        tag = matches[match]
        headers = {} if tag is None else {"If-Match": tag}
        reply = self.client.put(f"/live/streams/{stream.id}", json={"notes": notes}, headers=headers)
        if match in ("old", "wrong"):
            assert reply.status_code == 412
            return
        if len(notes or "") > 1000:
            assert (reply.status_code, reply.json()) == (
                422,
                {"detail": "Notes cannot exceed 1000 characters"},
            )
            return
        before, stream.notes = stream.notes, (notes or "").strip() or None
        self._compare_detail(stream, reply, changed=before != stream.notes)

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def edit_nothing(self, which: int) -> None:
        stream = self._stream(which)
        reply = self.client.put(f"/live/streams/{stream.id}", json={"other": 1})
        self._compare_detail(stream, reply)

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH, place=st.integers(0, 9), note=NOTES)
    def mark(self, which: int, place: int, note: str | None) -> None:
        stream = self._stream(which)
        self._check_detail(stream)
        known = [bet["id"] for bet in stream.bets if bet["id"] is not None]
        if not known:
            return
        bet_id = known[place % len(known)]
        reply = self.client.put(f"/live/streams/{stream.id}/bookmarks/{bet_id}", json={"note": note})
        if len(note or "") > 1000:
            detail = "A note cannot exceed 1000 characters"
            assert (reply.status_code, reply.json()) == (422, {"detail": detail})
            return
        stream.marks[bet_id] = (note or "").strip() or None
        (expected,) = [one for one in stream.bookmarks() if one["bet_id"] == bet_id]
        assert (reply.status_code, timeless(strict_json(reply.content))) == (200, expected)

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH, place=st.integers(0, 9))
    def unmark(self, which: int, place: int) -> None:
        stream = self._stream(which)
        bet_id = sorted(stream.marks)[place % len(stream.marks)] if stream.marks else 999_999
        reply = self.client.delete(f"/live/streams/{stream.id}/bookmarks/{bet_id}")
        assert reply.status_code == (200 if bet_id in stream.marks else 404)
        stream.marks.pop(bet_id, None)

    @rule(hashed=st.sampled_from([FIRST, FIRST, SECOND]))
    def reveal(self, hashed: str) -> None:
        expected = self.model.reveal(hashed)
        reply = self.client.post("/live/seeds", json={"server_seed": SEEDS_OF_HASHES[hashed]})
        if expected is None:
            detail = "No stream has the hash of this seed"
            assert (reply.status_code, reply.json()) == (422, {"detail": detail})
            return
        assert (reply.status_code, reply.json()["server_seed_hashed"]) == (200, hashed)
        assert sorted(reply.json()["streams"]) == sorted(expected)

    @precondition(lambda self: len(self.model.streams) > 1)
    @rule(which=WHICH, is_meant=st.integers(0, 4).map(lambda number: number == 4))
    def delete(self, which: int, is_meant: bool) -> None:
        if not is_meant:
            return  # deletions are rare, so that streams grow
        stream = self._stream(which)
        reply = self.client.delete(f"/live/streams/{stream.id}")
        assert reply.status_code == 200
        assert reply.json() == {"deleted": True, "stream_id": stream.id, "bets_deleted": len(stream.bets)}
        self.model.delete(stream)

    @precondition(lambda self: self.model.gone)
    @rule(which=WHICH)
    def ask_for_what_is_gone(self, which: int) -> None:
        gone = self.model.gone[which % len(self.model.gone)]
        path = f"/live/streams/{gone}"
        replies = [
            self.client.get(path + end)
            for end in ("", "/bets", "/tail?since_id=0", "/gaps", "/export.csv", "/bookmarks")
        ]
        replies += [self.client.put(path, json={"notes": "x"}), self.client.delete(path)]
        for reply in replies:
            assert (reply.status_code, reply.json()) == (404, {"detail": f"Stream with ID {gone} not found"})

    # Reads

    @rule(limit=LIMITS, offset=OFFSETS)
    def list_streams(self, limit: int, offset: int) -> None:
        streams = self.model.listed()
        page = [stream.summary() for stream in streams[offset : offset + limit]]
        expected = {"streams": page, "total": len(streams), "limit": limit, "offset": offset}
        assert timeless(self._read("/live/streams", limit=limit, offset=offset)) == expected

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def show(self, which: int) -> None:
        self._check_detail(self._stream(which))

    @precondition(lambda self: self.model.streams)
    @rule(
        which=WHICH,
        limit=LIMITS,
        offset=OFFSETS,
        minimum=st.sampled_from([None, None, 0, 1.5, 2, 100]),
        order=st.sampled_from(["nonce_asc", "id_desc"]),
        with_distance=st.booleans(),
    )
    def list_bets(
        self, which: int, limit: int, offset: int, minimum: float | None, order: str, with_distance: bool
    ) -> None:
        stream = self._stream(which)
        query: Json = {"limit": limit, "offset": offset, "order": order}
        query |= {} if minimum is None else {"min_multiplier": minimum}
        query |= {"include_distance": "true"} if with_distance else {}
        reply = self._read(f"/live/streams/{stream.id}/bets", **query)
        stream.learn_ids(reply["bets"])
        bets = [
            bet for bet in stream.shown(with_distance) if minimum is None or bet["round_result"] >= minimum
        ]
        if order == "id_desc":
            arrival = [bet["antebot_bet_id"] for bet in stream.bets]
            bets.sort(key=lambda bet: arrival.index(bet["antebot_bet_id"]), reverse=True)
        assert timeless(reply) == {
            "bets": bets[offset : offset + limit],
            "total": len(bets),
            "limit": limit,
            "offset": offset,
            "stream_id": stream.id,
        }

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH, after=st.integers(0, 12), limit=LIMITS, with_distance=st.booleans())
    def follow(self, which: int, after: int, limit: int, with_distance: bool) -> None:
        stream = self._stream(which)
        known = [place for place, bet in enumerate(stream.bets) if bet["id"] is not None]
        place = known[after % len(known)] if known and after else None
        since = 0 if place is None else stream.bets[place]["id"]
        query = {"since_id": since, "limit": limit, "include_distance": str(with_distance).lower()}
        reply = self._read(f"/live/streams/{stream.id}/tail", **query)
        stream.learn_ids(reply["bets"])
        shown = {bet["antebot_bet_id"]: bet for bet in stream.shown(with_distance)}
        later = [shown[bet["antebot_bet_id"]] for bet in stream.bets[0 if place is None else place + 1 :]]
        page = later[:limit]
        assert timeless(reply) == {
            "bets": page,
            "last_id": page[-1]["id"] if page else None,
            "has_more": len(later) > limit,
        }

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def list_bookmarks(self, which: int) -> None:
        stream = self._stream(which)
        reply = self._read(f"/live/streams/{stream.id}/bookmarks")
        assert timeless(reply) == {"bookmarks": stream.bookmarks()}

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def find_gaps(self, which: int) -> None:
        stream = self._stream(which)
        assert self._read(f"/live/streams/{stream.id}/gaps") == stream.gaps()

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def prove(self, which: int) -> None:
        stream = self._stream(which)
        stream.learn_ids(self._read(f"/live/streams/{stream.id}/tail", since_id=0)["bets"])
        deadline_s = time.monotonic() + HANG_LIMIT_S
        while (reply := self._read(f"/live/streams/{stream.id}/verification"))["pending"]:
            assert time.monotonic() < deadline_s, "bets are never judged"
            time.sleep(0.002)
        assert reply == stream.verification(self.model.seed_of(stream))

    @precondition(lambda self: self.model.streams)
    @rule(which=WHICH)
    def export(self, which: int) -> None:
        stream = self._stream(which)
        reply = self.client.get(f"/live/streams/{stream.id}/export.csv")
        assert reply.status_code == 200
        assert f"_{len(stream.bets)}_bets.csv" in reply.headers["Content-Disposition"]
        header, *lines = csv.reader(io.StringIO(reply.text, newline=""))
        assert ",".join(header) == (
            "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result"
        )
        assert reply.text.count("\r\n") == len(lines) + 1
        expected = [
            [
                str(bet["nonce"]),
                "'" + bet["antebot_bet_id"],
                bet["date_time"] or "",
                repr(bet["amount"]),
                repr(bet["payout"]),
                bet["difficulty"],
                "" if bet["round_target"] is None else repr(bet["round_target"]),
                repr(bet["round_result"]),
            ]
            for bet in stream.by_nonce()
        ]
        assert [line[:3] + line[4:] for line in lines] == expected

    def _stream(self, which: int) -> ModelStream:
        streams = list(self.model.streams.values())
        return streams[which % len(streams)]

    def _read(self, path: str, **query: object) -> Any:
        reply = self.client.get(path, params={name: str(value) for name, value in query.items()})
        assert reply.status_code == 200, reply.text
        return strict_json(reply.content)

    def _check_detail(self, stream: ModelStream) -> None:
        self._compare_detail(stream, self.client.get(f"/live/streams/{stream.id}"))

    def _compare_detail(self, stream: ModelStream, reply: httpx.Response, changed: bool = False) -> None:
        assert reply.status_code == 200, reply.text
        shown = strict_json(reply.content)
        stream.learn_ids(shown["recent_bets"])
        assert timeless(shown) == stream.detail()
        stream.learn_etag(reply.headers["ETag"], changed)


def test_every_reply_of_random_histories_is_what_a_plain_model_says(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    client = client_factory(service_factory(rate_limit=0).receiver_url)
    steps = settings(
        max_examples=histories(12), stateful_step_count=40, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(lambda: Histories(client), settings=steps)
