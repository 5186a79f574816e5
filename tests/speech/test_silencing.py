"""Stretches made silent: all of them, on every channel, and not one sample besides."""

import numpy as np
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from speech.sounds import tone, wav

from joinery.speech.decoding import decode
from joinery.speech.silencing import AROUND, samples_of, silence_file, silenced
from joinery.speech.sound import RATE, Sound

BUSY = examples(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SECONDS = st.floats(-1, 9, allow_nan=False)
STRETCHES = st.lists(st.tuples(SECONDS, SECONDS).map(sorted).map(tuple), max_size=6)


@BUSY
@given(STRETCHES, st.integers(1, 2), st.integers(0, 5 * RATE))
def test_inside_it_is_silent_and_outside_nothing_changes(stretches, channels, length):
    sound = Sound(np.full((length, channels), 7, dtype="<i2"))
    left = silenced(sound, stretches).channels
    gone = np.zeros(length, dtype=bool)
    for first, last in samples_of(stretches, length):
        gone[first:last] = True

    assert (left[gone] == 0).all()
    assert (left[~gone] == 7).all()
    assert left.shape == (length, channels)


@BUSY
@given(STRETCHES, st.floats(0, 5, allow_nan=False))
def test_every_moment_of_a_stretch_is_among_the_silent_samples(stretches, moment):
    length, place = 5 * RATE, int(moment * RATE)
    inside = any(start <= moment <= end for start, end in stretches)
    silent = any(first <= place < last for first, last in samples_of(stretches, length))

    assert silent or not inside or place >= length


def test_a_file_is_made_anew_in_its_own_place(tmp_path):
    recording = tmp_path / "call.ogg"
    (tmp_path / "call.wav").write_bytes(wav(tone(6)))
    silence_file(tmp_path / "call.wav", recording, [])
    before = recording.stat().st_ino
    silence_file(recording, recording, [(2.0, 4.0)])
    heard = np.abs(decode(recording).mixed())

    assert recording.stat().st_ino != before
    assert heard[int((2.0 - AROUND / 2) * RATE) : int((4.0 + AROUND / 2) * RATE)].max() < 0.01
    assert min(heard[: int(1.5 * RATE)].max(), heard[int(4.5 * RATE) :].max()) > 0.1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["call.ogg", "call.wav"]
