"""The address that a room's letter can be answered to: it says guest and question, signed with the house's secret.

room+<kind><guest><subject><signature>@in.example.com: small letters and figures only, since mail programs and servers
change the case of an address. Whoever guesses one, or changes a letter of one, has an address that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from joinery.lib.records import ALPHABET
from joinery.rooms.letter_queries import reachable_guests
from joinery.rooms.models import Guest

NOTHING = "n"  # the kind of a letter that asks nothing
BEGINNING = 12  # characters of a public id: 59 bits, since an address holds 64 characters before the @
SIGNATURE = 20  # 99 bits


@dataclass(frozen=True)
class Addressed:
    """What an address says: who was written to, and what they were asked (the beginning of its public id)."""

    guest: Guest
    kind: str
    subject: str


def reply_address(guest: Guest, kind: str = NOTHING, subject: str = "") -> str:
    """Empty where no replies are taken in."""
    name, _, domain = settings.INCOMING_ADDRESS.rpartition("@")
    if not name or not domain:
        return ""
    says = kind + guest.public_id[:BEGINNING] + subject[:BEGINNING]
    return f"{name}+{says}{_signature(says)}@{domain}"


def read_address(address: str) -> Addressed | None:
    name, _, domain = settings.INCOMING_ADDRESS.lower().rpartition("@")
    local, _, host = address.strip().lower().rpartition("@")
    if not name or host != domain or not local.startswith(f"{name}+"):
        return None
    token = local.removeprefix(f"{name}+")
    says, signature = token[:-SIGNATURE], token[-SIGNATURE:]
    if len(says) not in (1 + BEGINNING, 1 + 2 * BEGINNING) or not token.isascii():
        return None
    if not constant_time_compare(signature, _signature(says)):
        return None
    found = list(reachable_guests().filter(public_id__startswith=says[1 : 1 + BEGINNING])[:2])
    return Addressed(found[0], says[0], says[1 + BEGINNING :]) if len(found) == 1 else None


def first_addressed(addresses: Iterable[str]) -> Addressed | None:
    return next((found for address in addresses if (found := read_address(address))), None)


def _signature(says: str) -> str:
    number = int.from_bytes(salted_hmac("joinery.rooms.reply", says, algorithm="sha256").digest())
    letters = []
    for _ in range(SIGNATURE):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
