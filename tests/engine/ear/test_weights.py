"""The weights of the trained ear."""

import subprocess
import sys
from pathlib import Path

import numpy as np

from joinery.engine.acts import acts_of, commitment_of, heard, heard_by_cues
from joinery.engine.conversation import Turn
from joinery.engine.ear.network import HEADS, Network
from joinery.engine.ear.tables import Table
from joinery.engine.ear.weights import FILE, load, save, shipped
from joinery.method.acts import load_acts

ACTS = load_acts()
TALK = [
    Turn(0, "so we run two shifts and the drum holds twenty kilos"),
    Turn(1, "and the water where does it go"),
    Turn(0, "into the tank below I'll send you the drawings by friday"),
    Turn(1, "mm-hm"),
]


def test_the_weights_are_in_the_package_and_small() -> None:
    assert FILE.stat().st_size < 3_000_000


def test_weights_come_back_from_their_file_as_they_were_but_for_the_rounding(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    groups = chance.standard_normal((4, 3)).astype(np.float32)
    layer = chance.standard_normal((3, 2)).astype(np.float32)
    network = Network(np.array([3, 5, 9], np.uint32), Table.of(groups), {"heads": layer}, 0.3)
    save(network, tmp_path / "ear.npy")
    read = load(tmp_path / "ear.npy")

    assert (read.known.tolist(), read.ask_from) == ([3, 5, 9], 0.3)
    assert bool((np.abs(read.groups[np.arange(4)] - groups) <= np.abs(groups).max(axis=0) / 254 + 1e-6).all())
    assert bool((np.abs(read.layers["heads"] - layer) <= np.abs(layer) / 1000).all())


def test_the_same_weights_make_the_same_file_and_rounding_twice_changes_nothing(tmp_path: Path) -> None:
    save(load(), tmp_path / "once.npy")
    save(load(), tmp_path / "again.npy")

    assert (tmp_path / "once.npy").read_bytes() == (tmp_path / "again.npy").read_bytes()
    assert (tmp_path / "once.npy").read_bytes() == FILE.read_bytes()


def test_the_same_talk_is_always_heard_the_same() -> None:
    assert heard(TALK, ACTS) == heard(TALK, ACTS)


def test_a_question_without_its_mark_is_heard_by_the_model() -> None:
    assert [of_turn[0].kind.split(".")[0] for of_turn in acts_of(TALK, ACTS)] == ["tell", "ask", "agree", "backchannel"]


def test_every_act_has_a_chance_of_commitment_and_a_promise_has_more_than_a_statement() -> None:
    chances = commitment_of(TALK, ACTS)

    assert [len(of_turn) for of_turn in chances] == [len(of_turn) for of_turn in acts_of(TALK, ACTS)]
    assert max(chances[2]) > 5 * max(chances[0])


def test_the_chances_of_the_acts_add_up_to_one() -> None:
    network = shipped()
    assert network is not None
    (of_turn, *_) = heard(TALK, ACTS)[1]

    assert round(sum(of_turn[0][kind] for kind in HEADS[:-3]), 5) == 1.0


def test_german_is_heard_by_the_cues_alone() -> None:
    talk = [Turn(0, "Wie oft steht die Maschine bei Ihnen still?"), Turn(1, "Das ist nicht so oft, und dann nur kurz.")]

    assert acts_of(talk, ACTS) == heard(talk, ACTS, heard_by_cues)[0]
    assert commitment_of(talk, ACTS) == ((0.0,), (0.0,))


def test_numpy_is_not_loaded_before_somebody_is_listened_to() -> None:
    program = """
import sys, joinery.engine.listen
from joinery.engine.conversation import Turn
from joinery.engine.acts import acts_of
from joinery.method.acts import load_acts
before = "numpy" in sys.modules
acts_of([Turn(0, "do you fold by hand")], load_acts())
print(before, "numpy" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert run.stdout.split() == ["False", "True"]
