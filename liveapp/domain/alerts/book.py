"""The rules and what they told, kept in a small file."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from uuid import UUID

from liveapp.domain.alerts.checking import checked_rules
from liveapp.domain.alerts.kept import MOST_MARKS, Kept, Mark, read, text_of, trimmed
from liveapp.domain.alerts.rules import MOST_HISTORY, USUAL, Alert, AlertRule
from liveapp.domain.state_store import StateStore

logger = logging.getLogger(__name__)

READY_RULES = tuple(
    AlertRule(UUID(int=place), condition, is_on=False)
    for place, condition in enumerate(USUAL.values(), start=1)
)
"""What a first start finds: one rule of each kind, none switched on, since nobody has asked for it."""


class AlertBook:
    """Implements `Alerts`, and keeps beside it what the judge must know after a restart.

    Whoever asks never waits for the file. One that cannot be read is as if it were not there, is told in the
    log, and is left alone until it is replaced.
    """

    def __init__(self, store: StateStore) -> None:
        self._store = store
        self._changing = Lock()
        self._listeners: tuple[Callable[[], None], ...] = ()
        self._is_saved = True
        self._renewals: Counter[UUID] = Counter()
        self._kept = Kept(READY_RULES)
        try:
            content = store.read()
            if content is not None:
                self._kept, refused = read(content.decode("utf-8"))
                if refused:
                    logger.warning("of what was kept of alerts, %d is not known and left out", refused)
        except (OSError, ValueError, RecursionError) as problem:
            logger.warning("what was kept of alerts is not used: %s", problem)

    @property
    def rules(self) -> tuple[AlertRule, ...]:
        """All rules, in the user's order."""
        return self._kept.rules

    def set_rules(self, rules: tuple[AlertRule, ...]) -> None:
        """Have these rules from now on. What changed ones, or those switched off, have told is forgotten.

        Raises:
            RuleRefused: a value makes no sense, two have one id, or they are too many; nothing changed.
            OSError: they could not be saved; nothing changed.
        """
        rules = checked_rules(rules)
        with self._changing:
            before = {rule.id: rule.judged for rule in self._kept.rules if rule.is_on}
            same = {rule.id for rule in rules if rule.is_on and before.get(rule.id) == rule.judged}
            marks = tuple(mark for mark in self._kept.marks if mark.rule_id in same)
            spoke_us = tuple(spoke for spoke in self._kept.spoke_us if spoke[0] in same)
            self._save(replace(self._kept, rules=rules, marks=marks, spoke_us=spoke_us))
            # Another one: whoever has the former compares it with this.
            self._renewals = self._renewals + Counter(before.keys() - same)
        for listener in self._listeners:
            listener()

    def history(self) -> tuple[Alert, ...]:
        """What was told, the newest first, of earlier runs of the program too."""
        return self._kept.history

    def clear_history(self) -> None:
        """Forget what was told; no rule speaks again because of that.

        Raises:
            OSError: it could not be saved; nothing changed.
        """
        with self._changing:
            self._save(replace(self._kept, history=()))

    @property
    def renewals(self) -> Counter[UUID]:
        """How often rules were changed or switched off in this run of the program: they begin anew then."""
        return self._renewals

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The situations that were told and last, as far as is known."""
        return self._kept.marks

    @property
    def spoke_us(self) -> dict[UUID, int]:
        """When rules spoke last, by the system's clock."""
        return dict(self._kept.spoke_us)

    def remember(self, alerts: Sequence[Alert], marks: Sequence[Mark], ended: Sequence[Mark]) -> None:
        """Put down what is about to be told, newest last, with its marks; `ended` situations are forgotten.

        What cannot be saved is kept for this run of the program, and told in the log, once as long as nothing
        can be saved: alerts may come several times a second. Rules that are gone, or switched off, are left
        out.
        """
        with self._changing:
            are_on = {rule.id for rule in self._kept.rules if rule.is_on}
            places = {mark.place for mark in (*marks, *ended)}
            others = (mark for mark in self._kept.marks if mark.place not in places)
            kept_marks = (*others, *(mark for mark in marks if mark.rule_id in are_on))
            spoke = {**dict(self._kept.spoke_us), **{one.rule_id: one.raised_us for one in alerts}}
            kept = Kept(
                self._kept.rules,
                (*map(trimmed, reversed(alerts)), *self._kept.history)[:MOST_HISTORY],
                kept_marks[-MOST_MARKS:],
                tuple(one for one in spoke.items() if one[0] in are_on),
            )
            try:
                self._save(kept)
            except OSError as problem:
                if self._is_saved:
                    logger.warning("what alerts told could not be saved: %s", problem)
                self._kept, self._is_saved = kept, False

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have `listener` called once rules are changed, in the thread that did; returns what ends that."""
        with self._changing:
            self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            with self._changing, suppress(ValueError):
                listeners = list(self._listeners)
                listeners.remove(listener)
                self._listeners = tuple(listeners)

        return unsubscribe

    def _save(self, kept: Kept) -> None:
        """Write it, and have it from then on. To be called while nobody else changes anything."""
        self._store.write(text_of(kept).encode("utf-8"), lambda: False)
        self._kept, self._is_saved = kept, True
