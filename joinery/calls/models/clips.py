"""A stretch of a call, cut out to be heard again, and to be put before the customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.recording import Recording
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Clip(Record):
    """From a place in one turn to a place in another. Its sound is never kept: it is cut from the recording when it is
    played, so that what is cut from there, or dropped, is gone from here. Shared while shared_at is set."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="clips")
    title = models.CharField(max_length=160)
    first_turn = models.PositiveIntegerField()
    first = models.PositiveIntegerField()  # the character of the first turn at which it begins
    last_turn = models.PositiveIntegerField()
    last = models.PositiveIntegerField()  # the character of the last turn before which it ends
    start = models.FloatField(null=True, blank=True)  # seconds; None where the transcript has no times
    end = models.FloatField(null=True, blank=True)
    lines = models.JSONField()  # [{"who", "ours", "says", "at"}]: the words as they stand now
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="recording first_turn first last_turn last start end made_by made_at",
        shared="title lines shared_by shared_at",
    )

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return self.title

    @property
    def seconds(self) -> float | None:
        return self.end - self.start if self.start is not None and self.end is not None else None
