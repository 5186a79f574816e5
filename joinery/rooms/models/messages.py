"""Words from one person to another, in the room where both sides read them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.room import Guest, Room


class RoomMessage(Record):
    """By one of us to one of theirs, or by one of theirs to one of us: a name at each end, never a queue."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    by_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    words = models.TextField()
    sent_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="room by_user by_guest to_user to_guest answer_to words sent_at")

    class Meta:
        ordering = ("sent_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_user__isnull=False, to_guest__isnull=False, by_guest=None, to_user=None)
                | models.Q(by_guest__isnull=False, to_user__isnull=False, by_user=None, to_guest=None),
                name="message_from_one_side_to_the_other",
            )
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def by(self) -> User | Guest:
        return self.by_user or self.by_guest  # type: ignore[return-value]

    @property
    def to(self) -> User | Guest:
        return self.to_user or self.to_guest  # type: ignore[return-value]
