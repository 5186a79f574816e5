"""What must be true after every step, asked of the rows; numbers are those of the project's list of invariants."""

from __future__ import annotations

import json
from hashlib import sha256

from joinery.blueprints.models import Blueprint, Concern, Deviation, SignOff, Step, StepEvent, Verdict, Version
from joinery.gateways.storage import path_of
from joinery.promises.models import Promise, PromiseEvent
from joinery.rooms.models import FileVersion, HeardLine

OPEN_PROMISE, ENDED = {"requested", "promised", "reported"}, {"accepted", "declined", "withdrawn", "revoked", "broken"}
BY_RECEIVER = {"accepted", "withdrawn", "broken"}


class Memory:
    """What was seen once and must be there for ever."""

    def __init__(self) -> None:
        self.promises: dict[int, list] = {}
        self.days: dict[int, set] = {}
        self.versions: dict[int, tuple] = {}
        self.names: dict[int, tuple] = {}
        self.files: dict[int, tuple] = {}
        self.edits: list[tuple[str, str, object]] = []  # step's key, field, what an acknowledged edit wrote


def promises_hold(memory: Memory) -> None:
    rows = {row.pk: row for row in Promise.objects.all()}
    assert memory.promises.keys() <= rows.keys(), "1: a promise disappeared"
    for row in rows.values():
        events = list(PromiseEvent.objects.filter(promise=row).order_by("at", "id"))
        assert row.state in OPEN_PROMISE | ENDED, "1: a state that there is not"
        assert [event.state for event in events][-1:] == [row.state], "1: a change of state without its event"
        marks = [(event.pk, event.state, event.by_name, event.at, event.due_on) for event in events]
        before = memory.promises.get(row.pk, [])
        assert marks[: len(before)] == before, "1: the story of a promise was rewritten"
        memory.promises[row.pk] = marks
        for event in events:
            assert event.by_name, "4: nobody said it"
            if event.state in BY_RECEIVER:
                is_ours = row.side == "theirs"
                assert (event.user_id is not None) == is_ours, "2: the giver released themselves"
        days = memory.days.setdefault(row.pk, set())
        days.add(row.due_on)
        assert days <= {event.due_on for event in events}, "3: an earlier day is forgotten"


def versions_hold(memory: Memory, blueprint: Blueprint) -> None:
    parent, rows = None, list(Version.objects.filter(blueprint=blueprint).order_by("number", "id"))
    assert memory.versions.keys() <= {row.pk for row in rows}, "9: a version disappeared"
    for number, row in enumerate(rows, 1):
        assert (row.number, row.parent_id) == (number, parent.pk if parent else None), "9: a gap or a fork"
        assert row.commitment == sha256(f"{row.salt}\n{row.content}".encode()).hexdigest(), "7: not what was written"
        chained = f"{parent.seal if parent else ''}\n{row.number}\n{row.commitment}"
        assert row.seal == sha256(chained.encode()).hexdigest(), "7: a broken seal"
        mark = (row.number, row.content, row.seal)
        assert memory.versions.setdefault(row.pk, mark) == mark, "8: a version was rewritten"
        parent = row
    contents = [json.loads(row.content)["steps"] for row in rows]
    for key, field, value in memory.edits:
        assert any(step["key"] == key and step[field] == value for steps in contents for step in steps), (
            f"13: {field} = {value} was acknowledged and is nowhere"
        )
    stands = {step.key: step.title for step in blueprint.steps.exclude(state="left_out")}
    newest = {step["key"]: step["title"] for step in contents[-1]}
    assert stands == newest, "13: the plan and its newest version differ"


def names_hold(memory: Memory, blueprint: Blueprint) -> None:
    for row in SignOff.objects.select_related("version"):
        mark = (row.version_id, row.person_id, row.user_id, row.typed_name, row.text, row.commitment, row.proof, row.at)
        assert memory.names.setdefault(row.pk, mark) == mark, "6: a name was rewritten"
        assert row.commitment == row.version.commitment, "6: not what the signer saw"
        assert all((row.typed_name, row.proof, row.text)), "6: a name without its proof"
        signers = blueprint.signers.filter(person=row.person, user=row.user)
        assert signers.exists(), "6: somebody signed who is not asked to"
        if row.person_id:
            assert getattr(row.guest, "person_id", None) == row.person_id, "6: not a proven person"
    assert memory.names.keys() <= set(SignOff.objects.values_list("pk", flat=True)), "6: a name disappeared"


