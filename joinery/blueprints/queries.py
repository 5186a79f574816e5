"""Doors to blueprints: ours to draw and deliver, a guest's to draw with us."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from joinery.blueprints.models import (
    Blueprint,
    Concern,
    Deviation,
    Offer,
    Playbook,
    Signer,
    SignOff,
    Slip,
    Step,
    StepEvent,
    Verdict,
    Version,
)
from joinery.customers.queries import seen_by
from joinery.firm.models import User
from joinery.method import playbooks as method
from joinery.rooms.models import Guest


def blueprints_for(user: User) -> QuerySet[Blueprint]:
    return _whole(Blueprint.objects.filter(seen_by(user, "company"), opportunity__archived_at__isnull=True))


def blueprints_on_sheet_for(user: User) -> QuerySet[Blueprint]:
    """With what their sheet shows: the steps, what stands in their way, their yes; without all that happened."""
    here = Blueprint.objects.filter(seen_by(user, "company"), opportunity__archived_at__isnull=True)
    steps = Step.objects.select_related("owner_user", "owner_person").prefetch_related(
        Prefetch("concerns", Concern.objects.select_related("guest__person", "user", "told", "answered_by")),
        Prefetch("verdicts", Verdict.objects.select_related("guest__person")),
        "slips",
    )
    return here.select_related("company", "opportunity__owner", "drawn_by").prefetch_related(
        Prefetch("steps", steps), "deviations"
    )


def blueprints_for_edit(user: User) -> QuerySet[Blueprint]:
    """The bare row, to change something about the plan as a whole."""
    here = Blueprint.objects.filter(seen_by(user, "company"), opportunity__archived_at__isnull=True)
    return here.select_related("company", "opportunity__owner")


def newest_version_for(user: User, public_id: str) -> Version | None:
    """Without its content: asked for often."""
    here = Version.objects.filter(seen_by(user, "blueprint__company"), blueprint__public_id=public_id)
    return here.filter(blueprint__opportunity__archived_at__isnull=True).defer("content").order_by("number").last()


def blueprints_listed_for(user: User) -> QuerySet[Blueprint]:
    """In a list: with the bare steps, the day of the next one, how many are late or in somebody's way."""
    here = Blueprint.objects.filter(seen_by(user, "company"), opportunity__archived_at__isnull=True)
    is_open = Q(steps__state__in=[Step.State.AHEAD, Step.State.BEGUN, Step.State.REPORTED])
    waiting = Concern.objects.filter(step__blueprint=OuterRef("pk"), closed_at__isnull=True).order_by()
    signed = SignOff.objects.filter(version__blueprint=OuterRef("pk"))
    steps = Step.objects.select_related("owner_user", "owner_person")
    return (
        here.select_related("company", "opportunity__owner")
        .prefetch_related(Prefetch("steps", steps))
        .annotate(
            next_on=Min("steps__due_on", filter=is_open),
            open_concerns=Coalesce(Subquery(waiting.values("step__blueprint").annotate(n=Count("pk")).values("n")), 0),
            is_signed=Exists(signed),
        )
    )


def steps_for(user: User) -> QuerySet[Step]:
    return _steps().filter(seen_by(user, "blueprint__company"), blueprint__opportunity__archived_at__isnull=True)


def concerns_for(user: User) -> QuerySet[Concern]:
    return Concern.objects.filter(seen_by(user, "step__blueprint__company")).select_related(
        "step__blueprint__company", "guest__person", "user", "told", "answered_by"
    )


def slips_for(user: User) -> QuerySet[Slip]:
    return Slip.objects.filter(seen_by(user, "step__blueprint__company")).select_related("step__blueprint", "user")


def versions_for(user: User) -> QuerySet[Version]:
    return Version.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint__company")


def versions_listed_for(user: User) -> QuerySet[Version]:
    """Without their content, with the names under them."""
    return versions_for(user).defer("content").prefetch_related("sign_offs")


def signers_for(user: User) -> QuerySet[Signer]:
    return Signer.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint", "person", "user")


