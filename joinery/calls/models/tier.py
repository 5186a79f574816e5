"""From which chance on a firm wants to see a finding: fitted to its own verdicts, on its own machine."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.lib.records import Privacy, Record


class FittedTier(Record):
    """The newest fit of one kind. Stands above the tiers that come with the product."""

    kind = models.CharField(max_length=20, unique=True)
    likely_from = models.FloatField()
    sure_from = models.FloatField()
    right = models.FloatField()  # of those shown, the share that was accepted
    right_when_sure = models.FloatField()
    shown = models.PositiveIntegerField()
    sure = models.PositiveIntegerField()
    verdicts = models.PositiveIntegerField()
    fitted_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="kind likely_from sure_from right right_when_sure shown sure verdicts fitted_at"
    )

    class Meta:
        ordering = ("kind",)

    def __str__(self) -> str:
        return f"{self.kind} from {self.likely_from:.2f}"
