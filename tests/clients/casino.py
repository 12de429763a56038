"""A casino that keeps the truth: every bet of each account with its true nonce and seed pair.

Its replies have the shape of the real site's, as far as that is known: a bet's reply names neither nonce nor
seeds; those stand in the replies about the seed pair and about a bet's details.
"""

import itertools
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from liveapp.domain.pump import MULTIPLIERS, hash_server_seed, safe_pumps

Json = dict[str, Any]

OTHER_GAMES = {
    "dice/roll": "diceRoll",
    "limbo/bet": "limboBet",
    "keno/bet": "kenoBet",
    "wheel/spin": "wheelSpin",
}
"""Games beside Pump: the end of the address, and the name of the bet in the reply."""


class Refused(Exception):
    """The casino takes no such bet; it takes no nonce."""


@dataclass(frozen=True, slots=True)
class SeedPair:
    """A server seed, its hash and a client seed."""

    server_seed: str
    client_seed: str

    @property
    def hashed(self) -> str:
        """What the site shows of the server seed."""
        return hash_server_seed(self.server_seed)


@dataclass(slots=True)
class Bet:
    """A placed bet as the casino knows it. `round` is an index into the table of multipliers."""

    id: str
    iid: str
    game: str
    pair: SeedPair
    nonce: int
    amount: float
    currency: str
    updated: datetime
    active: bool
    difficulty: str = ""
    round: int = 0
    multiplier: float = 0.0

    @property
    def payout(self) -> float:
        """What was paid."""
        return self.amount * self.multiplier

    @property
    def survives(self) -> int:
        """How many pumps the round survives."""
        return safe_pumps(self.pair.server_seed, self.pair.client_seed, self.nonce, self.difficulty)

    def reply(self) -> Json:
        """The bet as the site tells it to who placed it."""
        state: Json = {"result": 50.5}
        if self.game == "pump":
            state = {"difficulty": self.difficulty, "round": self.round, "payoutMultiplier": self.multiplier}
            if not self.active:
                state["_popPoint"] = self.survives
        return {
            "id": self.id,
            "active": self.active,
            "payoutMultiplier": self.multiplier,
            "amountMultiplier": 1,
            "amount": self.amount,
            "payout": self.payout,
            "updatedAt": format_datetime(self.updated, usegmt=True),
            "currency": self.currency,
            "game": self.game,
            "user": {"id": "user-1", "name": "player"},
            "state": state,
        }

    def details(self) -> Json:
        """The bet as its dialog asks for it."""
        seeds: Json = {
            "nonce": self.nonce,
            "clientSeed": {"seed": self.pair.client_seed},
            "serverSeed": {"seed": None, "seedHash": self.pair.hashed},
        }
        return {"id": self.id, "iid": self.iid, "type": "casino", "bet": {**self.reply(), **seeds}}


@dataclass(slots=True)
class Account:
    """A player of one site. The caller keeps its calls apart."""

    name: str
    pair: SeedPair = field(init=False)
    placed: int = field(init=False)
    bets: dict[str, Bet] = field(default_factory=dict)
    _seeds: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.rotate("first-client")

    def rotate(self, client_seed: str) -> None:
        """Begin a new seed pair."""
        if any(bet.active for bet in self.bets.values()):
            raise Refused("cannot rotate seeds while a game is active")
        self.pair = SeedPair(f"{self.name}-server-{next(self._seeds)}", client_seed)
        self.placed = 0

    def place(self, game: str, body: Json) -> Bet:
        """Place a bet of one of the other games, over at once, or one of Pump."""
        self.placed += 1
        number = len(self.bets)
        bet = Bet(
            id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.name}/{number}")),
            iid=f"house:{number}",
            game=game,
            pair=self.pair,
            nonce=self.placed,
            amount=body["amount"],
            currency=body["currency"],
            updated=datetime.now(UTC).replace(microsecond=0),
            active=False,
        )
        self.bets[bet.id] = bet
        if game == "pump":
            bet.difficulty, bet.round = body["difficulty"], body["round"]
            if bet.round:
                _end(bet)
            else:
                bet.active = True
        return bet

    def pump(self, bet: Bet) -> None:
        """Pump once; the balloon may pop. A request that was broken off may come when all is over."""
        if not bet.active:
            raise Refused("no such game is active")
        bet.round += 1
        if bet.round > bet.survives:
            _end(bet)

    def cash_out(self, bet: Bet) -> None:
        """Take what was reached."""
        _end(bet)

    def of(self, bet_id: str) -> Bet:
        """The bet with this id or house id."""
        for bet in self.bets.values():
            if bet_id in (bet.id, bet.iid):
                return bet
        raise Refused("no such bet")

    def seed_pair(self) -> Json:
        """What the dialog about fairness asks for."""
        active = [bet for bet in self.bets.values() if bet.active]
        return {
            "id": "user-1",
            "activeClientSeed": {"id": "client", "seed": self.pair.client_seed},
            "activeServerSeed": {
                "id": "server",
                "nonce": self.placed,
                "seedHash": self.pair.hashed,
                "nextSeedHash": "0" * 64,
            },
            "activeCasinoBets": [
                {"id": bet.id, "amount": bet.amount, "currency": bet.currency, "game": bet.game}
                for bet in active
            ],
        }


