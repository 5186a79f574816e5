"""How well questions are heard: `python tools/measure/acts.py AMI_FOLDER [P4G_FILE]` prints the table."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from joinery.engine.acts import acts_of
from joinery.engine.conversation import Turn
from joinery.method.acts import load_acts

GETTING = ("el.inf", "el.sug", "el.ass", "el.und")
INQUIRIES = (
    "ask-org-info", "ask-donation-procedure", "ask-persuader-donation-intention", "task-related-inquiry",
    "personal-related-inquiry", "source-related-inquiry", "ask-donation-amount", "ask-not-donate-reason",
    "non-personal-Task-related-inquiry",
)  # fmt: skip
# These ask for a step, not for information: neither a hit nor a miss.
LEFT_OUT = ("proposition-of-donation", "confirm-donation", "ask-donate-more", "foot-in-the-door")


@dataclass(frozen=True)
class Talk:
    name: str
    turns: tuple[Turn, ...]
    gold: tuple[bool | None, ...]  # None: not counted


@dataclass
class Count:
    hit: int = 0
    false: int = 0
    missed: int = 0
    utterances: int = 0
    seconds: float = 0.0

    @property
    def scores(self) -> tuple[float, float, float]:
        precision = self.hit / max(1, self.hit + self.false)
        recall = self.hit / max(1, self.hit + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def bare(text: str) -> str:
    """The text as a recogniser without punctuation would give it."""
    return " ".join(re.sub(r"[^\w' ]", " ", text.lower()).split())


def ami_talks(folder: Path) -> Iterator[Talk]:
    for path in sorted(folder.glob("*.json")):
        spoken = json.loads(path.read_text(encoding="utf-8"))["utterances"]
        speakers = sorted({line["speaker"] for line in spoken})
        turns = tuple(Turn(speakers.index(u["speaker"]), u["text"], u["start"], u["end"]) for u in spoken)
        yield Talk(path.stem, turns, tuple(u["da"] in GETTING for u in spoken))


def p4g_talks(path: Path) -> Iterator[Talk]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for name in sorted({line["conv"] for line in lines}):
        said = [line for line in lines if line["conv"] == name]
        turns = tuple(Turn(int(line["role"] == "persuadee"), line["text"]) for line in said)
        yield Talk(name, turns, tuple(_is_inquiry(line["labels"]) for line in said))


def _is_inquiry(labels: list[str]) -> bool | None:
    return True if set(labels) & set(INQUIRIES) else None if set(labels) & set(LEFT_OUT) else False


def halves(talks: list[Talk], group: Callable[[str], str]) -> tuple[list[Talk], list[Talk]]:
    """Talks of one team stay together; every other team is for tuning."""
    teams = sorted({group(talk.name) for talk in talks})
    tuning = set(teams[::2])
    return [t for t in talks if group(t.name) in tuning], [t for t in talks if group(t.name) not in tuning]


def measure(talks: list[Talk], *, punctuated: bool) -> Count:
    cues, count = load_acts(), Count()
    for talk in talks:
        turns = talk.turns if punctuated else tuple(Turn(t.speaker, bare(t.text), t.start, t.end) for t in talk.turns)
        began = process_time()
        acts = acts_of(turns, cues)
        count.seconds += process_time() - began
        count.utterances += len(turns)
        for of_turn, gold in zip(acts, talk.gold, strict=True):
            if gold is None:
                continue
            heard = any(act.kind.startswith("ask") for act in of_turn)
            count.hit += heard and gold
            count.false += heard and not gold
            count.missed += gold and not heard
    return count


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    parts = [("AMI", halves(list(ami_talks(Path(arguments[0]))), lambda name: name[:6]))]
    if len(arguments) > 1:
        parts.append(("PersuasionForGood", halves(list(p4g_talks(Path(arguments[1]))), lambda name: name)))
    print("| talks | half | marks | utterances | asks | precision | recall | F1 | utterances/s |\n" + "|---" * 9 + "|")
    for corpus, of_corpus in parts:
        for half, talks in zip(("tuned on", "other"), of_corpus, strict=True):
            for punctuated in (True, False):
                c = measure(talks, punctuated=punctuated)
                precision, recall, f1 = c.scores
                marks = "as written" if punctuated else "none"
                print(
                    f"| {corpus} | {half} | {marks} | {c.utterances} | {c.hit + c.missed} "
                    f"| {precision:.3f} | {recall:.3f} | {f1:.3f} | {c.utterances / c.seconds:.0f} |"
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
