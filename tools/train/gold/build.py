"""Makes tune.jsonl and test.jsonl from the talks and the readings: python -m tools.train.gold.build

Where both passes agree, pass A's words stand. Where they do not, verdicts.txt decides, with a reason:

= name-of-the-talk
12 yellow_light keep missed | I'd have to think about that
12 promise drop in-call | I'll just share my screen
14 promise b due | I'll send it on Friday          (both have it; owner and due are those of pass b)
15 promise none inferred | I'll bring it then      (both have it, but its day is not said here)

What both passes have can be dropped too, where we settled it differently later.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.train.gold.passes import HERE, KINDS, Label, Talk, lines_of, matches, read_pass, read_talks

Verdicts = dict[tuple[str, int, str, str], tuple[str, str]]  # (talk, turn, kind, quote): (what, why)


def read_verdicts(path: Path) -> Verdicts:
    verdicts: Verdicts = {}
    for number, name, head, quote in lines_of(path) if path.exists() else ():
        if not head:
            continue
        turn, kind, what, why = head.split(" ")
        if what not in ("keep", "drop", "a", "b", "none"):
            raise ValueError(f"{path.name}:{number}: a verdict is keep, drop, a, b or none, not {what!r}")
        verdicts[name, int(turn), kind, quote] = (what, why)
    return verdicts


def settled(talk: Talk, ours: list[Label], theirs: list[Label], verdicts: Verdicts) -> tuple[list[Label], list[str]]:
    """The labels that stand, and a line for each disagreement that still wants a verdict."""
    stand: list[Label] = []
    open_lines: list[str] = []

    def asked(label: Label, choices: str = "") -> str:
        quote = talk["turns"][label.turn]["text"][label.start : label.end]
        key = (talk["conversation"], label.turn, label.kind, quote)
        if key in verdicts:
            return verdicts.pop(key)[0]
        if choices:
            open_lines.append(f"{label.turn} {label.kind} {choices} ? | {quote}")
        return ""

    pairs, only_a, only_b = matches(ours, theirs)
    for one, other in pairs:
        same = (one.sort, one.owner, one.due) == (other.sort, other.owner, other.due)
        verdict = asked(one, "" if same else f"a({one.owner};{one.due})/b({other.owner};{other.due})".replace(" ", "_"))
        source = other if verdict == "b" else one
        due = "" if verdict == "none" else source.due
        if verdict != "drop":
            stand.append(Label(one.turn, one.start, one.end, one.kind, source.sort, source.owner, due))
    for which, labels in (("a", only_a), ("b", only_b)):
        stand += [label for label in labels if asked(label, f"only-{which}") == "keep"]
    return sorted(stand), open_lines


def written(talk: Talk, labels: list[Label]) -> str:
    rows = []
    for label in labels:
        row = {"turn": label.turn, "start": label.start, "end": label.end, "kind": label.kind}
        row["side"] = talk["turns"][label.turn]["side"]
        row |= {slot: getattr(label, slot) for slot in ("sort", "owner", "due") if getattr(label, slot)}
        rows.append(row)
    return json.dumps({**talk, "labels": rows}, ensure_ascii=False) + "\n"


def build(folder: Path = HERE) -> tuple[dict[str, str], list[str], Counter[str]]:
    """What belongs into each file, the open disagreements, and how often each reason was given."""
    talks = read_talks(folder / "talks")
    a, b = read_pass(folder / "pass_a.txt", talks), {}
    if (folder / "pass_b.txt").exists():
        b = read_pass(folder / "pass_b.txt", talks)
    verdicts = read_verdicts(folder / "verdicts.txt")
    reasons = Counter(f"{what} {why}" for what, why in verdicts.values())
    files = {"tune": "", "test": ""}
    still_open: list[str] = []
    for name, talk in talks.items():
        stand, lines = settled(talk, a[name], b[name], verdicts) if name in b else (a[name], [])
        files[talk["split"]] += written(talk, stand)
        still_open += [f"= {name}", *lines] if lines else []
    still_open += [f"no such disagreement: {key}" for key in verdicts]
    return files, still_open, reasons


def tally(files: dict[str, str]) -> Iterator[str]:
    """How many labels of each kind, in each part and each language."""
    counts: Counter[tuple[str, str]] = Counter()
    for split, text in files.items():
        for talk in map(json.loads, text.rstrip("\n").split("\n")):
            for label in talk["labels"]:
                counts.update((label["kind"], column) for column in ("all", split, talk["language"]))
    columns = ("all", "tune", "test", "en", "de", "fr")
    yield f"| kind | {' | '.join(columns)} |"
    yield "|---" + "|---:" * len(columns) + "|"
    for kind in KINDS:
        yield f"| {kind} | {' | '.join(str(counts[kind, column]) for column in columns)} |"


if __name__ == "__main__":
    made, unsettled, given = build()
    for split, text in made.items():
        (HERE / f"{split}.jsonl").write_text(text, "utf-8")
    print("\n".join([*unsettled, *tally(made), *(f"{reason}: {n}" for reason, n in given.most_common())]))
