"""What somebody reads who is asked whether a talk may be recorded, and what they have answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from joinery.calls.consents import newest_of_person
from joinery.calls.invitation import when_in_words
from joinery.calls.models import Call, Consent, ConsentRequest
from joinery.rooms.asking import calls_asked, token_of
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest, Room


@dataclass(frozen=True)
class Asked:
    """One talk: the words they were asked in, and their answer so far. `leaning` is what the letter's address said."""

    place: str
    title: str
    when: str
    wording: tuple[str, ...]
    answer: str  # given, refused, withdrawn, or nothing yet
    answered_at: datetime | None
    answer_to: str
    back_to: str  # where nothing is answered
    leaning: str = ""
    is_held: bool = False
    asks_sure: bool = False

    @property
    def may_agree(self) -> bool:
        return self.answer != Consent.Answer.GIVEN


@dataclass(frozen=True)
class ConsentPage:
    company: str
    firm: str
    reader: str
    home: str
    asked: tuple[Asked, ...]
    fault: str = ""


def page_of_request(room: Room, asked: ConsentRequest, *, leaning: str = "", asks_sure: bool = False) -> ConsentPage:
    """Through the letter's address: this one talk, and nothing else of the room."""
    here = reverse("room:consent", args=[room.public_id, token_of(asked)])
    row = _asked(
        asked.call,
        asked,
        here,
        here,
        known=newest_of_person(asked.call, asked.person_id),
        leaning=leaning if leaning in (Consent.Answer.GIVEN, Consent.Answer.REFUSED) else "",
        asks_sure=asks_sure,
    )
    home = reverse("room:home", args=[room.public_id])
    return ConsentPage(room.company.name, firm_name(), asked.person.name, home, (row,))


def page_of_guest(guest: Guest, *, sure_of: str = "") -> ConsentPage:
    """In the room: every talk in which they were asked."""
    room, person = guest.room, guest.person
    calls = list(calls_asked(person)[:100])
    requests = {each.call_id: each for each in ConsentRequest.objects.filter(person=person, call__in=calls)}
    newest = {each.call_id: each for each in Consent.objects.filter(person=person, call__in=calls)}
    rows = [
        _asked(
            call,
            requests.get(call.pk),
            reverse("room:consent_answer", args=[room.public_id, call.public_id]),
            reverse("room:consents", args=[room.public_id]),
            known=newest.get(call.pk),
            asks_sure=sure_of == call.public_id,
        )
        for call in calls
    ]
    home = reverse("room:home", args=[room.public_id])
    return ConsentPage(room.company.name, firm_name(), guest.name, home, tuple(rows))


def _asked(
    call: Call,
    asked: ConsentRequest | None,
    answer_to: str,
    back_to: str,
    *,
    known: Consent | None = None,
    leaning: str = "",
    asks_sure: bool = False,
) -> Asked:
    answer = known
    wording = asked.wording if asked else answer.wording if answer else ""
    return Asked(
        place=f"call-{call.public_id}",
        title=call.title,
        when=when_in_words(call),
        wording=tuple(filter(None, wording.split("\n\n"))),
        answer=answer.answer if answer else "",
        answered_at=answer.given_at if answer else None,
        answer_to=answer_to,
        back_to=back_to,
        leaning=leaning,
        is_held=call.held_at is not None,
        asks_sure=asks_sure,
    )
