"""What must be true of the data at any time, looked at read only. `joinery verify` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Model, Q

from joinery.beliefs.models import Belief, Quote
from joinery.calls.consents import consents_of, may_be_heard
from joinery.calls.models import Call, Plan, Proposal, Recording
from joinery.promises.life import STEPS, State
from joinery.promises.models import Promise
from joinery.rooms.models import HeardAnswer, HeardLine, IncomingLetter
from joinery.steps.invariants import Invariant, name_of
from joinery.steps.verify_plans import verify_plans
from joinery.steps.verify_recoveries import verify_recoveries


def verify_all() -> Iterator[Invariant]:
    yield _words_at_their_place("A quote equals the words at its place", Quote, "text")
    yield _words_at_their_place("A proposal equals the words at its place", Proposal, "quote")
    yield _whose_words()
    yield _heard_with_quote()
    yield _no_reading_without_consent()
    yield _nothing_left_of_a_cut_voice()
    yield _lives_of_promises()
    yield _giver_and_source()
    yield from verify_recoveries()
    yield _plans_have_a_purpose()
    yield _answers_from_their_own_room()
    yield _same_company()
    yield _proven_by_mail()
    yield from verify_plans()


def _words_at_their_place(says: str, model: type[Model], words: str) -> Invariant:
    looked_at, broken = 0, []
    rows = model._default_manager.filter(recording__removed_at=None)  # its days were over: the quote stays without it
    rows = rows.order_by("recording_id").select_related("recording")
    for row in rows.iterator(chunk_size=200):
        looked_at += 1
        turns = row.recording.conversation["turns"]  # type: ignore[attr-defined]
        said = turns[row.turn]["text"] if row.turn < len(turns) else ""  # type: ignore[attr-defined]
        if said[row.start : row.end] != getattr(row, words):  # type: ignore[attr-defined]
            broken.append(name_of(row))
    return Invariant(says, looked_at, broken)


def _whose_words() -> Invariant:
    quotes = Quote.objects.all()
    wrong = quotes.filter(person__isnull=False).exclude(person__company=F("belief__company"))
    return _invariant("A quote under a belief is by a person of that customer", quotes, wrong)


def _heard_with_quote() -> Invariant:
    heard = Belief.objects.filter(origin=Belief.Origin.HEARD, given_up_at__isnull=True)
    wrong = heard.annotate(quoted=Count("quotes")).filter(quoted=0)
    return _invariant("A belief that counts as heard has a quote", heard, wrong)


def _no_reading_without_consent() -> Invariant:
    """By the same rule that lets a recording be heard in the first place."""
    read = Recording.objects.filter(reading__isnull=False).defer("original", "reading")
    broken = [name_of(recording) for recording in read.iterator(chunk_size=200) if not may_be_heard(recording)]
    return Invariant("Nothing stays read without the yes of everyone who spoke", read.count(), broken)


def _nothing_left_of_a_cut_voice() -> Invariant:
    """Whoever took the yes back says nothing any more: not in the talk, not in a proposal, not in the sound."""
    looked_at, broken = 0, []
    for recording in Recording.objects.filter(removed_at=None).defer("original", "reading").iterator(chunk_size=200):
        taken_back = [each for each in consents_of(recording) if each.is_withdrawn]
        looked_at += 1
        if taken_back:
            broken.append(name_of(recording))
    quoted = Proposal.objects.filter(withdrawn_at__isnull=False).exclude(quote="")
    return Invariant("Nobody who took a yes back is still read", looked_at, broken + [name_of(each) for each in quoted])


def _lives_of_promises() -> Invariant:
    looked_at, broken = 0, []
    for promise in Promise.objects.prefetch_related("events").iterator(chunk_size=500):
        looked_at += 1
        states = [State(event.state) for event in promise.events.all()]
        steps = zip(states, states[1:], strict=False)
        is_sound = states and states[-1] == promise.state and all(a == b or (a, b) in STEPS for a, b in steps)
        if not is_sound:
            broken.append(name_of(promise))
    return Invariant(
        "A promise went only through steps that follow each other, each with who and when", looked_at, broken
    )


def _giver_and_source() -> Invariant:
    promises = Promise.objects.all()
    nobody = Q(giver_user__isnull=True, receiver_user__isnull=True)
    return _invariant("A promise has somebody of ours who gives or receives it", promises, promises.filter(nobody))


def _plans_have_a_purpose() -> Invariant:
    plans = Plan.objects.all()
    wrong = plans.filter(
        Q(benefit="") | Q(purpose="advance", action_what="") | Q(purpose="relationship", in_it_for_them="")
    )
    return _invariant("A plan has a benefit and a call to action, or what is in it for them", plans, wrong)


def _answers_from_their_own_room() -> Invariant:
    answers = HeardAnswer.objects.all()
    return _invariant("An answer is by a guest of that room", answers, answers.exclude(guest__room=F("line__room")))


def _proven_by_mail() -> Invariant:
    shown = IncomingLetter.objects.filter(message__isnull=False)
    wrong = shown.exclude(state=IncomingLetter.State.TAKEN, message__by_guest=F("guest"))
    return _invariant("What stands in a room from a letter came in one proven to be theirs", shown, wrong)


def _same_company() -> Invariant:
    calls = Call.objects.filter(opportunity__isnull=False)
    wrong = calls.exclude(opportunity__company=F("company"))
    lines = HeardLine.objects.filter(person__isnull=False).exclude(person__company=F("room__company"))
    found = _invariant("A call, its opportunity and a room's lines belong to one customer", calls, wrong)
    return Invariant(found.says, found.looked_at, found.broken + [name_of(line) for line in lines])


def _invariant(says: str, rows, wrong) -> Invariant:  # type: ignore[no-untyped-def]
    return Invariant(says, rows.count(), [name_of(row) for row in wrong[:100]])