class Casino:
    """The accounts of one player on all sites, and what the sites answer. For any threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._accounts: dict[str, Account] = {}
        self._refusals: list[str] = []
        self.enveloped = False
        """Whether replies stand under `data`, outside GraphQL too."""

    def account(self, host: str) -> Account:
        """The player's account; a site's own subdomains share it."""
        site = ".".join(host.split(".")[-2:])
        with self._lock:
            return self._accounts.setdefault(site, Account(site))

    def refuse_next(self, operation: str) -> None:
        """Answer the next request of this kind with an error, as for a bet that is not covered."""
        with self._lock:
            self._refusals.append(operation)

    def answer(self, host: str, operation: str, body: Json) -> Json:
        """The reply to a request: `pump/bet`, `dice/roll`, or the name of a GraphQL operation."""
        account = self.account(host)
        with self._lock:
            try:
                self._raise_if_to_be_refused(operation)
                reply = _OPERATIONS[operation](account, body)
            except Refused as refused:
                return {"errors": [{"errorType": "error", "message": str(refused)}], "data": None}
        return {"data": reply} if self.enveloped or operation[0].isupper() else reply

    def _raise_if_to_be_refused(self, operation: str) -> None:
        if operation in self._refusals:
            self._refusals.remove(operation)
            raise Refused("insufficient balance")


def _end(bet: Bet) -> None:
    bet.active = False
    bet.multiplier = MULTIPLIERS[bet.difficulty][bet.round] if bet.round <= bet.survives else 0.0


def _pump_next(account: Account, body: Json) -> Json:
    bet = account.of(body["identifier"])
    account.pump(bet)
    return {"pumpNext": bet.reply()}


def _pump_cash_out(account: Account, body: Json) -> Json:
    bet = account.of(body["identifier"])
    account.cash_out(bet)
    return {"pumpCashout": bet.reply()}


def _rotate(account: Account, body: Json) -> Json:
    account.rotate(body["seed"])
    return {"rotateSeedPair": {"clientSeed": {"user": account.seed_pair()}}}


def _house_bets(account: Account, _body: Json) -> Json:
    """Everybody's bets: somebody's, and the player's own last ones."""
    theirs = Bet(
        id="somebody-elses",
        iid="house:somebody",
        game="pump",
        pair=SeedPair("theirs", "theirs"),
        nonce=77,
        amount=1.0,
        currency="btc",
        updated=datetime.now(UTC),
        active=False,
        difficulty="expert",
        round=3,
    )
    shown = [theirs, *list(account.bets.values())[-3:]]
    return {"houseBets": [{"id": bet.iid, "iid": bet.iid, "bet": bet.reply()} for bet in shown]}


def _other_game(path: str, key: str) -> Callable[[Account, Json], Json]:
    game = path.partition("/")[0]
    return lambda account, body: {key: account.place(game, body).reply()}


_OPERATIONS: dict[str, Callable[[Account, Json], Json]] = {
    "pump/bet": lambda account, body: {"pumpBet": account.place("pump", body).reply()},
    "pump/next": _pump_next,
    "pump/cashout": _pump_cash_out,
    "PumpBet": lambda account, body: {"pumpBet": account.place("pump", body).reply()},
    "UserSeedPair": lambda account, _body: {"user": account.seed_pair()},
    "RotateSeedPair": _rotate,
    "BetLookup": lambda account, body: {"bet": account.of(body.get("betId") or body["iid"]).details()},
    "HouseBets": _house_bets,
    **{path: _other_game(path, key) for path, key in OTHER_GAMES.items()},
}
