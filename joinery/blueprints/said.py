"""What a plan says, in the reader's language: the template's words where the row still has them, else what somebody
wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from joinery.blueprints.models import Extra, OrderLine, ReadyItem, SignOff, Step
from joinery.lib.tongues import HOUSE, tongue

Words = Mapping[str, Mapping[str, Any]]  # by language, with what the template said in English


def title_of(step: Step) -> str:
    return said(step.words, "title", step.title)


def sees_of(step: Step) -> str:
    return said(step.words, "sees", step.sees)


def question_of(step: Step) -> str:
    return said(step.words, "question", step.question)


def standard_of(step: Step) -> str:
    return said(step.words, "standard", step.standard)


def part_of(step: Step, level: str) -> str:
    """What the customer does or gets at their level of participation."""
    return said(step.words, "levels", step.levels.get(level, ""))


def shown_by(step: Step) -> tuple[str, ...]:
    """What shows that it is done."""
    return tuple(said(step.words, "evidence", asked["what"]) for asked in step.evidence)


def ready_what(item: ReadyItem) -> str:
    """It is drawn from the evidence of its step."""
    return said(item.step.words, "evidence", item.what)


def given_what(row: Extra | OrderLine) -> str:
    return said(row.said, "what", row.what)


def package_part(item: Mapping[str, Any], part: str) -> str:
    """`what` or `words` of a part of the welcome package."""
    return said(item.get("said", {}), part, item[part])


def proof_of(signed: SignOff) -> str:
    """How we know that it was them. What a guest proved is kept in the words of the page that they signed on."""
    email = signed.user.email if signed.user else ""
    return _("being signed in as {email}").format(email=email) if signed.proof == signed_in(email) else signed.proof


def signed_in(email: str) -> str:
    """As it is kept of one of us."""
    return f"signed in as {email}"


def with_ours(there: Mapping[str, Mapping[str, str]], **ours: str) -> dict[str, Any]:
    """As it is kept: what the template says in other languages, beside what it says in our own."""
    return {HOUSE: ours, **there} if there else {}


def said(words: Words, part: str, now: str) -> str:
    """An edited part stays as it was written. Of a part with many lines, as `levels`, the one that reads so."""
    if not words or tongue() == HOUSE:
        return now
    before, there = (words.get(language, {}).get(part) for language in (HOUSE, tongue()))
    return _pairs(before, there).get(now) or now


def _pairs(before: Any, there: Any) -> dict[str, str]:
    if isinstance(before, Mapping):
        return {words: (there or {}).get(name, "") for name, words in before.items()}
    if isinstance(before, list):
        return dict(zip(before, there or (), strict=False))  # an older template may not have them all
    return {before: there or ""}