def sign_offs_for(user: User) -> QuerySet[SignOff]:
    return SignOff.objects.filter(seen_by(user, "version__blueprint__company")).select_related("version", "guest")


def running_blueprint(public_id: str) -> Blueprint | None:
    """For a payment program that proved itself: whichever is paid for."""
    running = Blueprint.objects.filter(public_id=public_id, opportunity__archived_at__isnull=True)
    return running.select_related("opportunity__owner", "company").first()


def _shown_to(guest: Guest) -> QuerySet[Blueprint]:
    """What we put into their room; a put-away opportunity takes its blueprint along unless it was signed."""
    shown = Blueprint.objects.filter(company=guest.room.company_id, shown_at__isnull=False)
    return shown.filter(opportunity__archived_at__isnull=True)


def of_shown_to(guest: Guest, way: str) -> Q:
    """What belongs, by that way, to a blueprint in their room."""
    return Q((f"{way}__in", _shown_to(guest).order_by().values("pk")))


def blueprints_in_room(guest: Guest) -> QuerySet[Blueprint]:
    return _whole(_shown_to(guest))


def sheets_in_room(guest: Guest) -> QuerySet[Blueprint]:
    """The same without what happened to each step: for a page of the whole plan, however long it has run."""
    return _whole(_shown_to(guest), _steps_now())


def plans_to_see(guest: Guest) -> QuerySet[Blueprint]:
    """The bare rows, with what there is to look at of each."""
    signed = SignOff.objects.filter(version__blueprint=OuterRef("pk"))
    return _shown_to(guest).select_related("package").annotate(is_signed=Exists(signed)).order_by("drawn_at", "id")


def around_step(step: Step) -> Blueprint:
    """The plan that a step was found in: the other steps, bare."""
    steps = Step.objects.select_related("owner_person")
    plans = Blueprint.objects.select_related("company", "opportunity__owner")
    return plans.prefetch_related(Prefetch("steps", steps)).get(pk=step.blueprint_id)


def strips_in_room(guest: Guest) -> QuerySet[Blueprint]:
    """What still runs, with its steps, what is in their way and the new days asked for: enough for a first look."""
    steps = Step.objects.select_related("owner_user", "owner_person").prefetch_related(
        Prefetch("concerns", Concern.objects.select_related("guest__person", "answered_by", "user")),
        Prefetch("slips", Slip.objects.select_related("user")),
    )
    shown = Blueprint.objects.filter(
        company=guest.room.company_id, shown_at__isnull=False, closed_at__isnull=True
    ).filter(opportunity__archived_at__isnull=True)
    return shown.select_related("company").prefetch_related(Prefetch("steps", steps))


def offers_waiting(guest: Guest) -> QuerySet[Offer]:
    """Newest versions that are open for this guest's name."""
    mine = Signer.objects.filter(person=guest.person_id, removed_at__isnull=True).values("blueprint")
    disputed = Concern.objects.filter(kind=Concern.Kind.DISPUTE, closed_at__isnull=True).values("step__blueprint")
    versions = versions_in_room(guest).order_by().filter(next__isnull=True, blueprint__in=mine)
    versions = versions.exclude(sign_offs__person=guest.person_id).exclude(blueprint__in=disputed)
    offers = Offer.objects.filter(withdrawn_at__isnull=True, version__in=versions.values("pk"))
    return offers.select_related("version__blueprint", "offered_by").defer("version__content").order_by("offered_at")


def events_in_room(guest: Guest) -> QuerySet[StepEvent]:
    """What happened to the steps, the newest first. What only began by itself is no news."""
    events = StepEvent.objects.filter(_of_steps_shown_to(guest)).exclude(kind=StepEvent.Kind.BEGUN)
    return events.select_related("step").order_by("-at", "-id")


def sign_offs_in_room(guest: Guest) -> QuerySet[SignOff]:
    versions = versions_in_room(guest).order_by().values("pk")
    return SignOff.objects.filter(version__in=versions).select_related("version__blueprint", "person", "user")


