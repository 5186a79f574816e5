"""Who may come in: the level that a room's owner chose, readers by the link, those who knock, guests of guests."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from joinery.customers.actions import add_person
from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.firm.pictures import face_from
from joinery.firm.queries import the_firm
from joinery.rooms.actions import CannotAnswer, CannotInvite, invite_guest
from joinery.rooms.door_letters import tell_of_guest, write_guests_invitation, write_knock, write_not_now
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Knock, Room, Visitor, VisitorWord
from joinery.rooms.proofs import hashed, new_secret

DAY = timedelta(days=1)
VISIT = timedelta(days=7)
VISITORS_A_DAY, WORDS_A_DAY, KNOCKS_A_DAY = 60, 60, 20
GUESTS_OF_A_GUEST, GUESTS_OF_A_ROOM = 5, 40
DOMAIN = re.compile(r"^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$")
# Mailboxes that anybody can have prove nothing about where somebody works.
FOR_EVERYBODY = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.de yahoo.fr icloud.com me.com
    gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com aol.com
    mail.com mail.ru yandex.com orange.fr free.fr laposte.net libero.it virgilio.it bluewin.ch seznam.cz wp.pl
    """.split()  # noqa: SIM905
)


class CannotOpen(Exception):
    """The level wants something that is missing; says what."""


class CannotKnock(Exception):
    """A name and a mail address are needed. Nothing else is ever refused aloud."""


@transaction.atomic
def set_entry(room: Room, entry: str, domains: str = "", *, by: User, now: datetime) -> None:
    """How the room is entered from now on. Stricter than before, readers are out at once."""
    if entry not in Room.Entry.values:
        raise CannotOpen("Choose one of them.")
    named = sorted({word.lstrip("@") for word in re.split(r"[\s,;]+", domains.lower()) if word.strip("@")})
    if entry == Room.Entry.DOMAIN:
        _refuse_domains(named)
    room.entry, room.domains = entry, " ".join(named) if entry == Room.Entry.DOMAIN else ""
    room.save(update_fields=["entry", "domains"])
    if not room.is_open_to_readers:
        Visitor.objects.filter(room=room, expires_at__gt=now).update(expires_at=now)
    says = f"chose who may come in: {room.get_entry_display().lower()}" + (f" ({room.domains})" if room.domains else "")
    note_deed("set_entry", room, by=by, now=now, company_id=room.company_id, says=says)


def _refuse_domains(named: list[str]) -> None:
    if not named:
        raise CannotOpen("Write the part of their addresses after the @, such as astoria.example.")
    firm = the_firm()
    for domain in named:
        if not DOMAIN.match(domain):
            raise CannotOpen(f"“{domain[:60]}” is not the end of a mail address.")
        if domain in FOR_EVERYBODY:
            raise CannotOpen(f"Anybody can have a mailbox at {domain}. Invite those people one by one.")
        if firm and firm.mail_domain.lower() == domain:
            raise CannotOpen(f"{domain} is ours. Only their own people come in as guests.")


@transaction.atomic
def come_in_by_name(room: Room, name: str, *, now: datetime) -> str:
    """A reader who gave a name. Returns the secret for this browser."""
    name = " ".join(name.split())[:80]
    if not name:
        raise CannotKnock("Please give your name.")
    if not room.is_open_to_readers or room.closed_at:
        raise CannotKnock("This room is entered another way.")
    if Visitor.objects.filter(room=room, came_at__gt=now - DAY).count() >= VISITORS_A_DAY:
        raise CannotKnock("Many people came today. Please come in with your mail address.")
    secret = new_secret()
    Visitor.objects.create(
        room=room, name=name, secret_hash=hashed("visitor", secret), came_at=now, expires_at=now + VISIT
    )
    return secret


def visitor_with(secret: str, room: Room, now: datetime) -> Visitor | None:
    if not secret or not room.is_open_to_readers:
        return None
    return Visitor.objects.filter(room=room, secret_hash=hashed("visitor", secret), expires_at__gt=now).first()


@transaction.atomic
def say_as_visitor(line: HeardLine, visitor: Visitor, answer: str, words: str, *, now: datetime) -> VisitorWord:
    """Read by both sides, and no confirmation: nobody knows who it was."""
    words = words.strip()[:2000]
    if answer not in HeardAnswer.Answer.values:
        raise CannotAnswer("Say yes, or not quite.")
    if answer == HeardAnswer.Answer.NOT_QUITE and not words:
        raise CannotAnswer("Please put it right in your own words.")
    if line.room_id != visitor.room_id or line.withdrawn_at:
        raise CannotAnswer("This line is no longer here.")
    last = visitor.words.filter(line=line).last()
    if last and (last.answer, last.words) == (answer, words):
        return last
    if VisitorWord.objects.filter(visitor__room_id=line.room_id, said_at__gt=now - DAY).count() >= WORDS_A_DAY:
        raise CannotAnswer("Many people answered today. Please come in with your mail address.")
    return VisitorWord.objects.create(visitor=visitor, line=line, answer=answer, words=words, said_at=now)


@transaction.atomic
def hide_word(word: VisitorWord, *, by: User, now: datetime) -> None:
    if VisitorWord.objects.filter(pk=word.pk, hidden_at__isnull=True).update(hidden_at=now):
        room = word.visitor.room
        says = f"took off what a visitor wrote: “{word.words[:80]}”"
        note_deed("hide_word", word, by=by, now=now, company_id=room.company_id, says=says)


