"""Somebody is erased: no trace of them is left, the others lose nothing; and an older backup brings nothing back."""

import io
import json
import zipfile
from datetime import date

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.apps import apps
from room_cast import invited, let_in

from joinery.calls.actions import expect, note_consent, take_transcript
from joinery.calls.actions.keeping import keep_longer
from joinery.calls.models import Consent, Recording
from joinery.customers.models import Person
from joinery.firm.models import Deed
from joinery.rooms.actions import answer_line, publish_line
from joinery.rooms.models import Pass
from joinery.steps.debrief_call import accept
from joinery.steps.erase_person import NOBODY, CannotErase, do_again, erase_person
from joinery.steps.hear_recording import agree_and_hear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def known(call, ana, dora, client):
    """Dora, of whom there is something everywhere."""
    dora.phone, dora.about = "+39 040 555 01", "Sails on Sundays"
    dora.save()
    guest = invited(dora, ana)
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    for proposal in recording.proposals.all()[:8]:
        accept(proposal, by=ana, now=NOON)
    line = publish_line(guest.room, "need", "Towels by ten.", person=dora, by=ana, now=NOON)
    answer_line(line, guest, "not_quite", "By half past nine, and folded.", now=NOON)
    let_in(client, guest, "Dora's own browser")
    return recording


def everything():
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("joinery."):
            found += [f"{model._meta.label}{list(row.values())!r}" for row in model._base_manager.values()]
    return "\n".join(found)


TRACES = ["Dora Marković", "dora@astoria.example", "+39 040 555 01", "Sails on Sundays", "Dora's own browser"]
TRACES += ["By half past nine, and folded."]


def test_no_trace_is_left_in_any_row(known, dora, ben):
    theirs = [turn["text"] for turn in known.conversation["turns"] if len(turn["text"]) > 25]
    theirs = [text for text in theirs if known.voices.get(person=dora).number == _speaker(known, text)]
    before = everything()
    assert [each for each in (*TRACES, *theirs) if each not in before and json.dumps(each)[1:-1] not in before] == []

    erase_person(dora, by=ben, now=NOON)

    left = everything().splitlines()
    assert [
        row[:60] for row in left for each in (*TRACES, *theirs) if each in row or json.dumps(each)[1:-1] in row
    ] == []
    assert (Person.objects.get(pk=dora.pk).name, Pass.objects.count()) == (NOBODY, 0)


def _speaker(recording, text):
    return next(turn["speaker"] for turn in recording.conversation["turns"] if turn["text"] == text)


def test_the_others_keep_theirs_and_what_must_be_true_is(known, dora, ana, ben):
    from joinery.steps.verify_data import verify_all

    ours = known.voices.get(user=ana).number
    before = [turn for turn in known.conversation["turns"] if turn["speaker"] == ours]
    erase_person(dora, by=ben, now=NOON)

    assert [turn for turn in Recording.objects.get().conversation["turns"] if turn["speaker"] == ours] == before
    assert {each.says: each.broken for each in verify_all() if each.broken} == {}


def test_what_is_kept_for_a_reason_is_not_erased_and_the_wish_is_noted(known, dora, ana, ben):
    keep_longer(known.call, date(2030, 1, 1), "The court wants it.", by=ana, now=NOON)
    with pytest.raises(CannotErase, match="The court wants it."):
        erase_person(dora, by=ben, now=NOON)

    assert Person.objects.get(pk=dora.pk).name == "Dora Marković"
    assert Deed.objects.filter(verb="erase_refused").count() in (0, 1)


def test_erasing_twice_is_erasing_once(known, dora, ben):
    erase_person(dora, by=ben, now=NOON)
    deeds = Deed.objects.count()
    erase_person(dora, by=ben, now=NOON)

    assert Deed.objects.count() == deeds


def test_an_older_backup_brings_nobody_back(known, dora, ben, django_capture_on_commit_callbacks):
    kept = list(Person.objects.filter(pk=dora.pk).values())
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(dora, by=ben, now=NOON)
    Person.objects.filter(pk=dora.pk).update(**kept[0])
    Consent.objects.filter(answer="withdrawn").delete()

    assert do_again(now=NOON) == 2  # the consent of the call, and herself
    assert Person.objects.get(pk=dora.pk).name == NOBODY
    assert do_again(now=NOON) == 0


def test_an_older_backup_brings_no_consent_back(known, dora, ana, django_capture_on_commit_callbacks):
    before = Recording.objects.get().conversation
    with django_capture_on_commit_callbacks(execute=True):
        note_consent(known.call, "withdrawn", person=dora, by=ana, now=NOON)
    Consent.objects.filter(answer="withdrawn").delete()
    Recording.objects.get().cuts.all().delete()
    Recording.objects.update(conversation=before)

    assert do_again(now=NOON) == 1
    assert Recording.objects.get().cuts.count() == 1


def test_the_file_beside_the_database_names_nobody(known, dora, ben, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(dora, by=ben, now=NOON)

    lines = [json.loads(line) for line in (folder / "not-again.jsonl").read_text().splitlines()]
    assert {tuple(sorted(line)) for line in lines} == {("call", "kind", "person"), ("kind", "person")}
    assert {line["person"] for line in lines} == {dora.public_id}


def test_a_copy_holds_all_that_is_theirs_and_nothing_of_others(known, dora, ana_client):
    answer = ana_client.get(f"/people/{dora.public_id}/copy/")
    about = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read("about.json"))

    assert about["person"]["about"] == "Sails on Sundays"
    assert about["answered_in_the_room"][0]["words"] == "By half past nine, and folded."
    said = [turn["text"] for talk in about["said"] for turn in talk["turns"]]
    number = known.voices.get(person=dora).number
    assert said == [turn["text"] for turn in known.conversation["turns"] if turn["speaker"] == number]
    assert len(about["quoted"]) + len(about["hesitations"]) > 0


def test_only_whoever_answers_for_it_erases_and_only_with_the_name(known, dora, ana_client, client, ben):
    place = f"/people/{dora.public_id}/erased/"
    assert ana_client.post(place, {"name": "Dora Marković"}).status_code == 403
    client.force_login(ben, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(place, {"name": "Dora"})
    assert Person.objects.get(pk=dora.pk).erased_at is None

    client.post(place, {"name": " dora  marković "})
    assert Person.objects.get(pk=dora.pk).erased_at is not None


def test_the_voice_in_a_copy_is_theirs_alone(known, dora, ana):
    from speech.sounds import put_copy, tone, wav

    from joinery.calls import audio_files
    from joinery.calls.models import Audio
    from joinery.speech.decoding import decode
    from joinery.steps.export_person import export_person

    audio = Audio.objects.create(
        call=known.call, recording=known, kind="wav", size=9, sha256="0", added_by=ana, added_at=NOON, heard_at=NOON
    )
    audio_files.folder().mkdir(exist_ok=True)
    samples = tone(int(max(turn["end"] for turn in known.conversation["turns"])) + 2)
    audio_files.original_of(audio.public_id).write_bytes(wav(samples))
    put_copy(samples, audio_files.copy_of(audio.public_id))

    archive = zipfile.ZipFile(io.BytesIO(export_person(dora)))
    own = audio_files.folder() / "own.ogg"
    own.write_bytes(archive.read(f"sound/{audio.public_id}.ogg"))
    number = known.voices.get(person=dora).number
    spoken = sum(turn["end"] - turn["start"] for turn in known.conversation["turns"] if turn["speaker"] == number)
    assert abs(decode(own).seconds - spoken) < 2.0
