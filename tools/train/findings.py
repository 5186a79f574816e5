"""Makes the weights of the verifier and the tiers again: `python -m tools.train.findings` (numpy, scipy, one thread).
Learns from the conversations marked "tune" alone, and prints what it reaches on them by crossing."""

from __future__ import annotations

import os
import sys

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # sums in another order would give other weights

import numpy as np  # noqa: E402

from joinery.engine.verifier.by_rules import by_rules  # noqa: E402
from joinery.engine.verifier.verify import by_weights  # noqa: E402
from joinery.engine.verifier.weights import Weights, phrase_number, save  # noqa: E402
from joinery.method.signals import load_signals  # noqa: E402
from joinery.method.tiers import Tiers  # noqa: E402
from tools.train.counting import Found, by, counted, table  # noqa: E402
from tools.train.labelled import GOLD, Marked, all_of, bare  # noqa: E402
from tools.train.practice import practice  # noqa: E402
from tools.train.sorting import FOLDS, WORTH, Fit, fitted, fold_of, rows_of, slopes_of  # noqa: E402
from tools.train.tiering import printed, tiers_of, write_tiers  # noqa: E402

LANGUAGES = ("en", "de", "fr")


def main() -> int:
    marked = [one for one in (*all_of(GOLD), *practice()) if one.split == "tune"]
    rows = [found for one in marked for version in (one, bare(one)) if (found := rows_of(version))]
    print(f"{len(marked)} conversations and lines, {sum(len(one.dense) for one in rows)} units", file=sys.stderr)
    folds = {fold: fitted([one for one in rows if fold_of(one.name) != fold]) for fold in range(FOLDS)}
    slopes = slopes_of(rows, folds)
    whole = [one for one in marked if one.source not in WORTH]
    away = {fold: by_weights(weights_of(fit, slopes)) for fold, fit in folds.items()}

    def crossed(tiers: Tiers, *, hidden: bool = False) -> Found:
        of_fold = {fold: by(verifier, tiers, hidden=hidden) for fold, verifier in away.items()}
        return lambda one: of_fold[fold_of(one.name.removesuffix(" bare"))](one)

    tiers = tiers_of([version for one in whole for version in (one, bare(one))], crossed({}, hidden=True))
    print(printed(tiers), flush=True)
    save(weights_of(fitted(rows), slopes))
    write_tiers(tiers)
    for language in LANGUAGES:
        for change, name in ((as_written, "as written"), (bare, "no marks")):
            some = [change(one) for one in whole if one.language == language]
            print(f"\n{language}, {name}, {len(some)} talks, crossed")
            print(
                table({"rules": counted(some, by(by_rules, {})), "verified": counted(some, crossed(tiers))}), flush=True
            )
    return 0


def as_written(one: Marked) -> Marked:
    return one


def weights_of(fit: Fit, slopes: np.ndarray) -> Weights:
    phrases = frozenset(
        phrase_number(signal.kind, phrase.source) for signal in load_signals() for phrase in signal.phrases
    )
    return Weights(fit.groups, fit.dense, slopes, phrases)


if __name__ == "__main__":
    raise SystemExit(main())
