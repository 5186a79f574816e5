"""How well findings are heard: precision, recall and F1 by kind over labelled talks, and owners and days right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from joinery.engine.acts import heard
from joinery.engine.findings import find_all
from joinery.engine.reading import Finding
from joinery.engine.verifier.by_rules import Verifier
from joinery.method.acts import load_acts
from joinery.method.signals import load_signals
from joinery.method.tiers import Tiers
from tools.train.labelled import Marked, is_same

SLOTS = ("promise", "request", "call_to_action")


@dataclass
class Count:
    hit: int = 0
    false: int = 0
    missed: int = 0
    sure: int = 0
    right_when_sure: int = 0
    owned: int = 0
    owner_right: int = 0
    dated: int = 0
    day_right: int = 0

    @property
    def labelled(self) -> int:
        return self.hit + self.missed

    @property
    def precision(self) -> float:
        return self.hit / max(1, self.hit + self.false)

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.labelled)

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, 2 * self.hit + self.false + self.missed)


Found = Callable[[Marked], Sequence[Finding]]


def by(verifier: Verifier, tiers: Tiers, *, hidden: bool = False) -> Found:
    """What is shown of a conversation with this verifier and these tiers; with the hidden tier if wanted."""
    acts_of, signals = load_acts(), load_signals()

    def found(one: Marked) -> Sequence[Finding]:
        acts, chances = heard(one.conversation.turns, acts_of)
        every = find_all(one.conversation, acts, signals, one.said_on, chances=chances, tiers=tiers, verifier=verifier)
        return [each for each in every if hidden or each.tier != "hidden"]

    return found


def counted(marked: Iterable[Marked], found: Found) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for one in marked:
        left = list(one.labels)
        for each in found(one):
            if not _is_counted(one, each):
                continue
            count = counts.setdefault(each.kind, Count())
            label = next((label for label in left if is_same(label, each)), None)
            _sure(count, each, right=label is not None)
            if label is None:
                count.false += 1
                continue
            left.remove(label)
            count.hit += 1
            if label.kind in SLOTS:
                count.owned += bool(label.owner)
                count.owner_right += bool(label.owner) and label.owner == each.owner
                count.dated += 1
                count.day_right += (label.due or None) == (each.due.isoformat() if each.due else None)
        for label in left:
            counts.setdefault(label.kind, Count()).missed += 1
    return counts


def judged(one: Marked, found: Iterable[Finding]) -> Iterable[tuple[Finding, bool]]:
    """Each finding and whether it is right, the surest first: a label is found once."""
    left = list(one.labels)
    for each in sorted(found, key=lambda each: -each.confidence):
        if _is_counted(one, each):
            label = next((label for label in left if is_same(label, each)), None)
            if label is not None:
                left.remove(label)
            yield each, label is not None


def _is_counted(one: Marked, each: Finding) -> bool:
    return (one.kinds is None or each.kind in one.kinds) and (one.counted is None or each.turn in one.counted)


def _sure(count: Count, each: Finding, *, right: bool) -> None:
    count.sure += each.tier == "sure"
    count.right_when_sure += right and each.tier == "sure"


def table(columns: Mapping[str, Mapping[str, Count]]) -> str:
    """A row a kind; for each column its precision, recall and F1."""
    names = list(columns)
    kinds = sorted({kind for counts in columns.values() for kind in counts} - {"people"})
    lines = [
        f"| kind | n | {' | '.join(f'{name}: P | R | F1' for name in names)} |",
        "|---" * (2 + 3 * len(names)) + "|",
    ]
    for kind in [*kinds, "all"]:
        cells = []
        for name in names:
            counts = columns[name]
            one = (
                counts.get(kind, Count())
                if kind != "all"
                else summed(counts[each] for each in counts if each != "people")
            )
            cells.append(f"{one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f}")
        lines.append(f"| {kind} | {one.labelled} | {' | '.join(cells)} |")
    return "\n".join(lines)


def summed(counts: Iterable[Count]) -> Count:
    total = Count()
    for one in counts:
        for name in vars(total):
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


def slots_and_sure(counts: Mapping[str, Count]) -> str:
    """Owners and days that were right, and how often sure findings were."""
    total = summed(counts[kind] for kind in SLOTS if kind in counts)
    every = summed(counts.values())
    return (
        f"owner right {total.owner_right} of {total.owned}, day right {total.day_right} of {total.dated}, "
        f"sure {every.right_when_sure} of {every.sure} right"
    )
