"""Recordings on the desk: put in, agreed to, how far it is, played in parts, and refused to everybody else."""

from datetime import timedelta

import pytest
from conftest import NOON
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from speech.sounds import tone, wav

from joinery.calls.actions import expect, note_consent
from joinery.calls.audio_files import copy_of, original_of
from joinery.calls.consents import may_be_listened_to
from joinery.calls.models import Audio
from joinery.steps.hear_audio import Pace, begin_hearing
from joinery.web.ui.uploads import LimitedUpload

pytestmark = pytest.mark.django_db
SOUND = bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "recordings"


@pytest.fixture
def there(call, dora, ana):
    expect(call, people=[dora], users=[], by=ana, now=NOON)
    return call.attendances.get(person=dora)


@pytest.fixture
def heard(call, there, ana, dora, folder):
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    audio = Audio.objects.create(call=call, kind="wav", size=1, sha256="0", added_by=ana, added_at=NOON, heard_at=NOON)
    folder.mkdir()
    copy_of(audio.public_id).write_bytes(SOUND)
    return audio


def put_in(client, call, content=None, **more):
    file = SimpleUploadedFile("call.wav", content if content is not None else wav(tone(1)))
    return client.post(reverse("desk:recording", args=[call.public_id]), {"file": file, **more})


def test_a_recording_is_put_in_and_waits_until_they_agree(ana_client, call, there):
    answer = put_in(ana_client, call, voices=2)
    page = ana_client.get(answer["Location"]).content.decode()
    audio = Audio.objects.get()

    assert (answer.status_code, audio.voices, audio.file_name) == (302, 2, "call.wav")
    assert original_of(audio.public_id).read_bytes() == wav(tone(1))
    assert "Not heard yet: it waits until everyone has agreed." in page
    assert "Not heard before Dora Marković has agreed." in page
    assert begin_hearing(audio.public_id, now=NOON) is None


def test_after_they_agreed_it_waits_for_its_turn(ana_client, call, there):
    put_in(ana_client, call)
    address = reverse("desk:recording_consent", args=[call.public_id])
    ana_client.post(address, {f"answer-{there.public_id}": "given", "how": "call", "wording": ""})
    page = ana_client.get(reverse("desk:call", args=[call.public_id])).content.decode()

    assert may_be_listened_to(call)
    assert "Waits for its turn." in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.parametrize(
    ("engine", "says"), [("", "the sound goes nowhere"), ("deepgram", "Your firm has chosen deepgram")]
)
def test_the_page_says_where_the_sound_goes(ana_client, call, monkeypatch, engine, says):
    monkeypatch.setenv("JOINERY_SPEECH", engine)

    assert says in ana_client.get(reverse("desk:recording", args=[call.public_id])).content.decode()


def test_what_is_no_recording_is_refused_on_the_page(ana_client, call):
    answer = put_in(ana_client, call, b"#EXTM3U\nhttp://127.0.0.1/")

    assert (answer.status_code, Audio.objects.count()) == (422, 0)
    assert "This is not a recording." in answer.content.decode()


def test_what_is_too_large_never_reaches_the_disk(ana_client, call, settings, monkeypatch):
    monkeypatch.setattr("joinery.web.ui.uploads.SPARE", 0)
    settings.LARGEST_RECORDING, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 4000, 0
    answer = put_in(ana_client, call, wav(tone(1)))

    assert (answer.status_code, Audio.objects.count()) == (422, 0)
    assert "One larger than is allowed is not taken in at all." in answer.content.decode()


