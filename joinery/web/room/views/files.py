"""Files: looked at, brought, brought anew, taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from joinery.rooms.files import CannotKeepFile, keep_file, withdraw_file
from joinery.rooms.letters import firm_name
from joinery.rooms.models import RoomFile
from joinery.rooms.queries import files_for, versions_for
from joinery.web.room.entry import GuestRequest, guests_only, shown, told, zone_named
from joinery.web.room.shelf import FilesPage, shelf_of
from joinery.web.ui.sending import sent_file, sent_picture


@require_http_methods(["GET", "HEAD", "POST"])
@guests_only
def files(request: GuestRequest) -> HttpResponse:
    return _kept(request, None) if request.method == "POST" else _show(request)


@require_POST
@guests_only
def next_version(request: GuestRequest, file_id: str) -> HttpResponse:
    return _kept(request, get_object_or_404(files_for(request.guest), public_id=file_id))


@require_POST
@guests_only
def away(request: GuestRequest, file_id: str) -> HttpResponse:
    try:
        found = get_object_or_404(files_for(request.guest), public_id=file_id)
        withdraw_file(found, by=request.guest, now=timezone.now())
    except CannotKeepFile as reason:
        return _show(request, told(reason), 403)
    return redirect("room:files", request.room.public_id)


@require_safe
@guests_only
def version(request: GuestRequest, version_id: str) -> HttpResponseBase:
    return sent_file(get_object_or_404(versions_for(request.guest), public_id=version_id))


@require_safe
@guests_only
def picture(request: GuestRequest, version_id: str) -> HttpResponseBase:
    return sent_picture(get_object_or_404(versions_for(request.guest), public_id=version_id))


@require_safe
@guests_only
def small(request: GuestRequest, version_id: str) -> HttpResponseBase:
    return sent_picture(get_object_or_404(versions_for(request.guest), public_id=version_id), is_small=True)


def _kept(request: GuestRequest, file: RoomFile | None) -> HttpResponse:
    if not (upload := request.FILES.get("file")):
        return _show(request, _("Choose a file first."), 422)
    try:
        kept = keep_file(request.room, upload, by=request.guest, now=timezone.now(), file=file)
    except CannotKeepFile as reason:
        return _show(request, told(reason), 422)
    return redirect(reverse("room:files", args=[request.room.public_id]) + f"#file-{kept.file.public_id}")


def _show(request: GuestRequest, fault: str = "", status: int = 200) -> HttpResponse:
    shelf = shelf_of(list(files_for(request.guest)), request.guest)
    home = reverse("room:home", args=[request.room.public_id])
    zone = zone_named(request.guest.person.zone).key
    page = FilesPage(request.room.company.name, firm_name(), home, shelf, zone, fault)
    return shown(request, "room/files.html", page, zone=zone, status=status)
