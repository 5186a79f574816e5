"""The customer's words stand in every language, and what is compiled is what is written."""

import string
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import words  # noqa: E402

MORE = {"number_f", "number_acc", "number", "count"}  # a language may count in words where another writes a figure


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_untranslated_guessed_or_left_over(language):
    assert words.faults(language) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    place = words.LOCALE / language / "LC_MESSAGES/django.mo"

    assert place.read_bytes() == words.compiled(language)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_translation_names_what_the_sentence_names(language):
    strange = []
    for message in words.catalogue(language):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            known = set().union(*(names_in(each) for each in ids))
            strange += [each for each in strings if names_in(each) - known - MORE or known - names_in(each) - MORE]

    assert strange == []


def names_in(words: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(words) if name}
    return braces | {part.split(")")[0] for part in words.split("%(")[1:]}
