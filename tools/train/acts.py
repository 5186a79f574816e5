"""Makes the weights of the ear again: `python tools/train/acts.py DATA_FOLDER` (numpy and scipy, one thread, no GPU).
Prints what the ear reaches on talks it has not seen, then fits it on all talks and writes the file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # sums in another order would give other weights
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np  # noqa: E402

from joinery.engine.acts import Chooser, heard_by_cues  # noqa: E402
from joinery.engine.ear.network import Network  # noqa: E402
from joinery.engine.ear.weights import FILE, chances_of, save  # noqa: E402
from tools.measure.acts import print_headings, rows  # noqa: E402
from tools.train.corpora import CORPORA, Talk  # noqa: E402
from tools.train.fitting import Learner, batches, network_of  # noqa: E402
from tools.train.lessons import Lesson, known_groups, lessons_of  # noqa: E402
from tools.train.offers import commitments, pairs_of, scores_at  # noqa: E402
from tools.train.parts import parts_of  # noqa: E402

SEED = 20260301
EPOCHS = 8
AVERAGED = 3  # the weights of so many last epochs are averaged
SHARE = 0.4  # of all lessons in an epoch
RATE = 0.004
MOST_GROUPS = 56_000
THRESHOLDS = tuple(step / 40 for step in range(6, 24))

Lessons = dict[str, list[Lesson]]  # by name of the talk


def fit(lessons: Sequence[Lesson], *, show: str) -> Network:
    """A network fitted to some lessons; the same lessons always give the same network."""
    chance = np.random.default_rng(SEED)
    known = known_groups(lessons, MOST_GROUPS)
    learner = Learner(chance, known, lessons[0].shapes.shape[1])
    average: dict[str, np.ndarray] = {}
    for epoch in range(EPOCHS):
        print(f"\r{show}: {epoch + 1} of {EPOCHS}", end="", file=sys.stderr, flush=True)
        rate = RATE * max(0.03, 1 - epoch / EPOCHS)
        for batch in batches(lessons, known, chance, SHARE):
            learner.learn(batch, rate * min(1.0, (learner.steps + 1) / 100))
        if (late := epoch - (EPOCHS - AVERAGED)) >= 0:
            for name, weight in learner.weights.items():
                average[name] = average.get(name, 0) + (weight - average.get(name, 0)) / (late + 1)
    print(file=sys.stderr)
    return network_of(known, average)


def with_threshold(network: Network, talks: Sequence[Talk]) -> Network:
    """The network with the threshold for asks that is best over the corpora, with and without marks."""

    pairs = [
        list(pairs_of([talk for talk in talks if talk.corpus == corpus], network, "asks", punctuated))
        for corpus in sorted({talk.corpus for talk in talks} & {"ami", "p4g"})
        for punctuated in (True, False)
    ]
    best = max(THRESHOLDS, key=lambda at: sum(scores_at(some, at)[2] for some in pairs))
    return replace(network, ask_from=best)


def by(network: Network) -> Chooser:
    return partial(chances_of, network=network)


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    talks = [talk for read in CORPORA.values() for talk in read(Path(arguments[0]))]
    lessons = {talk.name: lessons_of(talk) for talk in talks}
    parts = parts_of(talks)
    ready = of(lessons, parts["teach"])
    network = with_threshold(fit(ready, show="all corpora"), parts["choose"])
    print(f"asks from a chance of {network.ask_from}")
    print_headings()
    for corpus, name in (("ami", "AMI"), ("p4g", "PersuasionForGood")):
        test = [talk for talk in parts["test"] if talk.corpus == corpus]
        for line in rows(test, {"rules": heard_by_cues, "trained": by(network)}, name):
            print(line, flush=True)
        others = [one for one in ready if one.corpus != corpus]
        unseen = [talk for talk in parts["choose"] if talk.corpus != corpus]
        stranger = with_threshold(fit(others, show=f"without {name}"), unseen)
        for line in rows(test, {"trained without it": by(stranger)}, name):
            print(line, flush=True)
    print(commitments(parts, network))
    save(replace(fit(of(lessons, talks), show="to ship"), ask_from=network.ask_from), Path((*arguments, FILE)[1]))
    return 0


def of(lessons: Lessons, talks: Sequence[Talk]) -> list[Lesson]:
    return [one for talk in talks for one in lessons[talk.name]]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
