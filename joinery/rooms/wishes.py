"""How often a guest wants to be written to, and when. They say it in the room, or by one click in a letter."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from joinery.firm.history import note_deed
from joinery.firm.queries import the_firm
from joinery.lib.tongues import LANGUAGES, known_language
from joinery.lib.zones import zone_names
from joinery.rooms.models import Guest, LetterWish, Room
from joinery.rooms.queries import guests_in

HOURS = range(7, 19)  # a letter may be asked for in these; later than EVENING none leaves
EVENING = 20
HOUSE_NAMES = {"en": "English", "de": "German", "fr": "French"}
SAYS = {"off": "wants no letters", "daily": "wants a letter a day at most", "weekly": "wants a letter a week at most"}


class CannotWish(Exception):
    """No such hour, day or zone."""


def wish_of(guest: Guest) -> LetterWish:
    """Theirs, or what holds until they say otherwise."""
    return LetterWish.objects.filter(guest=guest).first() or LetterWish(guest=guest)


def zone_of(guest: Guest, wish: LetterWish) -> ZoneInfo:
    firm = the_firm()
    for name in (wish.zone, guest.person.zone, firm.zone if firm else ""):
        if name in zone_names():
            return ZoneInfo(name)
    return ZoneInfo("UTC")


@transaction.atomic
def wish_letters(
    guest: Guest, often: str, *, now: datetime, hour: int = 8, weekday: int = 0, zone: str = ""
) -> LetterWish:
    if often not in LetterWish.Often.values or hour not in HOURS or weekday not in range(5):
        raise CannotWish("Choose how often, and an hour of a working day.")
    if zone and zone not in zone_names():
        raise CannotWish("We do not know this time zone. Choose one from the list.")
    values = {"often": often, "hour": hour, "weekday": weekday, "zone": zone, "wished_at": now}
    before = LetterWish.objects.filter(guest=guest).first()
    wish, _ = LetterWish.objects.update_or_create(guest=guest, defaults=values)
    if before is None or before.often != often:
        note_deed("wish_letters", wish, by=guest, now=now, company_id=guest.room.company_id, says=SAYS[often])
    return wish


@transaction.atomic
def choose_language(guest: Guest, language: str, *, now: datetime) -> None:
    """What they read in the room and in letters."""
    if language not in LANGUAGES:
        raise CannotWish("Choose a language from the list.")
    person = guest.person
    if known_language(person.language) == language:
        return
    person.amend(person.version, language=language)
    says = f"reads {HOUSE_NAMES[language]}"
    note_deed("choose_language", person, by=guest, now=now, company_id=guest.room.company_id, says=says)


@transaction.atomic
def stop_letters(guest: Guest, *, now: datetime) -> None:
    """Never refused, whatever else stands in their wish."""
    values = {"often": LetterWish.Often.OFF, "wished_at": now}
    wish, is_new = LetterWish.objects.get_or_create(guest=guest, defaults=values)
    if not is_new and wish.often == LetterWish.Often.OFF:
        return
    LetterWish.objects.filter(pk=wish.pk).update(**values)
    note_deed("wish_letters", wish, by=guest, now=now, company_id=guest.room.company_id, says=SAYS["off"])


def stop_address(guest: Guest) -> str:
    """Where one click ends the letters. It ends them and opens nothing."""
    token = f"{guest.public_id}{_signature(guest.public_id)}"
    return f"{settings.BASE_URL}/room/{guest.room.public_id}/letters/stop/{token}/"


def guest_to_stop(room: Room, token: str) -> Guest | None:
    guest_id, signature = token[:18], token[18:]
    if not token.isascii() or not constant_time_compare(signature, _signature(guest_id)):
        return None
    return guests_in(room).filter(public_id=guest_id).first()


def _signature(guest_id: str) -> str:
    return salted_hmac("joinery.rooms.stop", guest_id, algorithm="sha256").hexdigest()[:32]
