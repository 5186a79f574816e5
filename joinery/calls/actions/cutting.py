"""Taking a voice out of a recording for good: words, reading, index, proposals, and the order to silence the sound."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from joinery.calls import audio_files
from joinery.calls.actions.clips import drop_clips_in
from joinery.calls.actions.mending import forget_mends
from joinery.calls.cutting import merged, reading_without, without_voice
from joinery.calls.models import Audio, Call, Consent, Cut, KeepingRule, Proposal, Recording, Removal, Voice
from joinery.calls.said import index_said
from joinery.firm.history import Actor, note_deed, strike_words

CANNOT_BE_SILENCED = "Nobody knows which part of the sound is theirs, so all of it went."


@dataclass(frozen=True)
class TakenWords:
    """What was cut, for whoever stands on it. `was` are the texts of the turns, `quotes` those of proposals."""

    recording: Recording
    turns: frozenset[int]
    was: dict[int, str]
    quotes: frozenset[str]
    by: Actor | None
    now: datetime


Listener = Callable[[TakenWords], None]
_listeners: list[Listener] = []


def when_words_are_taken(listener: Listener) -> None:
    """A room further up that quotes recordings says here what it does when words go; in the same transaction. The same
    listener once, however often its room starts."""
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic
def cut_voice(voice: Voice, why: str, *, by: Actor | None, now: datetime) -> TakenWords | None:
    """None when this voice says nothing any more."""
    recording = Recording.objects.select_for_update().select_related("call__company").get(pk=voice.recording_id)
    found = without_voice(recording.conversation, voice.number)
    if not found.turns:
        return None
    was = {number: recording.conversation["turns"][number]["text"] for number in found.turns}
    recording.conversation = found.conversation
    recording.original = zlib.compress(json.dumps(found.conversation, ensure_ascii=False).encode(), 6)
    recording.reading = reading_without(recording.reading, found.turns)
    recording.save(update_fields=["conversation", "original", "reading"])
    _note_cut(voice, found.stretches, len(found.turns), has_times=found.has_times, why=why, by=by, now=now)
    quotes = _withdraw_proposals(recording, found.turns, now)
    Consent.objects.filter(recording=recording, turn__in=found.turns).update(quote="", turn=None, recording=None)
    drop_pieces(recording, found.turns)
    taken = TakenWords(recording, frozenset(found.turns), was, quotes, by, now)
    for listener in _listeners:
        listener(taken)
    strike_words(recording.call.company_id, {*was.values(), *quotes})
    index_said(recording, now)
    silence_later(recording, now=now)
    says = f"cut out what {voice.shown_name} said: {recording.call.title}"
    note_deed("cut_voice", recording, by=by, now=now, company_id=recording.call.company_id, says=says)
    return taken


def drop_pieces(recording: Recording, turns: Iterable[int]) -> None:
    """Where words go for good: no clip keeps them, and no mend what they were before."""
    gone = set(turns)
    drop_clips_in(recording, gone)
    forget_mends(recording, gone)


def _note_cut(
    voice: Voice,
    stretches: Iterable[tuple[float, float]],
    turns: int,
    *,
    has_times: bool,
    why: str,
    by: Actor | None,
    now: datetime,
) -> None:
    """One row a voice: what is cut later, when more turns turned out to be theirs, comes to it."""
    before = Cut.objects.filter(voice=voice).first() or Cut(voice=voice, recording_id=voice.recording_id, turns=0)
    before.stretches = [list(one) for one in merged([*map(tuple, before.stretches), *stretches])]
    before.turns, before.has_times = before.turns + turns, before.has_times and has_times
    before.why, before.cut_at, before.by_name = why, now, by.name if by else "Joinery"
    before.save()


def _withdraw_proposals(recording: Recording, turns: Iterable[int], now: datetime) -> frozenset[str]:
    """Those that nobody decided on go; of the others the verdict stays, without their words."""
    proposals = Proposal.objects.filter(recording=recording, turn__in=set(turns))
    quotes = frozenset(proposals.exclude(quote="").values_list("quote", flat=True))
    proposals.filter(verdict__isnull=True).delete()
    decided = Proposal.objects.filter(recording=recording, turn__in=set(turns))
    decided.update(quote="", cues=[], owner_name="", due_words="", withdrawn_at=now)
    return quotes


def silence_later(recording: Recording, *, now: datetime) -> None:
    """Nobody hears the sound until the worker has made it anew. The file as it came is gone at once where there is a
    copy of ours; where their part of the sound cannot be told, all of it goes."""
    has_times = not Cut.objects.filter(recording=recording, has_times=False).exists()
    for audio in Audio.objects.filter(recording=recording):
        if has_times:
            Audio.objects.filter(pk=audio.pk).update(to_silence_at=now)
            if audio_files.copy_of(audio.public_id).is_file():
                transaction.on_commit(partial(audio_files.drop_original, audio.public_id))
        else:
            remove_sound(audio, CANNOT_BE_SILENCED, now=now)


def remove_sound(audio: Audio, why: str, *, now: datetime, kind: str = KeepingRule.Kind.SOUND) -> Removal:
    """Gone for good, and noted."""
    removal = Removal.objects.create(
        kind=kind, call=audio.call, about_id=audio.public_id, size=audio.size, why=why[:120], removed_at=now
    )
    public_id = audio.public_id
    audio.delete()
    transaction.on_commit(lambda: audio_files.drop(public_id))
    return removal


def remove_unheard(call: Call, why: str, *, now: datetime) -> int:
    """Sound that nobody turned into words cannot be cut: who speaks when is only known after listening."""
    return len([remove_sound(audio, why, now=now) for audio in Audio.objects.filter(call=call, recording=None)])
