"""What today asks of one of us: promises, calls, debriefs, lights, answers; and the sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from joinery.beliefs.knowledge import Line, lines_of, worth_asking
from joinery.beliefs.models import YellowLight
from joinery.beliefs.queries import beliefs_for, open_lights_for
from joinery.calls.models import Call, Plan
from joinery.calls.queries import attendances_for, calls_for
from joinery.firm.models import User
from joinery.promises.queries import promises_on_cards_for
from joinery.rooms.models import HeardAnswer
from joinery.rooms.queries import answers_for
from joinery.web.desk.promised import BothWays, PromiseCard
from joinery.web.desk.recovering import RecoveryLine, recovery_lines
from joinery.web.desk.saying import local_day, many, near_moment, sentence

AHEAD = timedelta(days=7)
BEHIND = timedelta(days=30)
SHOWN = 5
LIGHTS_SHOWN = 3  # the others are folded


@dataclass(frozen=True)
class CallLine:
    """A call on the day's list."""

    call: Call
    hour: str
    who: str
    purpose: str
    lacks: str  # what the plan lacks; empty: it is whole
    is_today: bool

    @classmethod
    def of(cls, call: Call, today: date) -> CallLine:
        plan: Plan | None = getattr(call, "plan", None)
        on, names = local_day(call.starts_at), [one.person.name for one in call.attendances.all() if one.person]
        hour = f"{timezone.localtime(call.starts_at):%H:%M}"
        return cls(
            call=call,
            hour=hour if on == today else f"{on:%a} {hour}",
            who=" and ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else ""),
            purpose=_purpose(plan),
            lacks=_lacks(plan),
            is_today=on == today,
        )


def _purpose(plan: Plan | None) -> str:
    if plan is None:
        return ""
    if plan.purpose == Plan.Purpose.ADVANCE:
        return f"To move on: {plan.action_what}" if plan.action_what else "To move on."
    return f"To get to know: {plan.to_learn}" if plan.to_learn else "To get to know each other."


def _lacks(plan: Plan | None) -> str:
    if plan is None:
        return "No plan yet"
    if not plan.benefit.strip():
        return "What is in it for them?"
    if plan.purpose == Plan.Purpose.ADVANCE and not (plan.action_what and plan.action_by):
        return "What do we ask them to do, and by when?"
    if plan.purpose == Plan.Purpose.RELATIONSHIP and not plan.to_learn:
        return "What do we want to learn?"
    return ""


@dataclass(frozen=True)
class Answered:
    """What a customer said in their room. `words` are theirs; `line` is what they said it to."""

    answer: HeardAnswer
    when: str

    @property
    def is_yes(self) -> bool:
        return self.answer.answer == HeardAnswer.Answer.YES


@dataclass(frozen=True)
class Morning:
    today: date
    both: BothWays
    calls: list[CallLine]
    debriefs: list[CallLine]
    lights: Sequence[YellowLight]
    answers: list[Answered]
    asking: list[Line]
    recoveries: list[RecoveryLine]

    @property
    def is_empty(self) -> bool:
        others = self.calls or self.debriefs or self.lights or self.answers or self.asking or self.recoveries
        return self.both.is_empty and not others

    @property
    def few(self) -> BothWays:
        return self.both.first(SHOWN)

    @property
    def first_lights(self) -> Sequence[YellowLight]:
        return self.lights[:LIGHTS_SHOWN]

    @property
    def other_lights(self) -> Sequence[YellowLight]:
        return self.lights[LIGHTS_SHOWN:]

    @property
    def headline(self) -> str:
        pressing = [card.promise for card in [*self.both.ours, *self.both.theirs] if _presses(card, self.today)]
        unasked = [light for light in self.lights if not light.last_state]  # type: ignore[attr-defined]
        falls = f"{many(len(pressing), 'promise')} {'falls' if len(pressing) == 1 else 'fall'} due today"
        if any(promise.due_on and promise.due_on < self.today for promise in pressing):
            falls = f"{many(len(pressing), 'promise')} {'is' if len(pressing) == 1 else 'are'} due or late"
        debriefs = f"{many(len(self.debriefs), 'call')} {'waits' if len(self.debriefs) == 1 else 'wait'} for a debrief"
        yellow = f"{many(len(unasked), 'light')} {'is' if len(unasked) == 1 else 'are'} yellow"
        ours = sum(line.is_ours for line in self.recoveries)
        said = sentence(
            f"{many(ours, 'promise')} {'waits' if ours == 1 else 'wait'} to be put right" if ours else "",
            falls if pressing else "",
            yellow if unasked else "",
            debriefs if self.debriefs and not pressing else "",
        )
        if said:
            return said
        calls = sum(call.is_today for call in self.calls)
        return sentence(f"{many(calls, 'call')} today" if calls else "") or "Nothing presses today."

    @property
    def says(self) -> str:
        if self.answers:
            newest = self.answers[0]
            did = "said yes to one thing" if newest.is_yes else "put right one thing"
            return f"{newest.answer.guest.name} was in the room {newest.when}, and {did} that we had heard."
        if self.calls:
            call = self.calls[0]
            who = f"{call.who}, " if call.who else ""
            return f"The next call is {near_moment(call.call.starts_at, self.today)}: {who}{call.call.company.name}."
        return ""


def _presses(card: PromiseCard, today: date) -> bool:
    return bool(card.can_move and card.promise.due_on and card.promise.due_on <= today)


def morning_of(user: User, now: datetime) -> Morning:
    today = timezone.localdate()
    mine = Q(company__owner=user) | Q(opportunity__owner=user)
    owed = Q(giver_user=user) | Q(receiver_user=user)
    fresh = Q(due_on__isnull=True, made_at__gte=now - BEHIND)
    due = Q(due_on__lte=today + AHEAD) | fresh | Q(state="reported", side="theirs")
    stale = Q(state="requested", made_at__lt=now - AHEAD)  # asked for, and nobody said yes: no promise presses
    promises = promises_on_cards_for(user).filter(owed, due, ~stale, state__in=["requested", "promised", "reported"])
    waiting, ahead = _calls(user, now)
    answers = answers_for(user).filter(line__room__company__owner=user, answered_at__gte=now - AHEAD)
    lines = lines_of(beliefs_for(user).filter(mine, believed_at__lte=now - timedelta(days=1))[:200], now)
    return Morning(
        today=today,
        both=BothWays.of(promises[:60], today),
        calls=[CallLine.of(call, today) for call in ahead],
        debriefs=[CallLine.of(call, today) for call in waiting],
        lights=list(open_lights_for(user).filter(mine).order_by("-noticed_at")[:20]),
        answers=[Answered(answer, near_moment(answer.answered_at, today)) for answer in answers[:4]],
        asking=worth_asking(lines, 3),
        recoveries=recovery_lines(user, today),
    )


def _calls(user: User, now: datetime) -> tuple[list[Call], list[Call]]:
    """Those that were and wait for a debrief, the newest first; and those of the week ahead. One question."""
    mine = Q(owner=user) | Q(pk__in=attendances_for(user).filter(user=user).values("call"))
    calls = (
        calls_for(user)
        .filter(mine, called_off_at__isnull=True, starts_at__gte=now - BEHIND, starts_at__lte=now + AHEAD)
        .filter(Q(debrief__isnull=True) | Q(debrief__done_at__isnull=True))
        .select_related("plan")
        .prefetch_related(Prefetch("attendances", attendances_for(user)))
    )
    were = [call for call in calls if call.held_at or call.ends_at < now]
    return were[::-1][:6], [call for call in calls if call not in were][:10]
