"""Makes the weights of the verifier and the tiers again: `python -m tools.train.findings` (numpy and scipy, one thread).
Learns from the conversations marked "tune" alone; prints what it reaches on them by crossing, and on the test part."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # sums in another order would give other weights

import numpy as np  # noqa: E402

from joinery.engine.verifier import weights as kept  # noqa: E402
from joinery.engine.verifier.verify import Verifier, by_rules, verified_by  # noqa: E402
from joinery.method.signals import load_signals  # noqa: E402
from tools.train.counting import by, counted, table  # noqa: E402
from tools.train.labelled import GOLD, all_of, bare  # noqa: E402
from tools.train.sorting import FOLDS, WORTH, Sum, crossed, fitted, fold_of, slopes_of, told  # noqa: E402
from tools.train.tiering import printed, tiers_of, write_tiers  # noqa: E402


def main(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0]) if arguments else GOLD
    every = list(all_of(folder))
    marked = [one for one in every if one.split == "tune"]
    sums = [row for one in marked for version in (one, bare(one)) for row in told(version)]
    print(f"{len(marked)} conversations and lines, {len(sums)} candidates", file=sys.stderr)
    folds = {fold: fitted([row for row in sums if fold_of(row.name) != fold]) for fold in range(FOLDS)}
    scores = crossed(sums, folds)
    slopes = slopes_of(sums, scores)
    chances = [_chance(row, score, slopes) for row, score in zip(sums, scores, strict=True)]
    tiers = tiers_of(marked, sums, chances)
    print(printed(tiers))
    phrases = frozenset(
        kept.number(signal.kind, phrase.source) for signal in load_signals() for phrase in signal.phrases
    )

    def verified_with(of: np.ndarray) -> Verifier:
        return partial(verified_by, weights=kept.Weights(of, slopes, phrases))

    whole = [one for one in marked if one.source not in WORTH]
    for language in ("en", "de", "fr"):
        for change, name in ((lambda one: one, "as written"), (bare, "no marks")):
            some = [change(one) for one in whole if one.language == language]
            rules = counted(some, by(by_rules, {}))
            away = {fold: by(verified_with(of), tiers) for fold, of in folds.items()}
            both = counted(some, lambda one: away[fold_of(one.name.removesuffix(" bare"))](one))
            print(f"\n{language}, {name}, {len(some)} talks, crossed")
            print(table({"rules": rules, "verified": both}))
    weights = kept.Weights(fitted(sums), slopes, phrases)
    kept.save(weights)
    write_tiers(tiers)
    return 0


def _chance(row: Sum, score: float, slopes: dict[str, tuple[float, float]]) -> float:
    times, plus = slopes.get(row.kind, (1.0, 0.0))
    return float(1 / (1 + np.exp(-(times * score + plus))))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
