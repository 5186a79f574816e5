"""The room as one guest sees it: rows in, one page out. The seller's "see as the customer" takes the same way."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from joinery.calls.models import Call
from joinery.firm.models import User
from joinery.lib.tongues import numbers
from joinery.promises.models import Promise
from joinery.promises.queries import shown_promises
from joinery.rooms.models import Guest, HeardAnswer, HeardLine, Room, VisitorWord
from joinery.rooms.queries import face_ids, files_for, guests_in, lines_as_read, meetings_for, messages_in
from joinery.web.room.circle import face_at, our_people
from joinery.web.room.clips import clip_links
from joinery.web.room.figures import Figures, figures_of
from joinery.web.room.happenings import happenings_of
from joinery.web.room.meeting import meeting_of
from joinery.web.room.pages import Contact, HomePage, Line, NextStep, Unproven
from joinery.web.room.plan_home import plans_of
from joinery.web.room.plan_words import begins
from joinery.web.room.promised import OPEN, promises_of
from joinery.web.room.recovering import recovery_step, with_recoveries
from joinery.web.room.shelf import shelf_of
from joinery.web.room.writing import message_rows, messages_at
from joinery.web.ui.templatetags.joints import day, weekday

FILES_SHOWN, MESSAGES_SHOWN, HAPPENINGS_SHOWN = 4, 3, 5
# What the customer reads over lines of one kind. Ours says "they"; here it is said to them.
HEADINGS = {
    ("concept", ""): lazy("What you have in mind"),
    ("concept", "fix"): lazy("What you want to be rid of"),
    ("concept", "accomplish"): lazy("What you want to reach"),
    ("concept", "avoid"): lazy("What must not happen"),
    ("need", ""): lazy("What you need"),
    ("impact", ""): lazy("What it costs you today"),
    ("success_measure", ""): lazy("How you will know that it works"),
    ("why_us", ""): lazy("Why now"),
    ("decision", ""): lazy("How you decide"),
    ("people", ""): lazy("Who is part of it"),
    ("money", ""): lazy("What it may cost"),
    ("timing", ""): lazy("By when"),
}


def home_of(guest: Guest, firm: str, *, now: datetime, zone: str) -> HomePage:
    room, company = guest.room, guest.room.company
    rows = list(lines_as_read(guest))
    promises = with_recoveries(shown_promises(company).prefetch_related("events"))
    call, guests = meetings_for(guest, now).first(), list(guests_in(room))
    plans = plans_of(guest, firm, now=now)
    lines = [line_of(row, room.public_id) for row in rows]
    ours, written = (
        our_people(room, promises, call),
        list(messages_in(room).order_by("-sent_at", "-id")[:MESSAGES_SHOWN]),
    )
    faces = face_ids([*ours, *guests, *(message.by for message in written)])
    hero, figures = _hero(rows, lines), figures_of(guest)
    return HomePage(
        company=company.name,
        firm=firm,
        reader=guest.name,
        seen=_seen(guests),
        hero=hero,
        lines=tuple(line for line in lines if line != hero),
        yours=recovery_step(promises)
        or plans.yours
        or _yours(promises, lines)
        or _figures_wait(figures)
        or plans.later,
        ours=_sooner(plans.ours, _ours(promises)),
        promises=promises_of(promises, guest),
        meeting=meeting_of(call, guest) if call else None,
        people=_people(guest, guests, ours, faces),
        shelf=shelf_of(list(files_for(guest)), guest, shown=FILES_SHOWN),
        messages=message_rows(reversed(written), room, faces),
        write_to=messages_at(room),
        happenings=happenings_of(guest, HAPPENINGS_SHOWN)[0],
        opened_at=room.opened_at,
        zone=zone,
        plans=plans.strips,
        figures=figures,
        today="" if plans.strips else _today(call, promises, lines, firm),
        clips=clip_links(guest),
        **_ways(room),
    )


def _ways(room: Room) -> dict[str, str]:
    """To the other pages."""
    names = {"everybody": "people", "log": "log", "passes": "passes", "leave_to": "leave", "letters": "letters"}
    names["consents"] = "consents"
    names["meetings"] = "meetings"
    return {field: reverse(f"room:{name}", args=[room.public_id]) for field, name in names.items()}


def heading_of(row: HeardLine) -> str:
    return str(HEADINGS.get((row.kind, row.sort)) or HEADINGS.get((row.kind, "")) or _("What else you told us"))


def line_of(row: HeardLine, room_id: str) -> Line:
    newest = next(reversed(row.answers.all()), None)
    line = Line(
        place=f"line-{row.public_id}",
        words=row.words,
        speaker=row.person.name if row.person else "",
        said_on=row.said_on,
        state="open",
        answer_to=reverse("room:answer", args=[room_id, row.public_id]),
        kind=heading_of(row),
        unproven=tuple(Unproven(said.visitor.name, _said(said), said.said_at) for said in row.visitor_words.all()),
    )
    if newest is None:
        return line
    given = {"answered_by": newest.guest.person.first_name, "answered_at": newest.answered_at}
    if newest.answer == HeardAnswer.Answer.YES:
        return _with(line, state="yes", **given)
    return _with(
        line,
        state="put_right",
        before=row.words,
        words=newest.words,
        speaker=newest.guest.name,
        is_in_room=True,
        **given,
    )


def _said(said: VisitorWord) -> str:
    return _("yes") if said.answer == HeardAnswer.Answer.YES else _("not quite: “{words}”").format(words=said.words)


def hero_of(guest: Guest, rows: list[HeardLine]) -> Line | None:
    """Their picture, on any page that holds something against it."""
    return _hero(rows, [line_of(row, guest.room.public_id) for row in rows])


def _with(line: Line, **values: object) -> Line:
    return Line(**{**line.__dict__, **values})


def hero_row(guest: Guest, rows: list[HeardLine]) -> HeardLine | None:
    hero = hero_of(guest, rows)
    return next((row for row in rows if hero and hero.place == f"line-{row.public_id}"), None)


def _hero(rows: list[HeardLine], lines: list[Line]) -> Line | None:
    """Their picture: one they answered stands before one that waits, what they want before what they fear, new before
    old."""
    pictures = [(row, line) for row, line in zip(rows, lines, strict=True) if row.kind == "concept"]
    strength = lambda pair: (pair[1].state != "open", pair[0].sort == "accomplish", pair[0].published_at)  # noqa: E731
    return max(pictures, key=strength)[1] if pictures else None


def _seen(guests: list[Guest]) -> str:
    here = [(guest.last_seen_at, guest.person.first_name) for guest in guests if guest.last_seen_at]
    return ", ".join(f"{name} {_ago(moment)}" for moment, name in sorted(here, reverse=True)[:3])


def _ago(moment: datetime) -> str:
    days = (timezone.localdate() - timezone.localdate(moment)).days
    return {0: _("today"), 1: _("yesterday")}.get(days) or _("on {day}").format(day=day(moment))


def _yours(promises: list[Promise], lines: list[Line]) -> NextStep | None:
    if said := next((p for p in promises if p.side == Promise.Side.OURS and p.state == "reported"), None):
        giver = said.giver_user.first_name if said.giver_user else _("We")
        return NextStep(
            said.what,
            _("{giver} says it is done. You say whether it is.").format(giver=giver),
            None,
            f"#promise-{said.public_id}",
            _("Look at it"),
        )
    theirs = [p for p in promises if p.side == Promise.Side.THEIRS and p.state in OPEN]
    if theirs:
        giver = theirs[0].giver_person.name if theirs[0].giver_person else _("Your side")
        return NextStep(
            theirs[0].what,
            _("{giver} takes this on.").format(giver=giver),
            theirs[0].due_on,
            f"#promise-{theirs[0].public_id}",
            _("See it below"),
        )
    waiting = [line for line in lines if line.state == "open"]
    if waiting:
        many = len(waiting)
        read = ngettext(
            "Read a line, and say whether we heard you right",
            "Read {number} lines, and say whether we heard you right",
            many,
        )
        return NextStep(
            read.format(**numbers(many)),
            _("It takes a minute."),
            None,
            f"#{waiting[0].place}",
            _("Read"),
        )
    return None


def _figures_wait(figures: Figures | None) -> NextStep | None:
    if not figures or not figures.waiting:
        return None
    first = figures.waiting[0]
    return NextStep(
        _("Look at the figures, and say whether they are yours"),
        _("It takes a minute."),
        None,
        f"#{first.place}",
        _("Look"),
    )


def _today(call: Call | None, promises: list[Promise], lines: list[Line], firm: str) -> str:
    """Where we are while there is no plan yet, in one sentence."""
    if call:
        return _("We meet on {day}").format(day=weekday(call.starts_at))
    open_ones = sum(promise.state in OPEN for promise in promises)
    if open_ones:
        says = ngettext("{number} promise is on its way", "{number} promises are on their way", open_ones)
        return begins(says.format(**numbers(open_ones)))
    if any(line.state == "open" for line in lines):
        return _("We wrote down what we heard, and wait for your word")
    return _("Nothing is open between you and {firm} today").format(firm=firm)


def _ours(promises: list[Promise]) -> NextStep | None:
    mine = next((p for p in promises if p.side == Promise.Side.OURS and p.state == "promised"), None)
    if mine is None or mine.giver_user is None:
        return None
    return NextStep(
        mine.what,
        _("{giver_user} does this.").format(giver_user=mine.giver_user.name),
        mine.due_on,
        f"#promise-{mine.public_id}",
        _("See it below"),
    )


def _sooner(first: NextStep | None, second: NextStep | None) -> NextStep | None:
    there = [step for step in (first, second) if step]
    return min(there, key=lambda step: step.due_on or date.max, default=None)


def _people(guest: Guest, guests: list[Guest], ours: list[User], faces: dict[int, str]) -> tuple[Contact, ...]:
    room = guest.room
    write = messages_at(room)
    contacts = [
        Contact(
            user.name,
            _part(user, user == room.company.owner),
            user.email,
            is_ours=True,
            face=face_at(room, user, faces),
            write_to=f"{write}?to={user.public_id}#write",
        )
        for user in ours
    ]
    contacts += [
        Contact(
            other.name,
            other.person.title,
            other.mailbox,
            is_ours=False,
            face=face_at(room, other, faces),
        )
        for other in guests
    ]
    return tuple(contacts)


def _part(user: User, is_owner: bool) -> str:
    return " ".join(filter(None, [f"{user.title}." if user.title else "", _("For everything.") if is_owner else ""]))
