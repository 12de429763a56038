"""What the HTTP API promises, as a few lists in memory: what the real replies are compared with.

Ids, times and ETags are the receiver's own: the model learns each at its first sight and holds the
receiver to it from then on.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from tests.bets import Json
from tests.integration import proof_model

TIMES = ("created_at", "last_seen_at", "received_at")
REASONS = {
    "nonce": "Nonce must be greater than or equal to 1",
    "amount": "Amount must be greater than or equal to 0",
    "payout": "Payout must be greater than or equal to 0",
}

Pair = tuple[str, str]


def timeless(reply: Any) -> Any:
    """A reply without the times at which the receiver did things."""
    if isinstance(reply, list):
        return [timeless(one) for one in reply]
    if isinstance(reply, dict):
        return {name: timeless(value) for name, value in reply.items() if name not in TIMES}
    return reply


def shown_time(text: str | None) -> str | None:
    """A client's time as replies show it."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def refusal_of(item: Json) -> str | None:
    """Why an item is refused, None where it is taken."""
    if item["nonce"] < 1:
        return REASONS["nonce"]
    for name in ("amount", "payout"):
        if item.get(name, 0) < 0:
            return REASONS[name]
    return None


def result_of(item: Json) -> float:
    """The multiplier that an item's round reached."""
    result = item.get("roundResult")
    return float(item["payoutMultiplier"] if result is None else result)


@dataclass
class ModelStream:
    """One stream; its bets in order of arrival, as replies show them but for `id`."""

    pair: Pair
    last_seen: int = 0
    id: str | None = None
    notes: str | None = None
    etag: str | None = None
    old_etags: set[str] = field(default_factory=set)
    bets: list[Json] = field(default_factory=list)
    nonces: set[int] = field(default_factory=set)
    marks: dict[int, str | None] = field(default_factory=dict)
    stand_ins: set[str] = field(default_factory=set)

    def take(self, item: Json) -> bool:
        """Record an item; whether it was new."""
        nonce = item["nonce"]
        if str(item.get("type")).lower() == "heartbeat":
            is_new = nonce not in self.nonces
            self.nonces.add(nonce)
            return is_new
        if any(bet["antebot_bet_id"] == item["id"] for bet in self.bets):
            return False
        self.nonces.add(nonce)
        shown = {
            "id": None,
            "antebot_bet_id": item["id"],
            "date_time": shown_time(item.get("dateTime")),
            "nonce": nonce,
            "amount": float(item["amount"]),
            "payout": float(item["payout"]),
            "difficulty": item["difficulty"].lower(),
            "round_target": item.get("roundTarget"),
            "round_result": result_of(item),
        }
        self.bets.append(shown)
        if item.get("roundResult") is None:
            self.stand_ins.add(item["id"])
        return True

    def by_nonce(self) -> list[Json]:
        """Bets by nonce, then arrival."""
        return sorted(self.bets, key=lambda bet: int(bet["nonce"]))

    def distances(self) -> list[Json]:
        """Bets by nonce with the nonces since the previous one of the same result."""
        last: dict[float, int] = {}
        told = []
        for bet in self.by_nonce():
            previous = last.get(bet["round_result"])
            told.append({**bet, "distance_prev_opt": None if previous is None else bet["nonce"] - previous})
            last[bet["round_result"]] = bet["nonce"]
        return told

    def shown(self, with_distance: bool) -> list[Json]:
        """Bets by nonce as a reply lists them."""
        return (
            self.distances() if with_distance else [{**b, "distance_prev_opt": None} for b in self.by_nonce()]
        )

    def summary(self) -> Json:
        """As in the list."""
        return {
            "id": self.id,
            "server_seed_hashed": self.pair[0],
            "client_seed": self.pair[1],
            "total_bets": len(self.bets),
            "highest_multiplier": max((bet["round_result"] for bet in self.bets), default=None),
            "notes": self.notes,
        }

    def detail(self) -> Json:
        """As alone."""
        results = [bet["round_result"] for bet in self.bets]
        return {
            **self.summary(),
            "lowest_multiplier": min(results, default=None),
            "average_multiplier": sum(results) / len(results) if results else None,
            "recent_bets": self.shown(with_distance=False)[::-1][:10],
        }

    def bookmarks(self) -> list[Json]:
        """The marked bets by nonce, then id."""
        return [
            {
                "bet_id": bet["id"],
                "nonce": bet["nonce"],
                "round_result": bet["round_result"],
                "note": self.marks[bet["id"]],
            }
            for bet in self.by_nonce()
            if bet["id"] in self.marks
        ]

    def verification(self, server_seed: str | None) -> Json:
        """What came of comparing every bet with its seed."""
        bets = [(bet, bet["antebot_bet_id"] in self.stand_ins) for bet in self.bets]
        return proof_model.verification(server_seed, self.pair[1], bets)

    def gaps(self) -> Json:
        """What is missing between known nonces, which are few here."""
        known = sorted(self.nonces)
        ranges = [[before + 1, after - 1] for before, after in pairwise(known) if after > before + 1]
        return {
            "first_nonce": known[0],
            "last_nonce": known[-1],
            "recorded": len(known),
            "missing": sum(last - first + 1 for first, last in ranges),
            "ranges": ranges,
            "truncated": False,
        }

    def learn_ids(self, replied: list[Json]) -> None:
        """Take over the ids of bets that were not seen before; they must rise with arrival."""
        by_own_id = {bet["antebot_bet_id"]: bet for bet in self.bets}
        for shown in replied:
            known = by_own_id.get(shown["antebot_bet_id"])
            if known and known["id"] is None:
                known["id"] = shown["id"]
        ids = [bet["id"] for bet in self.bets if bet["id"] is not None]
        assert ids == sorted(set(ids)), "ids do not rise with arrival"

    def learn_etag(self, etag: str, changed: bool) -> None:
        """The ETag stays while the notes do, and is never one that was there before."""
        if changed:
            self.old_etags |= {self.etag} if self.etag else set()
            self.etag = None
        assert etag not in self.old_etags
        assert self.etag in (None, etag)
        self.etag = etag


