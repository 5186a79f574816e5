"""What a version changed, told to each reader in their own language: what is kept of it is in ours."""

from __future__ import annotations

import json
from collections.abc import Iterable

from joinery.blueprints.differences import differences
from joinery.blueprints.models import Version
from joinery.blueprints.queries import done_before, versions_in_room
from joinery.lib.tongues import HOUSE, tongue
from joinery.rooms.models import Guest


def says_of_one(version: Version) -> tuple[str, ...]:
    if tongue() == HOUSE or version.parent is None:
        return tuple(version.says.split("; "))
    done = done_before([version])[version.pk]
    changes = differences(json.loads(version.parent.content), json.loads(version.content), done)
    return tuple(changes) or tuple(version.says.split("; "))


def says_of(versions: Iterable[Version], guest: Guest) -> dict[int, tuple[str, ...]]:
    """By version; the first one of a plan changed nothing and is not in it."""
    versions = [version for version in versions if version.number > 1]
    kept = {version.pk: tuple(version.says.split("; ")) for version in versions}
    if tongue() == HOUSE or not versions:
        return kept
    wanted = [key for version in versions for key in (version.pk, version.parent_id) if key]
    content = dict(versions_in_room(guest).filter(pk__in=wanted).order_by().values_list("pk", "content"))
    done = done_before(versions)
    for version in versions:
        before, after = content.get(version.parent_id or 0), content.get(version.pk)
        if before and after:
            changes = differences(json.loads(before), json.loads(after), done[version.pk])
            kept[version.pk] = tuple(changes) or kept[version.pk]
    return kept
