"""Readings made by hand, for tests of what is shown: the cast talks, and the test says what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from joinery.engine.conversation import Conversation, Side, Speaker, Turn
from joinery.engine.reading import Act, Finding, Reading

SIDES: dict[str, Side] = {"Dora": "customer", "Piet": "customer", "Emil": "customer", "Ana": "seller", "Cara": "seller"}
Said = tuple[str, str, str]  # who, act, words


def talk(
    *said: Said,
    seconds: float | None = 10.0,
    sides: dict[str, Side] | None = None,
    title: str = "",
    remarks: Sequence[str] = (),
    cannot_tell: Sequence[str] = (),
) -> Reading:
    """Each line one turn of `seconds`, one after the other; `seconds=None` is a source without times."""
    known = SIDES if sides is None else sides
    names = list(dict.fromkeys(who for who, _, _ in said))
    turns = tuple(
        Turn(
            names.index(who),
            words,
            None if seconds is None else number * seconds,
            None if seconds is None else (number + 1) * seconds,
        )
        for number, (who, _, words) in enumerate(said)
    )
    speakers = tuple(Speaker(name, known.get(name, "unknown")) for name in names)
    return Reading(
        Conversation(speakers, turns, "zoom", title, None, tuple(remarks)),
        tuple((Act(act, 0, len(words)),) for _, act, words in said),
        {},
        (),
        tuple(cannot_tell),
        "2026.1",
    )


def hear(reading: Reading, *heard: tuple[str, str], due: date | None = None, confidence: float = 0.9) -> Reading:
    """The reading with findings: each a kind and a quote, found where it was said."""
    findings = []
    for kind, quote in heard:
        number, turn = next((n, t) for n, t in enumerate(reading.conversation.turns) if quote in t.text)
        start = turn.text.index(quote)
        side = reading.conversation.speakers[turn.speaker].side
        findings.append(
            Finding(kind, side, turn.speaker, number, start, start + len(quote), quote, confidence, "by hand", due=due)
        )
    return Reading(
        reading.conversation,
        reading.acts,
        reading.measures,
        (*reading.findings, *findings),
        reading.cannot_tell,
        reading.method_edition,
    )


ASTORIA = hear(
    talk(
        ("Dora", "tell", "We lose a cart of linen every week."),
        ("Ana", "ask.discover", "Where does it get lost?"),
        ("Dora", "tell", "Between the lift and the basement. I am not sure a washer helps."),
        ("Ana", "agree", "I'll send you the drain positions by Thursday."),
        ("Piet", "backchannel", "Mm-hmm."),
        title="Hotel Astoria",
    ),
    ("need", "We lose a cart of linen every week"),
    ("yellow_light", "I am not sure a washer helps"),
    ("promise", "I'll send you the drain positions by Thursday"),
    due=date(2026, 9, 3),
)
