"""The firm's own process templates: copied from one that is there, changed step by step, put away and brought back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from joinery.blueprints.models import Playbook
from joinery.firm.history import note_deed
from joinery.firm.models import Deed, User
from joinery.lib.records import ChangedMeanwhile
from joinery.method import playbooks as method
from joinery.method.playbook_edits import (
    Content,
    changes_between,
    moved,
    stamp_of,
    step_in,
    told,
    undone,
    with_step,
    without_step,
)
from joinery.method.playbook_faults import CannotReadPlaybook, Fault

SAID = 400  # letters of a change in the history


class CannotEdit(Exception):
    """It would be no process any more. `faults` says why, each with its step and field."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(" ".join(str(fault) for fault in faults))


@transaction.atomic
def copy_playbook(source: method.Playbook, name: str, *, by: User, now: datetime) -> Playbook:
    """A process of the firm's own, the same as the source until somebody changes it."""
    content = {**method.as_mapping(source), "key": _free_key(source.key), "name": name.strip() or source.name}
    read = _read(content)
    made = Playbook.objects.create(
        key=read.key,
        name=read.name,
        trade=read.trade,
        content=content,
        based_on=source.key,
        made_by=by,
        made_at=now,
    )
    note_deed("copy_playbook", made, by=by, now=now, says=f"copied the process {source.name} as {made.name}")
    return made


def save_step(playbook: Playbook, step: Content, *, seen: str, by: User, now: datetime) -> Playbook:
    """Put in, or changed. `seen`: stamp of the step as it stood in the form; whoever changed it since is not overrun.
    Two people at two different steps do not meet."""
    with transaction.atomic():
        fresh = _locked(playbook)
        if stamp_of(step_in(fresh.content, step["key"])) != seen:
            raise ChangedMeanwhile(fresh)
        return _save(fresh, with_step(fresh.content, step), "change_step", by=by, now=now)


@transaction.atomic
def save_facts(playbook: Playbook, facts: Content, *, by: User, now: datetime) -> Playbook:
    """Name, trade, what it is for; the package, the useful extras, the usual lines of an order."""
    fresh = _locked(playbook)
    return _save(fresh, {**fresh.content, **facts}, "change_playbook", by=by, now=now)


@transaction.atomic
def move_step(playbook: Playbook, key: str, way: int, *, by: User, now: datetime) -> Playbook:
    fresh = _locked(playbook)
    if not step_in(fresh.content, key):
        raise CannotEdit(Fault("", "", "Somebody took this step out meanwhile."))
    return _save(fresh, moved(fresh.content, key, way), "move_step", by=by, now=now)


@transaction.atomic
def remove_step(playbook: Playbook, key: str, *, by: User, now: datetime) -> Playbook:
    """Whatever waited for it waits for what it waited for."""
    fresh = _locked(playbook)
    step = step_in(fresh.content, key)
    if step and (step.get("is_start") or step.get("is_target")):
        what = "the signature that starts the work" if step.get("is_start") else "on the day that the customer names"
        raise CannotEdit(Fault(key, "", f"“{step['title']}” is {what}. Every process has that."))
    return _save(fresh, without_step(fresh.content, key), "remove_step", by=by, now=now)


@transaction.atomic
def go_back_to(playbook: Playbook, deed: Deed, *, by: User, now: datetime) -> Playbook:
    """As it was before that deed. This too is a deed, and can be undone."""
    fresh = _locked(playbook)
    content = fresh.content
    later = Deed.objects.filter(about="playbook", about_id=fresh.public_id, pk__gte=deed.pk)
    for each in later.order_by("-pk"):
        content = undone(content, each.changes)
    return _save(fresh, content, "go_back", by=by, now=now, says="as it was before")


@transaction.atomic
def put_away(playbook: Playbook, *, by: User, now: datetime) -> None:
    """No plan is drawn from it any more. Plans that were drawn from it stay."""
    if playbook.archived_at is None:
        playbook.amend(playbook.version, archived_at=now)
        note_deed("put_away_playbook", playbook, by=by, now=now, says=f"put the process {playbook.name} away")


@transaction.atomic
def bring_back(playbook: Playbook, *, by: User, now: datetime) -> None:
    if playbook.archived_at is not None:
        playbook.amend(playbook.version, archived_at=None)
        note_deed("bring_back_playbook", playbook, by=by, now=now, says=f"brought the process {playbook.name} back")


def _locked(playbook: Playbook) -> Playbook:
    return Playbook.objects.select_for_update().get(pk=playbook.pk)


def _save(playbook: Playbook, content: Content, verb: str, *, by: User, now: datetime, says: str = "") -> Playbook:
    """`playbook` is locked and fresh; what is no process is refused."""
    read = _read(content)
    changes = changes_between(playbook.content, content)
    if not changes:
        return playbook
    titles = {step["key"]: step["title"] for step in (*playbook.content["steps"], *content["steps"])}
    playbook.amend(playbook.version, content=content, name=read.name, trade=read.trade)
    said = says or "; ".join(told(changes, titles))
    said = said if len(said) <= SAID else f"{said[:SAID]} …"
    note_deed(verb, playbook, by=by, now=now, says=f"changed the process {playbook.name}: {said}", changes=changes)
    return playbook


def _read(content: Content) -> method.Playbook:
    try:
        return method.read_playbook(content)
    except CannotReadPlaybook as refusal:
        raise CannotEdit(*refusal.faults) from refusal


def _free_key(key: str) -> str:
    base = key.split("_own")[0][:30]
    taken: set[Any] = {*method.playbooks(), *Playbook.objects.values_list("key", flat=True)}
    return next(each for n in range(1, 10_000) if (each := f"{base}_own{n}") not in taken)
