"""`{% url %}` in our templates."""

from __future__ import annotations

from html import unescape

import pytest
from django.template import engines
from django.urls import NoReverseMatch, reverse


def written(tag: str, **words: object) -> str:
    return engines["django"].from_string(tag).render(words)  # type: ignore[arg-type]


@pytest.mark.parametrize("public_id", ["abc234", "7", "with space", "a&b", "ünlich", "735100153700"])
def test_an_address_is_the_one_that_django_makes(public_id):
    assert unescape(written('{% url "desk:company" id %}', id=public_id)) == reverse("desk:company", args=[public_id])


def test_an_address_can_be_kept_under_a_name():
    assert written('{% url "desk:company" "abc" as way %}<{{ way }}>') == "</customers/abc/>"
    assert written('{% url "desk:nowhere" as way %}<{{ way }}>') == "<>"


@pytest.mark.parametrize(
    ("tag", "words"), [('{% url "desk:nowhere" %}', {}), ('{% url "desk:company" id %}', {"id": ""})]
)
def test_a_way_to_nowhere_is_an_error(tag, words):
    with pytest.raises(NoReverseMatch):
        written(tag, **words)


def test_a_word_that_could_end_an_attribute_is_escaped():
    assert '"' not in written('{% url "desk:company" id %}', id='"onclick=')
