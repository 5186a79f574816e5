"""What a room writes to its guests: built from what they may know, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.firm.models import User
from joinery.firm.queries import the_firm
from joinery.gateways.letters import write_letter
from joinery.gateways.models import Letter
from joinery.lib.tongues import read_in
from joinery.rooms.models import Guest, Proof, Room
from joinery.rooms.reply_address import reply_address

INVITATION = lazy(
    """Dear {guest},

{firm} keeps a page with {company}. You find there what we understood from you, in your own words, so that you can say \
whether it is right; what we promised each other; and when we meet next.

{address}

Your mail address opens it: give it at the door, and a code comes to this mailbox. This letter itself is no key. \
Whoever else reads it stays outside.

Kind regards
{sender}
{firm}
"""
)

PROOF = lazy(
    """Dear {guest},

your code for the room of {company} and {firm} is

{code}

It is good for ten minutes, once, in the browser in which you asked for it. Nobody of {firm} will ever ask you for it.

If you did not ask, somebody typed your address. They cannot come in without this code, and you need do nothing.
"""
)

MOVED = lazy(
    """Dear {guest},

your way into the room of {company} and {firm} now goes to another mailbox than this one. Codes are no longer sent \
here, and whoever was signed in has been signed out.

If that is not your wish, please call {sender} of {firm} or reply to this letter.
"""
)

UNSURE = lazy(
    """Dear {guest},

a letter came for the room of {company} and {firm} in your name. We could not be sure that you wrote it, so \
nothing was said yes to, and it is not shown in the room.

If it was you, please say it in the room itself:

{address}

If it was not, you need do nothing. We write this at most once a day.
"""
)


def room_address(room: Room) -> str:
    """Only from the configured base address, never from what a request says its host is."""
    return f"{settings.BASE_URL}/room/{room.public_id}/"


def firm_name() -> str:
    firm = the_firm()
    return firm.name if firm else "Joinery"


def invitation_of(name: str, room: Room, sender: User) -> tuple[str, str]:
    """Subject and text; also what the seller sees before sending."""
    company, firm = one_line(room.company.name), one_line(firm_name())
    text = INVITATION.format(
        guest=one_line(name), firm=firm, company=company, address=room_address(room), sender=one_line(sender.name)
    )
    return gettext("The room of {company} and {firm}").format(company=company, firm=firm), text


def write_invitation(guest: Guest, *, by: User, now: datetime) -> Letter:
    with read_in(guest.person.language):
        subject, text = invitation_of(guest.name, guest.room, by)
    return _write(
        "invitation", guest, guest.mailbox, subject, text, f"invitation:{guest.public_id}:{int(now.timestamp())}", now
    )


def write_proof(proof: Proof, room: Room, code: str, *, now: datetime) -> Letter:
    company, firm = one_line(room.company.name), one_line(firm_name())
    name = one_line(proof.guest.name) if proof.guest else ""
    with read_in(proof.guest.person.language if proof.guest else get_language() or ""):
        text = PROOF.format(guest=name or gettext("reader"), company=company, firm=firm, code=code)
        subject = gettext("Your code for the room of {firm}").format(firm=firm)
    return write_letter(
        key=proof_key(proof),
        kind="proof",
        to_address=proof.mailbox,
        to_name=name,
        subject=subject[:200],
        text=text,
        now=now,
    )


def write_moved(guest: Guest, old_mailbox: str, *, by: User, now: datetime) -> Letter:
    company, firm = one_line(guest.room.company.name), one_line(firm_name())
    with read_in(guest.person.language):
        text = MOVED.format(guest=one_line(guest.name), company=company, firm=firm, sender=one_line(by.name))
        subject = gettext("Your way into the room of {firm} has changed").format(firm=firm)
    return _write("moved", guest, old_mailbox, subject, text, f"moved:{guest.public_id}:{int(now.timestamp())}", now)


def write_unsure(guest: Guest, *, now: datetime) -> Letter:
    """To the invited mailbox only, whoever the letter says it is from; once a day, so that two machines cannot talk."""
    company, firm = one_line(guest.room.company.name), one_line(firm_name())
    with read_in(guest.person.language):
        text = UNSURE.format(guest=one_line(guest.name), company=company, firm=firm, address=room_address(guest.room))
        subject = gettext("Was it you? The room of {firm}").format(firm=firm)
    return _write("unsure", guest, guest.mailbox, subject, text, f"unsure:{guest.public_id}:{now:%Y-%m-%d}", now)


def proof_key(proof: Proof) -> str:
    return f"proof:{proof.public_id}"


def one_line(words: str) -> str:
    """A name with a line break in it must not begin a new line of a letter."""
    return " ".join(words.split())


def _write(kind: str, guest: Guest, mailbox: str, subject: str, text: str, key: str, now: datetime) -> Letter:
    return write_letter(
        key=key,
        kind=kind,
        to_address=mailbox,
        to_name=one_line(guest.name),
        subject=subject[:200],
        text=text,
        now=now,
        reply_to=reply_address(guest),
    )
