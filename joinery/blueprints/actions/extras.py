"""Useful extras: the same for every customer of a process."""

from __future__ import annotations

from joinery.blueprints.models import Blueprint, Extra
from joinery.method.playbooks import Playbook


def promise_extras(blueprint: Blueprint, playbook: Playbook) -> None:
    """Their days follow when the step that they come after has one."""
    for extra in playbook.extras:
        Extra.objects.create(blueprint=blueprint, key=extra.key, what=extra.what)
