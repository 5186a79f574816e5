"""Those at the door who have proven nothing: readers by the link, what they say, and who knocks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.heard import HeardAnswer, HeardLine
from joinery.rooms.models.room import Room


class Visitor(Record):
    """Somebody with the link who gave a name. It is no more than what they said, in one browser."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="visitors")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    came_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="secret_hash expires_at", shared="room came_at", personal="name")

    class Meta:
        ordering = ("-came_at", "-id")

    def __str__(self) -> str:
        return self.name


class VisitorWord(Record):
    """What a visitor said to a line. Both sides read it; it confirms nothing."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="words")
    line = models.ForeignKey(HeardLine, on_delete=models.CASCADE, related_name="visitor_words")
    answer = models.CharField(max_length=9, choices=HeardAnswer.Answer)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="hidden_at", shared="visitor line answer words said_at")

    class Meta:
        ordering = ("said_at", "id")

    def __str__(self) -> str:
        return f"{self.visitor}: {self.answer}"


class Knock(Record):
    """Somebody who was not invited asks to come in. Only our side reads it."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="knocks")
    name = models.CharField(max_length=80)
    mailbox = models.EmailField()
    words = models.CharField(max_length=300, blank=True)
    knocked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_let_in = models.BooleanField(default=False)
    privacy: ClassVar[Privacy] = Privacy(
        internal="room knocked_at decided_at decided_by was_let_in", personal="name mailbox words"
    )

    class Meta:
        ordering = ("-knocked_at", "-id")

    def __str__(self) -> str:
        return self.name
