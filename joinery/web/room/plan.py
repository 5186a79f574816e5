"""The whole plan as one guest reads it: rows in, one page out. "See as the customer" takes the same way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinery.blueprints.agreement import Agreement, agreement_on
from joinery.blueprints.differences import differences
from joinery.blueprints.models import Blueprint, Concern, Deviation, Level, Side, Slip, Step, Version
from joinery.blueprints.queries import done_before, versions_in_room
from joinery.blueprints.said import sees_of, title_of
from joinery.customers.models import Person
from joinery.lib.tongues import numbers, quoted
from joinery.rooms.models import Guest
from joinery.rooms.queries import guests_in
from joinery.web.room.plan_line import line_of_time, rows_of, shown_steps
from joinery.web.room.plan_pages import (
    Choice,
    ConcernRow,
    LeftOut,
    PlanPage,
    PlanStep,
    SlipRow,
    Standing,
    VersionRow,
)
from joinery.web.room.plan_words import LEVELS, OVER, headline, moves_says, trouble_says, where_we_are
from joinery.web.room.told import says_of
from joinery.web.ui.templatetags.joints import day

MOST_VERSIONS = 40


def plan_of(blueprint: Blueprint, guest: Guest, firm: str, *, now: datetime, zone: str) -> PlanPage:
    room, company = guest.room.public_id, guest.room.company.name
    steps, today = list(blueprint.steps.all()), timezone.localdate(now)
    versions = list(blueprint.versions.all())
    newest = versions[-1]
    guests = list(guests_in(guest.room))
    checks = sum(step.is_checkpoint for step in shown_steps(steps))
    return PlanPage(
        company=company,
        firm=firm,
        reader=guest.name,
        zone=zone,
        home=reverse("room:home", args=[room]),
        title=blueprint.title,
        headline=headline(blueprint, steps, today),
        sentence=where_we_are(blueprint, steps, today),
        timeline=line_of_time(blueprint, steps, company, firm, today),
        steps=_steps(blueprint, steps, company, firm, today, room),
        critical=tuple(title_of(step) for step in shown_steps(steps) if step.is_critical and step.state not in OVER),
        standing=standing_of(newest, versions, steps, guest),
        slips=tuple(slip_row(slip, step, room) for step in steps for slip in step.slips.all() if not slip.agreed_at),
        concerns=_concerns(steps, guest),
        levels=level_choices(blueprint),
        level_says=str(LEVELS[Level(blueprint.level)][0]),
        level_to=reverse("room:plan_level", args=[room, blueprint.public_id]),
        left_out=_left_out(blueprint),
        versions=_versions(versions, guest),
        owners=owner_choices(guests, [step.owner_person for step in steps], guest.person),
        add_to=reverse("room:plan_steps", args=[room, blueprint.public_id]),
        drawn_with=_drawn_with(versions, blueprint),
        watch=reverse("room:plan_version", args=[room, blueprint.public_id]),
        seen=newest.seal,
        pdf=reverse("room:plan_pdf", args=[room, blueprint.public_id]),
        delivery=reverse("room:delivery", args=[room, blueprint.public_id]) if blueprint.started_at else "",
        package=reverse("room:package", args=[room, blueprint.public_id]) if hasattr(blueprint, "package") else "",
        count_says=_count_says(len(shown_steps(steps)), checks),
    )


def _count_says(steps: int, checks: int) -> str:
    many = ngettext("{count} step", "{count} steps", steps).format(count=steps)
    if not checks:
        return many
    of_them = ngettext("{number} checkpoint", "{number} checkpoints", checks).format(**numbers(checks))
    return f"{many}, {of_them}"


def level_choices(blueprint: Blueprint) -> tuple[Choice, ...]:
    return tuple(
        Choice(level.value, str(said[0]), str(said[1]), level == blueprint.level) for level, said in LEVELS.items()
    )


def owner_choices(guests: list[Guest], owners: list[Person | None], chosen: Person | None) -> tuple[Choice, ...]:
    """Those of theirs who are in the room or own a step: nobody else whom we may know of."""
    people = {guest.person_id: guest.person for guest in guests}
    people |= {owner.pk: owner for owner in owners if owner}
    named = sorted(people.values(), key=lambda person: person.name)
    return tuple(Choice(person.public_id, person.name, is_chosen=person == chosen) for person in named)


def standing_of(newest: Version, versions: list[Version], steps: list[Step], guest: Guest) -> Standing:
    """Which version is signed, what waits for a name, and what changed since the signed one."""
    agreement = agreement_on(newest, steps, newest.sign_offs.all())
    link = reverse("room:sign", args=[guest.room.public_id, newest.blueprint.public_id])
    signed = _signed_version(versions, agreement)
    since = _since(signed, newest, guest) if signed and signed.pk != newest.pk else ()
    before = (
        _(" Version {number} stays signed.").format(number=signed.number) if signed and signed.pk != newest.pk else ""
    )
    if agreement.is_confirmed:
        names = ", ".join(sign_off.typed_name for sign_off in agreement.signed)
        return Standing(
            _("Version {number}, signed by {names}.").format(number=newest.number, names=names),
            is_good=True,
            link=link,
            link_says=_("See the seal"),
        )
    mine = any(signer.person_id == guest.person_id for signer in agreement.missing)
    if agreement.is_open_for_signing and mine and not agreement.disputes:
        return Standing(
            _("Version {number} waits for your name.{before}").format(number=newest.number, before=before),
            link=link,
            link_says=_("Read it and sign"),
            since=since,
        )
    if agreement.is_open_for_signing and agreement.missing:
        waits = ", ".join(signer.name for signer in agreement.missing)
        return Standing(
            _("Version {number} waits for {waits} to sign.{before}").format(
                number=newest.number, waits=waits, before=before
            ),
            link=link,
            link_says=_("Read it"),
            since=since,
        )
    if agreement.disputes:
        step = title_of(agreement.disputes[0].step)
        return Standing(
            _("Not agreed: “{step}” is disputed. It is settled first, then signed.{before}").format(
                step=step, before=before
            ),
            since=since,
        )
    if signed:
        return Standing(
            _("Version {number} is not signed yet.{before}").format(number=newest.number, before=before), since=since
        )
    return Standing(
        _("Version {number}, in pencil: nobody has signed yet. Change it until it is yours too.").format(
            number=newest.number
        )
    )


def slip_row(slip: Slip, step: Step, room: str) -> SlipRow:
    return SlipRow(
        place=f"slip-{slip.public_id}",
        step=title_of(step),
        step_link=reverse("room:step", args=[room, step.public_id]),
        was_on=slip.was_on,
        new_on=slip.new_on,
        words=slip.words,
        by=slip.user.name,
        agree_to=reverse("room:slip_agreed", args=[room, slip.public_id]),
        agreed_by=slip.agreed_by.name if slip.agreed_by else "",
    )


def concern_row(concern: Concern, step: Step, guest: Guest) -> ConcernRow:
    room, is_theirs = guest.room.public_id, concern.guest_id is not None
    return ConcernRow(
        place=f"concern-{concern.public_id}",
        what=trouble_says(concern),
        words=concern.words,
        opened_at=concern.opened_at,
        reached=concern.told.name if concern.told else "",
        answer=concern.answer,
        answered_by=concern.answered_by.name if concern.answered_by else "",
        answered_at=concern.answered_at,
        closed_by=concern.closed_by,
        closed_at=concern.closed_at,
        step=title_of(step),
        step_link=reverse("room:step", args=[room, step.public_id]),
        settle_to=reverse("room:concern_settled", args=[room, concern.public_id]) if is_theirs else "",
    )


def _steps(
    blueprint: Blueprint, steps: list[Step], company: str, firm: str, today: date, room: str
) -> tuple[PlanStep, ...]:
    target = next((step for step in steps if step.is_target), None)
    found = []
    for step, row in rows_of(steps, company, firm, today):
        if step is None:
            found.append(PlanStep(row))
            continue
        link = reverse("room:step", args=[room, step.public_id])
        found.append(
            PlanStep(
                row=replace(row, href=link),
                place=f"step-{step.public_id}",
                sees=sees_of(step),
                standard=step.standard,
                part=step.levels.get(blueprint.level, ""),
                notes=tuple(_notes(step, target)),
                is_open=step.state in (Step.State.BEGUN, Step.State.REPORTED),
            )
        )
    return tuple(found)


def _notes(step: Step, target: Step | None) -> list[str]:
    said = []
    if step.state == Step.State.REPORTED:
        said.append(_("Waits for your yes."))
    for concern in step.concerns.all():
        if not concern.closed_at:
            said.append(f"{trouble_says(concern)}: {quoted(concern.words)}")
    said += [
        _("New day, waits for your yes: {new_on}.").format(new_on=day(slip.new_on))
        for slip in step.slips.all()
        if not slip.agreed_at
    ]
    if step.is_critical and (moves := moves_says(step, target)):
        said.append(moves)
    return said


def _concerns(steps: list[Step], guest: Guest) -> tuple[ConcernRow, ...]:
    """Open ones; those with an answer first, since they wait for a word of theirs."""
    pairs = [(concern, step) for step in steps for concern in step.concerns.all() if not concern.closed_at]
    pairs.sort(key=lambda pair: (not pair[0].answer, pair[0].opened_at))
    return tuple(concern_row(concern, step, guest) for concern, step in pairs)


def _left_out(blueprint: Blueprint) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(title_of(deviation.step), deviation.reason, deviation.by_name, deviation.at)
        for deviation in blueprint.deviations.all()
        if deviation.kind == Deviation.Kind.LEFT_OUT and not deviation.ended_at
    )


def _versions(versions: list[Version], guest: Guest) -> tuple[VersionRow, ...]:
    told = says_of(versions[-MOST_VERSIONS:], guest)
    return tuple(
        VersionRow(
            version.number,
            told.get(version.pk) or (_("drew the plan"),),
            version.by_name,
            version.made_at,
            ", ".join(sign_off.typed_name for sign_off in version.sign_offs.all()),
        )
        for version in reversed(versions[-MOST_VERSIONS:])
    )


def _signed_version(versions: list[Version], agreement: Agreement) -> Version | None:
    """The newest under which nobody's name is missing."""
    wanted = {(signer.person_id, signer.user_id) for signer in agreement.signers}
    for version in reversed(versions):
        given = {(sign_off.person_id, sign_off.user_id) for sign_off in version.sign_offs.all()}
        if given and wanted <= given:
            return version
    return None


def _since(signed: Version, newest: Version, guest: Guest) -> tuple[str, ...]:
    rows = versions_in_room(guest).filter(pk__in=[signed.pk, newest.pk]).order_by("number")
    before, after = (json.loads(row.content) for row in rows)
    return tuple(differences(before, after, done_before([newest])[newest.pk]))


def _drawn_with(versions: list[Version], blueprint: Blueprint) -> str:
    theirs = [version.by_name for version in versions if version.person_id]
    return ", ".join(dict.fromkeys([blueprint.drawn_by.name, *theirs]))


def side_says(step: Step, company: str, firm: str) -> str:
    return (
        _("{company} does it").format(company=company)
        if step.side == Side.THEIRS
        else _("{firm} does it").format(firm=firm)
    )
