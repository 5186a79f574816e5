"""A guest who is inside proves anew that it is they: what is signed needs a code from their mailbox, now."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext

from joinery.lib.tongues import hour_words
from joinery.rooms.models import Guest, Proof
from joinery.rooms.proofs import TRIES, CannotProve, ask_code, hashed, open_proofs


def ask_again(guest: Guest, browser: str, *, now: datetime) -> bool:
    """A code to the mailbox that was invited, good in this browser alone. False: no letter left, too many did."""
    before = waiting_proof(guest, browser, now)
    ask_code(guest.room, guest.mailbox, browser, now=now)
    proof = waiting_proof(guest, browser, now)
    return proof is not None and proof != before


def waiting_proof(guest: Guest, browser: str, now: datetime) -> Proof | None:
    """A code on its way to this guest, asked for in this browser within the ten minutes."""
    if not guest.mailbox or not browser:
        return None
    found: Proof | None = open_proofs(guest.room, browser, now).filter(guest=guest).first()
    return found


def fresh_proof(guest: Guest, code: str, browser: str, *, now: datetime) -> Proof:
    """The proof that this code opens. Each try is counted, also the wrong ones; `use_proof` ends it."""
    proof = waiting_proof(guest, browser, now)
    if proof is None or not Proof.objects.filter(pk=proof.pk, tries__lt=TRIES).update(tries=F("tries") + 1):
        raise CannotProve
    typed = "".join(code.split())
    if not constant_time_compare(proof.code_hash, hashed("code", f"{proof.public_id}:{typed}")):
        raise CannotProve
    return proof


def use_proof(proof: Proof, *, now: datetime) -> None:
    """Once, in the transaction of what it proves."""
    if not Proof.objects.filter(pk=proof.pk, used_at__isnull=True).update(used_at=now):
        raise CannotProve


def proof_says(guest: Guest, now: datetime, zone: ZoneInfo) -> str:
    """For the seal page: enough to know which mailbox it was, and no more."""
    name, _, domain = guest.mailbox.partition("@")
    there = now.astimezone(zone)
    return gettext("a code sent to {mailbox}, typed in at {hour} ({zone}) in the same browser").format(
        mailbox=f"{name[:1]}…@{domain}", hour=hour_words(there), zone=zone.key
    )
