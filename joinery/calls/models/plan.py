"""The plan of a call: one of two purposes, what the customer gains, what we ask of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned


class Plan(Versioned):
    """One per call, made before it; frozen when the call is held."""

    class Purpose(models.TextChoices):
        ADVANCE = "advance", "To move something on"
        RELATIONSHIP = "relationship", "To get to know each other"

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="plan")
    purpose = models.CharField(max_length=12, choices=Purpose)
    benefit = models.TextField()  # what the customer gains from this call; stands in the invitation
    reason_to_meet = models.TextField(blank=True)  # in the customer's terms; stands in the invitation
    action_who = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    action_what = models.CharField(max_length=300, blank=True)  # best step: verb and object
    action_measure = models.CharField(max_length=300, blank=True)  # how both see that it is done
    action_by = models.DateField(null=True, blank=True)
    action_payoff = models.CharField(max_length=300, blank=True)  # so that the customer gets …
    action_achievable = models.CharField(max_length=300, blank=True)  # why they can
    least_step = models.CharField(max_length=300, blank=True)
    to_learn = models.TextField(blank=True)  # relationship: what we want to learn, or show
    in_it_for_them = models.TextField(blank=True)  # relationship: what they have from it
    concerns = models.TextField(blank=True)  # what may worry them
    use_of_answers = models.TextField(blank=True)  # what we will do with what they tell us
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="purpose action_who action_what action_measure action_by action_payoff action_achievable least_step "
        "to_learn in_it_for_them concerns planned_by planned_at frozen_at",
        shared="call benefit reason_to_meet use_of_answers",
    )

    def __str__(self) -> str:
        return f"Plan of {self.call}"


class PlannedQuestion(Record):
    """A question chosen for this call. `code` is its id in method/questions ("D1"), empty for an own one."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=6, blank=True)
    words = models.TextField()
    place = models.PositiveSmallIntegerField(default=0)
    covered_turn = models.PositiveIntegerField(null=True, blank=True)  # the turn of the transcript that asked it
    privacy: ClassVar[Privacy] = Privacy(internal="plan code words place covered_turn")

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.words
