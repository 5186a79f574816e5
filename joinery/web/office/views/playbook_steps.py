"""One step of a process: put in, changed, moved, taken out; and the history, from which all of it can be taken back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.blueprints.actions.playbooks import CannotEdit, go_back_to, move_step, remove_step, save_step
from joinery.blueprints.models import Playbook
from joinery.firm.queries import deeds_for
from joinery.lib.records import ChangedMeanwhile
from joinery.method.playbook_edits import LABELS, Content, new_key, stamp_of, step_in, with_step
from joinery.method.playbooks import CannotReadPlaybook, Fault, read_playbook
from joinery.web.office.doors import managers_only
from joinery.web.office.process import forms
from joinery.web.office.process.line import draw
from joinery.web.office.views.playbooks import find
from joinery.web.ui.visitor import reader

COMPARED = ("title", "sees", "standard", "takes", "lag_days", "question")


@managers_only
def new_step(request: HttpRequest, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    given = request.GET.get("stage", "")
    stage = int(given) if given.isdecimal() and len(given) < 3 and int(given) < 12 else 7
    before = [step["key"] for step in row.content["steps"] if step["stage"] <= stage]
    return _step(request, row, None, {"stage": stage, "after": before[-1:]})


@managers_only
def step(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    row = find(request, public_id)
    kept = step_in(row.content, key)
    if not kept and request.method != "POST":
        raise Http404
    return _step(request, row, key, forms.initial_of(kept or {}))


@managers_only
@require_POST
def line(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """The process on its line of time as it would be with what stands in the form so far; keeps nothing."""
    row = find(request, public_id)
    content, faults = _tried(request, row, None if key == "new" else key)
    try:
        drawn = draw(read_playbook(content), options=True, customisation=True)
    except CannotReadPlaybook as refusal:
        faults, drawn = list(refusal.faults), draw(read_playbook(row.content), options=True, customisation=True)
    return render(request, "office/pieces/step_line.html", {"line": drawn, "faults": faults})


@managers_only
@require_POST
def place(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One place up or down."""
    way = -1 if request.POST.get("way") == "up" else 1
    return _done(request, find(request, public_id), key, lambda row, **more: move_step(row, key, way, **more))


@managers_only
@require_POST
def absence(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Taken out. The history brings it back."""
    return _done(request, find(request, public_id), "", lambda row, **more: remove_step(row, key, **more))


@managers_only
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """POST with a deed: as it was before it."""
    row = find(request, public_id)
    deeds = deeds_for(reader(request)).filter(about="playbook", about_id=row.public_id)
    if request.method == "POST":
        wanted = request.POST.get("before", "")
        deed = get_object_or_404(deeds, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0)
        return _done(request, row, "", lambda row, **more: go_back_to(row, deed, **more))
    return render(request, "office/playbook_history.html", {"row": row, "deeds": deeds[:100], "here": "playbooks"})


def _step(request: HttpRequest, row: Playbook, key: str | None, initial: dict[str, Any]) -> HttpResponse:
    kept = step_in(row.content, key) if key else None
    posted = request.POST or None
    others = [(each["key"], each["title"]) for each in row.content["steps"] if each["key"] != key]
    form = forms.StepForm(posted, initial=initial, others=others)
    evidence = forms.rows(forms.EvidenceRow, "evidence", posted, forms.evidence_of(kept or {}))
    drawn = draw(read_playbook(row.content), options=True, customisation=True)
    page = {
        "form": form,
        "evidence": evidence,
        "languages": form.in_languages(evidence),
        "row": row,
        "key": key,
        "step": kept,
        "stamp": stamp_of(kept),
        "line": drawn,
    }
    status = 422 if posted else 200
    if posted and form.is_valid() and evidence.is_valid():
        name = key or new_key(row.content, form.cleaned_data["title"])
        made = form.step(name, forms.filled(evidence), kept or {})
        try:
            save_step(row, made, seen=request.POST.get("stamp", ""), by=reader(request), now=timezone.now())
            return redirect(f"{reverse('office:playbook', args=[row.public_id])}#step-{name}")
        except CannotEdit as refusal:
            form.add_faults(refusal.faults, name)
        except ChangedMeanwhile as clash:
            status, page = 409, page | _clash(cast(Playbook, clash.record), name, made)
    return render(request, "office/playbook_step.html", page | {"here": "playbooks"}, status=status)


def _tried(request: HttpRequest, row: Playbook, key: str | None) -> tuple[Content, list[Fault]]:
    kept = step_in(row.content, key) if key else None
    others = [(each["key"], each["title"]) for each in row.content["steps"] if each["key"] != key]
    form = forms.StepForm(request.POST, others=others)
    if not form.is_valid():
        return row.content, [Fault("", name, f"{form[name].label}: {said[0]}") for name, said in form.errors.items()]
    step = form.step(key or new_key(row.content, form.cleaned_data["title"]), forms.evidence_of(kept or {}), kept or {})
    return with_step(row.content, step), []


def _clash(fresh: Playbook, key: str, mine: Content) -> dict[str, Any]:
    """Both texts; saving again keeps what stands in the form."""
    theirs = step_in(fresh.content, key)
    differ = (
        [(LABELS[name].capitalize(), theirs.get(name), mine.get(name)) for name in COMPARED if theirs] if theirs else []
    )
    both = [(label, one, two) for label, one, two in differ if one != two]
    return {"row": fresh, "both": both, "clash": "changed" if theirs else "gone", "stamp": stamp_of(theirs)}


def _done(request: HttpRequest, row: Playbook, key: str, act: Any) -> HttpResponse:
    try:
        act(row, by=reader(request), now=timezone.now())
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("office:playbook", args=[row.public_id]) + (f"#step-{key}" if key else ""))
