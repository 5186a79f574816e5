"""Promises as the customer sees them: how each stands, and what they can say to it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.promises.life import ENDED, State, is_late
from joinery.promises.models import Promise, PromiseEvent
from joinery.rooms.models import Guest
from joinery.web.room.pages import PromiseRow, Promises, Step
from joinery.web.room.recovering import is_being_put_right, recovery_row
from joinery.web.ui.templatetags.joints import day

NOT_KEPT = Step("broken", "It was not kept")  # opens what puts it right
OPEN = frozenset({State.PROMISED, State.REQUESTED})
ENDED_SHOWN = 5

# (side, state): what stands on the buttons; the first of the main ones is the answer we hope for
STEPS: dict[tuple[str, str], tuple[Step, ...]] = {
    ("ours", "reported"): (
        Step("accepted", lazy("Yes, it is done"), is_main=True),
        Step("promised", lazy("Not yet"), is_main=True),
    ),
    ("ours", "promised"): (
        Step("accepted", lazy("It is done already")),
        Step("withdrawn", lazy("We no longer need it")),
    ),
    ("ours", "requested"): (Step("withdrawn", lazy("We no longer need it")),),
    ("theirs", "promised"): (
        Step("reported", lazy("It is done"), is_main=True),
        Step("revoked", lazy("We cannot keep this")),
    ),
    ("theirs", "requested"): (
        Step("promised", lazy("Yes, we will"), is_main=True),
        Step("declined", lazy("No, we will not"), is_main=True),
    ),
}


def promises_of(promises: list[Promise], guest: Guest) -> Promises:
    sides = {side: [row for row in promises if row.side == side] for side in Promise.Side.values}
    return Promises(
        ours=_rows(sides["ours"], guest),
        theirs=_rows(sides["theirs"], guest),
        ours_kept=_kept(sides["ours"]),
        theirs_kept=_kept(sides["theirs"]),
    )


def steps_offered(promise: Promise) -> set[str]:
    return {step.state for step in _steps(promise)}


def _steps(promise: Promise) -> tuple[Step, ...]:
    steps = STEPS.get((promise.side, promise.state), ())
    if promise.side != Promise.Side.OURS:
        return steps
    is_over = promise.due_on is None or is_late(State(promise.state), promise.due_on, timezone.localdate())
    if promise.state == State.REPORTED or (promise.state == State.PROMISED and is_over):
        return (*steps, NOT_KEPT)
    return steps


def _kept(promises: list[Promise]) -> int:
    return len([promise for promise in promises if promise.state == State.ACCEPTED])


def _rows(promises: list[Promise], guest: Guest) -> tuple[PromiseRow, ...]:
    """Open ones by their day, then the last few that ended."""
    still_open = [promise for promise in promises if promise.state not in ENDED or is_being_put_right(promise)]
    ended = [promise for promise in promises if promise not in still_open]
    ended.sort(key=lambda promise: _last(promise).at, reverse=True)
    # What is to be put right comes first, then what waits for the reader's answer.
    still_open.sort(
        key=lambda promise: (not is_being_put_right(promise), (promise.side, promise.state) != ("ours", "reported"))
    )
    return tuple(_row(promise, guest) for promise in [*still_open, *ended[:ENDED_SHOWN]])


def _row(promise: Promise, guest: Guest) -> PromiseRow:
    steps = _steps(promise)
    giver = promise.giver_user or promise.giver_person
    return PromiseRow(
        place=f"promise-{promise.public_id}",
        what=promise.what,
        done_when=promise.done_when,
        giver=giver.name if giver else promise.company.name,
        due_on=promise.due_on,
        is_late=bool(promise.due_on and promise.state in OPEN and promise.due_on < timezone.localdate()),
        is_kept=promise.state == State.ACCEPTED,
        says=_says(promise),
        words=next((event.words for event in reversed(_events(promise)) if event.person_id and event.words), ""),
        step_to=reverse("room:promise", args=[guest.room.public_id, promise.public_id]),
        steps=tuple(step for step in steps if step.is_main),
        more=tuple(step for step in steps if not step.is_main),
        recovery=recovery_row(promise, guest),
    )


def _says(promise: Promise) -> str:
    last, giver = _last(promise), promise.giver_user or promise.giver_person
    on = day(last.at)
    thanks = " " + _("Thank you, {name}.").format(name=giver.first_name) if promise.side == "theirs" and giver else ""
    refused = any(event.state == "reported" for event in _events(promise)[:-1]) and promise.state == "promised"
    says = {
        "requested": _("We asked for this.") if promise.side == "theirs" else _("You asked for this."),
        "promised": _("{by} said on {on}: not yet.") if refused else "",
        "reported": _("{by} says it is done."),
        "accepted": _("{by} said it is done, {on}.") + thanks,
        "declined": _("{by} said no, {on}."),
        "withdrawn": _("{by} no longer needs it, {on}."),
        "revoked": _("{by} cannot keep it, {on}."),
        "broken": _("{by} said it was not kept, {on}."),
    }[promise.state]
    return says.format(by=last.by_name, on=on)


def _events(promise: Promise) -> list[PromiseEvent]:
    return list(promise.events.all())


def _last(promise: Promise) -> PromiseEvent:
    return _events(promise)[-1]
