"""Recordings are opened in a jail: what is none is refused in one line, and nothing else on the machine is reached."""

import contextlib
import socket
import struct
import subprocess
import sys
import threading
import zlib

import numpy as np
import pytest
from speech.sounds import FORMATS, RATE, in_format, tone, wav

from joinery.speech import decoding
from joinery.speech.decoding import JAILED, NOT_A_RECORDING, decode
from joinery.speech.kinds import LARGEST, CannotHear, kind_of

pytest.importorskip("av", reason="PyAV opens recordings: it comes with joinery-crm[speech]")


@pytest.fixture
def put(tmp_path):
    def write(content, name="call.wav"):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


@pytest.fixture(params=["walls", "no walls"])
def jail(request, monkeypatch):
    """With bubblewrap, and as on a machine that has none."""
    if request.param == "no walls":
        monkeypatch.setattr(decoding, "_walls", lambda: ())
    elif not decoding._walls():
        pytest.skip("bubblewrap is not here, or may not be used")


def refusal_of(path, **limits):
    with pytest.raises(CannotHear) as refusal:
        decode(path, **limits)
    return str(refusal.value)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_becomes_the_same_second_of_sound(put, suffix):
    rate = FORMATS[suffix][2]
    content = in_format(suffix, tone(1, rate=rate))
    sound = decode(put(content, "named-wrong.txt"))
    spectrum = np.abs(np.fft.rfft(sound.mixed()[:RATE]))

    assert kind_of(content[:64]) is not None
    assert sound.channels.shape[1] == 1
    assert abs(sound.seconds - 1) < 0.1
    assert abs(int(spectrum.argmax()) * RATE / len(sound.mixed()[:RATE]) - 440) < 2


def test_two_channels_stay_two(put, jail):
    left_and_right = np.stack([tone(1, 300), tone(1, 700)], axis=1)
    sound = decode(put(wav(left_and_right, channels=2)))

    assert np.array_equal(sound.channels, left_and_right)


@pytest.mark.parametrize(
    "content",
    [
        b"<?php system($_GET['c']); ?>",
        b"<html><script>alert(1)</script></html>",
        b"MZ\x90\x00\x03",
        b"\xff\xfeh\x00i\x00",
        b"ID3 is a word here",
        b"PK\x03\x04",
    ],
)
def test_a_program_or_a_page_named_like_a_recording_is_refused(put, content):  # U1, U2
    assert refusal_of(put(content, "call.PhP.mp3")) == NOT_A_RECORDING


@pytest.mark.parametrize("name", ["call.mp3", "call.wav"])
def test_a_playlist_is_no_recording_and_what_it_names_is_not_touched(put, tmp_path, name, jail):  # U4
    other = tmp_path / "other.wav"
    other.write_bytes(wav(tone(1)))
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/other.wav"
        lists = [
            f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
            f"ffconcat version 1.0\nfile {other}\nfile {url}\n",
            f"[playlist]\nFile1={url}\nNumberOfEntries=1\n",
        ]
        said = {refusal_of(put(text.encode(), name)) for text in lists}
        # And dressed up: the mark of a recording first, so that the jail is asked at all.
        for text in lists:
            said.add(refusal_of(put(b"RIFF\x10\0\0\0WAVE" + text.encode(), name)))
            said.add(refusal_of(put(b"\0\0\0\x14ftypM4A \0\0\0\0" + text.encode(), name)))
        door.settimeout(0.2)
        with pytest.raises(TimeoutError):
            door.accept()

    assert said <= {NOT_A_RECORDING, decoding.WHY["no-sound"], decoding.WHY["broken"]}


def test_in_the_jail_no_file_can_be_opened_and_nobody_be_called(tmp_path):
    """The same with no walls around it: what the jailed program gives away itself."""
    secret = tmp_path / "secret"
    secret.write_text("another customer's recording")
    with socket.create_server(("127.0.0.1", 0)) as door:
        tries = f"""
import os, runpy, socket, sys
jailed = runpy.run_path({str(JAILED)!r})
jailed["lock"](5, 256)
for name, does in {{
    "open": lambda: open({str(secret)!r}), "connect": lambda: socket.create_connection({door.getsockname()!r}, 1),
    "run": lambda: os.execv("/bin/true", ["true"]), "write": lambda: open({str(tmp_path / "made")!r}, "w"),
}}.items():
    try:
        does()
        print(name)
    except OSError:
        pass
"""
        done = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, timeout=30)

    assert (done.stdout, done.returncode) == ("", 0)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("told", [0, 10 * 3600 * RATE], ids=["not told", "told"])
