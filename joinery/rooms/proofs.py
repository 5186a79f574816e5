"""How a guest proves who they are: a code to the invited mailbox, then a pass for this browser.

The mailed address of a room opens nothing. A code lives ten minutes, works once, and only in the browser that asked.
Only hashes are kept, made with the house's secret: whoever reads the database cannot come in with it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac

from joinery.customers.actions import add_person
from joinery.customers.models import Person
from joinery.firm.history import note_deed
from joinery.lib.records import the_one
from joinery.rooms.letters import write_proof
from joinery.rooms.models import Guest, Pass, Proof, Room
from joinery.rooms.queries import open_passes

DIGITS = 6
LIFE = timedelta(minutes=10)
PASS_LIFE = timedelta(days=30)
TRIES = 5
LETTERS_AN_HOUR = 3
NEW_AN_HOUR = 30  # codes to people of an allowed firm who were never here, all together


class CannotProve(Exception):
    """One sentence for every reason, so that nothing is learned from it."""

    def __init__(self) -> None:
        super().__init__("That code does not fit, or its ten minutes are over. Check it, or ask for a new one.")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def ask_code(room: Room, address: str, browser: str, *, now: datetime) -> None:
    """Says nothing, whoever asked: an address that is invited and one that is not look the same."""
    mailbox = address.strip().lower()
    guest = (
        Guest.objects.select_for_update(of=("self",))
        .select_related("person", "room__company")
        .filter(room=room, mailbox=mailbox, revoked_at__isnull=True, person__archived_at__isnull=True)
        .first()
    )
    if room.closed_at or not (guest or is_of_their_firm(room, mailbox)):
        return
    new = Proof.objects.filter(room=room, guest=None, asked_at__gt=now - timedelta(hours=1))
    if guest is None and new.count() >= NEW_AN_HOUR:
        return
    before = Proof.objects.filter(room=room, mailbox=mailbox)
    if before.filter(asked_at__gt=now - timedelta(hours=1)).count() >= LETTERS_AN_HOUR:
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    held = hashed("browser", browser)
    before.filter(browser_hash=held, used_at__isnull=True).update(used_at=now)
    proof = Proof(room=room, guest=guest, mailbox=mailbox, browser_hash=held, asked_at=now, expires_at=now + LIFE)
    proof.code_hash = hashed("code", f"{proof.public_id}:{code}")
    proof.save()
    write_proof(proof, room, code, now=now)


def is_of_their_firm(room: Room, mailbox: str) -> bool:
    """May come in without an invitation, and was never sent away."""
    if room.entry != Room.Entry.DOMAIN or mailbox.count("@") != 1 or mailbox.split("@")[1] not in room.domains.split():
        return False
    gone = Guest.objects.filter(room=room, mailbox=mailbox) | Guest.objects.filter(
        room=room, person__email__iexact=mailbox
    )
    put_away = Person.objects.filter(company=room.company_id, email__iexact=mailbox, archived_at__isnull=False)
    return not (gone.filter(revoked_at__isnull=False).exists() or put_away.exists())


def prove(room: Room, code: str, browser: str, *, now: datetime, browser_name: str = "", name: str = "") -> str:
    """The secret of a new pass, to be kept by the browser alone. Each try is counted, also the wrong ones."""
    proof = open_proofs(room, browser, now).first()
    if not proof or room.closed_at:
        raise CannotProve
    if not Proof.objects.filter(pk=proof.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        raise CannotProve
    typed = "".join(code.split())
    if not constant_time_compare(proof.code_hash, hashed("code", f"{proof.public_id}:{typed}")):
        raise CannotProve
    with transaction.atomic():
        if not Proof.objects.filter(pk=proof.pk, used_at__isnull=True).update(used_at=now):
            raise CannotProve
        guest = proof.guest or _guest_of_their_firm(room, proof.mailbox, name, now)
        return let_in(guest, now=now, browser_name=browser_name)


def _guest_of_their_firm(room: Room, mailbox: str, name: str, now: datetime) -> Guest:
    """The mailbox is proven and its domain allowed: from now on a guest like any other."""
    if not is_of_their_firm(room, mailbox):
        raise CannotProve
    person = Person.objects.filter(company=room.company_id, email__iexact=mailbox).order_by("id").first()
    if person is None:
        said = " ".join(name.split())[:160] or mailbox.split("@")[0].replace(".", " ").title()
        person = add_person(room.company, said, by=None, now=now, email=mailbox)
    guest, is_new = Guest.objects.select_related("room__company", "person").get_or_create(
        room=room, person=person, defaults={"mailbox": mailbox, "invited_at": now}
    )
    if is_new:
        says = f"came in as somebody of {mailbox.split('@')[1]}"
        note_deed("join_room", guest, by=guest, now=now, company_id=room.company_id, says=says)
    return guest


@transaction.atomic
def let_in(guest: Guest, *, now: datetime, browser_name: str = "") -> str:
    """A way in for a guest who has proven who they are. Returns the secret, which is kept nowhere."""
    secret = new_secret()
    made = Pass.objects.create(
        guest=guest,
        secret_hash=hashed("pass", secret),
        made_at=now,
        expires_at=now + PASS_LIFE,
        browser=browser_name[:120],
    )
    Guest.objects.filter(pk=guest.pk).update(last_seen_at=now)
    note_deed("enter_room", made, by=guest, now=now, company_id=guest.room.company_id, says="came into the room")
    return secret


def open_proofs(room: Room, browser: str, now: datetime):  # type: ignore[no-untyped-def]
    """Proofs that this browser may still answer, newest first."""
    return (
        Proof.objects.filter(
            Q(guest__isnull=True, room__entry=Room.Entry.DOMAIN)
            | Q(guest__isnull=False, guest__revoked_at__isnull=True, guest__person__archived_at__isnull=True),
            room=room,
            browser_hash=hashed("browser", browser),
            used_at__isnull=True,
            expires_at__gt=now,
            tries__lt=TRIES,
        )
        .select_related("guest__person", "guest__room")
        .order_by("-asked_at", "-id")
    )


def pass_with(secret: str, now: datetime) -> Pass | None:
    return the_one(open_passes(hashed("pass", secret), now)) if secret else None


@transaction.atomic
def end_pass(ended: Pass, *, by: Guest, now: datetime) -> None:
    """Leaving, or ending a browser that was left somewhere."""
    if Pass.objects.filter(pk=ended.pk, guest=by, ended_at__isnull=True).update(ended_at=now):
        note_deed("end_pass", ended, by=by, now=now, company_id=by.room.company_id, says="left the room")


def hashed(use: str, words: str) -> str:
    return salted_hmac(f"joinery.rooms.{use}", words, algorithm="sha256").hexdigest()
