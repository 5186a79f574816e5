"""A call: a visit, a telephone or a video call with a customer."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models

from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned
from joinery.opportunities.models import Opportunity


class Call(Versioned):
    """Whether it is planned, held or debriefed is read from its rows: plan, held_at, debrief."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        PHONE = "phone", "Telephone"
        VIDEO = "video", "Video"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="calls")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="calls")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=160)  # what the customer reads: "The basement, step by step"
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.VISIT)
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    zone = models.CharField(max_length=60, default="Europe/Berlin")
    place = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    agenda_sent_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="opportunity created_at",
        shared="company owner title kind starts_at minutes zone place held_at called_off_at agenda_sent_at",
    )

    class Meta:
        ordering = ("starts_at", "id")
        indexes = [models.Index(fields=["owner", "starts_at"], name="calls_of_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self):  # type: ignore[no-untyped-def]
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(Record):
    """Somebody who should be there, and whether they were. Exactly one of person (theirs) and user (ours)."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="attendances")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances")
    is_required = models.BooleanField(default=False)
    was_there = models.BooleanField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="is_required was_there", shared="call person user")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(user__isnull=True), name="ours_or_theirs"
            ),
            models.UniqueConstraint(fields=["call", "person"], name="person_once_a_call"),
            models.UniqueConstraint(fields=["call", "user"], name="user_once_a_call"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.person or self.user).name  # type: ignore[union-attr]


class AgendaItem(Record):
    """A line of the agenda; both sides may add one."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="agenda")
    words = models.CharField(max_length=300)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="call words person user added_at")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words
