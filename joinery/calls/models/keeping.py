"""How long what was recorded is kept, what is kept longer and why, what was removed; and uploads that are not whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class KeepingRule(Record):
    """How many days one kind of thing is kept. Without a row: what calls/keeping.py says. Zero days: for as long as
    the call is."""

    class Kind(models.TextChoices):
        SOUND = "sound", "Sound"
        TRANSCRIPT = "transcript", "What was said, as text"
        UNUSED = "unused", "Recordings that nobody may hear"

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    days = models.PositiveIntegerField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="kind days set_by set_at")

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"


class KeptLonger(Record):
    """What was recorded of a call is kept until a day, for a reason. The newest row counts; without a day the rule
    holds again."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="kept_longer")
    until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="call until why by at")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.call}: {self.until or '-'}"


class Removal(Record):
    """Something was removed for good: what, of which call, and by which rule."""

    kind = models.CharField(max_length=10, choices=KeepingRule.Kind)
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="removals")
    about_id = models.CharField(max_length=18)  # the public id of what is gone
    size = models.PositiveBigIntegerField(default=0)  # bytes of sound, turns of a transcript
    why = models.CharField(max_length=120)
    removed_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="kind call about_id size why removed_at")

    class Meta:
        ordering = ("-removed_at", "-id")

    def __str__(self) -> str:
        return f"{self.kind} {self.removed_at:%d.%m.%Y}"


class Upload(Record):
    """A recording that comes in parts. How much of it is here is said by the file on the disk, up to `received`."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="uploads")
    mark = models.CharField(max_length=64)  # of the file's name, size and age: the same file goes on where it was
    file_name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    voices = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="call mark file_name size received voices by begun_at last_at")

    class Meta:
        ordering = ("begun_at", "id")
        constraints = [models.UniqueConstraint(fields=["call", "by", "mark"], name="upload_once_a_file")]

    def __str__(self) -> str:
        return self.file_name or self.public_id

    @property
    def percent(self) -> int:
        return self.received * 100 // self.size
