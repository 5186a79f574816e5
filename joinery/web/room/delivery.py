"""From payment to handover as one guest reads it: what must be ready, who is there, the order, the extras."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from joinery.blueprints.models import Blueprint, Extra, OrderLine, Package, ReadyItem, Seat, Side, Step
from joinery.blueprints.said import given_what, package_part, ready_what, title_of
from joinery.lib.tongues import numbers
from joinery.rooms.files import FILE_LIMIT, MEGABYTE
from joinery.rooms.models import Guest
from joinery.rooms.queries import guests_in
from joinery.web.room.delivery_pages import (
    DeliveryPage,
    ExtraRow,
    NameRow,
    OrderRow,
    PackageItem,
    PackagePage,
    ReadyRow,
    SeatRow,
    StepBlock,
)
from joinery.web.room.photos import photo_rows
from joinery.web.room.plan import owner_choices
from joinery.web.room.plan_words import begins
from joinery.web.ui.templatetags.joints import day


def delivery_of(blueprint: Blueprint, guest: Guest, firm: str, *, now: datetime, zone: str) -> DeliveryPage:
    """`blueprint` from deliveries_in_room."""
    at = [guest.room.public_id, blueprint.public_id]
    steps = [step for step in blueprint.steps.all() if step.ready_items.all() or step.seats.all()]
    guests, lines = list(guests_in(guest.room)), tuple(_line(line, guest) for line in blueprint.order_lines.all())
    return DeliveryPage(
        company=guest.room.company.name,
        firm=firm,
        zone=zone,
        home=reverse("room:home", args=at[:1]),
        plan=reverse("room:plan", args=at),
        people=reverse("room:people", args=at[:1]),
        package=reverse("room:package", args=at) if getattr(blueprint, "package", None) else "",
        title=blueprint.title,
        headline=_headline(blueprint, timezone.localdate(now)),
        sentence=_sentence(steps, lines),
        steps=tuple(_block(step, guest, firm, guests) for step in steps),
        lines=lines,
        extras=tuple(_extra(extra, guest) for extra in blueprint.extras.all() if extra.given_at),
        limit=FILE_LIMIT // MEGABYTE,
    )


def package_of(package: Package, guest: Guest, firm: str, *, zone: str) -> PackagePage:
    at = [guest.room.public_id, package.blueprint.public_id]
    titles = {step.title: title_of(step) for step in package.blueprint.steps.all()}
    return PackagePage(
        company=guest.room.company.name,
        firm=firm,
        zone=zone,
        home=reverse("room:home", args=at[:1]),
        plan=reverse("room:plan", args=at),
        delivery=reverse("room:delivery", args=at),
        pdf=reverse("room:plan_pdf", args=at),
        title=package.blueprint.title,
        items=tuple(_package_item(item, titles) for item in package.items),
        made_at=package.made_at,
        opened_by=package.opened_by.name if package.opened_by else "",
        opened_at=package.opened_at,
        open_to=reverse("room:package", args=at),
    )


def _headline(blueprint: Blueprint, today: date) -> str:
    target = next((step for step in blueprint.steps.all() if step.is_target), None)
    if target is None or not target.due_on:
        return blueprint.title
    if target.state == Step.State.DONE:
        return _("Delivered on {day}").format(day=day(target.done_on))
    left = (target.due_on - today).days
    return (
        begins(_many(ngettext("{number} day to delivery", "{number} days to delivery", left), left))
        if left > 0
        else _("Delivery")
    )


def _many(says: str, count: int) -> str:
    return says.format(**numbers(count))


def _sentence(steps: list[Step], lines: tuple[OrderRow, ...]) -> str:
    """What waits for them on this page."""
    items = [item for step in steps for item in step.ready_items.all() if item.side == Side.THEIRS and not item.done_at]
    empty = [seat for step in steps for seat in step.seats.all() if seat.side == Side.THEIRS and not seat.person_id]
    looks = sum(line.state == "waits" for line in lines)
    said = [
        _many(ngettext("{number} thing to show us", "{number} things to show us", len(items)), len(items))
        if items
        else "",
        _many(ngettext("{number} person to name", "{number} people to name", len(empty)), len(empty)) if empty else "",
        _many(ngettext("{number} line of the order to look at", "{number} lines of the order to look at", looks), looks)
        if looks
        else "",
    ]
    there = [words for words in said if words]
    return _("From you: {things}.").format(things=", ".join(there)) if there else _("Nothing here waits for you.")


def _block(step: Step, guest: Guest, firm: str, guests: list[Guest]) -> StepBlock:
    return StepBlock(
        what=title_of(step),
        link=reverse("room:step", args=[guest.room.public_id, step.public_id]),
        due_on=step.done_on or step.due_on,
        ready=tuple(_ready(item, guest, firm) for item in step.ready_items.all()),
        seats=tuple(_seat(seat, guest, firm, guests) for seat in step.seats.all()),
    )


def _ready(item: ReadyItem, guest: Guest, firm: str) -> ReadyRow:
    room, is_theirs = guest.room.public_id, item.side == Side.THEIRS
    who = item.user or item.person
    return ReadyRow(
        place=f"ready-{item.public_id}",
        what=ready_what(item),
        kind=item.kind,
        who=guest.room.company.name if is_theirs else firm,
        shown=item.shown,
        by=who.name if who else "",
        done_at=item.done_at,
        photos=photo_rows(item.evidence.all(), room),
        seen=item.version,
        show_to=reverse("room:ready", args=[room, item.public_id]) if is_theirs else "",
    )


def _seat(seat: Seat, guest: Guest, firm: str, guests: list[Guest]) -> SeatRow:
    is_theirs, who = seat.side == Side.THEIRS, seat.user or seat.person
    return SeatRow(
        place=f"seat-{seat.public_id}",
        role=_role(seat.role),
        who=who.name if who else "",
        side=guest.room.company.name if is_theirs else firm,
        was_there=seat.was_there,
        people=owner_choices(guests, [seat.person], seat.person) if is_theirs else (),
        name_to=reverse("room:seat", args=[guest.room.public_id, seat.public_id]) if is_theirs else "",
    )


def _role(role: str) -> str:
    """The parts that our templates name; any other stays as it was written."""
    named = {
        "seller": pgettext("part", "seller"),
        "delivery": pgettext("part", "delivery"),
        "expert": pgettext("part", "expert"),
        "funder": pgettext("part", "funder"),
        "user": pgettext("part", "user"),
        "site": pgettext("part", "site"),
        "guide": pgettext("part", "guide"),
        "checker": pgettext("part", "checker"),
        "everybody": pgettext("part", "everybody"),
        "manager": pgettext("part", "manager"),
    }
    return named.get(role, role)


def _line(line: OrderLine, guest: Guest) -> OrderRow:
    asks = bool(line.delivered) and (line.is_right is None or (line.is_right is False and not line.mended_at))
    return OrderRow(
        place=f"line-{line.public_id}",
        what=given_what(line),
        quantity=line.quantity,
        delivered=line.delivered,
        delivered_on=line.delivered_on,
        state=_state(line),
        words=line.words,
        by=line.confirmed_by.name if line.confirmed_by else "",
        at=line.mended_at or line.confirmed_at,
        confirm_to=reverse("room:order_line", args=[guest.room.public_id, line.public_id]) if asks else "",
    )


def _state(line: OrderLine) -> str:
    if line.mended_at:
        return "mended"
    if line.is_right is not None:
        return "right" if line.is_right else "wrong"
    return "waits" if line.delivered else "ahead"


def _extra(extra: Extra, guest: Guest) -> ExtraRow:
    assert extra.given_at
    return ExtraRow(
        place=f"extra-{extra.public_id}",
        what=given_what(extra),
        given_at=extra.given_at,
        by=extra.given_by.name if extra.given_by else "",
        was_useful=extra.was_useful,
        useful_to=reverse("room:extra", args=[guest.room.public_id, extra.public_id]),
    )


def _package_item(item: dict[str, Any], titles: dict[str, str]) -> PackageItem:
    """The days were kept in our language; `titles` has the steps in the reader's."""
    return PackageItem(
        what=package_part(item, "what"),
        words=package_part(item, "words"),
        names=tuple(NameRow(one["name"], one["title"], one["phone"], one["email"]) for one in item.get("names", ())),
        dates=tuple(
            (titles.get(one["title"], one["title"]), date.fromisoformat(one["on"])) for one in item.get("dates", ())
        ),
    )
