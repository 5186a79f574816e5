"""What we know, put together for a reader: lines with their rung and source, the concept card, what to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from joinery.beliefs.ladder import EVIDENCE, Rung, newest_answer, rung_of, words_now
from joinery.beliefs.models import Belief, Quote
from joinery.method.belief_kinds import belief_kinds
from joinery.method.checks import ask_again, ask_first
from joinery.rooms.models import HeardAnswer


@dataclass(frozen=True)
class Line:
    """One belief as it may be shown. `said` are exact words of the customer's, or empty: nothing else is ever set as
    a quote."""

    belief: Belief
    rung: Rung
    said: str
    words: str
    speaker: str
    at: datetime
    quote: Quote | None
    answer: HeardAnswer | None

    @property
    def is_evidence(self) -> bool:
        return self.rung in EVIDENCE

    @property
    def title(self) -> str:
        return belief_kinds()[self.belief.kind].title

    @property
    def sort_title(self) -> str:
        return belief_kinds()[self.belief.kind].sorts.get(self.belief.sort, "")

    @property
    def own_words(self) -> str:
        """Our wording, where it is not what they said."""
        return "" if self.words == self.said else self.words

    @property
    def doubt(self) -> str:
        """They looked at it and said not quite, without saying what would be right."""
        unsaid = self.answer and self.answer.answer == HeardAnswer.Answer.NOT_QUITE and not self.answer.words
        return f"{self.answer.guest.name} says: not quite" if unsaid and self.answer else ""

    @property
    def question(self) -> str:
        """What would make this line firm: their own words asked again when stale, asked at all when they said none."""
        if self.is_evidence:
            return ""
        return ask_again(self.belief.kind, self.said) if self.said else ask_first(self.belief.kind)


def line_of(belief: Belief, now: datetime) -> Line:
    answer, quotes = newest_answer(belief), list(belief.quotes.all())
    quote = quotes[-1] if quotes else None
    corrected = answer if answer and answer.answer == HeardAnswer.Answer.NOT_QUITE and answer.words else None
    if corrected:
        said, speaker, at = corrected.words, corrected.guest.name, corrected.answered_at
    elif quote:
        said, speaker, at = quote.text, quote.person.name if quote.person else "", quote.said_at
    else:
        said, speaker, at = "", belief.person.name if belief.person else "", belief.believed_at
    return Line(
        belief=belief,
        rung=rung_of(belief, now),
        said=said,
        words=words_now(belief),
        speaker=speaker,
        at=at,
        quote=None if corrected else quote,
        answer=answer,
    )


def lines_of(beliefs: Iterable[Belief], now: datetime) -> list[Line]:
    """In the order of the kinds in method/beliefs.toml, firmest first."""
    order = {name: place for place, name in enumerate(belief_kinds())}
    weight = {Rung.CONFIRMED: 0, Rung.QUOTED: 1, Rung.STALE: 2, Rung.REPORTED: 3, Rung.GUESS: 4}
    lines = [line_of(belief, now) for belief in beliefs]
    return sorted(lines, key=lambda line: (order.get(line.belief.kind, 99), weight[line.rung], -line.at.timestamp()))


def how_many(lines: Iterable[Line]) -> dict[Rung, int]:
    counts = Counter(line.rung for line in lines)
    return {rung: counts[rung] for rung in Rung}


@dataclass(frozen=True)
class ConceptCard:
    """The picture in the customer's mind. `hero` is what they want to reach, in their words, if we have it."""

    hero: Line | None
    fix: list[Line]
    accomplish: list[Line]
    avoid: list[Line]

    @property
    def is_blank(self) -> bool:
        return not (self.hero or self.fix or self.accomplish or self.avoid)

    @property
    def columns(self) -> list[tuple[str, str, list[Line]]]:
        titles = belief_kinds()["concept"].sorts
        return [(sort, titles[sort], getattr(self, sort)) for sort in ("fix", "accomplish", "avoid")]


def concept_card(lines: Iterable[Line]) -> ConceptCard:
    concepts = [line for line in lines if line.belief.kind == "concept"]
    firm = [line for line in concepts if line.said and line.is_evidence]
    wanted = [line for line in firm if line.belief.sort == "accomplish"] or firm
    hero = wanted[0] if wanted else None
    rest = [line for line in concepts if line is not hero]
    return ConceptCard(
        hero,
        [line for line in rest if line.belief.sort == "fix"],
        [line for line in rest if line.belief.sort not in {"fix", "avoid"}],
        [line for line in rest if line.belief.sort == "avoid"],
    )


def worth_asking(lines: Iterable[Line], most: int = 4) -> list[Line]:
    """Stale lines first, the oldest on top; then guesses."""
    open_lines = [line for line in lines if line.rung in {Rung.STALE, Rung.GUESS}]
    return sorted(open_lines, key=lambda line: (line.rung != Rung.STALE, line.at))[:most]
