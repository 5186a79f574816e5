"""What a guest reads where they say how often they want to be written to."""

from __future__ import annotations

from datetime import time

from django.urls import reverse
from django.utils.translation import gettext

from joinery.lib.tongues import LANGUAGES, hour_words, known_language, weekday_name
from joinery.lib.zones import zone_names
from joinery.rooms.letters import firm_name
from joinery.rooms.models import Guest, LetterWish
from joinery.rooms.wishes import EVENING, HOURS, wish_of, zone_of
from joinery.web.room.feed import feed_block
from joinery.web.room.pages import Choice, LettersPage

DAYS = range(5)


def letters_page(
    guest: Guest, *, is_kept: bool = False, fault: str = "", typed: dict[str, str] | None = None
) -> LettersPage:
    wish, room = wish_of(guest), guest.room
    said = {"often": wish.often, "hour": str(wish.hour), "weekday": str(wish.weekday)} | (typed or {})
    return LettersPage(
        company=room.company.name,
        firm=firm_name(),
        reader=guest.name,
        mailbox=guest.mailbox,
        often=tuple(Choice(value, gettext(label), value == said["often"]) for value, label in LetterWish.Often.choices),
        hours=tuple(Choice(str(hour), hour_words(time(hour)), str(hour) == said["hour"]) for hour in HOURS),
        weekdays=tuple(Choice(str(place), weekday_name(place), str(place) == said["weekday"]) for place in DAYS),
        zone=said.get("zone", zone_of(guest, wish).key),
        zones=tuple(sorted(name for name in zone_names() if "/" in name and not name.startswith("Etc/"))),
        languages=tuple(
            Choice(value, name, value == known_language(said.get("language", guest.person.language)))
            for value, name in LANGUAGES.items()
        ),
        evening=hour_words(time(EVENING)),
        home=reverse("room:home", args=[room.public_id]),
        keep_to=reverse("room:letters", args=[room.public_id]),
        feed=feed_block(guest, "letters"),
        is_kept=is_kept,
        fault=fault,
    )
