"""Files in the room, through its pages."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from room_cast import invited, let_in, photo

from joinery.rooms.actions import revoke_guest
from joinery.rooms.files import keep_file
from joinery.rooms.models import FileVersion


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


@pytest.fixture
def inside(client, guest):
    return let_in(client, guest)


def at(name, guest, *more):
    return reverse(f"room:{name}", args=[guest.room.public_id, *more])


def bring(client, guest, content, name="plan.txt"):
    return client.post(at("files", guest), {"file": ContentFile(content, name=name)})


def whole(answer):
    return b"".join(answer.streaming_content)


def test_a_guest_brings_a_file_and_finds_it_again(inside, guest):
    answer = bring(inside, guest, b"Two washers.")
    version = FileVersion.objects.get()
    assert answer.url == f"{at('files', guest)}#file-{version.file.public_id}"

    sent = inside.get(at("version", guest, version.public_id))
    assert whole(sent) == b"Two washers."
    assert "plan.txt" in inside.get(at("files", guest)).content.decode()


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"<html><script>x</script>", b"<?xml version='1.0'?>"])
def test_what_a_browser_would_run_is_only_a_download(inside, guest, content):
    bring(inside, guest, content, "drawing.svg")
    sent = inside.get(at("version", guest, FileVersion.objects.get().public_id))

    assert sent.headers["Content-Type"] == "application/octet-stream"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="drawing.svg"'
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_only_a_picture_is_shown_in_the_page(inside, guest):
    inside.post(at("files", guest), {"file": photo()})
    bring(inside, guest, b"<svg onload=alert(1)>", "a.svg")
    picture, drawing = FileVersion.objects.order_by("id")
    shown = inside.get(at("version_picture", guest, picture.public_id))

    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert inside.get(at("version_small", guest, picture.public_id)).headers["Content-Type"] == "image/webp"
    assert inside.get(at("version_picture", guest, drawing.public_id)).status_code == 404


def test_a_name_with_markup_is_shown_as_words(inside, guest):
    bring(inside, guest, b"x", '"><img src=x onerror=alert(1)>.txt')

    assert "<img src=x" not in inside.get(at("files", guest)).content.decode()


def test_a_refused_file_says_why_and_leaves_nothing(inside, guest):
    answer = bring(inside, guest, b"MZ\x90", "photo.jpg")

    assert answer.status_code == 422
    assert "Programs are not passed on" in answer.content.decode()
    assert FileVersion.objects.count() == 0


def test_a_body_too_large_is_refused_before_it_is_read(inside, guest):
    answer = inside.generic("POST", at("files", guest), b"", CONTENT_LENGTH="30000000")

    assert answer.status_code == 413
    assert "That is too large" in answer.content.decode()


def test_versions_are_counted_as_they_see_them(inside, guest, ana):
    first = keep_file(guest.room, ContentFile(b"1", name="a.txt"), by=ana, now=timezone.now(), is_shared=True)
    keep_file(guest.room, ContentFile(b"2", name="b.txt"), by=ana, now=timezone.now(), file=first.file)
    inside.post(at("file_versions", guest, first.file.public_id), {"file": ContentFile(b"3", name="c.txt")})
    page = inside.get(at("files", guest)).content.decode()

    assert "version 2" in page
    assert "version 3" not in page
    assert "b.txt" not in page


def test_what_is_another_rooms_or_ours_alone_is_not_there(inside, guest, emil, sam, ana):
    other = invited(emil, sam)
    another = keep_file(other.room, ContentFile(b"1", name="a.txt"), by=other, now=timezone.now())
    ours = keep_file(guest.room, ContentFile(b"1", name="a.txt"), by=ana, now=timezone.now())

    for version in (another, ours):
        assert inside.get(at("version", guest, version.public_id)).status_code == 404
        assert inside.post(at("file_away", guest, version.file.public_id)).status_code == 404
    neighbour = let_in(Client(), other)
    assert neighbour.get(at("version", other, another.public_id)).status_code == 200


def test_after_the_invitation_is_taken_back_no_file_opens(inside, guest, ana):
    bring(inside, guest, b"x")
    place = at("version", guest, FileVersion.objects.get().public_id)
    assert inside.get(place).status_code == 200
    revoke_guest(guest, by=ana, now=timezone.now())

    assert inside.get(place).status_code == 302


def test_taken_back_by_who_brought_it_and_by_nobody_else(inside, guest, ana):
    bring(inside, guest, b"x")
    ours = keep_file(guest.room, ContentFile(b"1", name="ours.txt"), by=ana, now=timezone.now(), is_shared=True)
    mine = FileVersion.objects.exclude(pk=ours.pk).get()

    assert inside.post(at("file_away", guest, ours.file.public_id)).status_code == 403
    assert inside.post(at("file_away", guest, mine.file.public_id)).status_code == 302
    assert inside.get(at("version", guest, mine.public_id)).status_code == 404


@pytest.mark.parametrize("files", [1, 3])
def test_the_page_asks_the_database_the_same_number_of_questions(inside, guest, ana, files, django_assert_num_queries):
    for number in range(files):
        keep_file(guest.room, ContentFile(b"1", name=f"{number}.txt"), by=ana, now=timezone.now(), is_shared=True)

    with django_assert_num_queries(4):
        inside.get(at("files", guest))