@transaction.atomic
def knock(room: Room, name: str, address: str, words: str, *, now: datetime) -> None:
    """Says nothing, whoever knocked: guests, those sent away and strangers all hear the same."""
    name, mailbox = " ".join(name.split())[:80], mailbox_of(address)
    if not name:
        raise CannotKnock("Please give your name.")
    if not mailbox:
        raise CannotKnock("That does not look like a mail address.")
    is_inside = Guest.objects.filter(room=room, mailbox=mailbox, revoked_at__isnull=True).exists()
    waits = Knock.objects.filter(room=room, mailbox=mailbox, decided_at__isnull=True).exists()
    is_full = Knock.objects.filter(room=room, knocked_at__gt=now - DAY).count() >= KNOCKS_A_DAY
    if room.closed_at or is_inside or waits or is_full:
        return
    words = " ".join(words.split())[:300]
    write_knock(Knock.objects.create(room=room, name=name, mailbox=mailbox, words=words, knocked_at=now), now=now)


@transaction.atomic
def decide_knock(found: Knock, *, lets_in: bool, by: User, now: datetime) -> None:
    """In: they become a person of the customer's, and the usual invitation goes to them. Not now: a kind letter."""
    found = Knock.objects.select_for_update().select_related("room__company").get(pk=found.pk)
    if found.decided_at:
        return
    if lets_in:
        invite_guest(_person_at(found.room, found.name, found.mailbox, by=by, now=now), by=by, now=now)
    else:
        write_not_now(found, by=by, now=now)
    found.decided_at, found.decided_by, found.was_let_in = now, by, lets_in
    found.save()
    says = f"let in {found.name}, who knocked" if lets_in else f"did not let in {found.name}, who knocked"
    note_deed("decide_knock", found, by=by, now=now, company_id=found.room.company_id, says=says)


@transaction.atomic
def invite_as_guest(host: Guest, name: str, address: str, *, now: datetime) -> Guest:
    """A guest asks in a colleague. Counted, told to the owner, and taken back by our side like any other."""
    room = Room.objects.select_for_update().select_related("company__owner").get(pk=host.room_id)
    name, mailbox = " ".join(name.split())[:160], mailbox_of(address)
    if not name or not mailbox:
        raise CannotInvite("A name and a mail address are needed.")
    _refuse_guest_of_guest(room, host, mailbox)
    person = _person_at(room, name, mailbox, by=host, now=now)
    if Guest.objects.filter(room=room, person=person).exists():
        raise CannotInvite(gettext("{name} is invited already.").format(name=person.name))
    guest = Guest.objects.create(room=room, person=person, mailbox=mailbox, invited_by_guest=host, invited_at=now)
    note_deed("invite_guest", guest, by=host, now=now, company_id=room.company_id, says=f"invited {person.name}")
    write_guests_invitation(guest, host, now=now)
    tell_of_guest(guest, host, now=now)
    return guest


def _refuse_guest_of_guest(room: Room, host: Guest, mailbox: str) -> None:
    firm = the_firm()
    if room.closed_at or host.revoked_at:
        raise CannotInvite("The room is closed.")
    if firm and firm.mail_domain and mailbox.endswith(f"@{firm.mail_domain.lower()}"):
        raise CannotInvite(gettext("People of {firm} need no invitation.").format(firm=firm.name))
    guests = Guest.objects.filter(room=room)
    if known := guests.filter(mailbox=mailbox).select_related("person").first():
        if known.revoked_at:
            raise CannotInvite(
                gettext("Please ask {name} to invite this person.").format(name=room.company.owner.first_name)
            )
        raise CannotInvite(gettext("{name} is invited already.").format(name=known.name))
    if guests.filter(invited_by_guest=host).count() >= GUESTS_OF_A_GUEST:
        raise CannotInvite(
            gettext("You invited {count} people. Ask {name} for more.").format(
                count=GUESTS_OF_A_GUEST, name=room.company.owner.first_name
            )
        )
    if guests.filter(revoked_at__isnull=True).count() >= GUESTS_OF_A_ROOM:
        raise CannotInvite(
            gettext("There are {count} guests already. Ask {name} for more.").format(
                count=GUESTS_OF_A_ROOM, name=room.company.owner.first_name
            )
        )


def _person_at(room: Room, name: str, mailbox: str, *, by: User | Guest | None, now: datetime) -> Person:
    known = Person.objects.filter(company=room.company_id, email__iexact=mailbox).order_by("archived_at", "id").first()
    if known and known.archived_at:
        raise CannotInvite("This person was put away on our side. Bring them back first.")
    return known or add_person(room.company, name, by=by, now=now, email=mailbox)


def mailbox_of(address: str) -> str:
    """One way of writing it; "" when it is none."""
    mailbox = address.strip().lower()
    try:
        validate_email(mailbox)
    except ValidationError:
        return ""
    return mailbox


@transaction.atomic
def set_guest_photo(guest: Guest, upload: IO[bytes] | None, *, now: datetime) -> None:
    """Their own face, put there and taken away by themselves alone."""
    before = guest.photo
    guest.photo = face_from(upload, now=now) if upload else None
    guest.save(update_fields=["photo"])
    if before:
        before.delete()
