"""The list of people, a person's record, a new and an edited one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.beliefs.knowledge import lines_of
from joinery.beliefs.queries import beliefs_for, lights_for
from joinery.calls.queries import calls_for, consents_for
from joinery.customers.actions import add_person, bring_back_person, edit_person, put_away_person
from joinery.customers.models import Person
from joinery.customers.queries import companies_for, people_for, put_away_people_for
from joinery.opportunities.queries import decision_people_for
from joinery.promises.queries import promises_on_cards_for
from joinery.rooms.queries import guests_for
from joinery.steps.erase_person import CannotErase, erase_person
from joinery.steps.export_person import export_person
from joinery.web.desk.forms.customers import LANGUAGES, PersonForm, person_values
from joinery.web.desk.lists import listing
from joinery.web.desk.people_known import last_spoke
from joinery.web.desk.promised import BothWays
from joinery.web.desk.records import save_or_both
from joinery.web.ui.visitor import reader

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Name", ("name",)),
    "title": ("What they do", ("title", "name")),
    "company": ("Customer", ("company__name", "name")),
    "email": ("Mail", ()),
    "phone": ("Telephone", ()),
    "spoke": ("Last spoke", ()),
}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    user, typed = reader(request), request.GET.get("q", "")[:100]
    shown, _ = listing(
        request,
        people_for(user),
        columns=COLUMNS,
        chips={"mine": ("Of my customers", lambda rows: rows.filter(company__owner=user))},
        seek=lambda rows: rows.filter(Q(name__icontains=typed) | Q(email__icontains=typed)) if typed else rows,
        sort="name",
    )
    spoke = last_spoke([person.pk for person in shown.rows], user)
    rows = [(person, spoke.get(person.pk)) for person in shown.rows]
    return render(request, "desk/people.html", {"list": shown, "rows": rows, "here": "customers"})


@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    person = get_object_or_404(people_for(user), public_id=public_id)
    said = beliefs_for(user).filter(Q(person=person) | Q(quotes__person=person)).distinct()
    promises = promises_on_cards_for(user).filter(Q(giver_person=person) | Q(receiver_person=person))
    page = {
        "here": "customers",
        "person": person,
        "language": dict(LANGUAGES).get(person.language, person.language),
        "last_spoke": last_spoke([person.pk], user).get(person.pk),
        "calls": calls_for(user).filter(attendances__person=person).order_by("-starts_at")[:8],
        "consent": consents_for(user).filter(person=person).order_by("-given_at", "-id").first(),
        "guest": guests_for(user).filter(person=person).first(),
        "parts": decision_people_for(user).filter(person=person).select_related("opportunity"),
        "lines": lines_of(said, now),
        "lights": lights_for(user).filter(person=person),
        "both": BothWays.of(promises[:60], timezone.localdate()),
    }
    return render(request, "desk/person.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    company = get_object_or_404(companies_for(user), public_id=public_id)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = add_person(company, by=user, now=timezone.now(), **form.cleaned_data)
        return redirect("desk:person", person.public_id)
    page = {
        "form": form,
        "title": f"Somebody at {company.name}",
        "here": "customers",
        "cancel": f"/customers/{public_id}/?see=people",
    }
    return render(request, "desk/form.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    user = reader(request)
    person: Person = get_object_or_404(people_for(user), public_id=public_id)
    form = PersonForm(request.POST or None, initial=person_values(person))
    return save_or_both(
        request,
        person,
        form,
        save=lambda seen: edit_person(person, seen, by=user, now=timezone.now(), **form.cleaned_data),
        values=person_values,
        page={"title": f"Change {person.name}", "here": "customers", "cancel": f"/people/{public_id}/"},
    )


@require_POST
def away(request: HttpRequest, public_id: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    if "bring_back" in request.POST:
        bring_back_person(get_object_or_404(put_away_people_for(user), public_id=public_id), by=user, now=now)
        return redirect("desk:person", public_id)
    person = get_object_or_404(people_for(user), public_id=public_id)
    put_away_person(person, by=user, now=now)
    return redirect(f"/customers/{person.company.public_id}/?see=people&away={public_id}")


@require_safe
def copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """All that is kept about somebody, for them."""
    person = get_object_or_404(people_for(reader(request)), public_id=public_id)
    answer = HttpResponse(export_person(person), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="person-{person.public_id}.zip"'
    return answer


@require_POST
def erased(request: HttpRequest, public_id: str) -> HttpResponse:
    """For good. The name is typed once more, so that it is not done by a slip."""
    user = reader(request)
    if not user.is_manager:
        raise PermissionDenied
    person = get_object_or_404(people_for(user), public_id=public_id)
    if " ".join(request.POST.get("name", "").split()).casefold() != person.name.casefold():
        messages.error(request, "That is not the name. Nothing was erased.")
        return redirect("desk:person", public_id)
    try:
        erase_person(person, by=user, now=timezone.now())
    except CannotErase as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:person", public_id)
    messages.success(request, "Erased: their words, their name, their way into the room.")
    return redirect("desk:people")
