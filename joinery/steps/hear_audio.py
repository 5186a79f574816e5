"""From sound to words to a reading: begun, gone on with, kept, or given up. Nothing before everyone agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from joinery.calls import audio_files
from joinery.calls.actions import hear_audio_again, note_consent, take_transcript
from joinery.calls.consents import may_be_listened_to
from joinery.calls.models import Attendance, Audio, Call, Recording
from joinery.engine.conversation import Conversation
from joinery.engine.formats.own import as_json
from joinery.firm.models import User
from joinery.lib.tongues import HOUSE
from joinery.rooms.asking import Asking
from joinery.speech.apart import Progress, Wish
from joinery.speech.left import seconds_left
from joinery.speech.transcribers import Choice
from joinery.steps.hear_recording import hear_recording

MOST_STARTS = 3  # a recording that ends the worker every time is put aside after so many
ENDED_THE_WORKER = "Hearing this recording broke off three times. Perhaps there is not enough memory."
NOT_AGREED = "Not everyone agrees to it any more. Nothing that was heard is kept."
GONE = "The file of this recording is gone."
AT_ONCE = 0.5  # seconds; a share that comes sooner was remembered from before, and says nothing about the pace


def is_wanted(public_id: str) -> bool:
    """Asked again and again while it is heard: stopped, dropped, or a consent taken back, and it ends."""
    audio = Audio.objects.filter(public_id=public_id).select_related("call").first()
    return audio is not None and audio.is_waiting and may_be_listened_to(audio.call)


@transaction.atomic
def begin_hearing(public_id: str, *, now: datetime) -> Wish | None:
    """What is to be heard; None where nobody wants it, or it has to be given up."""
    audio = Audio.objects.select_for_update().filter(public_id=public_id).select_related("call").first()
    if audio is None or not audio.is_waiting or not may_be_listened_to(audio.call):
        return None
    original = audio_files.original_of(public_id)
    audio.starts += 1
    audio.begun_at = now
    audio.trouble = ENDED_THE_WORKER if audio.starts > MOST_STARTS else "" if original.is_file() else GONE
    audio.save(update_fields=["starts", "begun_at", "trouble"])
    if audio.trouble:
        return None
    kept = audio_files.work_of(public_id)
    kept.mkdir(mode=0o700, exist_ok=True)
    copy = audio_files.copy_of(public_id)
    return Wish(original, Choice.of_environment(), voices=audio.voices, kept=kept, copy=copy)


@dataclass
class Pace:
    """How fast it goes, from the first share that was not remembered from before a crash."""

    share: float = 0.0
    since: datetime | None = None
    seen: datetime | None = None

    def ends_at(self, share: float, now: datetime) -> datetime | None:
        if self.seen is None or (now - self.seen).total_seconds() < AT_ONCE:
            self.share, self.since = share, now
        self.seen = now
        rest = 1 - self.share
        if self.since is None or rest <= 0:
            return None
        done = (share - self.share) / rest
        left = seconds_left(done, (now - self.since).total_seconds())
        return now + timedelta(seconds=left) if left is not None else None


def note_progress(public_id: str, progress: Progress, pace: Pace, *, now: datetime) -> None:
    told: dict[str, object] = {"share": progress.share}
    if progress.stage == "hearing":
        told["ends_at"] = pace.ends_at(progress.share, now)
    if progress.seconds:
        told["seconds"] = progress.seconds
    if pace.since and progress.share > pace.share:
        told["starts"] = 1  # it gets on: it is not what ends the worker
    if progress.heard_with:
        told["heard_with"] = progress.heard_with[:120]
    Audio.objects.filter(public_id=public_id).update(**told)


@transaction.atomic
def keep_words(public_id: str, conversation: Conversation, *, now: datetime) -> bool:
    """The words become a recording like any other; whether it may be read is asked once more, voice by voice."""
    audio = Audio.objects.select_for_update().filter(public_id=public_id).select_related("call", "added_by").first()
    if audio is None or not audio.is_waiting or not may_be_listened_to(audio.call):
        return False
    name = audio.file_name or f"recording.{audio.kind}"
    recording = take_transcript(audio.call, as_json(conversation), file_name=name, by=audio.added_by, now=now)
    taken = Audio.objects.filter(recording=recording).exclude(pk=audio.pk).exists()
    audio.recording = None if taken else recording
    audio.heard_at, audio.share, audio.ends_at = now, 1.0, None
    audio.save(update_fields=["recording", "heard_at", "share", "ends_at"])
    hear_recording(recording, now=now)
    return True


def give_up(public_id: str, why: str) -> None:
    """Somebody may ask for it again."""
    Audio.objects.filter(public_id=public_id).update(trouble=why[:300], ends_at=None)


@transaction.atomic
def end_without_consent(public_id: str, *, now: datetime) -> None:
    """It waits no longer; it begins again when everyone has agreed."""
    audio = Audio.objects.select_for_update().filter(public_id=public_id).select_related("call").first()
    if audio is not None and audio.is_waiting and not may_be_listened_to(audio.call):
        audio.trouble, audio.ends_at = NOT_AGREED, None
        audio.save(update_fields=["trouble", "ends_at"])


@transaction.atomic
def agree_to_be_heard(
    call: Call,
    answers: list[tuple[Attendance, str]],
    *,
    by: User,
    now: datetime,
    how: str = "call",
    wording: str = "",
    given_at: datetime | None = None,
) -> None:
    """What each of them answered before anything is heard, and when. Without `wording` it is the sentence that the
    method has for where each of them is. What had ended for want of a yes begins again."""
    asking = Asking(call)
    for each, answer in answers:
        place = asking.place_of(each)
        language = each.person.language if each.person else HOUSE
        note_consent(
            call,
            answer,
            person=each.person,
            user=each.user,
            how=how,
            wording=wording or (asking.wording(place, language).say if how == "call" else ""),
            place=place.code,
            given_at=given_at,
            by=by,
            now=now,
        )
    if may_be_listened_to(call):
        for audio in Audio.objects.filter(call=call, trouble=NOT_AGREED):
            hear_audio_again(audio, by=by, now=now)
    for recording in Recording.objects.filter(call=call):
        hear_recording(recording, now=now)
