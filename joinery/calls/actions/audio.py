"""Taking a recording in as sound; stopping it, asking for it again, dropping it. Hearing it is the worker's work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from joinery.calls import audio_files
from joinery.calls.actions.holding import hold_call
from joinery.calls.models import Audio, Call
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.lib.records import new_public_id
from joinery.speech.decoding import NOT_A_RECORDING
from joinery.speech.kinds import kind_of

A_DAY = timedelta(days=1)


class CannotTake(Exception):
    """This recording is not taken; the message says why."""


def take_audio(
    call: Call,
    chunks: Iterable[bytes],
    *,
    size: int,
    file_name: str = "",
    voices: int | None = None,
    by: User,
    now: datetime,
) -> Audio:
    """The same recording again on this call is the same one. Another call's is not asked: nobody may find out what
    others have put in."""
    check_room(size, by, now)
    public_id = new_public_id()
    try:
        sha256, size, head = audio_files.write(public_id, chunks, settings.LARGEST_RECORDING)
        kind = kind_of(head)
        if kind is None:
            raise CannotTake(NOT_A_RECORDING)
        if known := Audio.objects.filter(call=call, sha256=sha256).first():
            audio_files.drop(public_id)
            return known
        return _keep(call, public_id, kind.name, size, sha256, file_name, voices, by, now)
    except audio_files.CannotKeep as trouble:
        raise CannotTake(str(trouble)) from None
    except BaseException:
        audio_files.drop(public_id)
        raise


@transaction.atomic
def _keep(
    call: Call,
    public_id: str,
    kind: str,
    size: int,
    sha256: str,
    file_name: str,
    voices: int | None,
    by: User,
    now: datetime,
) -> Audio:
    call = hold_call(call, by=by, now=now, held_at=min(call.starts_at, now))
    audio = Audio.objects.create(
        public_id=public_id,
        call=call,
        file_name=" ".join(file_name.replace("\0", "").split())[-255:],
        kind=kind,
        size=size,
        sha256=sha256,
        voices=voices,
        added_by=by,
        added_at=now,
    )
    note_deed("take_audio", audio, by=by, now=now, company_id=call.company_id, says=f"put in a recording: {call.title}")
    return audio


def check_room(size: int, by: User, now: datetime) -> None:
    """Before a byte of it is kept."""
    if size > settings.LARGEST_RECORDING:
        raise CannotTake(f"This recording is larger than {settings.LARGEST_RECORDING >> 20} MB.")
    kept = Audio.objects.aggregate(all=Sum("size"))["all"] or 0
    if kept + size > settings.MOST_RECORDINGS:
        raise CannotTake("There is no room for more recordings. Drop some that you no longer need.")
    today = Audio.objects.filter(added_by=by, added_at__gt=now - A_DAY).aggregate(all=Sum("size"))["all"] or 0
    if today + size > settings.MOST_RECORDINGS_A_DAY:
        raise CannotTake("You have put in as many recordings today as one person may. Go on tomorrow.")
    if not audio_files.has_room_for(size):
        raise CannotTake("The disk is full. Nothing was kept.")


@transaction.atomic
def stop_audio(audio: Audio, *, by: User, now: datetime) -> None:
    """What was heard so far is forgotten; the recording stays."""
    audio = Audio.objects.select_for_update().select_related("call").get(pk=audio.pk)
    if not audio.is_waiting:
        return
    audio.stopped_at, audio.ends_at = now, None
    audio.save(update_fields=["stopped_at", "ends_at"])
    _note(audio, "stop_audio", "stopped hearing a recording", by, now)


@transaction.atomic
def hear_audio_again(audio: Audio, *, by: User, now: datetime) -> None:
    audio = Audio.objects.select_for_update().select_related("call").get(pk=audio.pk)
    if audio.is_waiting or audio.heard_at:
        return
    audio.trouble, audio.stopped_at, audio.begun_at, audio.ends_at = "", None, None, None
    audio.share, audio.starts, audio.tries = 0.0, 0, audio.tries + 1
    audio.save(update_fields=["trouble", "stopped_at", "begun_at", "ends_at", "share", "starts", "tries"])
    _note(audio, "hear_audio_again", "asked for a recording to be heard again", by, now)


@transaction.atomic
def drop_audio(audio: Audio, *, by: User, now: datetime) -> None:
    """The sound is gone for good; what was written down of it stays, like any transcript."""
    _note(audio, "drop_audio", "dropped the sound of a recording", by, now)
    public_id = audio.public_id
    audio.delete()
    transaction.on_commit(lambda: audio_files.drop(public_id))


def _note(audio: Audio, verb: str, says: str, by: User, now: datetime) -> None:
    call = audio.call
    note_deed(verb, audio, by=by, now=now, company_id=call.company_id, says=f"{says}: {call.title}")
