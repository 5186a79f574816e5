"""What people put right in a transcript, and which stretches of a recording they listened to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.recording import Recording
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Mend(Record):
    """A turn of a recording, put right. The recording holds it as it stands now; here it stands as it was, whole."""

    class Kind(models.TextChoices):
        WORDS = "words", "Other words"
        SPEAKER = "speaker", "Somebody else spoke"
        BOTH = "both", "Other words, by somebody else"
        CONFIRMED = "confirmed", "The words are right"
        BACK = "back", "As it was heard"

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="mends")
    turn = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    before = models.JSONField()  # the turn as the recording had it: speaker, text, times, words
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="recording turn kind before by at")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["recording", "turn"], name="mends_of_turn")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, turn {self.turn}"


class Listening(Record):
    """Somebody of us played this stretch of a recording, all of it. Seconds from its start."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="listenings")
    start = models.FloatField()
    end = models.FloatField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="recording start end by at")

    class Meta:
        ordering = ("start", "id")
        indexes = [models.Index(fields=["recording", "by"], name="listenings_of")]

    def __str__(self) -> str:
        return f"{self.start:.1f} to {self.end:.1f}"
