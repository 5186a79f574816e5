"""Files: told by content, pictures drawn anew, shown by an act, swept when nothing names them."""

import os
from datetime import timedelta
from io import BytesIO

import pytest
from conftest import NOON
from django.core.files.base import ContentFile
from PIL import Image
from room_cast import invited

from joinery.gateways.storage import keep_bytes, path_of
from joinery.rooms.actions import close_room
from joinery.rooms.contents import MACROS, kind_of
from joinery.rooms.files import CannotKeepFile, clean_name, keep_file, share_version, sweep_files, withdraw_file
from joinery.rooms.models import FileVersion
from joinery.rooms.queries import files_for, files_for_user, versions_for

PLACE = b"48 degrees north"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


def photo(size=(60, 40), form="JPEG", **more):
    held = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    Image.new("RGB", size, "tan").save(held, form, exif=exif, **more)
    return held.getvalue()


def text(words="Two washers.", name="layout.txt"):
    return ContentFile(words.encode() if isinstance(words, str) else words, name=name)


def names(files):
    return [[version.name for version in file.shown] for file in files]


def test_what_a_guest_brings_both_sides_see(guest, ana):
    keep_file(guest.room, text(), by=guest, now=NOON)

    assert names(files_for(guest)) == [["layout.txt"]]
    assert [file.kept[0].name for file in files_for_user(ana)] == ["layout.txt"]


def test_what_we_bring_they_see_after_an_act_of_ours(guest, ana):
    version = keep_file(guest.room, text(), by=ana, now=NOON)
    assert names(files_for(guest)) == []

    share_version(version, by=ana, now=NOON)
    assert names(files_for(guest)) == [["layout.txt"]]


def test_the_next_version_of_a_shown_file_waits_to_be_shown(guest, ana):
    first = keep_file(guest.room, text(), by=ana, now=NOON, is_shared=True)
    keep_file(guest.room, text("Three washers."), by=ana, now=NOON, file=first.file)

    assert [version.number for version in versions_for(guest)] == [1]


def test_the_bytes_come_back_as_they_were(guest):
    version = keep_file(guest.room, text(), by=guest, now=NOON)

    assert path_of(version.place).read_bytes() == b"Two washers."
    assert (version.number, version.size, version.kind) == (1, 12, "text/plain")


def test_a_photograph_forgets_where_it_was_taken(guest):
    sent = photo()
    version = keep_file(guest.room, ContentFile(sent, name="IMG_1.JPG"), by=guest, now=NOON)
    kept = path_of(version.place).read_bytes()

    assert PLACE in sent
    assert PLACE not in kept
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert (version.name, version.kind, version.width, version.height) == ("IMG_1.jpg", "image/jpeg", 60, 40)
    assert version.is_picture


def test_a_second_file_behind_a_picture_is_gone(guest):
    sent = photo(form="PNG") + b"<script>alert(1)</script>PK\x03\x04"
    version = keep_file(guest.room, ContentFile(sent, name="a.png"), by=guest, now=NOON)

    assert b"<script>" not in path_of(version.place).read_bytes()


