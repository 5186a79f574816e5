"""A yes is taken back: nothing that was said by whoever took it back is left anywhere, and nothing else is lost."""

import json
import sqlite3

import pytest
from astoria_talk import zoom
from conftest import NOON
from django.apps import apps
from django.db import connection

from joinery.beliefs.models import Belief, Quote, TakenBack, YellowLight
from joinery.calls import audio_files
from joinery.calls.actions import (
    correct_voice,
    expect,
    leave_out,
    note_consent,
    take_transcript,
)
from joinery.calls.consents import may_be_heard, may_be_listened_to, may_be_played
from joinery.calls.models import Audio, Cut, Proposal, Recording, Removal, Verdict
from joinery.firm.models import Deed
from joinery.promises.models import Promise
from joinery.rooms.actions import invite_guest, open_room
from joinery.rooms.models import HeardLine
from joinery.search.models import Entry
from joinery.steps.debrief_call import accept
from joinery.steps.hear_recording import agree_and_hear, hear_recording
from joinery.steps.publish_belief import publish_belief
from joinery.steps.silence_audio import silence_audio
from joinery.steps.verify_data import verify_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    audio_files.folder().mkdir()
    return audio_files.folder()


@pytest.fixture
def heard(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    recording = take_transcript(call, zoom(), file_name="call.vtt", by=ana, now=NOON)
    agree_and_hear(call, [(voice, "given") for voice in recording.voices.all()], by=ana, now=NOON)
    for proposal in Proposal.objects.filter(recording=recording):
        accept(proposal, by=ana, now=NOON)
    open_room(call.company, by=ana, now=NOON)
    invite_guest(dora, by=ana, now=NOON)
    shown = Belief.objects.filter(quotes__person=dora, kind__in=["concept", "need"]).first()
    publish_belief(shown, by=ana, now=NOON)
    recording.refresh_from_db()
    return recording


def said_by(recording, person):
    number = recording.voices.get(person=person).number
    return [turn["text"] for turn in recording.conversation["turns"] if turn["speaker"] == number]


def whole_database():
    """Every value of every row of ours, as one text."""
    found = []
    for model in apps.get_models():
        if model.__module__.startswith("joinery."):
            found += [repr(list(row.values())) for row in model._base_manager.values()]
    return "\n".join(found)


def take_back(recording, person, by, answer="withdrawn"):
    note_consent(recording.call, answer, person=person, by=by, now=NOON)
    recording.refresh_from_db()


def test_not_a_sentence_of_theirs_is_left_in_any_row(heard, ana, dora):
    theirs = [text for text in said_by(heard, dora) if len(text) > 25]
    assert len(theirs) > 4
    assert all(text in whole_database() or json.dumps(text)[1:-1] in whole_database() for text in theirs)

    take_back(heard, dora, ana)

    left = whole_database()
    assert [text for text in theirs if text in left or json.dumps(text)[1:-1] in left] == []
    assert said_by(heard, dora) == [""] * len(said_by(heard, dora))


def test_what_the_others_said_is_as_it_was(heard, ana, dora):
    ours = [turn for turn in heard.conversation["turns"] if turn["speaker"] == heard.voices.get(user=ana).number]
    verdicts = Verdict.objects.count()

    take_back(heard, dora, ana)

    kept = [turn for turn in heard.conversation["turns"] if turn["speaker"] == heard.voices.get(user=ana).number]
    assert (kept, Verdict.objects.count()) == (ours, verdicts)
    assert heard.reading is not None
    assert may_be_heard(heard)


def test_evidence_is_marked_as_taken_back_and_never_shown(heard, ana, dora):
    quotes, line = Quote.objects.filter(person=dora).count(), HeardLine.objects.get()
    assert quotes > 2

    take_back(heard, dora, ana)

    line.refresh_from_db()
    assert (Quote.objects.filter(person=dora).count(), TakenBack.objects.count()) == (0, quotes)
    assert (line.withdrawn_at, line.words) == (NOON, "Words that were taken back")
    left = Belief.objects.filter(taken_back__isnull=False)
    assert {each.origin for each in left} == {"guess"}
    assert {(each.words, each.given_up_at is not None) for each in left} == {("Words that were taken back", True)}
    assert [(light.words, light.is_quote) for light in YellowLight.objects.filter(withdrawn_at__isnull=False)] == [
        ("Words that were taken back", False)
    ] * YellowLight.objects.filter(person=dora).count()


def test_a_promise_stays_a_promise_without_its_words(heard, ana, dora):
    before = Promise.objects.filter(quote__gt="", recording=heard).count()
    numbers = [n for n, turn in enumerate(heard.conversation["turns"]) if turn["text"] in said_by(heard, dora)]
    theirs = Promise.objects.filter(recording=heard, turn__in=numbers, quote__gt="")
    assert theirs.count() > 0
    ids = set(theirs.values_list("pk", flat=True))

    take_back(heard, dora, ana)

    assert Promise.objects.filter(recording=heard).count() == before
    assert set(Promise.objects.filter(pk__in=ids).values_list("quote", "what")) == {
        ("", "What was promised here was taken back")
    }


def test_a_proposal_without_a_verdict_goes_and_a_verdict_stays_without_the_words(heard, ana, dora):
    theirs = Proposal.objects.filter(voice__person=dora)
    decided, open_one = theirs.count(), theirs.first()
    Verdict.objects.filter(proposal=open_one).delete()

    take_back(heard, dora, ana)

    assert theirs.count() == decided - 1
    assert set(theirs.values_list("quote", "withdrawn_at")) == {("", NOON)}


def test_nothing_that_must_be_true_breaks(heard, ana, dora):
    take_back(heard, dora, ana)

    assert {each.says: each.broken for each in verify_all() if each.broken} == {}


def test_it_is_found_no_more_and_their_words_are_struck_from_the_history(heard, ana, dora):
    deeds = Deed.objects.count()
    take_back(heard, dora, ana)

    assert Entry.objects.filter(body__contains="towels on the floors").count() == 0
    assert Deed.objects.filter(says__contains="towels on the floors").count() == 0
    assert Deed.objects.count() > deeds


def test_taking_it_back_twice_changes_nothing_more(heard, ana, dora):
    take_back(heard, dora, ana)
    before = Cut.objects.get(), TakenBack.objects.count(), Recording.objects.get().conversation
    take_back(heard, dora, ana)

    assert (Cut.objects.get(), TakenBack.objects.count(), Recording.objects.get().conversation) == before


def test_the_same_file_put_in_again_brings_nothing_back(heard, ana, dora):
    take_back(heard, dora, ana)
    take_transcript(heard.call, zoom(), by=ana, now=NOON)
    other = take_transcript(heard.call, zoom() + "\n", by=ana, now=NOON)

    assert said_by(other, dora) == [""] * len(said_by(other, dora))
    assert hear_recording(other, now=NOON) is True


def test_a_nameless_voice_might_be_theirs_so_nothing_is_read_until_it_has_a_name(heard, ana, dora):
    voice = heard.voices.get(person=dora)
    voice.person, voice.name = None, "Speaker 2"
    voice.save()
    note_consent(heard.call, "given", name="Speaker 2", by=ana, now=NOON)

    take_back(heard, dora, ana)
    assert (heard.reading, may_be_heard(heard), Cut.objects.count()) == (None, False, 0)
    assert Entry.objects.filter(kind="said").count() == 0

    for each in correct_voice(voice, person=dora, by=ana, now=NOON):
        hear_recording(each, now=NOON)
    heard.refresh_from_db()
    assert set(said_by(heard, dora)) == {""}
    assert may_be_heard(heard)


def test_a_no_cuts_nothing_and_lets_nothing_be_read(heard, ana, dora):
    take_back(heard, dora, ana, answer="refused")

    assert (heard.reading, Cut.objects.count(), may_be_heard(heard)) == (None, 0, False)
    assert Entry.objects.filter(kind="said").count() == 0


def test_somebody_who_was_never_asked_is_left_out_and_the_rest_is_heard(call, ana, dora):
    recording = take_transcript(call, zoom(), by=ana, now=NOON)
    note_consent(call, "given", user=ana, by=ana, now=NOON)
    assert hear_recording(recording, now=NOON) is False

    leave_out(recording.voices.get(person=dora), by=ana, now=NOON)

    assert hear_recording(recording, now=NOON) is True
    assert Cut.objects.get().why == "left_out"


@pytest.fixture
def sound(heard, ana):
    """The sound of that talk: one tone from end to end."""
    from speech.sounds import put_copy, tone, wav

    audio = Audio.objects.create(
        call=heard.call, recording=heard, kind="wav", size=9, sha256="0", added_by=ana, added_at=NOON, heard_at=NOON
    )
    end = max(turn["end"] for turn in heard.conversation["turns"])
    samples = tone(int(end) + 2)
    audio_files.original_of(audio.public_id).write_bytes(wav(samples))
    put_copy(samples, audio_files.copy_of(audio.public_id))
    return audio


def test_their_part_of_the_sound_is_silent_and_the_file_as_it_came_is_gone(
    heard, sound, ana, dora, django_capture_on_commit_callbacks
):
    assert may_be_played(sound)
    with django_capture_on_commit_callbacks(execute=True):
        take_back(heard, dora, ana)
    sound = Audio.objects.get()
    assert (may_be_played(sound), audio_files.original_of(sound.public_id).exists()) == (False, False)

    assert silence_audio(sound.public_id, now=NOON, clock=lambda: NOON) == "silenced"

    from joinery.speech.decoding import decode

    played = decode(audio_files.copy_of(sound.public_id)).mixed()
    for turn in heard.conversation["turns"]:
        middle = int((turn["start"] + turn["end"]) / 2 * 16000)
        loud = abs(played[middle - 400 : middle + 400]).max() > 0.05
        assert loud == bool(turn["text"])
    assert may_be_played(Audio.objects.get())


def test_where_nobody_knows_which_part_is_theirs_all_of_the_sound_goes(heard, sound, ana, dora):
    turns = [{**turn, "end": None} for turn in heard.conversation["turns"]]
    Recording.objects.update(conversation={**heard.conversation, "turns": turns})

    take_back(heard, dora, ana)

    assert (Audio.objects.count(), Removal.objects.get().kind) == (0, "sound")


def test_sound_that_nobody_listened_to_goes_at_once(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    note_consent(call, "given", person=dora, by=ana, now=NOON)
    note_consent(call, "given", user=ana, by=ana, now=NOON)
    Audio.objects.create(call=call, kind="wav", size=9, sha256="0", added_by=ana, added_at=NOON)
    assert may_be_listened_to(call)

    note_consent(call, "withdrawn", person=dora, by=ana, now=NOON)

    assert (Audio.objects.count(), Removal.objects.count()) == (0, 1)


def test_whoever_was_not_there_takes_no_sound_with_them(call, ana, dora):
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    call.attendances.filter(person=dora).update(was_there=False)
    Audio.objects.create(call=call, kind="wav", size=9, sha256="0", added_by=ana, added_at=NOON)

    note_consent(call, "withdrawn", person=dora, by=ana, now=NOON)

    assert Audio.objects.count() == 1


def test_on_the_disk_no_byte_of_theirs_is_left_in_the_database_file(heard, ana, dora):
    """SQLite writes zeros over what is deleted, so that a copy of the file holds nothing that the rows do not."""
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite's own file")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,), sqlite3.sqlite_version
