"""The method as a whole, and a firm's own files in it."""

from joinery.method.book import load_method

OWN = """
name  = "react"
title = "React"
[[cue]]
name = "ours"
language = "*"
at = "whole"
points = 3.0
phrases = ["top notch"]
"""


def test_a_firms_own_file_stands_for_ours_of_the_same_name(tmp_path) -> None:
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "react.toml").write_text(OWN)
    ours, theirs = load_method(), load_method(tmp_path)

    assert [cue.name for act in theirs.acts if act.kind == "react" for cue in act.cues] == ["ours"]
    assert [act.kind for act in theirs.acts] == [act.kind for act in ours.acts]
    assert theirs.edition != ours.edition


def test_the_same_files_are_the_same_edition() -> None:
    assert load_method().edition == load_method(None).edition
    assert len(load_method().edition) == 12
