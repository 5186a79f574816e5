"""The board: a column for each stage that is not an end, a bounded number of cards, six questions to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from joinery.beliefs.queries import evidence_of
from joinery.calls.queries import calls_for
from joinery.firm.models import User
from joinery.lib.tongues import money_words
from joinery.method.stages import Stage, on_the_board
from joinery.opportunities.models import Opportunity
from joinery.web.desk.records import Figure, NextCall, figures_of, next_calls
from joinery.web.desk.saying import local_day, near_day

CARDS = 40
LONG_DAYS = 45
SELECTED = mark_safe(" selected")


class Read(NamedTuple):
    """What a card needs of its opportunity."""

    pk: int
    stage: str
    public_id: str
    name: str
    company__name: str
    amount: int | None
    currency: str
    stage_since: datetime


@dataclass(frozen=True)
class Card:
    public_id: str
    name: str
    line: str  # whose, and what it is worth
    days: int
    next_call: NextCall | None
    next_day: str
    quoted: str
    lines: int

    @property
    def is_long(self) -> bool:
        return self.days > LONG_DAYS

    @property
    def stands(self) -> str:
        """The days in this stage, in words."""
        if self.days == 0:
            return "since today"
        return "one day" if self.days == 1 else f"{self.days} days"

    @property
    def evidence(self) -> str:
        if not self.lines:
            return "Nothing known yet"
        return f"{self.quoted} of {self.lines} lines in their own words"


@dataclass(frozen=True)
class BoardColumn:
    stage: Stage
    cards: list[Card]
    count: int
    worth: list[Figure]

    @cached_property
    def choices(self) -> SafeString:
        """The stages that a card of this column may move to: made once, shown on each card."""
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((stage.key, SELECTED if stage is self.stage else "", stage.title) for stage in on_the_board()),
        )

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board_of(opportunities: QuerySet[Opportunity], user: User, now: datetime) -> list[BoardColumn]:
    keys = [stage.key for stage in on_the_board()]
    there = opportunities.filter(stage__in=keys)
    ranked = there.annotate(
        place=Window(RowNumber(), partition_by=F("stage"), order_by=[F("close_on").asc(nulls_last=True), F("pk").asc()])
    )
    first = ranked.filter(place__lte=CARDS).select_related(None).values("pk")  # few columns are ranked quicker than all
    in_order = opportunities.filter(pk__in=first).order_by(F("close_on").asc(nulls_last=True), "pk")
    shown = [Read(*row) for row in in_order.values_list(*Read._fields)]
    ids = [row.pk for row in shown]
    evidence = evidence_of(ids)
    upcoming = next_calls(calls_for(user).filter(opportunity__in=ids), "opportunity_id", now)
    counts: dict[str, int] = {}
    sums: dict[str, list[tuple[str, int | None]]] = {}
    grouped = there.order_by("currency").values_list("stage", "currency").annotate(Count("pk"), Sum("amount"))
    for stage, currency, count, amount in grouped:
        counts[stage] = counts.get(stage, 0) + count
        sums.setdefault(stage, []).append((currency, amount))
    cards: dict[str, list[Card]] = {key: [] for key in keys}
    for row in shown:
        cards[row.stage].append(_card(row, now, upcoming.get(row.pk), evidence.get(row.pk, (0, 0))))
    return [
        BoardColumn(stage, cards[stage.key], counts.get(stage.key, 0), figures_of(sums.get(stage.key, [])))
        for stage in on_the_board()
    ]


def _card(row: Read, now: datetime, call: NextCall | None, evidence: tuple[int, int]) -> Card:
    worth = "" if row.amount is None else f", {money_words(row.amount, row.currency)}"
    return Card(
        public_id=row.public_id,
        name=row.name,
        line=f"{row.company__name}{worth}",
        days=max((now - row.stage_since).days, 0),
        next_call=call,
        next_day=near_day(local_day(call.starts_at), local_day(now)) if call else "",
        quoted=str(evidence[0]),
        lines=evidence[1],
    )
