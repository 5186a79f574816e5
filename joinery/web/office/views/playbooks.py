"""The firm's processes: the list, one of them on its line of time, copies, and what every customer gets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.blueprints.actions.playbooks import CannotEdit, bring_back, copy_playbook, put_away, save_facts
from joinery.blueprints.models import Playbook
from joinery.blueprints.queries import playbooks_to_edit
from joinery.method.playbook_edits import new_key
from joinery.method.playbooks import Playbook as Process
from joinery.method.playbooks import playbooks as shipped_playbooks
from joinery.method.playbooks import read_playbook
from joinery.web.office.doors import managers_only
from joinery.web.office.process import forms
from joinery.web.office.process.line import draw
from joinery.web.office.process.record import record_of
from joinery.web.ui.visitor import reader

LISTS = {"package": forms.PackageRow, "extras": forms.ExtraRow, "lines": forms.LineRow}


@managers_only
@require_safe
def playbooks(request: HttpRequest) -> HttpResponse:
    own = list(playbooks_to_edit(reader(request)))
    page = {
        "own": [_in_short(row, read_playbook(row.content)) for row in own if row.archived_at is None],
        "shipped": [_in_short(None, playbook) for playbook in shipped_playbooks().values()],
        "away": [row for row in own if row.archived_at],
        "here": "playbooks",
    }
    return render(request, "office/playbooks.html", page)


@managers_only
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who got the extras, what was not done as designed, who went on through a closed gate; each with its deed."""
    found = record_of(reader(request), timezone.now(), timezone.localdate())
    return render(request, "office/record.html", {"record": found, "here": "playbooks"})


@managers_only
@require_safe
def shipped(request: HttpRequest, key: str) -> HttpResponse:
    if not (playbook := shipped_playbooks().get(key)):
        raise Http404
    return render(request, "office/playbook.html", _page(request, playbook, None))


@managers_only
@require_safe
def playbook(request: HttpRequest, public_id: str) -> HttpResponse:
    row = find(request, public_id)
    return render(request, "office/playbook.html", _page(request, read_playbook(row.content), row))


@managers_only
@require_POST
def copies(request: HttpRequest) -> HttpResponse:
    """A copy of a shipped one, or of one of the firm's own."""
    wanted = request.POST.get("source", "")
    source = shipped_playbooks().get(wanted)
    if not source:
        source = read_playbook(get_object_or_404(playbooks_to_edit(reader(request)), public_id=wanted).content)
    try:
        made = copy_playbook(source, request.POST.get("name", ""), by=reader(request), now=timezone.now())
    except CannotEdit as refusal:
        messages.error(request, str(refusal))
        return redirect("office:playbooks")
    messages.success(request, "It is yours now. Change what you do differently.")
    return redirect("office:playbook", made.public_id)


@managers_only
@require_POST
def presence(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put away, or brought back."""
    row, act = find(request, public_id), bring_back if request.POST.get("here") == "yes" else put_away
    act(row, by=reader(request), now=timezone.now())
    return redirect("office:playbooks")


@managers_only
def package(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name and purpose; the package that payment sets off, the useful extras, the usual lines of an order."""
    row = find(request, public_id)
    form = forms.FactsForm(request.POST or None, initial=row.content)
    sets = {name: forms.rows(kind, name, request.POST or None, row.content[name]) for name, kind in LISTS.items()}
    for extra in sets["extras"]:
        extra.fields["after"].choices = [(step["key"], step["title"]) for step in row.content["steps"]]
    if request.method == "POST" and form.is_valid() and all(each.is_valid() for each in sets.values()):
        try:
            facts = {**form.cleaned_data, **_lists(row.content, sets)}
            save_facts(row, facts, by=reader(request), now=timezone.now())
            return redirect("office:playbook", row.public_id)
        except CannotEdit as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field if fault.field in form.fields else None, fault.says)
    page = {"form": form, "sets": sets, "row": row, "here": "playbooks"}
    return render(request, "office/playbook_package.html", page, status=422 if request.method == "POST" else 200)


def find(request: HttpRequest, public_id: str) -> Playbook:
    return get_object_or_404(playbooks_to_edit(reader(request)), public_id=public_id)


def _in_short(row: Playbook | None, playbook: Process) -> dict[str, Any]:
    return {"row": row, "playbook": playbook, "line": draw(playbook, options=True, customisation=True)}


def _page(request: HttpRequest, playbook: Process, row: Playbook | None) -> dict[str, Any]:
    whens = {step.when for step in playbook.steps} - {""}
    chosen = {name: name not in request.GET.getlist("without") for name in ("options", "customisation")}
    line = draw(playbook, **chosen)
    return {
        "playbook": playbook,
        "row": row,
        "line": line,
        "stages": [(stage, steps) for stage, steps in line.by_stage(playbook.steps) if steps or row],
        "conditions": [(name, chosen[name]) for name in ("options", "customisation") if name in whens],
        "here": "playbooks",
    }


def _lists(content: dict[str, Any], sets: dict[str, Any]) -> dict[str, Any]:
    found = {name: forms.filled(each) for name, each in sets.items()}
    for extra in found["extras"]:
        taken = {"steps": [{"key": each["key"]} for each in found["extras"]]}
        extra |= {"key": extra["key"] or new_key(taken, extra["what"]), "days": extra["days"] or 0}
    for line in found["lines"]:
        line |= {"quantity": line["quantity"] or 1, "unit": line["unit"] or "piece"}
    return found
