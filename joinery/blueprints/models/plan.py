"""The plan as it stands: a blueprint of an opportunity and its steps; and the firm's own process templates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Versioned
from joinery.opportunities.models import Opportunity


class Side(models.TextChoices):
    OURS = "ours", "We do it"
    THEIRS = "theirs", "The customer does it"


class Level(models.TextChoices):
    """How closely the customer takes part: their choice, changeable."""

    LOW = "low", "From afar: tell us what we need to know"
    MID = "mid", "At the checkpoints: show us what matters"
    HIGH = "high", "Closely: we want to be there"


class Playbook(Versioned):
    """A process template of the firm's own. `content` has the shape that method/playbooks.py reads."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    trade = models.CharField(max_length=120, blank=True)
    content = models.JSONField()
    based_on = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="key name trade content based_on made_by made_at archived_at")

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Blueprint(Versioned):
    """One per opportunity. `target_on` is the customer's day, from which the others are worked back."""

    opportunity = models.OneToOneField(Opportunity, on_delete=models.CASCADE, related_name="blueprint")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="blueprints")
    title = models.CharField(max_length=160)
    playbook = models.CharField(max_length=60)  # the template's key
    target_on = models.DateField()
    level = models.CharField(max_length=4, choices=Level, default=Level.MID)
    has_options = models.BooleanField(default=False)
    has_customisation = models.BooleanField(default=False)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)  # since when the customer sees it in their room
    started_at = models.DateTimeField(null=True, blank=True)  # signed by everybody who must: sign is start
    closed_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="opportunity playbook",
        shared="company title target_on level has_options has_customisation drawn_by drawn_at shown_at started_at "
        "closed_at",
    )

    class Meta:
        ordering = ("-drawn_at", "-id")

    def __str__(self) -> str:
        return self.title


class Step(Versioned):
    """One step of a blueprint. `due_on`, `slack` and `is_critical` are derived (schedule.py) and kept to be searched;
    `state` is what its newest event says."""

    class State(models.TextChoices):
        AHEAD = "ahead", "Ahead"
        BEGUN = "begun", "Begun"
        REPORTED = "reported", "Said to be done"  # a checkpoint waits for the customer's yes
        DONE = "done", "Done"
        LEFT_OUT = "left_out", "Left out"

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60)
    sort = models.PositiveIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(default=7)
    kind = models.CharField(max_length=12, default="step")  # what the product does for it: method/playbooks.py KINDS
    title = models.CharField(max_length=160)
    side = models.CharField(max_length=6, choices=Side)
    role = models.CharField(max_length=40, blank=True)
    owner_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps")
    standard = models.TextField(blank=True)  # what good is
    sees = models.TextField(blank=True)  # what the customer sees of it
    levels = models.JSONField(default=dict)  # {low, mid, high: what the customer does or gets}
    question = models.CharField(max_length=200, blank=True)  # a checkpoint's: does it match your picture?
    evidence = models.JSONField(default=list)  # [{what, kind, side}]
    roles_needed = models.JSONField(default=list)  # of a kick-off: who must be there
    is_checkpoint = models.BooleanField(default=False)
    is_target = models.BooleanField(default=False)
    is_start = models.BooleanField(default=False)  # the signature
    takes = models.PositiveSmallIntegerField(default=1)  # working days
    after = models.JSONField(default=list)  # keys of the steps that come first
    lag_days = models.PositiveSmallIntegerField(default=0)  # calendar days that pass after them
    pinned_on = models.DateField(null=True, blank=True)  # a day agreed by hand
    due_on = models.DateField(null=True, blank=True, db_index=True)
    slack = models.SmallIntegerField(null=True, blank=True)
    is_critical = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.AHEAD, db_index=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)  # the day, in the firm's zone
    words = models.JSONField(default=dict)  # {language: {title, sees, levels …}} as the template had them: said.py
    privacy: ClassVar[Privacy] = Privacy(
        shared="blueprint key sort stage kind title side role owner_user owner_person standard sees levels question "
        "evidence roles_needed is_checkpoint is_target is_start takes after lag_days pinned_on due_on slack "
        "is_critical state begun_at done_at done_on words",
    )

    class Meta:
        ordering = ("sort", "id")
        constraints = [models.UniqueConstraint(fields=["blueprint", "key"], name="step_key_once")]

    def __str__(self) -> str:
        return self.title
