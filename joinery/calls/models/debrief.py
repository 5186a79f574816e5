"""The debrief: what the engine proposes, what a person decides, and how the plan went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.calls.models.recording import Recording, Voice
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned


class Proposal(Record):
    """A finding of the engine, waiting for a person. `quote` equals the recording's turn text from start to end."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="proposals")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20)
    sort = models.CharField(max_length=12, blank=True)
    side = models.CharField(max_length=8)
    turn = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    owner_name = models.CharField(max_length=160, blank=True)
    due = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=120, blank=True)
    confidence = models.FloatField()
    heard_by = models.CharField(max_length=60)
    tier = models.CharField(
        max_length=6, default="likely", choices=[("sure", "Sure"), ("likely", "Likely"), ("hidden", "Not sure")]
    )
    cues = models.JSONField(default=list, blank=True)  # what spoke for it most, as words
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the words were cut out: what is left is the verdict
    privacy: ClassVar[Privacy] = Privacy(
        internal="recording voice kind sort side turn start end quote owner_name due due_words "
        "confidence heard_by tier cues withdrawn_at"
    )

    class Meta:
        ordering = ("turn", "start", "id")
        constraints = [
            models.UniqueConstraint(fields=["recording", "kind", "turn", "start", "end"], name="proposal_once")
        ]

    def __str__(self) -> str:
        return self.quote[:60]


class Verdict(Record):
    """What a person decided on a proposal."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        CHANGED = "changed", "Changed"
        DROPPED = "dropped", "Dropped"

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="verdict")
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(blank=True)  # our wording, when changed; never shown as a quote
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="proposal answer words by decided_at")

    def __str__(self) -> str:
        return self.answer


class Debrief(Versioned):
    """How the call went against its plan. Exists once somebody opened the debrief; done when done_at is set."""

    class Given(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "No"

    class Action(models.TextChoices):
        ACCEPTED = "accepted", "They said yes"
        COUNTERED = "countered", "They offered another step"
        DECLINED = "declined", "They said no"
        NOT_ASKED = "not_asked", "We did not ask"

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="debrief")
    benefit_given = models.CharField(max_length=6, blank=True, choices=Given)
    benefit_words = models.TextField(blank=True)
    action_result = models.CharField(max_length=10, blank=True, choices=Action)
    action_words = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    privacy: ClassVar[Privacy] = Privacy(
        internal="call benefit_given benefit_words action_result action_words learned begun_at done_at by"
    )

    def __str__(self) -> str:
        return f"Debrief of {self.call}"
