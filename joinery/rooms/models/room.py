"""Rooms, their guests, and the proof of who a guest is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.customers.models import Company, Person
from joinery.firm.models import Picture, User
from joinery.lib.records import Privacy, Record


class Room(Record):
    """One per company, for years. How it is entered its owner chooses; at first a guest proves their mailbox."""

    class Entry(models.TextChoices):
        """Who may come in. See docs/decisions/005."""

        PROVEN = "proven", "People whom we invited, after a code to their mailbox"
        DOMAIN = "domain", "Those, and whoever proves a mailbox at their firm"
        NAME = "name", "Whoever has the link may read, after giving a name"
        LINK = "link", "Whoever has the link may read"

    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="room")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    entry = models.CharField(max_length=6, choices=Entry, default=Entry.PROVEN)
    domains = models.CharField(max_length=400, blank=True)  # words apart by spaces: astoria.example
    privacy: ClassVar[Privacy] = Privacy(shared="company opened_by opened_at closed_at entry domains")

    def __str__(self) -> str:
        return f"Room of {self.company}"

    @property
    def is_open_to_readers(self) -> bool:
        """Whoever has the link may read, though they have proven nothing."""
        return self.entry in (self.Entry.LINK, self.Entry.NAME)


class Guest(Record):
    """A person of the customer's who may enter a room. The link goes to this person's mailbox only."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guests")
    mailbox = models.EmailField(blank=True)  # where codes go: stays what it was when the person's address is edited
    invited_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_by_guest = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="invited_guests"
    )
    photo = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="invited_by revoked_at",
        shared="room person invited_by_guest invited_at last_seen_at",
        personal="mailbox photo",
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
    """A code mailed to a guest: ten minutes, one use, only in the browser that asked. `guest` is None for somebody of
    a firm that may come in by itself, until the mailbox is proven."""

    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="proofs")
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="proofs")
    mailbox = models.EmailField(blank=True)  # where the code went
    code_hash = models.CharField(max_length=64)
    browser_hash = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="room guest code_hash browser_hash asked_at expires_at tries used_at", personal="mailbox"
    )

    def __str__(self) -> str:
        return f"Proof for {self.guest or self.mailbox}"


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
