"""The customer's plan drawn on the line of time, and its steps as rows: two pictures of the same."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from joinery.blueprints.models import Blueprint, Side, Step
from joinery.blueprints.said import title_of
from joinery.lib.tongues import numbers
from joinery.web.room.plan_words import first_name_of, headline, in_order, is_late, owner_of, short_day, soon
from joinery.web.ui.steps import StepRow, letters
from joinery.web.ui.templatetags.joints import day
from joinery.web.ui.timeline import Measure, Peg, Timeline, Words, draw_timeline

SAID = {"done": lazy("Done:"), "next": lazy("Next:"), "late": lazy("Late:"), "ahead": lazy("Ahead:")}


def shown_steps(steps: list[Step]) -> list[Step]:
    return in_order([step for step in steps if step.state != Step.State.LEFT_OUT])


def letters_of(steps: list[Step]) -> dict[str, str]:
    """Checkpoints are A, B, C in the order of the plan."""
    checks = [step for step in shown_steps(steps) if step.is_checkpoint]
    return {step.key: letters(number) for number, step in enumerate(checks)}


def states_of(steps: list[Step], today: date) -> dict[str, str]:
    """One step is next: the first that is not done. What is behind its day is late."""
    found = {}
    is_next_found = False
    for step in shown_steps(steps):
        if step.state == Step.State.DONE:
            found[step.key] = "done"
        elif is_late(step, today):
            found[step.key], is_next_found = "late", True
        else:
            found[step.key] = "ahead" if is_next_found else "next"
            is_next_found = True
    return found


def rows_of(steps: list[Step], company: str, firm: str, today: date) -> list[tuple[Step | None, StepRow]]:
    """With the chalk line of today where it belongs; it has no step."""
    states, names = states_of(steps, today), letters_of(steps)
    rows: list[tuple[Step | None, StepRow]] = []
    drawn = False
    for step in shown_steps(steps):
        if not drawn and step.state != Step.State.DONE:
            rows.append((None, StepRow(_("Today, {today}").format(today=day(today)), is_today=True)))
            drawn = True
        on = step.done_on or step.due_on
        yes = next((said for said in reversed(step.verdicts.all()) if said.answer == "yes"), None)
        state = states[step.key]
        rows.append(
            (
                step,
                StepRow(
                    what=_("Checkpoint: {title}").format(title=title_of(step))
                    if step.is_checkpoint
                    else title_of(step),
                    who=yes.guest.name if yes and state == "done" else owner_of(step, company, firm),
                    when=soon(on, today) if state != "done" else day(on),
                    on=on,
                    state=state,
                    state_words=str(SAID[state]),
                    letter=names.get(step.key, ""),
                    words=yes.words if yes and state == "done" else "",
                ),
            )
        )
    return rows


def line_of_time(
    blueprint: Blueprint, steps: list[Step], company: str, firm: str, today: date, *, strip_only: bool = False
) -> Timeline:
    states, names = states_of(steps, today), letters_of(steps)
    dated = [step for step in shown_steps(steps) if step.done_on or step.due_on]
    pegs = tuple(
        Peg(
            on=_on(step),
            title=title_of(step),
            note=f"{short_day(_on(step), today)}, {first_name_of(step, company, firm)}",
            state=states[step.key],
            is_above=step.side == Side.THEIRS,
            letter=names.get(step.key, ""),
            is_start=step.is_start,
        )
        for step in dated
    )
    words = Words(
        above=_("{name} does").format(name=company),
        below=_("{name} does").format(name=firm),
        today=_("Today, {today}").format(today=day(today)),
        sentence=_("{headline} The steps are listed below.").format(headline=headline(blueprint, steps, today)),
        done=_("done, in ink"),
        ahead=_("ahead, in pencil"),
        late=_("late"),
        cut=_("here time is left out"),
        passed=_("checkpoint, your yes given"),
    )
    measures = () if strip_only else _measures(dated)
    return draw_timeline(
        pegs, today, words, measures=measures, name=f"line-{blueprint.public_id}", strip_only=strip_only
    )


def _measures(dated: list[Step]) -> tuple[Measure, ...]:
    start = next((step for step in dated if step.is_start), None)
    target = next((step for step in dated if step.is_target), None)
    if start is None or target is None or _on(start) >= _on(target):
        return ()
    days = (_on(target) - _on(start)).days
    many = round(days / 7) if days >= 14 else days
    weeks = ngettext("{number} week, from your signature", "{number} weeks, from your signature", many)
    short = ngettext("{number} day, from your signature", "{number} days, from your signature", many)
    found = [Measure(_on(start), _on(target), (weeks if days >= 14 else short).format(**numbers(many)))]
    last = max(_on(step) for step in dated)
    if last > _on(target):
        found.append(Measure(_on(target), last, _("and after")))
    return tuple(found)


def _on(step: Step) -> date:
    on = step.done_on or step.due_on
    assert on is not None  # only dated ones are drawn
    return on
