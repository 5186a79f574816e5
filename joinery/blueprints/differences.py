"""What changed between two versions of a plan, in words: "“Delivery” moves 12 → 19 May"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LEVELS = {"low": "from afar", "mid": "at the checkpoints", "high": "closely"}
SAID = {
    "standard": "what is good for",
    "sees": "what you see of",
    "question": "the question at",
    "takes": "how long it takes:",
    "after": "what comes before",
    "lag_days": "the days to wait before",
    "levels": "how you take part in",
    "evidence": "what is to be shown at",
    "roles_needed": "who must be there at",
    "is_checkpoint": "whether you say yes at",
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """One sentence for each change, the plan's own first. Both as versions.content_of makes them."""
    return [*_of_plan(before, after), *_of_steps(before, after)]


def between(first: date, second: date) -> str:
    """12 → 19 May; 28 May → 3 June; 20 December 2026 → 8 January 2027."""
    old, new = f"{first.day} {MONTHS[first.month - 1]}", f"{second.day} {MONTHS[second.month - 1]}"
    if first.year != second.year:
        return f"{old} {first.year} → {new} {second.year}"
    return f"{old} → {new}" if first.month != second.month else f"{first.day} → {new}"


def _of_plan(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before["title"] != after["title"]:
        yield f"it is now called “{after['title']}”"
    if before["target_on"] != after["target_on"]:
        yield f"the customer's day moves {_between(before['target_on'], after['target_on'])}"
    if before["level"] != after["level"]:
        yield f"the customer takes part {LEVELS[after['level']]}, before {LEVELS[before['level']]}"


def _of_steps(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old = {step["key"]: step for step in before["steps"]}
    new = {step["key"]: step for step in after["steps"]}
    for key, step in new.items():
        if key not in old:
            yield f"“{step['title']}” is new, {_owner(step)}, {_day(step['due_on'])}"
        else:
            yield from _of_step(old[key], step)
    for key, step in old.items():
        if key not in new:
            yield f"“{step['title']}” is left out"


def _of_step(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    title = f"“{new['title']}”"
    if old["title"] != new["title"]:
        yield f"“{old['title']}” is now called {title}"
    if old["due_on"] != new["due_on"] and old["due_on"] and new["due_on"]:
        yield f"{title} moves {_between(old['due_on'], new['due_on'])}"
    if (old["side"], old["owner"]) != (new["side"], new["owner"]):
        yield f"{title} is now {_owner(new)}, before {_owner(old)}"
    said = [words for name, words in SAID.items() if old.get(name) != new.get(name)]
    if said:
        yield f"changed {', '.join(said)} {title}"


def _owner(step: Mapping[str, Any]) -> str:
    return f"with {step['owner']}" if step["owner"] else ("with us" if step["side"] == "ours" else "with the customer")


def _between(first: str, second: str) -> str:
    return between(date.fromisoformat(first), date.fromisoformat(second))


def _day(iso: str | None) -> str:
    if not iso:
        return "without a day"
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]}"
