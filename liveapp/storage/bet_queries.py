"""Which bets are asked for, and in which order, as queries: the same as `domain.queries` says it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

from peewee import JOIN, SQL, Case, ModelSelect, NodeList, Tuple, fn

from liveapp.domain.bets import DIFFICULTIES, BetOutcome, StoredBet
from liveapp.domain.ports import PageWindow
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder, target_range
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import Verdict
from liveapp.storage.bet_columns import BET_FIELDS
from liveapp.storage.tables import BetBookmark, LiveBet

_FEW = 50
"""Bets are few where so many times their number are more than their stream has."""

_MOMENT: Any = fn.COALESCE(LiveBet.date_time, LiveBet.received_at)

SORT_EXPRESSIONS: dict[BetColumn, Any] = {
    BetColumn.NONCE: LiveBet.nonce,
    BetColumn.DATE_TIME: _MOMENT,
    BetColumn.AMOUNT: LiveBet.amount,
    BetColumn.ROUND_RESULT: LiveBet.round_result,
    BetColumn.PAYOUT_MULTIPLIER: fn.COALESCE(
        LiveBet.payout_multiplier, LiveBet.payout / fn.NULLIF(LiveBet.amount, 0)
    ),
    BetColumn.PAYOUT: LiveBet.payout,
    BetColumn.PROFIT: LiveBet.payout - LiveBet.amount,
    BetColumn.DIFFICULTY: Case(LiveBet.difficulty, tuple((name, n) for n, name in enumerate(DIFFICULTIES))),
    BetColumn.ROUND_TARGET: LiveBet.round_target,
    BetColumn.RECEIVED: LiveBet.id,
}
"""What bets are ordered by; null, for a missing value, is lowest in SQLite."""

BetQuery: TypeAlias = "ModelSelect[LiveBet]"


def filtered(query: BetQuery, stream_key: int, bet_filter: BetFilter) -> BetQuery:
    """Those of a stream's bets that the filter lets through."""
    stream: Any = LiveBet.stream
    if bet_filter.is_bookmarked:
        # The plus keeps SQLite from going through the index of all bets: it begins with the few bookmarks.
        query = query.where(LiveBet.id.in_(BetBookmark.select(BetBookmark.bet)))
        stream = NodeList((SQL("+"), stream))
    return query.where(stream == stream_key, *_conditions(bet_filter))


def bookmarks_of(stream_key: int) -> ModelSelect[BetBookmark]:
    """A stream's bookmarks, as rows of what `Bookmark` is made of, by nonce, then by the bets' ids."""
    columns = (LiveBet.id, LiveBet.nonce, LiveBet.round_result, BetBookmark.note, BetBookmark.created_at)
    # A cross join is not reordered: it begins with the bookmarks, which are few.
    query = BetBookmark.select(*columns).join(LiveBet, JOIN.CROSS)
    mine = (LiveBet.id == BetBookmark.bet, LiveBet.stream == stream_key)
    return query.where(*mine).order_by(LiveBet.nonce, LiveBet.id)


def has_verdict(verdicts: Collection[Verdict]) -> list[Any]:
    """What is so for bets that have one of these verdicts."""
    conditions: list[Any] = [LiveBet.verdict.in_([verdict.value for verdict in verdicts])]
    if Verdict.VERIFIED not in verdicts:
        # Written out, not bound: so SQLite knows that the index of such bets has them all.
        conditions.append(NodeList((LiveBet.verdict, SQL("> 0"))))
    return conditions


def _conditions(bet_filter: BetFilter) -> list[Any]:
    """What `bet_filter.admits` demands."""
    conditions: list[Any] = []
    if bet_filter.verdicts:
        conditions += has_verdict(bet_filter.verdicts)
    if bet_filter.difficulty is not None:
        conditions.append(LiveBet.difficulty == bet_filter.difficulty)
    if bet_filter.outcome is BetOutcome.WON:
        conditions.append(LiveBet.payout > LiveBet.amount)
    if bet_filter.outcome is BetOutcome.LOST:
        conditions.append(LiveBet.payout < LiveBet.amount)
    target = (None, None) if bet_filter.target is None else target_range(bet_filter.target)
    for value, lowest, highest in (
        (LiveBet.round_result, bet_filter.min_multiplier, None),
        (LiveBet.round_target, *target),
        (LiveBet.nonce, bet_filter.nonce_from, bet_filter.nonce_to),
        (_MOMENT, bet_filter.time_from_us, bet_filter.time_to_us),
    ):
        if lowest is not None:
            conditions.append(value >= lowest)
        if highest is not None:
            conditions.append(value <= highest)
    return conditions


