"""What leaves by mail: written in the same transaction as its cause, sent by the worker."""

from typing import ClassVar

from django.db import models

from joinery.lib.records import Privacy, Record


class Letter(Record):
    """One mail to one person. `key` makes it one letter however often its cause is repeated."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30)  # invitation, proof, agenda, digest
    to_address = models.EmailField()
    to_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an .ics attachment, if any
    reply_to = models.EmailField(blank=True)  # says by its signature what a reply answers
    unsubscribe = models.CharField(max_length=300, blank=True)  # where one click ends letters of this kind
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    privacy: ClassVar[Privacy] = Privacy(
        internal="key kind queued_at started_at sent_at tries trouble reply_to unsubscribe",
        shared="subject text html calendar",
        personal="to_address to_name",
    )

    class Meta:
        ordering = ("-queued_at", "-id")
        indexes = [models.Index(fields=["sent_at", "queued_at"], name="letter_waiting")]

    def __str__(self) -> str:
        return self.subject
