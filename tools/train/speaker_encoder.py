"""Makes the speaker encoder again: `python tools/train/speaker_encoder.py WHEEL` (numpy, onnx, onnxruntime), from
Resemblyzer-0.1.4-py3-none-any.whl. The published weights are a pickle, which could run anything: here only numbers
are taken out of it, without torch."""

from __future__ import annotations

import io
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
FILE = ROOT / "joinery" / "speech" / "voices" / "speaker_encoder.onnx"
MELS, HIDDEN, LAYERS, LARGEST_DIFFERENCE = 40, 256, 3, 1e-5
# The only names that the pickle may call; anything else ends the reading.
_ALLOWED = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): lambda values, offset, shape, stride, *_: (values, offset, shape, stride),
    ("torch", "FloatStorage"): "f4",
    ("torch", "LongStorage"): "i8",
    ("torch.cuda", "FloatStorage"): "f4",
    ("torch.cuda", "LongStorage"): "i8",
}

Weights = dict[str, np.ndarray]


class _OnlyNumbers(pickle.Unpickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file)
        self.storages: dict[str, str] = {}  # key: type of number

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"The file names {module}.{name}; it may hold numbers only.")
        return _ALLOWED[module, name]

    def persistent_load(self, told: Any) -> str:
        _, kind, key = told[:3]
        self.storages[key] = kind
        return key


def weights_in(content: bytes) -> Weights:
    """The tensors of the model, out of the format that torch wrote before 2020."""
    file = io.BytesIO(content)
    for _ in range(3):  # a magic number, the protocol, sizes of the machine that wrote it
        pickle.Unpickler(file).load()
    reader = _OnlyNumbers(file)
    told = reader.load()["model_state"]
    keys = pickle.Unpickler(file).load()
    values = {}
    for key in keys:
        (count,) = struct.unpack("<q", file.read(8))
        kind = np.dtype(f"<{reader.storages[key]}")
        values[key] = np.frombuffer(file.read(count * kind.itemsize), kind)
    return {name: _tensor(values[key], *place) for name, (key, *place) in told.items()}


def _tensor(values: np.ndarray, offset: int, shape: tuple[int, ...], stride: tuple[int, ...]) -> np.ndarray:
    steps = tuple(step * values.itemsize for step in stride)
    return np.lib.stride_tricks.as_strided(values[offset:], shape, steps).copy()


def encode(weights: Weights, mels: np.ndarray) -> np.ndarray:
    """What the network is, written out: three layers of LSTM, the last state through a layer, length one."""
    said = mels
    for layer in range(LAYERS):
        into, back = weights[f"lstm.weight_ih_l{layer}"].T, weights[f"lstm.weight_hh_l{layer}"].T
        bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
        state = memory = np.zeros((len(said), HIDDEN), np.float32)
        out = []
        for moment in range(said.shape[1]):
            i, f, g, o = np.split(said[:, moment] @ into + state @ back + bias, 4, axis=1)
            memory = _sigmoid(f) * memory + _sigmoid(i) * np.tanh(g)
            state = _sigmoid(o) * np.tanh(memory)
            out.append(state)
        said = np.stack(out, axis=1)
    voice = np.maximum(said[:, -1] @ weights["linear.weight"].T + weights["linear.bias"], 0)
    return voice / np.linalg.norm(voice, axis=1, keepdims=True)


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def as_onnx(weights: Weights) -> bytes:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes = [helper.make_node("Transpose", ["mels"], ["said0"], perm=[1, 0, 2])]
    kept = [numpy_helper.from_array(np.array([1], np.int64), "ways")]
    for layer in range(LAYERS):
        parts = [weights[f"lstm.{name}_l{layer}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        into, back, one, other = (_reordered(part) for part in parts)
        names = [f"into{layer}", f"back{layer}", f"bias{layer}"]
        values = [into[None], back[None], np.concatenate([one, other])[None]]
        kept += [numpy_helper.from_array(value, name) for name, value in zip(names, values, strict=True)]
        out = [f"all{layer}", f"last{layer}"]
        nodes.append(helper.make_node("LSTM", [f"said{layer}", *names], out, hidden_size=HIDDEN))
        nodes.append(helper.make_node("Squeeze", [f"all{layer}", "ways"], [f"said{layer + 1}"]))
    kept += [numpy_helper.from_array(np.array([0], np.int64), "first")]
    kept += [numpy_helper.from_array(weights[f"linear.{name}"], name) for name in ("weight", "bias")]
    nodes += [
        helper.make_node("Squeeze", [f"last{LAYERS - 1}", "first"], ["state"]),
        helper.make_node("Gemm", ["state", "weight", "bias"], ["turned"], transB=1),
        helper.make_node("Relu", ["turned"], ["positive"]),
        helper.make_node("LpNormalization", ["positive"], ["voice"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "speaker_encoder",
        [helper.make_tensor_value_info("mels", TensorProto.FLOAT, ["windows", "frames", MELS])],
        [helper.make_tensor_value_info("voice", TensorProto.FLOAT, ["windows", HIDDEN])],
        kept,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="joinery")
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def _reordered(part: np.ndarray) -> np.ndarray:
    """torch writes the gates as in, forget, cell, out; ONNX as in, out, forget, cell."""
    i, f, g, o = np.split(part, 4)
    return np.concatenate([i, o, f, g])


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    with zipfile.ZipFile(arguments[0]) as wheel:
        weights = weights_in(wheel.read("resemblyzer/pretrained.pt"))
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(as_onnx(weights))
    import onnxruntime

    mels = np.random.default_rng(1).exponential(0.02, (4, 160, MELS)).astype(np.float32)
    made = onnxruntime.InferenceSession(FILE.read_bytes(), providers=["CPUExecutionProvider"]).run(None, {"mels": mels})
    difference = float(np.abs(made[0] - encode(weights, mels)).max())
    print(f"{FILE.relative_to(ROOT)}: {FILE.stat().st_size:,} bytes, largest difference {difference:.1e}")
    return 0 if difference < LARGEST_DIFFERENCE else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
