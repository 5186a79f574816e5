"""Who of us listened to what; and words that nobody may lean on before they did."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from joinery.calls import audio_files
from joinery.calls.consents import may_be_played
from joinery.calls.models import Audio, Listening, Proposal, Recording
from joinery.calls.placed import stretch_at, turn_at
from joinery.engine.doubts import is_doubtful
from joinery.firm.models import User

SLACK = 0.4  # seconds; a player stops a little before the end, and starts a little after the beginning
Stretch = tuple[float, float]


class CannotListen(Exception):
    """There is no sound of it, or it may not be played."""


def audio_to_play(recording: Recording) -> Audio | None:
    """What can be played of a recording, now: while everyone agrees, and while it is there."""
    audio = Audio.objects.filter(recording=recording, heard_at__isnull=False).first()
    return audio if audio and is_playable(audio) else None


def is_playable(audio: Audio) -> bool:
    """It was heard, our copy of it is there, and everyone agrees."""
    return audio.heard_at is not None and audio_files.copy_of(audio.public_id).is_file() and may_be_played(audio)


@transaction.atomic
def note_listening(recording: Recording, start: float, end: float, *, by: User, now: datetime) -> Listening:
    """What was played in one go. What touches an earlier stretch of the same listener becomes one with it."""
    if not (math.isfinite(start) and math.isfinite(end) and 0 <= start < end <= 86_400):
        raise CannotListen("That is no stretch of a recording.")
    if audio_to_play(recording) is None:
        raise CannotListen("There is no sound that may be played.")
    Recording.objects.select_for_update().only("pk").get(pk=recording.pk)
    mine = Listening.objects.filter(recording=recording, by=by)
    touching = list(mine.filter(start__lte=end + SLACK, end__gte=start - SLACK))
    if within := next((each for each in touching if each.start <= start and each.end >= end), None):
        return within
    start, end = min([start, *(each.start for each in touching)]), max([end, *(each.end for each in touching)])
    mine.filter(pk__in=[each.pk for each in touching]).delete()
    return Listening.objects.create(recording=recording, start=start, end=end, by=by, at=now)


def is_unheard(proposal: Proposal, by: User) -> bool:
    """Whether its quote stands on words that were not heard clearly, and that this reader has not listened to."""
    return proposal.pk in unheard_of([proposal], by)


def unheard_of(proposals: Iterable[Proposal], by: User) -> set[int]:
    """Those of them. One query, and none where every word was heard clearly."""
    doubtful = [each for each in proposals if is_doubted(each)]
    if not doubtful:
        return set()
    heard: dict[int, list[Stretch]] = {}
    rows = Listening.objects.filter(recording__in={each.recording_id for each in doubtful}, by=by)
    for recording_id, start, end in rows.values_list("recording_id", "start", "end"):
        heard.setdefault(recording_id, []).append((start, end))
    return {each.pk for each in doubtful if not _is_covered(_stretch_of(each), heard.get(each.recording_id, []))}


def is_doubted(proposal: Proposal) -> bool:
    recording = proposal.recording
    turns = recording.conversation["turns"]
    if proposal.turn >= len(turns) or not turns[proposal.turn].get("words"):
        return False
    return is_doubtful(turn_at(recording, proposal.turn), proposal.start, proposal.end)


def _stretch_of(proposal: Proposal) -> Stretch | None:
    return stretch_at(proposal.recording, proposal.turn, proposal.start, proposal.end)


def _is_covered(wanted: Stretch | None, heard: list[Stretch]) -> bool:
    if wanted is None:
        return False
    start, end = wanted
    slack = min(SLACK, (end - start) / 4)  # of a single short word a good part must have been played
    return any(first <= start + slack and last >= end - slack for first, last in heard)
