"""What of a plan waits for one guest: a name under it, an answer to settle, a new day, a checkpoint, a step of theirs.

The first page of the room takes it in this order, and so does the daily letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from joinery.blueprints.models import Blueprint, Concern, Offer, Side, Slip, Step, StepEvent
from joinery.blueprints.queries import events_in_room, offers_waiting, strips_in_room
from joinery.blueprints.said import question_of, title_of
from joinery.blueprints.turns import in_order
from joinery.lib.plain_text import one_line, shorten
from joinery.lib.tongues import colon, day_words, quoted
from joinery.rooms.models import Guest
from joinery.rooms.waiting import Moment, News, Waiting

KINDS = ("sign", "settle", "slip", "checkpoint", "step")
AHEAD = timedelta(days=7)  # a step that runs is told of from a week before its day


@dataclass(frozen=True)
class Waits:
    """`kind` is one of KINDS, and says which of the others is there."""

    kind: str
    blueprint: Blueprint
    step: Step | None = None
    concern: Concern | None = None
    slip: Slip | None = None
    offer: Offer | None = None

    @property
    def due_on(self) -> date | None:
        return self.step.due_on if self.step and self.kind in ("step", "checkpoint") else None


def waiting_for(guest: Guest, blueprints: Iterable[Blueprint] | None = None) -> list[Waits]:
    """The most urgent first. `blueprints`: those of strips_in_room, where they are read already."""
    plans = list(strips_in_room(guest) if blueprints is None else blueprints)
    if not plans:
        return []
    found = [Waits("sign", offer.version.blueprint, offer=offer) for offer in offers_waiting(guest)]
    for blueprint in plans:
        found += _of_plan(blueprint, guest)
    return sorted(found, key=lambda waits: (KINDS.index(waits.kind), waits.due_on or date.max))


def _of_plan(blueprint: Blueprint, guest: Guest) -> Iterator[Waits]:
    for step in in_order(blueprint.steps.all()):
        for concern in step.concerns.all():
            if concern.guest_id == guest.pk and concern.answer and not concern.closed_at:
                yield Waits("settle", blueprint, step, concern)
        slips = [slip for slip in step.slips.all() if not slip.agreed_at]
        if slips and step.state != Step.State.DONE:
            yield Waits("slip", blueprint, step, slip=slips[-1])
        if step.is_checkpoint and step.state == Step.State.REPORTED:
            yield Waits("checkpoint", blueprint, step)
        elif _is_for(step, guest):
            yield Waits("step", blueprint, step)


def _is_for(step: Step, guest: Guest) -> bool:
    """It runs, and it is this guest's or nobody's in particular."""
    runs = step.state == Step.State.BEGUN and step.side == Side.THEIRS and not step.is_start
    return runs and step.owner_person_id in (None, guest.person_id)


def plans_waiting(guest: Guest, moment: Moment) -> Iterator[Waiting]:
    """For the daily letter. A step whose day is far off is not told of yet."""
    for waits in waiting_for(guest):
        step = waits.step
        if waits.kind == "step" and step and step.due_on and step.due_on > moment.today + AHEAD:
            continue
        yield _told(waits)


def plans_news(guest: Guest, since: datetime) -> Iterator[News]:
    """What others did; ours that began by itself is no news."""
    for event in events_in_room(guest).filter(at__gt=since).exclude(person=guest.person_id)[:20]:
        says = str(DEEDS[StepEvent.Kind(event.kind)]).format(
            who=one_line(event.by_name), title=_short(title_of(event.step))
        )
        yield News(event.at, f"{says}{colon()}{quoted(_short(event.words))}" if event.words else says)


def _told(waits: Waits) -> Waiting:
    step = waits.step
    title = _short(title_of(step)) if step else ""
    if waits.offer:
        version, name = waits.offer.version, _short(waits.blueprint.title)
        says = _("The plan “{name}” is ready for your name, version {number}").format(name=name, number=version.number)
        return Waiting(f"sign:{version.public_id}", str(waits.offer.offered_at), says, rank=0)
    assert step is not None
    if waits.concern:
        answered = waits.concern.answered_by.name if waits.concern.answered_by else _("We")
        says = _("{answered} answered about “{title}”. Is it settled?").format(answered=one_line(answered), title=title)
        return Waiting(f"concern:{waits.concern.public_id}", waits.concern.answer, says, rank=1)
    if waits.slip:
        says = _("“{title}” cannot be done on the day agreed. Is {day} good for you?").format(
            title=title, day=day_words(waits.slip.new_on)
        )
        return Waiting(f"slip:{waits.slip.public_id}", str(waits.slip.new_on), says, rank=1)
    if waits.kind == "checkpoint":
        question = _short(question_of(step) or _("Does it match your picture?"))
        about, state, asks = f"step:{step.public_id}", f"{step.state} {step.version}", ("step", step.public_id)
        matches = _("that “{title}” matches your picture").format(title=title)
        return Waiting(about, state, f"{title}{colon()}{question}", asks, matches, rank=2)
    says = _("Your step: {title}").format(title=title)
    if step.due_on and step.due_on < timezone.localdate():
        says = _("Your step: {title}, by {day}, it is late").format(title=title, day=day_words(step.due_on))
    elif step.due_on:
        says = _("Your step: {title}, by {day}").format(title=title, day=day_words(step.due_on))
    asks = ("step", step.public_id)
    return Waiting(
        f"step:{step.public_id}",
        f"{step.state} {step.due_on}",
        says,
        asks,
        _("that “{title}” is done").format(title=title),
        rank=4,
    )


# Of what happened in a plan; the steps of the room's own pages say it with a name before them.
DEEDS = {
    StepEvent.Kind.BEGUN: lazy("{who} began “{title}”"),
    StepEvent.Kind.REPORTED: lazy("{who} says that “{title}” is done"),
    StepEvent.Kind.DONE: lazy("{who} did “{title}”"),
    StepEvent.Kind.PASSED: lazy("{who} said yes to “{title}”"),
    StepEvent.Kind.NOT_PASSED: lazy("{who} was not content with “{title}”"),
    StepEvent.Kind.REOPENED: lazy("{who} opened “{title}” again"),
    StepEvent.Kind.TAKEN: lazy("{who} took “{title}” on"),
    StepEvent.Kind.HANDED_BACK: lazy("{who} handed “{title}” back"),
    StepEvent.Kind.RE_DATED: lazy("{who} moved “{title}”"),
    StepEvent.Kind.LEFT_OUT: lazy("{who} left “{title}” out"),
    StepEvent.Kind.BROUGHT_BACK: lazy("{who} brought “{title}” back"),
    StepEvent.Kind.SAID: lazy("{who} wrote to “{title}”"),
}


def _short(words: str) -> str:
    return shorten(one_line(words), 120)
