"""The kinds of a finding as people see them: a name, and a mark drawn with the same pencil."""

from __future__ import annotations

from dataclasses import dataclass

from joinery.engine.reading import Finding


@dataclass(frozen=True, slots=True)
class Kind:
    """`sign` is the letter that stands for the mark where nothing can be drawn."""

    title: str
    plural: str
    sign: str
    drawing: str


_PIN = (
    '<path d="M12 21s-6.5-7-6.5-11.4a6.5 6.5 0 0 1 13 0C18.5 14 12 21 12 21z"/>'
    '<circle class="icon__solid" cx="12" cy="9.6" r="2.2"/>'
)
_BOARDS = '<path d="M1.5 8h13l-5 8h-8z"/><path class="icon__wood" d="M22.5 16H9.5l5-8h8z"/>'
_LIGHT = '<circle class="icon__amber" cx="12" cy="13.5" r="6.5"/><path d="M2.5 12.5a9.5 9.5 0 0 1 19 0"/>'
_FRAME = '<path d="M3.5 4.5h17v15h-17z"/><path d="m6.5 16 4-5 3.2 3.6 2-2.2 2.3 3.6"/>'
_WEIGHT = '<circle cx="12" cy="6" r="2.5"/><path d="M6.5 9h11l3 11h-17z"/>'
_RULER = '<path d="M2.5 8.5h19v7h-19z"/><path d="M6.5 8.5v3M10.2 8.5v4.5M13.8 8.5v3M17.5 8.5v4.5"/>'
_ARROW_ON = '<path d="M3 12h13.5M11.5 7l5 5-5 5M20.5 5v14"/>'
_ARROW_BACK = '<path d="M20 5.5V12a4 4 0 0 1-4 4H4.5M9 11.5 4.5 16 9 20.5"/>'
_FORK = '<path d="M12 21v-7L5 7M12 14l7-7M5 11.5V7h4.5M19 11.5V7h-4.5"/>'
_PERSON = '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>'
_NOTE = '<path d="M2.5 6.5h19v11h-19z"/><circle cx="12" cy="12" r="2.6"/>'
_CLOCK = '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>'
_DOOR = '<path d="M13 4h7v16h-7M3 12h11M10 8l4 4-4 4"/>'
_BULB = '<path d="M9.5 18v-2.5a6.2 6.2 0 1 1 5 0V18zM10 21h4"/>'
_STAR = '<path d="m12 3.5 2.6 5.6 6.1.7-4.5 4.2 1.2 6-5.4-3-5.4 3 1.2-6-4.5-4.2 6.1-.7z"/>'
_BOLT = '<path d="M13 2.5 5.5 13.5h6L10 21.5l8-11.5h-6z"/>'

# In the order in which a seller wants to read them; where marks crowd, the first kept is the one that weighs most.
KINDS: dict[str, Kind] = {
    "concept": Kind("Their picture", "Their picture", "o", _FRAME),
    "need": Kind("Need", "Needs", "n", _PIN),
    "impact": Kind("What it costs them", "What it costs them", "i", _WEIGHT),
    "success_measure": Kind("How they will know", "How they will know", "m", _RULER),
    "why_us": Kind("Why us", "Why us", "w", _DOOR),
    "yellow_light": Kind("Yellow light", "Yellow lights", "!", _LIGHT),
    "competitor": Kind("Alternative", "Alternatives", "a", '<path d="M6 21V4M6 4.5h12.5l-3.5 4 3.5 4H6"/>'),
    "decision": Kind("How they decide", "How they decide", "d", _FORK),
    "people": Kind("People", "People", "&", _PERSON),
    "money": Kind("Money", "Money", "$", _NOTE),
    "timing": Kind("Time", "Time", "t", _CLOCK),
    "promise": Kind("Promise", "Promises", "P", _BOARDS),
    "request": Kind("Request", "Requests", "r", _ARROW_BACK),
    "call_to_action": Kind("Next step asked for", "Next steps asked for", ">", _ARROW_ON),
    "yes": Kind("Yes", "Yes", "y", '<path d="m4.5 12.8 5 5L19.5 6.5"/>'),
    "no": Kind("No", "No", "x", '<path d="m6 6 12 12M18 6 6 18"/>'),
    "insight": Kind("Saw something new", "Saw something new", "*", _BULB),
    "praise": Kind("Praise", "Praise", "+", _STAR),
    "complaint": Kind("Complaint", "Complaints", "-", _BOLT),
}

_WEIGHTIEST = ("yellow_light", "complaint", "no", "promise", "call_to_action", "concept", "yes", "need", "competitor")
_WEIGHT_OF = {kind: len(_WEIGHTIEST) - place for place, kind in enumerate(_WEIGHTIEST)}
_SORTS = {
    ("concept", "fix"): "to fix",
    ("concept", "accomplish"): "to reach",
    ("concept", "avoid"): "to avoid",
    ("need", "felt"): "felt",
    ("need", "wanted"): "wanted",
}


def kind_of(name: str) -> Kind:
    """A kind that a newer method hears and we have no drawing for is shown with a plain dot."""
    plain = name.replace("_", " ").capitalize()
    return KINDS.get(name) or Kind(plain, plain, ".", '<circle class="icon__solid" cx="12" cy="12" r="3.5"/>')


def weight_of(name: str) -> int:
    return _WEIGHT_OF.get(name, 0)


def title_of(finding: Finding) -> str:
    """ "We promised", "Yellow light, price": a finding's heading in a word or three."""
    if finding.kind == "promise" and finding.side != "unknown":
        return "Our promise" if finding.side == "seller" else "Their promise"
    sort = _SORTS.get((finding.kind, finding.sort), finding.sort.replace("_", " "))
    title = kind_of(finding.kind).title
    return f"{title}, {sort}" if sort else title


def in_reading_order(findings: tuple[Finding, ...]) -> dict[str, list[Finding]]:
    """Findings by kind: the kinds in the order of reading, each in the order of the talk."""
    order = list(KINDS)
    groups: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: (each.turn, each.start)):
        groups.setdefault(finding.kind, []).append(finding)
    return dict(sorted(groups.items(), key=lambda group: order.index(group[0]) if group[0] in order else len(order)))
