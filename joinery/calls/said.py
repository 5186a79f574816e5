"""Everything said, to be found: a recording is one entry of the search, and a hit is led back to its turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from joinery.calls.consents import may_be_heard
from joinery.calls.models import Call, Recording
from joinery.calls.queries import recordings_for
from joinery.firm.models import User
from joinery.search import actions as search
from joinery.search.marks import CLOSES, OPENS
from joinery.search.queries import Hit


@dataclass(frozen=True)
class Said:
    """A turn that holds what was looked for."""

    hit: Hit  # cut to the words of this one turn: what somebody else said is not put into their mouth
    call: Call
    turn: int
    speaker: str
    seconds: float | None


def index_call(call: Call, now: datetime) -> None:
    """Call this whenever a call is made or renamed."""
    body = " ".join(filter(None, [call.company.name, call.place]))
    search.index("call", call, company_id=call.company_id, title=call.title, body=body, now=now)


def index_said(recording: Recording, now: datetime) -> None:
    """Call this when a transcript is taken, and whenever who spoke or who agreed changes: what not everyone agreed to
    is not found."""
    if not may_be_heard(recording):
        search.forget(recording)
        return
    body = "\n".join(_texts(recording))
    call = recording.call
    search.index("said", recording, company_id=call.company_id, title=call.title, body=body, now=now)


def turns_of(hits: Sequence[Hit], user: User) -> list[Said]:
    """Who said it, and where in the call. A hit on a recording that the reader may not open is left out."""
    wanted = recordings_for(user).filter(public_id__in=[hit.about_id for hit in hits])
    wanted = wanted.defer("original", "reading").prefetch_related("voices__person", "voices__user")
    found = {recording.public_id: recording for recording in wanted}
    return [_turn_of(hit, found[hit.about_id]) for hit in hits if hit.about_id in found]


def _turn_of(hit: Hit, recording: Recording) -> Said:
    texts = _texts(recording)
    plain = hit.found.replace(OPENS, "").replace(CLOSES, "").strip("…")
    start = max("\n".join(texts).find(plain), 0) + max(hit.found.lstrip("…").find(OPENS), 0)
    number, passed = 0, 0
    for number, text in enumerate(texts):  # noqa: B007
        passed += len(text) + 1
        if passed > start:
            break
    turn = recording.conversation["turns"][number] if texts else {}
    names = {voice.number: voice.shown_name for voice in recording.voices.all()}
    speaker = names.get(turn.get("speaker", -1), "")
    return Said(_within_turn(hit), recording.call, number, speaker, turn.get("start"))


def _within_turn(hit: Hit) -> Hit:
    """A piece may run over several turns, each a line of its own: the line with the first marked word is kept."""
    lines = hit.found.split("\n")
    kept = next((line for line in lines if OPENS in line), lines[0])
    return replace(hit, found=kept)


def _texts(recording: Recording) -> list[str]:
    """Each turn on a line of its own, cleaned as the index cleans, so that places can be counted."""
    return [search.clean(turn["text"]).replace("\n", " ") for turn in recording.conversation.get("turns", [])]
