"""Each edit makes a version that is never changed again, bound to the one before it by a seal.

`content` is canonical JSON: keys in order, no spaces, UTF-8. `commitment` = SHA-256(salt, content), so that names can
be erased with the salt while the chain still holds; `seal` = SHA-256(the parent's seal, number, commitment).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any

import msgspec

from joinery.blueprints.actors import By, named
from joinery.blueprints.differences import differences
from joinery.blueprints.lines import AGREED, Line
from joinery.blueprints.models import Blueprint, Step, Version
from joinery.lib.tongues import house_words

_agreed_of = attrgetter(*AGREED)


def content_of(blueprint: Blueprint, steps: Iterable[Line]) -> dict[str, Any]:
    """All that both sides agree to. What was done since, and by whom, is not part of it."""
    return {
        "title": blueprint.title,
        "target_on": blueprint.target_on.isoformat(),
        "level": blueprint.level,
        "steps": [_step(step) for step in steps if step.state != Step.State.LEFT_OUT],
    }


def keep_version(blueprint: Blueprint, steps: Iterable[Line], *, by: By, now: datetime, says: str = "") -> Version:
    """The plan as it stands now, as the next version; the newest one again when nothing differs. The caller holds the
    blueprint's lock, so that numbers have no gaps and no forks."""
    steps = list(steps)
    content = content_of(blueprint, steps)
    text = canonical(content)
    parent = blueprint.versions.last()
    said = [says] if says else []
    if parent is not None:
        before = msgspec.json.decode(parent.content)
        if _is_agreed(content, before):
            return parent
        with house_words():  # kept in one language; each reader is told in their own
            done = {step.key for step in steps if step.state == Step.State.DONE}
            said = differences(before, content, done) or said or differences(before, content)
    return _write(blueprint, parent, text, by=by, now=now, says="; ".join(said))


def canonical(content: dict[str, Any]) -> str:
    return msgspec.json.encode(content, order="sorted").decode()


def commitment_of(salt: str, content: str) -> str:
    return sha256(f"{salt}\n{content}".encode()).hexdigest()


def seal_of(parent: str, number: int, commitment: str) -> str:
    return sha256(f"{parent}\n{number}\n{commitment}".encode()).hexdigest()


def faults_in(versions: Iterable[Version]) -> list[str]:
    """What does not hold in a chain of versions, oldest first: empty when all is as it was written."""
    faults: list[str] = []
    parent: Version | None = None
    for count, version in enumerate(versions, 1):
        name = f"{version.blueprint_id} version {version.number}"
        if version.number != count or version.parent_id != (parent.pk if parent else None):
            faults.append(f"{name} does not follow the one before it")
        if version.commitment != commitment_of(version.salt, version.content):
            faults.append(f"{name} is not what was written")
        if version.seal != seal_of(parent.seal if parent else "", version.number, version.commitment):
            faults.append(f"{name} has a broken seal")
        parent = version
    return faults


def _write(blueprint: Blueprint, parent: Version | None, text: str, *, by: By, now: datetime, says: str) -> Version:
    number = parent.number + 1 if parent else 1
    salt = secrets.token_hex(16)
    commitment = commitment_of(salt, text)
    return Version.objects.create(
        blueprint=blueprint,
        number=number,
        parent=parent,
        content=text,
        salt=salt,
        commitment=commitment,
        seal=seal_of(parent.seal if parent else "", number, commitment),
        says=says,
        made_at=now,
        **named(by),
    )


def _is_agreed(content: dict[str, Any], before: dict[str, Any]) -> bool:
    """Without the words in other languages: a plan that is only put into one more is still the plan that was signed."""
    if any(content[name] != before[name] for name in content.keys() - {"steps"}):
        return False
    return _without_words(content) == _without_words(before)


def _without_words(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**step, "words": None} for step in content["steps"]]


def _step(step: Line) -> dict[str, Any]:
    return {
        **dict(zip(AGREED, _agreed_of(step), strict=True)),
        "owner": step.owner,
        "due_on": _iso(step.due_on),
        "pinned_on": _iso(step.pinned_on),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
