"""Files of a room, each with its versions. The bytes lie in the data folder under a name that says nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.firm.models import User
from joinery.lib.records import Privacy, Record
from joinery.rooms.models.room import Guest, Room


class RoomFile(Record):
    """One thing both sides look at, in as many versions as it takes."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="files")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(shared="room", internal="made_at withdrawn_at")

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"File of {self.room}"


class FileVersion(Record):
    """Written once. `shared_at` is when it was put before both sides: at once for a guest's, by an act of ours else."""

    file = models.ForeignKey(RoomFile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=80)  # what its bytes are, not what its name says
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=36)  # where its bytes lie, below the data folder
    small_place = models.CharField(max_length=36, blank=True)  # of a picture: a small one of it
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    by_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    privacy: ClassVar[Privacy] = Privacy(
        internal="number sha256",
        shared="file name kind size width height by_user by_guest kept_at shared_at shared_by",
        public="place small_place",
    )

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="version_once_a_file"),
            models.CheckConstraint(
                condition=models.Q(by_user__isnull=True) ^ models.Q(by_guest__isnull=True), name="version_by_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return bool(self.small_place)

    @property
    def by(self) -> User | Guest:
        return self.by_user or self.by_guest  # type: ignore[return-value]
