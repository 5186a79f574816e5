"""What happens on the way: each step's events, the customer's verdicts, what worries somebody, what was not as
planned."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.blueprints.models.plan import Blueprint, Step
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models import Guest


class StepEvent(Record):
    """One thing that happened to a step; rows are only added. Both sides read them."""

    class Kind(models.TextChoices):
        BEGUN = "begun", "began"
        REPORTED = "reported", "says it is done:"
        DONE = "done", "did"
        PASSED = "passed", "said yes to"
        NOT_PASSED = "not_passed", "was not content with"
        REOPENED = "reopened", "opened again"
        TAKEN = "taken", "took on"
        HANDED_BACK = "handed_back", "handed back"
        RE_DATED = "re_dated", "moved"
        LEFT_OUT = "left_out", "left out"
        BROUGHT_BACK = "brought_back", "brought back"
        SAID = "said", "wrote to"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.TextField(blank=True)
    before_on = models.DateField(null=True, blank=True)  # of a new day: the day before
    due_on = models.DateField(null=True, blank=True)  # the day in force after this
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="step kind words before_on due_on user person at", personal="by_name")

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["step", "at"], name="step_event_when")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_kind_display()} {self.step}"


class Verdict(Record):
    """A customer's answer at a checkpoint, held against their picture as it read then. The newest counts."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, as I pictured it"
        NOT_QUITE = "not_quite", "Not quite"
        NO = "no", "No"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="verdicts")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="verdicts")
    answer = models.CharField(max_length=9, choices=Answer)
    words = models.TextField(blank=True)
    picture = models.TextField(blank=True)  # the concept of the first call, in their words
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="step guest answer words picture at")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.guest}: {self.answer}"


class Concern(Record):
    """Something in the way of a step. It reaches the step's named owner, and whoever opened it closes it."""

    class Kind(models.TextChoices):
        STUCK = "stuck", "is stuck with"
        WRONG = "wrong", "says that something is wrong with"
        DISPUTE = "dispute", "does not agree with"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.TextField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns")
    by_name = models.CharField(max_length=160)
    opened_at = models.DateTimeField()
    told = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns")
    answer = models.TextField(blank=True)  # the first human answer, and what is done about it
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.TextField(blank=True)
    closed_by = models.CharField(max_length=160, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        shared="step kind words user guest opened_at told answer answered_by answered_at closing_words closed_at",
        personal="by_name closed_by",
    )

    class Meta:
        ordering = ("opened_at", "id")

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_kind_display()} {self.step}"


class Slip(Record):
    """A day that was not kept: what caused it (a key of method/causes.toml), and the new day, which counts once the
    customer agreed to it."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="slips")
    was_on = models.DateField()
    new_on = models.DateField()
    cause = models.CharField(max_length=40)
    words = models.TextField(blank=True)  # to the customer
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="cause", shared="step was_on new_on words user at agreed_by agreed_at"
    )

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.step}: {self.was_on} to {self.new_on}"


class Deviation(Record):
    """Not done as the template says: a step left out, an order not kept. It needs a reason, and is counted."""

    class Kind(models.TextChoices):
        LEFT_OUT = "left_out", "left out"
        OUT_OF_ORDER = "out_of_order", "done before what comes first"
        ROLE_MISSING = "role_missing", "begun without somebody who must be there"
        NOT_READY = "not_ready", "begun before all was ready"

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="deviations")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="deviations")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.TextField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # the step was brought back
    privacy: ClassVar[Privacy] = Privacy(
        shared="blueprint step kind reason user person at ended_at", personal="by_name"
    )

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.step} {self.get_kind_display()}"