class ContractModel:
    """All streams."""

    def __init__(self) -> None:
        self.streams: dict[Pair, ModelStream] = {}
        self.gone: list[str] = []
        self.revealed: set[str] = set()
        self._moment = 0

    def take(self, items: list[Json]) -> list[bool | str]:
        """Record the items of one request: for each whether it was new, or why it was refused."""
        self._moment += 1
        return [self._take(item) for item in items]

    def _take(self, item: Json) -> bool | str:
        if reason := refusal_of(item):
            return reason
        pair = (item["serverSeedHashed"], item["clientSeed"])
        stream = self.streams.setdefault(pair, ModelStream(pair))
        is_new = stream.take(item)
        if is_new:
            stream.last_seen = self._moment
        return is_new

    def of_hash(self, hashed: str) -> list[ModelStream]:
        """Streams whose server seed has this hash (in lower case)."""
        return [stream for stream in self.streams.values() if stream.pair[0].lower() == hashed]

    def reveal(self, hashed: str) -> list[str] | None:
        """The streams that a seed belongs to; None where it is nobody's."""
        streams = self.of_hash(hashed)
        if streams:
            self.revealed.add(hashed)
        return [stream.id or "" for stream in streams] or None

    def seed_of(self, stream: ModelStream) -> str | None:
        """A stream's server seed, if it is known."""
        hashed = stream.pair[0].lower()
        return proof_model.SEEDS[hashed] if hashed in self.revealed else None

    def delete(self, stream: ModelStream) -> None:
        """Delete a stream; the seed goes with the last one of its hash."""
        del self.streams[stream.pair]
        self.gone.append(str(stream.id))
        self.revealed = {hashed for hashed in self.revealed if self.of_hash(hashed)}

    def listed(self) -> list[ModelStream]:
        """Newest first; those seen by one request, by id."""
        return sorted(self.streams.values(), key=lambda one: (-one.last_seen, one.id or ""))
