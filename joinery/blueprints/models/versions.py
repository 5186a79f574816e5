"""The versions of a blueprint, what was offered for signature, who must sign, and who signed what they saw."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.blueprints.models.plan import Blueprint
from joinery.customers.models import Person
from joinery.firm.models import User
from joinery.lib.records import OnlyAdded, Privacy, Record
from joinery.rooms.models import Guest


class Version(OnlyAdded, Record):
    """The whole plan as it stood after one edit. `commitment` is the SHA-256 of salt and content; `seal` binds it to
    all before it, so that none can be changed or left out unseen."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    parent = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    content = models.TextField()  # canonical JSON: versions.py says how it is written
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    says = models.TextField()  # what changed, in words
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=160)
    made_at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="salt",
        shared="blueprint number parent content commitment seal says user person made_at",
        personal="by_name",
    )

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["blueprint", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.blueprint}, version {self.number}"


class Signer(Record):
    """Somebody without whose name the blueprint is not agreed: one of theirs or one of ours."""

    blueprint = models.ForeignKey(Blueprint, on_delete=models.CASCADE, related_name="signers")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named_by = models.CharField(max_length=160)
    named_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="blueprint person user named_at removed_at", personal="named_by")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, user__isnull=True)
                | models.Q(person__isnull=True, user__isnull=False),
                name="signer_is_one_of_two_sides",
            ),
            models.UniqueConstraint(fields=["blueprint", "person"], name="signer_person_once"),
            models.UniqueConstraint(fields=["blueprint", "user"], name="signer_user_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.person or self.user).name  # type: ignore[union-attr]


class Offer(Record):
    """A version put before the signers. Taken back when something came up; another edit makes it old by itself."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="offer")
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="version offered_by offered_at withdrawn_at")

    def __str__(self) -> str:
        return f"{self.version}, offered"


class SignOff(OnlyAdded, Record):
    """One name under one version: who, how it was proven that it is they, what they saw, and the words they agreed
    to."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    typed_name = models.CharField(max_length=160)
    text = models.TextField()
    commitment = models.CharField(max_length=64)  # of the version as it was shown to the signer
    proof = models.CharField(max_length=200)  # how we know: "code to d…@astoria.example at 10:02"
    address = models.GenericIPAddressField(null=True, blank=True)
    at = models.DateTimeField()
    privacy: ClassVar[Privacy] = Privacy(
        internal="address", shared="version person guest user text commitment at", personal="typed_name proof"
    )

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="signed_once_by_person"),
            models.UniqueConstraint(fields=["version", "user"], name="signed_once_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.typed_name}, {self.version}"
