"""Doors to blueprints: ours to draw and deliver, a guest's to draw with us."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from joinery.blueprints.models import (
    Blueprint,
    Concern,
    Deviation,
    Extra,
    OrderLine,
    Package,
    Playbook,
    ReadyItem,
    Seat,
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


def extras_for(user: User) -> QuerySet[Extra]:
    return Extra.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint__company", "given_by")


def order_lines_for(user: User) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(seen_by(user, "blueprint__company")).select_related("blueprint__company")


def ready_items_for(user: User) -> QuerySet[ReadyItem]:
    return ReadyItem.objects.filter(seen_by(user, "step__blueprint__company")).select_related("step__blueprint__company")


def seats_for(user: User) -> QuerySet[Seat]:
    return Seat.objects.filter(seen_by(user, "step__blueprint__company")).select_related("step__blueprint__company")


def extras_in_room(guest: Guest) -> QuerySet[Extra]:
    """Those that were given."""
    return Extra.objects.filter(_of_shown(guest, "blueprint"), given_at__isnull=False).select_related("given_by")


def order_lines_in_room(guest: Guest) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(_of_shown(guest, "blueprint")).select_related("blueprint", "confirmed_by")


def ready_items_in_room(guest: Guest) -> QuerySet[ReadyItem]:
    return ReadyItem.objects.filter(_of_shown(guest, "step__blueprint")).select_related("step__blueprint__company")


def packages_in_room(guest: Guest) -> QuerySet[Package]:
    return Package.objects.filter(_of_shown(guest, "blueprint")).select_related("blueprint", "opened_by")


def _of_shown(guest: Guest, way: str) -> Q:
    return Q((f"{way}__in", blueprints_in_room(guest).order_by().values("pk")))


def running_blueprint(public_id: str) -> Blueprint | None:
    """For a payment program that proved itself: whichever is paid for."""
    running = Blueprint.objects.filter(public_id=public_id, opportunity__archived_at__isnull=True)
    return running.select_related("opportunity__owner", "company").first()


def blueprints_in_room(guest: Guest) -> QuerySet[Blueprint]:
    """What we put into their room; a put-away opportunity takes its blueprint along unless it was signed."""
    shown = Blueprint.objects.filter(company=guest.room.company_id, shown_at__isnull=False)
    return _whole(shown.filter(opportunity__archived_at__isnull=True))


def steps_in_room(guest: Guest) -> QuerySet[Step]:
    return _steps().filter(blueprint__in=blueprints_in_room(guest).order_by().values("pk"))


def concerns_in_room(guest: Guest) -> QuerySet[Concern]:
    return Concern.objects.filter(step__in=steps_in_room(guest).order_by().values("pk")).select_related(
        "step__blueprint", "guest__person", "user", "told", "answered_by"
    )


def slips_in_room(guest: Guest) -> QuerySet[Slip]:
    return Slip.objects.filter(step__in=steps_in_room(guest).order_by().values("pk")).select_related("step", "user")


def versions_in_room(guest: Guest) -> QuerySet[Version]:
    return Version.objects.filter(blueprint__in=blueprints_in_room(guest).order_by().values("pk")).select_related(
        "blueprint__company"
    )


def own_playbooks() -> QuerySet[Playbook]:
    """The firm's own templates; every one of us may draw from them."""
    return Playbook.objects.filter(archived_at__isnull=True)


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


def _whole(blueprints: QuerySet[Blueprint]) -> QuerySet[Blueprint]:
    """With its steps, versions and deviations: a bounded number of questions however many there are."""
    signed = SignOff.objects.select_related("person", "user")
    return blueprints.select_related("company", "opportunity__owner", "drawn_by").prefetch_related(
        Prefetch("steps", _steps()),
        Prefetch("versions", Version.objects.defer("content").prefetch_related(Prefetch("sign_offs", signed))),
        Prefetch("deviations", Deviation.objects.select_related("step")),
    )
