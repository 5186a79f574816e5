"""What is delivered: payment and package, what must be ready, the lines of the order, the useful extras."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.blueprints.models.plan import Blueprint, Side, Step
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record, Versioned
from joinery.rooms.models import FileVersion


class Payment(Record):
    """Money that came in. The same reference twice is the same payment."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="payments")
    amount = models.BigIntegerField()  # minor units (cents)
    currency = models.CharField(max_length=3)
    paid_on = models.DateField()
    reference = models.CharField(max_length=80)
    way = models.CharField(
        max_length=8, choices=[("hand", "by hand"), ("api", "by a program"), ("webhook", "by a webhook")]
    )
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="way user", shared="blueprint amount currency paid_on reference recorded_at"
    )

    class Meta:
        ordering = ("paid_on", "id")
        constraints = [models.UniqueConstraint(fields=["blueprint", "reference"], name="payment_once")]

    def __str__(self) -> str:
        return self.reference


class Package(Record):
    """The more complete welcome package, put into the room when payment came in."""

    blueprint = models.OneToOneField(Blueprint, on_delete=models.CASCADE, related_name="package")
    items = models.JSONField()  # [{what, kind, words}]
    made_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="blueprint items made_at opened_by opened_at")

    def __str__(self) -> str:
        return f"Package of {self.blueprint}"


class ReadyItem(Versioned):
    """One thing that must be so before a step can go well, shown by a photo, a measure, a file or words."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="ready_items")
    what = models.CharField(max_length=200)
    side = models.CharField(max_length=6, choices=Side)
    kind = models.CharField(
        max_length=8, choices=[("photo", "Photo"), ("measure", "Measure"), ("file", "File"), ("words", "Words")]
    )
    shown = models.TextField(blank=True)  # the measure, or the words
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="step what side kind shown user person done_at")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.what


class Evidence(Record):
    """A photo or a file put to a step, or to one thing that must be ready. It is one of the room's files."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="evidence_files")
    item = models.ForeignKey(ReadyItem, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(FileVersion, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="step item file words user person at", personal="by_name")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.file}"


class OrderLine(Versioned):
    """One line of what was ordered. Whether it came right is the customer's to say."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="order_lines")
    what = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField(default=1)
    delivered = models.PositiveIntegerField(default=0)
    delivered_on = models.DateField(null=True, blank=True)
    delivered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField(null=True, blank=True)  # when it was written down
    is_right = models.BooleanField(null=True, blank=True)  # as said first: right the first time, or not
    words = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)  # the customer said that it is right now
    privacy: ClassVar[Privacy] = Privacy(
        shared="blueprint what quantity delivered delivered_on delivered_by delivered_at is_right words "
        "confirmed_by confirmed_at mended_at"
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.what


class Extra(Record):
    """Something useful that every customer of this process gets alike: a booklet, a check-up."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="extras")
    key = models.CharField(max_length=60)
    what = models.CharField(max_length=200)
    after = models.CharField(max_length=60, blank=True, default="")  # the key of the step that it comes after
    days = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)  # follows that step's day
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_useful = models.BooleanField(null=True, blank=True)  # the customer's word
    privacy: ClassVar[Privacy] = Privacy(shared="blueprint key what after days due_on given_at given_by was_useful")

    class Meta:
        ordering = ("due_on", "id")
        constraints = [models.UniqueConstraint(fields=["blueprint", "key"], name="extra_once")]

    def __str__(self) -> str:
        return self.what


class Seat(Record):
    """Somebody who must be there when a step is done, such as a kick-off: a part on one side, and who takes it."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="seats")
    side = models.CharField(max_length=6, choices=Side)
    role = models.CharField(max_length=40)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    was_there = models.BooleanField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="step side role user person was_there")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.role