def test_a_picture_that_unpacks_to_much_is_refused(guest):
    held = BytesIO()
    Image.new("1", (8_000, 8_000)).save(held, "PNG")

    with pytest.raises(CannotKeepFile, match="8000 by 8000 points"):
        keep_file(guest.room, ContentFile(held.getvalue(), name="bomb.png"), by=guest, now=NOON)
    assert FileVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"<svg onload=alert(1)>", "image/svg+xml"),
        (b"\xef\xbb\xbf  <!DOCTYPE HTML><script>", "text/html"),
        (b'<?xml version="1.0"?><x/>', "text/xml"),
        (b"PK\x03\x04[Content_Types].xml word/document.xml", "application/x-word"),
        (b"PK\x03\x04[Content_Types].xml xl/vbaProject.bin", MACROS),
        (b"PK\x03\x04 photo.jpg", "application/zip"),
        ("Wäsche und Strom".encode(), "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
def test_a_file_is_what_its_bytes_are(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [b"MZ\x90\0", b"\x7fELF\x02", b"\xcf\xfa\xed\xfe"])
def test_a_program_is_refused_whatever_its_name(guest, content):
    with pytest.raises(CannotKeepFile, match="Programs are not passed on"):
        keep_file(guest.room, ContentFile(content, name="photo.jpg"), by=guest, now=NOON)


def test_a_photograph_that_keeps_its_place_is_refused(guest):
    with pytest.raises(CannotKeepFile, match="Please send it as JPEG"):
        keep_file(guest.room, ContentFile(b"\0\0\0\x18ftypheic", name="a.heic"), by=guest, now=NOON)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ('"><img onerror=x>.pdf', '"><img onerror=x>.pdf'),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\0b\r\nc.txt", "abc.txt"),
        ("   ", "file"),
        ("..", "file"),
        ("x" * 4000 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(sent, kept):
    assert clean_name(sent) == kept


def test_a_file_too_large_and_a_room_too_full_are_refused(guest, monkeypatch):
    monkeypatch.setattr("joinery.rooms.files.FILE_LIMIT", 20)
    monkeypatch.setattr("joinery.rooms.files.ROOM_LIMIT", 30)
    with pytest.raises(CannotKeepFile, match="This one is larger"):
        keep_file(guest.room, text("x" * 21), by=guest, now=NOON)
    keep_file(guest.room, text("x" * 20), by=guest, now=NOON)
    with pytest.raises(CannotKeepFile, match="no place for this one"):
        keep_file(guest.room, text("x" * 11), by=guest, now=NOON)


def test_an_empty_file_is_refused(guest):
    with pytest.raises(CannotKeepFile, match="empty"):
        keep_file(guest.room, text(""), by=guest, now=NOON)


def test_nothing_is_put_into_a_closed_room(guest, ana):
    close_room(guest.room, by=ana, now=NOON)

    with pytest.raises(CannotKeepFile, match="closed"):
        keep_file(guest.room, text(), by=ana, now=NOON)


def test_a_guest_puts_nothing_into_another_room(guest, emil, sam):
    other = invited(emil, sam)

    with pytest.raises(CannotKeepFile):
        keep_file(other.room, text(), by=guest, now=NOON)


def test_the_same_file_in_two_rooms_lies_twice(guest, emil, sam):
    other = invited(emil, sam)
    places = {keep_file(each.room, text(), by=each, now=NOON).place for each in (guest, other)}

    assert len(places) == 2


def test_taken_back_it_is_gone_from_both_sides(guest, ana):
    version = keep_file(guest.room, text(), by=guest, now=NOON)
    withdraw_file(version.file, by=guest, now=NOON)

    assert (names(files_for(guest)), list(files_for_user(ana)), list(versions_for(guest))) == ([], [], [])


def test_a_guest_takes_back_only_their_own(guest, ana):
    version = keep_file(guest.room, text(), by=ana, now=NOON, is_shared=True)

    with pytest.raises(CannotKeepFile):
        withdraw_file(version.file, by=guest, now=NOON)


def test_what_no_row_names_is_swept_after_a_day_and_what_one_names_never(guest, folder):
    version = keep_file(guest.room, ContentFile(photo(), name="a.jpg"), by=guest, now=NOON)
    orphan, fresh = keep_bytes(b"nobody's"), keep_bytes(b"still coming")
    old = (NOON - timedelta(hours=25)).timestamp()
    for place in (version.place, version.small_place, orphan):
        os.utime(path_of(place), (old, old))
    os.utime(path_of(fresh), (NOON.timestamp(), NOON.timestamp()))

    assert sweep_files(now=NOON) == 1
    assert [path_of(place).exists() for place in (version.place, version.small_place, orphan, fresh)] == [
        True,
        True,
        False,
        True,
    ]
