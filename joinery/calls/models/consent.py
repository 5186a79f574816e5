"""Who was asked to be recorded, what they answered, and whose words were cut out again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.calls.models.recording import Recording, Voice
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Consent(Record):
    """What somebody answered when asked to be recorded and read. The newest row of a name counts. `noted_by` is empty
    where they answered themselves. A yes that was said on the call may name the turn in which it was said."""

    class Answer(models.TextChoices):
        GIVEN = "given", "Yes"
        REFUSED = "refused", "No"
        WITHDRAWN = "withdrawn", "Taken back"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    name = models.CharField(max_length=160)
    answer = models.CharField(max_length=9, choices=Answer)
    how = models.CharField(
        max_length=8,
        default="call",
        choices=[
            ("call", "Said on the call"),
            ("mail", "Wrote it"),
            ("contract", "Agreed beforehand"),
            ("page", "Answered themselves"),
        ],
    )
    wording = models.TextField(blank=True)
    place = models.CharField(max_length=6, blank=True)  # whose law was named when they were asked
    noted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    recording = models.ForeignKey(Recording, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    turn = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="call person user answer how place noted_by given_at recording turn quote",
        shared="wording",  # what somebody was asked, they may read
        personal="name",
    )

    class Meta:
        ordering = ("given_at", "id")

    def __str__(self) -> str:
        return f"{self.name}: {self.answer}"


class ConsentRequest(Record):
    """Somebody was asked by letter, in these words. Reminded once at most."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="consent_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consent_requests")
    wording = models.TextField()
    place = models.CharField(max_length=6, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="asked_by reminded_at", shared="call person wording place asked_at")

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="asked_once_a_call")]

    def __str__(self) -> str:
        return f"{self.person}: {self.call}"


class Cut(Record):
    """A voice whose words were taken out of a recording for good. `stretches` are the seconds in which it spoke, for
    the sound; `has_times` says whether all of them are known."""

    class Why(models.TextChoices):
        WITHDRAWN = "withdrawn", "Consent taken back"
        LEFT_OUT = "left_out", "Left out: not asked, or said no"
        ERASED = "erased", "Erased on request"

    voice = models.OneToOneField(Voice, on_delete=models.CASCADE, related_name="cut")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="cuts")
    why = models.CharField(max_length=9, choices=Why)
    turns = models.PositiveIntegerField()
    stretches = models.JSONField(default=list)
    has_times = models.BooleanField(default=True)
    cut_at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    privacy: ClassVar[Privacy] = Privacy(
        internal="voice recording why turns stretches has_times cut_at", personal="by_name"
    )

    class Meta:
        ordering = ("cut_at", "id")

    def __str__(self) -> str:
        return f"{self.voice}: {self.turns}"