def steps_hold(blueprint: Blueprint) -> None:
    steps = list(Step.objects.filter(blueprint=blueprint))
    known = {step.key: step for step in steps}
    _no_ring(known)
    for step in steps:
        if step.state != "done":
            continue
        if step.is_checkpoint:
            last = Verdict.objects.filter(step=step).order_by("at", "id").last()
            assert getattr(last, "answer", "") == "yes", "11: a checkpoint that the customer did not pass"
        if not step.is_start:
            _in_order_or_flagged(step, known)
    for row in Concern.objects.filter(closed_at__isnull=False, guest__isnull=False):
        theirs = {person.name for person in blueprint.company.people.all()}
        assert row.closed_by in theirs, "2: the wrong side said that it is settled"


def _no_ring(known: dict[str, Step]) -> None:
    done: set[str] = set()

    def walk(key: str, way: tuple[str, ...]) -> None:
        assert key not in way, "12: steps wait for each other"
        if key in known and key not in done:
            for first in known[key].after:
                walk(first, (*way, key))
            done.add(key)

    for key in known:
        walk(key, ())


def _in_order_or_flagged(step: Step, known: dict[str, Step]) -> None:
    for key in step.after:
        first = known.get(key)
        if first is None or first.state in ("done", "left_out"):
            continue
        said = Deviation.objects.filter(step=step).exists()
        again = StepEvent.objects.filter(step=first, kind__in=["reopened", "brought_back", "not_passed"]).exists()
        assert said or again, "12: done before what comes first, and nobody said so"


def borders_hold(blueprint: Blueprint) -> None:
    company = blueprint.company_id
    assert blueprint.opportunity.company_id == company, "20: a plan of another customer"
    for step in Step.objects.filter(blueprint=blueprint).select_related("owner_person"):
        assert step.owner_person is None or step.owner_person.company_id == company, "20: a stranger owns a step"
    for line in HeardLine.objects.select_related("person", "room"):
        assert line.person is None or line.person.company_id == line.room.company_id, "20: a stranger's words"
    for verdict in Verdict.objects.select_related("guest__room", "step__blueprint"):
        assert verdict.guest.room.company_id == verdict.step.blueprint.company_id, "20: a stranger's verdict"
    for concern in Concern.objects.filter(guest__isnull=False).select_related("guest__room", "step__blueprint"):
        assert concern.guest.room.company_id == concern.step.blueprint.company_id, "20: a stranger's worry"


def recoveries_hold() -> None:
    for promise in Promise.objects.filter(side="ours").prefetch_related("recoveries__events"):
        rows = list(promise.recoveries.all())
        still_open = [row for row in rows if row.closed_at is None]
        is_broken = promise.state in {"revoked", "broken"}
        assert bool(rows) == is_broken, "5: broken without a recovery, or the other way"
        assert len(still_open) <= 1, "5: two recoveries are open for one promise"
        for row in rows:
            answers = [event for event in row.events.all() if event.person_id and event.said == "yes"]
            assert bool(answers) == (row.closed_at is not None), "5: closed without the customer's answer"


def files_hold(memory: Memory) -> None:
    rows = {row.pk: row for row in FileVersion.objects.select_related("by_guest", "file")}
    assert memory.files.keys() <= rows.keys(), "21: a file disappeared"
    for row in rows.values():
        mark = (row.file_id, row.number, row.sha256, row.place)
        assert memory.files.setdefault(row.pk, mark) == mark, "21: a file was written over"
        assert path_of(row.place).exists(), "21: a row names what is not there"
        assert sha256(path_of(row.place).read_bytes()).hexdigest() == row.sha256, "21: not the bytes that were brought"
        assert row.by_guest is None or row.by_guest.room_id == row.file.room_id, "21: a file in two rooms"
    assert len({row.place for row in rows.values()}) == len(rows), "21: two files in one place"
