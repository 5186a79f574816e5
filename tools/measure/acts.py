"""How well questions are heard: `python tools/measure/acts.py DATA_FOLDER` prints the table for the shipped ear.
The shipped weights have seen these talks; the honest figures are those that tools/train/acts.py prints on the way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from joinery.engine.acts import Chooser, heard, heard_by_cues, heard_by_model  # noqa: E402
from joinery.engine.conversation import Turn  # noqa: E402
from joinery.engine.reading import Act  # noqa: E402
from joinery.method.acts import load_acts  # noqa: E402
from tools.train.corpora import Talk, ami, p4g  # noqa: E402
from tools.train.noise import bare  # noqa: E402

INFORMING = ("ask", "tell", "agree")  # a share is of the words of these
HEADINGS = (
    "talks | ear | marks | utterances | asks | precision | recall | F1 | share off by | share r | ECE | utterances/s"
)


@dataclass
class Count:
    """Hits and misses over some talks, and for each person (true, heard) how much of their words that ask or inform
    do ask."""

    hit: int = 0
    false: int = 0
    missed: int = 0
    utterances: int = 0
    seconds: float = 0.0
    shares: list[tuple[float, float]] = field(default_factory=list)
    bins: dict[int, list[float]] = field(default_factory=dict)  # by tenth of the chance: how far hopes and truth differ

    @property
    def scores(self) -> tuple[float, float, float]:
        precision = self.hit / max(1, self.hit + self.false)
        recall = self.hit / max(1, self.hit + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    @property
    def off(self) -> float:
        """How far the share of a person is off, on average."""
        return sum(abs(true - found) for true, found in self.shares) / max(1, len(self.shares))

    @property
    def together(self) -> float:
        """The correlation of true and heard shares."""
        if len(self.shares) < 3:
            return 0.0
        means = [sum(column) / len(self.shares) for column in zip(*self.shares, strict=True)]
        parts = [[share[side] - means[side] for share in self.shares] for side in (0, 1)]
        above = sum(one * other for one, other in zip(*parts, strict=True))
        below = (sum(one * one for one in parts[0]) * sum(one * one for one in parts[1])) ** 0.5
        return above / below if below else 0.0

    @property
    def calibration(self) -> float | None:
        """Expected calibration error in ten bins, or None where the ear gives no chances."""
        counted = sum(len(differences) for differences in self.bins.values())
        return sum(abs(sum(differences)) for differences in self.bins.values()) / counted if counted else None


def measure(talks: Sequence[Talk], chooser: Chooser, *, punctuated: bool) -> Count:
    cues, count = load_acts(), Count()
    for talk in talks:
        turns = talk.turns if punctuated else tuple(replace(turn, text=bare(turn.text)) for turn in talk.turns)
        began = process_time()
        acts, chances = heard(turns, cues, chooser)
        count.seconds += process_time() - began
        count.utterances += len(turns)
        silent = 0.0 if any(one for some in chances for one in some) else -1.0  # an ear that gives no chances at all
        best = [max((one.get("asks", -1.0) for one in some), default=silent) for some in chances]
        _add(count, talk, turns, [_kind(of_turn) for of_turn in acts], best)
    return count


def marked(talks: Sequence[Talk]) -> Count:
    """The plain rule to beat: what carries a question mark asks."""
    count = Count()
    for talk in talks:
        count.utterances += len(talk.turns)
        kinds = ["ask" if "?" in turn.text else "tell" for turn in talk.turns]
        _add(count, talk, talk.turns, kinds, [-1.0] * len(talk.turns))
    return count


def _kind(acts: Sequence[Act]) -> str:
    """What a turn does as a whole: it asks where any of its acts does, else it does what the longest does."""
    kinds = [act.kind.split(".")[0] for act in sorted(acts, key=lambda act: act.start - act.end)]
    return "ask" if "ask" in kinds else kinds[0] if kinds else ""


def _add(count: Count, talk: Talk, turns: Sequence[Turn], kinds: list[str], chances: list[float]) -> None:
    words: dict[int, list[int]] = {}
    for turn, labels, found, chance in zip(turns, talk.labels, kinds, chances, strict=True):
        if labels.act is not None and (labels.act in INFORMING or found in INFORMING):
            of_speaker = words.setdefault(turn.speaker, [0, 0, 0, 0])
            for column, kind in ((0, labels.act), (2, found)):
                of_speaker[column] += len(turn.text.split()) * (kind == "ask")
                of_speaker[column + 1] += len(turn.text.split()) * (kind in INFORMING)
        if labels.asks is None:
            continue
        true, asks = labels.asks, found == "ask"
        count.hit += asks and true
        count.false += asks and not true
        count.missed += true and not asks
        if chance >= 0:
            count.bins.setdefault(min(9, int(chance * 10)), []).append(chance - true)
    for asked, true_words, found_asked, found_words in words.values():
        if true_words >= 50:
            count.shares.append((asked / true_words, found_asked / max(1, found_words)))


def rows(talks: Sequence[Talk], ears: dict[str, Chooser], name: str) -> Iterator[str]:
    """The lines of the table for some talks, each ear with and without marks."""
    if "rules" in ears:
        yield row(name, "a question mark", "as written", marked(talks))
    for ear, chooser in ears.items():
        for punctuated in (True, False):
            yield row(name, ear, "as written" if punctuated else "none", measure(talks, chooser, punctuated=punctuated))


def row(name: str, ear: str, marks: str, count: Count) -> str:
    precision, recall, f1 = count.scores
    error = "" if count.calibration is None else f"{count.calibration:.3f}"
    speed = f"{count.utterances / count.seconds:.0f}" if count.seconds else ""
    return (
        f"| {name} | {ear} | {marks} | {count.utterances} | {count.hit + count.missed} "
        f"| {precision:.3f} | {recall:.3f} | {f1:.3f} | {count.off:.3f} | {count.together:.2f} | {error} | {speed} |"
    )


def print_headings() -> None:
    print(f"| {HEADINGS} |\n{'|---' * len(HEADINGS.split('|'))}|", flush=True)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__)
        return 2
    readers: tuple[tuple[str, Callable[[Path], Iterator[Talk]]], ...] = (("AMI", ami), ("PersuasionForGood", p4g))
    print_headings()
    for name, read in readers:
        for line in rows(list(read(Path(arguments[0]))), {"rules": heard_by_cues, "shipped": heard_by_model}, name):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
