"""What a signature writes: to whoever is asked for one, and to all signers when a name is given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as lazy

from joinery.blueprints.letters import blueprint_address
from joinery.blueprints.models import Offer, Signer, SignOff, Version
from joinery.gateways.letters import write_letter
from joinery.lib.tongues import HOUSE, day_words, read_in
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest

ASK = lazy(
    """Dear {name},

the plan “{title}” is ready for your name: version {number}, with {steps} and {day} as the day.

You read there exactly what you sign, and can still change it:
{address}

So that nobody signs in your place, a code comes to this mailbox when you are there. You sign, and we start.

{sender}
{firm}
"""
)

SIGNED = lazy(
    """Dear {name},

{who} signed version {number} of the plan “{title}”.

{state}

Fingerprint of the text that was signed: {fingerprint}
Keep this letter: whoever shows you that version later, its fingerprint must be this one.

The whole of it, with every name under it:
{address}

{firm}
"""
)


def ask_to_sign(offer: Offer, signers: tuple[Signer, ...], content: dict[str, Any], *, now: datetime) -> None:
    """To those of theirs who can come into the room; ours see it on their desk."""
    version = offer.version
    for signer in signers:
        guest = _guest_of(signer)
        if guest is None:
            continue
        with read_in(guest.person.language):
            steps = ngettext("{count} step", "{count} steps", len(content["steps"])).format(count=len(content["steps"]))
            text = ASK.format(
                name=one_line(signer.name),
                title=one_line(content["title"]),
                number=version.number,
                steps=steps,
                day=day_words(date.fromisoformat(content["target_on"]), year=True),
                address=f"{_place(guest, version)}sign/",
                sender=one_line(offer.offered_by.name),
                firm=one_line(firm_name()),
            )
            subject = gettext("“{title}”, version {number}: ready to sign").format(**_named(version))
        key = f"sign:{offer.public_id}:{signer.public_id}"
        _write(key, "sign", guest.mailbox, signer.name, subject, text, now)


def tell_of_signature(signed: SignOff, signers: tuple[Signer, ...], missing: list[str], *, now: datetime) -> None:
    """Each signer of either side has the fingerprint in a mailbox of their own."""
    version = signed.version
    for signer in signers:
        guest = _guest_of(signer)
        mailbox = guest.mailbox if guest else (signer.user.email if signer.user else "")
        if not mailbox:
            continue
        with read_in(guest.person.language if guest else HOUSE):
            waits = gettext("Still to sign: {names}.").format(names=", ".join(missing))
            text = SIGNED.format(
                name=one_line(signer.name),
                who=one_line(signed.typed_name),
                number=version.number,
                title=one_line(version.blueprint.title),
                state=waits if missing else gettext("With this, everybody has signed. We start now."),
                fingerprint=fingerprint_of(version),
                address=f"{_place(guest, version)}seal/" if guest else blueprint_address(version.blueprint),
                firm=one_line(firm_name()),
            )
            subject = gettext("“{title}”, version {number}: signed").format(**_named(version))
        key = f"signed:{signed.public_id}:{signer.public_id}"
        _write(key, "signed", mailbox, signer.name, subject, text, now)


def _named(version: Version) -> dict[str, Any]:
    return {"title": one_line(version.blueprint.title), "number": version.number}


def fingerprint_of(version: Version) -> str:
    """In groups of four, to be read out on the telephone."""
    words = version.commitment[:32]
    return " ".join(words[place : place + 4] for place in range(0, len(words), 4))


def _guest_of(signer: Signer) -> Guest | None:
    if signer.person_id is None:
        return None
    guests = Guest.objects.filter(person=signer.person_id, revoked_at__isnull=True, room__closed_at__isnull=True)
    return guests.exclude(mailbox="").select_related("room").first()


def _place(guest: Guest, version: Version) -> str:
    return f"{room_address(guest.room)}blueprints/{version.blueprint.public_id}/"


def _write(key: str, kind: str, mailbox: str, name: str, subject: str, text: str, now: datetime) -> None:
    write_letter(key=key, kind=kind, to_address=mailbox, to_name=one_line(name), subject=subject, text=text, now=now)
