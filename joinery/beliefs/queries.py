"""Doors to what we believe. There is none for guests, on purpose."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from joinery.beliefs.models import Belief, LightChange, Quote, TakenBack, YellowLight
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.lib.newest import Newest
from joinery.rooms.models import HeardAnswer


def beliefs_for(user: User) -> QuerySet[Belief]:
    """With all that beliefs/ladder.py needs to derive the rung, in a bounded number of queries."""
    words_of_talk = [f"recording__{name}" for name in ("conversation", "original", "reading")]  # long, and not needed
    return _with_quotes(user, Quote.objects.defer(*words_of_talk))


def beliefs_with_talk_for(user: User) -> QuerySet[Belief]:
    """With the talks that their quotes stand in, to see whether they still do."""
    return _with_quotes(user, Quote.objects.defer("recording__original", "recording__reading"))


def _with_quotes(user: User, quotes: QuerySet[Quote]) -> QuerySet[Belief]:
    return (
        Belief.objects.filter(seen_by(user, "company"), given_up_at__isnull=True)
        .select_related("person", "line", "company", "believed_by")
        .annotate(is_taken_back=Exists(TakenBack.objects.filter(belief=OuterRef("pk"))))
        .prefetch_related(
            Prefetch("quotes", quotes.select_related("person", "recording__call")),
            Prefetch("line__answers", HeardAnswer.objects.select_related("guest__person")),
        )
    )


def lights_for(user: User) -> QuerySet[YellowLight]:
    """With their last change: `last_state` (None: nobody has slowed down yet), `last_words`, `last_guard`."""
    return (
        YellowLight.objects.filter(seen_by(user, "company"))
        .select_related("person", "company")
        .annotate(
            last_state=Newest(LightChange, "light", "state"),
            last_words=Newest(LightChange, "light", "their_words"),
            last_guard=Newest(LightChange, "light", "safeguard"),
        )
    )


def given_up_for(user: User) -> QuerySet[Belief]:
    """Beliefs we let go of: they can be taken back."""
    return Belief.objects.filter(seen_by(user, "company"), given_up_at__isnull=False)


SETTLED = (LightChange.State.GREEN, LightChange.State.RED, LightChange.State.NO_DOUBT)


def open_lights_for(user: User) -> QuerySet[YellowLight]:
    """Those whose last word is neither settled nor "was not a doubt"."""
    return lights_for(user).filter(Q(last_state__isnull=True) | ~Q(last_state__in=SETTLED))


def changes_of(light: YellowLight) -> QuerySet[LightChange]:
    return LightChange.objects.filter(light=light).select_related("by")


def evidence_of(opportunity_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each opportunity that the caller may see: how many beliefs stand on their words, of how many."""
    counted = (
        Belief.objects.filter(opportunity__in=list(opportunity_ids), given_up_at__isnull=True)
        .order_by()
        .values_list("opportunity")
        .annotate(quoted=Count("pk", filter=Exists(Quote.objects.filter(belief=OuterRef("pk")))), lines=Count("pk"))
    )
    return {opportunity: (quoted, lines) for opportunity, quoted, lines in counted}
