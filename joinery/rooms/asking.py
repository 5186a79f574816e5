"""Asking somebody by letter whether they may be recorded, and taking their answer. The letter answers nothing by
itself: its address opens a page, and only a button there does. Programs that follow every link say nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.calls.actions import note_consent
from joinery.calls.consents import newest_of_person
from joinery.calls.invitation import when_in_words
from joinery.calls.keeping import Kind, days_kept
from joinery.calls.models import Attendance, Call, Consent, ConsentRequest
from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.firm.models import Firm, User
from joinery.firm.queries import the_firm
from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import read_in
from joinery.method.consent_rules import Place, Wording, place_of, wording_for
from joinery.rooms.actions import open_room
from joinery.rooms.letters import firm_name, one_line
from joinery.rooms.models import Guest, Room
from joinery.rooms.reply_address import reply_address

BEFORE = timedelta(days=1)  # so long before the call whoever has not answered is reminded
BREATH = timedelta(hours=12)  # and never sooner after the letter than this

ASKED = lazy(
    """Dear {name},

we talk with each other: {call}, {when}.

{wording}

Yes, you may record it:
{yes}

No, please do not:
{no}

Each address opens a page on which you press a button; opening it alone says nothing. You can also tell us when we talk.

Kind regards
{sender}
{firm}
"""
)

REMINDED = lazy(
    """Dear {name},

we have not heard yet whether we may record “{call}”, {when}. Without your yes nothing is recorded.

Yes:
{yes}

No:
{no}

We do not remind you again.

Kind regards
{sender}
{firm}
"""
)

OWN_WORDING = Firm._meta.get_field("consent_wording").default


class CannotAsk(Exception):
    """There is no mailbox to write to, the call is over, or they have answered."""


class CannotAgree(Exception):
    """Neither yes nor no, or there is no yes to take back."""


class Asking:
    """How people are asked on one call: the firm and its days are looked up once."""

    def __init__(self, call: Call) -> None:
        self.call, self.firm, self.days = call, the_firm(), days_kept()[Kind.SOUND]

    def place_of(self, one: Attendance) -> Place:
        """Of one of theirs by their record and their firm; of one of us by ours."""
        if one.person:
            return place_of(one.person.place, self.call.company.country, one.person.zone)
        zone = (one.user.zone if one.user else "") or (self.firm.zone if self.firm else "")
        return place_of("", self.firm.place if self.firm else "", zone)

    def wording(self, place: Place, language: str) -> Wording:
        """The firm's own way of asking, where it has one; else the one of the method."""
        firm = self.firm
        own = firm.consent_wording.strip() if firm and firm.consent_wording != OWN_WORDING else ""
        name = one_line(firm.name if firm else "Joinery")
        return wording_for(place, language, firm=name, call=one_line(self.call.title), days=self.days, own=own)


@transaction.atomic
def ask_consent(call: Call, person: Person, *, by: User, now: datetime) -> ConsentRequest:
    """Once a call; asked again it is the same letter. Their room is opened for the answer where there was none."""
    refuse_to_ask(call, person)
    room = Room.objects.filter(company=call.company_id).first()
    if room and room.closed_at:
        raise CannotAsk("Their room is closed. Ask on the call, or open the room.")
    room = room or open_room(call.company, by=by, now=now)
    asking = Asking(call)
    place = asking.place_of(Attendance(call=call, person=person))
    asked, is_new = ConsentRequest.objects.get_or_create(
        call=call,
        person=person,
        defaults={
            "wording": asking.wording(place, person.language).whole,
            "place": place.code,
            "asked_by": by,
            "asked_at": now,
        },
    )
    if is_new:
        _write(asked, room, "asked", ASKED, now=now)
        says = f"asked {person.name} by letter whether we may record: {call.title}"
        note_deed("ask_consent", asked, by=by, now=now, company_id=call.company_id, says=says)
    return asked


def is_askable(call: Call, person: Person) -> bool:
    """By letter, as far as the two say by themselves."""
    is_to_come = not (call.called_off_at or call.held_at)
    return is_to_come and not person.archived_at and person.company_id == call.company_id and bool(person.email.strip())


def refuse_to_ask(call: Call, person: Person) -> None:
    if call.called_off_at or call.held_at:
        raise CannotAsk("The call is over. Note what they said on it.")
    if not is_askable(call, person):
        raise CannotAsk(f"There is no mail address of {person.name}. Ask on the call.")
    if not Attendance.objects.filter(call=call, person=person).exists():
        raise CannotAsk(f"{person.name} is not on the list of this call.")
    if newest_of_person(call, person.pk):
        raise CannotAsk(f"{person.name} has answered already.")


