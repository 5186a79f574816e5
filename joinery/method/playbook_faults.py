"""What is wrong with a process template: each fault names its step, its field and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joinery.method.playbook_order import cannot_be_dated, circle_in, what_waits_for

MOST_STEPS, MANY_STEPS = 40, 20
LONGEST = 250  # working days of one step: a year
SIDES = ("ours", "theirs")
ROLES: dict[str, tuple[str, ...]] = {
    "ours": ("seller", "delivery", "expert", "manager"),
    "theirs": ("funder", "user", "checker", "guide", "site", "everybody"),
}
KINDS = (
    "step", "walkthrough", "signature", "payment", "package", "kickoff", "expert", "readiness", "inspection",
    "delivery", "handover", "pulse", "outcome",
)  # fmt: skip
WHEN = ("", "options", "customisation")
EVIDENCE_KINDS = ("photo", "measure", "file", "words")
PACKAGE_KINDS = ("text", "file", "names", "dates")
WHOM = ("everyone", *ROLES["theirs"][:-1])
LANGUAGES = ("de", "fr")
NEEDED = {
    "title": "Say what is done.",
    "standard": "Say in one sentence what good is.",
    "sees": "Say what the customer sees of it.",
}

# Every key there is, with the type of its value.
_PLAYBOOK = {
    "key": str, "name": str, "trade": str, "about": str, "steps": list, "extras": list, "package": list, "lines": list,
}  # fmt: skip
_STEP = {
    "key": str, "stage": int, "title": str, "side": str, "role": str, "standard": str, "sees": str, "kind": str,
    "takes": int, "lag_days": int, "after": list, "evidence": list, "is_start": bool, "is_target": bool,
    "is_checkpoint": bool, "question": str, "roles_needed": list, "when": str, "levels": dict, "words": dict,
}  # fmt: skip
_PARTS: dict[str, dict[str, type]] = {
    "evidence": {"what": str, "kind": str, "side": str},
    "roles_needed": {"side": str, "role": str},
    "levels": {"low": str, "mid": str, "high": str},
    "words": {"title": str, "sees": str, "question": str, "standard": str, "levels": dict, "evidence": list},
    "extras": {"key": str, "what": str, "after": str, "days": int, "for_whom": str, "said": dict},
    "package": {"what": str, "kind": str, "words": str, "said": dict},
    "lines": {"what": str, "quantity": int, "unit": str, "said": dict},
}
_SAID = {"extras": {"what": str}, "package": {"what": str, "words": str}, "lines": {"what": str}}
_LETTERS = {"name": 120, "trade": 120, "title": 160, "question": 200, "what": 200}  # the most of each
_TYPES = {str: "words", int: "a whole number", bool: "true or false", list: "a list", dict: "a table"}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Fault:
    """`step` is its key, or its place in the list; empty where the whole is meant. `field` is where to mend it."""

    step: str
    field: str
    says: str

    def __str__(self) -> str:
        return f"step {self.step}: {self.says}" if self.step else self.says


class CannotReadPlaybook(ValueError):
    """The process cannot be used; the message names file, step and reason."""

    def __init__(self, faults: Sequence[Fault], file: str = "") -> None:
        self.faults, self.file = tuple(faults), file
        said = " ".join(str(fault) for fault in faults)
        super().__init__(f"{file}: {said}" if file else said)


def faults_in(page: Mapping[str, Any]) -> list[Fault]:
    """Of each part for itself. As long as there is one, the parts cannot be held against each other."""
    found = _shape(page, _PLAYBOOK, "")
    if not isinstance(page, Mapping):
        return found
    found += [Fault("", name, f"“{name}” is missing.") for name in ("key", "name", "trade") if not _has(page, name)]
    found += _key_faults("", page.get("key"))
    steps = page.get("steps")
    if not isinstance(steps, list) or not steps:
        return [*found, Fault("", "steps", "A process has at least one step.")]
    if len(steps) > MOST_STEPS:
        says = f"{len(steps)} steps are more than {MOST_STEPS}. A plan lives when it is short: put some together."
        found.append(Fault("", "steps", says))
    for place, step in enumerate(steps, start=1):
        found += _step_faults(step, str(place))
    for name, kinds, kind_key in (("extras", WHOM, "for_whom"), ("package", PACKAGE_KINDS, "kind"), ("lines", (), "")):
        for part in _list(page, name):
            found += _part_faults(part, name, "", {kind_key: kinds} if kind_key else {}) or _said_faults(part, name)
            if not _has(part, "what"):
                found.append(Fault("", name, f"Say what it is, in each of “{name}”."))
    return found


def _step_faults(step: Any, place: str) -> list[Fault]:
    if not isinstance(step, Mapping):
        return [Fault(place, "", "A step is a table.")]
    at = step["key"] if _has(step, "key") else place
    if found := _shape(step, _STEP, at):
        return found
    found = [*_key_faults(at, step.get("key"))]
    found += [Fault(at, name, says) for name, says in NEEDED.items() if not _has(step, name)]
    found += _owner_faults(step, at)
    found += _number_faults(step, at)
    found += _one_of(step, "kind", KINDS, at) + _one_of(step, "when", WHEN, at)
    found += _flag_faults(step, at)
    for seat in _list(step, "roles_needed"):
        found += _part_faults(seat, "roles_needed", at, {}) or _owner_faults(seat, at, "roles_needed")
    for evidence in _list(step, "evidence"):
        found += _part_faults(evidence, "evidence", at, {"kind": EVIDENCE_KINDS, "side": SIDES})
        if not _has(evidence, "what"):
            found.append(Fault(at, "evidence", "Say what the evidence shows."))
    if not all(isinstance(key, str) for key in _list(step, "after")):
        found.append(Fault(at, "after", "“after” is a list of the keys of other steps."))
    return found + _levels_faults(step, at) + _words_faults(step, at)


def _owner_faults(page: Mapping[str, Any], at: str, field: str = "side") -> list[Fault]:
    side = page.get("side", "")
    if side not in SIDES:
        return [Fault(at, field, "Say whose step it is: “ours” or “theirs”.")]
    if page.get("role", "") not in ROLES[side]:
        field = field if field != "side" else "role"
        where = "our side" if side == "ours" else "their side"
        return [Fault(at, field, f"Say who does it. On {where} that is one of: {', '.join(ROLES[side])}.")]
    return []


def _number_faults(step: Mapping[str, Any], at: str) -> list[Fault]:
    found = []
    if not 0 <= step.get("stage", -1) <= 11:
        found.append(Fault(at, "stage", "The stage is a number from 0 to 11."))
    if not 0 <= step.get("takes", 1) <= LONGEST:
        found.append(Fault(at, "takes", f"It takes 0 to {LONGEST} working days."))
    if not 0 <= step.get("lag_days", 0) <= 3660:
        found.append(Fault(at, "lag_days", "The days to wait are 0 to 3660."))
    elif step.get("lag_days") and not step.get("after"):
        found.append(Fault(at, "lag_days", "There is a wait, yet no step after which to wait."))
    return found


def _flag_faults(step: Mapping[str, Any], at: str) -> list[Fault]:
    kind, found = step.get("kind", "step"), []
    if bool(step.get("is_start")) != (kind == "signature"):
        found.append(Fault(at, "is_start", "The step that starts the work is the signature, and only that."))
    if step.get("is_target") and kind != "delivery":
        found.append(Fault(at, "is_target", "The step on the customer's date is a delivery."))
    if step.get("when") and (step.get("is_start") or step.get("is_target")):
        found.append(Fault(at, "when", "The signature and the delivery are needed in every order."))
    if step.get("is_checkpoint") and not _has(step, "question"):
        found.append(Fault(at, "question", "Write what the customer is asked here."))
    if kind == "kickoff" and {
        seat.get("side") for seat in _list(step, "roles_needed") if isinstance(seat, Mapping)
    } != {*SIDES}:
        found.append(Fault(at, "roles_needed", "Say who must be there, of both sides."))
    return found


def _levels_faults(step: Mapping[str, Any], at: str) -> list[Fault]:
    levels = step.get("levels", {})
    if found := _shape(levels, _PARTS["levels"], at, "levels"):
        return found
    if any(levels.values()) and not all(_has(levels, name) for name in ("low", "mid", "high")):
        return [Fault(at, "levels", "Say what the customer does at each level: low, mid and high; or at none.")]
    return []


def _words_faults(step: Mapping[str, Any], at: str) -> list[Fault]:
    found = []
    for language, said in step.get("words", {}).items():
        if wrong := _language_faults(language, at, "words") or _part_faults(said, "words", at, {}):
            found += wrong
            continue
        if not (_has(said, "title") and _has(said, "sees")):
            found.append(Fault(at, "words", f"Give both title and what they see in “{language}”, or neither."))
        elif _has(step, "question") and not _has(said, "question"):
            found.append(Fault(at, "words", f"The question is missing in “{language}”."))
        found += _shape(said.get("levels", {}), _PARTS["levels"], at, "words")
        shown = _list(said, "evidence")
        if shown and len(shown) != len(_list(step, "evidence")):
            says = f"Give every line of the evidence in “{language}”, in the same order, or none."
            found.append(Fault(at, "words", says))
        for what in shown:
            found += _shape({"what": what}, {"what": str}, at, "words")
    return found


def _said_faults(part: Mapping[str, Any], name: str) -> list[Fault]:
    found = []
    for language, said in part.get("said", {}).items():
        found += _language_faults(language, "", name) or _shape(said, _SAID[name], "", name)
    return found


def _language_faults(language: str, at: str, field: str) -> list[Fault]:
    says = f"“{language}” is not one of: {', '.join(LANGUAGES)}."
    return [] if language in LANGUAGES else [Fault(at, field, says)]


def faults_between(steps: Sequence[Mapping[str, Any]], extras: Iterable[Mapping[str, Any]] = ()) -> list[Fault]:
    """Of the steps held against each other: names, circles, one signature, one date."""
    keys = [step["key"] for step in steps]
    found = [Fault(key, "key", "Two steps have this key.") for key in dict.fromkeys(keys) if keys.count(key) > 1]
    after = {step["key"]: tuple(step.get("after", ())) for step in steps}
    for key, waits_for in after.items():
        found += [
            Fault(key, "after", f"It waits for “{each}”, which is not here.") for each in waits_for if each not in after
        ]
    for extra in extras:
        if extra.get("after") not in after:
            found.append(Fault("", "extras", f"“{extra['what']}” comes after a step that is not here."))
    for flag, name in (
        ("is_start", "signature that starts the work"),
        ("is_target", "delivery on the customer's date"),
    ):
        marked = [step["key"] for step in steps if step.get(flag)]
        if len(marked) != 1:
            says = f"{len(marked) or 'No'} steps are the {name}; there must be exactly one."
            found.append(Fault(marked[-1] if marked else "", flag, says))
    return found or _order_faults(steps, after)


def _order_faults(steps: Sequence[Mapping[str, Any]], after: Mapping[str, tuple[str, ...]]) -> list[Fault]:
    if circle := circle_in(after):
        way = " → ".join(f"“{key}”" for key in circle)
        return [Fault(circle[0], "after", f"These wait for each other in a circle: {way}. Take one wait away.")]
    start = next(step["key"] for step in steps if step.get("is_start"))
    target = next(step["key"] for step in steps if step.get("is_target"))
    found = []
    if target not in what_waits_for(start, after):
        found.append(Fault(target, "after", "The delivery must come after the signature, directly or through others."))
    says = "No date can reach it: it comes after nothing, and the delivery does not wait for it."
    return found + [Fault(key, "after", says) for key in cannot_be_dated(after, target)]


def warnings_about(page: Mapping[str, Any]) -> list[str]:
    steps = page["steps"]
    said = []
    if len(steps) > MANY_STEPS:
        said.append(f"{len(steps)} steps are many. Plans live when they are short; twenty is a good most.")
    stage_of = {step["key"]: step["stage"] for step in steps}
    for step in steps:
        for key in step.get("after", ()):
            if stage_of[key] > step["stage"]:
                said.append(f"“{step['title']}” stands in an earlier stage than what it waits for.")
    if not any(step.get("is_checkpoint") for step in steps):
        said.append("The customer is never asked whether it matches their picture.")
    if all(step["side"] == "ours" for step in steps):
        said.append("The customer has no step of their own.")
    return list(dict.fromkeys(said))


def _shape(page: Any, known: Mapping[str, type], at: str, field: str = "") -> list[Fault]:
    if not isinstance(page, Mapping):
        return [Fault(at, field, f"“{field}” holds tables." if field else "A process is a table.")]
    found = [Fault(at, field or str(key), f"“{key}” is not known here.") for key in page if key not in known]
    for key, kind in known.items():
        value = page.get(key)
        fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if key in page and not fits:
            found.append(Fault(at, field or key, f"“{key}” must be {_TYPES[kind]}."))
        elif isinstance(value, str) and len(value) > _LETTERS.get(key, 4000):
            most = _LETTERS.get(key, 4000)
            found.append(Fault(at, field or key, f"{len(value)} letters are more than {most}. Say it shorter."))
    return found


def _part_faults(part: Any, name: str, at: str, choices: Mapping[str, Sequence[str]]) -> list[Fault]:
    if found := _shape(part, _PARTS[name], at, name):
        return found
    return [fault for key, allowed in choices.items() for fault in _one_of(part, key, allowed, at, name)]


def _one_of(page: Mapping[str, Any], key: str, allowed: Sequence[str], at: str, field: str = "") -> list[Fault]:
    if key not in page or page[key] in allowed:
        return []
    return [Fault(at, field or key, f"“{page[key]}” is not one of: {', '.join(each for each in allowed if each)}.")]


def _key_faults(at: str, key: Any) -> list[Fault]:
    if isinstance(key, str) and _KEY.fullmatch(key):
        return []
    return [Fault(at, "key", "The key is a short word in small letters, such as “kickoff”.")]


def _has(page: Any, name: str) -> bool:
    return isinstance(page, Mapping) and isinstance(page.get(name), str) and bool(page[name].strip())


def _list(page: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = page.get(name, ())
    return value if isinstance(value, (list, tuple)) else ()
