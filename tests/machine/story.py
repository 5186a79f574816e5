"""A story that nobody wrote: Ana, Ben, Sam, Dora, Piet and Emil do anything in any order over HTTP, with old pages too,
and after every step all invariants hold."""

from __future__ import annotations

from delivery_rules import DeliveryRules
from file_rules import FileRules
from hypothesis.stateful import invariant, rule
from invariants import (
    borders_hold,
    files_hold,
    names_hold,
    promises_hold,
    recoveries_hold,
    steps_hold,
    versions_hold,
)
from plan_rules import PlanRules
from promise_rules import PromiseRules
from signing_rules import SigningRules
from stranger_rules import StrangerRules

from joinery.blueprints.agreement import agreement_on
from joinery.blueprints.models import Signer


class Story(PlanRules, SigningRules, DeliveryRules, PromiseRules, FileRules, StrangerRules):
    @rule()
    def look_around(self) -> None:
        self.a_guest_sees_what_is_shown_and_nothing_else()

    @invariant()
    def all_of_it_holds(self) -> None:
        plan = self.plan
        promises_hold(self.memory)
        versions_hold(self.memory, plan)
        names_hold(self.memory, plan)
        steps_hold(plan)
        borders_hold(plan)
        recoveries_hold()
        files_hold(self.memory)
        if plan.started_at:
            signed = [agreement_on(version) for version in plan.versions.filter(sign_offs__isnull=False).distinct()]
            named = Signer.objects.filter(blueprint=plan, removed_at__isnull=True, named_at__lte=plan.started_at)
            names = {(signer.person_id, signer.user_id) for signer in named}
            assert any(names <= {(one.person_id, one.user_id) for one in found.signed} for found in signed), (
                "10: begun without a name that must be under it"
            )
