"""Peewee's view of the tables. The migrations make them; a test compares the two.

Times are integers: microseconds since the Unix epoch, UTC. Models carry no database: a query is
bound to one where it is run.
"""

from peewee import (
    AutoField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


class LiveStream(Model):
    """A seed pair and its running totals, which the writer keeps in the bets' own transaction."""

    id = AutoField()
    uuid = TextField(unique=True)
    server_seed_hashed = TextField()
    client_seed = TextField()
    created_at = IntegerField()
    last_seen_at = IntegerField()
    deleted_at = IntegerField(null=True)
    total_bets = IntegerField(default=0)
    highest_multiplier = FloatField(null=True)
    lowest_multiplier = FloatField(null=True)
    sum_multipliers = FloatField(default=0.0)
    last_nonce = IntegerField(null=True)
    rounds = IntegerField(default=0)
    first_round = IntegerField(null=True)
    last_round = IntegerField(null=True)
    notes = TextField(null=True)
    notes_revision = IntegerField(default=0)
    own_alias = TextField(null=True, column_name="alias")  # `alias` is a method of Peewee's models
    is_pinned = IntegerField(default=0)
    is_revealed = IntegerField(default=0)
    verified = IntegerField(default=0)
    mismatched = IntegerField(default=0)
    unverifiable = IntegerField(default=0)

    class Meta:
        """Table name."""

        table_name = "live_streams"


class StreamTotal(Model):
    """What a stream's bets of one currency (empty where they name none) come to, kept as above."""

    stream = ForeignKeyField(
        LiveStream, column_name="stream_id", on_delete="CASCADE", index=False, backref="+"
    )
    currency = TextField()
    first_bet_id = IntegerField()
    bets = IntegerField()
    wagered = FloatField()
    paid_out = FloatField()

    class Meta:
        """Table name and key."""

        table_name = "stream_totals"
        primary_key = CompositeKey("stream", "currency")


class LiveBet(Model):
    """One recorded bet."""

    id = AutoField()
    stream = ForeignKeyField(
        LiveStream, column_name="stream_id", on_delete="CASCADE", index=False, backref="+"
    )
    antebot_bet_id = TextField()
    received_at = IntegerField()
    date_time = IntegerField(null=True)
    nonce = IntegerField()
    amount = FloatField()
    payout = FloatField()
    difficulty = TextField()
    round_target = FloatField(null=True)
    round_result = FloatField()
    payout_multiplier = FloatField(null=True)
    currency = TextField(null=True)
    is_stand_in = IntegerField(default=0)
    verdict = IntegerField(null=True)

    class Meta:
        """Table name."""

        table_name = "live_bets"


class BetBookmark(Model):
    """A bet that the user has marked."""

    bet = ForeignKeyField(LiveBet, column_name="bet_id", on_delete="CASCADE", primary_key=True, backref="+")
    note = TextField(null=True)
    created_at = IntegerField()

    class Meta:
        """Table name."""

        table_name = "bookmarks"


class LiveRound(Model):
    """What a nonce came to, from a bet or a heartbeat; the first value that came is kept.

    But a stand-in gives way to the first real result. The difficulty is a heartbeat's own.
    """

    stream = ForeignKeyField(
        LiveStream, column_name="stream_id", on_delete="CASCADE", index=False, backref="+"
    )
    nonce = IntegerField()
    round_result = FloatField()
    is_stand_in = IntegerField(default=0)
    difficulty = TextField(null=True)

    class Meta:
        """Table name and key."""

        table_name = "live_rounds"
        primary_key = CompositeKey("stream", "nonce")


class MissedRange(Model):
    """Consecutive nonces of a stream of which none is known, between two that are."""

    stream = ForeignKeyField(
        LiveStream, column_name="stream_id", on_delete="CASCADE", index=False, backref="+"
    )
    first_nonce = IntegerField()
    last_nonce = IntegerField()

    class Meta:
        """Table name and key."""

        table_name = "missed_rounds"
        primary_key = CompositeKey("stream", "first_nonce")


class SeedAlias(Model):
    """A server seed that was revealed, by the hash that had committed to it."""

    server_seed_hashed = TextField(primary_key=True)
    server_seed = TextField()
    added_at = IntegerField()

    class Meta:
        """Table name."""

        table_name = "seed_aliases"
