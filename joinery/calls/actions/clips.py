"""Cutting a clip out of a call, telling its words anew when they are mended, putting it away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from joinery.calls.clips import lines_of
from joinery.calls.models import Clip, Recording
from joinery.calls.placed import stretch_at, words_at
from joinery.calls.stored import voices_of
from joinery.firm.history import note_deed
from joinery.firm.models import User

LONGEST = 600.0  # seconds
MOST_TURNS = 120
BREATH = 0.3  # seconds that may follow the last word, before the next one speaks


class CannotClip(Exception):
    """There is nothing between those two places, or too much."""


@dataclass(frozen=True)
class Place:
    """A character of a turn."""

    turn: int
    character: int


@transaction.atomic
def make_clip(recording: Recording, begin: Place, finish: Place, title: str, *, by: User, now: datetime) -> Clip:
    """Whole words: a place within a word takes the word in. Ours alone until somebody shares it."""
    title = " ".join(title.split())
    if not title:
        raise CannotClip("Give it a name that the customer may read.")
    begin, finish = _within(recording, begin, finish)
    start, end = _time_of(recording, begin, finish)
    clip = Clip(
        recording=recording,
        title=title[:160],
        first_turn=begin.turn,
        first=begin.character,
        last_turn=finish.turn,
        last=finish.character,
        start=start,
        end=end,
        made_by=by,
        made_at=now,
    )
    clip.lines = lines_of(clip, voices_of(recording))
    if not clip.lines:
        raise CannotClip("Nobody says anything between those two places.")
    clip.save()
    call = recording.call
    says = f"cut a clip out of the call: {clip.title}"
    note_deed("make_clip", clip, by=by, now=now, company_id=call.company_id, says=says)
    return clip


@transaction.atomic
def drop_clip(clip: Clip, *, by: User, now: datetime) -> None:
    """Gone here and in the room."""
    company_id = clip.recording.call.company_id
    note_deed("drop_clip", clip, by=by, now=now, company_id=company_id, says=f"dropped the clip: {clip.title}")
    clip.delete()


def drop_clips_in(recording: Recording, turns: Iterable[int]) -> None:
    """Where words are cut for good, no clip keeps them."""
    cut = set(turns)
    for clip in Clip.objects.filter(recording=recording):
        if cut & set(range(clip.first_turn, clip.last_turn + 1)):
            clip.delete()


def retell_clips(recording: Recording) -> None:
    """Their words and names as they are known now."""
    clips = list(Clip.objects.filter(recording=recording))
    voices = voices_of(recording) if clips else []
    for clip in clips:
        clip.recording = recording
        if (lines := lines_of(clip, voices)) != clip.lines:
            Clip.objects.filter(pk=clip.pk).update(lines=lines)


def _within(recording: Recording, begin: Place, finish: Place) -> tuple[Place, Place]:
    if (finish.turn, finish.character) < (begin.turn, begin.character):
        begin, finish = finish, begin
    turns = recording.conversation["turns"]
    if begin.turn < 0 or finish.turn >= len(turns):
        raise CannotClip("There is no such turn in this talk.")
    if finish.turn - begin.turn >= MOST_TURNS:
        raise CannotClip("That is too long for a clip. Ten minutes are the most.")
    first = [word.first for word in words_at(recording, begin.turn) if word.last > begin.character]
    last = [word.last for word in words_at(recording, finish.turn) if word.first < finish.character]
    return (
        Place(begin.turn, first[0] if first else len(turns[begin.turn]["text"])),
        Place(finish.turn, last[-1] if last else 0),
    )


def _time_of(recording: Recording, begin: Place, finish: Place) -> tuple[float | None, float | None]:
    turns = recording.conversation["turns"]
    reach = [
        stretch_at(
            recording,
            number,
            begin.character if number == begin.turn else 0,
            finish.character if number == finish.turn else len(turns[number]["text"]),
        )
        for number in range(begin.turn, finish.turn + 1)
    ]
    told = [each for each in reach if each]
    if not told:
        return None, None
    start, end = min(first for first, _ in told), max(last for _, last in told)
    following = [turn["start"] for turn in turns if turn.get("start") is not None and turn["start"] >= end]
    end = min([end + BREATH, *following])
    if end - start > LONGEST:
        raise CannotClip("That is too long for a clip. Ten minutes are the most.")
    return round(start, 2), round(end, 2)
