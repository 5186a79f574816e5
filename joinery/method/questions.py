"""The question formula: the questions of the method, and which few of them this call needs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
MOST = 14  # more cannot be asked well in one call
ALWAYS_OPEN = frozenset({"call_to_action", "promise", "yellow_light"})  # asked anew in each call, never known for good

GROUPS = (
    *("check", "discover", "behind", "impact", "feeling", "decision", "resources"),
    *("alternatives", "concern", "agree", "value", "after"),
)

_SLOT = re.compile(r"\{([a-z ]+)\}")
_NOT_KNOWN = {"missing": "We do not know yet: {about}.", "guess": "So far we only guess: {about}."}
_NOT_KNOWN |= {"reported": "Only our own note says: {about}.", "stale": "We last heard it too long ago: {about}."}


@dataclass(frozen=True, slots=True)
class Question:
    """`fills` are the kinds of belief that an answer would fill; `about` says in words what we would know."""

    code: str
    group: str
    words: str
    fills: tuple[str, ...]
    about: str
    if_vague: str = ""
    tags: tuple[str, ...] = ()
    use_in: tuple[str, ...] = ()
    heard_as: tuple[str, ...] = ()  # other ways in which people put it

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(_SLOT.findall(self.words))

    def filled(self, known: Mapping[str, str]) -> str:
        """With what is known put in; what is not known stays as a line to complete."""
        return _SLOT.sub(lambda slot: known.get(slot[1]) or f"[{slot[1]}]", self.words)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    title: str
    asks: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class CoverageSet:
    name: str
    title: str
    fits: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question for this call, and why it was chosen."""

    question: Question
    reason: str


@cache
def question_groups() -> tuple[Group, ...]:
    """In the order of a call: check, discover … agree; what is for after the signature comes last."""
    pages = [tomllib.loads((HERE / "questions" / f"{name}.toml").read_text("utf-8")) for name in GROUPS]
    return tuple(
        Group(
            page["name"],
            page["title"],
            page["asks"],
            tuple(
                Question(
                    each["id"],
                    page["name"],
                    each["words"],
                    tuple(each["fills"]),
                    each["about"],
                    each.get("if_vague", ""),
                    tuple(each.get("tags", ())),
                    tuple(each.get("use_in", ())),
                    tuple(each.get("heard_as", ())),
                )
                for each in page["question"]
            ),
        )
        for page in pages
    )


@cache
def questions() -> Mapping[str, Question]:
    return {question.code: question for group in question_groups() for question in group.questions}


@cache
def coverage_sets() -> Mapping[str, CoverageSet]:
    page = tomllib.loads((HERE / "coverage.toml").read_text("utf-8"))
    return {
        each["name"]: CoverageSet(each["name"], each["title"], tuple(each["fits"]), tuple(each["questions"]))
        for each in page["set"]
    }


def coverage_for(purpose: str, stage: str) -> CoverageSet:
    sets = coverage_sets()
    if purpose == "relationship":
        return sets["relationship"]
    return next((each for each in sets.values() if stage in each.fits), sets["discovery"])


def choose_questions(
    rungs: Mapping[str, str], coverage: CoverageSet, *, slots: Iterable[str] = (), most: int = MOST
) -> list[Chosen]:
    """The fewest questions that fill what is missing or stale, in the order of a call.

    `rungs` gives the best rung that we have of each kind of belief ("quoted", "stale", …); a kind that is not in it is
    missing. `slots` names what we can put into a question: a check that has nothing to quote is not asked.
    """
    able = set(slots)
    wanted = [questions()[code] for code in coverage.questions]
    may = [question for question in wanted if question.group != "check" or able.issuperset(question.slots)]
    still_open = {kind for question in wanted for kind in question.fills if _is_open(kind, rungs)}
    rest = [
        question
        for question in questions().values()
        if question not in wanted and question.group not in ("after", "check") and not question.slots
    ]
    may += rest  # a field of the set that its own questions cannot fill is asked by another one
    chosen: list[Question] = []
    while still_open and len(chosen) < most:
        best = max(may, key=lambda question: _worth(question, still_open, rungs, question in wanted))
        gained = still_open.intersection(best.fills)
        if not gained:
            break
        chosen.append(best)
        may.remove(best)
        still_open -= gained
    place = {code: number for number, code in enumerate(questions())}
    return [Chosen(each, reason_for(each, rungs)) for each in sorted(chosen, key=lambda one: place[one.code])]


def reason_for(question: Question, rungs: Mapping[str, str]) -> str:
    for rung in ("stale", "missing", "guess", "reported"):
        if any(kind not in ALWAYS_OPEN and rungs.get(kind, "missing") == rung for kind in question.fills):
            return _NOT_KNOWN[rung].format(about=question.about)
    return f"Worth asking in each call: {question.about}."


def _is_open(kind: str, rungs: Mapping[str, str]) -> bool:
    return kind in ALWAYS_OPEN or rungs.get(kind, "missing") not in ("quoted", "confirmed")


def _worth(
    question: Question, still_open: set[str], rungs: Mapping[str, str], is_wanted: bool
) -> tuple[bool, int, bool]:
    """A question of the set before any other, more fields before fewer; for what went stale, a check first."""
    gained = still_open.intersection(question.fills)
    checks = question.group == "check" and any(rungs.get(kind) == "stale" for kind in gained)
    return bool(gained) and is_wanted, len(gained), checks