def steps_in_room(guest: Guest) -> QuerySet[Step]:
    return _steps().filter(of_shown_to(guest, "blueprint"))


def _of_steps_shown_to(guest: Guest) -> Q:
    steps = Step.objects.filter(of_shown_to(guest, "blueprint"))
    return Q(step__in=steps.order_by().values("pk"))


def concerns_in_room(guest: Guest) -> QuerySet[Concern]:
    return Concern.objects.filter(_of_steps_shown_to(guest)).select_related(
        "step__blueprint", "guest__person", "user", "told", "answered_by"
    )


def slips_in_room(guest: Guest) -> QuerySet[Slip]:
    return Slip.objects.filter(_of_steps_shown_to(guest)).select_related("step", "user")


def versions_in_room(guest: Guest) -> QuerySet[Version]:
    return Version.objects.filter(of_shown_to(guest, "blueprint")).select_related("blueprint__company")


def own_playbooks() -> QuerySet[Playbook]:
    """The firm's own templates; every one of us may draw from them."""
    return Playbook.objects.filter(archived_at__isnull=True)


def done_before(versions: Iterable[Version]) -> dict[int, set[str]]:
    """By version: the keys of the steps that were done when it was made."""
    versions = list(versions)
    done = Step.objects.filter(blueprint__in={version.blueprint_id for version in versions}, done_at__isnull=False)
    rows = list(done.order_by().values_list("blueprint_id", "key", "done_at"))
    return {
        version.pk: {
            key for blueprint, key, at in rows if blueprint == version.blueprint_id and at and at <= version.made_at
        }
        for version in versions
    }


def playbooks_to_edit(user: User) -> QuerySet[Playbook]:
    """Those put away too, for those who answer for the process."""
    return Playbook.objects.all() if user.is_manager else Playbook.objects.none()


def playbooks_to_draw_from() -> dict[str, method.Playbook]:
    """By key: the firm's own first, then the shipped ones."""
    own = [method.read_playbook(playbook.content) for playbook in own_playbooks()]
    return {playbook.key: playbook for playbook in (*own, *method.playbooks().values())}


def playbook_of(key: str) -> method.Playbook | None:
    """What a blueprint was drawn from, also when it was put away since."""
    if shipped := method.playbooks().get(key):
        return shipped
    own = Playbook.objects.filter(key=key).first()
    return method.read_playbook(own.content) if own else None


def _steps() -> QuerySet[Step]:
    """With all that a page about them says."""
    return Step.objects.select_related(
        "owner_user", "owner_person", "blueprint__company", "blueprint__opportunity__owner"
    ).prefetch_related(
        Prefetch("events", StepEvent.objects.select_related("user", "person")),
        Prefetch("concerns", Concern.objects.select_related("guest__person", "user", "told", "answered_by")),
        Prefetch("verdicts", Verdict.objects.select_related("guest__person")),
        Prefetch("slips", Slip.objects.select_related("agreed_by__person")),
        "ready_items__user",
        "ready_items__person",
    )


def _steps_now() -> QuerySet[Step]:
    """As they stand."""
    return Step.objects.select_related("owner_user", "owner_person").prefetch_related(
        Prefetch("concerns", Concern.objects.select_related("guest__person", "user", "told", "answered_by")),
        Prefetch("verdicts", Verdict.objects.select_related("guest__person")),
        Prefetch("slips", Slip.objects.select_related("user", "agreed_by__person")),
    )


def _whole(blueprints: QuerySet[Blueprint], steps: QuerySet[Step] | None = None) -> QuerySet[Blueprint]:
    """With its steps, versions and deviations: a bounded number of questions however many there are."""
    signed = SignOff.objects.select_related("person", "user")
    return blueprints.select_related("company", "opportunity__owner", "drawn_by", "package").prefetch_related(
        Prefetch("steps", _steps() if steps is None else steps),
        Prefetch("versions", Version.objects.defer("content").prefetch_related(Prefetch("sign_offs", signed))),
        Prefetch("deviations", Deviation.objects.select_related("step")),
    )
