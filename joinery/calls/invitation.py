"""What the customer reads of a call: the agenda as a letter, and the entry for their calendar. Shared fields only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.calls.models import AgendaItem, Attendance, Call, Plan
from joinery.customers.models import Person
from joinery.lib.leaves import entry, leaf
from joinery.lib.tongues import hour_words, read_in, weekday_words

if TYPE_CHECKING:
    from icalendar import vCalAddress

KIND_WORDS = {
    Call.Kind.VISIT: lazy("We come to you"),
    Call.Kind.PHONE: lazy("By telephone"),
    Call.Kind.VIDEO: lazy("By video"),
}


def when_in_words(call: Call) -> str:
    """Friday 4 September 2026, 11:00 to 11:45 (Europe/Berlin)"""
    begins, ends = (moment.astimezone(ZoneInfo(call.zone)) for moment in (call.starts_at, call.ends_at))
    return gettext("{day}, {begins} to {ends} ({zone})").format(
        day=weekday_words(begins, year=True), begins=hour_words(begins), ends=hour_words(ends), zone=call.zone
    )


def agenda_lines(call: Call, agenda: Sequence[AgendaItem]) -> list[str]:
    plan = Plan.objects.filter(call=call).first()
    lines = []
    if plan and plan.reason_to_meet:
        lines += [gettext("Why we would like to meet:"), plan.reason_to_meet, ""]
    if plan and plan.benefit:
        lines += [gettext("What you will have from it:"), plan.benefit, ""]
    if agenda:
        lines += [gettext("What we would like to talk about:")]
        lines += [f"{number}. {item.words}{_added_by(item)}" for number, item in enumerate(agenda, start=1)]
        lines.append("")
    if plan and plan.use_of_answers:
        lines += [gettext("What we will do with your answers:"), plan.use_of_answers, ""]
    return lines


def letter_text(call: Call, person: Person, there: Sequence[Attendance], agenda: Sequence[AgendaItem]) -> str:
    with read_in(person.language):
        return _letter_text(call, person, there, agenda)


def _letter_text(call: Call, person: Person, there: Sequence[Attendance], agenda: Sequence[AgendaItem]) -> str:
    place = f", {call.place}" if call.place else ""
    return "\n".join(
        [
            gettext("Dear {name},").format(name=person.name),
            "",
            f"{call.title}",
            f"{when_in_words(call)}",
            f"{KIND_WORDS[Call.Kind(call.kind)]}{place}",
            gettext("With {names}").format(names=", ".join(each.name for each in there)),
            "",
            *agenda_lines(call, agenda),
            gettext(
                "Is something missing? Answer this letter, and we add it. If the time no longer suits you, tell us."
            ),
            "",
            call.owner.name,
            *filter(None, [call.owner.title, call.owner.phone, call.owner.email]),
        ]
    )


def calendar_of(
    call: Call, there: Sequence[Attendance], agenda: Sequence[AgendaItem], *, sequence: int, now: datetime
) -> str:
    agenda_words = "\n".join(agenda_lines(call, agenda)).strip()
    uid = f"{call.public_id}@joinery"
    event = entry(uid, call.starts_at, call.ends_at, call.title, agenda_words, now=now, place=call.place)
    event.add("sequence", sequence)
    event["organizer"] = _address(call.owner.name, call.owner.email)
    for each in there:
        known = each.person or each.user
        if known and known.email and each.user_id != call.owner_id:
            event.add("attendee", _address(known.name, known.email), encode=False)
    return leaf([event], maker="Calls", method="REQUEST").decode()


def _address(name: str, email: str) -> vCalAddress:
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(name)
    return address


def _added_by(item: AgendaItem) -> str:
    return f" ({item.person.name})" if item.person else ""
