"""What was recorded of a call, who spoke, and who consented."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Recording(Record):
    """A transcript as it came in `original`. `conversation` is the engine's as_json of it, with what people put
    right in it (`Mend` keeps each turn as it was); `reading` what was heard:
    {"acts": [[[kind, start, end], …], …], "measures": {…}, "cannot_tell": […]}, or None until everyone consented."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="recordings")
    file_name = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=30)  # the format: zoom, teams, otter …
    sha256 = models.CharField(max_length=64)
    original = models.BinaryField()  # the bytes as they came, zlib-packed
    conversation = models.JSONField()
    reading = models.JSONField(null=True, blank=True)
    method_edition = models.CharField(max_length=16, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # its days were over: the words are gone, the row stays
    privacy: ClassVar[Privacy] = Privacy(
        internal="call file_name source sha256 original conversation reading method_edition added_by added_at heard_at "
        "removed_at"
    )

    class Meta:
        ordering = ("-added_at", "-id")
        constraints = [models.UniqueConstraint(fields=["call", "sha256"], name="recording_once_a_call")]

    def __str__(self) -> str:
        return self.file_name or self.source


class Voice(Record):
    """A speaker of a recording, and who that is. Correcting it here corrects it everywhere."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="voices")
    number = models.PositiveSmallIntegerField()  # the speaker's index in the conversation
    name = models.CharField(max_length=160)  # as the file has it
    side = models.CharField(
        max_length=8,
        default="unknown",
        choices=[("seller", "Ours"), ("customer", "The customer's"), ("unknown", "Not known yet")],
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    privacy: ClassVar[Privacy] = Privacy(internal="recording number side person user", personal="name")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["recording", "number"], name="voice_once")]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        known = self.person or self.user
        return known.name if known else self.name
