"""The words of a process as the office reads them."""

from __future__ import annotations

from collections.abc import Iterable

from joinery.method.playbook_faults import ROLES
from joinery.method.playbook_stages import playbook_stages

ROLE_NAMES = {
    "seller": "Seller",
    "delivery": "Delivery",
    "expert": "Expert from production",
    "manager": "Manager",
    "funder": "Funder: releases the money",
    "user": "User: lives with the result",
    "checker": "Checker: can say no on one point",
    "guide": "Guide: helps us understand",
    "site": "Site: looks after the place",
    "everybody": "Everybody",
}
KIND_NAMES = [
    ("step", "A step: somebody does it"),
    ("walkthrough", "Going over the plan together"),
    ("signature", "The signature: work starts the same minute"),
    ("payment", "A payment: sets off the package"),
    ("package", "The complete package"),
    ("kickoff", "Kick-off: who must be there"),
    ("expert", "Session with the expert"),
    ("readiness", "Readiness: a list for both sides"),
    ("inspection", "Inspection: they look at it"),
    ("delivery", "Delivery: checked line by line"),
    ("handover", "Handover, in their words"),
    ("pulse", "How sure they feel"),
    ("outcome", "What came of it"),
]
WHEN_NAMES = [
    ("", "In every order"),
    ("options", "Only when there are options to choose"),
    ("customisation", "Only when something is made to measure"),
]
EVIDENCE_NAMES = [("photo", "Photo"), ("measure", "Measure"), ("file", "File"), ("words", "Words")]
PACKAGE_NAMES = [("text", "Text"), ("file", "File"), ("names", "Names and numbers"), ("dates", "Dates")]
SIDE_NAMES = [("ours", "We"), ("theirs", "They")]
WHOM_NAMES = [("everyone", "Everyone at the customer's")] + [
    (role, ROLE_NAMES[role].split(":")[0]) for role in ROLES["theirs"][:-1]
]
LANGUAGE_NAMES = {"de": "German", "fr": "French"}


def owner_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Whose step, in two groups."""
    groups = (("Our side", "We", "ours"), ("Their side", "They", "theirs"))
    return [
        (group, [(f"{side}:{role}", f"{who}: {_small(ROLE_NAMES[role])}") for role in ROLES[side]])
        for group, who, side in groups
    ]


def seat_choices() -> list[tuple[str, str]]:
    return [
        (f"{side}:{role}", f"{whose} {_short(role)}")
        for side, whose in (("ours", "Our"), ("theirs", "Their"))
        for role in ROLES[side]
        if role != "everybody"
    ]


def stage_choices() -> list[tuple[int, str]]:
    return [(stage.number, f"{stage.number} · {stage.title}") for stage in playbook_stages()]


def owner_said(side: str, role: str) -> str:
    return f"{'We' if side == 'ours' else 'They'}: {_short(role)}"


def days_said(count: int) -> str:
    """Calendar days as one says them: 5 days, 6 weeks, 6 weeks and 2 days."""
    weeks, days = divmod(count, 7)
    parts = [_counted(weeks, "week")] * bool(weeks) + [_counted(days, "day")] * bool(days)
    return _joined(parts) if count >= 14 else _counted(count, "day")


def _short(role: str) -> str:
    return _small(ROLE_NAMES[role].split(":")[0])


def _small(words: str) -> str:
    return words[0].lower() + words[1:].replace(": ", ", ")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _joined(parts: Iterable[str]) -> str:
    return " and ".join(parts)
