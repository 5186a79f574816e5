"""What the sale passes on to those who deliver: the picture in the customer's words, what was promised, what they
fear and what keeps them safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from joinery.beliefs.knowledge import ConceptCard, Line, concept_card, lines_of
from joinery.beliefs.models import LightChange, YellowLight
from joinery.beliefs.queries import beliefs_for, lights_for
from joinery.blueprints.models import Blueprint
from joinery.firm.models import User
from joinery.opportunities.models import DecisionPerson
from joinery.opportunities.queries import decision_people_for
from joinery.promises.models import Promise
from joinery.promises.queries import promises_for

OPEN = ("requested", "promised", "reported")
TOLD = ("success_measure", "impact", "need", "timing")


@dataclass(frozen=True)
class Handover:
    card: ConceptCard
    lines: list[Line]  # what else they said that a builder must know
    promises: list[Promise]
    fears: list[YellowLight]
    people: list[DecisionPerson]

    @property
    def lacks(self) -> list[str]:
        """What a good handover has and this one does not."""
        found = []
        if self.card.hero is None:
            found.append("Their picture in their own words")
        if any(not fear.last_guard for fear in self.fears):  # type: ignore[attr-defined]
            found.append("A safeguard for each fear")
        if not self.people:
            found.append("Who on their side lives with the result")
        return found


def handover_of(blueprint: Blueprint, user: User, now: datetime) -> Handover:
    here = Q(opportunity=blueprint.opportunity) | Q(opportunity__isnull=True, company=blueprint.company)
    lines = lines_of(beliefs_for(user).filter(here), now)
    lights = lights_for(user).filter(here).exclude(Q(("last_state", LightChange.State.NO_DOUBT)))
    return Handover(
        card=concept_card(lines),
        lines=[line for line in lines if line.belief.kind in TOLD and line.said],
        promises=list(promises_for(user).filter(here, state__in=OPEN)[:100]),
        fears=list(lights),
        people=list(decision_people_for(user).filter(opportunity=blueprint.opportunity)),
    )
