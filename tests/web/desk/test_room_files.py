"""Our side of a room's files."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from room_cast import invited, photo

from joinery.rooms.files import keep_file
from joinery.rooms.models import FileVersion
from joinery.rooms.queries import versions_for


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def guest(dora, ana):
    return invited(dora, ana)


def at(name, guest, *more):
    return reverse(f"desk:{name}", args=[guest.room.company.public_id, *more])


def test_a_file_is_kept_looked_at_shown_and_taken_back(ana_client, guest):
    ana_client.post(at("room_files", guest), {"file": photo()})
    version = FileVersion.objects.get()
    assert "They do not see this yet" in ana_client.get(at("room_files", guest)).content.decode()
    assert list(versions_for(guest)) == []

    ana_client.post(at("room_version_sharing", guest, version.public_id))
    assert list(versions_for(guest)) == [version]
    assert ana_client.get(at("room_version_small", guest, version.public_id)).status_code == 200

    ana_client.post(at("room_file_away", guest, version.file.public_id))
    assert list(versions_for(guest)) == []


def test_a_document_is_shown_after_a_warning_of_what_it_may_hold(ana_client, guest):
    ana_client.post(at("room_files", guest), {"file": ContentFile(b"%PDF-1.7", name="offer.pdf")})

    assert "Look before you show it." in ana_client.get(at("room_files", guest)).content.decode()


def test_nothing_chosen_says_so(ana_client, guest):
    answer = ana_client.post(at("room_files", guest))

    assert answer.status_code == 422
    assert "Choose a file first." in answer.content.decode()


@pytest.mark.parametrize("files", [1, 3])
def test_the_page_asks_the_database_the_same_number_of_questions(
    ana_client, guest, ana, files, django_assert_num_queries
):
    for number in range(files):
        keep_file(guest.room, ContentFile(b"1", name=f"{number}.txt"), by=ana, now=timezone.now())

    with django_assert_num_queries(6):
        ana_client.get(at("room_files", guest))
