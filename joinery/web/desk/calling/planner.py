"""The plan page: what is known beside what is planned, and the questions that this call needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from joinery.beliefs.actions import light_state
from joinery.beliefs.ladder import EVIDENCE, Rung, rung_of, words_now
from joinery.beliefs.models import Belief, LightChange
from joinery.beliefs.queries import beliefs_for, lights_for
from joinery.calls.models import Call, Plan
from joinery.firm.models import User
from joinery.method.belief_kinds import belief_kinds
from joinery.method.questions import (
    Chosen,
    Group,
    Question,
    choose_questions,
    coverage_for,
    coverage_sets,
    question_groups,
    questions,
    reason_for,
)
from joinery.opportunities.queries import decision_people_for
from joinery.promises.queries import promises_for

_BEST_FIRST = (Rung.CONFIRMED, Rung.QUOTED, Rung.STALE, Rung.REPORTED, Rung.GUESS)


@dataclass(frozen=True)
class Known:
    """A line of what we know, as the rail shows it."""

    title: str
    words: str
    rung: str
    who: str
    when: datetime | None
    is_said: bool


@dataclass(frozen=True)
class Tick:
    """A question that may be ticked."""

    code: str
    words: str
    why: str
    is_ticked: bool


@dataclass(frozen=True)
class MoreGroup:
    group: Group
    ticks: list[Tick]


@dataclass(frozen=True)
class Rail:
    words: list[Known]
    stale: list[Known]
    promises: list[object]
    lights: list[object]


def known_of(call: Call, user: User) -> list[Belief]:
    """What we believe of this customer, for this opportunity or for none in particular."""
    beliefs = beliefs_for(user).filter(company_id=call.company_id)
    return [each for each in beliefs if each.opportunity_id in (None, call.opportunity_id)]


def best_rungs(beliefs: Iterable[Belief], now: datetime) -> dict[str, str]:
    best: dict[str, Rung] = {}
    for belief in beliefs:
        rung, before = rung_of(belief, now), best.get(belief.kind)
        if before is None or _BEST_FIRST.index(rung) < _BEST_FIRST.index(before):
            best[belief.kind] = rung
    return {kind: str(rung) for kind, rung in best.items()}


def slots_of(call: Call, beliefs: Iterable[Belief], user: User) -> dict[str, str]:
    """What can be put into a question: their own words, the person, the day, the frame."""
    said = [each for each in beliefs if each.quotes.all()]
    slots = {}
    for name, kind in (("quote", "concept"), ("gap", "need"), ("quote of gap", "need")):
        lines = [each for each in said if each.kind == kind]
        if lines:
            slots[name] = words_now(max(lines, key=lambda each: each.believed_at)).rstrip(".")
    opportunity = call.opportunity
    if opportunity and opportunity.close_on:
        slots["date"] = f"{opportunity.close_on.day} {opportunity.close_on:%B}"
    if opportunity and opportunity.amount:
        slots["amount range"] = f"about {opportunity.amount // 100:,} {opportunity.currency}"
    funders = decision_people_for(user).filter(opportunity=opportunity, part="funder") if opportunity else []
    for funder in funders:
        slots |= {"person": funder.person.name, "funder": funder.person.name}
    return slots


def chosen_for(
    call: Call, purpose: str, named: str, rungs: Mapping[str, str], slots: Mapping[str, str]
) -> list[Chosen]:
    sets = coverage_sets()
    coverage = sets.get(named) or coverage_for(purpose, call.opportunity.stage if call.opportunity else "")
    return choose_questions(rungs, coverage, slots=slots)


def ticks_for(
    chosen: Iterable[Chosen],
    planned: Mapping[str, str],
    has_plan: bool,
    slots: Mapping[str, str],
    rungs: Mapping[str, str],
) -> tuple[list[Tick], list[MoreGroup]]:
    """The chosen ones and those already planned, with words that can be changed; and all the others to choose from."""
    first = {each.question.code: (each.question, each.reason) for each in chosen}
    for code in planned:
        if code in questions():
            first.setdefault(code, (questions()[code], reason_for(questions()[code], rungs)))
    order = list(questions())
    ticks = [
        Tick(code, planned.get(code) or question.filled(slots), why, code in planned if has_plan else True)
        for code, (question, why) in sorted(first.items(), key=lambda each: order.index(each[0]))
    ]
    more = [
        MoreGroup(group, [_other(each, slots) for each in group.questions if each.code not in first])
        for group in question_groups()
    ]
    return ticks, [each for each in more if each.ticks]


def _other(question: Question, slots: Mapping[str, str]) -> Tick:
    return Tick(question.code, question.filled(slots), question.about, False)


def planned_words(plan: Plan | None) -> dict[str, str]:
    return {each.code: each.words for each in plan.questions.all() if each.code} if plan else {}


def rail_of(call: Call, beliefs: Iterable[Belief], user: User, now: datetime) -> Rail:
    # Before anything is known for this opportunity, what they said about others is the best there is.
    known_here = list(beliefs) or list(beliefs_for(user).filter(company_id=call.company_id))
    known = [(belief, rung_of(belief, now)) for belief in known_here]
    said = sorted(
        (each for each in known if each[1] in EVIDENCE or each[0].quotes.all()),
        key=lambda each: each[0].believed_at,
        reverse=True,
    )
    open_promises = promises_for(user).filter(
        company_id=call.company_id, state__in=["requested", "promised", "reported"]
    )
    lights = [
        each
        for each in lights_for(user).filter(company_id=call.company_id)
        if light_state(each) in (LightChange.State.OPEN, LightChange.State.ASKED)
    ]
    return Rail(
        words=[known_line(*each) for each in said[:4]],
        stale=[known_line(*each) for each in known if each[1] == Rung.STALE][:5],
        promises=list(open_promises[:6]),
        lights=list(lights[-4:]),
    )


def known_line(belief: Belief, rung: Rung) -> Known:
    quotes = list(belief.quotes.all())
    newest = quotes[-1] if quotes else None
    person = (newest.person if newest else None) or belief.person
    return Known(
        title=belief_kinds()[belief.kind].title,
        words=newest.text if newest else words_now(belief),
        rung=str(rung),
        who=person.name if person else "",
        when=newest.said_at if newest else belief.believed_at,
        is_said=newest is not None or rung == Rung.CONFIRMED,
    )
