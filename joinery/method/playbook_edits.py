"""A firm's own process template, changed step by step. Plain values in, new ones out; `read_playbook` judges them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

Content = dict[str, Any]  # the shape of playbooks.as_mapping
Change = dict[str, list[str]]  # part: [before, after]; nothing is ""

FACTS = ("name", "trade", "about")
LISTS = ("extras", "package", "lines")
ORDER = "order"
LABELS = {
    "title": "what is done",
    "stage": "stage",
    "kind": "kind",
    "side": "whose step",
    "role": "who does it",
    "standard": "what good is",
    "sees": "what they see",
    "takes": "working days",
    "lag_days": "days to wait",
    "after": "what it waits for",
    "evidence": "evidence",
    "is_target": "the customer's day",
    "is_checkpoint": "checkpoint",
    "question": "question",
    "roles_needed": "who must be there",
    "when": "when it is needed",
    "levels": "levels of participation",
    "words": "other languages",
    "name": "name",
    "trade": "trade",
    "about": "what it is for",
    "extras": "useful extras",
    "package": "package",
    "lines": "order lines",
    ORDER: "order of the steps",
}
_TOLD_WHOLE = 60  # letters of a value that is told as it is


def step_in(content: Mapping[str, Any], key: str) -> Content | None:
    return next((step for step in content["steps"] if step["key"] == key), None)


def stamp_of(step: Mapping[str, Any] | None) -> str:
    """Tells whether somebody changed it since."""
    return sha256(_kept(step).encode()).hexdigest()[:16] if step else ""


def new_key(content: Mapping[str, Any], title: str) -> str:
    """A short word for a new step, from what is done in it."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z][a-z0-9]*", plain)
    first = "_".join(words[:3])[:30] or "step"
    taken = {"new", *(step["key"] for step in content["steps"])}  # “new” is an address of the office
    return next(key for n in range(1, 1000) if (key := first if n == 1 else f"{first}_{n}") not in taken)


def with_step(content: Content, step: Content) -> Content:
    """The step in its place, or as the last of its stage. There is one day that the customer names: the newest word
    on it counts."""
    steps = [dict(each) for each in content["steps"]]
    if step.get("is_target"):
        steps = [{**each, "is_target": False} if each.get("is_target") else each for each in steps]
    if step_in(content, step["key"]):
        steps = [step if each["key"] == step["key"] else each for each in steps]
    else:
        steps.append(step)
    return {**content, "steps": _by_stage(steps)}


def moved(content: Content, key: str, way: int) -> Content:
    """One place up (-1) or down (1); past the end of its stage it goes over into the next one."""
    steps = list(content["steps"])
    at = next(place for place, step in enumerate(steps) if step["key"] == key)
    to = at + way
    if not 0 <= to < len(steps):
        return content
    if steps[to]["stage"] == steps[at]["stage"]:
        steps[at], steps[to] = steps[to], steps[at]
    else:
        steps[at] = {**steps[at], "stage": steps[to]["stage"]}
    return {**content, "steps": steps}


def without_step(content: Content, key: str) -> Content:
    """Whatever waited for it waits for what it waited for; extras that came after it come after that, or go too."""
    gone = step_in(content, key) or {}
    instead = list(gone.get("after", ()))
    steps = [_untied(step, key, instead) for step in content["steps"] if step["key"] != key]
    extras = [
        {**extra, "after": instead[0]} if extra["after"] == key else extra
        for extra in content.get("extras", ())
        if extra["after"] != key or instead
    ]
    return {**content, "steps": steps, "extras": extras}


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """What differs, part by part: a fact ("name"), a list ("extras"), a field of a step ("kickoff.takes"), a whole
    step ("kickoff."), the order."""
    found: Change = {}
    for name in (*FACTS, *LISTS):
        _note(found, name, before.get(name), after.get(name))
    steps = {step["key"]: step for step in before["steps"]}, {step["key"]: step for step in after["steps"]}
    for key in dict.fromkeys((*steps[0], *steps[1])):
        was, now = steps[0].get(key), steps[1].get(key)
        if was is None or now is None:
            _note(found, f"{key}.", was, now)
        else:
            for field in dict.fromkeys((*was, *now)):
                _note(found, f"{key}.{field}", was.get(field), now.get(field))
    _note(found, ORDER, " ".join(steps[0]), " ".join(steps[1]))
    return found


def undone(content: Content, change: Mapping[str, list[str]]) -> Content:
    """As it was before the change. Undo the newest first, and any earlier state comes back."""
    back: Content = {**content, "steps": []}
    steps = {step["key"]: dict(step) for step in content["steps"]}
    for part, (before, _) in change.items():
        key, dot, field = part.partition(".")
        if not dot and part != ORDER:
            _put(back, part, before)
        elif dot:
            _put(steps.get(key, {}) if field else steps, field or key, before)
    order = json.loads(change[ORDER][0]).split() if ORDER in change else list(steps)
    back["steps"] = [steps[key] for key in order if key in steps]
    return back


def told(change: Mapping[str, list[str]], titles: Mapping[str, str]) -> list[str]:
    """The change in words, a line for each part."""
    lines = []
    for part, (before, after) in change.items():
        key, dot, field = part.partition(".")
        step = f"“{titles.get(key, key)}”" if dot else ""
        if dot and not field:
            lines.append(f"{step} {'taken out' if before else 'added'}")
        else:
            name = field or part
            about = f"{step}: " if dot else ""
            lines.append(f"{about}{LABELS.get(name, name)}{_told_values(name, before, after)}")
    return lines


def _told_values(field: str, before: str, after: str) -> str:
    if field in ("is_target", "is_checkpoint", "is_start"):
        return " yes" if after == "true" else " no"
    values = [json.loads(kept) if kept else "" for kept in (before, after)]
    if field == ORDER or not all(isinstance(value, (str, int)) and len(str(value)) <= _TOLD_WHOLE for value in values):
        return " changed"
    return f" {str(values[0]) or 'nothing'} → {str(values[1]) or 'nothing'}"


def _untied(step: Content, key: str, instead: list[str]) -> Content:
    waits = step.get("after", ())
    if key not in waits:
        return step
    left = [each for found in waits for each in (instead if found == key else [found])]
    return {**step, "after": list(dict.fromkeys(left)), "lag_days": step.get("lag_days", 0) if left else 0}


def _by_stage(steps: list[Content]) -> list[Content]:
    return sorted(steps, key=lambda step: int(step["stage"]))


def _note(found: Change, part: str, before: Any, after: Any) -> None:
    if before != after:
        found[part] = [_kept(before), _kept(after)]


def _put(page: dict[str, Any], name: str, kept: str) -> None:
    if not kept:
        page.pop(name, None)
    else:
        page[name] = json.loads(kept)


def _kept(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
