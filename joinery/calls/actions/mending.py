"""Putting a transcript right, turn by turn. What it was before is kept beside it, always."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from joinery.calls.models import Mend, Recording, Voice
from joinery.calls.said import index_said
from joinery.calls.stored import turn_from_json, turn_to_json
from joinery.engine.conversation import Turn
from joinery.engine.mending import confirmed, mended
from joinery.firm.history import note_deed
from joinery.firm.models import User

LONGEST = 20_000


class CannotMend(Exception):
    """There is no such turn, nothing would be left of it, or something stands on it."""


class MendedMeanwhile(CannotMend):
    """Somebody else put it right first. `text` is how it stands now."""

    def __init__(self, text: str) -> None:
        super().__init__("Somebody else mended this while you were writing. Both are below; nothing is lost.")
        self.text = text


@dataclass(frozen=True)
class Change:
    """A turn before and after; a mend that changes nothing is None."""

    recording: Recording
    number: int
    before: Turn
    after: Turn


@transaction.atomic
def mend_turn(
    recording: Recording, number: int, *, seen: str, text: str, voice: Voice | None = None, by: User, now: datetime
) -> Change | None:
    """`seen` is the text that the writer had before them; `voice` is who said it, where that was wrong too."""
    recording, turn = _locked(recording, number)
    if seen.split() != turn.text.split():
        raise MendedMeanwhile(turn.text)
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        raise CannotMend("Write what was said. A turn cannot be empty.")
    if voice and voice.recording_id != recording.pk:
        raise CannotMend("That voice is of another recording.")
    after = turn if words.split() == turn.text.split() else mended(turn, words)
    after = replace(after, speaker=voice.number) if voice else after
    if after == turn:
        return None
    has_words, has_speaker = after.text != turn.text, after.speaker != turn.speaker
    kind = Mend.Kind.BOTH if has_words and has_speaker else Mend.Kind.WORDS if has_words else Mend.Kind.SPEAKER
    return _keep(recording, number, turn, after, kind, "mended a turn", by, now)


@transaction.atomic
def confirm_words(
    recording: Recording, number: int, *, start: int = 0, end: int | None = None, by: User, now: datetime
) -> Change | None:
    """Somebody who was there says that these words are right: they are doubtful no longer."""
    recording, turn = _locked(recording, number)
    after = confirmed(turn, start, len(turn.text) if end is None else end)
    if after == turn:
        return None
    return _keep(recording, number, turn, after, Mend.Kind.CONFIRMED, "confirmed words", by, now)


@transaction.atomic
def take_mends_back(recording: Recording, number: int, *, by: User, now: datetime) -> Change | None:
    """The turn as it was heard, before anybody mended it."""
    recording, turn = _locked(recording, number)
    first = Mend.objects.filter(recording=recording, turn=number).first()
    after = turn_from_json(first.before) if first else turn
    if after == turn:
        return None
    return _keep(recording, number, turn, after, Mend.Kind.BACK, "took back what was mended", by, now)


def forget_mends(recording: Recording, turns: Iterable[int]) -> None:
    """Where the words of a turn are cut for good, what they were before somebody mended them goes too."""
    Mend.objects.filter(recording=recording, turn__in=list(turns)).delete()


def _locked(recording: Recording, number: int) -> tuple[Recording, Turn]:
    recording = Recording.objects.select_for_update().select_related("call").get(pk=recording.pk)
    turns = recording.conversation["turns"]
    if not 0 <= number < len(turns) or not turns[number]["text"].strip():
        raise CannotMend("There is no such turn in this talk.")
    return recording, turn_from_json(turns[number])


def _keep(
    recording: Recording, number: int, before: Turn, after: Turn, kind: str, did: str, by: User, now: datetime
) -> Change:
    turns = recording.conversation["turns"]
    Mend.objects.create(recording=recording, turn=number, kind=kind, before=turns[number], by=by, at=now)
    turns[number] = {**turns[number], **turn_to_json(after)}
    recording.save(update_fields=["conversation"])
    index_said(recording, now)
    call = recording.call
    # Without the words: they stand in the mend, and go where it goes.
    says = f"{did} in what was said: {call.title}, turn {number + 1}"
    note_deed("mend_turn", recording, by=by, now=now, company_id=call.company_id, says=says)
    return Change(recording, number, before, after)
