"""Nothing is turned into words, read, found or checked before everyone agreed: every door to a recording is tried."""

import json

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from speech.sounds import tone, wav

from joinery.calls import audio_files
from joinery.calls.actions import expect, hear_audio_again, note_consent, take_audio
from joinery.calls.actions.keeping import remove_words
from joinery.calls.actions.uploads import add_part, begin_upload, finish_upload
from joinery.calls.models import Audio, Proposal, Recording
from joinery.engine.read import read
from joinery.firm.actions import make_key
from joinery.search.models import Entry
from joinery.steps.hear_audio import begin_hearing, is_wanted, keep_words
from joinery.steps.hear_recording import hear_recording, name_and_hear
from joinery.steps.index_everything import index_everything
from joinery.steps.keep_words import CannotKeep
from joinery.steps.keep_words import keep_words as keep_marked

pytestmark = pytest.mark.django_db
SOUND = wav(tone(1))


@pytest.fixture(autouse=True)
def there(settings, tmp_path, call, dora, ana):
    """Ana said yes and Dora was not asked."""
    settings.DATA = tmp_path
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    note_consent(call, "given", user=ana, by=ana, now=NOON)


def by_file(call, ana, client):
    file = SimpleUploadedFile("call.vtt", zoom().encode())
    client.post(reverse("desk:transcript", args=[call.public_id]), {"file": file})


def by_paste(call, ana, client):
    client.post(reverse("desk:transcript", args=[call.public_id]), {"text": zoom()})


def by_unplanned_call(call, ana, client):
    values = {"customer": call.company.public_id, "title": "A call", "held_at": "2026-01-01T10:00", "kind": "phone"}
    answer = client.post(reverse("desk:call_unplanned"), {**values, "text": zoom()})
    assert answer.status_code == 302


def by_program(call, ana, client):
    key = make_key(ana, "recorder", "read write", now=NOON)[1]
    client.post(
        f"/api/v1/calls/{call.public_id}/transcript",
        json.dumps({"text": zoom()}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


def by_sound_that_was_heard(call, ana, client):
    """The worker comes with words that were heard while everyone agreed."""
    audio = Audio.objects.create(call=call, kind="wav", size=1, sha256="0", added_by=ana, added_at=NOON)
    assert keep_words(audio.public_id, read(zoom()), now=NOON) is False
    Recording.objects.create(
        call=call, source="own", sha256="1", original=b"", conversation={"turns": []}, added_by=ana, added_at=NOON
    )


@pytest.mark.parametrize("door", [by_file, by_paste, by_unplanned_call, by_program, by_sound_that_was_heard])
def test_a_transcript_by_any_door_is_kept_and_not_read(door, call, ana, ana_client):
    door(call, ana, ana_client)
    index_everything(NOON)
    for recording in Recording.objects.all():
        assert hear_recording(recording, now=NOON) is False

    assert Recording.objects.count() == 1
    assert Recording.objects.exclude(reading=None).count() == 0
    assert (Proposal.objects.count(), Entry.objects.filter(kind="said").count()) == (0, 0)


def plainly(call, ana, client):
    client.post(reverse("desk:recording", args=[call.public_id]), {"file": SimpleUploadedFile("call.wav", SOUND)})


def in_parts(call, ana, client):
    coming = begin_upload(call, size=len(SOUND), file_name="", mark="", voices=None, by=ana, now=NOON)
    add_part(coming, 0, iter([SOUND]), now=NOON)
    finish_upload(coming, by=ana, now=NOON)


def by_hand(call, ana, client):
    take_audio(call, [SOUND], size=len(SOUND), by=ana, now=NOON)


@pytest.mark.parametrize("door", [plainly, in_parts, by_hand])
def test_sound_by_any_door_is_not_listened_to_by_anybody(door, call, ana, ana_client):
    door(call, ana, ana_client)
    audio = Audio.objects.get()
    ana_client.post(reverse("desk:audio_again", args=[audio.public_id]))
    hear_audio_again(audio, by=ana, now=NOON)
    audio_files.copy_of(audio.public_id).write_bytes(b"OggS")
    Audio.objects.update(heard_at=NOON)
    assert ana_client.get(reverse("desk:sound", args=[audio.public_id])).status_code == 404
    Audio.objects.update(heard_at=None)

    assert (begin_hearing(audio.public_id, now=NOON), is_wanted(audio.public_id)) == (None, False)


def test_a_job_that_runs_again_finds_no_consent_left(call, ana, dora):
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    audio = take_audio(call, [SOUND], size=len(SOUND), by=ana, now=NOON)
    assert begin_hearing(audio.public_id, now=NOON) is not None
    note_consent(call, "refused", person=dora, by=ana, now=NOON)

    assert begin_hearing(audio.public_id, now=NOON) is None
    assert keep_words(audio.public_id, read(zoom()), now=NOON) is False
    assert Recording.objects.count() == 0


def test_naming_a_voice_or_marking_words_reads_nothing(call, ana, ana_client):
    by_paste(call, ana, ana_client)
    recording = Recording.objects.get()
    name_and_hear(recording.voices.get(user=ana), user=ana, by=ana, now=NOON)
    with pytest.raises(CannotKeep):
        keep_marked(recording, 0, "Good morning", "need", by=ana, now=NOON)

    assert (Recording.objects.get().reading, Proposal.objects.count()) == (None, 0)


def test_the_command_line_writes_nothing_into_the_house(call, tmp_path, capsys):
    from joinery.project.command.listen import listen_to_files

    file = tmp_path / "call.vtt"
    file.write_text(zoom())
    assert listen_to_files([str(file)]) == 0

    assert Recording.objects.count() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["call.vtt"]


def test_a_letter_with_a_transcript_in_it_is_a_file_and_nothing_more(call, dora, ana, settings):
    from post_cast import take_replies
    from room_cast import invited

    from joinery.rooms.incoming import take_in
    from joinery.rooms.reply_address import reply_address

    take_replies(settings)
    to = reply_address(invited(dora, ana))
    head = f"From: dora@astoria.example\nTo: {to}\nMIME-Version: 1.0\nContent-Type: text/vtt; name=call.vtt\n"
    take_in(f"{head}Content-Disposition: attachment; filename=call.vtt\n\n{zoom()}".encode(), now=NOON)

    assert (Recording.objects.count(), Proposal.objects.count()) == (0, 0)


def test_what_was_removed_is_not_read_again(call, ana, dora, ana_client):
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    by_paste(call, ana, ana_client)
    recording = Recording.objects.get()
    assert recording.reading is not None
    remove_words(recording, "Over", kind="transcript", now=NOON)

    assert hear_recording(recording, now=NOON) is False
    assert Recording.objects.get().reading is None
