"""What a blueprint writes: a worry to the person who answers for the step, and their answer to whoever worried."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from joinery.blueprints.models import Blueprint, Concern, Package, Step
from joinery.blueprints.said import title_of
from joinery.firm.models import User
from joinery.gateways.letters import write_letter
from joinery.lib.tongues import read_in
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.queries import guests_in
from joinery.rooms.reply_address import reply_address

CONCERN = """{who} of {company} {says} “{step}”:

{words}

You are named for this step, so it reaches you and nobody before you. Answer here:
{address}
"""

ANSWER = lazy(
    """Dear {guest},

you wrote about “{step}”. {who} of {firm} answers:

{words}

When it is settled for you, please say so here:
{address}
"""
)


PACKAGE = lazy(
    """Dear {guest},

thank you. Your payment is here, and with it everything begins. The welcome package is in your room: who does what for \
you, the days that we agreed on, what to have ready, and whom to call.

{address}

Kind regards
{firm}
"""
)


def blueprint_address(blueprint: Blueprint) -> str:
    return f"{settings.BASE_URL}/blueprints/{blueprint.public_id}/"


def step_address(step: Step) -> str:
    """In the customer's room."""
    room = step.blueprint.company.room
    return f"{room_address(room)}blueprints/{step.blueprint.public_id}/#step-{step.public_id}"


def tell_of_package(package: Package, *, now: datetime) -> None:
    """To every guest of the room who may come in."""
    room = getattr(package.blueprint.company, "room", None)
    if room is None or room.closed_at:
        return
    for guest in guests_in(room):
        if not guest.mailbox:
            continue
        with read_in(guest.person.language):
            subject = gettext("Welcome: all you need for {plan}").format(plan=one_line(package.blueprint.title))
            text = PACKAGE.format(
                guest=one_line(guest.name),
                address=f"{room_address(room)}blueprints/{package.blueprint.public_id}/package/",
                firm=one_line(firm_name()),
            )
        write_letter(
            key=f"package:{package.public_id}:{guest.public_id}",
            kind="package",
            to_address=guest.mailbox,
            to_name=one_line(guest.name),
            subject=subject,
            text=text,
            now=now,
            reply_to=reply_address(guest),
        )


def tell_of_concern(concern: Concern, *, now: datetime) -> None:
    step, told = concern.step, concern.told
    if told is None or not told.email:
        return
    write_letter(
        key=f"concern:{concern.public_id}",
        kind="concern",
        to_address=told.email,
        to_name=one_line(told.name),
        subject=f"{concern.by_name} {concern.get_kind_display()} “{step.title}”",
        text=CONCERN.format(
            who=one_line(concern.by_name),
            company=one_line(step.blueprint.company.name),
            says=concern.get_kind_display(),
            step=one_line(step.title),
            words=concern.words,
            address=blueprint_address(step.blueprint),
        ),
        now=now,
    )


def tell_of_answer(concern: Concern, words: str, *, by: User, now: datetime) -> None:
    step, guest = concern.step, concern.guest
    if guest is None or guest.revoked_at or not guest.mailbox:
        return
    with read_in(guest.person.language):
        subject = gettext("About “{title}”").format(title=title_of(step))
        text = ANSWER.format(
            guest=one_line(guest.name),
            step=one_line(title_of(step)),
            who=one_line(by.name),
            firm=one_line(firm_name()),
            words=words,
            address=step_address(step),
        )
    write_letter(
        key=f"answer:{concern.public_id}:{int(now.timestamp())}",
        kind="answer",
        to_address=guest.mailbox,
        to_name=one_line(guest.name),
        subject=subject,
        text=text,
        now=now,
        reply_to=reply_address(guest, "s", step.public_id),
    )
