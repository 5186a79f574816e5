"""The firm's mark and colours: chosen in the office, seen in rooms, never unreadable."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from room_cast import home_of, invited, let_in, photo

import joinery.web.ui.assets as assets
from joinery.firm import look
from joinery.firm.models import Deed, Firm, Picture
from joinery.lib.colour import oklch, weakest


@pytest.fixture
def ida_client(client, ida):
    client.force_login(ida, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def dora_client(dora, ana):
    guest = invited(dora, ana)
    client = let_in(Client(), guest)
    client.home = home_of(guest)
    return client


def save(client, accent="", accent_dark="", version=None):
    version = Firm.objects.get().version if version is None else version
    return client.post(reverse("office:look"), {"accent": accent, "accent_dark": accent_dark, "version": version})


def style_of(client):
    found = re.search(r'href="(/look/[^"]+/firm\.css)"', client.get(client.home).content.decode())
    return found[1] if found else ""


def test_without_colours_a_room_asks_for_no_style_of_the_firm(dora_client):
    assert style_of(dora_client) == ""


def test_colours_that_can_be_read_are_on_every_page_of_the_room(ida_client, dora_client):
    assert save(ida_client, "#7A1F3D", "#e8a0b8").status_code == 302

    address = style_of(dora_client)
    answer = Client().get(address)
    assert answer.content.decode().startswith(":root{--accent:light-dark(#7a1f3d,#e8a0b8);")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert [deed.says for deed in Deed.objects.filter(verb="set_colours")] == ["changed the firm's colours"]


def test_other_colours_have_another_address_and_the_old_one_is_not_kept(ida_client, dora_client):
    save(ida_client, "#7a1f3d")
    first = style_of(dora_client)
    save(ida_client, "#1f3d7a")

    assert style_of(dora_client) != first
    assert Client().get(first)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("day", "night", "where"), [("#f5a623", "", "light paper"), ("", "#1f4fa3", "dark paper")])
def test_a_weak_colour_is_refused_with_the_nearest_that_can_be_read(ida_client, day, night, where):
    answer = save(ida_client, day, night)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f"on {where} has a contrast of" in page
    nearest = re.search(r"Use (#[0-9a-f]{6}) instead", page)[1]
    assert (Firm.objects.get().accent, Firm.objects.get().accent_dark) == ("", "")
    assert save(ida_client, nearest if day else "", nearest if night else "").status_code == 302
    assert nearest in (Firm.objects.get().accent, Firm.objects.get().accent_dark)


def test_what_is_no_colour_never_reaches_a_stylesheet(ida_client, dora_client):
    answer = save(ida_client, "red}*{x:")

    assert answer.status_code == 422
    assert "Write a colour as # and six signs" in answer.content.decode()
    assert style_of(dora_client) == ""


def test_every_colour_made_of_the_firms_can_be_read():
    for accent, accent_dark in (("#7a1f3d", "#e8a0b8"), ("#0b6b3a", "#7fd6a4"), ("", "")):
        for theme in look.themes(accent, accent_dark):
            assert weakest(theme.accent, [theme.paper, theme.wash]) >= 4.5
            assert weakest(theme.strong, [theme.paper, theme.wash]) >= 4.5
            assert weakest(theme.on, [theme.accent]) >= 4.5


def test_the_papers_are_those_of_the_stylesheet():
    tokens = (Path(assets.__file__).parent / "static/ui/css/tokens.css").read_text()
    pair = re.compile(r"--([a-z-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\)")
    both = {name: (day, night) for name, day, night in pair.findall(tokens)}
    for place, name in enumerate(("paper", "paper-raised", "paper-sunk", "on-accent")):
        day, night = (oklch(*map(float, each.split())) for each in both[name])
        assert (name, look.DAY[place], look.NIGHT[place]) == (name, day, night)
    assert tuple(oklch(*map(float, each.split())) for each in both["accent"]) == look.HOUSE


def test_the_mark_is_drawn_anew_and_shown_in_the_room(ida_client, dora_client):
    ida_client.post(reverse("office:mark"), {"mark": photo()})
    page = dora_client.get(dora_client.home).content.decode()
    address = re.search(r'class="firm-mark" src="([^"]+)" alt="Wessel Laundry Works" width="60" height="40"', page)[1]
    answer = Client().get(address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"a secret place" not in answer.content


def test_the_marks_address_gives_out_no_other_picture(ida_client, dora_client, ida):
    ida_client.post(reverse("office:my_photo"), {"photo": photo()})
    face = Picture.objects.get()

    assert Client().get(reverse("look_mark", args=[face.public_id])).status_code == 404


def test_the_mark_is_taken_away(ida_client, dora_client):
    ida_client.post(reverse("office:mark"), {"mark": photo()})
    ida_client.post(reverse("office:mark"))

    assert "firm-mark" not in dora_client.get(dora_client.home).content.decode()
    assert Picture.objects.count() == 0


def test_two_at_once_lose_nothing(ida_client):
    seen = Firm.objects.get().version
    save(ida_client, "#7a1f3d", version=seen)
    save(ida_client, "#1f3d7a", version=seen)

    assert Firm.objects.get().accent == "#7a1f3d"


def test_only_administrators_choose(ana_client):
    assert save(ana_client, "#7a1f3d").status_code == 403
