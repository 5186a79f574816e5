"""Promises both ways, and each step of their life as a row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models import Call, Recording
from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned
from joinery.opportunities.models import Opportunity


class Promise(Versioned):
    """`side` is the giver's: ours (giver_user to receiver_person) or theirs (giver_person to receiver_user).
    `state` is the newest event's state, kept here to be searched; promises/life.py says which may follow which."""

    class Side(models.TextChoices):
        OURS = "ours", "We promised"
        THEIRS = "theirs", "They promised"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="promises")
    opportunity = models.ForeignKey(
        Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises"
    )
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises")
    side = models.CharField(max_length=6, choices=Side)
    what = models.CharField(max_length=300)
    done_when = models.CharField(max_length=300, blank=True)  # the receiver's condition of satisfaction
    giver_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_given")
    giver_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises_given"
    )
    receiver_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_received"
    )
    receiver_person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="promises_received"
    )
    due_on = models.DateField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=12, default="promised", db_index=True)
    quote = models.TextField(blank=True)  # the exact words, when it was heard
    recording = models.ForeignKey(Recording, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    turn = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)  # since when the customer sees it in their room
    made_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="opportunity call recording turn start end quote",
        shared="company side what done_when giver_user giver_person receiver_user receiver_person due_on state "
        "shown_at made_at",
    )

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(side="ours", giver_user__isnull=False) | models.Q(side="theirs"),
                name="our_promise_has_a_giver",
            )
        ]

    def __str__(self) -> str:
        return self.what


class PromiseEvent(Record):
    """One step in a promise's life."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)  # the date in force after this step
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="promise state words due_on user person at", personal="by_name")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.state} {self.at:%d.%m.%Y}"


from joinery.promises.recovery_models import Recovery as Recovery  # noqa: E402 - found from here by Django
from joinery.promises.recovery_models import RecoveryEvent as RecoveryEvent  # noqa: E402