@transaction.atomic
def remind_of_consent(asked: ConsentRequest, *, now: datetime) -> bool:
    """Once at most, and not after an answer."""
    asked = ConsentRequest.objects.select_for_update().select_related("call", "person").get(pk=asked.pk)
    room = Room.objects.filter(company=asked.call.company_id, closed_at=None).first()
    is_over = asked.call.held_at or asked.call.called_off_at
    if asked.reminded_at or is_over or room is None or newest_of_person(asked.call, asked.person_id):
        return False
    asked.reminded_at = now
    asked.save(update_fields=["reminded_at"])
    _write(asked, room, "reminded", REMINDED, now=now)
    return True


def remind_the_silent(*, now: datetime) -> int:
    """The day before the call: whoever was asked and has not answered."""
    answered = Consent.objects.filter(call=OuterRef("call"), person=OuterRef("person"))
    silent = ConsentRequest.objects.filter(
        ~Exists(answered),
        reminded_at=None,
        asked_at__lt=now - BREATH,
        call__held_at=None,
        call__called_off_at=None,
        call__starts_at__gt=now,
        call__starts_at__lt=now + BEFORE,
        person__archived_at=None,
    )
    return sum(remind_of_consent(each, now=now) for each in silent)


def _write(asked: ConsentRequest, room: Room, what: str, text: object, *, now: datetime) -> Letter:
    person, call, address = asked.person, asked.call, answer_address(asked, room)
    guest = Guest.objects.filter(room=room, person=person, revoked_at=None).first()
    with read_in(person.language):
        words = str(text).format(
            name=one_line(person.name),
            call=one_line(call.title),
            when=when_in_words(call),
            wording=asked.wording,
            yes=f"{address}?answer=given",
            no=f"{address}?answer=refused",
            sender=one_line(asked.asked_by.name),
            firm=one_line(firm_name()),
        )
        subject = gettext("May we record our talk? {call}").format(call=one_line(call.title))
    return write_letter(
        key=f"consent:{asked.public_id}:{what}",
        kind="consent",
        to_address=person.email.strip().lower(),
        to_name=one_line(person.name),
        subject=subject[:200],
        text=words,
        now=now,
        reply_to=(guest and reply_address(guest)) or asked.asked_by.email,
    )


def answer_address(asked: ConsentRequest, room: Room) -> str:
    """It takes this one answer and opens nothing else."""
    return f"{settings.BASE_URL}/room/{room.public_id}/consent/{token_of(asked)}/"


def token_of(asked: ConsentRequest) -> str:
    return f"{asked.public_id}{_signature(asked.public_id)}"


def _signature(asked_id: str) -> str:
    return salted_hmac("joinery.rooms.consent", asked_id, algorithm="sha256").hexdigest()[:32]


def request_with(room: Room, token: str) -> ConsentRequest | None:
    asked_id, signature = token[:18], token[18:]
    if not token.isascii() or not constant_time_compare(signature, _signature(asked_id)):
        return None
    asked = ConsentRequest.objects.filter(public_id=asked_id, call__company=room.company_id, person__archived_at=None)
    return asked.select_related("call", "person__company").first()


def calls_asked(person: Person) -> QuerySet[Call]:
    """Where this person was asked, by letter or on the call: what their room shows them, the newest first."""
    asked = ConsentRequest.objects.filter(call=OuterRef("pk"), person=person)
    answered = Consent.objects.filter(call=OuterRef("pk"), person=person)
    calls = Call.objects.filter(Exists(asked) | Exists(answered), company=person.company_id)
    return calls.order_by("-starts_at", "-id")


@transaction.atomic
def answer_consent(call: Call, person: Person, answer: str, *, now: datetime) -> Consent:
    """The same answer again is the one that stands. Taking a yes back has its effect before this returns."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = newest_of_person(call, person.pk)
    if answer not in Consent.Answer.values:
        raise CannotAgree("Say yes, or no.")
    if before and before.answer == Consent.Answer.GIVEN and answer == Consent.Answer.REFUSED:
        answer = Consent.Answer.WITHDRAWN  # a no after a yes takes it back
    if answer == Consent.Answer.WITHDRAWN and not before:
        raise CannotAgree("There is no yes to take back.")
    if before and before.answer == answer:
        return before
    asked = ConsentRequest.objects.filter(call=call, person=person).first()
    return note_consent(
        call,
        answer,
        person=person,
        how="page",
        wording=asked.wording if asked else before.wording if before else "",
        place=asked.place if asked else "",
        actor=person,
        now=now,
    )
