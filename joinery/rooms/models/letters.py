"""Letters both ways: what guests wrote back, what they wish to be written, and what they were reminded of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.lib.records import Privacy, Record
from joinery.rooms.models.messages import RoomMessage
from joinery.rooms.models.room import Guest, Room


class IncomingLetter(Record):
    """One letter that came. Its key, made from its Message-ID, gives it one effect, however often it is delivered."""

    class State(models.TextChoices):
        TAKEN = "taken", "Taken in"
        UNVERIFIED = "unverified", "Unverified: we cannot know that they wrote it"
        SILENT = "silent", "Written by a machine, kept silent"
        REFUSED = "refused", "Not read"
        LOST = "lost", "Not for a room"

    key = models.CharField(max_length=64, unique=True)
    event = models.CharField(max_length=100, null=True, blank=True, unique=True)  # of the program that handed it in
    state = models.CharField(max_length=10, choices=State)
    why = models.CharField(max_length=300, blank=True)
    did = models.CharField(max_length=300, blank=True)  # "said yes to: …"
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="letters_in")
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="letters_in")
    message = models.ForeignKey(
        RoomMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters_in"
    )
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    enclosed = models.JSONField(default=list)  # {"name", "size", "version" of the room's file, "why" it was not kept}
    came_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="key event state why did room guest message came_at", personal="sender subject words enclosed"
    )

    class Meta:
        ordering = ("-came_at", "-id")
        indexes = [models.Index(fields=["room", "came_at"], name="letters_into_a_room")]

    def __str__(self) -> str:
        return f"Letter of {self.came_at:%d.%m.%Y}: {self.state}"


class LetterWish(Record):
    """How often a guest wants to be written to, and when. Without a row: at most once a working day, at eight."""

    class Often(models.TextChoices):
        OFF = "off", "Never"
        DAILY = "daily", "At most once a day"
        WEEKLY = "weekly", "At most once a week"

    guest = models.OneToOneField(Guest, on_delete=models.CASCADE, related_name="letter_wish")
    often = models.CharField(max_length=6, choices=Often, default=Often.DAILY)
    hour = models.PositiveSmallIntegerField(default=8)  # not before, in their zone
    weekday = models.PositiveSmallIntegerField(default=0)  # for weekly: 0 is Monday
    zone = models.CharField(max_length=60, blank=True)  # empty: the zone that we know of them, else the firm's
    wished_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="guest wished_at", shared="often hour weekday", personal="zone")

    def __str__(self) -> str:
        return f"{self.guest}: {self.often}"


class Reminded(Record):
    """How often a guest was told about one thing while it stood as it stands: twice, then not until it changes."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="reminded")
    about = models.CharField(max_length=60)  # line:2fka…, promise:…
    mark = models.CharField(max_length=64)  # how it stood
    times = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(internal="guest about mark times last_at")

    class Meta:
        verbose_name_plural = "reminded"
        constraints = [models.UniqueConstraint(fields=["guest", "about"], name="reminded_once_a_thing")]

    def __str__(self) -> str:
        return f"{self.guest}: {self.about}"
