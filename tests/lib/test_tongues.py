"""Days, hours, numbers and money as each language writes them; plural forms."""

from datetime import date, datetime

import pytest
from django.utils.translation import ngettext

from joinery.lib.tongues import (
    between,
    day_words,
    hour_words,
    language_asked,
    money_words,
    numbers,
    read_in,
    weekday_words,
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["12 May", "Tuesday, 12 May", "1 May", "12 → 19 May", "14:30", "€75,000"]),
        ("de", ["12. Mai", "Dienstag, 12. Mai", "1. Mai", "12. → 19. Mai", "14:30", "75.000\u00a0€"]),
        ("fr", ["12 mai", "mardi 12 mai", "1er mai", "12 → 19 mai", "14\u00a0h\u00a030", "75\u202f000\u00a0€"]),
    ],
)
def test_each_language_writes_days_hours_and_money_its_own_way(language, said):
    day = date(2026, 5, 12)
    with read_in(language):
        written = [
            day_words(day),
            weekday_words(day),
            day_words(date(2026, 5, 1)),
            between(day, date(2026, 5, 19)),
            hour_words(datetime(2026, 5, 12, 14, 30)),
            money_words(7_500_000),
        ]

    assert written == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["no steps are done.", "one step is done.", "two steps are done.", "five steps are done."]),
        ("de", ["keine Schritte sind erledigt.", "ein Schritt ist erledigt.", "zwei Schritte sind erledigt."]),
        ("fr", ["aucune étape est faite.", "une étape est faite.", "deux étapes sont faites."]),
    ],
)
def test_plural_forms_are_right(language, said):
    with read_in(language):
        written = [
            ngettext("{number} step is done.", "{number} steps are done.", many).format(**numbers(many))
            for many in (0, 1, 2, 5)
        ]

    assert written[: len(said)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 kept", "1 kept", "2 kept", "5 kept"]),
        ("de", ["0 gehalten", "1 gehalten", "2 gehalten", "5 gehalten"]),
        ("fr", ["0 tenue", "1 tenue", "2 tenues", "5 tenues"]),
    ],
)
def test_french_counts_nothing_in_the_singular(language, said):
    with read_in(language):
        written = [ngettext("%(count)s kept", "%(count)s kept", many) % {"count": many} for many in (0, 1, 2, 5)]

    assert written == said


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("es,fr;q=0.5,en;q=0.7", "en"), ("fr-CH", "fr"), ("", "en"), ("q=;;,x", "en")],
)
def test_the_door_answers_in_what_the_browser_asks_for(accepts, language):
    assert language_asked(accepts) == language
