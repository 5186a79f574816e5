"""A promise of ours that was broken, and how it is put right; each thing said in it as a row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned
from joinery.promises.models import Promise


class Recovery(Versioned):
    """`stage` is where the newest event left it, kept here to be searched; recovery_life.py says what may follow."""

    class Found(models.TextChoices):
        OURS = "ours", "We said so first"
        THEIRS = "theirs", "They told us"

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="recoveries")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recoveries")
    opened_at = models.DateTimeField()
    found_by = models.CharField(max_length=6, choices=Found)
    stage = models.CharField(max_length=8, default="open", db_index=True)
    cost = models.TextField(blank=True)  # what it cost them, in their words
    missing = models.TextField(blank=True)  # what they said last to a plan or to a repair that was not enough
    plan = models.TextField(blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    plan_agreed_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)  # since when we say so
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True)  # their words when they closed it
    cause = models.TextField(blank=True)  # ours alone: why it came to this
    privacy: ClassVar[Privacy] = Privacy(
        internal="cause",
        shared="promise owner opened_at found_by stage cost missing plan planned_at plan_agreed_at fixed_at closed_at "
        "closed_by answer",
    )

    class Meta:
        ordering = ("opened_at", "id")
        verbose_name_plural = "recoveries"
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=models.Q(closed_at__isnull=True), name="one_open_recovery_a_promise"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="closed", closed_at__isnull=False)
                | (~models.Q(stage="closed") & models.Q(closed_at__isnull=True)),
                name="a_closed_recovery_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"To put right: {self.promise}"


class RecoveryEvent(Record):
    """One thing said in a recovery, by one of ours or one of theirs."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="events")
    said = models.CharField(max_length=8)
    words = models.TextField(blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="recovery said words user person at", personal="by_name")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.said} {self.at:%d.%m.%Y}"
