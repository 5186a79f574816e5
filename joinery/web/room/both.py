"""Two people wrote to one step: what stands now beside what was typed, to choose or to put together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from joinery.blueprints.models import Step
from joinery.rooms.letters import firm_name
from joinery.rooms.queries import guests_in
from joinery.web.room.entry import GuestRequest
from joinery.web.room.plan import owner_choices
from joinery.web.room.plan_pages import BothPage, BothTexts
from joinery.web.room.plan_words import owner_of
from joinery.web.room.typed import LONGEST, words_typed
from joinery.web.ui.templatetags.joints import day


def both_of(step: Step, request: GuestRequest, form: str, names: tuple[str, ...]) -> BothPage:
    """`step` as it stands now; what was typed is in the request."""
    place = request.room.public_id
    newest = step.blueprint.versions.defer("content").last()
    return BothPage(
        company=request.room.company.name,
        firm=firm_name(),
        what=step.title,
        changed_by=newest.by_name if newest else _("Somebody"),
        fields=tuple(_field(step, request, name) for name in names if name in request.POST),
        save_to=reverse(f"room:{form}", args=[place, step.public_id]),
        seen=step.version,
        back=reverse("room:step", args=[place, step.public_id]),
        words=words_typed(request),
    )


def _field(step: Step, request: GuestRequest, name: str) -> BothTexts:
    typed = request.POST.get(name, "")[:LONGEST]
    if name == "day":
        return BothTexts("day", _("Day"), day(step.due_on), typed, "date")
    if name == "owner":
        people = owner_choices(list(guests_in(request.room)), [step.owner_person], None)
        now = owner_of(step, request.room.company.name, firm_name())
        return BothTexts("owner", _("Who does it"), now, typed, "choice", people)
    return BothTexts("title", _("What is done"), step.title, typed)
