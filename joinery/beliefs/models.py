"""Beliefs on the evidence ladder, the quotes under them, and yellow lights.

Foreign keys out of this room carry related_name="+": from a company or a call there is no way back to a belief.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models import Call, Proposal, Recording
from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned
from joinery.opportunities.models import Alternative, Opportunity
from joinery.rooms.models import HeardLine


class Belief(Versioned):
    """One line of what we know. Its rung (guess, reported, quoted, confirmed, stale) is derived: beliefs/ladder.py."""

    class Origin(models.TextChoices):
        GUESS = "guess", "A guess of ours"
        REPORTED = "reported", "Told to us, written down by us"
        HEARD = "heard", "Heard in their own words"

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=20)  # concept, need, impact, decision …: method/beliefs.toml
    sort = models.CharField(max_length=12, blank=True)  # concept: fix, accomplish, avoid; need: felt, wanted
    words = models.TextField()  # the customer's words when heard, ours otherwise
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.GUESS)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    alternative = models.ForeignKey(Alternative, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    line = models.ForeignKey(HeardLine, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    believed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    believed_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_why = models.TextField(blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="company opportunity kind sort words origin person alternative line believed_by believed_at "
        "given_up_at given_up_why"
    )

    class Meta:
        ordering = ("kind", "id")
        indexes = [models.Index(fields=["company", "kind"], name="beliefs_of_company")]

    def __str__(self) -> str:
        return self.words[:60]


class Quote(Record):
    """Exact words under a belief: `text` equals the recording's turn text from start to end."""

    belief = models.ForeignKey(Belief, on_delete=models.CASCADE, related_name="quotes")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    turn = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="belief recording proposal turn start end text person said_at")

    class Meta:
        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return self.text[:60]


class TakenBack(Record):
    """Here a quote stood under a belief, until whoever said it took back the consent. The words are gone."""

    belief = models.ForeignKey(Belief, on_delete=models.CASCADE, related_name="taken_back")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField()
    said_at = models.DateTimeField()
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="belief recording turn said_at at")

    class Meta:
        verbose_name_plural = "taken back"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"Taken back {self.at:%d.%m.%Y}"


class YellowLight(Record):
    """A hesitation of the customer's: slow down until it is green or red."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sort = models.CharField(max_length=12, default="unknown")  # timing, price, people, risk, politics, fit, unknown
    words = models.TextField()  # their words
    seconds = models.FloatField(null=True, blank=True)  # where in the call
    is_quote = models.BooleanField(default=True)
    noticed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noticed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # as with a quote
    privacy: ClassVar[Privacy] = Privacy(
        internal="company opportunity call proposal person sort words seconds is_quote noticed_by noticed_at "
        "withdrawn_at"
    )

    class Meta:
        ordering = ("noticed_at", "id")

    def __str__(self) -> str:
        return self.words[:60]


class LightChange(Record):
    """What became of a yellow light."""

    class State(models.TextChoices):
        ASKED = "asked", "We asked about it"
        GREEN = "green", "Settled"
        RED = "red", "It stands in the way"
        OPEN = "open", "Open again"
        NO_DOUBT = "no_doubt", "Was not a doubt"

    light = models.ForeignKey(YellowLight, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=8, choices=State)
    their_words = models.TextField(blank=True)
    safeguard = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="light state their_words safeguard by at")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.state
