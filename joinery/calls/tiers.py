"""A firm's own tiers: fitted to what its people accepted and dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.calls.models import FittedTier, Verdict
from joinery.method.tiers import Tier, Tiers, load_tiers, refitted

ANEW_AFTER = 10  # new verdicts
BY_HAND = "marked by hand"  # what a person found alone says nothing about the chances we give


def tiers_of_the_firm() -> Tiers:
    """Those that come with the product, and above them the firm's own."""
    own = {
        one.kind: Tier(
            one.likely_from, one.sure_from, one.right, one.right_when_sure, one.shown, one.sure, one.verdicts
        )
        for one in FittedTier.objects.all()
    }
    return {**load_tiers(), **own}


def fit_tiers_if_due(*, now: datetime) -> bool:
    """Whether there was enough new to learn from."""
    seen = max(FittedTier.objects.values_list("fitted_at", flat=True), default=None)
    fresh = Verdict.objects.filter(decided_at__gt=seen) if seen else Verdict.objects.all()
    if fresh.count() < ANEW_AFTER:
        return False
    fit_tiers(now=now)
    return True


@transaction.atomic
def fit_tiers(*, now: datetime) -> list[FittedTier]:
    """Fits every kind with enough verdicts; the others keep the tiers that come with the product."""
    verdicts: dict[str, list[tuple[float, bool]]] = {}
    rows = Verdict.objects.exclude(proposal__heard_by=BY_HAND)
    for kind, confidence, answer in rows.values_list("proposal__kind", "proposal__confidence", "answer"):
        verdicts.setdefault(kind, []).append((confidence, answer != Verdict.Answer.DROPPED))
    found = []
    for kind, pairs in sorted(verdicts.items()):
        if tier := refitted(load_tiers().get(kind, Tier()), pairs):
            values = {
                name: getattr(tier, name) for name in Tier.__slots__ if name not in ("labelled", "likely_elsewhere")
            }
            one, _ = FittedTier.objects.update_or_create(
                kind=kind, defaults={**values, "verdicts": tier.labelled, "fitted_at": now}
            )
            found.append(one)
    return found
