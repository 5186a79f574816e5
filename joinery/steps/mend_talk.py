"""Mending what was said: the talk is read anew at once, and whatever was accepted goes with its words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from joinery.beliefs.actions import index_belief
from joinery.beliefs.models import Quote, YellowLight
from joinery.calls.actions import CannotMend, Change, confirm_words, mend_turn, take_mends_back
from joinery.calls.models import Clip, Proposal, Recording, Verdict, Voice
from joinery.engine.mending import carried
from joinery.firm.models import User
from joinery.promises.models import Promise
from joinery.steps.hear_recording import hear_recording

GONE = "These words were accepted: “{quote}”. Take that back in the debrief first, or keep some of them."
OTHERS = "What was accepted here counts as the words of {name}. Take that back in the debrief first."
ASIDE = 1_000_000  # no turn is as long: marks wait there, so that none takes another's place on the way


@transaction.atomic
def mend_and_hear(
    recording: Recording, turn: int, *, seen: str, text: str, voice: Voice | None = None, by: User, now: datetime
) -> Change | None:
    change = mend_turn(recording, turn, seen=seen, text=text, voice=voice, by=by, now=now)
    return _read_anew(change, now)


@transaction.atomic
def confirm_and_hear(
    recording: Recording, turn: int, *, start: int = 0, end: int | None = None, by: User, now: datetime
) -> Change | None:
    return _read_anew(confirm_words(recording, turn, start=start, end=end, by=by, now=now), now)


@transaction.atomic
def unmend_and_hear(recording: Recording, turn: int, *, by: User, now: datetime) -> Change | None:
    return _read_anew(take_mends_back(recording, turn, by=by, now=now), now)


def _read_anew(change: Change | None, now: datetime) -> Change | None:
    if change is None:
        return None
    here = Proposal.objects.filter(recording=change.recording, turn=change.number)
    if change.after.text != change.before.text:
        here.filter(verdict__isnull=True).delete()  # what is still heard in it is proposed anew
    decided = list(here.filter(verdict__isnull=False).select_related("verdict", "voice__person", "voice__user"))
    if change.after.speaker != change.before.speaker:
        _give_to(change, decided)
    if change.after.text != change.before.text:
        _move(change, decided)
    hear_recording(change.recording, now=now)
    return change


def _give_to(change: Change, decided: Iterable[Proposal]) -> None:
    """Accepted words stay accepted when somebody else of the same side said them; not when the other side did."""
    voice = Voice.objects.select_related("person", "user").get(recording=change.recording, number=change.after.speaker)
    quotes = Quote.objects.filter(recording=change.recording, turn=change.number)
    for proposal in decided:
        is_kept = proposal.verdict.answer != Verdict.Answer.DROPPED
        if is_kept and (voice.side != proposal.side or (voice.person is None and quotes.exists())):
            raise CannotMend(OTHERS.format(name=proposal.voice.shown_name))
        Proposal.objects.filter(pk=proposal.pk).update(voice=voice, side=voice.side)
    quotes.update(person=voice.person)


def _move(change: Change, decided: list[Proposal]) -> None:
    at = {"recording": change.recording, "turn": change.number}
    kept = [each for each in decided if _moved(change, each.start, each.end) or _is_accepted(each)]
    Proposal.objects.filter(pk__in=[each.pk for each in decided if each not in kept]).delete()
    places = {each.pk: _place(change, each.start, each.end) for each in kept}
    if len(set(zip((each.kind for each in kept), places.values(), strict=True))) < len(kept):
        raise CannotMend(GONE.format(quote=kept[-1].quote))
    for each in kept:
        Proposal.objects.filter(pk=each.pk).update(start=each.start + ASIDE, end=each.end + ASIDE)
    for each in kept:
        start, end = places[each.pk]
        quote = change.after.text[start:end]
        Proposal.objects.filter(pk=each.pk).update(start=start, end=end, quote=quote)
        YellowLight.objects.filter(proposal=each, words=each.quote).update(words=quote)
    for said in Quote.objects.filter(**at).select_related("belief"):
        _move_quote(change, said)
    for promise in Promise.objects.filter(**at, start__isnull=False, end__isnull=False):
        start, end = _place(change, promise.start or 0, promise.end or 0)
        # What was promised stays as both sides agreed on it; only where it was said is mended.
        Promise.objects.filter(pk=promise.pk).update(start=start, end=end, quote=change.after.text[start:end])
    _move_clips(change)


def _move_quote(change: Change, said: Quote) -> None:
    """A line in our words stays; one that is the quote itself goes with it, unless the customer has read it."""
    before, belief = said.text, said.belief
    said.start, said.end = _place(change, said.start, said.end)
    said.text = change.after.text[said.start : said.end]
    said.save(update_fields=["start", "end", "text"])
    if belief.words == before.strip() and belief.line_id is None and said.text != before:
        belief.amend(belief.version, words=said.text.strip())
        if belief.given_up_at is None:
            index_belief(belief, belief.believed_at)


def _move_clips(change: Change) -> None:
    text, before = change.after.text, change.before.text
    for clip in Clip.objects.filter(recording=change.recording, first_turn=change.number):
        moved = carried(before, text, clip.first, len(before))
        Clip.objects.filter(pk=clip.pk).update(first=moved[0] if moved else len(text))
    for clip in Clip.objects.filter(recording=change.recording, last_turn=change.number):
        moved = carried(before, text, 0, clip.last)
        Clip.objects.filter(pk=clip.pk).update(last=moved[1] if moved else 0)


def _moved(change: Change, start: int, end: int) -> tuple[int, int] | None:
    return carried(change.before.text, change.after.text, start, end)


def _place(change: Change, start: int, end: int) -> tuple[int, int]:
    moved = _moved(change, start, end)
    if moved is None:
        raise CannotMend(GONE.format(quote=change.before.text[start:end]))
    return moved


def _is_accepted(proposal: Proposal) -> bool:
    return proposal.verdict.answer != Verdict.Answer.DROPPED
