"""The labelled talks: well made, parted cleanly, and as many as were wanted."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tools.train.gold.agreement import counted, kappa, second_reader, table
from tools.train.gold.build import build, settled, tally
from tools.train.gold.passes import (
    DEEDS,
    HERE,
    KINDS,
    OF_THE_CUSTOMER,
    SORTS,
    Label,
    kinds_of,
    matches,
    read_pass,
    read_talks,
)

LICENCES = {"Joinery": "CC BY 4.0", "AMI Meeting Corpus": "CC BY 4.0", "PersuasionForGood": "Apache-2.0"}
GOALS = {"yellow_light": 150, "need": 150, "concept": 100}
TINY = 4  # so many words may stand in both parts: "Yes, do that."


def talks_of(split: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / f"{split}.jsonl").read_text("utf-8").split("\n") if line]


TALKS = {split: talks_of(split) for split in ("tune", "test")}
EVERY = [*TALKS["tune"], *TALKS["test"]]
LABELS = [(talk, label) for talk in EVERY for label in talk["labels"]]


def counts(language: str | None = None) -> Counter[str]:
    return Counter(label["kind"] for talk, label in LABELS if language in (None, talk["language"]))


def test_the_files_are_what_the_readings_and_the_verdicts_make() -> None:
    made, still_open, _ = build()

    assert still_open == []
    assert {split: (HERE / f"{split}.jsonl").read_text("utf-8") for split in made} == made


def test_the_page_shows_the_numbers_as_they_are() -> None:
    talks = read_talks()
    passes = [read_pass(HERE / f"pass_{which}.txt", talks) for which in "ab"]
    page = Path("docs/method/gold.md").read_text("utf-8")

    assert "\n".join(table(counted(talks.values(), *passes))) in page
    assert "\n".join(tally(build()[0])) in page
    assert "\n".join(list(second_reader(talks))[1 : len(KINDS) + 4]) in page


def test_every_label_quotes_words_of_its_turn() -> None:
    for talk, label in LABELS:
        text = talk["turns"][label["turn"]]["text"]
        quote = text[label["start"] : label["end"]]

        assert 0 <= label["start"] < label["end"] <= len(text), (talk["conversation"], label)
        assert quote == quote.strip(), (talk["conversation"], quote)


def test_every_label_is_of_a_known_kind_and_its_talk_was_read_for_it() -> None:
    for talk, label in LABELS:
        assert label["kind"] in kinds_of(talk), (talk["conversation"], label)
        assert label.get("sort", "") in SORTS.get(label["kind"], ("",)), (talk["conversation"], label)


def test_what_only_a_customer_can_say_is_never_the_sellers() -> None:
    for talk, label in LABELS:
        side = talk["turns"][label["turn"]]["side"]

        assert label["side"] == side
        assert not (label["kind"] in OF_THE_CUSTOMER and side == "seller"), (talk["conversation"], label)
        assert not (label["kind"] == "call_to_action" and side == "customer"), (talk["conversation"], label)


def test_an_owner_is_named_in_the_talk_and_a_due_day_is_not_past() -> None:
    for talk, label in LABELS:
        said = " ".join([turn["text"] for turn in talk["turns"]] + [turn["speaker"] for turn in talk["turns"]])

        assert label["kind"] in DEEDS or not {"owner", "due"} & set(label)
        assert label.get("owner", "") in said, (talk["conversation"], label)
        assert "due" not in label or date.fromisoformat(label["due"]) >= date.fromisoformat(talk["held_on"]), label


def test_a_promise_always_has_an_owner() -> None:
    assert [label for _, label in LABELS if label["kind"] == "promise" and "owner" not in label] == []


def test_every_talk_may_be_used_here() -> None:
    assert [talk["conversation"] for talk in EVERY if LICENCES[talk["source"]] != talk["licence"]] == []


def test_no_talk_and_no_longer_line_stands_in_both_parts() -> None:
    names = {split: {talk["conversation"] for talk in talks} for split, talks in TALKS.items()}
    lines = {
        split: {turn["text"].lower() for talk in talks for turn in talk["turns"] if len(turn["text"].split()) > TINY}
        for split, talks in TALKS.items()
    }

    assert names["tune"] & names["test"] == set()
    assert lines["tune"] & lines["test"] == set()


def test_no_meeting_team_stands_in_both_parts() -> None:
    teams = {
        split: {talk["conversation"][4:10] for talk in talks if talk["source"] == "AMI Meeting Corpus"}
        for split, talks in TALKS.items()
    }

    assert teams["tune"] & teams["test"] == set()


def test_there_are_as_many_labels_as_were_wanted() -> None:
    found = counts()

    assert found["promise"] + found["request"] >= 300
    assert {kind: found[kind] for kind, goal in GOALS.items() if found[kind] < goal} == {}


@pytest.mark.parametrize("language", ["de", "fr"])
def test_german_and_french_have_twelve_of_every_kind(language: str) -> None:
    found = counts(language)

    assert {kind: found[kind] for kind in KINDS if found[kind] < 12} == {}


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_most_lines_hold_nothing_or_the_test_of_silence_is_missing(language: str) -> None:
    talks = [talk for talk in EVERY if talk["language"] == language]
    silent = sum(len(talk["turns"]) - len({label["turn"] for label in talk["labels"]}) for talk in talks)

    assert silent >= sum(len(talk["turns"]) for talk in talks) * 0.4


def test_kappa_takes_chance_off() -> None:
    assert kappa(20, 5, 10, 15) == pytest.approx(0.4)  # 35 of 50 alike, 25 of them by chance
    assert kappa(10, 0, 0, 90) == 1.0


def test_two_labels_match_when_half_of_the_shorter_is_shared() -> None:
    whole, half, little = Label(0, 0, 40, "need"), Label(0, 30, 50, "need"), Label(0, 31, 51, "need")

    assert matches([whole], [half]) == ([(whole, half)], [], [])
    assert matches([whole], [little]) == ([], [whole], [little])


def test_another_kind_or_another_turn_is_no_match() -> None:
    need = Label(0, 0, 10, "need")
    others = [Label(0, 0, 10, "impact"), Label(1, 0, 10, "need")]

    assert matches([need], others) == ([], [need], others)


def test_the_table_counts_what_both_passes_have() -> None:
    talk = {"conversation": "t", "labelled": ["need"], "turns": [{"text": "slow"}, {"text": "dear"}]}
    both, only_b = Label(0, 0, 4, "need", "felt"), Label(1, 0, 4, "need", "felt")

    rows = list(table(counted([talk], {"t": [both]}, {"t": [both, only_b]})))

    assert rows[-1] == "| all | 1 | 2 | 1 | 0.67 | 0.00 |"


def test_a_disagreement_without_a_verdict_stays_open() -> None:
    talk = {"conversation": "t", "turns": [{"text": "I'll see"}]}
    doubt = Label(0, 0, 8, "promise", owner="Ana")
    key = ("t", 0, "promise", "I'll see")

    assert settled(talk, [doubt], [], {}) == ([], ["0 promise only-a ? | I'll see"])
    assert settled(talk, [doubt], [], {key: ("keep", "missed")}) == ([doubt], [])
    assert settled(talk, [doubt], [], {key: ("drop", "vague")}) == ([], [])


def test_a_day_that_the_words_do_not_say_can_be_taken_off_both_passes() -> None:
    talk = {"conversation": "t", "turns": [{"text": "I'll bring it then"}]}
    dated = Label(0, 0, 18, "promise", owner="Ana", due="2026-11-27")
    key = ("t", 0, "promise", "I'll bring it then")

    assert settled(talk, [dated], [dated], {key: ("none", "inferred")}) == ([replace(dated, due="")], [])


def test_a_quote_that_was_never_said_is_refused(tmp_path) -> None:
    (tmp_path / "pass.txt").write_text("= t\n0 need:felt | it is quick\n")

    with pytest.raises(ValueError, match="turn 0 of t does not say 'it is quick'"):
        read_pass(tmp_path / "pass.txt", {"t": {"turns": [{"text": "it is slow"}]}})