def test_a_stranger_may_send_less_than_somebody_who_is_signed_in(rf, settings):
    from django.contrib.auth.models import AnonymousUser

    request = rf.post("/")
    request.user = AnonymousUser()
    upload = LimitedUpload(request)
    upload.handle_raw_input(None, {}, settings.LARGEST_RECORDING // 2, b"")

    assert upload.is_too_large


def test_how_far_it_is_and_how_long_it_takes(ana_client, call, there, ana, dora):
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    now = timezone.now()
    Audio.objects.create(
        call=call,
        kind="wav",
        size=1,
        sha256="0",
        added_by=ana,
        added_at=now,
        begun_at=now,
        share=0.4,
        ends_at=now + timedelta(seconds=125),
    )
    piece = ana_client.get(reverse("desk:recording_state", args=[call.public_id])).content.decode()

    assert "40 %, about 2 minutes left" in piece
    assert '<progress class="sound__share" max="100" value="40"' in piece


def test_time_left_counts_from_what_was_not_remembered():
    pace = Pace()
    moments = [(0.0, 0), (0.5, 0.1), (0.5, 0.2), (0.75, 30)]  # half of it was heard before a crash
    ends = [pace.ends_at(share, NOON + timedelta(seconds=at)) for share, at in moments]

    assert ends[-1] == NOON + timedelta(seconds=30 + 29.8)


def test_when_it_is_heard_the_page_is_asked_for_as_a_whole(ana_client, heard):
    address = reverse("desk:recording_state", args=[heard.call.public_id])

    assert ana_client.get(address, {"moving": "1"}).headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in ana_client.get(address).headers


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("", 200, SOUND, None),
        ("bytes=0-9", 206, SOUND[:10], "bytes 0-9/10240"),
        ("bytes=10000-", 206, SOUND[10000:], "bytes 10000-10239/10240"),
        ("bytes=-5", 206, SOUND[-5:], "bytes 10235-10239/10240"),
        ("bytes=10230-99999", 206, SOUND[10230:], "bytes 10230-10239/10240"),
        ("bytes=10240-", 416, b"", "bytes */10240"),
        ("bytes=9-3", 416, b"", "bytes */10240"),
        ("bytes=-", 416, b"", "bytes */10240"),
        ("bytes=0-1,5-6", 200, SOUND, None),
        ("lines=1-2", 200, SOUND, None),
    ],
)
def test_a_player_may_jump_about(ana_client, heard, asked, status, part, told):
    headers = {"Range": asked} if asked else {}
    answer = ana_client.get(reverse("desk:sound", args=[heard.public_id]), headers=headers)

    assert (answer.status_code, answer.getvalue(), answer.headers.get("Content-Range")) == (status, part, told)


def test_the_sound_is_saved_and_never_run(ana_client, heard):  # X3
    headers = ana_client.get(reverse("desk:sound", args=[heard.public_id])).headers

    assert headers["Content-Type"] == "audio/ogg"
    assert headers["Content-Disposition"] == f'attachment; filename="recording-{heard.public_id}.ogg"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_without_consent_it_is_not_played(ana_client, heard, ana, dora, answer):  # A6, C2
    note_consent(heard.call, answer, person=dora, by=ana, now=NOON + timedelta(minutes=1))

    assert ana_client.get(reverse("desk:sound", args=[heard.public_id])).status_code == 404


def test_another_team_is_told_nothing(client, heard, sam):
    client.force_login(sam, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("desk:sound", args=[heard.public_id])).status_code == 404
    assert client.post(reverse("desk:audio_away", args=[heard.public_id])).status_code == 404
    assert Audio.objects.count() == 1


def test_stopped_and_asked_for_again(ana_client, call, there):
    put_in(ana_client, call)
    audio = Audio.objects.get()
    ana_client.post(reverse("desk:audio_stop", args=[audio.public_id]))
    page = ana_client.get(reverse("desk:recording", args=[call.public_id])).content.decode()
    assert "Stopped. Nothing that was heard is kept." in page
    ana_client.post(reverse("desk:audio_again", args=[audio.public_id]))
    audio.refresh_from_db()

    assert (audio.is_waiting, audio.tries) == (True, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_call_page_asks_the_same_however_many_recordings_it_has(
    ana_client, call, there, ana, count, django_assert_max_num_queries
):
    for number in range(count):
        Audio.objects.create(call=call, kind="wav", size=1, sha256=str(number), added_by=ana, added_at=NOON)
    with django_assert_max_num_queries(16):
        ana_client.get(reverse("desk:call", args=[call.public_id]))
