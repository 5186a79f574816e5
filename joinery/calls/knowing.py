"""Who a voice may be: people of the customer's and of ours, by e-mail or by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from joinery.customers.models import Person
from joinery.firm.models import User

Known = TypeVar("Known", Person, User)

_NO_NAME = re.compile(
    r"(speaker|sprecher(in)?|intervenant|participant|guest|gast|unknown|unbekannt|inconnu|caller)?\W*\d*"
)
_BESIDE = re.compile(r"\s*[(\[].*?[)\]]|\s+[-|/–].*$")


def plain_name(name: str) -> str:
    """ "Dora Marković (Guest)" → "dora markovic"."""
    bare = unicodedata.normalize("NFKD", _BESIDE.sub("", name))
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).casefold().split())


def is_a_name(name: str) -> bool:
    """ "Speaker 2" is somebody else in every file."""
    return not _NO_NAME.fullmatch(plain_name(name))


def find_known(name: str, email: str, known: Sequence[Known], others: Iterable[Person | User] = ()) -> Known | None:
    """By e-mail, else by the whole name, else by a first or last name that only one of all people here has."""
    if email and (found := [one for one in known if one.email and one.email.casefold() == email.casefold()]):
        return found[0]
    wanted = plain_name(name)
    if not wanted or not is_a_name(name):
        return None
    if whole := [one for one in known if plain_name(one.name) == wanted]:
        return whole[0] if len(whole) == 1 else None
    if " " in wanted:
        return None
    part = [one for one in known if wanted in plain_name(one.name).split()]
    taken = any(wanted in plain_name(other.name).split() for other in others)
    return part[0] if len(part) == 1 and not taken else None
