"""What can be done to a belief and a yellow light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from joinery.beliefs.models import Belief, LightChange, Quote, YellowLight
from joinery.blueprints.actions.signing import withdraw_offer
from joinery.blueprints.models import Blueprint
from joinery.calls.models import Call, Proposal, Recording
from joinery.customers.models import Company, Person
from joinery.firm.history import note_deed
from joinery.firm.models import User
from joinery.method.belief_kinds import belief_kinds
from joinery.opportunities.models import Alternative, Opportunity
from joinery.search import actions as search


class CannotBelieve(Exception):
    """Not a belief of a kind that the method knows, or a quote that the source does not hold."""


@dataclass(frozen=True)
class Heard:
    """Exact words and where they stand. Refused unless the recording holds them there, said by that person."""

    recording: Recording
    turn: int
    start: int
    end: int
    text: str
    said_at: datetime
    person: Person | None = None
    proposal: Proposal | None = None


@transaction.atomic
def believe(
    company: Company,
    kind: str,
    words: str,
    *,
    by: User,
    now: datetime,
    sort: str = "",
    opportunity: Opportunity | None = None,
    person: Person | None = None,
    alternative: Alternative | None = None,
    heard: Heard | None = None,
    is_reported: bool = False,
) -> Belief:
    """With `heard` it is quoted; without, a guess, or reported when a person of theirs told us."""
    if kind not in belief_kinds():
        raise CannotBelieve(f"The method knows no belief of the kind {kind!r}.")
    if not words.strip():
        raise CannotBelieve("Say what you believe.")
    origin = Belief.Origin.HEARD if heard else Belief.Origin.REPORTED if is_reported else Belief.Origin.GUESS
    belief = Belief.objects.create(
        company=company,
        opportunity=opportunity,
        kind=kind,
        sort=sort,
        words=words.strip(),
        origin=origin,
        person=heard.person if heard else person,
        alternative=alternative,
        believed_by=by,
        believed_at=now,
    )
    if heard:
        add_quote(belief, heard)
    note_deed("believe", belief, by=by, now=now, company_id=company.pk, says=f"noted: {belief.words}")
    index_belief(belief, now)
    return belief


def add_quote(belief: Belief, heard: Heard) -> Quote:
    turns = heard.recording.conversation["turns"]
    said = turns[heard.turn]["text"] if 0 <= heard.turn < len(turns) else ""
    if not heard.text or said[heard.start : heard.end] != heard.text:
        raise CannotBelieve("Those words do not stand at that place of the recording.")
    return Quote.objects.create(
        belief=belief,
        recording=heard.recording,
        proposal=heard.proposal,
        turn=heard.turn,
        start=heard.start,
        end=heard.end,
        text=heard.text,
        person=heard.person,
        said_at=heard.said_at,
    )


@transaction.atomic
def give_up(belief: Belief, *, why: str, by: User, now: datetime) -> None:
    """We no longer believe it. The row stays, with its reason."""
    belief.amend(belief.version, given_up_at=now, given_up_why=why)
    note_deed(
        "give_up", belief, by=by, now=now, company_id=belief.company_id, says=f"no longer believes: {belief.words}"
    )
    search.forget(belief)


@transaction.atomic
def believe_again(belief: Belief, *, by: User, now: datetime) -> None:
    """Giving it up was a mistake."""
    belief.amend(belief.version, given_up_at=None, given_up_why="")
    note_deed(
        "believe_again", belief, by=by, now=now, company_id=belief.company_id, says=f"believes again: {belief.words}"
    )
    index_belief(belief, now)


def index_belief(belief: Belief, now: datetime) -> None:
    title = belief_kinds()[belief.kind].title
    search.index("belief", belief, company_id=belief.company_id, title=title, body=belief.words, now=now)


@transaction.atomic
def notice_light(
    company: Company,
    words: str,
    *,
    by: User,
    now: datetime,
    sort: str = "unknown",
    opportunity: Opportunity | None = None,
    call: Call | None = None,
    proposal: Proposal | None = None,
    person: Person | None = None,
    seconds: float | None = None,
) -> YellowLight:
    light = YellowLight.objects.create(
        company=company,
        opportunity=opportunity,
        call=call,
        proposal=proposal,
        person=person,
        sort=sort or "unknown",
        words=words,
        seconds=seconds,
        is_quote=proposal is not None,
        noticed_by=by,
        noticed_at=now,
    )
    note_deed("notice_light", light, by=by, now=now, company_id=company.pk, says=f"saw a yellow light: {words}")
    return light


class CannotSettle(Exception):
    """A light turns green by the customer's words and a safeguard, not by ours."""


LIGHT_SAYS: dict[str, str] = {
    LightChange.State.ASKED: "asked about",
    LightChange.State.GREEN: "settled",
    LightChange.State.RED: "met a no at",
    LightChange.State.OPEN: "opened again",
    LightChange.State.NO_DOUBT: "saw no doubt in",
}


@transaction.atomic
def change_light(
    light: YellowLight, state: str, *, by: User, now: datetime, their_words: str = "", safeguard: str = ""
) -> LightChange:
    settles = state in {LightChange.State.GREEN, LightChange.State.RED}
    if settles and not their_words.strip():
        raise CannotSettle("Write what they said about it, in their words.")
    change = LightChange.objects.create(
        light=light, state=state, their_words=their_words.strip(), safeguard=safeguard.strip(), by=by, at=now
    )
    note_deed(
        "change_light",
        light,
        by=by,
        now=now,
        company_id=light.company_id,
        says=f"{LIGHT_SAYS[change.state]} a yellow light: {light.words}",
    )
    if state == LightChange.State.RED:
        _keep_from_signing(light, by=by, now=now)
    return change


def _keep_from_signing(light: YellowLight, *, by: User, now: datetime) -> None:
    """What stands in their way keeps their plan from being signed until the gate is asked again."""
    plans = Blueprint.objects.filter(company=light.company_id, started_at__isnull=True)
    for blueprint in plans.filter(opportunity=light.opportunity_id) if light.opportunity_id else plans:
        withdraw_offer(blueprint, "a light turned red", by=by, now=now)


def light_state(light: YellowLight) -> str:
    changes = list(light.changes.all())
    return changes[-1].state if changes else LightChange.State.OPEN
