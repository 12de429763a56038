"""The table of clients: a row for each, the one that came last first."""

from collections.abc import Callable, Iterable
from enum import IntEnum

from PySide6.QtCore import QObject

from liveapp.domain.clients import ClientSeen
from liveapp.domain.clock import MINUTE_US, now_us
from liveapp.ui.receiver.client_words import client_name, moment_words, refusal_words
from liveapp.ui.widgets.formatting import MISSING, age_text, count_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

SHOWN_FOR_US = 15 * MINUTE_US
"""So long after its last request a client is listed."""


class ClientColumn(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    LAST_REQUEST = 1
    LAST_BET = 2
    BETS = 3
    ROUNDS = 4
    REFUSAL = 5


TITLES: dict[int, tuple[str, str]] = {
    ClientColumn.NAME: ("Client", "What it is, by its origin and what it calls itself"),
    ClientColumn.LAST_REQUEST: ("Last request", "When it last sent anything, taken or refused"),
    ClientColumn.LAST_BET: ("Last bet", "When its last new bet came"),
    ClientColumn.BETS: ("Bets", "New bets since liveapp was started"),
    ClientColumn.ROUNDS: ("Rounds", "New rounds that it told without a bet, by heartbeats"),
    ClientColumn.REFUSAL: ("Last refusal", "Why its last refused request was refused"),
}


class ClientsModel(ListTableModel):
    """Shows clients as they were at the last `show_clients`. Rows keep their order while all of them send."""

    titles = TITLES
    numbers = (ClientColumn.BETS, ClientColumn.ROUNDS)

    def __init__(self, clock_us: Callable[[], int] = now_us, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock_us = clock_us
        self._rows: list[ClientSeen] = []

    @property
    def clients(self) -> tuple[ClientSeen, ...]:
        """Those that are listed, in the order of the rows."""
        return tuple(self._rows)

    def show_clients(self, seen: Iterable[ClientSeen]) -> None:
        """List those of these that sent something of late; ages are told as of now."""
        since_us = self._clock_us() - SHOWN_FOR_US
        # By when they first came, so that two that play do not take turns.
        clients = sorted((one for one in seen if one.last_us > since_us), key=_key, reverse=True)
        wanted = {_key(one) for one in clients}
        for row in reversed(range(len(self._rows))):
            if _key(self._rows[row]) not in wanted:
                self.beginRemoveRows(NO_PARENT, row, row)
                del self._rows[row]
                self.endRemoveRows()
        for row, client in enumerate(clients):
            if row < len(self._rows) and _key(self._rows[row]) == _key(client):
                self._rows[row] = client
            else:
                self.beginInsertRows(NO_PARENT, row, row)
                self._rows.insert(row, client)
                self.endInsertRows()
        if clients:
            self.dataChanged.emit(self.index(0, 0), self.index(len(clients) - 1, len(ClientColumn) - 1))

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def text_at(self, row: int, column: int) -> str:
        """What is known of the client, in words."""
        client, now = self._rows[row], self._clock_us()
        match ClientColumn(column):
            case ClientColumn.NAME:
                return client_name(client.origin, client.client)
            case ClientColumn.LAST_REQUEST:
                return age_text(client.last_us, now)
            case ClientColumn.LAST_BET:
                return MISSING if client.last_bet_us is None else age_text(client.last_bet_us, now)
            case ClientColumn.BETS:
                return count_text(client.bets)
            case ClientColumn.ROUNDS:
                return count_text(client.heartbeats)
            case ClientColumn.REFUSAL:
                return refusal_words(client, now)

    def tooltip_at(self, row: int, column: int) -> str:
        """The same, whole: texts as the client sent them, moments instead of ages."""
        client = self._rows[row]
        match ClientColumn(column):
            case ClientColumn.NAME:
                sent = (client.origin, client.client)
                return "\n".join((self.text_at(row, column), *(text for text in sent if text)))
            case ClientColumn.LAST_REQUEST:
                return moment_words(client.last_us)
            case ClientColumn.LAST_BET:
                return moment_words(client.last_bet_us)
            case _:
                return self.text_at(row, column)


def _key(client: ClientSeen) -> tuple[int, str, str]:
    return client.first_us, client.origin or "", client.client or ""
