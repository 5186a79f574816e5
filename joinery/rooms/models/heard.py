"""The lines of "what we heard", and what guests say to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.room import Guest, Room


class HeardLine(Record):
    """A line of "what we heard", put before the customer by somebody of us. `words` are what was said."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)  # concept, need, impact …: names the group it stands in
    sort = models.CharField(max_length=12, blank=True)
    words = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        shared="room kind sort words person said_on published_by published_at withdrawn_at"
    )

    class Meta:
        ordering = ("published_at", "id")

    def __str__(self) -> str:
        return self.words[:60]


class HeardAnswer(Record):
    """What a guest said to a line. The newest counts; earlier ones stay."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, that is it"
        NOT_QUITE = "not_quite", "Not quite"

    line = models.ForeignKey(HeardLine, on_delete=models.CASCADE, related_name="answers")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=9, choices=Answer)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="line guest answer words answered_at")

    class Meta:
        ordering = ("answered_at", "id")

    def __str__(self) -> str:
        return f"{self.guest}: {self.answer}"
