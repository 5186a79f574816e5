"""Writes docs/method/playbooks.md from the process templates and gates: python -m tools.playbook_page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from joinery.method.gates import Gate, gates
from joinery.method.playbook_stages import playbook_stages
from joinery.method.playbooks import Playbook, PlaybookStep, playbooks

PAGE = Path(__file__).parent.parent / "docs" / "method" / "playbooks.md"
HEAD = """# The process, from the first question to years after

Written by `python -m tools.playbook_page` from `joinery/method/playbooks/*.toml`, `playbook_stages.toml` and
`gates.toml`; a test holds it to them. Change those files, not this page. A firm changes its own copy in the office.

Each step has one owner on one side, a sentence that says what good is, and a sentence that the customer reads. Days are
worked back from the one day that the customer names. `takes` is in working days. A checkpoint asks the customer a
question, and only their yes passes it.

## The stages
"""
RULES = """
## What a process must have

Read by `joinery/method/playbooks.py`; refused with file, step and reason by `playbook_faults.py`:

- exactly one signature, which starts the work, and exactly one delivery on the day that the customer names, after it;
- for every step: a title, an owner side with a role of that side, a standard, what the customer sees;
- a question at every checkpoint; people of both sides at a kick-off; all three levels of participation, or none;
- no circle of waits, no wait for a step that is not there, no step that no date can reach;
- no unknown key, at most 40 steps. More than 20 are read with a warning: plans live when they are short.

A step with `when = "options"` or `"customisation"` comes in only with these; whatever waited for it then waits for what
it waited for.
"""


def page() -> str:
    stages = ["| | For us | The customer reads |", "|---|---|---|"]
    stages += [f"| {stage.number} | {stage.title} | {stage.theirs} |" for stage in playbook_stages()]
    parts = [HEAD, "\n".join(stages), RULES, *(_playbook(each) for each in playbooks().values())]
    return "\n".join([*parts, "## Gates\n", *(_gate(gate) for gate in gates().values())]).rstrip() + "\n"


def _playbook(playbook: Playbook) -> str:
    rows = ["| Stage | Step | Owner | Takes | What good is | Asked |", "|---|---|---|---|---|---|"]
    rows += [_row(step) for step in playbook.steps]
    return "\n".join(
        [
            f"## {playbook.name} (`{playbook.key}`)\n\n{playbook.about}\n",
            *rows,
            "\nIn the package, as soon as they paid: " + _listed(item.what for item in playbook.package),
            "\nFor every customer alike: " + _listed(extra.what for extra in playbook.extras) + "\n",
        ]
    )


def _row(step: PlaybookStep) -> str:
    owner = f"{'we' if step.side == 'ours' else 'they'}, {step.role}"
    takes = f"{step.takes}" + (f", {step.lag_days} days on" if step.lag_days else "")
    title = step.title + (f" (only with {step.when})" if step.when else "")
    return f"| {step.stage} | {title} | {owner} | {takes} | {step.standard} | {step.question} |"


def _gate(gate: Gate) -> str:
    needs = [
        f"- {need.belief}, {need.rung}: {need.says}" if need.belief else f"- {need.fact}: {need.says}"
        for need in gate.needs
    ]
    who = " or ".join(gate.override)
    return "\n".join([f"### {gate.name}\n\n{gate.says}\n", *needs, f"\nWith a reason, a {who} may go on.\n"])


def _listed(words: Iterable[str]) -> str:
    return "; ".join(words) + "."


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
