"""Makes the weights of the verifier and the tiers again: `python -m tools.train.findings` (numpy, scipy, one thread).
Learns from the conversations marked "tune" and the practice talks, and prints what weights that never saw a writer make
of that writer's talks: our best forecast for people whom nobody has heard."""

from __future__ import annotations

import os
import sys

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # sums in another order would give other weights

from collections.abc import Mapping, Sequence  # noqa: E402
from dataclasses import replace  # noqa: E402
from multiprocessing import get_context  # noqa: E402

import numpy as np  # noqa: E402

from joinery.engine.ear.grams import Floats  # noqa: E402
from joinery.engine.ear.tables import write  # noqa: E402
from joinery.engine.findings import kept_of  # noqa: E402
from joinery.engine.reading import Finding  # noqa: E402
from joinery.engine.verifier import reader  # noqa: E402
from joinery.engine.verifier.by_rules import by_rules  # noqa: E402
from joinery.engine.verifier.reader import doubts_of  # noqa: E402
from joinery.engine.verifier.weights import Weights, phrase_number, save  # noqa: E402
from joinery.method.signals import load_signals  # noqa: E402
from joinery.method.tiers import Tiers  # noqa: E402
from tools.train.counting import Found, counted, slots_and_sure, table  # noqa: E402
from tools.train.labelled import GOLD, Marked, all_of, bare  # noqa: E402
from tools.train.practice import practice  # noqa: E402
from tools.train.reads import READ, Remembered, key_of  # noqa: E402
from tools.train.sorter import fitted  # noqa: E402
from tools.train.sorting import Rows, both_slopes_of, rows_of, slopes_of  # noqa: E402
from tools.train.tiering import printed, tiers_of, write_tiers  # noqa: E402

LANGUAGES = ("en", "de", "fr")
WORKERS = int(os.environ.get("WORKERS", 0)) or os.cpu_count() or 1
FORKED = get_context("fork")
_ROWS: list[Rows] = []
# Whose talks are measured, by weights that saw nothing of them: those of hands that the reader that is measured has not
# seen, and then the fourth's, who wrote most of the German and French. The others only teach.
LATE = frozenset({"ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"})
MEASURED = frozenset({"labelled talks", *LATE})
AWAY = (MEASURED, frozenset({"fourth"}))
CORPORA = ("AMI Meeting Corpus", "PersuasionForGood")


def main() -> int:
    rows = all_rows()
    away = unseen(rows)
    sums = {
        place: away[writer_of(one)].weighed(one.told.groups, one.told.dense, one.told.near).sums
        for place, one in enumerate(rows)
        if one.is_whole and writer_of(one) in away
    }
    slopes, phrases = slopes_of(rows, sums), known_phrases()
    away = {writer: replace(weights, slopes=slopes, phrases=phrases) for writer, weights in away.items()}
    save(replace(away.pop(""), slopes=slopes, phrases=phrases))
    whole = [rows[place] for place in sums]
    heard = {id(one.marked): one for one in whole}
    reads = reads_of(rows, sums, slopes)

    def found_by(tiers: Tiers, *, hidden: bool = False) -> Found:
        def found(one: Marked) -> Sequence[Finding]:
            row = heard[id(one)]
            every = row.found(away[writer_of(row)], tiers, reads.get(id(one)))
            return [each for each in every if hidden or each.tier != "hidden"]

        return found

    tiers = tiers_of([one.marked for one in whole], found_by({}, hidden=True), lambda one: writer_of(heard[id(one)]))
    print(printed(tiers), flush=True)
    write_tiers(tiers)
    print_forecast(whole, found_by(tiers), lambda one: _by_rules(heard[id(one)]))
    return 0


def all_rows() -> list[Rows]:
    """All that may be learned from, as written and without marks."""
    marked = [one for one in (*all_of(GOLD), *practice()) if one.split == "tune"]
    with FORKED.Pool(WORKERS) as pool:
        versions = pool.map(rows_of, [version for one in marked for version in (one, bare(one))], chunksize=8)
    rows = [one for one in versions if one]
    print(f"{len(marked)} conversations and lines, {sum(len(one.so) for one in rows)} units", file=sys.stderr)
    return rows


def reads_of(rows: Sequence[Rows], sums: Mapping[int, Floats], slopes: Floats) -> dict[int, Remembered]:
    """What a reader that never saw the writer makes of each talk, put together with what the network does. Writes down
    how they are put together."""
    with np.load(READ) as file:
        read = {place: file[key_of(rows[place])].astype(np.float32) for place in sums if key_of(rows[place]) in file}
    places = [place for place in read if len(read[place]) == len(rows[place].so)]
    so, own, other = (
        np.vstack(some)
        for some in ([rows[at].so for at in places], [sums[at] for at in places], [read[at] for at in places])
    )
    chances = np.where(so >= 0, 1 / (1 + np.exp(-own * slopes[0] - slopes[1])), 0)
    doubted = doubts_of(chances) > 0
    together = both_slopes_of(so[doubted], own[doubted], other[doubted])
    if (shipped := reader.load() if reader.FILE.exists() else None) is not None:
        write(reader.stored(replace(shipped, slopes=together)), reader.FILE)
    return {id(rows[at].marked): Remembered(read[at], together) for at in places}


def _by_rules(row: Rows) -> Sequence[Finding]:
    every = kept_of(row.talk, by_rules(row.talk, row.candidates), {})
    return [each for each in every if each.tier != "hidden"]


def unseen(rows: Sequence[Rows]) -> dict[str, Weights]:
    """For each writer who is measured weights that saw nothing of that writer's; under "" those that saw all."""
    _ROWS[:] = rows
    with FORKED.Pool(WORKERS) as pool:  # the rows come along by forking
        of_all, *found = pool.map(_without, (frozenset[str](), *AWAY), chunksize=1)
    return {"": of_all} | {writer: one for away, one in zip(AWAY, found, strict=True) for writer in away}


def _without(away: frozenset[str]) -> Weights:
    found = fitted([one for one in _ROWS if not one.is_whole or writer_of(one) not in away])
    print(f"without {sorted(away) or 'nobody'}", file=sys.stderr, flush=True)
    return found


def writer_of(one: Rows) -> str:
    """Whose words they are: the corpora of real talk count as one, with the first practice talks, to save time."""
    if one.marked.source in CORPORA or one.marked.writer == "first":
        return "corpora and first practice"
    return one.marked.writer or "labelled talks"


def print_forecast(whole: Sequence[Rows], found: Found, rules: Found) -> None:
    for writer in sorted({writer_of(one) for one in whole}):
        for language in LANGUAGES:
            for without_marks in (False, True):
                some = [
                    one.marked
                    for one in whole
                    if (writer_of(one), one.marked.language, one.is_bare) == (writer, language, without_marks)
                ]
                if some:
                    how = "no marks" if without_marks else "as written"
                    print(f"\n{writer}, {language}, {how}, {len(some)} talks, by weights that never saw this writer")
                    columns = {"heard": counted(some, found)}
                    if not without_marks:
                        columns["rules"] = counted(some, rules)
                    print(table(columns))
                    print(slots_and_sure(columns["heard"]), flush=True)


def known_phrases() -> frozenset[int]:
    return frozenset(
        phrase_number(signal.kind, phrase.source) for signal in load_signals() for phrase in signal.phrases
    )


if __name__ == "__main__":
    raise SystemExit(main())
