"""The language model that the reader is made from, in torch: its weights, its pieces of words, and how it is taught."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from joinery.engine.verifier.model import HEADS

DROPPED = 0.1
SPREAD = 1e-12  # of the norms, as the model was made


def tables_of(path: Path) -> dict[str, Tensor]:
    """What is in a safetensors file of numbers."""
    raw = path.read_bytes()
    begin = 8 + struct.unpack("<Q", raw[:8])[0]
    found = {}
    for name, one in json.loads(raw[8:begin]).items():
        if one.get("dtype") == "F32":
            first, end = one["data_offsets"]
            numbers = np.frombuffer(raw, np.float32, (end - first) // 4, begin + first)
            found[name.removeprefix("bert.")] = torch.from_numpy(numbers.reshape(one["shape"]).copy())
    return found


class Layer(nn.Module):
    def __init__(self, tables: dict[str, Tensor], prefix: str) -> None:
        super().__init__()
        wide, deep = tables[f"{prefix}intermediate.dense.weight"].shape
        self.look, self.seen = nn.Linear(deep, 3 * deep), nn.Linear(deep, deep)
        self.wide, self.narrow = nn.Linear(deep, wide), nn.Linear(wide, deep)
        self.between, self.after = nn.LayerNorm(deep, SPREAD), nn.LayerNorm(deep, SPREAD)
        asks = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
        self.look.weight.data = torch.cat([tables[f"{name}.weight"] for name in asks])
        self.look.bias.data = torch.cat([tables[f"{name}.bias"] for name in asks])
        for own, name in (
            (self.seen, "attention.output.dense"), (self.between, "attention.output.LayerNorm"),
            (self.wide, "intermediate.dense"), (self.narrow, "output.dense"), (self.after, "output.LayerNorm"),
        ):  # fmt: skip
            own.weight.data = tables[f"{prefix}{name}.weight"].clone()
            own.bias.data = tables[f"{prefix}{name}.bias"].clone()

    def forward(self, meant: Tensor, hidden: Tensor) -> Tensor:
        rows, width, deep = meant.shape
        asked, told, said = self.look(meant).view(rows, width, 3, HEADS, deep // HEADS).permute(2, 0, 3, 1, 4)
        looks = torch.matmul(asked * (deep // HEADS) ** -0.5, told.transpose(-1, -2)) + hidden
        seen = torch.matmul(torch.softmax(looks, -1), said).transpose(1, 2).reshape(rows, width, deep)
        meant = self.between(meant + dropped(self.seen(seen), self.training))
        bent = functional.gelu(self.wide(meant), approximate="tanh")
        return self.after(meant + dropped(self.narrow(bent), self.training))


class Encoder(nn.Module):
    """The words and places stay as they are; all else is taught."""

    def __init__(self, tables: dict[str, Tensor]) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(tables["embeddings.word_embeddings.weight"])
        self.places = nn.Embedding.from_pretrained(tables["embeddings.position_embeddings.weight"])
        self.common = nn.Parameter(tables["embeddings.token_type_embeddings.weight"][0].clone())
        self.begin = nn.LayerNorm(self.words.embedding_dim, SPREAD)
        self.begin.weight.data = tables["embeddings.LayerNorm.weight"].clone()
        self.begin.bias.data = tables["embeddings.LayerNorm.bias"].clone()
        many = len({name.split(".")[2] for name in tables if name.startswith("encoder.layer.")})
        self.layers = nn.ModuleList(Layer(tables, f"encoder.layer.{place}.") for place in range(many))

    def forward(self, numbers: Tensor, is_said: Tensor) -> Tensor:
        meant = self.words(numbers) + self.places.weight[: numbers.shape[1]] + self.common
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32
        meant = dropped(self.begin(meant), self.training).to(kind)
        hidden = torch.zeros(is_said.shape, dtype=kind).masked_fill(~is_said, -1e4)[:, None, None, :]
        for layer in self.layers:
            meant = layer(meant, hidden)
        return meant


class Taught(nn.Module):
    """The encoder, and a sum for each kind from the pieces of a unit: their mean, their most, and the whole."""

    def __init__(self, tables: dict[str, Tensor], kinds: int) -> None:
        super().__init__()
        self.enc = Encoder(tables)
        deep = self.enc.words.embedding_dim
        self.mid, self.kinds = nn.Linear(3 * deep, deep), nn.Linear(deep, kinds)
        nn.init.constant_(self.kinds.bias, -3.5)

    def forward(self, numbers: Tensor, is_said: Tensor, unit_of: Tensor, units: int) -> Tensor:
        meant = self.enc(numbers, is_said)
        deep = meant.shape[-1]
        inside = unit_of.reshape(-1) >= 0
        pieces, owner = meant.reshape(-1, deep).float()[inside], unit_of.reshape(-1)[inside]
        many = torch.zeros(units).index_add(0, owner, torch.ones(len(owner)))
        mean = torch.zeros(units, deep).index_add(0, owner, pieces) / many[:, None]
        most = torch.full((units, deep), -1e4).scatter_reduce(0, owner[:, None].expand_as(pieces), pieces, "amax")
        row = torch.arange(len(numbers))[:, None].expand_as(unit_of).reshape(-1)[inside]
        whole = meant[:, 0].float()[torch.zeros(units, dtype=torch.long).scatter(0, owner, row)]
        told = functional.dropout(torch.cat([mean, most, whole], 1), DROPPED, self.training)
        told = functional.dropout(torch.tanh(self.mid(told)), DROPPED, self.training)
        return self.kinds(told).float()


def dropped(numbers: Tensor, is_training: bool) -> Tensor:
    """Some columns of each row left out: cheaper than some of all numbers."""
    if not is_training:
        return numbers
    kept = (torch.rand(numbers.shape[0], 1, numbers.shape[2]) >= DROPPED).to(numbers.dtype)
    return numbers * kept / (1 - DROPPED)
