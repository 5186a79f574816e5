"""A step in the reader's language: the template's words where the row still has them, else what somebody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from joinery.blueprints.models import Step
from joinery.lib.tongues import HOUSE, tongue


def title_of(step: Step) -> str:
    return said(step.words, "title", step.title)


def sees_of(step: Step) -> str:
    return said(step.words, "sees", step.sees)


def question_of(step: Step) -> str:
    return said(step.words, "question", step.question)


def said(words: Mapping[str, Any], part: str, now: str) -> str:
    """`words` by language, with what the template said in English; an edited part stays as it was written."""
    if not words or tongue() == HOUSE or words.get(HOUSE, {}).get(part) != now:
        return now
    there: str = words.get(tongue(), {}).get(part, "")
    return there or now
