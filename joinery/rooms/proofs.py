"""How a guest proves who they are: a code to the invited mailbox, then a pass for this browser.

The mailed address of a room opens nothing. A code lives ten minutes, works once, and only in the browser that asked.
Only hashes are kept, made with the house's secret: whoever reads the database cannot come in with it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from joinery.firm.history import note_deed
from joinery.rooms.letters import write_proof
from joinery.rooms.models import Guest, Pass, Proof, Room
from joinery.rooms.queries import open_passes

DIGITS = 6
LIFE = timedelta(minutes=10)
PASS_LIFE = timedelta(days=30)
TRIES = 5
LETTERS_AN_HOUR = 3


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
    if not mailbox or not guest or room.closed_at:
        return
    if guest.proofs.filter(asked_at__gt=now - timedelta(hours=1)).count() >= LETTERS_AN_HOUR:
        return
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    held = hashed("browser", browser)
    guest.proofs.filter(browser_hash=held, used_at__isnull=True).update(used_at=now)
    proof = Proof(guest=guest, browser_hash=held, asked_at=now, expires_at=now + LIFE)
    proof.code_hash = hashed("code", f"{proof.public_id}:{code}")
    proof.save()
    write_proof(proof, code, now=now)


def prove(room: Room, code: str, browser: str, *, now: datetime, browser_name: str = "") -> str:
    """The secret of a new pass, to be kept by the browser alone. Each try is counted, also the wrong ones."""
    proof = open_proofs(room, browser, now).first()
    if not proof or room.closed_at:
        raise CannotProve
    if not Proof.objects.filter(pk=proof.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        raise CannotProve
    typed = "".join(code.split())
    if not constant_time_compare(proof.code_hash, hashed("code", f"{proof.public_id}:{typed}")):
        raise CannotProve
    secret = new_secret()
    with transaction.atomic():
        if not Proof.objects.filter(pk=proof.pk, used_at__isnull=True).update(used_at=now):
            raise CannotProve
        made = Pass.objects.create(
            guest=proof.guest,
            secret_hash=hashed("pass", secret),
            made_at=now,
            expires_at=now + PASS_LIFE,
            browser=browser_name[:120],
        )
        Guest.objects.filter(pk=proof.guest_id).update(last_seen_at=now)
        note_deed("enter_room", made, by=proof.guest, now=now, company_id=room.company_id, says="came into the room")
    return secret


def open_proofs(room: Room, browser: str, now: datetime):  # type: ignore[no-untyped-def]
    """Proofs that this browser may still answer, newest first."""
    return (
        Proof.objects.filter(
            guest__room=room,
            browser_hash=hashed("browser", browser),
            used_at__isnull=True,
            expires_at__gt=now,
            tries__lt=TRIES,
            guest__revoked_at__isnull=True,
            guest__person__archived_at__isnull=True,
        )
        .select_related("guest__person", "guest__room")
        .order_by("-asked_at", "-id")
    )


def pass_with(secret: str, now: datetime) -> Pass | None:
    return open_passes(hashed("pass", secret), now).first() if secret else None


@transaction.atomic
def end_pass(ended: Pass, *, by: Guest, now: datetime) -> None:
    """Leaving, or ending a browser that was left somewhere."""
    if Pass.objects.filter(pk=ended.pk, guest=by, ended_at__isnull=True).update(ended_at=now):
        note_deed("end_pass", ended, by=by, now=now, company_id=by.room.company_id, says="left the room")


def hashed(use: str, words: str) -> str:
    return salted_hmac(f"joinery.rooms.{use}", words, algorithm="sha256").hexdigest()
