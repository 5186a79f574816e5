"""Words that the engine did not hear and a person did: marked in the transcript, then kept like a proposal."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from joinery.calls.consents import may_be_heard
from joinery.calls.models import Proposal, Recording, Verdict, Voice
from joinery.calls.tiers import BY_HAND
from joinery.firm.models import User
from joinery.steps.debrief_call import accept, undo


class CannotKeep(Exception):
    """Those words are not in that turn, or not everyone consented."""


@transaction.atomic
def keep_words(
    recording: Recording,
    turn: int,
    words: str,
    kind: str,
    *,
    by: User,
    now: datetime,
    sort: str = "",
    due: date | None = None,
) -> Verdict:
    """`words` must stand in the turn exactly as said. The same words marked twice are one; what was dropped
    and is marked after all is kept."""
    if not may_be_heard(recording):
        raise CannotKeep("Nothing of this call may be used before everyone who spoke has agreed.")
    turns = recording.conversation["turns"]
    words = words.strip()
    start = turns[turn]["text"].find(words) if words and 0 <= turn < len(turns) else -1
    if start < 0:
        raise CannotKeep("Those words do not stand in this turn. Copy them exactly as they were said.")
    voice = Voice.objects.get(recording=recording, number=turns[turn]["speaker"])
    proposal, _ = Proposal.objects.get_or_create(
        recording=recording,
        kind=kind,
        turn=turn,
        start=start,
        end=start + len(words),
        defaults={
            "voice": voice,
            "sort": sort,
            "side": voice.side,
            "quote": words,
            "due": due,
            "confidence": 1.0,
            "heard_by": BY_HAND,
            **_unsure_of(recording, kind, turn, start, start + len(words)),
        },
    )
    known = Verdict.objects.filter(proposal=proposal).first()
    if known and known.answer != Verdict.Answer.DROPPED:
        return known
    if known:
        undo(proposal, by=by, now=now)
    return accept(proposal, by=by, now=now)


def _unsure_of(recording: Recording, kind: str, turn: int, start: int, end: int) -> dict[str, object]:
    """Whether we had heard it ourselves and were not sure: then what we gave it stays with it, to learn from."""
    for one in (recording.reading or {}).get("unsure", ()):
        if (one["kind"], one["turn"], one["start"], one["end"]) == (kind, turn, start, end):
            return {name: one[name] for name in ("confidence", "heard_by", "sort", "cues")} | {"tier": "hidden"}
    return {}
