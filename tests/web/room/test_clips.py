"""A clip in the room: heard and read by its guests alone, only the stretch itself, only as long as everybody agrees."""

import io

import pytest
from conftest import NOON
from django.test import Client
from django.urls import reverse
from player_cast import put_in_recording
from room_cast import home_of, invited, let_in

from joinery.calls.actions import Place, drop_audio, make_clip, note_consent
from joinery.calls.audio_files import copy_of
from joinery.calls.models import Clip
from joinery.customers.models import Person
from joinery.rooms.clips import share_clip, take_clip_back
from joinery.steps.mend_talk import mend_and_hear

SAID = "We lose nine hundred euros a day, that is what it costs us."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def recording(call, ana, dora, astoria):
    piet = Person.objects.create(company=astoria, name="Piet Aerts", email="piet@astoria.example", created_at=NOON)
    return put_in_recording(call, ana, people=[dora, piet])[0]


@pytest.fixture
def clip(recording, dora_guest, ana):
    cut = make_clip(recording, Place(3, 0), Place(3, len(SAID)), "What a day costs", by=ana, now=NOON)
    return share_clip(cut, by=ana, now=NOON)


def seen(client, to, clip):
    return client.get(to("clip", clip)).status_code, client.get(to("clip_sound", clip)).status_code


def test_a_guest_reads_and_hears_it(dora_client, dora_guest, clip, to):
    home = dora_client.get(home_of(dora_guest)).content.decode()
    page = dora_client.get(to("clip", clip)).content.decode()

    assert f'<a href="{to("clip", clip)}">' in home
    assert "put a piece of our talk here: What a day costs" in home
    assert SAID in page
    assert f'<audio class="clip__sound" controls preload="metadata" src="{to("clip_sound", clip)}"' in page


def test_only_the_stretch_itself_leaves_the_house(dora_client, recording, clip, to):
    av = pytest.importorskip("av")
    answer = dora_client.get(to("clip_sound", clip))
    content = answer.getvalue()
    with av.open(io.BytesIO(content)) as sound:
        heard = sum(frame.samples for frame in sound.decode(audio=0)) / 48_000

    assert heard == pytest.approx(clip.end - clip.start, abs=0.1)
    assert len(content) < copy_of(recording.audio.public_id).stat().st_size / 2
    assert answer.headers["Cache-Control"] == "no-store"
    part = dora_client.get(to("clip_sound", clip), headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.getvalue()) == (206, content[10:20])


def test_taken_back_it_is_gone(dora_client, dora_guest, clip, to, ana):
    assert seen(dora_client, to, clip) == (200, 200)
    take_clip_back(clip, by=ana, now=NOON)

    assert seen(dora_client, to, clip) == (404, 404)
    assert "What a day costs" not in dora_client.get(home_of(dora_guest)).content.decode()


@pytest.mark.parametrize("answer", ["withdrawn", "refused"])
def test_when_somebody_in_it_no_longer_agrees_it_is_gone_at_once(dora_client, dora_guest, clip, to, ana, dora, answer):
    note_consent(clip.recording.call, answer, person=dora, by=ana, now=NOON)

    assert seen(dora_client, to, clip) == (404, 404)
    for place in (home_of(dora_guest), to("log")):
        assert "What a day costs" not in dora_client.get(place).content.decode()


def test_when_somebody_else_of_the_call_does_not_agree_its_words_stay_and_its_sound_is_gone(dora_client, clip, to, ana):
    note_consent(clip.recording.call, "refused", name="A voice in the background", by=ana, now=NOON)

    assert seen(dora_client, to, clip) == (200, 404)
    assert "<audio" not in dora_client.get(to("clip", clip)).content.decode()


def test_without_the_recording_the_words_stay(
    dora_client, recording, clip, to, ana, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        drop_audio(recording.audio, by=ana, now=NOON)

    assert seen(dora_client, to, clip) == (200, 404)
    assert "only the words" in dora_client.get(to("clip", clip)).content.decode()


def test_what_was_mended_is_read_mended(dora_client, recording, clip, to, ana):
    mend_and_hear(recording, 3, seen=SAID, text="We lose nine thousand euros a day.", by=ana, now=NOON)

    assert "We lose nine thousand euros a day." in dora_client.get(to("clip", clip)).content.decode()


def test_strangers_and_neighbours_hear_nothing(clip, to, emil, sam, dora_guest):
    neighbour = let_in(Client(), invited(emil, sam))
    there = Clip.objects.get(pk=clip.pk)
    elsewhere = reverse("room:clip", args=[invited(emil, sam).room.public_id, there.public_id])

    assert [answer for answer in seen(Client(), to, clip) if answer == 200] == []
    assert [answer for answer in seen(neighbour, to, clip) if answer == 200] == []
    assert neighbour.get(elsewhere).status_code == 404


def test_a_clip_that_is_ours_alone_is_nothing_to_a_guest(dora_client, recording, to, ana):
    ours = make_clip(recording, Place(0, 0), Place(0, 20), "Ours alone", by=ana, now=NOON)

    assert seen(dora_client, to, ours) == (404, 404)


@pytest.mark.parametrize(("language", "says"), [("de", "Aus unserem Gespräch"), ("fr", "Extrait de notre entretien")])
def test_it_is_read_in_the_language_of_the_guest(dora_client, clip, to, dora, language, says):
    Person.objects.filter(pk=dora.pk).update(language=language)

    assert says in dora_client.get(to("clip", clip)).content.decode()
