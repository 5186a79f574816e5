"""Useful extras: the same for every customer of a process, with a record of who got them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from joinery.blueprints.actors import note
from joinery.blueprints.models import Blueprint, Extra
from joinery.blueprints.said import with_ours
from joinery.firm.models import User
from joinery.method.playbooks import Playbook
from joinery.rooms.models import Guest


def promise_extras(blueprint: Blueprint, playbook: Playbook) -> None:
    """Their days follow the step that they come after (dates.py)."""
    for extra in playbook.extras:
        row = {"what": extra.what, "after": extra.after, "days": extra.days}
        Extra.objects.create(blueprint=blueprint, key=extra.key, said=with_ours(extra.said, what=extra.what), **row)


@transaction.atomic
def give_extra(extra: Extra, *, by: User, now: datetime) -> Extra:
    if extra.given_at:
        return extra
    extra.given_at, extra.given_by = now, by
    extra.save()
    note("give_extra", extra, extra.blueprint, f"gave them: {extra.what}", by=by, now=now)
    return extra


@transaction.atomic
def say_useful(extra: Extra, was_useful: bool, guest: Guest, *, now: datetime) -> Extra:
    """The customer's word on it; may be changed."""
    if extra.was_useful != was_useful:
        extra.was_useful = was_useful
        extra.save()
        says = f"found it {'useful' if was_useful else 'of no use'}: {extra.what}"
        note("say_useful", extra, extra.blueprint, says, by=guest, now=now)
    return extra
