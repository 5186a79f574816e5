"""Your own page: your details, your keys for programs, the way out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinery.firm.actions import edit_colleague, end_key, make_key
from joinery.firm.pictures import CannotTakePicture, set_photo
from joinery.firm.queries import keys_for
from joinery.web.office.forms import Key, Me
from joinery.web.ui.visitor import reader


def me(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    form = Me(
        request.POST or None, initial={"name": user.name, "title": user.title, "phone": user.phone, "zone": user.zone}
    )
    if form.is_valid():
        edit_colleague(user, **form.cleaned_data, by=user, now=timezone.now())
        return redirect("office:me")
    return render(request, "office/me.html", {"form": form, "here": "me"}, status=422 if form.is_bound else 200)


@require_POST
def photo(request: HttpRequest) -> HttpResponse:
    """With a picture it is set, without one it is taken away."""
    user = reader(request)
    try:
        set_photo(user, request.FILES.get("photo"), by=user, now=timezone.now())
    except CannotTakePicture as reason:
        messages.warning(request, str(reason))
    return redirect("office:me")


def keys(request: HttpRequest) -> HttpResponse:
    form, made = Key(request.POST or None), None
    if form.is_valid():
        _, made = make_key(reader(request), **form.cleaned_data, now=timezone.now())
        form = Key()
    page = {"form": form, "made": made, "keys": keys_for(reader(request)), "here": "keys"}
    return render(request, "office/keys.html", page, status=422 if form.is_bound else 200)


@require_POST
def ended_key(request: HttpRequest, public_id: str) -> HttpResponse:
    end_key(get_object_or_404(keys_for(reader(request)), public_id=public_id), by=reader(request), now=timezone.now())
    return redirect("office:keys")
