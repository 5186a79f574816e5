"""The sheet of a blueprint: the line of time, the steps as a list, the block that says what this sheet is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from joinery.blueprints.agreement import Agreement
from joinery.blueprints.models import Blueprint, Concern, Deviation, Level, Side, Step, Version
from joinery.blueprints.turns import day_of, in_order, is_late, next_step
from joinery.web.desk.plans.saying import first_sentence, how_it_stands, owner_of, short_day, slack_of, when_of
from joinery.web.desk.saying import many, near_day
from joinery.web.ui.steps import StepRow, letters
from joinery.web.ui.timeline import Measure, Peg, Timeline, Words, draw_timeline

STATE_WORDS = {"done": "Done:", "next": "Next:", "late": "Late:", "ahead": "Ahead:", "left": "Left out:"}


@dataclass(frozen=True)
class StepLine:
    """A step in the list of the desk, with what only we read of it."""

    row: StepRow
    step: Step
    notes: tuple[str, ...]
    concerns: tuple[Concern, ...]  # open ones
    is_critical: bool


@dataclass(frozen=True)
class Sheet:
    """All that the page of a blueprint shows."""

    blueprint: Blueprint
    title: str
    stands: str
    line: Timeline
    before: tuple[StepLine, ...]
    after: tuple[StepLine, ...]
    left_out: tuple[tuple[Step, str], ...]
    today: str
    cells: tuple[tuple[str, str], ...]
    newest: Version

    @property
    def lines(self) -> tuple[StepLine, ...]:
        return (*self.before, *self.after)


def sheet_of(
    blueprint: Blueprint, agreement: Agreement, *, firm: str, today: date, signed_by: Sequence[str] = ()
) -> Sheet:
    """`signed_by`: whose names are under the plan, beside the step that is the signature."""
    steps = list(blueprint.steps.all())
    shown = in_order(steps)
    states = states_of(shown, today)
    named = letters_of(shown)
    lines = [
        _line(step, states[step.pk], named.get(step.pk, ""), _who(step, blueprint, firm, signed_by), today)
        for step in shown
    ]
    # The chalk line lies under what was done, and above what is still to do.
    cut = next((number for number, line in enumerate(lines) if not _is_before(line.step, today)), len(lines))
    return Sheet(
        blueprint=blueprint,
        title=first_sentence(blueprint, steps),
        stands=how_it_stands(blueprint, steps, today),
        line=line_of(blueprint, shown, states, named, firm=firm, today=today),
        before=tuple(lines[:cut]),
        after=tuple(lines[cut:]),
        left_out=tuple(_left_out(steps, blueprint.deviations.all())),
        today=_today(today),
        cells=tuple(_cells(blueprint, steps, agreement)),
        newest=agreement.version,
    )


def _is_before(step: Step, today: date) -> bool:
    day = day_of(step)
    return day is not None and (day < today or (day == today and step.state == Step.State.DONE))


def states_of(shown: Sequence[Step], today: date) -> dict[int, str]:
    """Done, late, ahead; and one that is next."""
    states = {
        step.pk: "done" if step.state == Step.State.DONE else "late" if is_late(step, today) else "ahead"
        for step in shown
    }
    first = next_step(shown)
    if first and states[first.pk] == "ahead":
        states[first.pk] = "next"
    return states


def letters_of(shown: Iterable[Step]) -> dict[int, str]:
    checkpoints = [step.pk for step in shown if step.is_checkpoint]
    return {pk: letters(number) for number, pk in enumerate(checkpoints)}


def line_of(
    blueprint: Blueprint,
    shown: Sequence[Step],
    states: dict[int, str],
    named: dict[int, str],
    *,
    firm: str,
    today: date,
) -> Timeline:
    company = blueprint.company.name
    pegs = tuple(
        Peg(
            on=day,
            title=step.title,
            note=f"{short_day(day, today)}, {owner_of(step, company, firm).split()[0]}",
            state=states[step.pk],
            is_above=step.side == Side.THEIRS,
            letter=named.get(step.pk, ""),
            is_start=step.is_start,
        )
        for step in shown
        if (day := day_of(step))
    )
    done = [named[step.pk] for step in shown if step.pk in named and states[step.pk] == "done"]
    ahead = [named[step.pk] for step in shown if step.pk in named and states[step.pk] != "done"]
    says = f"The plan on a line of time, {_today(today).lower()}. "
    says += f"Checkpoints passed: {', '.join(done) or 'none'}; ahead: {', '.join(ahead) or 'none'}. "
    words = Words(f"{company} does", f"{firm} does", _today(today), says + "The list below says the same.")
    return draw_timeline(pegs, today, words, measures=_measures(shown))


def _measures(shown: Sequence[Step]) -> tuple[Measure, ...]:
    start = next((step for step in shown if step.is_start), None)
    target = next((step for step in shown if step.is_target), None)
    if not start or not target:
        return ()
    first, day = day_of(start), day_of(target)
    last = max((each for step in shown if (each := day_of(step))), default=None)
    if not first or not day or not last or first >= day:
        return ()
    length = (day - first).days
    words = many(round(length / 7), "week") if length >= 14 else many(length, "day")
    measures = [Measure(first, day, f"{words.capitalize()}, from the signature to their day")]
    return (*measures, Measure(day, last, "and after")) if last > day else tuple(measures)


def _who(step: Step, blueprint: Blueprint, firm: str, signed_by: Sequence[str]) -> str:
    if step.is_start and step.state == Step.State.DONE and signed_by:
        return _and(signed_by)
    return owner_of(step, blueprint.company.name, firm)


def _line(step: Step, state: str, letter: str, who: str, today: date) -> StepLine:
    verdict = max(step.verdicts.all(), key=lambda one: one.at, default=None)
    words = verdict.words if verdict and verdict.words and step.state == Step.State.DONE else ""
    if verdict and step.state == Step.State.DONE:
        who = verdict.guest.name
    row = StepRow(
        what=step.title,
        who=who,
        when=when_of(step, today),
        on=day_of(step),
        state=state,
        state_words=STATE_WORDS[state],
        letter=letter,
        words=words,
    )
    open_ones = tuple(concern for concern in step.concerns.all() if not concern.closed_at)
    return StepLine(row, step, tuple(_notes(step, today)), open_ones, step.is_critical and state != "done")


def _notes(step: Step, today: date) -> Iterable[str]:
    if step.state == Step.State.REPORTED:
        yield "We said that it is ready. It waits for their yes."
    elif step.state == Step.State.BEGUN and not step.is_start and not step.lag_days:
        yield "begun"
    if says := slack_of(step):
        yield says
    for slip in step.slips.all():
        if not slip.agreed_at:
            yield f"moved from {near_day(slip.was_on, today)}; they have not agreed to the new day yet"


def _left_out(steps: Iterable[Step], deviations: Iterable[Deviation]) -> Iterable[tuple[Step, str]]:
    why = {one.step_id: one.reason for one in deviations if one.kind == Deviation.Kind.LEFT_OUT and not one.ended_at}
    return ((step, why.get(step.pk, "")) for step in steps if step.state == Step.State.LEFT_OUT)


def _cells(blueprint: Blueprint, steps: Sequence[Step], agreement: Agreement) -> Iterable[tuple[str, str]]:
    shown = in_order(steps)
    checkpoints = sum(step.is_checkpoint for step in shown)
    yield "Sheet", f"Blueprint, {many(len(shown), 'step')}, {many(checkpoints, 'checkpoint')}"
    theirs = dict.fromkeys(step.owner_person.name for step in shown if step.owner_person)
    yield "Drawn with", ", ".join(theirs) or "nobody of theirs yet"
    yield "How closely they take part", Level(blueprint.level).label.split(":")[0]
    left = list(_left_out(steps, blueprint.deviations.all()))
    yield "Left out, with a reason", "; ".join(f"{step.title}: {why}" for step, why in left) or "nothing"
    yield "Version", f"{agreement.version.number}, {says_signed(agreement)}"


def says_signed(agreement: Agreement) -> str:
    """Signed by whom; else who is still missing."""
    signed = [each.typed_name for each in agreement.signed]
    if not signed:
        return "open for signing" if agreement.is_open_for_signing else "not signed"
    missing = [signer.name for signer in agreement.missing]
    says = f"signed by {_and(signed)}"
    return f"{says}; {_and(missing)} {'has' if len(missing) == 1 else 'have'} not signed yet" if missing else says


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _today(today: date) -> str:
    return f"Today, {today.day} {today:%B}"
