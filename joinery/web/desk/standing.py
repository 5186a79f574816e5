"""How an opportunity stands, in a sentence or two; and the other ways the customer has, with what they say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joinery.beliefs.knowledge import Line
from joinery.beliefs.ladder import Rung
from joinery.beliefs.models import YellowLight
from joinery.beliefs.queries import SETTLED
from joinery.opportunities.models import Alternative, DecisionPerson
from joinery.web.desk.saying import many, sentence

KNOWN = (
    ("concept", "their picture"),
    ("impact", "what it costs them"),
    ("success_measure", "how they will know"),
    ("decision", "how they decide"),
    ("timing", "by when"),
)


def how_it_stands(lines: Iterable[Line], parts: Iterable[DecisionPerson], lights: Iterable[YellowLight]) -> str:
    """What their own words carry, and what is missing. No score."""
    firm = {line.belief.kind for line in lines if line.is_evidence}
    known = [title for kind, title in KNOWN if kind in firm]
    missing = [title for kind, title in KNOWN if kind not in firm]
    if not any(part.part == DecisionPerson.Part.FUNDER for part in parts):
        missing.append("who releases the money")
    slow = sum(light.last_state not in SETTLED for light in lights)  # type: ignore[attr-defined]
    return " ".join(
        filter(
            None,
            [
                f"We know {_and(known)} in their own words." if known else "",
                f"We do not know {_and(missing[:3], 'or')} yet." if missing else "Nothing essential is missing.",
                sentence(f"{many(slow, 'light')} {'is' if slow == 1 else 'are'} yellow") if slow else "",
            ],
        )
    )


def _and(words: list[str], joint: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


@dataclass(frozen=True)
class Way:
    """Another way the customer has. `line` is what they, or we, say of it."""

    other: Alternative
    line: Line | None

    @property
    def rung(self) -> str:
        return self.line.rung if self.line else Rung.GUESS


def ways_known(others: Iterable[Alternative], lines: Iterable[Line]) -> list[Way]:
    about = {line.belief.alternative_id: line for line in reversed(list(lines)) if line.belief.alternative_id}
    return [Way(other, about.get(other.pk)) for other in others]
