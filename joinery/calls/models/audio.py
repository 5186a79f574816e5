"""A recording as sound, before and after it is heard."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from joinery.calls.models.call import Call
from joinery.calls.models.recording import Recording
from joinery.firm.models import User
from joinery.lib.records import Privacy, Record


class Audio(Record):
    """Its file lies in the data folder under the public id and nothing else. How it stands is read from its moments:
    waiting, begun, heard, stopped, or in trouble."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="audios")
    recording = models.OneToOneField(Recording, null=True, blank=True, on_delete=models.SET_NULL, related_name="audio")
    file_name = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=8)  # wav, mp3, …, by its content
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    voices = models.PositiveSmallIntegerField(null=True, blank=True)  # how many speak, where somebody said so
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # times that somebody asked for it to be heard again
    starts = models.PositiveSmallIntegerField(default=0)  # times that it was begun since then
    begun_at = models.DateTimeField(null=True, blank=True)
    share = models.FloatField(default=0.0)  # of the work that is done
    ends_at = models.DateTimeField(null=True, blank=True)  # when it will be heard, as far as one can tell
    seconds = models.FloatField(null=True, blank=True)
    heard_with = models.CharField(max_length=120, blank=True)  # engine, model, version
    heard_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    to_silence_at = models.DateTimeField(null=True, blank=True)  # somebody's words were cut: until it is done, no sound
    silenced_at = models.DateTimeField(null=True, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="call recording file_name kind size sha256 voices added_by added_at tries starts begun_at share "
        "ends_at seconds heard_with heard_at stopped_at trouble to_silence_at silenced_at"
    )

    class Meta:
        ordering = ("-added_at", "-id")
        constraints = [models.UniqueConstraint(fields=["call", "sha256"], name="audio_once_a_call")]
        indexes = [models.Index(fields=["heard_at", "stopped_at"], name="audio_waiting")]

    def __str__(self) -> str:
        return self.file_name or self.kind

    @property
    def must_be_silenced(self) -> bool:
        asked, done = self.to_silence_at, self.silenced_at
        return asked is not None and (done is None or done < asked)

    @property
    def is_waiting(self) -> bool:
        return not (self.heard_at or self.stopped_at or self.trouble)
