"""The value case: what today costs them and what the new way brings, in their own figures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.heard import HeardAnswer
from joinery.rooms.models.room import Guest, Room


class ValueCase(Record):
    """One a room. Customers read it from the day it was put before them; taken back it is ours to change again."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="value_case")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    privacy: ClassVar[Privacy] = Privacy(internal="made_at", shared="room published_at published_by")

    def __str__(self) -> str:
        return f"Value case of {self.room}"


class ValueLine(Record):
    """One figure of theirs, and their words that it comes from."""

    class Side(models.TextChoices):
        COSTS = "costs", "What it costs you today"
        BRINGS = "brings", "What it brings"

    case = models.ForeignKey(ValueCase, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=6, choices=Side)
    words = models.CharField(max_length=200)
    figure = models.CharField(max_length=60)  # as they said it: "two hours each night"
    quote = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="added_at", shared="case side words figure quote person said_on")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words


class ValueAnswer(Record):
    """What a guest said to a figure. The newest counts; earlier ones stay."""

    line = models.ForeignKey(ValueLine, on_delete=models.CASCADE, related_name="answers")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=9, choices=HeardAnswer.Answer)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="line guest answer words answered_at")

    class Meta:
        ordering = ("answered_at", "id")

    def __str__(self) -> str:
        return f"{self.guest}: {self.answer}"