def sums_of_currencies(stream_key: int, bet_filter: BetFilter, is_one: bool) -> BetQuery:
    """What the filter lets through, as rows of `rows.TOTAL_FIELDS`.

    `is_one` where the stream has bets of one currency only: not to tell them apart takes half the time. Then
    there is a row also where nothing is let through.
    """
    currency = fn.COALESCE(LiveBet.currency, "")
    query = LiveBet.select(
        fn.MIN(LiveBet.id),
        currency,
        fn.COUNT(LiveBet.id),
        *(fn.MIN(fn.SUM(value), sys.float_info.max) for value in (LiveBet.amount, LiveBet.payout)),
    )
    query = filtered(query, stream_key, bet_filter)
    return query if is_one else query.group_by(currency)


def ordered(query: BetQuery, order: BetOrder) -> BetQuery:
    """The bets in that order."""
    keys: list[Any] = [SORT_EXPRESSIONS[order.column], LiveBet.id]
    return query.order_by(*[key.desc() if order.descending else key.asc() for key in keys])


def bets_with_distance(is_wanted: bool) -> BetQuery:
    """Bets with one column more: nonces since the stream's previous bet with the same result, or null."""
    if not is_wanted:
        return LiveBet.select(*BET_FIELDS, SQL("NULL"))
    earlier = LiveBet.alias()
    previous_nonce = (
        earlier.select(earlier.nonce)
        .where(
            earlier.stream == LiveBet.stream,
            earlier.round_result == LiveBet.round_result,
            Tuple(earlier.nonce, earlier.id) < Tuple(LiveBet.nonce, LiveBet.id),
        )
        .order_by(earlier.nonce.desc(), earlier.id.desc())
        .limit(1)
    )
    return LiveBet.select(*BET_FIELDS, LiveBet.nonce - previous_nonce)


def gaps_before(bets: Sequence[StoredBet], stream: Stream, bet_filter: BetFilter, total: int) -> BetQuery:
    """Of each bet its id and the nonces since the one before it that the filter lets through, or null.

    `total` is how many of the stream's bets it lets through. Where they are few, all of them are put in
    order; else the way from a bet to the one before it is short.
    """
    ids = [bet.id for bet in bets]
    if total * _FEW <= stream.total_bets:
        before = fn.LAG(LiveBet.nonce).over(order_by=[LiveBet.nonce, LiveBet.id])
        gap = (LiveBet.nonce - before).alias("gap")
        all_of_them = filtered(LiveBet.select(LiveBet.id, gap), stream.key, bet_filter)
        columns = all_of_them.c
        return LiveBet.select(columns.id, columns.gap).from_(all_of_them).where(columns.id.in_(ids))
    shown = LiveBet.alias()
    others = filtered(LiveBet.select(LiveBet.nonce), stream.key, bet_filter)
    earlier = others.where(Tuple(LiveBet.nonce, LiveBet.id) < Tuple(shown.nonce, shown.id))
    previous_nonce = ordered(earlier, BetOrder(descending=True)).limit(1)
    return shown.select(shown.id, shown.nonce - previous_nonce).where(shown.id.in_(ids))


def page_ids(matching: BetQuery, order: BetOrder, window: PageWindow, total: int) -> BetQuery | None:
    """The ids of a page, counted off in the index from the nearer end; None past the last one."""
    count = min(window.limit, total - window.offset)
    if count <= 0:
        return None
    rows_behind = total - window.offset - count
    if rows_behind < window.offset:
        order = BetOrder(order.column, not order.descending)
        return ordered(matching, order).limit(count).offset(rows_behind)
    return ordered(matching, order).limit(count).offset(window.offset)
