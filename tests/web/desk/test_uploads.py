"""A recording in parts, through HTTP: begun, gone on with, finished, refused, nobody else's."""

import pytest
from conftest import NOON
from django.test import Client
from django.urls import reverse
from speech.sounds import tone, wav

from joinery.calls import audio_files
from joinery.calls.models import Audio, Upload

pytestmark = pytest.mark.django_db
SOUND = wav(tone(1))
FILE = {"size": len(SOUND), "name": "call.wav", "mark": "call.wav 7", "voices": "2"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return audio_files.folder()


def begin(client, call, **more):
    return client.post(reverse("desk:uploads", args=[call.public_id]), {**FILE, **more})


def send(client, at, offset, content):
    return client.post(at, content, content_type="application/octet-stream", headers={"Upload-Offset": str(offset)})


def test_after_a_break_it_goes_on_where_it_was(ana_client, call):
    at = begin(ana_client, call).json()["at"]
    assert send(ana_client, at, 0, SOUND[:10_000]).json() == {"received": 10_000}

    again = begin(ana_client, call).json()
    assert (again["at"], again["received"]) == (at, 10_000)
    page = ana_client.get(reverse("desk:recording", args=[call.public_id])).content.decode()
    assert "Choose the same file again, and it goes on." in page
    assert ana_client.get(at).json() == {"received": 10_000, "size": len(SOUND)}

    done = send(ana_client, at, 10_000, SOUND[10_000:])
    assert done.json() == {"done": reverse("desk:recording", args=[call.public_id])}
    assert audio_files.original_of(Audio.objects.get().public_id).read_bytes() == SOUND


def test_a_part_sent_twice_or_out_of_its_place_is_told_where_to_go_on(ana_client, call):
    at = begin(ana_client, call).json()["at"]
    send(ana_client, at, 0, SOUND[:100])

    for offset in (0, 50, 101, ""):
        answer = send(ana_client, at, offset, SOUND[:100])
        assert (answer.status_code, answer.json()["received"]) == (409, 100)


def test_what_is_no_recording_is_refused_in_words(ana_client, call):
    at = begin(ana_client, call, size=5).json()["at"]
    answer = send(ana_client, at, 0, b"hello")

    assert answer.status_code == 422
    assert answer.json()["why"].startswith("This is not a recording.")
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("size", ["", "-1", "0", "many", "9" * 30])
def test_a_size_that_is_none_is_refused(ana_client, call, size):
    assert begin(ana_client, call, size=size).status_code == 422


def test_nobody_else_writes_into_it_or_learns_of_it(ana_client, call, ben, sam):
    at = begin(ana_client, call).json()["at"]
    for user in (ben, sam):
        other = Client()
        other.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert (other.get(at).status_code, send(other, at, 0, SOUND).status_code) == (404, 404)


def test_a_forged_part_is_refused(call, ana):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert begin(strict, call).status_code == 403
    assert Upload.objects.count() == 0


def test_the_plain_form_still_works(ana_client, call):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = ana_client.get(reverse("desk:recording", args=[call.public_id])).content.decode()
    assert 'enctype="multipart/form-data"' in page
    answer = ana_client.post(
        reverse("desk:recording", args=[call.public_id]), {"file": SimpleUploadedFile("call.wav", SOUND)}
    )
    assert (answer.status_code, Audio.objects.get().size, Audio.objects.get().added_at > NOON) == (
        302,
        len(SOUND),
        True,
    )
