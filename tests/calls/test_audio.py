"""Taking a recording in: kept privately under a name of ours, within limits; nothing is heard before all agreed."""

import os
import time

import pytest
from conftest import NOON
from speech.sounds import tone, wav

from joinery.calls import audio_files
from joinery.calls.actions import CannotTake, drop_audio, expect, note_consent, stop_audio, take_audio
from joinery.calls.consents import guests_of, may_be_listened_to
from joinery.calls.models import Audio, Call
from joinery.firm.models import Deed

pytestmark = pytest.mark.django_db
SECOND = wav(tone(1))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "recordings"


def take(call, by, content=SECOND, **more):
    given = {"file_name": "call.wav", "size": len(content), **more}
    return take_audio(call, [content[at : at + 999] for at in range(0, len(content), 999)], by=by, now=NOON, **given)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "call\0.wav", "CON", "a" * 4096, "call.wav\u202egpj.exe", '"><img>']
)
def test_the_file_is_named_by_us_whatever_it_was_called(call, ana, folder, name):  # U3, X5
    audio = take(call, ana, file_name=name)

    assert [path.name for path in folder.iterdir()] == [f"{audio.public_id}.original"]
    assert (folder / f"{audio.public_id}.original").read_bytes() == SECOND
    assert (folder.stat().st_mode & 0o777, (folder / f"{audio.public_id}.original").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )
    assert "\0" not in audio.file_name
    assert len(audio.file_name) <= 255


def test_content_decides_and_what_is_refused_leaves_nothing_behind(call, ana, folder):  # U1, U2
    with pytest.raises(CannotTake, match="This is not a recording"):
        take(call, ana, b"<?php echo 1;", file_name="call.mp3")

    assert list(folder.iterdir()) == []
    assert Audio.objects.count() == 0
    assert Deed.objects.count() == 0


def test_the_same_recording_again_is_the_same_one(call, ana, folder):
    assert take(call, ana) == take(call, ana, file_name="again.wav")
    assert len(list(folder.iterdir())) == 1


def test_nobody_learns_what_others_have_put_in(call, ana, sam, quicklime, folder):  # U11
    theirs = Call.objects.create(company=quicklime, owner=sam, title="Films", starts_at=NOON, created_at=NOON)
    one, other = take(call, ana), take(theirs, sam)

    assert one.sha256 == other.sha256
    assert one.public_id != other.public_id
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("limit", "most", "says"),
    [
        ("LARGEST_RECORDING", 1 << 10, "larger than 0 MB"),
        ("MOST_RECORDINGS", 1 << 10, "no room for more recordings"),
        ("MOST_RECORDINGS_A_DAY", len(SECOND) + 5, "as many recordings today"),
    ],
)
def test_limits_hold_for_one_recording_for_a_person_and_for_the_firm(
    call, ana, settings, folder, limit, most, says
):  # U9
    if limit == "MOST_RECORDINGS_A_DAY":
        take(call, ana)
    setattr(settings, limit, most)
    with pytest.raises(CannotTake, match=says):
        take(call, ana, wav(tone(1, 300)))

    assert Audio.objects.count() == len(list(folder.iterdir()) if folder.exists() else [])


def test_a_size_that_lies_is_counted_on_the_way(call, ana, settings, folder):
    settings.LARGEST_RECORDING = 5000
    with pytest.raises(CannotTake, match="larger than"):
        take(call, ana, size=10)

    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_and_nothing_is_kept(call, ana, monkeypatch):  # G11
    monkeypatch.setattr(audio_files, "SPARE", 1 << 62)

    with pytest.raises(CannotTake, match="The disk is full"):
        take(call, ana)


def test_files_without_a_row_are_swept_after_an_hour(call, ana, folder):
    audio = take(call, ana)
    for name in ("lost.original", "lost.ogg", "broken.part"):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - 7200, time.time() - 7200))
    (folder / "fresh.part").write_bytes(b"x")
    audio_files.sweep({audio.public_id})

    assert sorted(path.name for path in folder.iterdir()) == sorted([f"{audio.public_id}.original", "fresh.part"])


def test_dropping_a_recording_drops_its_file(call, ana, folder, django_capture_on_commit_callbacks):
    audio = take(call, ana)
    with django_capture_on_commit_callbacks(execute=True):
        drop_audio(audio, by=ana, now=NOON)

    assert (list(folder.iterdir()), Audio.objects.count()) == ([], 0)


def test_what_was_stopped_waits_no_longer(call, ana):
    audio = take(call, ana)
    stop_audio(audio, by=ana, now=NOON)
    audio.refresh_from_db()

    assert (audio.is_waiting, audio.stopped_at) == (False, NOON)


def agree(call, by, answer="given", **who):
    note_consent(call, answer, by=by, now=NOON, **who)


def test_it_may_be_heard_when_everyone_who_should_be_there_said_yes(call, ana, dora):  # C1, G42
    assert not may_be_listened_to(call)  # nobody is known to have been there
    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    agree(call, ana, user=ana)
    assert not may_be_listened_to(call)
    agree(call, ana, person=dora)

    assert may_be_listened_to(call)
    assert [guest.is_given for guest in guests_of(call)] == [True, True]


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_one_no_is_enough_also_from_somebody_who_was_not_expected(call, ana, dora, answer):  # C2
    expect(call, people=[dora], users=[], by=ana, now=NOON)
    agree(call, ana, person=dora)
    agree(call, ana, answer, name="A voice in the background")
    assert not may_be_listened_to(call)
    agree(call, ana, name="a voice in the background")

    assert may_be_listened_to(call)


def test_only_ours_is_not_enough(call, ana):
    expect(call, people=[], users=[ana], by=ana, now=NOON)
    agree(call, ana, user=ana)

    assert not may_be_listened_to(call)


def test_who_did_not_come_is_not_asked(call, ana, dora, ben):
    expect(call, people=[dora], users=[ben], by=ana, now=NOON)
    call.attendances.filter(user=ben).update(was_there=False)
    agree(call, ana, person=dora)

    assert may_be_listened_to(call)
