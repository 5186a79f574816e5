"""Our side of a room's files: put there, shown by an act of its own, taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from joinery.rooms.files import FILE_LIMIT, MEGABYTE, CannotKeepFile, keep_file, share_version, withdraw_file
from joinery.rooms.models import Room, RoomFile
from joinery.rooms.queries import files_for_user, rooms_for, versions_for_user
from joinery.web.desk.room_page import file_rows
from joinery.web.ui.sending import sent_file, sent_picture
from joinery.web.ui.visitor import reader


def room_files(request: HttpRequest, public_id: str) -> HttpResponse:
    room = get_object_or_404(rooms_for(reader(request)), company__public_id=public_id)
    if request.method == "POST":
        return _kept(request, room, None)
    return _show(request, room)


@require_POST
def room_file_versions(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    file = get_object_or_404(_files(request, public_id), public_id=file_id)
    return _kept(request, file.room, file)


@require_POST
def room_file_away(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    file = get_object_or_404(_files(request, public_id), public_id=file_id)
    withdraw_file(file, by=reader(request), now=timezone.now())
    return redirect("desk:room_files", public_id)


@require_POST
def room_version_sharing(request: HttpRequest, public_id: str, version_id: str) -> HttpResponse:
    versions = versions_for_user(reader(request)).filter(file__room__company__public_id=public_id)
    share_version(get_object_or_404(versions, public_id=version_id), by=reader(request), now=timezone.now())
    return redirect("desk:room_files", public_id)


@require_safe
def room_version(request: HttpRequest, public_id: str, version_id: str) -> HttpResponseBase:
    versions = versions_for_user(reader(request)).filter(file__room__company__public_id=public_id)
    return sent_file(get_object_or_404(versions, public_id=version_id))


@require_safe
def room_version_small(request: HttpRequest, public_id: str, version_id: str) -> HttpResponseBase:
    versions = versions_for_user(reader(request)).filter(file__room__company__public_id=public_id)
    return sent_picture(get_object_or_404(versions, public_id=version_id), is_small=True)


def _files(request: HttpRequest, public_id: str):  # type: ignore[no-untyped-def]
    return files_for_user(reader(request)).filter(room__company__public_id=public_id).select_related("room__company")


def _kept(request: HttpRequest, room: Room, file: RoomFile | None) -> HttpResponse:
    if not (upload := request.FILES.get("file")):
        return _show(request, room, "Choose a file first.", 422)
    try:
        keep_file(room, upload, by=reader(request), now=timezone.now(), file=file)
    except CannotKeepFile as reason:
        return _show(request, room, str(reason), 422)
    return redirect("desk:room_files", room.company.public_id)


def _show(request: HttpRequest, room: Room, fault: str = "", status: int = 200) -> HttpResponse:
    files = files_for_user(reader(request)).filter(room=room)
    page = {"company": room.company, "room": room, "files": file_rows(files), "limit": FILE_LIMIT // MEGABYTE}
    return render(request, "desk/room_files.html", {"page": page, "fault": fault, "here": "customers"}, status=status)
