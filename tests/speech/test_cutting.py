"""A stretch is cut out of a recording, and nothing else comes along."""

import io

import numpy as np
import pytest
from speech.sounds import RATE, tone

from joinery.speech.copying import write_copy
from joinery.speech.cutting import cut
from joinery.speech.sound import Sound

av = pytest.importorskip("av")


@pytest.fixture
def copy(tmp_path):
    """Silence, a low tone from 4 to 6, a high one after it."""
    samples = np.concatenate([np.zeros(4 * RATE, "<i2"), tone(2, 300), tone(4, 2000)])
    place = tmp_path / "call.ogg"
    write_copy(Sound(samples.reshape(-1, 1)), place)
    return place


def heard(content):
    with av.open(io.BytesIO(content)) as file:
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
        return np.concatenate([frame.reshape(-1) for frame in frames]), file.streams.audio[0].rate


def pitch(samples, rate):
    return np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples)


def test_the_stretch_begins_at_nought_and_holds_only_what_was_asked_for(copy):
    samples, rate = heard(cut(copy, 4.2, 5.7))

    assert len(samples) / rate == pytest.approx(1.5, abs=0.06)
    assert pitch(samples[rate // 4 :], rate) == pytest.approx(300, abs=10)


def test_the_same_stretch_is_the_same_bytes(copy):
    assert cut(copy, 1.0, 5.0) == cut(copy, 1.0, 5.0)


def test_a_small_piece_is_a_small_file(copy):
    assert len(cut(copy, 4.0, 5.0)) < copy.stat().st_size / 3
    assert heard(cut(copy, 7.0, 30.0))[0].size / 48_000 == pytest.approx(3.0, abs=0.1)
