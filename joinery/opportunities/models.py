"""Opportunities, who decides on them, what else the customer weighs, and how each ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned


class Opportunity(Versioned):
    """`stage` is a key of method/stages.toml."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="opportunities")
    name = models.CharField(max_length=160)
    stage = models.CharField(max_length=30, default="exploring")
    stage_since = models.DateTimeField()
    amount = models.BigIntegerField(null=True, blank=True)  # minor units (cents)
    currency = models.CharField(max_length=3, default="EUR")
    probability = models.PositiveSmallIntegerField(null=True, blank=True)  # percent, the seller's own estimate
    close_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, default="new", choices=[("new", "First order"), ("repeat", "Repeat order")])
    next_step = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="opportunities")
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="stage stage_since amount currency probability close_on kind next_step about created_at archived_at",
        shared="company name owner",
    )

    class Meta:
        ordering = ("close_on", "id")
        verbose_name_plural = "opportunities"
        # All that a sum over a whole book asks for: it is added up without a look into the rows.
        indexes = [
            models.Index(fields=["stage", "archived_at", "company", "currency", "amount"], name="worth_in_stage")
        ]

    def __str__(self) -> str:
        return self.name


class StageMove(Record):
    """An opportunity went from one stage to another."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30)
    why = models.TextField(blank=True)  # for an ending: our words
    their_words = models.TextField(blank=True)  # for an ending: the customer's own reason
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="opportunity before after why their_words by moved_at")

    class Meta:
        ordering = ("moved_at", "id")

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class DecisionPerson(Versioned):
    """A person with a part in this decision."""

    class Part(models.TextChoices):
        FUNDER = "funder", "Funder: releases the money"
        USER = "user", "User: lives with the result"
        CHECKER = "checker", "Checker: can say no on one point"
        GUIDE = "guide", "Guide: helps us understand"
        UNKNOWN = "unknown", "Not known yet"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="decision_people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="decision_parts")
    part = models.CharField(max_length=10, choices=Part, default=Part.UNKNOWN)
    influence = models.CharField(
        max_length=6, blank=True, choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")]
    )
    wins = models.TextField(blank=True)  # what they would gain in person: a guess unless quoted
    privacy: ClassVar[Privacy] = Privacy(internal="opportunity person part influence wins")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["opportunity", "person", "part"], name="one_part_once")]

    def __str__(self) -> str:
        return f"{self.person} ({self.part})"


class Alternative(Versioned):
    """Another way the customer has: another supplier, doing it themselves, or leaving it."""

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", "Another supplier"
        THEMSELVES = "themselves", "Doing it themselves"
        NOTHING = "nothing", "Leaving it as it is"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="alternatives")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUPPLIER)
    name = models.CharField(max_length=160)
    better_at = models.TextField(blank=True)  # what it does better than ours, as far as we know
    asked_at = models.DateTimeField(null=True, blank=True)  # when we asked the customer about it
    noted_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="opportunity kind name better_at asked_at noted_at")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class FitMark(Record):
    """How one question of fit (a key of method/fit.toml) stands. The newest mark counts; earlier ones stay."""

    class Light(models.TextChoices):
        GREEN = "green", "It fits"
        YELLOW = "yellow", "Not sure"
        RED = "red", "It does not fit"

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="fit_marks")
    item = models.CharField(max_length=30)
    light = models.CharField(max_length=6, choices=Light)
    words = models.TextField(blank=True)  # what it stands on
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="opportunity item light words by at")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.item}: {self.light}"


class GateOverride(Record):
    """Somebody went on through a closed gate (a key of method/gates.toml): what was missing, why, and who. Counted."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="overrides")
    gate = models.CharField(max_length=30)
    missing = models.JSONField()  # names of the needs that were not met
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="opportunity gate missing reason by at")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.gate}: {self.reason}"[:80]
