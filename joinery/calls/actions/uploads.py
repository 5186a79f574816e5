"""A recording that comes in parts: begun, gone on with after a break, made whole. What is on the disk survives us."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from joinery.calls import audio_files
from joinery.calls.actions.audio import CannotTake, check_room, take_audio
from joinery.calls.models import Audio, Call, Upload
from joinery.firm.models import User

PART = 4 * 1024 * 1024  # bytes of one part, at most twice this
MOST_BEGUN = 8  # by one person
STALE = timedelta(days=2)


class OutOfStep(Exception):
    """The part does not begin where the last one ended. `received` says where that is."""

    def __init__(self, received: int) -> None:
        super().__init__("This part does not follow the last one.")
        self.received = received


def begin_upload(
    call: Call, *, size: int, file_name: str, mark: str, voices: int | None, by: User, now: datetime
) -> Upload:
    """The same file again goes on where it was: `mark` tells it from others."""
    if size <= 0:
        raise CannotTake("This file is empty.")
    hashed = hashlib.sha256(f"{size}\n{mark}".encode("utf-8", "replace")).hexdigest()
    if known := Upload.objects.filter(call=call, by=by, mark=hashed, size=size).first():
        Upload.objects.filter(pk=known.pk).update(voices=voices, last_at=now)
        known.received = received_of(known)
        return known
    begun = Upload.objects.filter(by=by)
    if begun.count() >= MOST_BEGUN:
        raise CannotTake("Several recordings of yours are not whole yet. Go on with one of them first.")
    check_room(size + sum(begun.values_list("size", flat=True)), by, now)
    name = " ".join(file_name.replace("\0", "").split())[-255:]
    return Upload.objects.create(
        call=call, mark=hashed, file_name=name, size=size, voices=voices, by=by, begun_at=now, last_at=now
    )


def received_of(upload: Upload) -> int:
    """What was noted and is there: a machine that fell may have noted what it did not write, or the other way round."""
    return min(upload.received, audio_files.size_of_parts(upload.public_id))


def add_part(upload: Upload, offset: int, chunks: Iterator[bytes], *, now: datetime) -> int:
    """How much is here now. A part that breaks off keeps what came of it. A part that was sent twice, since the answer
    to the first was lost, is out of step and is told where to go on."""
    with audio_files.parts_of(upload.public_id) as parts:
        if parts is None:  # another tab writes at this moment
            raise OutOfStep(received_of(upload))
        upload.refresh_from_db()
        here = received_of(upload)
        if here < upload.received:  # the disk lost what was noted: what comes now is noted anew
            Upload.objects.filter(pk=upload.pk).update(received=here)
        if offset != here:
            raise OutOfStep(here)
        try:
            here = audio_files.append(parts, here, chunks, min(upload.size, here + 2 * PART))
        except audio_files.CannotKeep as trouble:
            raise CannotTake(str(trouble)) from None
        finally:
            whole = audio_files.size_of_parts(upload.public_id)
            Upload.objects.filter(pk=upload.pk).update(received=max(here, min(whole, upload.size)), last_at=now)
    return received_of(Upload.objects.get(pk=upload.pk))


def finish_upload(upload: Upload, *, by: User, now: datetime) -> Audio:
    """Whole, it is taken in like any other recording, with the same refusals; refused, nothing stays."""
    upload.refresh_from_db()
    if received_of(upload) != upload.size:
        raise OutOfStep(received_of(upload))
    try:
        chunks = audio_files.read_parts(upload.public_id)
        taken = take_audio(
            upload.call,
            chunks,
            size=upload.size,
            file_name=upload.file_name,
            voices=upload.voices,
            by=by,
            now=now,
        )
    finally:
        drop_upload(upload)
    return taken


def drop_upload(upload: Upload) -> None:
    public_id = upload.public_id
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(lambda: audio_files.drop_parts(public_id))


def drop_stale_uploads(*, now: datetime) -> int:
    """Begun, and left alone for two days."""
    stale = list(Upload.objects.filter(last_at__lt=now - STALE))
    for upload in stale:
        drop_upload(upload)
    return len(stale)