def test_hours_of_silence_in_a_small_file_are_refused_also_when_it_does_not_tell_its_length(put, told):  # U5
    content = bytearray(in_format("flac", np.zeros(20 * 60 * RATE, "<i2")))
    content[21:26] = ((content[21] & 0xF0) << 32 | told).to_bytes(5, "big")  # how many samples the head tells of

    assert len(content) < 300_000
    assert refusal_of(put(content), most_hours=4 if told else 0.25) == (
        f"This recording is longer than {'4' if told else '0.25'} hours."
    )


def test_a_length_that_the_file_does_not_tell_is_counted(put):
    assert refusal_of(put(in_format("webm", tone(8, rate=48_000))), most_hours=2 / 3600).startswith(
        "This recording is longer than"
    )


@pytest.mark.parametrize(("channels", "rate", "why"), [(48, 16_000, "channels"), (1, 1, "rate"), (1, 768_000, "rate")])
def test_channels_and_rates_that_nobody_records_are_refused(put, channels, rate, why):  # U5
    assert refusal_of(put(wav(np.zeros((960, channels)), channels=channels, rate=rate))) == decoding.WHY[why]


def test_six_channels_are_mixed_into_one_and_that_is_said(put):
    sound = decode(put(wav(np.zeros((RATE, 6)), channels=6)))

    assert sound.channels.shape == (RATE, 1)
    assert sound.remarks == ("The recording has more than two channels; they were mixed into one.",)


def test_an_empty_file_and_a_bare_head_are_refused(put):  # U6
    assert refusal_of(put(b"")) == "This file is empty."
    assert refusal_of(put(wav(tone(0)))) == decoding.WHY["no-sound"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_recording_that_breaks_off_gives_what_is_there_or_says_that_nothing_is(put, suffix):  # U6
    whole = in_format(suffix, tone(8, rate=FORMATS[suffix][2]))
    half = put(whole[: len(whole) // 2])
    if suffix in ("m4a", "mp4"):  # their table of contents stands at the end
        assert refusal_of(half) in decoding.WHY.values()
    else:
        assert 2 < decode(half).seconds < 7


def test_a_cover_that_unpacks_to_a_desert_is_never_unpacked(put, jail):  # U6
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compressobj(9)
    sand = b"".join(rows.compress(bytes(1 << 20)) for _ in range(200)) + rows.flush()
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 6, 0, 0, 0))
    png += chunk(b"IDAT", sand) + chunk(b"IEND", b"")
    body = b"\0image/png\0\x03\0" + png
    frame = b"APIC" + struct.pack(">I", len(body)) + b"\0\0" + body
    size = len(frame)
    tag = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frame

    assert abs(decode(put(tag + in_format("mp3", tone(2)), "call.mp3")).seconds - 2) < 0.2


def test_a_picture_film_without_sound_is_refused(put):
    import io

    import av

    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), "u1"), format="rgb24")))
        out.mux(stream.encode(None))

    assert refusal_of(put(file.getvalue())) == decoding.WHY["no-sound"]


@pytest.mark.parametrize("suffix", ["wav", "mp3", "m4a", "webm", "ogg", "flac"])
def test_mutated_recordings_are_heard_or_refused_and_nothing_else(put, suffix):  # G22, a few of them
    whole, chance = in_format(suffix, tone(1, rate=FORMATS[suffix][2])), np.random.default_rng(7)
    for _ in range(4):
        broken = np.frombuffer(whole, "u1").copy()
        broken[chance.integers(0, len(broken), 40)] = chance.integers(0, 256, 40)
        with contextlib.suppress(CannotHear):  # anything else that comes out fails
            assert 0 < decode(put(broken.tobytes())).seconds < 5 * 3600


def test_a_folder_a_pipe_and_a_file_too_large_are_refused(tmp_path):  # U3, U9
    huge = tmp_path / "huge.wav"
    with huge.open("wb") as file:
        file.write(wav(tone(1)))
        file.truncate(LARGEST + 1)

    assert refusal_of(tmp_path) == "This is not a file."
    assert refusal_of(tmp_path / "gone.wav") == "This file cannot be opened (No such file or directory)."
    assert refusal_of(huge) == f"This recording is larger than {LARGEST >> 20} MB."


def test_many_at_once_do_not_disturb_each_other(put, tmp_path):
    places = []
    for number in range(6):
        place = tmp_path / f"{number}.wav"
        place.write_bytes(wav(tone(1, 200 + 100 * number)))
        places.append(place)
    heard = {}
    threads = [threading.Thread(target=lambda at=place: heard.update({at: decode(at)})) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert [np.array_equal(heard[at].channels[:, 0], tone(1, 200 + 100 * n)) for n, at in enumerate(places)] == [
        True
    ] * 6
