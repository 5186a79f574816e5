"""Rooms, their guests, the proof of who a guest is, and the lines of "what we heard"."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Company, Person
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Room(Record):
    """One per company, for years. Its address opens nothing by itself: a guest proves who they are."""

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="room")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="company opened_by opened_at closed_at")

    def __str__(self) -> str:
        return f"Room of {self.company}"


class Guest(Record):
    """A person of the customer's who may enter a room. The link goes to this person's mailbox only."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guests")
    mailbox = models.EmailField(blank=True)  # where codes go: stays what it was when the person's address is edited
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="invited_by revoked_at", shared="room person invited_at last_seen_at", personal="mailbox"
    )

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="guest_once_a_room")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name


class Proof(Record):
    """A code mailed to a guest: ten minutes, one use, only in the browser that asked."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="proofs")
    code_hash = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="guest code_hash browser_hash asked_at expires_at tries used_at")

    def __str__(self) -> str:
        return f"Proof for {self.guest}"


class Pass(Record):
    """A proven guest's way in, in one browser. Only the hash of its secret is kept."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="passes")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    browser = models.CharField(max_length=120, blank=True)
    privacy: ClassVar[Privacy] = Privacy(internal="guest secret_hash made_at expires_at ended_at", personal="browser")

    def __str__(self) -> str:
        return f"Pass of {self.guest}"


class HeardLine(Record):
    """A line of "what we heard", put before the customer by somebody of us. `words` are what was said."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20)  # concept, need, impact …: names the group it stands in
    sort = models.CharField(max_length=12, blank=True)
    words = models.TextField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        shared="room kind sort words person said_on published_by published_at withdrawn_at"
    )

    class Meta:
        ordering = ("published_at", "id")

    def __str__(self) -> str:
        return self.words[:60]


class HeardAnswer(Record):
    """What a guest said to a line. The newest counts; earlier ones stay."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, that is it"
        NOT_QUITE = "not_quite", "Not quite"

    line = models.ForeignKey(HeardLine, on_delete=models.CASCADE, related_name="answers")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=9, choices=Answer)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(shared="line guest answer words answered_at")

    class Meta:
        ordering = ("answered_at", "id")

    def __str__(self) -> str:
        return f"{self.guest}: {self.answer}"


from joinery.rooms.letter_models import IncomingLetter as IncomingLetter  # noqa: E402 - found from here by Django
from joinery.rooms.letter_models import LetterWish as LetterWish  # noqa: E402
from joinery.rooms.letter_models import Message as Message  # noqa: E402
from joinery.rooms.letter_models import Reminded as Reminded  # noqa: E402
