"""A recording in parts: whatever breaks, what came stays, in order, once."""

from datetime import timedelta

import pytest
from conftest import NOON
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from speech.sounds import tone, wav

from joinery.calls import audio_files
from joinery.calls.actions import CannotTake, drop_audio
from joinery.calls.actions.uploads import (
    OutOfStep,
    add_part,
    begin_upload,
    drop_stale_uploads,
    finish_upload,
    received_of,
)
from joinery.calls.models import Audio, Upload
from joinery.calls.queries import sweep_recordings

pytestmark = pytest.mark.django_db
SOUND = wav(tone(1))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return audio_files.folder()


def begin(call, ana, **more):
    given = {"size": len(SOUND), "file_name": "call.wav", "mark": "call.wav 1", "voices": 2, **more}
    return begin_upload(call, by=ana, now=NOON, **given)


def broken_after(content, many):
    """A line that breaks after so many bytes."""
    yield content[:many]
    raise OSError("the line is broken")


def test_in_parts_it_is_the_same_recording_as_whole(call, ana, folder):
    coming = begin(call, ana)
    for at in range(0, len(SOUND), 7000):
        add_part(coming, at, iter([SOUND[at : at + 7000]]), now=NOON)
    audio = finish_upload(coming, by=ana, now=NOON)

    assert audio_files.original_of(audio.public_id).read_bytes() == SOUND
    assert (audio.voices, audio.file_name, Upload.objects.count()) == (2, "call.wav", 0)


@examples(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["part", "again", "ahead", "killed", "torn", "reload"]), st.integers(1, 9000)),
        max_size=12,
    )
)
def test_whatever_breaks_in_between_the_bytes_are_those_of_the_file(call, ana, story):
    Upload.objects.all().delete()
    Audio.objects.all().delete()
    coming = begin(call, ana)
    for what, many in story:
        here = received_of(Upload.objects.get(pk=coming.pk))
        if what == "again" and here:
            with pytest.raises(OutOfStep):
                add_part(coming, max(0, here - many), iter([SOUND[:many]]), now=NOON)
        elif what == "ahead":
            with pytest.raises(OutOfStep):
                add_part(coming, here + many, iter([SOUND[:many]]), now=NOON)
        elif what == "killed":  # the bytes came to the disk, and nobody noted them; what was lost before is noted
            Upload.objects.filter(pk=coming.pk).update(received=here)
            with audio_files.parts_of(coming.public_id) as parts:
                audio_files.append(parts, here, [b"\xff" * many], here + many)
        elif what == "torn":  # noted, and lost with the disk's own memory
            with audio_files.parts_of(coming.public_id) as parts:
                parts.truncate(max(0, here - many))
        elif what == "reload":
            coming = begin(call, ana)
        else:
            add_part(coming, here, iter([SOUND[here : here + many]]), now=NOON)
    here = begin(call, ana).received
    while here < len(SOUND):
        here = add_part(coming, here, iter([SOUND[here : here + 9000]]), now=NOON)

    audio = finish_upload(coming, by=ana, now=NOON)
    assert audio_files.original_of(audio.public_id).read_bytes() == SOUND


def test_the_same_file_again_goes_on_and_another_begins_anew(call, ana):
    coming = begin(call, ana)
    add_part(coming, 0, iter([SOUND[:500]]), now=NOON)

    assert (begin(call, ana).pk, begin(call, ana).received) == (coming.pk, 500)
    assert begin(call, ana, mark="another").received == 0


def test_more_than_was_said_is_not_taken(call, ana):
    coming = begin(call, ana, size=100)
    with pytest.raises(CannotTake, match="larger than was said"):
        add_part(coming, 0, iter([SOUND]), now=NOON)

    assert received_of(coming) == 0


def test_what_is_too_large_or_too_many_is_refused_before_a_byte(call, ana, settings, folder):
    settings.LARGEST_RECORDING = 1000
    with pytest.raises(CannotTake, match="larger than"):
        begin(call, ana)
    settings.LARGEST_RECORDING = 1 << 30
    for number in range(8):
        begin(call, ana, mark=str(number))
    with pytest.raises(CannotTake, match="not whole yet"):
        begin(call, ana, mark="ninth")
    assert list(folder.glob("*")) == []


def test_what_is_begun_counts_against_the_days_share(call, ana, settings):
    settings.MOST_RECORDINGS_A_DAY = len(SOUND) + 10
    begin(call, ana)

    with pytest.raises(CannotTake, match="today"):
        begin(call, ana, mark="second")


def test_what_is_no_recording_leaves_nothing(call, ana, folder, django_capture_on_commit_callbacks):
    coming = begin(call, ana, size=5)
    add_part(coming, 0, iter([b"hello"]), now=NOON)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(CannotTake, match="not a recording"):
        finish_upload(coming, by=ana, now=NOON)

    assert (Upload.objects.count(), Audio.objects.count(), list(folder.iterdir())) == (0, 0, [])


def test_two_at_once_do_not_write_into_each_other(call, ana):
    coming = begin(call, ana)
    with audio_files.parts_of(coming.public_id), pytest.raises(OutOfStep):
        add_part(coming, 0, iter([SOUND[:10]]), now=NOON)


def test_what_is_left_alone_is_swept_and_what_goes_on_is_not(call, ana, folder, django_capture_on_commit_callbacks):
    import os
    import time

    coming = begin(call, ana)
    add_part(coming, 0, iter([SOUND[:500]]), now=NOON)
    old = time.time() - 7200
    os.utime(next(folder.iterdir()), (old, old))
    assert (sweep_recordings(), drop_stale_uploads(now=NOON + timedelta(hours=47))) == ([], 0)

    with django_capture_on_commit_callbacks(execute=True):
        assert drop_stale_uploads(now=NOON + timedelta(hours=49)) == 1
    assert (Upload.objects.count(), list(folder.iterdir())) == (0, [])


def test_it_waits_for_everyones_yes_like_any_other(call, ana, dora):
    from joinery.calls.actions import expect
    from joinery.steps.hear_audio import begin_hearing

    expect(call, people=[dora], users=[ana], by=ana, now=NOON)
    coming = begin(call, ana)
    add_part(coming, 0, iter([SOUND]), now=NOON)
    audio = finish_upload(coming, by=ana, now=NOON)

    assert begin_hearing(audio.public_id, now=NOON) is None
    drop_audio(audio, by=ana, now=NOON)
