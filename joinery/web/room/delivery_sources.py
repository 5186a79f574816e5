"""What there is to tell from payment to handover: the package, photos put to steps, the lines of the order."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from joinery.blueprints.delivery_queries import evidence_in_room, order_lines_in_room, packages_in_room
from joinery.blueprints.models import Evidence, OrderLine, Package
from joinery.blueprints.said import title_of
from joinery.rooms.models import FileVersion, Guest
from joinery.rooms.queries import versions_for
from joinery.web.room.happenings import Source, add_source
from joinery.web.room.sources import file_says, short


def _files(guest: Guest) -> QuerySet[FileVersion]:
    """What was put to a step is told with the step, not twice."""
    return versions_for(guest).exclude(pk__in=evidence_in_room(guest).order_by().values("file"))


def _photos(guest: Guest) -> QuerySet[Evidence]:
    return evidence_in_room(guest).select_related("step")


def _packages(guest: Guest) -> QuerySet[Package]:
    return packages_in_room(guest).select_related("blueprint__opportunity__owner")


def _photo(one: Evidence) -> tuple[str, str]:
    title = title_of(one.step)
    if one.file.is_picture:
        return one.by_name, _("put a photo to “{title}”").format(title=title)
    return one.by_name, _("put a file to “{title}”: {name}").format(title=title, name=one.file.name)


def _package(package: Package) -> tuple[str, str]:
    return package.blueprint.opportunity.owner.name, _("put the welcome package here")


def _read(package: Package) -> tuple[str, str]:
    return package.opened_by.name if package.opened_by else _("Somebody"), _("has read the welcome package")


def _delivered(line: OrderLine) -> tuple[str, str]:
    by = line.delivered_by.name if line.delivered_by else _("Somebody")
    if line.delivered < line.quantity:
        says = _("delivered {delivered} of {quantity}: {what}")
        return by, says.format(delivered=line.delivered, quantity=line.quantity, what=short(line.what))
    return by, _("delivered: {what}").format(what=short(line.what))


def _confirmed(line: OrderLine) -> tuple[str, str]:
    by = line.confirmed_by.name if line.confirmed_by else _("Somebody")
    if line.is_right:
        return by, _("says it is right: {what}").format(what=short(line.what))
    return by, _("says it is not right: {what}, “{words}”").format(what=short(line.what), words=short(line.words))


def _mended(line: OrderLine) -> tuple[str, str]:
    return line.blueprint.company.name, _("says it is right now: {what}").format(what=short(line.what))


def _lines(guest: Guest) -> QuerySet[OrderLine]:
    return order_lines_in_room(guest).select_related("blueprint__company", "confirmed_by", "delivered_by")


add_source(Source("file", _files, "shared_at", file_says))
add_source(Source("photo", _photos, "at", _photo))
add_source(Source("package", _packages, "made_at", _package))
add_source(Source("package_read", _packages, "opened_at", _read))
add_source(Source("delivered", _lines, "delivered_at", _delivered))
add_source(Source("order", _lines, "confirmed_at", _confirmed))
add_source(Source("mended", _lines, "mended_at", _mended))
