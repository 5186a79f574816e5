"""Another day for a meeting, proposed by a guest; the address from which a guest's calendar fetches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models import Call
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.room import Guest


class OtherDay(Record):
    """Asked by a guest, decided by one of us. Taken, it moves the meeting."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="other_days")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_taken = models.BooleanField(default=False)
    answer = models.CharField(max_length=300, blank=True)  # why not, in our words
    privacy: ClassVar[Privacy] = Privacy(
        shared="call guest starts_at words asked_at decided_at decided_by was_taken answer"
    )

    class Meta:
        ordering = ("asked_at", "id")

    def __str__(self) -> str:
        return f"{self.call} on {self.starts_at:%d.%m.%Y}"


class CalendarFeed(Record):
    """A guest's own calendar address. It is made from `nonce` and the house's secret: with a new nonce the old address
    is nothing, and whoever reads the database cannot write one down."""

    guest = models.OneToOneField(Guest, on_delete=models.CASCADE, related_name="calendar_feed")
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="guest nonce made_at ended_at")

    def __str__(self) -> str:
        return f"Calendar of {self.guest}"
