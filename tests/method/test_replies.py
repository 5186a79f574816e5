"""What a reply means: each example in replies.toml, and that nothing unplain is ever a yes."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

import joinery.method.replies as replies
from joinery.method.replies import Means, read_reply

# On a busy machine making examples takes long; that says nothing about what is tested.
BUSY = examples(deadline=None, suppress_health_check=[HealthCheck.too_slow])

EXAMPLES = tomllib.loads(Path(replies.__file__).with_name("replies.toml").read_text())["example"]
TURNS = ["but", "not", "only", "if", "please", "aber", "nicht", "nur", "mais", "pas", "sauf", "12", "?"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["says"][:40])
def test_an_example_means_what_it_says(example):
    reply = read_reply(example["says"])

    assert reply.means == example["means"]
    if reply.means != Means.WORDS:
        assert reply.rest == example.get("rest", "")


@BUSY
@given(st.text())
def test_any_text_is_read_and_words_are_kept_whole(text):
    reply = read_reply(text)

    assert reply.means in Means
    assert len(reply.rest) <= len(text) * 3


@BUSY
@given(st.sampled_from(["Yes", "Ja", "Oui"]), st.text(max_size=40), st.sampled_from(TURNS), st.text(max_size=40))
def test_a_yes_that_is_taken_back_anywhere_is_no_yes(yes, before, turn, after):
    assert read_reply(f"{yes}. {before} {turn} {after}").means != Means.YES


@BUSY
@given(st.text(min_size=1).filter(lambda text: not text.strip()[:1].isalpha()))
def test_what_does_not_begin_with_a_word_is_no_answer(text):
    assert read_reply(text).means == Means.WORDS
